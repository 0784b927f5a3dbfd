"""Faults of a sample that one code of the checks finds."""

from __future__ import annotations

FOUND_AS = [
    ("student-twice", "student.twice"),
    ("lesson-outside", "lesson.outside-interval"),
    ("subject-missing", "subject.missing"),
    ("topic-empty", "topic.empty"),
    ("few-grades", "grades.few"),
    ("no-final", "grade.final-missing"),
    ("hours-differ", "hours.differ"),
    ("mark-unknown", "mark.unknown"),
    ("mark-outside-enrolment", "mark.outside-enrolment"),
    ("no-head", "head.missing"),
    ("no-teacher", "teacher.missing"),
]
