"""A student without any final grade of a term is one finding, wherever he is on a list."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from archiver.journal.checks import check
from archiver.journal.findings import Finding
from archiver.journal.marks import mark
from archiver.journal.model import Journal, Leave, Section
from factories import TERMS, make_journal, make_section, make_student, make_students

SUBJECTS = ("Биология", "История", "Физика")


def without(section: Section, *numbers: int) -> Section:
    """The page on which these students have no final grade."""
    gone = {f"s{number}" for number in numbers}
    return replace(
        section,
        period_marks={key: marks for key, marks in section.period_marks.items() if key[0] not in gone},
    )


def told(journal: Journal, *codes: str) -> list[Finding]:
    return [one for one in check(journal) if one.code in (codes or ("student.no-finals",))]


def spring(*sections: Section) -> Journal:
    return make_journal(sections=sections)


def test_one_line_for_all_subjects_with_the_last_mark() -> None:
    """№ 2 has marks at lessons 1, 3 and 5 of the spring (12.01, 26.01, 09.02) and no final grade anywhere."""
    pages = [without(make_section(name, 2), 2) for name in SUBJECTS]
    (found,) = told(spring(*pages), "student.no-finals", "grade.final-missing")
    assert found.message == "№ 2: ни одной итоговой за 2 семестр — выбыл? Отметки по 09.02.2026."
    assert (found.place.term, found.place.subject, found.group) == (2, None, "ИС-21")


def test_few_grades_of_the_same_student_are_not_told_again() -> None:
    pages = [without(make_section(name, 2), 2) for name in SUBJECTS]
    bare = [
        replace(page, marks={key: marks for key, marks in page.marks.items() if key[0] != "s2"})
        for page in pages
    ]
    assert [one.code for one in told(spring(*bare), "student.no-finals", "grades.few")] == [
        "student.no-finals"
    ]
    assert told(spring(*bare))[0].message.endswith("выбыл? Отметок нет.")


def test_one_grade_anywhere_makes_the_others_missing_page_by_page() -> None:
    pages = [without(make_section(SUBJECTS[0], 2), 2), without(make_section(SUBJECTS[1], 2), 2)]
    found = told(spring(*pages, make_section("Физика", 2)), "student.no-finals", "grade.final-missing")
    assert [one.code for one in found] == ["grade.final-missing"] * 2


def test_a_page_on_which_nobody_has_a_grade_says_nothing_of_one_student() -> None:
    empty = without(make_section("Физика", 2), 1, 2, 3, 4, 5)
    one = without(make_section("История", 2), 2)
    assert told(spring(one, empty)) == []  # one subject alone


def test_dates_answer_for_who_left_or_is_on_leave() -> None:
    """Nobody who was not in the group on the term's last day (28.06.2026) is expected to have its grade."""
    left = make_student(2, left=dt.date(2026, 2, 26))
    away = make_student(3, leaves=(Leave(dt.date(2026, 3, 15)),))
    students = (make_student(1), left, away, *make_students()[3:])
    pages = [without(make_section(name, 2, students=students), 2, 3) for name in SUBJECTS]
    assert told(spring(*pages), "student.no-finals", "grade.final-missing", "grades.few") == []


def test_the_number_is_that_of_the_groups_list() -> None:
    """In the subgroup he is № 1; the page without who left numbers anew; the longest whole list says № 4."""
    fourth = make_student(4)
    whole = without(make_section("История", 2), 4)
    half = replace(
        without(make_section("Физика", 2, students=(replace(fourth, number=1), make_student(5))), 4),
        subgroup="2",
    )
    shorter = without(
        make_section("Биология", 2, students=(make_student(1), replace(fourth, number=2), make_student(5))), 4
    )
    (found,) = told(spring(half, shorter, whole))
    assert found.message.startswith("№ 4: ")


def test_other_marks_in_the_column_are_results_too() -> None:
    pages = [without(make_section(name, 2), 2) for name in SUBJECTS[:2]]
    unfinished = without(make_section("Физика", 2), 2)
    cell = {("s2", "final"): (mark("н/а"),)}
    pages.append(replace(unfinished, period_marks={**unfinished.period_marks, **cell}))
    assert told(spring(*pages)) == []
    assert TERMS[1].end == dt.date(2026, 6, 28)
