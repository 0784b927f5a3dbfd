"""Grade statements: every figure against the small journal counted by hand."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest
from small_journal import OWNER, first_term, journal, section

from archiver.journal.model import Feature
from archiver.reports.statement.assessment import Assessment
from archiver.reports.statement.extract import grade_statement
from archiver.reports.statement.tally import tally_entry, tally_group, tally_student
from archiver.reports.statement.values import AbsenceUnit, Entry, GradeStatement


def first() -> GradeStatement:
    return grade_statement(journal(), OWNER, term=1)


def entry(statement: GradeStatement, name: str, kind: Assessment | None = None) -> Entry:
    return next(
        one for one in statement.entries if name in one.subject.name and kind in (None, one.assessment)
    )


def shares(statement: GradeStatement, name: str) -> tuple[object, ...]:
    tally = tally_entry(statement, entry(statement, name))
    return tally.success, tally.quality, tally.average


def test_subjects_go_by_kind_of_assessment_then_by_name() -> None:
    year = grade_statement(journal(), OWNER)
    assert [(one.assessment.value, one.subject.name, one.term) for one in year.entries] == [
        ("exam", "ЕН.01 Математика", 1),
        ("exam", "ОП.08 Экономика организации", 2),
        ("differentiated-test", "ОГСЭ.03 Иностранный язык", 1),
        ("test", "ОГСЭ.04 Физическая культура", 1),
        ("other", "ЕН.01 Математика", 2),
        ("other", "УП.01 Учебная практика", 1),
        ("course-work", "ОП.08 Экономика организации", 2),
        ("module", "ПМ.01 Разработка модулей", 2),
    ]


def test_subgroups_are_one_column_with_both_teachers_and_the_hours_of_one() -> None:
    english = entry(first(), "Иностранный")
    assert english.teachers == ("Кузнецова Ольга Ивановна", "Фомин Иван Андреевич")
    assert (english.planned_hours, english.given_hours, english.days) == (4, 4, None)


def test_a_practice_counts_its_days() -> None:
    practice = entry(first(), "Учебная практика")
    assert (practice.planned_hours, practice.given_hours, practice.days) == (18, 18, 3)


def test_students_are_in_order_and_who_left_stays_on_the_list() -> None:
    assert [(row.student.number, row.student.surname) for row in first().students] == [
        (1, "Абаев"),
        (2, "Ёлкин"),
        (3, "Петров"),
        (4, "Петрова"),
        (5, "Яшина"),
    ]
    second = grade_statement(journal(), OWNER, term=2)
    assert [row.student.surname for row in second.students] == ["Абаев", "Ёлкин", "Петрова", "Яшина"]


def test_the_final_column_is_the_result_and_all_its_marks_are_kept() -> None:
    statement = first()
    maths = entry(statement, "Математика").id
    assert [[mark.text for mark in row.marks.get(maths, ())] for row in statement.students] == [
        ["5"],
        ["4"],
        [],
        ["3"],
        ["н/а", "3"],
    ]


@pytest.mark.parametrize(
    ("name", "success", "quality", "average"),
    [
        ("Математика", "100.0", "50.0", "3.75"),  # 5 4 3 and н/а→3
        ("Иностранный", "100.0", "100.0", "4.50"),  # 4 5 4 5
        ("Физическая", "66.7", None, None),  # зач зач незач, осв does not count
        ("практика", "75.0", "75.0", "4.33"),  # 5 н/а 4 4
    ],
)
def test_figures_of_a_subject(name: str, success: str, quality: str | None, average: str | None) -> None:
    wanted = tuple(value and Decimal(value) for value in (success, quality, average))
    assert shares(first(), name) == wanted


@pytest.mark.parametrize(
    ("number", "counts", "average", "debts"),
    [
        (1, (2, 1, 0, 0, 0), "4.67", 0),
        (2, (1, 1, 0, 0, 1), "4.50", 1),
        (3, (0, 0, 0, 0, 0), None, 0),
        (4, (0, 2, 1, 0, 0), "3.67", 1),
        (5, (1, 1, 1, 0, 0), "4.00", 0),
    ],
)
def test_figures_of_a_student(number: int, counts: tuple[int, ...], average: str | None, debts: int) -> None:
    statement = first()
    tally = tally_student(statement, statement.students[number - 1])
    assert (tally.fives, tally.fours, tally.threes, tally.twos, tally.not_assessed) == counts
    assert tally.average == (average and Decimal(average))
    assert tally.debts == debts


def test_figures_of_the_group() -> None:
    group = tally_group(first())
    # Of the four present Абаев and Яшина have no debts, Абаев alone nothing below 4; 46 points, 11 grades.
    assert (group.present, group.succeeding, group.good, group.excellent) == (4, 2, 1, 0)
    assert (group.success, group.quality, group.average) == (
        Decimal("50.0"),
        Decimal("25.0"),
        Decimal("4.18"),
    )


def test_absences_in_hours_and_those_without_reason() -> None:
    absent = [(row.absences.total, row.absences.unexcused) for row in first().students]
    # уп 2; нп on a day of practice 6 (being late is no absence); none; «н» tells no reason; нп 2 and б 6
    assert absent == [(2, 0), (6, 6), (0, 0), (2, None), (8, 2)]


def test_without_hours_absences_are_counted_in_lessons() -> None:
    sections = tuple(
        replace(one, lessons=tuple(replace(lesson, hours=None) for lesson in one.lessons))
        for one in first_term()
    )
    statement = grade_statement(journal(sections=sections), OWNER, term=1)
    assert statement.unit is AbsenceUnit.LESSONS
    assert [row.absences.total for row in statement.students] == [1, 1, 0, 1, 2]
    assert any("в занятиях" in line for line in statement.missing)
    assert entry(statement, "Математика").given_hours is None


def test_a_missing_result_stops_the_shares_and_is_told() -> None:
    second = grade_statement(journal(), OWNER, term=2)
    work = entry(second, "Экономика", Assessment.COURSE_WORK)
    tally = tally_entry(second, work)
    assert (tally.missing, tally.success, tally.quality, tally.average) == (1, None, None, None)
    assert tally_group(second).succeeding is None
    assert "Нет итоговой оценки (число студентов): ОП.08 Экономика организации (курсовая работа) — 1." in (
        second.missing
    )
    # The exam of the same subject is whole: 4 4 5; Петрова is on leave and not waited for.
    exam = tally_entry(second, entry(second, "Экономика", Assessment.EXAM))
    assert (exam.due, exam.success, exam.average) == (3, Decimal("100.0"), Decimal("4.33"))


def test_several_marks_in_a_cell_are_told() -> None:
    assert "В клетке несколько отметок, посчитана последняя: ЕН.01 Математика — 1." in first().missing


def test_what_else_is_lacking_is_told() -> None:
    sections = (
        *first_term()[1:],
        section("ОП.01 Без никого", 1, None, {"09-05": 2}, columns=("Э",), results={(1, "Э"): "?!"}),
    )
    spoiled = journal(sections=sections, carries=frozenset(Feature) - {Feature.ENROLMENT})
    missing = "\n".join(grade_statement(spoiled, OWNER, term=1).missing)
    for text in (
        "Предметы учебного плана, которых нет в журнале: ЕН.01 Математика.",
        "Нет итоговой оценки (число студентов): ОП.01 Без никого — 3.",
        "Отметки, значение которых неизвестно: ОП.01 Без никого — 1.",
        "Не указан преподаватель: ОП.01 Без никого.",
        "не содержит дат зачисления",
    ):
        assert text in missing
    assert "Предметы учебного плана" not in "\n".join(first().missing)


def test_a_student_no_list_of_the_subject_has_is_told() -> None:
    sections = (replace(first_term()[0], students=first_term()[0].students[:4]), *first_term()[1:])
    missing = "\n".join(grade_statement(journal(sections=sections), OWNER, term=1).missing)
    assert "Студентов группы нет в списке предмета" not in missing  # Яшина has marks all the same
    marks = {key: value for key, value in sections[0].period_marks.items() if key[0] != "s5"}
    sections = (replace(sections[0], period_marks=marks), *sections[1:])
    missing = "\n".join(grade_statement(journal(sections=sections), OWNER, term=1).missing)
    assert "Студентов группы нет в списке предмета: ЕН.01 Математика — 1." in missing


def test_moving_to_another_subgroup_is_not_leaving() -> None:
    first_half, second_half = first_term()[1:3]
    moved = replace(first_half.students[0], left=dt.date(2025, 10, 1))
    pages = (
        replace(first_half, students=(moved, *first_half.students[1:])),
        replace(second_half, students=(*second_half.students, replace(moved, left=None))),
    )
    statement = grade_statement(journal(sections=pages), OWNER, term=1)
    assert statement.students[0].student.left is None


def test_an_empty_journal_says_so() -> None:
    statement = grade_statement(journal(sections=(), plan=()), OWNER, term=1)
    assert statement.missing[:2] == (
        "В журнале нет ни одного студента.",
        "В журнале нет ни одного предмета с результатами.",
    )
    assert tally_group(statement).average is None
