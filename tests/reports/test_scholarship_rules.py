"""Who may be proposed for a scholarship at all: journals made by hand, the right answer told in each test."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Mapping
from dataclasses import replace

import openpyxl
import pytest
from printed_report import Printed
from small_journal import OWNER

from archiver.journal.funding import Funding
from archiver.journal.marks import mark
from archiver.journal.model import AcademicYear, Journal, Leave, Student
from archiver.reports.document.journals import Source
from archiver.reports.document.workbook import workbook
from archiver.reports.scholarship.making import scholarship_papers
from archiver.reports.statement.extract import grade_statement
from archiver.reports.statement.values import GradeStatement
from archiver.settings.tables import Settings
from factories import TERMS, column, make_journal, make_section, make_student

AFTER = dt.date(2026, 7, 1)
Results = Mapping[str, tuple[str, ...]]
"""Marks of each student by subject: «н/а|4» is a cell of two."""


def college(*terms: Results, students: tuple[Student, ...] = (), **group: object) -> Journal:
    """A journal in which each subject ends each term with an exam."""
    people = students or tuple(make_student(number) for number in (1, 2))
    sections = tuple(
        make_section(
            subject,
            number,
            students=people,
            period_columns=(column("Экз."),),
            period_marks={
                (student.id, "Экз."): tuple(map(mark, text.split("|")))
                for student, text in zip(people, texts, strict=True)
                if text
            },
        )
        for number, results in enumerate(terms, 1)
        for subject, texts in results.items()
    )
    made = make_journal(sections=sections)
    return replace(made, group=replace(made.group, **{"funding": Funding.BUDGET, **group}))


def printed(
    given: Journal,
    term: int,
    past: tuple[GradeStatement, ...] = (),
    today: dt.date = AFTER,
    **settings: object,
) -> list[list[str]]:
    """All lines of the paper's workbook, cells that are not empty."""
    source = Source(given, (), ())
    (paper,) = scholarship_papers(source, Settings.model_validate(settings), term, past, today=today)
    book = openpyxl.load_workbook(io.BytesIO(workbook(paper.document)))
    rows = (row for sheet in book for row in sheet.iter_rows(values_only=True))
    return [[str(value) for value in row if value is not None] for row in rows]


def table(given: Journal, term: int, *more: object, **how: object) -> list[tuple[str, str]]:
    """Surname and decision of every row."""
    rows = printed(given, term, *more, **how)  # type: ignore[arg-type]
    return [(row[1].split()[0], row[-1]) for row in rows if row and row[0].isdigit() and len(row) > 2]


def text(given: Journal, term: int, *more: object, **how: object) -> str:
    return "\n".join(" ".join(row) for row in printed(given, term, *more, **how)).replace("\xa0", " ")  # type: ignore[arg-type]


def test_debts_of_every_earlier_term_count() -> None:
    # In the second term both have 5; Абаев still owes physics of the first one.
    given = college({"Физика": ("н/а", "5"), "Химия": ("5", "4")}, {"История": ("5", "5")})
    assert table(given, 2) == [("Абаев", "нет"), ("Ёлкин", "академическая")]
    assert "Абаев И.П.: задолженности: Физика (1 семестр)." in text(given, 2)
    # A debt that is allowed is counted with those before: one is enough, none is too few.
    rules = [{"name": "мягкая", "most_debts": 1}]
    assert table(given, 2, scholarships=rules)[0] == ("Абаев", "мягкая")
    # A 3 of the term before is no debt.
    good = college({"Физика": ("3", "5")}, {"История": ("5", "5")})
    assert table(good, 2) == [("Абаев", "академическая"), ("Ёлкин", "академическая")]


def test_an_earlier_result_that_is_not_given_leaves_the_decision_open() -> None:
    given = college({"Физика": ("", "5")}, {"История": ("5", "5")})
    assert table(given, 2) == [("Абаев", "не определено"), ("Ёлкин", "академическая")]
    assert "Абаев И.П. (Физика (1 семестр))" in text(given, 2)


def test_debts_of_earlier_years_count_too() -> None:
    # A year before, in ИС-11, Ёлкин failed chemistry; the statement of the year was made last and tells it.
    chemistry = college({"Химия": ("4", "2")})
    year_before = replace(
        chemistry,
        year=AcademicYear(2024),
        terms=(replace(TERMS[0], start=dt.date(2024, 9, 1), end=dt.date(2024, 12, 28)),),
        group=replace(chemistry.group, name="ИС-11"),
    )
    past = (grade_statement(year_before, OWNER, term=1),)
    given = college({"Физика": ("5", "5")})
    assert table(given, 1) == [("Абаев", "академическая"), ("Ёлкин", "академическая")]
    assert "Задолженности не проверены, нет ведомостей за учебный год: 2024/25." in text(given, 1)
    assert table(given, 1, past) == [("Абаев", "академическая"), ("Ёлкин", "нет")]
    said = text(given, 1, past)
    assert "Химия (1 семестр 2024/25, ИС-11)" in said and "не проверены" not in said


def test_a_debt_of_namesakes_is_nobodys() -> None:
    twice = (make_student(1), replace(make_student(1), id="s9", number=2))
    past = grade_statement(college({"Химия": ("2", "5")}, students=twice), OWNER, term=1)
    past = replace(
        past,
        year=AcademicYear(2024),
        terms=(replace(TERMS[0], start=dt.date(2024, 9, 1), end=dt.date(2024, 12, 28)),),
    )
    given = college({"Физика": ("5", "5")})
    # Which of the two of that name owed chemistry nobody can tell.
    assert table(given, 1, (past,))[0] == ("Абаев", "академическая")


