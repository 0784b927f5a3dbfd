"""A student's absences: counted in hours where every lesson tells them, else in lessons.

Letters as in the module (domain 4.4): «уп» with good reason, «нп» without, «б» sick, «н» reason not told;
«оп» and «о» are late, which is no absence.
"""

from __future__ import annotations

from collections.abc import Iterable

from archiver.journal.model import Mark, MarkKind, Section
from archiver.reports.statement import Absences, AbsenceUnit

_LATE = {"оп", "о"}
_UNEXCUSED = {"нп"}
_EXCUSED = {"уп", "ув", "б"}
_LOOKALIKES = str.maketrans("aceopxyhk", "асеорхунк")


def absences(sections: Iterable[Section], student: str, unit: AbsenceUnit) -> Absences:
    """What the student missed; `unexcused` None as soon as one absence has no reason told."""
    total = unexcused = 0
    told = True
    for section in sections:
        for lesson in section.lessons:
            words = {
                _word(mark)
                for mark in section.marks.get((student, lesson.id), ())
                if mark.kind is MarkKind.ABSENCE
            } - _LATE
            if not words:
                continue
            amount = (lesson.hours or 0) if unit is AbsenceUnit.HOURS else 1
            total += amount
            if words & _UNEXCUSED:
                unexcused += amount
            elif not words & _EXCUSED:
                told = False
    return Absences(total, unexcused if told else None)


def _word(mark: Mark) -> str:
    return mark.text.strip().rstrip(".").casefold().translate(_LOOKALIKES)
