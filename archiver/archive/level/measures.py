"""What a person states by a document because no program can see it, in words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from archiver.errors import UsageError
from archiver.locale import _
from archiver.register.model.trail import MeasureKind

MOST_YEARS = 5
"""So long a measure may hold at most, the longest interval of checks (domain 2.15)."""

_WORDS: dict[MeasureKind, Callable[[], str]] = {
    MeasureKind.VIRUS_CHECK: lambda: _("everything was checked for viruses (protocol)"),
    MeasureKind.WRITE_BLOCKER: lambda: _("original media are attached read-only (order)"),
    MeasureKind.MEDIA_DEPENDENCIES: lambda: _("drives, cables and programs that the media need (list)"),
    MeasureKind.OBSOLESCENCE_WATCH: lambda: _("whether media and their drives become obsolete (report)"),
    MeasureKind.OBSOLESCENCE_PLAN: lambda: _("renewal of media and drives, and how it is carried out (plan)"),
    MeasureKind.ACCESS_RULES: lambda: _("who may read, write and erase in the archive (order)"),
    MeasureKind.LOG_REVIEW: lambda: _("the audit trail was looked through (minutes)"),
    MeasureKind.CREATORS: lambda: _("those who make documents know which formats last (instruction)"),
    MeasureKind.METADATA_STANDARD: lambda: _("BagIt and PREMIS are adopted (order)"),
    MeasureKind.FORMAT_CHECK: lambda: _("PDF/A was validated by another program (its report)"),
    MeasureKind.FORMAT_WATCH: lambda: _("whether formats become obsolete (report)"),
    MeasureKind.FORMAT_ACTION: lambda: _("documents were converted or can be shown (report)"),
}


def in_words(kind: MeasureKind) -> str:
    """What is stated, and by which document."""
    return _WORDS[kind]()


def check_term(stated_on: dt.date, until: dt.date, today: dt.date) -> None:
    """Refuse a measure of tomorrow, one that is over, and one for ever; raises UsageError."""
    if stated_on > today:
        raise UsageError(
            _("The document is of {day}, which is yet to come.").format(day=f"{stated_on:%d.%m.%Y}")
        )
    if until < today:
        raise UsageError(_("The measure held until {day} and is over.").format(day=f"{until:%d.%m.%Y}"))
    latest = _years_after(stated_on, MOST_YEARS)
    if until > latest:
        raise UsageError(
            _("A measure holds {years} years at most, here until {day}; then it is looked at again.").format(
                years=MOST_YEARS, day=f"{latest:%d.%m.%Y}"
            )
        )


def _years_after(day: dt.date, years: int) -> dt.date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February
        return day.replace(year=day.year + years, day=28)
