"""What settings must fulfil beyond the types of their fields: days that exist, names given once."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from archiver.journal.codes import CODES, UNACCEPTABLE
from archiver.journal.terms import parse_year
from archiver.locale import _
from archiver.settings.tables import MOST_PERIODS, Period, Settings, period_dates

_COMMON_YEAR = 2025
"""2025/26 has no 29 February, so a period that holds in it holds in every year."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One wrong setting: `key` as written in the file («departments, entry 2, head»), and what to do."""

    key: str
    message: str


def entry(table: str, number: int, key: str | None = None) -> str:
    """How the `number`-th (from 1) entry of an array of tables is called in a message."""
    place = _("{table}, entry {number}").format(table=table, number=number)
    return f"{place}, {key}" if key else place


def rule_problems(settings: Settings) -> tuple[Problem, ...]:
    """Every rule that the settings break, in the order of the file."""
    return (
        *_year(settings),
        *_departments(settings),
        *_groups(settings),
        *_periods(settings.periods),
        *_accepted(settings),
    )


def _year(settings: Settings) -> Iterator[Problem]:
    if settings.academic_year is None:
        return
    try:
        parse_year(settings.academic_year)
    except ValueError:
        yield Problem("academic_year", _("the second year must follow the first, like 2025/26."))


def _fold(name: str) -> str:
    return " ".join(name.split()).casefold()


def _names(table: str, names: Iterable[str], twice: str) -> Iterator[Problem]:
    seen: set[str] = set()
    for number, name in enumerate(names, 1):
        if not name:
            yield Problem(entry(table, number, "name"), _("the name is empty; write it or delete the entry."))
        elif _fold(name) in seen:
            yield Problem(entry(table, number, "name"), twice.format(name=name))
        seen.add(_fold(name))


def _departments(settings: Settings) -> Iterator[Problem]:
    yield from _names(
        "departments",
        (department.name for department in settings.departments),
        _("the department «{name}» is there already; keep one entry."),
    )
    home: dict[str, str] = {}
    for number, department in enumerate(settings.departments, 1):
        key = entry("departments", number, "groups")
        for name, times in Counter(map(str.strip, department.groups)).items():
            other = home.setdefault(_fold(name), department.name)
            if times > 1:
                yield Problem(key, _("the group «{name}» is named twice; keep one.").format(name=name))
            elif other != department.name:
                yield Problem(
                    key,
                    _(
                        "the group «{name}» is also in the department «{other}»; leave it in one, "
                        "whose head certifies its binder."
                    ).format(name=name, other=other),
                )


def _groups(settings: Settings) -> Iterator[Problem]:
    yield from _names(
        "groups",
        (group.name for group in settings.groups),
        _("the group «{name}» is there already; keep one entry."),
    )


def _periods(periods: tuple[Period, ...]) -> Iterator[Problem]:
    if not periods:
        yield Problem("periods", _("at least one period is needed; delete the line to have two semesters."))
    if len(periods) > MOST_PERIODS:
        yield Problem("periods", _("a year has at most {count} periods.").format(count=MOST_PERIODS))
        return
    known: list[tuple[Period, dt.date, dt.date]] = []
    numbers: set[int] = set()
    for position, period in enumerate(periods, 1):
        if period.number in numbers:
            yield Problem(entry("periods", position, "number"), _("this number is taken by another period."))
        numbers.add(period.number)
        wrong = [key for key in ("start", "end") if not _is_day(getattr(period, key))]
        for key in wrong:
            yield Problem(
                entry("periods", position, key),
                _("{day} is not a day of every year; write month-day, like 02-28.").format(
                    day=getattr(period, key)
                ),
            )
        if wrong:
            continue
        start, end = period_dates(period, _COMMON_YEAR)
        if end < start:
            yield Problem(
                entry("periods", position, "end"),
                _("the period ends before it begins ({start} — {end}); a year begins in September.").format(
                    start=period.start, end=period.end
                ),
            )
            continue
        for other, other_start, other_end in known:
            if start <= other_end and other_start <= end:
                yield Problem(
                    entry("periods", position),
                    _("overlaps with the period «{name}» ({start} — {end}).").format(
                        name=other.name, start=other.start, end=other.end
                    ),
                )
        known.append((period, start, end))


def _is_day(text: str) -> bool:
    probe = Period(number=1, name="", start=text, end=text)
    try:
        period_dates(probe, _COMMON_YEAR)
    except ValueError:
        return False
    return True


def _accepted(settings: Settings) -> Iterator[Problem]:
    for number, accepted in enumerate(settings.accepted, 1):
        if accepted.code not in CODES:
            yield Problem(
                entry("accepted", number, "code"),
                _("there is no finding with the code «{code}»; docs/findings.md lists them.").format(
                    code=accepted.code
                ),
            )
        elif accepted.code in UNACCEPTABLE:
            yield Problem(
                entry("accepted", number, "code"),
                _("nobody can accept the finding «{code}».").format(code=accepted.code),
            )
