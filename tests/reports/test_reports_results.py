"""Papers of hand-made journals with several result columns: every figure counted by hand."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

import pytest
from small_journal import OWNER, section

from archiver.journal.marks import cell_text
from archiver.journal.model import Journal, Section
from archiver.reports.certificate.finding import find
from archiver.reports.certificate.page import Office, Particulars, certificate_report
from archiver.reports.certificate.record import study_record
from archiver.reports.document.journals import Source
from archiver.reports.document.report import shown
from archiver.reports.scholarship.rules import Conditions, Rule
from archiver.reports.scholarship.values import Proposal, scholarship_list
from archiver.reports.statement.assessment import Assessment
from archiver.reports.statement.by_subject import subject_reports
from archiver.reports.statement.extract import grade_statement
from archiver.reports.statement.making import StatementsWanted, statements_of
from archiver.reports.statement.page import StatementPaper
from archiver.reports.statement.tally import tally_entry, tally_group, tally_student
from archiver.reports.statement.twin import dump, load
from archiver.reports.statement.values import GradeStatement
from archiver.settings.tables import Settings
from factories import make_journal

ABAEV, YOLKIN, PETROVA = "Абаев Иван Петрович", "Ёлкин Пётр Ильич", "Петрова Анна Сергеевна"
DAYS = {1: {"09-02": 2, "12-02": 2}, 2: {"01-13": 2, "06-02": 2}}


def proposals(found: GradeStatement) -> tuple[Proposal, ...]:
    """What the usual rule proposes."""
    return scholarship_list(found, Conditions((Rule("академическая"),))).proposals


def page(columns: dict[str, str], term: int = 1, name: str = "Физика") -> Section:
    """A page of the students 1, 2 and 4 and their results by «|» under each title."""
    results = {
        (number, title): text
        for title, texts in columns.items()
        for number, text in zip((1, 2, 4), texts.split("|"), strict=True)
        if text
    }
    return section(
        name, term, "Орлов О.О.", DAYS[term], columns=tuple(columns), results=results, students=(1, 2, 4)
    )


def journal(*sections: Section) -> Journal:
    return make_journal(sections=sections, plan=())


def statement(columns: dict[str, str], term: int = 1) -> GradeStatement:
    return grade_statement(journal(page(columns, term)), OWNER, term=term)


def cells(found: GradeStatement, kind: Assessment | None = None) -> list[str]:
    (entry,) = (one for one in found.entries if kind in (None, one.assessment))
    return [cell_text(row.marks.get(entry.id, ())) for row in found.students]


def grades_of(names: Iterable[str], *found: GradeStatement) -> list[tuple[str, str]]:
    """The certificate's grade and form of each student's only subject, read back from the files."""
    told = []
    for name in names:
        read = [load(dump(one), "в.json") for one in found]
        record = study_record(find([one for one in read if isinstance(one, GradeStatement)], name))
        paper = certificate_report(record, Particulars(), Office())
        row, _total = paper.tables[0].rows
        told.append((shown(row.cells[3].value), shown(row.cells[4].value)))
    return told


def test_an_exam_beside_the_grade_of_the_term() -> None:
    found = statement({"1 сем.": "5|4|3", "Экз.": "2|н/я|5"})
    (entry,) = found.entries
    assert (entry.assessment, entry.title) == (Assessment.EXAM, "Экз.")
    assert cells(found) == ["2", "н/я", "5"]
    tally = tally_entry(found, entry)
    # one of three has a pass; the mean of 2 and 5
    assert (tally.success, tally.quality, tally.average) == (
        Decimal("33.3"),
        Decimal("33.3"),
        Decimal("3.50"),
    )
    assert (tally_group(found).succeeding, tally_group(found).average) == (1, Decimal("3.50"))
    assert [one.decision for one in proposals(found)] == [
        "нет",
        "нет",
        "академическая",
    ]
    assert [[str(debt) for debt in one.record.debts] for one in proposals(found)] == [
        ["Физика"],
        ["Физика"],
        [],
    ]
    assert grades_of((ABAEV, YOLKIN, PETROVA), found) == [
        ("2 (неудовлетворительно)", "экзамен, 1 семестр 2025/2026 учебного года"),
        ("неявка", "экзамен, 1 семестр 2025/2026 учебного года"),
        ("5 (отлично)", "экзамен, 1 семестр 2025/2026 учебного года"),
    ]
    (by_subject,) = subject_reports(found, StatementPaper())
    assert [shown(row.cells[2].value) for row in by_subject.tables[0].rows[:3]] == ["2", "н/я", "5"]
    assert (
        "Столбцы журнала расходятся, в ведомость взят названный первым (число студентов): "
        "Физика: «Экз.» и «1 сем.» — 3."
    ) in found.missing


def test_an_exam_that_was_not_held_has_no_grades() -> None:
    found = statement({"1 сем.": "5|4|3", "Экз.": "||"})
    (entry,) = found.entries
    assert (entry.assessment, cells(found)) == (Assessment.EXAM, ["", "", ""])
    assert (tally_entry(found, entry).missing, tally_entry(found, entry).success) == (3, None)
    assert {one.decision for one in proposals(found)} == {"не определено"}
    assert (
        "Нет экзаменационных оценок, столбец пуст (оценка за период его не заменяет): Физика («Экз.»)."
        in found.missing
    )
    test = statement({"1 сем.": "5|4|3", "Зачёт": "||"})
    assert any(line.startswith("Нет оценок за зачёт") and "«Зачёт»" in line for line in test.missing)


def test_the_final_grade_is_truer_than_the_exam_and_the_twin_names_the_column() -> None:
    found = statement({"1 сем.": "5|4|3", "Экз.": "2|3|4", "Итоговая": "3||4"})
    assert cells(found) == ["3", "3", "4"]
    value = json.loads(dump(found))
    assert [(one["assessment"], one["title"]) for one in value["entries"]] == [("exam", "Итоговая")]
    assert [one.get("sources") for one in value["students"]] == [None, {"01": "Экз."}, None]
    read = load(dump(found), "в.json")
    assert isinstance(read, GradeStatement) and read.students[1].sources == {"01": "Экз."}
    assert grades_of((ABAEV, YOLKIN), found) == [
        ("3 (удовлетворительно)", "экзамен, итоговая оценка, 1 семестр 2025/2026 учебного года"),
        ("3 (удовлетворительно)", "экзамен, 1 семестр 2025/2026 учебного года"),
    ]
    assert (
        "Столбец журнала не заполнен, взят другой (число студентов): Физика: «Итоговая», взят «Экз.» — 1."
        in found.missing
    )


@pytest.mark.parametrize("title", ["Ср. балл", "Пропуски", "Количество пропусков по уваж. причине", "Оценка"])
def test_what_is_no_grade_stands_in_no_statement(title: str) -> None:
    found = statement({title: "4|5|2"})
    assert cells(found) == ["", "", ""]
    assert "Нет итоговой оценки (число студентов): Физика — 3." in found.missing
    unknown = "Столбцы с непонятным названием, в ведомость не взяты: «Оценка»."
    assert (unknown in found.missing) is (title == "Оценка")


def test_results_of_the_year_stand_in_the_years_statement_alone() -> None:
    made = journal(
        page({"1 сем.": "4|3|5"}, 1),
        page({"2 сем.": "3|3|4", "Экз.": "2|4|5", "Год": "4|3|5", "Итог": "3|4|5"}, 2),
    )
    second = grade_statement(made, OWNER, term=2)
    assert [(one.assessment, one.title) for one in second.entries] == [(Assessment.EXAM, "Экз.")]
    assert cells(second) == ["2", "4", "5"]
    year = grade_statement(made, OWNER)
    assert [(one.assessment, one.term, one.title) for one in year.entries] == [
        (Assessment.EXAM, 2, "Экз."),
        (Assessment.OTHER, 1, "1 сем."),
        (Assessment.YEAR, None, "Год"),
        (Assessment.FINAL, None, "Итог"),
    ]
    assert cells(year, Assessment.YEAR) == ["4", "3", "5"]
    assert cells(year, Assessment.FINAL) == ["3", "4", "5"]
    # Абаев: 2 4 4 3 in the order of the page
    tally = tally_student(year, year.students[0])
    assert (tally.fours, tally.threes, tally.twos, tally.average) == (2, 1, 1, Decimal("3.25"))
    again = load(dump(year), "в.json")
    assert isinstance(again, GradeStatement) and dump(again) == dump(year)
    assert [one.term for one in again.entries] == [2, 1, None, None]
    form = "итоговая оценка, 2025/2026 учебный год"
    terms = grade_statement(made, OWNER, term=1), second
    assert grades_of((ABAEV, YOLKIN), *terms, year) == [
        ("3 (удовлетворительно)", form),
        ("4 (хорошо)", form),
    ]
    # without the year's statement the exam of the last term is what counts
    assert grades_of((ABAEV,), *terms) == [
        ("2 (неудовлетворительно)", "экзамен, 2 семестр 2025/2026 учебного года")
    ]


def test_a_grade_of_the_year_does_not_stand_for_the_exam_on_a_certificate() -> None:
    made = journal(page({"1 сем.": "5|5|5"}, 1), page({"Экз.": "2|2|2", "Год": "5|5|5"}, 2))
    year = grade_statement(made, OWNER)
    assert grades_of((ABAEV,), year) == [
        ("2 (неудовлетворительно)", "экзамен, 2 семестр 2025/2026 учебного года")
    ]
    plain = journal(page({"1 сем.": "3|3|3"}, 1), page({"2 сем.": "3|3|3", "Год": "4|4|4"}, 2))
    assert grades_of((ABAEV,), grade_statement(plain, OWNER)) == [
        ("4 (хорошо)", "годовая оценка, 2025/2026 учебный год")
    ]


def test_a_year_of_one_term_has_a_statement_when_it_has_results() -> None:
    def periods(columns: dict[str, str]) -> list[str]:
        made = journal(page(columns, 2))
        made = replace(made, terms=made.terms[1:])
        source = Source(made, (), ())
        return [one.period for one in statements_of(source, Settings(), StatementsWanted())]

    assert periods({"2 сем.": "4|4|4", "Год": "5|5|5"}) == ["2 семестр", "год"]
    assert periods({"2 сем.": "4|4|4"}) == ["2 семестр"]


def test_two_pages_that_contradict_each_other_leave_the_result_open() -> None:
    one, other = (
        replace(page({"Экз.": texts}), subgroup=name) for texts, name in (("5|4|", "1"), ("3|4|н/а", "2"))
    )
    found = grade_statement(journal(one, other), OWNER, term=1)
    assert cells(found) == ["5 / 3", "4", "н/а"]
    assert found.students[0].contradicted == {"01"}
    assert tally_entry(found, found.entries[0]).missing == 1
    assert tally_group(found).succeeding is None
    assert any("противоречат друг другу" in line and "Физика — 1" in line for line in found.missing)
    assert "По этим предметам и по группе в целом проценты и средний балл не посчитаны." in found.missing
    # The student's paper leaves a blank: which of them is true the office has to find out.
    ((grade, _form),) = grades_of((ABAEV,), found)
    assert grade == ""


def test_results_in_words_and_fails_with_a_slash() -> None:
    words = statement({"1 сем.": "отлично|неуд.|3 (удовл.)"})
    tally = tally_entry(words, words.entries[0])
    # 5 + 2 + 3 = 10 points of three; two of three pass
    assert (tally.fives, tally.twos, tally.threes) == (1, 1, 1)
    assert (tally.success, tally.average) == (Decimal("66.7"), Decimal("3.33"))
    assert [grade for grade, _form in grades_of((ABAEV, YOLKIN, PETROVA), words)] == [
        "5 (отлично)",
        "2 (неудовлетворительно)",
        "3 (удовлетворительно)",
    ]
    credits = statement({"Зач.": "зач|н/зач|н / з"})
    tally = tally_entry(credits, credits.entries[0])
    assert (tally.passed, tally.failed, tally.success) == (1, 2, Decimal("33.3"))
    assert cells(credits) == ["зач", "н/зач", "н / з"]
    assert [one.decision for one in proposals(credits)] == [
        "академическая",
        "нет",
        "нет",
    ]


@pytest.mark.parametrize("text", ["4,5", "5/4", "5-", "4+", "б/о", "н", "4 5"])
def test_what_is_no_result_is_printed_and_counts_as_none(text: str) -> None:
    found = statement({"1 сем.": f"5|5|{text}"})
    assert cells(found) == ["5", "5", text]
    tally = tally_entry(found, found.entries[0])
    assert (tally.fives, tally.missing, tally.average) == (2, 1, None)
    assert "Отметки, значение которых неизвестно: Физика — 1." in found.missing
