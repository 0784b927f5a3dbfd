"""Files that cannot be read, given to the group their name tells: its binder would lack them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import partial

from archiver.intake.exports import GroupExport, Reading
from archiver.intake.report.names import facts, group_key
from archiver.journal.findings import Finding, Severity
from archiver.settings.tables import Settings


def attributed(
    groups: Iterable[GroupExport], findings: Iterable[Finding], settings: Settings
) -> tuple[list[GroupExport], list[Finding]]:
    """The groups, each with the blocking findings about files named after it; and all other findings.

    A year in the name picks the year. A group that has no other file becomes one that cannot be
    read: «ИС-21 2025-26.json», damaged, is the group ИС-21 and not a file of nobody.
    """
    made = list(groups)
    known = [*(group.name for group in made), *(one.name for one in settings.groups)]
    rest = []
    for finding in findings:
        file = finding.place.file
        if finding.severity is not Severity.BLOCKING or finding.group is not None or file is None:
            rest.append(finding)
            continue
        told = facts(file, known)
        if told.group is None:
            rest.append(finding)
            continue
        key = group_key(told.group)
        same = [at for at, group in enumerate(made) if group_key(group.name) == key]
        of_year = [at for at in same if told.year is None or made[at].year in (None, told.year)]
        for at in of_year:
            own = replace(finding, group=made[at].name)
            made[at] = replace(made[at], read=partial(_with_finding, made[at].read, own))
        if not of_year:
            own = replace(finding, group=told.group)
            made.append(GroupExport(told.group, told.year, (file,), partial(Reading, None, (own,))))
    return made, rest


def of_snapshots_blocked(
    groups: Iterable[GroupExport], problems: Iterable[Finding], roots: Sequence[str]
) -> tuple[list[GroupExport], list[Finding]]:
    """The groups with the blocking problems of the snapshot they are in; and all other problems.

    What a folder that cannot be listed held of whom nobody knows, so none of them is sure to be whole.
    """
    made = list(groups)
    rest = []
    for finding in problems:
        root = next((one for one in roots if (finding.place.file or "").startswith(one)), None)
        if root is None or finding.severity is not Severity.BLOCKING:
            rest.append(finding)
            continue
        within = [at for at, group in enumerate(made) if any(file.startswith(root) for file in group.files)]
        for at in within:
            own = replace(finding, group=made[at].name)
            made[at] = replace(made[at], read=partial(_with_finding, made[at].read, own))
        if not within:
            rest.append(finding)
    return made, rest


def _with_finding(read: Callable[[], Reading], finding: Finding) -> Reading:
    reading = read()
    return replace(reading, findings=(finding, *reading.findings))
