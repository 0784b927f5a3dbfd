import datetime as dt
from collections import Counter

import pytest
from faults_found import FOUND_AS
from hypothesis import given, settings
from hypothesis import strategies as st

from archiver.errors import UsageError
from archiver.journal.checks import check
from archiver.journal.findings import Severity
from archiver.journal.model import AcademicYear, Journal, MarkKind, Section, SubjectKind
from archiver.sample.college import College, make_college

HOLIDAYS = {(11, 4), (2, 23), (3, 8), (5, 1), (5, 9), (6, 12)}


@pytest.fixture(scope="module")
def college() -> College:
    return make_college(8, 1)


def every_section(college: College) -> list[tuple[Journal, Section]]:
    return [(journal, section) for journal in college.journals for section in journal.sections]


def grave(journal: Journal) -> list[str]:
    return [finding.code for finding in check(journal) if finding.severity is not Severity.NOTE]


def test_the_same_seed_gives_the_same_college() -> None:
    assert make_college(2, 7).journals == make_college(2, 7).journals


def test_another_seed_gives_other_students() -> None:
    one, other = make_college(1, 1).journal(0), make_college(1, 2).journal(0)
    assert one.sections[0].students != other.sections[0].students


def test_a_group_does_not_depend_on_how_many_are_asked_for(college: College) -> None:
    assert make_college(2, 1).journal(1) == college.journal(1)


def test_sixty_groups_have_sixty_names_and_three_departments() -> None:
    groups = make_college(60, 1).groups
    assert len({group.name for group in groups}) == 60
    assert len({group.department for group in groups}) == 3
    assert {group.course for group in groups} == {1, 2, 3, 4}


def test_no_group_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one"):
        make_college(0, 1)


@settings(max_examples=12, deadline=None)
@given(seed=st.integers(-(10**9), 10**9), position=st.integers(0, 19))
def test_a_clean_group_has_nothing_to_be_warned_of(seed: int, position: int) -> None:
    journal = make_college(position + 1, seed).journal(position)
    assert grave(journal) == []


def test_lessons_are_on_study_days_inside_their_term(college: College) -> None:
    for journal, section in every_section(college):
        for lesson in section.lessons:
            assert lesson.date in journal.term(section.term)
            assert lesson.date.weekday() != 6
            assert (lesson.date.month, lesson.date.day) not in HOLIDAYS


def test_the_terms_are_those_of_the_year() -> None:
    first, second = make_college(1, 1).journal(0).terms
    assert (first.start, first.end) == (dt.date(2025, 9, 1), dt.date(2025, 12, 28))
    assert (second.start, second.end) == (dt.date(2026, 1, 12), dt.date(2026, 6, 28))


def test_another_year_moves_every_date() -> None:
    year = AcademicYear(2031)
    journal = make_college(1, 1, year).journal(0)
    assert journal.year == year
    assert all(lesson.date in year for section in journal.sections for lesson in section.lessons)


def test_the_size_is_that_of_a_real_group(college: College) -> None:
    for journal in college.journals:
        assert 12 <= len({section.subject.name for section in journal.sections}) <= 18
        assert 18 <= max(len(section.students) for section in journal.sections) <= 32
    for _journal, section in every_section(college):
        assert 6 <= len(section.lessons) <= 40


def test_planned_hours_are_given_and_a_practice_day_has_six(college: College) -> None:
    practices = {SubjectKind.EDUCATIONAL_PRACTICE, SubjectKind.INDUSTRIAL_PRACTICE}
    for _journal, section in every_section(college):
        hours = {lesson.hours for lesson in section.lessons}
        assert hours == ({6} if section.subject.kind in practices else {2})
        assert sum(lesson.hours or 0 for lesson in section.lessons) == section.planned_hours


def test_practices_share_their_days_with_nothing(college: College) -> None:
    for journal in college.journals:
        practice: set[dt.date] = set()
        theory: set[dt.date] = set()
        for section in journal.sections:
            days = practice if section.planned_hours == len(section.lessons) * 6 else theory
            days.update(lesson.date for lesson in section.lessons)
        assert not practice & theory