def test_a_term_of_this_year_without_a_journal_is_told() -> None:
    given = college({}, {"История": ("5", "5")})
    given = replace(given, terms=given.terms[1:], sections=given.sections)
    assert "Задолженности не проверены, нет журнала: 1 семестр." in text(given, 2)


def test_part_time_students_are_never_proposed() -> None:
    given = {"Физика": ("5", "5")}
    for form, wanted in {
        "очная": "академическая",
        "Очная форма": "академическая",
        "очно-заочная": "нет",
        "заочная": "нет",
        "вечерняя": "нет",
    }.items():
        found = table(college(given, education_form=form), 1)
        assert {decision for _name, decision in found} == {wanted}, form


def test_who_pays_is_not_proposed_for_the_states_scholarship() -> None:
    students = (make_student(1, funding=Funding.PAID), make_student(2))
    given = college({"Физика": ("5", "5")}, students=students)
    rows = [row for row in printed(given, 1) if row and row[0] in {"1", "2"}]
    # Абаев pays and has the best grade; Ёлкин is on the budget of the group.
    assert [(row[2], row[-1]) for row in rows] == [("внебюджет", "нет"), ("бюджет", "академическая")]
    assert "Абаев И.П.: учится за плату." in text(given, 1)
    whole = college({"Физика": ("5", "5")}, funding=Funding.PAID)
    assert {decision for _name, decision in table(whole, 1)} == {"нет"}
    # A scholarship that is not the state's may be for them too; nobody else gets it before the state's own.
    rules = [{"name": "академическая"}, {"name": "имени завода", "for_paying": True}]
    assert [one for _name, one in table(given, 1, scholarships=rules)] == ["имени завода", "академическая"]


@pytest.mark.parametrize("cell", ["н/а|4", "н/я|5", "незач|зач"])
def test_a_retake_is_for_the_commission_as_the_settings_say(cell: str) -> None:
    given = college({"Физика": (cell, "5"), "Химия": ("5", "5")})
    if cell == "незач|зач":
        # Two results that differ: which of them counts nobody can tell, so nothing is proposed.
        assert table(given, 1)[0] == ("Абаев", "не определено")
        return
    assert table(given, 1)[0] == ("Абаев", "академическая — решает комиссия (пересдача)")
    said = text(given, 1)
    assert "Абаев И.П.: пересдача: Физика." in said
    assert "академическая — 2 (из них решает комиссия: 1)" in said
    assert table(given, 1, commission={"retakes": "allowed"})[0] == ("Абаев", "академическая")
    assert table(given, 1, commission={"retakes": "refused"})[0] == ("Абаев", "нет")
    assert "пересдача: Физика, стипендия не предлагается" in text(given, 1, commission={"retakes": "refused"})


def test_the_first_year_gets_it_whole_before_its_first_attestation() -> None:
    students = (
        make_student(1),
        make_student(2, funding=Funding.PAID),
        make_student(3, left=dt.date(2025, 10, 1)),
        make_student(4, leaves=(Leave(dt.date(2025, 9, 20)),)),
        make_student(5),
    )
    given = college({"Физика": ("", "", "", "", "2")}, students=students, course=1)
    october, february = dt.date(2025, 10, 15), dt.date(2026, 2, 1)
    rules = [{"name": "повышенная", "lowest_grade": 5}, {"name": "академическая"}]
    # Everybody but who pays, has left or is on leave, whatever stands in the journal by now; the plain kind.
    assert [one for _name, one in table(given, 1, today=october, scholarships=rules)] == [
        "академическая",
        "нет",
        "не в группе",
        "академический отпуск",
        "академическая",
    ]
    assert "до первой промежуточной аттестации" in text(given, 1, today=october)
    # When the term is over its results decide; so they do in other years and other terms.
    assert [one for _name, one in table(given, 1, today=february)][-1] == "нет"
    second_year = college({"Физика": ("", "5")}, course=2)
    assert table(second_year, 1, today=october)[0] == ("Абаев", "не определено")
    other_term = college({"Физика": ("4", "4")}, {"Физика": ("", "5")}, course=1)
    assert table(other_term, 2, today=february)[0] == ("Абаев", "не определено")
    part_time = college({"Физика": ("", "")}, course=1, education_form="заочная")
    assert {one for _name, one in table(part_time, 1, today=october)} == {"нет"}


def test_who_came_after_the_end_of_the_term_has_no_row() -> None:
    end = TERMS[0].end
    students = (
        make_student(1),
        make_student(2, enrolled=end + dt.timedelta(1)),
        make_student(3, enrolled=end),
    )
    given = college({"Физика": ("5", "", "5")}, students=students)
    rows = [row for row in printed(given, 1) if row and row[0] in {"1", "2", "3"}]
    assert [row[:2] for row in rows] == [["1", students[0].full_name], ["2", students[2].full_name]]


def test_the_basis_is_a_setting() -> None:
    given = college({"Физика": ("5", "5")})
    assert "Основание: постановление Правительства Самарской области от 16.12.2013 № 764" in text(given, 1)
    assert "1663" not in text(given, 1)
    order = {"basis": "приказ Минобрнауки России от 27.12.2016 № 1663"}
    assert "Основание: приказ Минобрнауки России от 27.12.2016 № 1663" in text(given, 1, commission=order)


def test_no_word_of_the_program_is_on_the_paper() -> None:
    unknown: dict[str, object] = {"education_form": None, "funding": None, "course": None}
    poor = college({"Физика": ("н/а|4", "")}, {"Химия": ("", "2")}, **unknown)
    for term in (1, 2):
        (paper,) = scholarship_papers(Source(poor, (), ()), Settings(), term, today=AFTER)
        said = (text(poor, term) + Printed(*paper.document.reports).text).casefold()
        for word in ("archiver", "toml", "[[", "]]", "funding", "--", "json"):
            assert word not in said, word
