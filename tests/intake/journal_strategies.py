"""Any journal there can be, for properties."""

from __future__ import annotations

import datetime as dt
from typing import Any

from hypothesis import strategies as st

from archiver.journal.funding import Funding
from archiver.journal.model import (
    AcademicYear,
    Department,
    Feature,
    Group,
    Journal,
    Leave,
    Lesson,
    Mark,
    MarkKind,
    PeriodColumn,
    PlannedSubject,
    Section,
    Student,
    Subject,
    SubjectKind,
    Term,
    TermKind,
)
from archiver.journal.results import ResultKind

TEXT = st.text(max_size=8) | st.sampled_from(["<script>", "«Ё»", "a\tb\x00", "../..", "NaN", "x" * 300])
MAYBE_TEXT = st.none() | TEXT
DAYS = st.dates(dt.date(1, 1, 1), dt.date(9999, 12, 31))
NUMBERS = st.integers(-(10**6), 10**6)
HOURS = st.none() | st.integers(0, 2**60)


def several(strategy: st.SearchStrategy[Any], most: int = 3) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(strategy, max_size=most).map(tuple)


MARKS = st.builds(Mark, TEXT, st.sampled_from(MarkKind), TEXT, MAYBE_TEXT, MAYBE_TEXT)
CELLS = st.dictionaries(st.tuples(TEXT, TEXT), st.lists(MARKS, min_size=1, max_size=3).map(tuple), max_size=4)
LEAVES = st.builds(Leave, DAYS, st.none() | DAYS, MAYBE_TEXT)
FUNDING = st.none() | st.sampled_from(Funding)
MAYBE_DAY = st.none() | DAYS
STUDENTS = st.builds(Student, TEXT, NUMBERS, TEXT, TEXT, TEXT, MAYBE_DAY, MAYBE_DAY, several(LEAVES), FUNDING)
LESSONS = st.builds(Lesson, TEXT, DAYS, HOURS, MAYBE_TEXT, MAYBE_TEXT, MAYBE_TEXT)
SECTIONS = st.builds(
    Section,
    st.builds(Subject, TEXT, MAYBE_TEXT, st.sampled_from(SubjectKind)),
    NUMBERS,
    MAYBE_TEXT,
    MAYBE_TEXT,
    several(STUDENTS),
    several(LESSONS),
    CELLS,
    several(st.builds(PeriodColumn, TEXT, TEXT, st.sampled_from(ResultKind))),
    CELLS,
    HOURS,
    MAYBE_TEXT,
)
DEPARTMENTS = st.none() | st.builds(Department, TEXT, MAYBE_TEXT, MAYBE_TEXT)
GROUPS = st.builds(Group, TEXT, HOURS, MAYBE_TEXT, MAYBE_TEXT, DEPARTMENTS, MAYBE_TEXT, MAYBE_TEXT, FUNDING)
JOURNALS = st.builds(
    Journal,
    GROUPS,
    st.builds(AcademicYear, st.integers(1900, 2199)),
    several(st.builds(Term, NUMBERS, TEXT, DAYS, DAYS, st.sampled_from(TermKind))),
    several(SECTIONS, 2),
    several(st.builds(PlannedSubject, TEXT, NUMBERS, HOURS)),
    TEXT,
    st.frozensets(st.sampled_from(Feature)),
)
