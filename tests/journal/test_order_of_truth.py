"""Which mark is a student's result: every rule with the result told by hand."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from archiver.journal.checks import check
from archiver.journal.marks import cell_text, marks_of_cell
from archiver.journal.model import Section, Term, TermKind
from archiver.journal.order_of_truth import Of, Result, Sought, blank_examinations, result_of, sought_results
from archiver.journal.outcomes import Outcome, agree, decisive
from factories import TERMS, column, make_journal, make_section, make_students

YEAR = Term(1, "1 курс", dt.date(2025, 9, 1), dt.date(2026, 6, 30), TermKind.COURSE)


def page_of(columns: dict[str, str], term: int = 1, subgroup: str | None = None) -> Section:
    students = make_students(3)
    marks = {
        (student.id, title): marks_of_cell(text, result=True)
        for title, texts in columns.items()
        for student, text in zip(students, texts.split("|"), strict=True)
        if text
    }
    return make_section(
        term=term,
        subgroup=subgroup,
        students=students,
        period_columns=tuple(map(column, columns)),
        period_marks=marks,
    )


def sought(of: Of, *sections: Section, term: int | None = 1, terms: tuple[Term, ...] = TERMS) -> Sought:
    (found,) = (one for one in sought_results(sections, terms) if (one.of, one.term) == (of, term))
    return found


def results(found: Sought) -> list[tuple[str, str | None]]:
    """Text and source column of the three students."""
    told = [result_of(found, student.id) for student in make_students(3)]
    return [(cell_text(one.marks), one.column and one.column.title) for one in told]


def of_first(*sections: Section) -> Result:
    return result_of(sought(Of.TERM, *sections), "s1")


@pytest.mark.parametrize(
    ("columns", "wanted"),
    [
        # «Итог» is truer than the exam, the exam than the term; who has no «Итог» has the exam's grade
        ({"1 сем.": "5|4|3", "Экз.": "2|3|4", "Итог": "3|4|"}, ["3 Итог", "4 Итог", "4 Экз."]),
        ({"Итоговая": "3|4|5", "Экзамен": "2|3|4"}, ["3 Итоговая", "4 Итоговая", "5 Итоговая"]),
        # an exam beside the grade of the term: 2, did not come, 5; the order of columns means nothing
        ({"1 сем.": "5|4|3", "Экз.": "2|н/я|5"}, ["2 Экз.", "н/я Экз.", "5 Экз."]),
        ({"Экз.": "2|н/я|5", "1 сем.": "5|4|3"}, ["2 Экз.", "н/я Экз.", "5 Экз."]),
        # the grade of the term never stands for an exam or a test, neither of one student nor of all
        ({"1 сем.": "5|4|3", "Экз.": "|3|"}, [" None", "3 Экз.", " None"]),
        ({"1 сем.": "5|4|3", "Дифф. зачёт": "||"}, [" None"] * 3),
        ({"1 сем.": "5|4|3", "З": "зач|зач|"}, ["зач З", "зач З", " None"]),
        # the exam before the differentiated test, that before the plain one
        ({"Зач.": "зач|зач|зач", "ДЗ": "4|4|", "Экз.": "5||"}, ["5 Экз.", "4 ДЗ", "зач Зач."]),
        # no average, no count, no title that nobody knows is a grade
        ({"Ср. балл": "4|4|4", "1 сем.": "5||"}, ["5 1 сем.", " None", " None"]),
        ({"Пропуски": "4|5|2", "Рубежный контроль": "5|5|5"}, [" None"] * 3),
        # nor is a course work the grade of its subject
        ({"КП": "5|5|5", "1 сем.": "3|3|"}, ["3 1 сем.", "3 1 сем.", " None"]),
        ({"Год": "5|5|5", "1 сем.": "3|4|"}, ["3 1 сем.", "4 1 сем.", " None"]),
        ({"Год": "5|5|5"}, [" None"] * 3),
        # an unknown mark is what the teacher gave: it does not let the next column through
        ({"1 сем.": "5|5|5", "Экз.": "4,5|?|4"}, ["4,5 Экз.", "? Экз.", "4 Экз."]),
    ],
)
def test_the_order_of_truth(columns: dict[str, str], wanted: list[str]) -> None:
    found = results(sought(Of.TERM, page_of(columns)))
    assert [f"{text} {title}" for text, title in found] == wanted


@pytest.mark.parametrize(
    ("columns", "term", "year", "final"),
    [
        # «Год» and «Итог» beside it are of the year, never the second term's
        ({"2 сем.": "3|3|", "Год": "4|4|4", "Итог": "5|5|5"}, ["3", "3", ""], "4", "5"),
        ({"2 сем.": "3|3|3", "Экз.": "2|2|", "Год": "4|4|4", "Итог": "5|5|5"}, ["2", "2", ""], "4", "5"),
        ({"Год": "4|4|4", "Итог": "5|5|5"}, ["", "", ""], "4", "5"),
        # beside the plain grade of the last term there is nothing in the term that «Итог» could sum up
        ({"2 сем.": "3|3|", "Итог": "5|5|5"}, ["3", "3", ""], None, "5"),
        # beside its exam there is; and a title that names the term is the term's
        ({"2 сем.": "3|3|3", "Экз.": "4|4|4", "Итог": "5|5|5"}, ["5", "5", "5"], None, None),
        ({"2 сем.": "3|3|3", "Итог за 2 сем.": "5|5|5"}, ["5", "5", "5"], None, None),
        ({"Итог": "5|4|3"}, ["5", "4", "3"], None, None),
    ],
)
def test_results_of_the_year_are_none_of_the_last_term(
    columns: dict[str, str], term: list[str], year: str | None, final: str | None
) -> None:
    section = page_of(columns, 2)
    assert [text for text, _title in results(sought(Of.TERM, section, term=2))] == term
    found = {one.of: one for one in sought_results([section], TERMS) if one.term is None}
    told = {of: [text for text, _title in results(one)] for of, one in found.items()}
    assert told == {of: [text] * 3 for of, text in ((Of.YEAR, year), (Of.FINAL, final)) if text}


def test_where_the_term_is_the_whole_year_its_grade_is_the_years() -> None:
    section = page_of({"Год": "5|4|3"})
    assert [one.of for one in sought_results([section], (YEAR,))] == [Of.TERM]
    assert results(sought(Of.TERM, section, terms=(YEAR,)))[0] == ("5", "Год")


@pytest.mark.parametrize(
    ("first", "second"), [("1 сем.", "2 сем."), ("3 сем.", "4 сем."), ("I сем.", "II сем.")]
)
def test_a_column_of_another_term_is_that_terms(first: str, second: str) -> None:
    sections = page_of({}, 1), page_of({first: "5|5|5", second: "3|4|3"}, 2)
    assert results(sought(Of.TERM, *sections, term=1)) == [("5", first)] * 3
    assert [text for text, _title in results(sought(Of.TERM, *sections, term=2))] == ["3", "4", "3"]


def test_a_course_work_is_a_result_of_its_own() -> None:
    section = page_of({"КП": "5||4", "Экз.": "3|3|3"})
    assert results(sought(Of.COURSE_WORK, section)) == [("5", "КП"), ("", None), ("4", "КП")]


def test_columns_that_say_something_else_are_named() -> None:
    first = of_first(page_of({"1 сем.": "5|4|3", "Экз.": "2|3|4", "Итог": "3||"}))
    assert [one.title for one in first.differing] == ["Экз.", "1 сем."]
    assert not first.contradicted
    agreeing = of_first(page_of({"1 сем.": "4||", "Зач.": "зач||"}))
    assert agreeing.differing == ()  # «зач» and «4» are both a pass


def test_columns_that_are_blank_beside_others_are_named() -> None:
    section = page_of({"1 сем.": "5|4|3", "Экз.": "4|3|", "Итог": "|3|"})
    told = [result_of(sought(Of.TERM, section), one.id) for one in make_students(3)]
    assert [[column.title for column in one.empty] for one in told] == [["Итог"], [], ["Итог", "Экз."]]


def test_two_equal_columns_or_pages_that_differ_leave_no_result() -> None:
    (one,) = (of_first(replace(page_of({"Экз.": "5||"}), period_columns=twice, period_marks=differing)),)
    assert one.contradicted and cell_text(one.marks) == "5 / 2"
    pages = page_of({"Экз.": "5|4|3"}, 1, "1"), page_of({"Экз.": "4|4|"}, 1, "2")
    found = sought(Of.TERM, *pages)
    told = [result_of(found, student.id) for student in make_students(3)]
    assert [(one.contradicted, cell_text(one.marks)) for one in told] == [
        (True, "5 / 4"),
        (False, "4"),
        (False, "3"),
    ]


twice = (column("Экз.", "a"), column("Экзамен", "b"))
differing = {("s1", "a"): marks_of_cell("5"), ("s1", "b"): marks_of_cell("2")}


def test_an_exam_that_nobody_has_a_grade_of() -> None:
    def blank(columns: dict[str, str]) -> list[str]:
        found = blank_examinations(sought(Of.TERM, page_of(columns)))
        return [column.title for _page, column in found]

    assert blank({"1 сем.": "5|4|3", "Экз.": "||"}) == ["Экз."]
    assert blank({"Экз.": "||", "Итог": "5||"}) == ["Экз."]
    assert blank({"1 сем.": "5|4|3", "Экз.": "|2|"}) == []
    assert blank({"1 сем.": "||", "Экз.": "||"}) == []  # nothing at all is told student by student


@pytest.mark.parametrize(
    ("text", "outcome", "grade"),
    [
        ("5", Outcome.GRADE, 5),
        ("неуд", Outcome.GRADE, 2),
        ("5 (отлично)", Outcome.GRADE, 5),
        ("зачтено", Outcome.PASSED, None),
        ("н/зач", Outcome.FAILED, None),
        ("н/я", Outcome.NOT_ASSESSED, None),
        ("н/а, 3", Outcome.GRADE, 3),
        ("осв", Outcome.EXEMPT, None),
        ("осв, 4", Outcome.GRADE, 4),
        ("4,5", Outcome.UNCLEAR, None),
        ("5-", Outcome.UNCLEAR, None),
        ("н", Outcome.UNCLEAR, None),
        ("б/о", Outcome.UNCLEAR, None),
        ("", Outcome.NONE, None),
    ],
)
def test_what_a_result_comes_to(text: str, outcome: Outcome, grade: int | None) -> None:
    assert decisive(marks_of_cell(text, result=True)) == (outcome, grade)


@pytest.mark.parametrize(
    ("one", "other", "both"),
    [
        ("5", "5", True),
        ("5", "отл", True),
        ("5", "4", False),
        ("зач", "3", True),
        ("зач", "2", False),
        ("незач", "2", True),
        ("н/я", "3", False),
        ("осв", "5", False),
        ("?", "5", True),
    ],
)
def test_what_may_both_be_true(one: str, other: str, both: bool) -> None:
    for pair in ((one, other), (other, one)):
        assert agree(*(marks_of_cell(text, result=True) for text in pair)) is both


def codes(*sections: Section) -> list[str]:
    """The findings about results of a journal with these pages."""
    found = check(make_journal(sections=sections))
    return [one.code for one in found if one.code.startswith(("results.", "column.", "grade."))]


@pytest.mark.parametrize(
    ("columns", "wanted"),
    [
        ({"1 сем.": "5|4|3"}, []),
        ({"1 сем.": "5|4|3", "Экз.": "5|4|3"}, []),
        ({"1 сем.": "5|4|3", "Экз.": "5|4|2"}, ["results.differ"]),
        ({"1 сем.": "5|4|3", "Экз.": "||"}, ["results.empty"]),
        ({"1 сем.": "5|4|3", "Экз.": "5|4|"}, ["grade.final-missing"]),
        ({"1 сем.": "5|4|3", "Рубежный контроль": "5|5|5"}, ["column.unknown"]),
        ({"Ср. балл": "4,25|4|5", "Пропуски": "12|3|"}, ["grade.final-missing"]),
        ({"Экз.": "5|4|3", "Экзамен": "5|5|3"}, ["results.contradict"]),
    ],
)
def test_findings_about_results(columns: dict[str, str], wanted: list[str]) -> None:
    assert codes(page_of(columns)) == wanted


def test_an_unknown_title_is_named_once_with_its_pages() -> None:
    pages = [replace(page_of({"Пересдача": "||"}), subject=one) for one in subjects]
    found = [one for one in check(make_journal(sections=tuple(pages))) if one.code == "column.unknown"]
    assert len(found) == 1 and "«Пересдача»" in found[0].message and "3" in found[0].message


subjects = [make_section(name=name).subject for name in ("Физика", "Химия", "История")]
