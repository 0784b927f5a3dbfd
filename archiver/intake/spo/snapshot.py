"""What groups a snapshot holds: one export per group and academic year."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from archiver.intake.exports import GroupExport
from archiver.intake.files import FileTree
from archiver.intake.spo.answers import Entry
from archiver.intake.spo.document import read_list
from archiver.intake.spo.entries import year_of_entry, years_of
from archiver.intake.spo.paths import Snapshot, find_roots
from archiver.intake.spo.people import People, read_people
from archiver.intake.spo.read import read_group
from archiver.journal.collation import NameKey
from archiver.journal.findings import Finding, Place, Severity
from archiver.journal.model import AcademicYear, Leave
from archiver.locale import _

__all__ = ["find_roots", "spo_groups"]


def spo_groups(tree: FileTree, root: str) -> tuple[list[GroupExport], list[Finding]]:
    """The groups of the snapshot under `root` («services/»), and findings that belong to none.

    Only lists are read here; pages are read group by group.
    """
    snapshot = Snapshot.of(tree.names(), root)
    people, findings = read_people(tree, snapshot)
    findings += (_doubled(file) for file in snapshot.doubled)
    if people is None:
        return [], findings
    groups: list[GroupExport] = []
    gradebooks: set[str] = set()
    broken = False
    for group_id, file in sorted(snapshot.entries.items()):
        if group_id not in people.groups:
            findings.append(_nameless(file, group_id))
            continue
        entries, _found = read_list(tree, file, Entry)
        broken = broken or entries is None
        gradebooks.update(entry.id for entry in entries or ())
        groups += _exports(tree, snapshot, group_id, people, entries)
    for group_id, group in people.groups.items():
        if group_id not in snapshot.entries:
            findings.append(_without_journal(snapshot, group_id, group.name))
    if not broken:
        findings += _ownerless(snapshot, gradebooks)
    return groups, findings


def _exports(
    tree: FileTree, snapshot: Snapshot, group_id: str, people: People, entries: tuple[Entry, ...] | None
) -> Iterable[GroupExport]:
    group = people.groups[group_id]
    leaves = _leaves(people, group_id)
    years: tuple[AcademicYear | None, ...] = years_of(entries or ()) or (None,)
    for year in years:
        own = [entry for entry in entries or () if year_of_entry(entry) == year]
        files = [snapshot.entries[group_id]]
        for entry in own:
            files += sorted(snapshot.pages_of(entry.id).values())
            keys = (entry.id, f"{group_id}-{entry.number}", group_id)
            files += (snapshot.attestations[key] for key in keys if key in snapshot.attestations)
        kept = tree.narrowed(dict.fromkeys(files))
        yield GroupExport(
            group.name,
            year,
            tuple(dict.fromkeys(files)),
            partial(read_group, kept, snapshot.root, group_id, group, year, leaves),
        )


def _leaves(people: People, group_id: str) -> dict[NameKey, tuple[Leave, ...]]:
    """Leaves of the group's students; those told without a group are left out: names repeat."""
    return {name: leaves for (group, name), leaves in people.leaves.items() if group == group_id}


def _nameless(file: str, group_id: str) -> Finding:
    return Finding(
        "spo.group-unknown",
        Severity.BLOCKING,
        _("File {file} is the journal of group {number}, which the list of groups does not have.").format(
            file=file, number=group_id[:40]
        ),
        _("Export the list of groups (student-groups) again."),
        place=Place(file=file),
    )


def _without_journal(snapshot: Snapshot, group_id: str, group: str) -> Finding:
    file = f"{snapshot.root}journal/gradebook/{group_id}/entries.json"
    return Finding(
        "group.without-journal",
        Severity.WARNING,
        _(
            "Group {group} is in the list of groups, but its journal was not exported (no file {file})."
        ).format(group=group, file=file),
        _("Export the journal of the group; nothing to do if the group has none this year."),
        group,
        Place(file=file),
    )


def _ownerless(snapshot: Snapshot, gradebooks: set[str]) -> Iterable[Finding]:
    for book in sorted({book for book, _subject in snapshot.pages} - gradebooks):
        files = sorted(snapshot.pages_of(book).values())
        yield Finding(
            "spo.gradebook-unknown",
            Severity.BLOCKING,
            _("{count} pages ({first} …) belong to gradebook {number}, which no group has.").format(
                count=len(files), first=files[0], number=book[:40]
            ),
            _("Export the gradebooks of the groups (entries) again, or remove these pages."),
            place=Place(file=files[0]),
        )


def _doubled(file: str) -> Finding:
    return Finding(
        "spo.file-twice",
        Severity.BLOCKING,
        _("File {file} answers an address that another file answers too.").format(file=file),
        _("Leave one of the two files."),
        place=Place(file=file),
    )
