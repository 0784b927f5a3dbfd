import datetime as dt
from dataclasses import replace

import pytest
from spoiled import codes, only

from archiver.journal.checks import check
from archiver.journal.findings import Severity
from archiver.journal.marks import mark, marks_of_cell, owed_mark
from archiver.journal.model import Feature, Journal, Leave, Section, Student
from factories import (
    TERMS,
    column,
    make_journal,
    make_lessons,
    make_marks,
    make_section,
    make_student,
    make_students,
)

LESSONS = make_lessons()
# The middle one of the 119 days of the term.
HALF = TERMS[0].start + (TERMS[0].end - TERMS[0].start) / 2


def marked(*texts: str, name: str = "Физика", student: Student | None = None) -> Section:
    """A section of four students with grades and a fifth one with just `texts` at its first lessons."""
    good = make_students(4)
    last = student or make_student(5)
    own = {(last.id, lesson.id): (mark(text),) for lesson, text in zip(LESSONS, texts, strict=False)}
    return make_section(name, students=(*good, last), marks=make_marks(good, LESSONS) | own)


def one(section: Section, **overrides: object) -> Journal:
    return make_journal(sections=(section,), **overrides)


def test_fewer_than_three_grades() -> None:
    found = only(one(marked("4", "5")), "grades.few")
    assert found.severity is Severity.WARNING
    assert "№ 5" in found.message
    assert codes(one(marked("4", "5", "3"))) == []


def test_absences_are_no_grades_and_credits_are() -> None:
    only(one(marked("4", "н", "н/а", "5")), "grades.few")
    assert codes(one(marked("зач", "зач", "незач"))) == []


def test_several_grades_of_one_cell_count() -> None:
    student = make_student(5)
    section = marked()
    cells = {**section.marks, (student.id, "l1"): (mark("4"), mark("5"), mark("3"))}
    assert codes(one(replace(section, marks=cells))) == []


def test_how_many_grades_is_a_setting() -> None:
    journal = one(marked("4", "5"))
    assert check(journal, min_grades=2) == ()
    assert [found.code for found in check(journal, min_grades=5)] == ["grades.few"]


@pytest.mark.parametrize("name", ["УП.01 Учебная практика", "ПП.01 Практика", "ПМ.01 Модуль", "ГИА"])
def test_practices_and_modules_are_not_graded_by_lesson(name: str) -> None:
    assert codes(one(marked(name=name))) == []


def test_the_exempt_need_no_grades() -> None:
    assert codes(one(marked("осв"))) == []


@pytest.mark.parametrize(
    ("dates", "counted"),
    [
        ({"left": TERMS[0].start + dt.timedelta(days=40)}, False),
        ({"left": HALF}, True),
        ({"left": HALF - dt.timedelta(1)}, False),
        ({"left": TERMS[0].end - dt.timedelta(days=40)}, True),
        ({"enrolled": TERMS[0].start + dt.timedelta(days=80)}, False),
        ({"enrolled": TERMS[0].start + dt.timedelta(days=20)}, True),
        ({"leaves": (Leave(TERMS[0].start + dt.timedelta(days=30)),)}, False),
        ({"leaves": (Leave(TERMS[0].start, TERMS[0].start + dt.timedelta(days=20)),)}, True),
    ],
)
def test_who_was_there_less_than_half_of_the_term_is_not_counted(
    dates: dict[str, object], counted: bool
) -> None:
    journal = one(marked(student=make_student(5, **dates)))
    assert ("grades.few" in codes(journal)) is counted


def test_no_final_grade() -> None:
    section = make_section()
    cells = {cell: marks for cell, marks in section.period_marks.items() if cell[0] != "s2"}
    found = only(one(replace(section, period_marks=cells)), "grade.final-missing")
    assert found.severity is Severity.WARNING
    assert "№ 2" in found.message


def test_marks_to_look_at_are_told_with_the_student_and_the_day_or_the_column() -> None:
    section = marked("5-", "4", "x", "4", "5")
    cells = {**section.marks, ("s2", "l3"): (mark("x"),)}
    results = {**section.period_marks, ("s1", "final"): (mark("?"),)}
    found = one(replace(section, marks=cells, period_marks=results))
    days = [f"{lesson.date:%d.%m.%Y}" for lesson in LESSONS]
    title = next(item.title for item in section.period_columns if item.id == "final")
    assert f"(№ 1, «{title}»; № 2, {days[2]}; № 5, {days[2]})." in only(found, "mark.unknown").message
    assert f"«5-» (№ 5, {days[0]})." in only(found, "mark.signed").message


def test_of_many_such_cells_the_first_are_told_and_how_many_more() -> None:
    students = make_students(5)
    cells = {(student.id, lesson.id): (mark("x"),) for student in students for lesson in LESSONS[:2]}
    said = only(one(replace(make_section(students=students), marks=cells)), "mark.unknown").message
    assert said.count("№") == 5
    assert "10" in said and "№ 3" in said and "№ 4" not in said


