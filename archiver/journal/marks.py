"""The vocabulary of marks: what the module's words and the report's letters mean and how they print.

Source of the vocabulary: the module's enumerations MarkRating and AbsenceType and the labels of
its own screens («уп», «нп», «б»). What is not in it stays letter for letter and is UNKNOWN.
"""

from __future__ import annotations

import re

from archiver.journal.model import Mark, MarkKind

_MODULE_RATINGS = {
    "Two": ("2", MarkKind.GRADE),
    "Three": ("3", MarkKind.GRADE),
    "Four": ("4", MarkKind.GRADE),
    "Five": ("5", MarkKind.GRADE),
    "Success": ("зач", MarkKind.CREDIT),
    "Fail": ("незач", MarkKind.CREDIT),
}

_MODULE_ABSENCES = {
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

# Letters of the printed report, compared without case. The text printed stays the source's own.
_LETTERS = {
    MarkKind.GRADE: {"1", "2", "3", "4", "5"},
    MarkKind.CREDIT: {"зач", "зачёт", "зачет", "незач", "незачёт", "незачет", "н/з", "зч", "нз", "✓"},
    MarkKind.ABSENCE: {"н", "нп", "уп", "ув", "б", "оп", "о", "п"},
    MarkKind.EXEMPT: {"осв"},
    MarkKind.NOT_ASSESSED: {"н/а", "н/я", "на", "ня"},
}

_SEPARATORS = (re.compile(r"[,;\s]+"), re.compile(r"/"))

# Teachers type «H» and «н/a» on either keyboard; only what is looked up is turned into Cyrillic.
_LOOKALIKES = str.maketrans("aceopxyhk", "асеорхунк")


def mark(text: str, *, task: str | None = None) -> Mark:
    """The mark that a report or canonical file writes as `text`, printed as it is."""
    folded = text.strip().rstrip(".").casefold().translate(_LOOKALIKES)
    for kind, letters in _LETTERS.items():
        if folded in letters:
            return Mark(text.strip(), kind, text, task)
    return Mark(text, MarkKind.UNKNOWN, text, task)


def marks_of_cell(text: str) -> tuple[Mark, ...]:
    """The marks of one report cell: «уп,5» is two, «4/5» is two, «н/а» is one, «н/а, 2» is two.

    A blank cell has none. A cell with anything unknown in it stays one mark, letter for letter.
    """
    if not text.strip():
        return ()
    return _known(text.strip(), _SEPARATORS) or (mark(text),)


def _known(text: str, separators: tuple[re.Pattern[str], ...]) -> tuple[Mark, ...]:
    """The marks `text` is made of, none when any piece is unknown; a slash may belong to a mark («н/а»)."""
    whole = mark(text)
    if whole.kind is not MarkKind.UNKNOWN:
        return (whole,)
    if not separators:
        return ()
    found: list[Mark] = []
    for piece in filter(None, separators[0].split(text)):
        marks = _known(piece, separators[1:])
        if not marks:
            return ()
        found += marks
    return tuple(found)


def module_rating(value: str, *, task: str | None = None) -> Mark:
    """The mark of the module's MarkRating `value`; `task` is its EducationTaskType."""
    text, kind = _MODULE_RATINGS.get(value, (value, MarkKind.UNKNOWN))
    return Mark(text, kind, value, None if task is None else _MODULE_TASKS.get(task, task))


def module_absence(value: str) -> Mark:
    """The mark of the module's AbsenceType `value`."""
    text = _MODULE_ABSENCES.get(value)
    return Mark(text or value, MarkKind.ABSENCE if text else MarkKind.UNKNOWN, value)
