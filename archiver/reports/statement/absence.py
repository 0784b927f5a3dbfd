"""A student's absences: counted in hours; in lessons only where the source tells no lesson's hours.

A lesson without hours among others is counted by itself (`untimed`): nobody knows how long it was.

Letters as in the module (domain 4.4): «уп» with good reason, «нп» without, «б» sick, «н» reason not told;
«оп» is late, which is no absence.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from archiver.journal.mark_words import Reason
from archiver.journal.marks import reason_of
from archiver.journal.model import Section
from archiver.reports.statement.values import Absences, AbsenceUnit


def absences(sections: Iterable[Section], ids: Sequence[str], unit: AbsenceUnit) -> Absences:
    """What a student with these list entries missed; `unexcused` None once an absence has no reason told."""
    total = unexcused = untimed = 0
    told = True
    for section in sections:
        for lesson in section.lessons:
            reasons = {
                reason_of(mark) for student in ids for mark in section.marks.get((student, lesson.id), ())
            }
            if not reasons - {None, Reason.LATE}:
                continue
            amount = (lesson.hours or 0) if unit is AbsenceUnit.HOURS else 1
            untimed += unit is AbsenceUnit.HOURS and lesson.hours is None
            total += amount
            if Reason.UNEXCUSED in reasons:
                unexcused += amount
            elif Reason.EXCUSED not in reasons:
                told = False
    return Absences(total, unexcused if told else None, untimed)
