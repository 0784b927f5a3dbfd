"""Obligations as they are handed on: a document for scripts, a file for calendar programs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from archiver import clock
from archiver.archive.calendar.lines import Line, entry_of
from archiver.disk.atomic import write_atomically
from archiver.disk.targets import writable_calendar
from archiver.journal.model import AcademicYear
from archiver.locale import _
from archiver.remedies import Naming
from archiver.settings.tables import Settings
from archiver.wording.documents import fields
from retention.calendar import Obligation
from retention.ics import write


def as_json(found: Sequence[Obligation], day: dt.date, year: AcademicYear) -> dict[str, Any]:
    """The obligations one by one, for scripts."""
    return {
        "format": "college-archiver/calendar",
        "version": 1,
        "today": day.isoformat(),
        "year": str(year),
        "obligations": [
            {
                **fields(one.fact, "duty", "subject", "detail", "due"),
                **fields(one, "work_by", "state"),
                **fields(one.fact, "done_on"),
            }
            for one in found
        ],
    }


def write_ics(target: Path, told: Iterable[Line], settings: Settings, called: Naming) -> None:
    """Write lines as an iCalendar file named after the college; raises UsageError, OSError."""
    writable_calendar(target)
    name = ", ".join(filter(None, (_("Archive of journals"), settings.college.short_name)))
    text = write(
        (entry_of(line, called) for line in told), stamp=clock.now(), name=name, domain="college-archiver"
    )
    write_atomically(target, text.encode())
