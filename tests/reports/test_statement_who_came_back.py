"""A student who left and came back, from the module's answers to the statement: one row, nothing blank."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import raw_answers as raw
from small_journal import OWNER

from archiver.journal.marks import cell_text
from archiver.journal.model import Stay
from archiver.reports.statement.extract import grade_statement
from archiver.reports.statement.page import StatementPaper, statement_report
from archiver.reports.statement.values import Absences, GradeStatement

ABAEV = raw.student(1, "Абаев Иван Петрович")
OLD = raw.student(2, "Ёлкин Пётр Ильич", end="2025-10-15")
NEW = raw.student(9, "Ёлкин Пётр Ильич", id=777, start="2026-02-02")


def statement(folder: Path, first: dict[int, str], second: dict[int, str]) -> GradeStatement:
    """The year of one subject: the results of each term by the student's id."""
    terms = {
        1: [
            raw.subject(
                "Физика",
                [ABAEV, OLD],
                [raw.lesson(1, "2025-09-02", absent={502: "IsAbsentByNotValidReason"})],
                hours=2,
                results=first,
            )
        ],
        2: [
            raw.subject(
                "Физика",
                [ABAEV, OLD, NEW],
                [raw.lesson(1, "2026-03-03", absent={777: "SickLeave"})],
                hours=2,
                results=second,
            )
        ],
    }
    return grade_statement(raw.read(folder, raw.answers(terms, [ABAEV, OLD, NEW])), OWNER)


def test_the_year_has_one_row_with_both_stays_and_every_mark(tmp_path: Path) -> None:
    made = statement(tmp_path, {501: "Five"}, {501: "Four", 777: "Three"})
    assert [row.student.surname for row in made.students] == ["Абаев", "Ёлкин"]
    row = made.students[1]
    assert row.student.stays == (Stay(None, dt.date(2025, 10, 15)), Stay(dt.date(2026, 2, 2), None))
    # On 28.12.2025 he was not in the group: nothing is due; in the second term the new number has «3».
    assert [cell_text(row.marks.get(entry.id, ())) for entry in made.entries] == ["", "3"]
    assert [made.expects(row, entry) for entry in made.entries] == [False, True]
    # 2 hours without reason as the old number, 2 hours sick as the new one
    assert row.absences == Absences(4, 2)
    assert made.missing == ()
    remarks = statement_report(made, StatementPaper()).remarks
    assert any(line.endswith("в группе по 15.10.2025, с 02.02.2026.") for line in remarks)


def test_of_two_entries_that_differ_the_later_is_the_result_and_the_page_says_so(tmp_path: Path) -> None:
    made = statement(tmp_path, {501: "Five"}, {501: "Four", 502: "Two", 777: "Three"})
    assert cell_text(made.students[1].marks[made.entries[1].id]) == "3"
    told = [line for line in made.missing if "две записи" in line]
    assert [line.split(": ")[-1] for line in told] == ["Физика, 2 семестр — 1."]


def test_a_sheet_of_results_with_numbers_of_its_own_gives_the_mark_to_who_is_there(tmp_path: Path) -> None:
    lists = [ABAEV, OLD, NEW]
    terms = {
        2: [
            raw.subject("Физика", lists, [raw.lesson(1, "2026-03-03")], results={9001: "Five", 9009: "Three"})
        ]
    }
    people = [{**ABAEV, "id": 9001}, {**NEW, "id": 9009}]
    made = grade_statement(raw.read(tmp_path, raw.answers(terms, people)), OWNER, term=2)
    assert [cell_text(row.marks["01"]) for row in made.students] == ["5", "3"]


def test_two_entries_that_overlap_stay_two_rows_and_the_page_says_so(tmp_path: Path) -> None:
    twin = raw.student(9, "Ёлкин Пётр Ильич", id=777)
    lists = [ABAEV, raw.student(2, "Ёлкин Пётр Ильич"), twin]
    terms = {
        1: [raw.subject("Физика", lists, [raw.lesson(1, "2025-09-02")], results={501: "Five", 777: "Three"})]
    }
    made = grade_statement(raw.read(tmp_path, raw.answers(terms, lists)), OWNER, term=1)
    assert [row.student.surname for row in made.students] == ["Абаев", "Ёлкин", "Ёлкин"]
    assert "Две записи с одним именем в списке, один ли это студент, неизвестно: № 2 и 3." in made.missing


def test_a_module_exam_that_knows_no_dates_does_not_undo_the_stays(tmp_path: Path) -> None:
    lists = [ABAEV, OLD, NEW]
    terms = {
        2: [raw.subject("Физика", lists, [raw.lesson(1, "2026-03-03")], results={501: "Five", 777: "Three"})]
    }
    exam = {"name": "ПМ.01 Модуль", "teacher": "Орлова О.О.", "exam": "ProfessionalModule"}
    modules = {2: [{**exam, "results": {501: "Four", 777: "Five"}}]}
    made = grade_statement(raw.read(tmp_path, raw.answers(terms, lists, modules)), OWNER, term=2)
    assert made.students[1].student.stays == (
        Stay(None, dt.date(2025, 10, 15)),
        Stay(dt.date(2026, 2, 2), None),
    )
    assert [cell_text(row.marks["02"]) for row in made.students] == ["4", "5"]
