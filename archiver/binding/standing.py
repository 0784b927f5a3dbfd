"""What need not be made again: a group whose inputs are those of an earlier run is not even read (ADR 0054).

What became of it is remembered under a digest of all that decides it: the bytes of its files, what its reader
was told, the settings it may ask, what is accepted, the copies on paper, its name in names of files, the
program. Its volumes are looked at all the same, byte for byte.
"""

from __future__ import annotations

import datetime as dt
import pickle
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from archiver.binding.college import college_periods
from archiver.binding.own_volumes import is_untouched
from archiver.binding.report import GroupReport, Status, is_below
from archiver.binding.reported import keeping_periods
from archiver.binding.task import Task
from archiver.intake.fingerprint import UnknownValueError, fingerprint, settings_of_journals
from archiver.intake.refusal import FileRefused
from archiver.journal.collation import same_name
from archiver.journal.model import Journal
from archiver.process.program import program_digest
from archiver.settings.file_plan import journal_series
from archiver.settings.tables import Binding


@dataclass(frozen=True, slots=True)
class _Known:
    """What became of a group, told on a day from `first` to `last`."""

    report: GroupReport
    first: dt.date
    last: dt.date


def name_of(task: Task) -> str | None:
    """The name that what becomes of the group is remembered under; None where something cannot be told.

    One study period alone is bound into what was made of the others, so it is always bound anew.
    """
    if task.wanted.term is not None:
        return None
    export, settings = task.export, task.settings
    if export.tree is None:
        return None
    try:
        digest = fingerprint(
            program_digest(),
            export.told or fingerprint(export),
            [export.tree.digest(name) for name in export.files],
            settings_of_journals(settings),
            [one for one in settings.accepted if same_name(one.group, export.name)],
            [one for one in task.accepted if same_name(one.group, export.name)],
            journal_series(settings),
            task.called,
            task.year,
            task.wanted.copy,
            task.printed,
        )
    except (FileRefused, UnknownValueError):
        return None  # what there is to be said of it, the reader says
    return f"group-{digest}"


def remember(task: Task, report: GroupReport, journal: Journal | None) -> bool:
    """Remember what became of the group, if that follows from its inputs alone; whether it is remembered.

    What could not be read may be readable the next time: limits of time, rights, a medium.
    """
    if task.remembered_as is None or journal is None or not same_name(journal.group.name, task.export.name):
        return False
    if report.status not in (Status.DONE, Status.BLOCKED):
        return False
    if any(code.startswith("file.") for code in report.codes):
        return False
    if task.settings.printing.binding is not Binding.BY_TERM:
        report = replace(report, periods=())  # those that lie there when it is told again
    known = _Known(report, *_days(journal, task))
    return task.memory.remember(task.remembered_as, pickle.dumps(known, pickle.HIGHEST_PROTOCOL))


def standing(task: Task) -> GroupReport | None:
    """What there is to report of the group without reading it; None when it has to be read."""
    data = task.memory.recall(task.remembered_as) if task.remembered_as is not None else None
    if data is None:
        return None
    known: _Known = pickle.loads(data)  # noqa: S301 - sealed, in a folder of the user's own
    if not known.first <= task.today <= known.last or not _stands(known.report, task):
        return None
    report = _again(known.report)
    if task.settings.printing.binding is Binding.BY_TERM:
        return report
    return keeping_periods(task.before, report, task.out)


def _days(journal: Journal, task: Task) -> tuple[dt.date, dt.date]:
    """The days around today that no study period ends on: on all of them the same is found."""
    periods = (*journal.terms, *college_periods(task.settings, task.year))
    over = [term.end + dt.timedelta(days=1) for term in periods if term.end < task.today]
    ahead = [term.end for term in periods if term.end >= task.today]
    return max(over, default=dt.date.min), min(ahead, default=dt.date.max)


def _stands(report: GroupReport, task: Task) -> bool:
    """Whether the volumes lie there, and a run that reads the group would leave nothing else there."""
    if report.status is not Status.DONE:
        return True
    if not all(is_untouched(volume, task.out) for volume in report.volumes):
        return False
    before = task.before
    if before is not None and _files(before.volumes) == _files(report.volumes):
        return before.identity == report.identity or not task.printed
    return not task.printed and not _outdated(before, report, task)


def _outdated(before: GroupReport | None, report: GroupReport, task: Task) -> bool:
    """Whether volumes of the run before lie there that would be removed."""
    paths = before.paths.difference(report.paths) if before is not None else ()
    return any(is_below(path) and (task.out / path).exists() for path in paths)


def _files(volumes: Sequence[Mapping[str, Any]]) -> list[tuple[str, str]]:
    return [(volume["path"], volume["sha256"]) for volume in volumes]


def _again(report: GroupReport) -> GroupReport:
    """The report as the next run tells it: a volume of which there is something to be said is made anew."""
    said = any(code.startswith("volume.") for code in report.codes)
    periods = tuple(replace(one, report=_again(one.report)) for one in report.periods)
    return replace(report, unchanged=report.status is Status.DONE and not said, periods=periods)
