"""Russian alphabetical order of subjects, students and groups, without ICU.

Regulation item 5: «Учебные предметы в журнале должны располагаться в алфавитном порядке». Taken
«слово за словом»: a space comes before anything else, so a word ends before a longer one begins.
"""

from __future__ import annotations

import functools
import unicodedata
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from archiver.journal.normal_form import normalized
from archiver.journal.subjects import without_index

if TYPE_CHECKING:
    from archiver.journal.model import Section, Student

Weight = tuple[int, int, str]
"""The place of one letter or number: class, rank in it, and digits or the character itself."""

NameKey = tuple[Weight, ...]
SortKey = tuple[NameKey, tuple[bool, ...], tuple[bool, ...], str]

_SPACE, _HYPHEN, _DOT, _SLASH, _OTHER_SIGN, _NUMBER, _CYRILLIC, _OTHER_ALPHABET, _REST = range(9)

_WEIGHED = 2_000
"""Letters of a text that are weighed. No name is so long; what follows is compared as it is."""

_QUOTES = frozenset("\"'`«»‹›„‚“‟”‘‛’′″")

# Russian, and the letters that students' names bring from neighbours' alphabets, each in its place.
_ALPHABET = "аәбвгґғдеєжҗзҙиіїйјкқҡлмнңоөпрсҫтуүұўфхһцчшщъыьэюя"
_RANKS = {letter: rank for rank, letter in enumerate(_ALPHABET)} | {"ё": _ALPHABET.index("е")}
_SIGNS = {" ": _SPACE, "-": _HYPHEN, ".": _DOT, "/": _SLASH}


# The names of a group come back with every subject: each is weighed once.
@functools.lru_cache(maxsize=50_000)
def sort_key(text: str) -> SortKey:
    """The key that puts `text` in Russian alphabetical order; equal only for equal texts.

    At first ё is е, case and quotes do not count, numbers go by value, Cyrillic before Latin, and
    space < hyphen < dot < slash < other signs < digits < letters. Ties: ё after е, then small
    before capital letters, then the text itself, so that the order never hangs on the input's.
    """
    plain = plain_text(text)
    begin = plain[:_WEIGHED]
    return (_weights(plain), tuple(c in "ёЁ" for c in begin), tuple(c.isupper() for c in begin), text)


@functools.lru_cache(maxsize=50_000)
def name_key(text: str) -> NameKey:
    """What `sort_key` compares first: equal for spellings a reader takes for the same name.

    «Учёт» and «учет», «ИС–21» and «ИС-21», «"Родной" язык» and «Родной язык» are the same.
    """
    return _weights(plain_text(text))


def same_name(one: str, other: str) -> bool:
    """Whether the texts differ at most in case, ё, quotes, kinds of dash and space, leading zeros."""
    return name_key(one) == name_key(other)


def student_key(student: Student) -> tuple[object, ...]:
    """Order of a list of students, field by field: «Петров Яков» < «Петрова Анна».

    Ties of ё and case count only after all three fields; full namesakes go by number on the list.
    """
    fields = tuple(sort_key(field) for field in (student.surname, student.name, student.patronymic))
    return (tuple(field[0] for field in fields), fields, student.number, student.id)


def section_key(section: Section, *, ignore_index: bool = False) -> tuple[object, ...]:
    """Order of a binder: subject, then subgroup (none first, numbers by value), then term.

    The subject goes by its displayed name; with `ignore_index` by what follows «МДК.01.02», and
    by the whole name only where that is the same.
    """
    name = section.subject.name
    return (
        name_key(without_index(name)) if ignore_index else (),
        name_key(name),
        section.subgroup is not None,
        name_key(section.subgroup or ""),
        section.term,
        sort_key(name),
        sort_key(section.subgroup or ""),
        section.teacher or "",
        section.source or "",
    )


def order_sections(sections: Iterable[Section], *, ignore_index: bool = False) -> tuple[Section, ...]:
    """The sections in the order they are bound in."""
    return tuple(sorted(sections, key=lambda section: section_key(section, ignore_index=ignore_index)))


def plain_text(text: str) -> str:
    """NFC, one kind of space and dash, no quotes, nothing invisible."""
    return " ".join(normalized("NFC", text).translate(_UNIFIED).split())


class _Unified(dict[int, str]):
    """What each character is unified to, by its code; found out when it is first met."""

    def __missing__(self, code: int) -> str:
        self[code] = found = _unified(chr(code))
        return found


_UNIFIED = _Unified()


def _unified(character: str) -> str:
    if character in _QUOTES:
        return ""
    match unicodedata.category(character):
        case "Pd":
            return "-"
        case "Cf":  # soft hyphen, zero-width characters
            return ""
        case "Cc":
            return " "
    return "-" if character == "\N{MINUS SIGN}" else character


def _weights(plain: str) -> NameKey:
    rest = plain[_WEIGHED:].lower()
    return (*_each_weight(plain[:_WEIGHED].lower()), *([(_REST, 0, rest)] if rest else ()))


def _each_weight(text: str) -> Iterator[Weight]:
    digits = ""
    for character in text:
        if character.isdecimal():
            digits += str(unicodedata.decimal(character))
            continue
        if digits:
            yield _number(digits)
            digits = ""
        if not unicodedata.combining(character):
            yield _weight(character)
    if digits:
        yield _number(digits)


def _number(digits: str) -> Weight:
    """By value without `int`, which refuses thousands of digits."""
    value = digits.lstrip("0")
    return (_NUMBER, len(value), value)


def _weight(character: str) -> Weight:
    if character in _SIGNS:
        return (_SIGNS[character], 0, "")
    if not character.isalpha():
        return (_OTHER_SIGN, 0, character)
    base = character if character in _RANKS else unicodedata.normalize("NFD", character)[0]
    if base in _RANKS:
        return (_CYRILLIC, _RANKS[base], "")
    if "Ѐ" <= base <= "ԯ":
        return (_CYRILLIC, len(_ALPHABET), base)
    return (_OTHER_ALPHABET, 0, base)  # Latin has the smallest code points
