"""Files that cannot be read, given to the group their name tells: its binder would lack them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial

from archiver.intake.exports import GroupExport, Reading
from archiver.intake.report.names import facts, group_key
from archiver.journal.findings import Finding, Severity
from archiver.settings import Settings


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


def _with_finding(read: Callable[[], Reading], finding: Finding) -> Reading:
    reading = read()
    return replace(reading, findings=(finding, *reading.findings))
