"""Lines of the form «Слово : значение» around the tables of the report, and what they tell of a page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from archiver.intake.report.sheets.written_dates import Interval, find_interval, find_year
from archiver.journal.model import AcademicYear
from archiver.journal.subjects import split_subgroup


class Word(StrEnum):
    """What a line tells."""

    SUBJECT = "subject"
    MODULE = "module"
    TEACHER = "teacher"
    GROUP = "group"
    SUBGROUP = "subgroup"
    INTERVAL = "interval"
    TERM = "term"
    YEAR = "year"
    DEPARTMENT = "department"
    COURSE = "course"
    SPECIALITY = "speciality"
    CURATOR = "curator"
    FORM = "education_form"


_ONE_SUBJECT = (
    r"(?:учебн\w{1,3}\s+)?(?:предмета?|дисциплин[аы])|междисциплинарн\w{2,3}\s+курса?|мдк"
    r"|(?:учебн|производственн|преддипломн)ая\s+практика"
)
_WORDS = {
    # «Предмет», «Дисциплина», «Наименование дисциплины (МДК)», «Предмет/дисциплина».
    Word.SUBJECT: rf"(?:(?:наименование|название)\s+)?(?:{_ONE_SUBJECT})"
    rf"(?:\s*[,/(]\s*(?:{_ONE_SUBJECT}|модул[ья])\)?)?",
    Word.MODULE: r"(?:профессиональн\w{2,3}\s+)?модул[ья]|пм",
    Word.TEACHER: r"(?:ф\.?\s*и\.?\s*о\.?\s+)?преподавател[ьия]|учител[ья]|педагог"
    r"|мастер\s+п(?:роизводственного\s+обучения|/о)",
    Word.GROUP: r"(?:учебная\s+)?группа|класс(?:\s*/\s*группа)?|группа\s*/\s*класс",
    Word.SUBGROUP: r"подгруппа|п/гр?\.?",
    Word.INTERVAL: r"интервал|(?:учебный\s+|отч[её]тный\s+)?период|за\s+период",
    Word.TERM: r"семестр|полугодие|триместр",
    Word.YEAR: r"(?:учебный|уч\.?)\s+год",
    Word.DEPARTMENT: r"отделение",
    Word.COURSE: r"курс",
    Word.SPECIALITY: r"специальность|профессия",
    Word.CURATOR: r"классный\s+руководитель|кл\.\s*рук(?:\.|оводитель)|куратор(?:\s+группы)?",
    Word.FORM: r"форма\s+обучения",
}
_ANY = "|".join(f"(?P<{word.name}>{pattern})" for word, pattern in _WORDS.items())
_KEY = re.compile(rf"(?<![\w«\"/-])(?:{_ANY})\s*:\s*", re.IGNORECASE)
_DASHED = re.compile(rf"(?:{_ANY})\s+[-–—]\s+", re.IGNORECASE)
_ALONE = re.compile(_ANY, re.IGNORECASE)
_NUMBERED = re.compile(
    r"(?:за\s+)?(?P<term>[1-4]|iv|i{1,3})(?:\s*-?\s*(?:й|ый|ой|ое|е))?(?:\s+(?:семестр|полугодие|триместр)\w{0,2})?",
    re.IGNORECASE,
)
_OF_YEAR = re.compile(
    r"(?:за\s+)?(?:(?P<term>[1-4]|iv|i{1,3})(?:\s*-?\s*(?:й|ый|ой|ое|е))?\s+(?:семестр|полугодие|триместр)\w{0,2}[\s,]*)?"
    r"(?P<year>\d{4}\s*[/\-‐‑–—]\s*\d{2,4})\s*(?:уч(?:ебн\w{2,3}|\.)\s*год\w{0,2}|уч\.?\s*г\.?)\.?",
    re.IGNORECASE,
)
_OF_GROUP = re.compile(
    r"(?:учебная\s+)?(?:группа|класс)\s+((?=\S*\d)\S+(?:[\s,(]+(?:\d\s*п/г|\d\s*подгр\S*|подгр\S*\s*\d)\)?)?)",
    re.IGNORECASE,
)
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}


@dataclass(frozen=True, slots=True)
class Told:
    """One pair of a line, and the columns whose cells it was read from."""

    word: Word
    value: str
    columns: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """What the lines above a table tell; None for what they do not."""

    subject: str | None = None
    module: str | None = None
    teacher: str | None = None
    group: str | None = None
    subgroup: str | None = None
    interval: Interval | None = None
    term: int | None = None
    year: AcademicYear | None = None
    department: str | None = None
    course: int | None = None
    speciality: str | None = None
    curator: str | None = None
    education_form: str | None = None

    def told(self, told: Told) -> Heading | None:
        """This heading with one more line; None when its value cannot be read.

        A word without a value («Преподаватель : » of a page without one) changes nothing.
        """
        value = told.value
        if not value:
            return self
        if told.word in {Word.INTERVAL, Word.TERM}:
            interval, number, year = find_interval(value), _term(value), find_year(value)
            if interval is not None:
                return replace(self, interval=interval)
            return replace(self, term=number, year=year or self.year) if number is not None else None
        if told.word is Word.YEAR:
            year = find_year(value)
            return replace(self, year=year) if year is not None else None
        if told.word is Word.COURSE:
            return replace(self, course=int(value[0])) if value[0] in "123456" else None
        if told.word is Word.GROUP:
            group, subgroup = split_subgroup(value)
            return replace(self, group=group, subgroup=subgroup or self.subgroup)
        text: dict[str, Any] = {told.word.value: value}
        return replace(self, **text)

    def lasting(self) -> Heading:
        """What a line above one table also says of the tables below it."""
        return replace(self, subject=None, module=None, teacher=None, subgroup=None, interval=None, term=None)


def words(cells: Sequence[str], *, alone: bool = False) -> Iterator[Told]:
    """The pairs of a row. A word with its colon but without a value takes the next cell that is filled.

    With `alone` so does a word without a colon: «Группа | ИС-21» is a line of a heading, but the same two
    cells in a table are two titles.
    """
    filled = [(column, text) for column, text in enumerate(cells) if text]
    taken = -1
    for position, (column, text) in enumerate(filled):
        if column == taken:
            continue
        following = filled[position + 1] if position + 1 < len(filled) else None
        keys = _keys(text, alone=alone and following is not None)
        if not keys:
            yield from _without_key(text, column, heading=alone)
        for number, key in enumerate(keys):
            end = keys[number + 1].start() if number + 1 < len(keys) else len(text)
            value = text[key.end() : end].strip(" ,;_")
            columns: tuple[int, ...] = (column,)
            if not value and number + 1 == len(keys) and following and not _keys(following[1]):
                taken, value = following
                columns = (column, taken)
            yield Told(Word[str(key.lastgroup)], value, columns)


def _without_key(text: str, column: int, *, heading: bool) -> Iterator[Told]:
    """What a line tells without a word and a colon: «за 1 семестр 2025/26 уч. года», «Группа ИС-21»."""
    found = _OF_YEAR.search(text, 0, _LONGEST_HEADING) if heading else _OF_YEAR.fullmatch(text)
    if found:
        yield Told(Word.YEAR, found["year"], (column,))
        if found["term"]:
            yield Told(Word.TERM, found["term"], (column,))
    elif heading and (group := _OF_GROUP.fullmatch(text)):
        yield Told(Word.GROUP, group[1], (column,))


def first_word(cells: Sequence[str]) -> Word | None:
    """The word that the first filled cell of a row begins with: «Предмет :» begins a block."""
    first = next(filter(None, cells), "")
    if not first or first[0].isdigit():
        return None
    found = _KEY.match(first) or _DASHED.match(first)
    return Word[str(found.lastgroup)] if found else None


def subject_line(cells: Sequence[str]) -> bool:
    """Whether the row begins a block."""
    return first_word(cells) is Word.SUBJECT


def bare_subject_line(cells: Sequence[str]) -> bool:
    """Whether the row is «Предмет» and one more cell without a colon: a table below tells what it is."""
    filled = list(filter(None, cells))
    found = _ALONE.fullmatch(filled[0]) if len(filled) == 2 else None
    return bool(found and found.lastgroup == Word.SUBJECT.name)


_LONGEST_HEADING = 2_000
"""Letters of a cell in which words of a heading are looked for: a text of megabytes is no heading."""


def _keys(text: str, *, alone: bool = False) -> list[re.Match[str]]:
    keys = list(_KEY.finditer(text, 0, _LONGEST_HEADING))
    if not keys:
        found = _DASHED.match(text) or (_ALONE.fullmatch(text) if alone else None)
        return [found] if found else []
    return keys


def _term(text: str) -> int | None:
    found = _NUMBERED.fullmatch(text) or _OF_YEAR.fullmatch(text)
    if not found or not found["term"]:
        return None
    told = found["term"].casefold()
    return _ROMAN.get(told) or int(told)
