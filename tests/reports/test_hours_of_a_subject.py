"""Hours of a subject in a term: of teachers who share a list added, of subgroups each student's own."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from small_journal import OWNER

from archiver.journal.model import Section
from archiver.reports.statement.by_subject import subject_reports
from archiver.reports.statement.extract import grade_statement
from archiver.reports.statement.hours import Taught, taught_to, taught_to_all
from archiver.reports.statement.page import StatementPaper
from archiver.reports.statement.twin import dump, load
from archiver.reports.statement.values import GradeStatement
from factories import column, make_journal, make_lesson, make_section, make_student


def page(
    students: Sequence[int], lessons: int, planned: int | None, subgroup: str | None = None, **more: object
) -> Section:
    """A page of lessons of two hours, a day each."""
    return make_section(
        "ОП.02 Базы данных",
        students=tuple(map(make_student, students)),
        lessons=tuple(
            make_lesson(number, dt.date(2025, 9, 1) + dt.timedelta(number))
            for number in range(1, lessons + 1)
        ),
        marks={},
        planned_hours=planned,
        subgroup=subgroup,
        period_columns=(column("1 сем."),),
        period_marks={},
        **more,
    )


def hours(*pages: Section, student: int | None = None, practice: bool = False) -> tuple[object, ...]:
    if student is None:
        found = taught_to_all(pages, practice=practice)
    else:
        found = taught_to(pages, {f"s{student}"}, practice=practice)
    return (found.planned, found.given, found.days) if practice else (found.planned, found.given)


def test_two_teachers_of_one_list_are_added() -> None:
    # 8 and 10 hours planned, 4 and 6 lessons of 2 hours given, all sit at both.
    shared = page((1, 2, 3), 4, 8), page((1, 2, 3), 6, 10)
    assert hours(*shared) == hours(*shared, student=1) == (18, 20)


def test_subgroups_are_each_students_own() -> None:
    # 34 hours of the first, 36 of the second; the group has no one figure.
    parted = page((1, 2), 17, 34, "1"), page((3, 4), 18, 36, "2")
    assert hours(*parted) == (None, None)
    assert hours(*parted, student=1) == (34, 34)
    assert hours(*parted, student=3) == (36, 36)
    assert hours(*parted, student=9) == (None, None)
    alike = page((1, 2), 17, 34, "1"), page((3, 4), 17, 34, "2")
    assert hours(*alike) == (34, 34)


def test_lectures_of_all_and_the_subgroups_own_lessons() -> None:
    # 10 hours together, then 6 in the first subgroup or 8 in the second.
    pages = page((1, 2, 3), 5, 10), page((1, 2), 3, 6, "1"), page((3,), 4, 8, "2")
    assert hours(*pages) == (None, None)
    assert (hours(*pages, student=1), hours(*pages, student=3)) == ((16, 16), (18, 18))


def test_lists_that_share_nobody_are_subgroups_without_a_name() -> None:
    pages = page((1, 2), 2, 4), page((3,), 2, 4)
    assert hours(*pages) == (4, 4)
    assert hours(*pages, student=3) == (4, 4)


def test_what_is_not_told_is_not_counted() -> None:
    silent = page((1,), 0, None)
    assert hours(silent) == (None, None)
    assert hours(page((1,), 2, None), page((1,), 2, 8)) == (None, 8)


def test_days_of_a_practice_are_days_of_the_own_subgroup() -> None:
    pages = page((1,), 3, 6, "1"), page((2,), 5, 10, "2")
    assert hours(*pages, practice=True) == (None, None, None)
    assert hours(*pages, student=2, practice=True) == (10, 10, 5)


def test_the_twin_keeps_the_students_own_hours_and_no_others() -> None:
    journal = make_journal(sections=(page((1, 2), 17, 34, "1"), page((3,), 18, 36, "2")))
    made = grade_statement(journal, OWNER, term=1)
    (entry,) = made.entries
    assert [row.taught(entry) for row in made.students] == [Taught(34, 34), Taught(34, 34), Taught(36, 36)]
    read = load(dump(made), "в.json")
    assert isinstance(read, GradeStatement)
    assert [row.hours for row in read.students] == [row.hours for row in made.students]
    whole = grade_statement(make_journal(sections=(page((1, 2), 17, 34),)), OWNER, term=1)
    assert [dict(row.hours) for row in whole.students] == [{}, {}]


def test_the_sheet_tells_the_hours_of_unlike_subgroups_and_never_adds_them() -> None:
    # 4 hours planned for each; subgroup 1 had two lessons of 2 hours, subgroup 2 one.
    first = page((1, 2), 2, 4, "1", teacher="Орлова Ольга Олеговна")
    second = page((3, 4), 1, 4, "2", teacher="Крылов Кирилл Ильич")
    term = grade_statement(make_journal(sections=(first, second), plan=()), OWNER, term=1)
    [sheet] = subject_reports(term, StatementPaper())
    facts = {fact.label: fact.value for fact in sheet.facts}
    assert facts["Часы"] == "по плану 4, дано в подгруппах 2 и 4"
    assert facts["Преподаватели"] == "Орлова Ольга Олеговна, Крылов Кирилл Ильич"
