"""The short signs in the cells of a journal: how those of absences are printed, and what all of them mean.

The legend of a binder tells only signs that stand in this journal, and only such whose meaning is known; a
word says itself what it means. Signs of absences are printed in capitals, because a small «б» reads as 6.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from archiver.journal.distinct import cells_of
from archiver.journal.letters import folded
from archiver.journal.mark_words import Reason
from archiver.journal.marks import passed, reason_of
from archiver.journal.model import Mark, MarkKind, Section

_LONGEST = 4
"""Letters of a sign that needs to be explained."""

_ABSENT = {
    Reason.UNTOLD: "отсутствие, причина не указана",
    Reason.EXCUSED: "отсутствие по уважительной причине",
    Reason.UNEXCUSED: "отсутствие без уважительной причины",
    Reason.LATE: "опоздание",
}
_ORDER = (MarkKind.ABSENCE, MarkKind.EXEMPT, MarkKind.CREDIT, MarkKind.NOT_ASSESSED)


@dataclass(frozen=True, slots=True)
class Sign:
    """A line of the legend: the sign as it is printed, what it means, and whether it is an absence's."""

    text: str
    meaning: str
    absence: bool = False

    def __str__(self) -> str:
        return f"{self.text} — {self.meaning}"


def is_absence_sign(mark: Mark) -> bool:
    """Whether the mark is a sign of an absence, and no word for it."""
    return mark.kind is MarkKind.ABSENCE and len(mark.text) <= _LONGEST


def as_printed(mark: Mark) -> Mark:
    """The mark with the letters that stand on paper: «Б» for «б», all else as the source has it."""
    return replace(mark, text=mark.text.upper()) if is_absence_sign(mark) else mark


def legend(sections: Iterable[Section]) -> tuple[Sign, ...]:
    """«УП — отсутствие по уважительной причине»: the signs that stand in `sections`, absences first."""
    marks = {
        (mark.text, mark.kind): mark
        for section in sections
        for cell in cells_of(section)
        for mark in map(as_printed, cell)
        if mark.kind in _ORDER and len(mark.text) <= _LONGEST
    }
    ordered = sorted(
        marks.values(), key=lambda mark: (_ORDER.index(mark.kind), mark.text.casefold(), mark.text)
    )
    return tuple(_signs(ordered))


def _signs(marks: Iterable[Mark]) -> Iterator[Sign]:
    for mark in marks:
        meaning = _meaning(mark)
        if meaning:
            yield Sign(mark.text, meaning, absence=is_absence_sign(mark))


def _meaning(mark: Mark) -> str:
    plain = folded(mark.text)
    match mark.kind:
        case MarkKind.ABSENCE if plain == folded("б"):
            return "болезнь"
        case MarkKind.ABSENCE:
            reason = reason_of(mark)
            return _ABSENT[reason] if reason else ""
        case MarkKind.EXEMPT:
            return "освобождение"
        case MarkKind.CREDIT:
            return "зачтено" if passed(mark) else "не зачтено"
        case MarkKind.NOT_ASSESSED:
            return "неявка" if "я" in plain else "не аттестован(а)"
    return ""
