"""The marks of a cell: read from the text of a report or the module's words, and printed again as written.

What is printed is the text of the source, letter for letter (only signs of absences stand in capitals on
paper: journal/signs.py). A cell of several marks keeps what stands
between them (`Mark.before`); the module's marks, which have no text of their own, are joined as its own
screens do: «4/5», and an absence beside a grade «уп,5».
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from archiver.journal.mark_words import Reason, meaning_of
from archiver.journal.model import Mark, MarkKind

_MODULE_RATINGS = {
    "Two": ("2", MarkKind.GRADE),
    "Three": ("3", MarkKind.GRADE),
    "Four": ("4", MarkKind.GRADE),
    "Five": ("5", MarkKind.GRADE),
    "Success": ("зач", MarkKind.CREDIT),
    "Fail": ("незач", MarkKind.CREDIT),
    **{grade: (grade, MarkKind.GRADE) for grade in "2345"},  # a number or a text in the word's place
}

_MODULE_ABSENCES = {
    "IsAbsent": "н",
    "IsAbsentByValidReason": "уп",
    "IsAbsentByNotValidReason": "нп",
    "SickLeave": "б",
    "IsLate": "оп",
}

_MODULE_TASKS = {
    "Lesson": "ОЗ",
    "Control": "КР",
    "Independent": "СР",
    "Laboratory": "ЛЗ",
    "Slice": "СЗ",
    "Home": "ДЗ",
    "Review": "РФ",
    "Test": "ТТ",
    "Report": "ДК",
    "Colloquium": "КЛ",
    "SportStandarts": "СН",
    "PracticalWork": "ПР",
}

OWED = "•"
"""How a mark that is required and not given yet is printed: the module's own screens show it so («точка»)."""

_SEPARATORS = (
    re.compile(r"(?<=[^\s,;])(\s*[,;][\s,;]*)(?=[^\s,;])"),
    re.compile(r"(?<=[^\s/\\])(\s+)(?=[^\s/\\])"),
    re.compile(r"(?<=[^\s/])(\s*/\s*)(?=[^\s/])"),
)
_COMMA, _SPACE, _SLASH = range(3)
_RESULTS = frozenset({MarkKind.GRADE, MarkKind.CREDIT})
_ASIDE = frozenset({MarkKind.ABSENCE, MarkKind.EXEMPT})


def mark(text: str, *, task: str | None = None) -> Mark:
    """The mark that a report or canonical file writes as `text`, printed as it is."""
    meaning = meaning_of(text)
    if meaning is None:
        return Mark(text, MarkKind.UNKNOWN, text, task)
    return Mark(text.strip(), meaning.kind, text, task)


@functools.lru_cache(maxsize=5_000)
def marks_of_cell(text: str, *, number: bool = False, result: bool = False) -> tuple[Mark, ...]:
    """The marks of one report cell: «уп,5» is two, «4/5» is two, «н/а» is one, «н/а, 2» is two.

    A blank cell has none; a cell with anything unknown in it is one unknown mark, letter for letter.
    `number` says that the source holds a number and no text: 4.5 is no two grades. In a `result` column
    two grades are one unknown mark, for nobody can tell which of them is the result. Letters struck
    out, each with U+0336 behind it, are in no word of marks and so are unknown.
    """
    if not text.strip():
        return ()
    found = (mark(text),) if number else tuple(_known(text.strip())) or (mark(text),)
    if result and sum(one.kind in _RESULTS for one in found) > 1:
        return (Mark(text, MarkKind.UNKNOWN, text),)
    return found


def _known(text: str, level: int = _COMMA) -> list[Mark]:
    """The marks `text` is made of, none when any piece is unknown; parted by commas, spaces, then slashes."""
    if meaning_of(text) is not None:
        return [mark(text)]
    if level > _SLASH:
        return []
    parts = _SEPARATORS[level].split(text)
    found: list[Mark] = []
    for place in range(0, len(parts), 2):
        marks = _known(parts[place], level + 1)
        if not marks:
            return []
        if place:
            marks[0] = replace(marks[0], before=parts[place - 1])
        found += marks
    return found if len(parts) == 1 or _may_be_parted(found, level) else []


def _may_be_parted(marks: Sequence[Mark], level: int) -> bool:
    """Whether these are marks that stand apart and no abbreviation: «н зач» may mean «не зачтено».

    A comma parts anything; without it there must be a grade, or all must be alike.
    """
    kinds = {one.kind for one in marks}
    if level == _COMMA or MarkKind.GRADE in kinds:
        return True
    return len(kinds) == 1 and (level == _SPACE or kinds == {MarkKind.CREDIT})


def cell_text(marks: Sequence[Mark]) -> str:
    """What a cell with these marks shows."""
    if len(marks) > 1:
        return "".join(cell_pieces(marks))
    return (marks[0].before or "") + marks[0].text if marks else ""


def cell_pieces(marks: Sequence[Mark]) -> list[str]:
    """The text of a cell in pieces between which a line may be broken, separators at their ends."""
    pieces: list[str] = []
    for last, one in zip((None, *marks), marks, strict=False):
        before = one.before
        if last is None:
            pieces.append((before or "") + one.text)
            continue
        if before is None:
            before = "," if {last.kind, one.kind} & _ASIDE else "/"
        pieces[-1] += before
        pieces.append(one.text)
    return pieces


def is_decimal(marks: Sequence[Mark]) -> bool:
    """Whether two grades of the cell are written like a decimal fraction, «4,5»."""
    return any(
        one.before == "," and {last.kind, one.kind} == {MarkKind.GRADE} for last, one in pairwise(marks)
    )


def grade_of(one: Mark) -> int | None:
    """The grade 2–5 of a mark that is one, in figures or in words («1» is unsatisfactory: 2); else None."""
    meaning = meaning_of(one.text) if one.kind is MarkKind.GRADE else None
    return meaning.grade if meaning else None


def passed(one: Mark) -> bool | None:
    """Whether a mark of a test says «зачтено» or «не зачтено»; None for any other mark."""
    meaning = meaning_of(one.text) if one.kind is MarkKind.CREDIT else None
    return meaning.passed if meaning else None


def reason_of(one: Mark) -> Reason | None:
    """The reason of an absence; UNTOLD also where the letters of one are not known; None for other marks."""
    if one.kind is not MarkKind.ABSENCE:
        return None
    meaning = meaning_of(one.text)
    return (meaning.reason if meaning else None) or Reason.UNTOLD


@functools.lru_cache(maxsize=1_000)
def module_rating(value: str, *, task: str | None = None) -> Mark:
    """The mark of the module's MarkRating `value`; `task` is its EducationTaskType."""
    text, kind = _MODULE_RATINGS.get(value, (value, MarkKind.UNKNOWN))
    return Mark(text, kind, value, _task(task))


@functools.lru_cache(maxsize=100)
def owed_mark(*, task: str | None = None) -> Mark:
    """A mark that the module requires and the teacher has not given; `task` is its EducationTaskType."""
    return Mark(OWED, MarkKind.OWED, "isRequired", _task(task))


@functools.lru_cache(maxsize=100)
def module_absence(value: str) -> Mark:
    """The mark of the module's AbsenceType `value`."""
    text = _MODULE_ABSENCES.get(value)
    return Mark(text or value, MarkKind.ABSENCE if text else MarkKind.UNKNOWN, value)


def _task(value: str | None) -> str | None:
    return None if value is None else _MODULE_TASKS.get(value, value)
