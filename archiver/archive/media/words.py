"""The words of media in the user's language, for screens and labels."""

from __future__ import annotations

from collections.abc import Callable

from archiver.locale import _
from archiver.register.model.checks import CheckOutcome, FixityCheck
from archiver.register.model.media import Condition, Medium
from archiver.wording.figures import day, decimal

_CONDITIONS: dict[Condition, Callable[[], str]] = {
    Condition.GOOD: lambda: _("good"),
    Condition.DOUBTFUL: lambda: _("doubtful"),
    Condition.FAILED: lambda: _("failed"),
}

_OUTCOMES: dict[CheckOutcome, Callable[[], str]] = {
    CheckOutcome.RUNNING: lambda: _("not finished"),
    CheckOutcome.PASSED: lambda: _("whole"),
    CheckOutcome.FAULTY: lambda: _("faults found"),
    CheckOutcome.UNREADABLE: lambda: _("unreadable"),
}


def condition_in_words(condition: Condition) -> str:
    """«good»."""
    return _CONDITIONS[condition]()


def check_in_words(check: FixityCheck) -> str:
    """«passed, files: 12, faults: 0»."""
    told = _OUTCOMES[check.outcome]()
    return _("{outcome}, files: {files}, faults: {faults}").format(
        outcome=told, files=check.files, faults=len(check.faults)
    )


def year_of(medium: Medium) -> str:
    """The academic year it was made ready for, «2025/26»; «—» for any."""
    year = medium.academic_year
    return "—" if year is None else f"{year}/{(year + 1) % 100:02d}"


def holds(medium: Medium) -> str:
    """What may lie on it: series and destruction year."""
    series = medium.series or _("any series")
    if medium.destruction_year is None:
        return series
    return _("{series}, to be destroyed in {year}").format(
        series=series, year=medium.destruction_year or _("no year")
    )


def size(count: int | None) -> str:
    """Bytes in words: «465,8 ГБ»; «—» where nobody can say."""
    if count is None:
        return "—"
    for unit, power in ((_("TB"), 40), (_("GB"), 30), (_("MB"), 20)):
        if count >= 1 << power:
            return f"{decimal(count / (1 << power))} {unit}"
    return _("{count} bytes").format(count=count)


def media_titles() -> tuple[str, ...]:
    """The titles of a table of media."""
    return (
        *(_("Number"), _("Kind"), _("Place"), _("Custodian")),
        *(_("Holds"), _("Year"), _("Condition"), _("Check due")),
    )


def media_row(medium: Medium) -> tuple[str, ...]:
    """A medium in that table."""
    retired = medium.retired_on
    return (
        medium.inventory_number,
        medium.kind.in_words,
        ", ".join(filter(None, (medium.site, medium.room))),
        medium.custodian,
        holds(medium),
        year_of(medium),
        _("retired {day}").format(day=day(retired)) if retired else condition_in_words(medium.condition),
        "—" if retired else day(medium.next_check_due),
    )
