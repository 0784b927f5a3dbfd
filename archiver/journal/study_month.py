"""Months as people name them: «сентябрь», «сент», «9», «09.2025», «2025-09», «сентябрь 2025»."""

from __future__ import annotations

import re
from dataclasses import dataclass

from archiver.journal.letters import folded
from archiver.journal.model import AcademicYear

MONTHS = (
    *("январь", "февраль", "март", "апрель", "май", "июнь"),
    *("июль", "август", "сентябрь", "октябрь", "ноябрь", "декабрь"),
)
_GENITIVES = (
    *("января", "февраля", "марта", "апреля", "мая", "июня"),
    *("июля", "августа", "сентября", "октября", "ноября", "декабря"),
)
_SEPTEMBER = 9
_LEAST = 3
"""Letters that tell months apart, but for «июн» and «июл», which differ in the third."""

_YEAR_FIRST = re.compile(r"(\d{4})\s*[-./\s]\s*(\d\d?)")
_MONTH_FIRST = re.compile(r"(\d\d?)(?:\s*[-./\s]\s*(\d{4}))?")
_IN_LETTERS = re.compile(r"([^\W\d_]+)\.?(?:\s*[-./]?\s*(\d{4})(?:\s*г(?:\.|од|ода)?)?)?")


@dataclass(frozen=True, slots=True)
class StudyMonth:
    """A month; `year` None is that of the academic year it is asked in."""

    number: int
    year: int | None = None

    def within(self, year: AcademicYear) -> tuple[int, int]:
        """Calendar year and number; without a year of its own September begins the academic one."""
        if self.year is not None:
            return self.year, self.number
        return (year.start if self.number >= _SEPTEMBER else year.start + 1), self.number


def parse_month(text: str) -> StudyMonth:
    """The month that `text` names; raises ValueError when it names none, or several («ию»)."""
    typed = folded(text).strip()
    if found := _YEAR_FIRST.fullmatch(typed):
        return _month(int(found[2]), int(found[1]), text)
    if found := _MONTH_FIRST.fullmatch(typed):
        return _month(int(found[1]), int(found[2]) if found[2] else None, text)
    if found := _IN_LETTERS.fullmatch(typed):
        fits = {number for number, names in _spellings() if any(_begins(found[1], name) for name in names)}
        if len(fits) == 1:
            return _month(fits.pop(), int(found[2]) if found[2] else None, text)
    raise ValueError(text)


def _spellings() -> tuple[tuple[int, tuple[str, ...]], ...]:
    pairs = zip(MONTHS, _GENITIVES, strict=True)
    return tuple((number, tuple(map(folded, names))) for number, names in enumerate(pairs, 1))


def _begins(typed: str, name: str) -> bool:
    return name == typed or (len(typed) >= _LEAST and name.startswith(typed))


def _month(number: int, year: int | None, text: str) -> StudyMonth:
    if not 1 <= number <= len(MONTHS):
        raise ValueError(text)
    return StudyMonth(number, year)
