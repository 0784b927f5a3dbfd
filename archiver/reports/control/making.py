"""Making the monthly control, with what was put right since the one before."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

from archiver.disk.plain_files import read_plain
from archiver.errors import InputInvalid
from archiver.journal.model import Journal
from archiver.journal.words import day, initials_first
from archiver.locale import _
from archiver.reports.control.page import control_report
from archiver.reports.control.twin import dump, load
from archiver.reports.control.values import Control, compared, control
from archiver.reports.document.journals import Source
from archiver.reports.document.report import Document, Signature
from archiver.reports.document.writing import Paper
from archiver.reports.hours.making import working_calendar
from archiver.settings.tables import Settings
from archiver.wording.causes import cause

_LARGEST = 32 * 2**20
"""Bytes; the control of five hundred groups has ten million."""


def read_control(path: Path) -> Control:
    """The control in `path`; InputInvalid with every problem of the file."""
    try:
        data = read_plain(path, _LARGEST)
    except OSError as error:
        raise InputInvalid(_("Cannot read {file}: {cause}.").format(file=path, cause=cause(error))) from error
    read = load(data, path.name)
    if isinstance(read, Control):
        return read
    raise InputInvalid(_("The earlier control cannot be used; nothing was written."), read)


def control_paper(
    sources: Sequence[Source],
    settings: Settings,
    until: dt.date,
    *,
    before: Control | None,
    left_out: Sequence[str],
) -> tuple[Control, Paper]:
    """The control of all journals on a day, and its paper with the twin for the next month."""
    least, good = settings.checks.min_grades, settings.reports.good_grades
    journals: list[Journal] = [source.journal for source in sources]
    found = control(
        journals, until, least=least, good=good, left_out=left_out, is_off=working_calendar(settings).is_off
    )
    report = control_report(
        found,
        settings.college.name,
        least=least,
        good=good,
        fates=None if before is None else compared(before, found),
        before="" if before is None else day(before.until),
        signatures=(
            Signature("Заведующий отделением"),
            Signature("Системный администратор ЭЖ"),
            Signature(settings.reports.deputy_post, initials_first(settings.reports.deputy)),
        ),
    )
    title = f"Контроль ведения электронного журнала на {day(until)}"
    return found, Paper(f"Контроль {until.isoformat()}", Document(title, (report,)), dump(found), "Контроль")