@pytest.mark.parametrize("title", ["Ср. балл", "Пропуски", "Рубежный контроль", "КП", "Год"])
def test_a_column_that_is_no_result_of_the_term_does_not_stand_for_it(title: str) -> None:
    section = replace(make_section(), period_columns=(column(title, "final"),))
    assert "grade.final-missing" in codes(one(section))


def test_not_assessed_is_a_result_too() -> None:
    section = make_section()
    cells = {**section.period_marks, ("s2", "final"): (mark("н/а"),)}
    assert codes(one(replace(section, period_marks=cells))) == []


@pytest.mark.parametrize(
    "gone",
    [
        make_student(5, left=TERMS[0].end - dt.timedelta(1)),
        make_student(5, leaves=(Leave(TERMS[0].end - dt.timedelta(1)),)),
    ],
)
def test_who_is_not_there_at_the_end_needs_no_final_grade(gone: Student) -> None:
    section = replace(
        make_section(students=(*make_students(4), gone)),
        period_marks={(student.id, "final"): (mark("4"),) for student in make_students(4)},
    )
    assert "grade.final-missing" not in codes(one(section))
    back = replace(gone, left=TERMS[0].end, leaves=())
    assert "grade.final-missing" in codes(one(replace(section, students=(*make_students(4), back))))


def test_unknown_marks_are_shown_letter_for_letter_and_cut_when_long() -> None:
    section = marked("6+", "3", "x\n" + "й" * 60, "4", "5")
    found = only(one(section), "mark.unknown")
    assert found.severity is Severity.WARNING
    assert "«6+»" in found.message and "\n" not in found.message and "й" * 30 not in found.message


def test_unknown_marks_of_period_columns() -> None:
    section = make_section()
    cells = {**section.period_marks, ("s2", "final"): (mark("?"),)}
    assert codes(one(replace(section, period_marks=cells))) == ["mark.unknown"]


@pytest.mark.parametrize("title", ["Ср. балл", "Пропуски", "Рубежный контроль"])
def test_figures_of_columns_that_are_no_grades_are_no_unknown_marks(title: str) -> None:
    section = make_section()
    columns = (*section.period_columns, column(title, "other"))
    cells = {**section.period_marks, ("s2", "other"): (mark("4,25"),)}
    found = codes(one(replace(section, period_columns=columns, period_marks=cells)))
    assert not [code for code in found if code.startswith("mark.")]


def test_grades_with_a_sign_are_told_apart_from_unknown_marks_and_are_no_grades() -> None:
    found = one(marked("5-", "4 +", "4", "5"))
    assert "mark.unknown" not in codes(found)
    assert "«4 +», «5-»" in only(found, "mark.signed").message
    assert "grades.few" in codes(found)  # of the three wanted there are two


def test_a_comma_between_two_figures_is_told_once_and_counts_two_grades() -> None:
    section = marked("4", "4", "4", "4")
    cells = dict.fromkeys(list(section.marks)[:2], marks_of_cell("4,5"))
    cells |= dict.fromkeys(list(section.marks)[2:4], marks_of_cell("4/5"))
    found = only(one(replace(section, marks={**section.marks, **cells})), "mark.decimal")
    assert "«4,5»" in found.message and "2" in found.message and "4/5" not in found.message


def test_marks_that_are_owed() -> None:
    section = marked("4", "4", "4", "4")
    key = next(key for key in section.marks if key[0] == "s5")
    found = only(one(replace(section, marks={**section.marks, key: (owed_mark(),)})), "mark.owed")
    assert found.severity is Severity.WARNING and "№ 5" in found.message


def test_marks_outside_enrolment() -> None:
    left = make_student(5, left=LESSONS[2].date)
    assert "mark.outside-enrolment" not in codes(one(marked("4", "5", "3", student=left)))
    found = only(one(marked("4", "5", "3", "н", student=left)), "mark.outside-enrolment")
    assert f"{LESSONS[3].date:%d.%m.%Y}" in found.message and "№ 5" in found.message
    untold = one(marked("4", "5", "3", "н", student=left), carries=frozenset(Feature) - {Feature.ENROLMENT})
    assert "mark.outside-enrolment" in codes(untold)  # the settings know the day then


def test_on_leave_an_absence_is_natural_and_a_grade_is_not() -> None:
    away = make_student(5, leaves=(Leave(LESSONS[3].date, LESSONS[4].date),))
    assert codes(one(marked("4", "5", "3", "н", student=away))) == ["student.leave"]
    only(one(marked("4", "5", "3", "4", student=away)), "mark.outside-enrolment")


@pytest.mark.parametrize("cell", [("nobody", "l1"), ("s1", "l99"), ("s1", "final")])
def test_a_mark_that_would_be_lost_on_paper_blocks(cell: tuple[str, str]) -> None:
    section = make_section()
    found = only(one(replace(section, marks={**section.marks, cell: (mark("5"),)})), "mark.no-place")
    assert found.severity is Severity.BLOCKING


def test_a_grade_of_the_term_that_would_be_lost_blocks() -> None:
    section = make_section()
    only(one(replace(section, period_columns=())), "mark.no-place")
