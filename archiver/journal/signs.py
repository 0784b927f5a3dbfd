"""What the short signs in the cells of a journal mean, for the legend of its binder.

Only signs that stand in this journal, and only such whose meaning is known; a word says itself what it means.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

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


def legend(sections: Iterable[Section]) -> tuple[str, ...]:
    """«уп — отсутствие по уважительной причине»: the signs that stand in `sections`, absences first."""
    marks = {
        (mark.text, mark.kind): mark
        for section in sections
        for cells in (section.marks, section.period_marks)
        for cell in cells.values()
        for mark in cell
        if mark.kind in _ORDER and len(mark.text) <= _LONGEST
    }
    ordered = sorted(
        marks.values(), key=lambda mark: (_ORDER.index(mark.kind), mark.text.casefold(), mark.text)
    )
    return tuple(_lines(ordered))


def _lines(marks: Iterable[Mark]) -> Iterator[str]:
    for mark in marks:
        meaning = _meaning(mark)
        if meaning:
            yield f"{mark.text} — {meaning}"


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
