"""Checked strings: what may stand in an act and in a tombstone for ever.

A tombstone outlives the personal data it tells of, so nothing in it is free text: digests are
hexadecimal, identifiers and group names are one code with a digit, and titles are composed of the
schedule's words, a group's name and years. A value of these types cannot hold a student's name.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Self

from retention.errors import WordRefused

_PERSON = re.compile(r"[^\W\d_]{2,}[ ,._]+(?:[^\W\d_]\.|[^\W\d_a-zа-яё][a-zа-яё]+)")
"""«Иванов И.», «Иванов Иван», «Иванова_Анна»: a word followed by an initial or a capitalised word."""


class _Checked(str):
    """A string that was looked at when it was made; `kind` and `pattern` say what it is."""

    __slots__ = ()
    kind = "text"
    pattern = re.compile(r".+")

    def __new__(cls, text: str) -> Self:
        if not cls.pattern.fullmatch(text) or unicodedata.normalize("NFC", text) != text:
            raise WordRefused(kind=cls.kind, fault="form")
        cls._look(text)
        return super().__new__(cls, text)

    @classmethod
    def _look(cls, text: str) -> None:
        """Refuse what the pattern cannot tell."""


class Sha256(_Checked):
    """A SHA-256 digest: 64 hexadecimal digits, small letters."""

    __slots__ = ()
    kind = "digest"
    pattern = re.compile(r"[0-9a-f]{64}")


class SeriesCode(_Checked):
    """The index of a series in the file plan: «05-11»."""

    __slots__ = ()
    kind = "series-code"
    pattern = re.compile(r"\d{1,3}(?:[-./]\d{1,4}){1,3}")


class Identifier(_Checked):
    """The identifier of a file, copy, act or person: one code, no spaces, at least one digit.

    Letters may be Cyrillic («ОНТ-2025-26-ИС-21-Т1-3F9A2C7B»).
    """

    __slots__ = ()
    kind = "identifier"
    pattern = re.compile(r"(?=.*\d)[0-9A-Za-zА-Яа-яЁё][0-9A-Za-zА-Яа-яЁё._:/№-]{0,119}")

    @classmethod
    def _look(cls, text: str) -> None:
        if _PERSON.search(text):
            raise WordRefused(kind=cls.kind, fault="person")


class GroupName(_Checked):
    """The name of a study group: «ИС-21», «1 курс РЭНГМ-21(9)»; at least one digit, no person's name."""

    __slots__ = ()
    kind = "group-name"
    pattern = re.compile(r"(?=.*\d)[0-9A-Za-zА-Яа-яЁё][0-9A-Za-zА-Яа-яЁё ()./_«»№-]{0,59}")

    @classmethod
    def _look(cls, text: str) -> None:
        if _PERSON.search(text):
            raise WordRefused(kind=cls.kind, fault="person")


@dataclass(frozen=True, slots=True)
class Span:
    """The years a file covers, first and last calendar year: an academic year is `Span(2025, 2026)`."""

    first: int
    last: int

    def __post_init__(self) -> None:
        if not 1900 <= self.first <= self.last <= 2999:
            raise WordRefused(kind="years", fault="form")

    def __str__(self) -> str:
        return str(self.first) if self.first == self.last else f"{self.first}–{self.last}"


@dataclass(frozen=True, slots=True)
class FileTitle:
    """A title made of parts: the schedule's title of the series, the group, the years, the volume.

    «Журнал учебных занятий» + «ИС-21» + 2025–2026. `series_title` comes from the schedule, where no
    person is named; it must not look like a name either.
    """

    series_title: str
    years: Span
    group: GroupName | None = None

    def __post_init__(self) -> None:
        if not self.series_title.strip():
            raise WordRefused(kind="title", fault="form")
        if _INITIALS.search(self.series_title):
            raise WordRefused(kind="title", fault="person")
        if self.group is not None and type(self.group) is not GroupName:
            raise WordRefused(kind="title", fault="type")

    def __str__(self) -> str:
        group = f" группы {self.group}" if self.group else ""
        return f"{self.series_title}{group}, {self.years}"


_INITIALS = re.compile(
    r"[^\W\d_]\.\s?[^\W\d_]\.|[А-ЯЁ][а-яё]+\s+[А-ЯЁ][а-яё]*(?:ович|евич|ьич|овн|евн|ичн)[а-яё]{0,2}\b"
)
"""Initials, or a name and a patronymic in any case: neither stands in the title of a series."""
