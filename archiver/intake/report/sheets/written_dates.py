"""Months, days, intervals and years as they are written on the pages of the report."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from archiver.journal.model import AcademicYear
from archiver.journal.terms import parse_year, year_of

# By their beginnings: offices write «Сентябрь», «сентября», «сент.» and «сен».
_MONTHS = (
    r"янв(?:ар[ья])?", r"февр?(?:ал[ья])?", r"мар(?:та?)?", r"апр(?:ел[ья])?", r"ма[йя]", r"июн[ья]?",
    r"июл[ья]?", r"авг(?:уста?)?", r"сент?(?:ябр[ья])?", r"окт(?:ябр[ья])?", r"ноя(?:б(?:р[ья])?)?",
    r"дек(?:абр[ья])?",
)  # fmt: skip
_MONTH = re.compile(
    rf"(?:{'|'.join(f'({month})' for month in _MONTHS)})\.?(?:\s+(20\d\d))?(?:\s*г(?:од|ода)?\.?)?",
    re.IGNORECASE,
)
_DATE = re.compile(r"(\d{1,2})\.(\d{1,2})(?:\.(\d{4}|\d{2}))?\.?(?:\s*г\.?)?(?:\s+\d{1,2}:\d\d(?::\d\d)?)?")
_BACKWARDS = re.compile(r"(20\d\d)([-./])(\d{1,2})\2(\d{1,2})(?:[T ]\d{1,2}:\d\d(?::\d\d)?)?")
_OTHER_SIGNS = re.compile(r"(\d{1,2})([-/])(\d{1,2})\2(20\d\d)")
_WEEKDAY = (
    r"(?:пн|пон|вт|втр|ср|срд|чт|чтв|пт|птн|сб|суб|вс"
    r"|понедельник|вторник|среда|четверг|пятница|суббота|воскресенье)"
)
_WITH_WEEKDAY = re.compile(
    rf"(?:{_WEEKDAY}\b[.,]?\s*)?(\d[\d.]*)(?:\s*[,(]?\s*{_WEEKDAY}\b[.)]{{0,2}})?", re.IGNORECASE
)
_WORDED = re.compile(r"(\d{1,2})\s+([а-яё]{3,8}\.?(?:\s+20\d\d)?(?:\s*г(?:од|ода)?\.?)?)", re.IGNORECASE)
_INTERVAL = re.compile(
    r"(?<!\d)(\d{1,2}\.\d{1,2}\.(?:\d{4}|\d{2}))\s*г?\.?\s*(?:[-–—‑_]|по|до|\s)\s*"
    r"(\d{1,2}\.\d{1,2}\.(?:\d{4}|\d{2}))(?!\d)"
)
_YEAR = re.compile(r"(?<!\d)(\d{4}\s*[/\-‐‑–—]\s*(?:\d{4}|\d{2}))(?!\d)")

Interval = tuple[dt.date, dt.date]


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """A date as written, the year None when it is left out."""

    day: int
    month: int
    year: int | None = None


def month_of(text: str) -> tuple[int, int | None] | None:
    """The month a heading cell names (1–12) and the year, where it is told: «Сентябрь 2025»."""
    found = _MONTH.fullmatch(text)
    if not found:
        return None
    *names, year = found.groups()
    number = next(number for number, name in enumerate(names, 1) if name)
    return number, int(year) if year else None


def date_of(text: str) -> WrittenDate | None:
    """«01.09.2025», «1.9.25», «01.09», «1 сент.», «2025-09-01», «01/09/2025».

    None for anything else and for days that no month has.
    """
    year: int | None
    found = _DATE.fullmatch(text)
    if backwards := _BACKWARDS.fullmatch(text):
        day, month, year = int(backwards[4]), int(backwards[3]), int(backwards[1])
    elif signs := _OTHER_SIGNS.fullmatch(text):
        day, month, year = int(signs[1]), int(signs[3]), int(signs[4])
    elif found:
        day, month, year = int(found[1]), int(found[2]), _full_year(found[3])
    elif (worded := _WORDED.fullmatch(text)) and (named := month_of(worded[2])):
        day, (month, year) = int(worded[1]), named
    else:
        return None
    try:
        dt.date(2024 if year is None else year, month, day)
    except ValueError:
        return None
    return WrittenDate(day, month, year)


def without_weekday(text: str) -> str:
    """«4» for «4 чт», «08.09» for «пн 08.09»; any other text as it is."""
    found = _WITH_WEEKDAY.fullmatch(text)
    return found[1] if found else text


def find_interval(text: str) -> Interval | None:
    """The first «дд.мм.гггг – дд.мм.гггг» in the text, its days in order."""
    for found in _INTERVAL.finditer(text):
        start, end = date_of(found[1]), date_of(found[2])
        if start and end and start.year and end.year:
            first, last = dt.date(start.year, start.month, start.day), dt.date(end.year, end.month, end.day)
            if first <= last:
                return first, last
    return None


def find_year(text: str) -> AcademicYear | None:
    """The first academic year in the text: «2025/26», «2025-2026»."""
    for found in _YEAR.finditer(text):
        try:
            return parse_year(found[1])
        except ValueError:
            continue
    return None


def year_of_interval(interval: Interval) -> AcademicYear:
    """The academic year of a study period: that of its middle, since teaching may begin in August."""
    start, end = interval
    return year_of(start + (end - start) / 2)


def _full_year(text: str | None) -> int | None:
    if text is None:
        return None
    return int(text) if len(text) == 4 else 2000 + int(text)
