"""Lines of the form «Слово : значение» around the tables of the report, and dates written in them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from archiver.journal.model import AcademicYear
from archiver.journal.terms import parse_year, year_of

MONTHS = (
    "январь", "февраль", "март", "апрель", "май", "июнь",
    "июль", "август", "сентябрь", "октябрь", "ноябрь", "декабрь",
)  # fmt: skip

_MONTH = re.compile(rf"({'|'.join(MONTHS)})(?:\s+(20\d\d))?(?:\s*г(?:од|ода)?\.?)?", re.IGNORECASE)
_DATE = re.compile(r"(\d{1,2})\.(\d{1,2})(?:\.(\d{4}|\d{2}))?\.?(?:\s*г\.?)?(?:\s+\d\d:\d\d)?")
_INTERVAL = re.compile(
    r"(?<!\d)(\d{1,2}\.\d{1,2}\.(?:\d{4}|\d{2}))\s*г?\.?\s*(?:[-–—‑_]|по|до|\s)\s*"
    r"(\d{1,2}\.\d{1,2}\.(?:\d{4}|\d{2}))(?!\d)"
)
_YEAR = re.compile(r"(?<!\d)(\d{4}\s*[/\-‐‑–—]\s*(?:\d{4}|\d{2}))(?!\d)")


class Word(StrEnum):
    """What a line tells."""

    SUBJECT = "subject"
    TEACHER = "teacher"
    GROUP = "group"
    SUBGROUP = "subgroup"
    INTERVAL = "interval"
    YEAR = "year"
    DEPARTMENT = "department"
    COURSE = "course"
    SPECIALITY = "speciality"
    CURATOR = "curator"


_WORDS = {
    Word.SUBJECT: r"(?:учебный\s+)?предмет|(?:учебная\s+)?дисциплина",
    Word.TEACHER: r"преподавател[ьи]|учитель",
    Word.GROUP: r"(?:учебная\s+)?группа",
    Word.SUBGROUP: r"подгруппа",
    Word.INTERVAL: r"интервал|(?:учебный\s+)?период",
    Word.YEAR: r"учебный\s+год",
    Word.DEPARTMENT: r"отделение",
    Word.COURSE: r"курс",
    Word.SPECIALITY: r"специальность|профессия",
    Word.CURATOR: r"классный\s+руководитель|куратор",
}
_KEY = re.compile(
    r"(?<![\w«\"-])(?:"
    + "|".join(f"(?P<{word}>{pattern})" for word, pattern in _WORDS.items())
    + r")\s*:\s*",
    re.IGNORECASE,
)

Interval = tuple[dt.date, dt.date]


@dataclass(frozen=True, slots=True)
class Heading:
    """What the lines above a table tell; None for what they do not."""

    subject: str | None = None
    teacher: str | None = None
    group: str | None = None
    subgroup: str | None = None
    interval: Interval | None = None
    year: AcademicYear | None = None
    department: str | None = None
    course: int | None = None
    speciality: str | None = None
    curator: str | None = None

    def told(self, word: Word, value: str) -> Heading:
        """This heading with one more line; a value that cannot be read changes nothing."""
        if not value:
            return self
        if word is Word.INTERVAL:
            return replace(self, interval=find_interval(value) or self.interval)
        if word is Word.YEAR:
            return replace(self, year=find_year(value) or self.year)
        if word is Word.COURSE:
            return replace(self, course=int(value[0]) if value[0] in "123456" else self.course)
        text: dict[str, Any] = {word.value: value}
        return replace(self, **text)

    def lasting(self) -> Heading:
        """What a line above one table also says of the tables below it."""
        return replace(self, subject=None, teacher=None, subgroup=None, interval=None)


def words(cells: tuple[str, ...]) -> Iterator[tuple[Word, str]]:
    """The (word, value) pairs of a row. A word alone in its cell takes the next cell that is filled."""
    filled = [text for text in cells if text]
    for position, text in enumerate(filled):
        keys = list(_KEY.finditer(text))
        for number, key in enumerate(keys):
            end = keys[number + 1].start() if number + 1 < len(keys) else len(text)
            value = text[key.end() : end].strip(" ,;")
            if not value and number + 1 == len(keys) and position + 1 < len(filled):
                following = filled[position + 1]
                value = "" if _KEY.match(following) else following
            yield Word(str(key.lastgroup)), value


def subject_line(cells: tuple[str, ...]) -> bool:
    """Whether the row begins a block: its first filled cell begins with «Предмет :»."""
    first = next((text for text in cells if text), "")
    found = _KEY.match(first)
    return bool(found and found.lastgroup == Word.SUBJECT.value)


def month_of(text: str) -> tuple[int, int | None] | None:
    """The month a heading cell names (1–12) and the year, where it is told: «Сентябрь 2025»."""
    found = _MONTH.fullmatch(text)
    if not found:
        return None
    return MONTHS.index(found[1].lower()) + 1, int(found[2]) if found[2] else None


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """A date as written, the year None when it is left out."""

    day: int
    month: int
    year: int | None = None


def date_of(text: str) -> WrittenDate | None:
    """«01.09.2025», «1.9.25» or «01.09»; None for anything else and for days that no month has."""
    found = _DATE.fullmatch(text)
    if not found:
        return None
    day, month, year = int(found[1]), int(found[2]), _full_year(found[3])
    try:
        dt.date(2024 if year is None else year, month, day)
    except ValueError:
        return None
    return WrittenDate(day, month, year)


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
