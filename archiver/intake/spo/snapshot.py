"""What groups a snapshot holds: one export per group and academic year."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from archiver.intake.account import FileAccount
from archiver.intake.exports import GroupExport
from archiver.intake.file_tree import FileTree
from archiver.intake.noting_tree import NotingTree
from archiver.intake.spo.answers import Entry
from archiver.intake.spo.assigning import sheets_of_groups
from archiver.intake.spo.document import read_list
from archiver.intake.spo.entries import year_of_entry, years_of
from archiver.intake.spo.known import ENTRIES
from archiver.intake.spo.ledger import Ledger
from archiver.intake.spo.names import name_of_year, told_names
from archiver.intake.spo.organization import tell_college
from archiver.intake.spo.paths import Snapshot
from archiver.intake.spo.people import People, read_people
from archiver.intake.spo.read import GroupFiles, read_group
from archiver.intake.spo.strangers import strangers
from archiver.intake.taken import Taken, read_taken, told_of_taken
from archiver.journal.codes import finding
from archiver.journal.findings import Finding, Place
from archiver.journal.model import AcademicYear, Group
from archiver.locale import _, ngettext
from archiver.settings.tables import Settings

_NAMED = 5


@dataclass(frozen=True, slots=True)
class SpoGroups:
    """The groups of a snapshot, and what belongs to none of them; all of it follows from `looked_into`."""

    groups: tuple[GroupExport, ...]
    findings: tuple[Finding, ...]
    account: tuple[FileAccount, ...]
    taken: Taken | None = None
    looked_into: tuple[str, ...] = ()


def spo_groups(
    tree: FileTree,
    root: str,
    year: AcademicYear | None = None,
    settings: Settings | None = None,
) -> SpoGroups:
    """The groups of the snapshot under `root` («services/»).

    Only lists and sheets of students are read here; pages are read group by group. `year` is the only one
    asked for: a group without a page of that year is then read all the same, for its checks to speak.
    """
    return _Snapshot(tree, root, year, settings or Settings()).read()


class _Snapshot:
    """The work on one snapshot."""

    def __init__(self, tree: FileTree, root: str, year: AcademicYear | None, settings: Settings) -> None:
        self.files, self.tree = tree, NotingTree(tree)
        self.year, self.settings = year, settings
        self.snapshot = Snapshot.of(tree.names(), root)
        self.ledger = Ledger()
        self.not_exported: dict[AcademicYear, list[str]] = {}

    def read(self) -> SpoGroups:
        people = read_people(self.tree, self.snapshot, self.ledger)
        tell_college(self.tree, self.snapshot, self.settings.college, self.ledger)
        self.ledger.told += strangers(self.snapshot)
        taken = read_taken(self.tree, self.snapshot.root)
        if taken is not None:
            self.ledger.told += told_of_taken(self.tree, self.snapshot.root, taken)
        groups = [] if people is None else [*self._groups(people)]
        self.ledger.told += (_not_exported(year, names) for year, names in sorted(self.not_exported.items()))
        return SpoGroups(
            tuple(groups),
            tuple(self.ledger.findings()),
            self.ledger.account(),
            taken,
            tuple(sorted(self.tree.noted)),
        )

    def _groups(self, people: People) -> Iterator[GroupExport]:
        books = {
            key: (read_list(self.tree, file, ENTRIES, Ledger()), file)
            for key, file in sorted(self.snapshot.entries.items())
        }
        plans = {key: entries or () for key, (entries, _file) in books.items()}
        sheets = sheets_of_groups(self.tree, self.snapshot, plans, self.ledger)
        for key, (entries, file) in books.items():
            group = self._group(key, people, entries or (), file)
            if group is not None:
                yield from self._exports(key, group, people, entries, sheets.get(key, ()))
        for key, group in people.groups.items():
            if key not in books:
                self.ledger.told.append(_without_journal(self.snapshot, key, group.name))
        if all(entries is not None for entries, _file in books.values()):
            known = {entry.id for entries in plans.values() for entry in entries}
            self.ledger.told += _ownerless(self.snapshot, known)
        self.ledger.told += _results_of_nobody(self.snapshot)

    def _group(self, key: str, people: People, entries: Sequence[Entry], file: str) -> Group | None:
        """The group on the list, or one that has finished under the name its gradebooks tell."""
        if key in people.groups:
            return people.groups[key]
        group = people.former.get(key)
        if group is None:
            names = told_names(entries)
            group = Group(names[-1]) if names else None
        if group is None:
            self.ledger.told.append(_nameless(file, key))
        return group

    def _exports(
        self,
        key: str,
        group: Group,
        people: People,
        entries: tuple[Entry, ...] | None,
        sheets: tuple[str, ...],
    ) -> Iterator[GroupExport]:
        snapshot = self.snapshot
        leaves = {name: leaves for (own, name), leaves in people.leaves.items() if own == key}
        file = snapshot.entries[key]
        for year in self._years(group.name, entries or ()):
            own = [entry for entry in entries or () if year_of_entry(entry) == year]
            named = name_of_year(group.name, own, year, file, on_list=key in people.groups)
            told = [named.finding] if named.finding else []
            if people.groups and key not in people.groups:
                told.append(_finished(named.name, file))
            pages = [name for entry in own for name in sorted(snapshot.pages_of(entry.id).values())]
            results = [one.name for one in snapshot.results.get(key, ())]
            files = GroupFiles(
                snapshot.root,
                key,
                replace(group, name=named.name),
                year,
                leaves,
                people.departments,
                sheets,
                self.settings.calendar.lesson_duration,
                tuple(told),
            )
            names = tuple(dict.fromkeys([file, *pages, *results, *sheets]))
            yield GroupExport(named.name, year, names, partial(read_group, self.files.narrowed(names), files))

    def _years(self, name: str, entries: Iterable[Entry]) -> Sequence[AcademicYear | None]:
        """The years to be read: those with a page, the one asked for, and the last if none has a page.

        Gradebooks tell every period since admission: a year that nobody exported is one line for all groups.
        """
        entries = tuple(entries)
        years = years_of(entries)
        paged = {year_of_entry(entry) for entry in entries if self.snapshot.pages_of(entry.id)}
        wanted = paged or set(years[-1:])
        if self.year is not None:
            wanted = wanted | {self.year}
        for year in years:
            if year not in wanted and (self.year is None or year == self.year):
                self.not_exported.setdefault(year, []).append(name)
        return [year for year in years if year in wanted] or [None]


def _not_exported(year: AcademicYear, names: Sequence[str]) -> Finding:
    shown = ", ".join(names[:_NAMED]) + (" …" if len(names) > _NAMED else "")
    message = ngettext(
        "{year} was not exported: {count} group has periods of that year and no page ({groups}).",
        "{year} was not exported: {count} groups have periods of that year and no page ({groups}).",
        len(names),
    )
    return finding("year.not-exported", message.format(year=year, count=len(names), groups=shown))


def _nameless(file: str, group_id: str) -> Finding:
    message = _("File {file} is the journal of group {number}, which no list and no gradebook names.")
    return finding(
        "spo.group-unknown", message.format(file=file, number=group_id[:40]), place=Place(file=file)
    )


def _finished(group: str, file: str) -> Finding:
    message = _("Group {group} is not in the list of groups (it has finished?); its gradebooks name it.")
    return finding("spo.group-not-listed", message.format(group=group), group=group, place=Place(file=file))


def _without_journal(snapshot: Snapshot, group_id: str, group: str) -> Finding:
    file = f"{snapshot.root}journal/gradebook/{group_id}/entries.json"
    message = _("Group {group} is in the list of groups, but its journal was not exported (no file {file}).")
    return finding(
        "group.without-journal", message.format(group=group, file=file), group=group, place=Place(file=file)
    )


def _ownerless(snapshot: Snapshot, gradebooks: set[str]) -> Iterator[Finding]:
    message = _("{count} pages ({first} …) belong to gradebook {number}, which no group has.")
    for book in sorted(snapshot.pages.keys() - gradebooks):
        files = sorted(snapshot.pages_of(book).values())
        yield finding(
            "spo.gradebook-unknown",
            message.format(count=len(files), first=files[0], number=book[:40]),
            place=Place(file=files[0]),
        )


def _results_of_nobody(snapshot: Snapshot) -> Iterator[Finding]:
    message = _("File {file}: results of a group that the snapshot does not have were left out.")
    for key in sorted(snapshot.results.keys() - snapshot.entries.keys()):
        for one in snapshot.results[key]:
            yield finding("spo.results-unknown", message.format(file=one.name), place=Place(file=one.name))
