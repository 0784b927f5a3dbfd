"""What was entered in a section, as one digest: whether a page says the same as when it was printed.

Pages change with paper, fonts and versions of the program; a teacher is asked about none of these.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterator

from archiver.journal.distinct import of_each
from archiver.journal.marks import cell_text
from archiver.journal.model import Section, Student

_DIGITS = 32


def digest_of(section: Section) -> str:
    """Hex digest of lessons, marks, results, teacher and list of students of a section.

    Of a student only what had happened by the last lesson counts: who leaves in March stands unchanged on the
    pages of January.
    """
    last = max((lesson.date for lesson in section.lessons), default=dt.date.max)
    marks = of_each(section.marks, cell_text)
    results = of_each(section.period_marks, cell_text)
    said = [
        [section.subject.name, section.subgroup, section.term, section.teacher],
        [[student.number, student.full_name, list(_happened(student, last))] for student in section.students],
        [
            [lesson.date.isoformat(), lesson.hours, lesson.topic, lesson.homework, lesson.kind]
            for lesson in section.lessons
        ],
        [column.title for column in section.period_columns],
        [
            [marks.get((student.id, lesson.id), "") for lesson in section.lessons]
            for student in section.students
        ],
        [
            [results.get((student.id, column.id), "") for column in section.period_columns]
            for student in section.students
        ],
    ]
    text = json.dumps(said, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]


def _happened(student: Student, last: dt.date) -> Iterator[str]:
    days = [student.enrolled, student.left]
    days += [day for leave in student.leaves for day in (leave.start, leave.end)]
    days += [day for stay in student.away for day in (stay.start, stay.end)]
    return (day.isoformat() for day in days if day is not None and day <= last)