def test_nobody_has_more_than_six_lessons_a_day(college: College) -> None:
    for journal in college.journals:
        day = Counter(
            lesson.date
            for section in journal.sections
            if section.subgroup in (None, "1")
            for lesson in section.lessons
        )
        assert max(day.values()) <= 6


def test_everybody_who_is_listed_has_three_grades(college: College) -> None:
    for _journal, section in every_section(college):
        grades = Counter(
            student
            for (student, _lesson), marks in section.marks.items()
            for mark in marks
            if mark.kind is MarkKind.GRADE
        )
        for student in section.students:
            on_leave = all(student.on_leave(lesson.date) for lesson in section.lessons[-6:])
            assert on_leave or grades[student.id] >= 3


def test_the_first_group_shows_everything_a_journal_can_hold(college: College) -> None:
    journal = college.journal(0)
    students = {student.id: student for section in journal.sections for student in section.students}
    cells = [marks for section in journal.sections for marks in section.marks.values()]
    kinds = {mark.kind for marks in cells for mark in marks}
    assert kinds == {MarkKind.GRADE, MarkKind.CREDIT, MarkKind.ABSENCE, MarkKind.EXEMPT}
    assert any({mark.kind for mark in marks} == {MarkKind.ABSENCE, MarkKind.GRADE} for marks in cells)
    assert any(sum(mark.kind is MarkKind.GRADE for mark in marks) > 1 for marks in cells)
    assert any(student.left for student in students.values())
    assert any(student.leaves for student in students.values())
    assert any(
        student.enrolled and student.enrolled > journal.terms[0].start for student in students.values()
    )
    assert {section.subgroup for section in journal.sections} == {None, "1", "2"}
    titles = {column.title for section in journal.sections for column in section.period_columns}
    assert titles == {"1 сем.", "2 сем.", "Экз.", "ДЗ", "З", "КП", "Итог"}
    dates = [[lesson.date for lesson in section.lessons] for section in journal.sections]
    assert any(len(set(days)) < len(days) for days in dates)
    topics = [lesson.topic or "" for section in journal.sections for lesson in section.lessons]
    assert max(map(len, topics)) > 150


def test_an_unknown_fault_and_an_unknown_group_are_refused() -> None:
    with pytest.raises(UsageError, match="no-such"):
        make_college(1, 1, faults=["no-such"])
    with pytest.raises(UsageError, match="ХХ-99"):
        make_college(1, 1, faults=["no-final@ХХ-99"])


@pytest.mark.parametrize(("fault", "code"), FOUND_AS)
def test_a_fault_is_found_in_its_group_and_nowhere_else(fault: str, code: str) -> None:
    college = make_college(2, 3, faults=[f"{fault}@ТО-11"])
    assert grave(college.journal(0)) == []
    assert grave(college.journal(1)) == [code]


@pytest.mark.parametrize(("fault", "count"), [("many-students", 40), ("few-students", 8)])
def test_a_group_can_be_large_or_small(fault: str, count: int) -> None:
    journal = make_college(1, 1, faults=[fault]).journal(0)
    assert len({student.id for section in journal.sections for student in section.students}) == count
    assert grave(journal) == []


@pytest.mark.parametrize(("fault", "count"), [("one-lesson", 1), ("sixty-lessons", 60)])
def test_a_page_can_be_short_or_long(fault: str, count: int) -> None:
    journal = make_college(1, 1, faults=[fault]).journal(0)
    assert len(journal.sections[0].lessons) == count
    assert grave(journal) == []


def test_hostile_and_long_texts_are_there_letter_for_letter() -> None:
    hostile = make_college(1, 1, faults=["hostile-names"]).journal(0).sections[0]
    assert "<script>alert(1)</script>" in {student.surname for student in hostile.students}
    assert "file:///etc/passwd" in {lesson.topic for lesson in hostile.lessons}
    long = make_college(1, 1, faults=["long-names"]).journal(0).sections[0]
    assert max(len(student.surname) for student in long.students) >= 290
    assert make_college(1, 1, faults=["hostile-group"]).journal(0).group.name.startswith("../../x")
