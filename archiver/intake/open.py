"""Opening exports: a folder, a zip or one file, any mix of formats, as groups to be read one by one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import is_zipfile

from archiver.disk.memory import Memory
from archiver.errors import InputInvalid
from archiver.intake.account import FileAccount
from archiver.intake.attribution import attributed, of_snapshots_blocked
from archiver.intake.detect import REPORTS, Format
from archiver.intake.exports import Exports, GroupExport, Reading
from archiver.intake.file_tree import FileTree
from archiver.intake.quarantine import QuarantinedTree, apart
from archiver.intake.recalled import Opening, told_of
from archiver.intake.refusal import FileRefused
from archiver.intake.sorting import Sorted, sort_files
from archiver.intake.tree.union_tree import open_exports_tree
from archiver.journal.collation import name_key, sort_key
from archiver.journal.findings import Finding, Place, Severity
from archiver.journal.model import AcademicYear
from archiver.locale import _, ngettext
from archiver.settings.tables import Settings
from archiver.wording.causes import cause

if TYPE_CHECKING:
    from archiver.intake.taken import Taken


def open_exports(
    path: Path, settings: Settings, year: AcademicYear | None = None, memory: Memory | None = None
) -> Exports:
    """The groups found at `path`, by Russian name and year, and what belongs to no group.

    With `year`, groups of other years are left out and counted. With a `memory` files that are what they were
    are not looked into again. Raises InputInvalid when there is nothing to read: a path that does not exist,
    no export in it, no group of that year.
    """
    tree = open_tree(path, settings)
    opening = Opening.of(memory, tree, settings, year) if memory is not None else None
    if opening is not None and (known := opening.recall(tree)) is not None:
        return known
    found, looked_into = _opened(path, tree, settings, year, memory)
    if opening is not None:
        opening.remember(found, looked_into)
    return found


def _opened(
    path: Path, tree: FileTree, settings: Settings, year: AcademicYear | None, memory: Memory | None
) -> tuple[Exports, Iterable[str]]:
    """The exports, and the files that were looked into to find them."""
    files = sort_files(tree, settings.limits, folder=path.is_dir())
    snapshots, of_snapshots, account, taken, looked_into = _snapshots(tree, files, settings, year)
    groups, of_files = _files(tree, files, settings, year, memory)
    snapshots, problems = of_snapshots_blocked(snapshots, tree.problems, files.roots)
    of_files = [*problems, *files.findings, *of_files]
    if not groups and not snapshots:
        raise _nothing(path, [*of_files, *of_snapshots])
    groups, findings = attributed(_each_once([*snapshots, *groups]), of_files, settings)
    findings += of_snapshots
    if year is not None:
        groups, findings = _of_year(groups, findings, year)
    groups.sort(key=lambda group: (sort_key(group.name), group.year or AcademicYear(0)))
    there = frozenset(tree.names())
    known = (
        replace(one, tree=tree, told=told_of(one)) if there.issuperset(one.files) else one for one in groups
    )
    others = (name for name in tree.names() if not name.startswith(files.roots))
    found = Exports(tuple(known), tuple(findings), tree, tuple(account), tuple(taken))
    return found, (*others, *looked_into)


def open_tree(path: Path, settings: Settings) -> FileTree:
    """The files at `path`, looked into apart from this process; raises InputInvalid."""
    try:
        return QuarantinedTree(open_exports_tree(path, settings.limits))
    except (FileNotFoundError, NotADirectoryError):
        raise InputInvalid(
            _("There is no {path}. Name the folder, archive or file with the exports.").format(path=path)
        ) from None
    except FileRefused as refused:
        raise InputInvalid(
            f"{refused.message} {refused.advice}", (refused.finding(path.name),), remedy=refused.remedy
        ) from refused
    except OSError as error:
        raise InputInvalid(
            _("{path} cannot be read: {reason}. Check the rights to it.").format(
                path=path, reason=cause(error)
            )
        ) from error


def _snapshots(
    tree: FileTree, files: Sorted, settings: Settings, year: AcademicYear | None
) -> tuple[list[GroupExport], list[Finding], list[FileAccount], list[Taken], list[str]]:
    groups: list[GroupExport] = []
    findings: list[Finding] = []
    account: list[FileAccount] = []
    taken: list[Taken] = []
    looked_into: list[str] = []
    if not files.roots:
        return groups, findings, account, taken, looked_into
    from archiver.intake.spo import spo_groups

    for root in files.roots:
        read = partial(spo_groups, tree, root, year, settings)
        try:
            found = apart(read, settings.limits)
        except FileRefused as refused:
            findings.append(refused.finding(root))
            continue
        groups += (replace(one, read=partial(_read_apart, one, settings)) for one in found.groups)
        findings += found.findings
        account += found.account
        taken += [found.taken] if found.taken is not None else []
        looked_into += found.looked_into
    return groups, findings, account, taken, looked_into


def _files(
    tree: FileTree, files: Sorted, settings: Settings, year: AcademicYear | None, memory: Memory | None
) -> tuple[list[GroupExport], list[Finding]]:
    groups: list[GroupExport] = []
    findings: list[Finding] = []
    for name in files.of(Format.CANONICAL):
        from archiver.intake.canonical import head_of, read_canonical

        own = tree.narrowed((name,))
        try:
            head = apart(partial(head_of, own, name), settings.limits)
        except FileRefused as refused:
            findings.append(refused.finding(name))
            continue
        one = GroupExport(head.name, head.year, (name,), partial(read_canonical, own, name, head.name))
        groups.append(replace(one, read=partial(_read_apart, one, settings)))
    if reports := files.of(*REPORTS):
        from archiver.intake.report.discover import report_groups

        found, told = report_groups(tree, reports, settings, year, memory)
        groups += (replace(one, read=partial(_read_apart, one, settings)) for one in found)
        findings += told
    return groups, findings


def _read_apart(export: GroupExport, settings: Settings) -> Reading:
    """The group read in the quarantine, and what its export leaves out filled from the settings."""
    from archiver.intake.completion import completed

    try:
        return completed(apart(export.read, settings.limits), settings)
    except FileRefused as refused:
        return Reading(None, (refused.finding(export.files[0], export.name),))


def _each_once(groups: Iterable[GroupExport]) -> list[GroupExport]:
    """Groups that two sources have in one year become one that cannot be read, and says why.

    A source that does not tell its year may be of any.
    """
    made = []
    ordered = sorted(groups, key=lambda group: (name_key(group.name), group.year or AcademicYear(0)))
    for _name, same in groupby(ordered, key=lambda group: name_key(group.name)):
        listed = list(same)
        unknown = [group for group in listed if group.year is None]
        years = {group.year for group in listed if group.year is not None}
        each: list[AcademicYear | None] = [*sorted(years)] or [None]
        for year in each:
            rivals = [group for group in listed if group.year == year and year is not None] + unknown
            made.append(rivals[0] if len(rivals) == 1 else _rivals(rivals, year))
    return made


def _rivals(rivals: list[GroupExport], year: AcademicYear | None) -> GroupExport:
    files = tuple(dict.fromkeys(file for group in rivals for file in group.files))
    firsts = ", ".join(dict.fromkeys(group.files[0] for group in rivals if group.files))
    name = rivals[0].name
    finding = Finding(
        "group.twice",
        Severity.BLOCKING,
        _(
            "Group {group} is in the exports {count} times ({files}); which one is right cannot be told."
        ).format(group=name, count=len(rivals), files=firsts),
        _("Leave one export of the group for the year and remove the others."),
        name,
        Place(file=rivals[-1].files[0] if rivals[-1].files else None),
    )
    return GroupExport(name, year, files, partial(Reading, None, (finding,)))


def _of_year(
    groups: list[GroupExport], findings: list[Finding], year: AcademicYear
) -> tuple[list[GroupExport], list[Finding]]:
    kept = [group for group in groups if group.year in (None, year)]
    others = len(groups) - len(kept)
    if not kept:
        there = ", ".join(str(one) for one in sorted({one.year for one in groups if one.year is not None}))
        raise InputInvalid(
            _("The exports hold no group of {year}; there are groups of: {years}.").format(
                year=year, years=there
            ),
            tuple(findings),
        )
    if not others:
        return kept, findings
    message = ngettext(
        "{count} journal of another academic year was left out.",
        "{count} journals of other academic years were left out.",
        others,
    ).format(count=others)
    return kept, [*findings, Finding("year.other", Severity.NOTE, message, _("Nothing to do."))]


def _nothing(path: Path, findings: Iterable[Finding]) -> InputInvalid:
    problems = tuple(_blocking_first(findings))
    if problems and problems[0].severity is Severity.BLOCKING:
        message = _("None of the exports in {path} can be read.")
    elif path.is_file() and not is_zipfile(path):
        # One file was named, so the note that it was passed over would only say it a second time.
        problems = ()
        message = _(
            "{path} is no export. Name the class journal report (.xls, .xlsx, .html), a snapshot of the "
            "SPO module (services/…), canonical JSON, or the folder they are in."
        )
    else:
        message = _(
            "There are no exports in {path}. Put there the class journal report (.xls, .xlsx, .html), "
            "a snapshot of the SPO module (services/…) or canonical JSON."
        )
    return InputInvalid(message.format(path=path), problems)


def _blocking_first(findings: Iterable[Finding]) -> Iterator[Finding]:
    yield from sorted(findings, key=lambda finding: finding.severity is not Severity.BLOCKING)
