"""Forms 2 and 3 from end to end: answers of the module, printed reports without hours, words on paper."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner, Result
from hours_of_test import college, group_of, settings
from pypdf import PdfReader
from small_journal import section

from archiver.cli.main import main
from archiver.errors import ArchiverError
from archiver.intake.canonical import write_canonical
from archiver.reports.document.pages import set_document
from archiver.reports.document.workbook import workbook
from archiver.reports.hours.making import forms2, forms3
from archiver.settings.pdf_a import PdfA

BOOK = "services/journal/gradebook"


def call(*words: object) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words])


def answer(teacher: str, days: list[str]) -> dict[str, Any]:
    """The module's page of a subject: lessons of 2 academic hours, one student."""
    return {
        "workingProgram": {"topics": []},
        "lessons": [
            {"id": place, "date": day, "type": "Lecture", "duration": 2, "tasks": [], "markSets": {}}
            for place, day in enumerate(days)
        ],
        "students": [
            {"id": 501, "number": 1, "lastName": "Абаев", "firstName": "Иван", "middleName": "Петрович"}
        ],
        "remarks": [],
        "teacher": teacher,
    }


def entry(number: int, first: str, last: str, subjects: list[tuple[int, int]]) -> dict[str, Any]:
    return {
        "id": 1010 + number,
        "name": str(number),
        "yearNumber": 2,
        "termNumber": number,
        "termType": "Semester",
        "startDate": first,
        "endDate": last,
        "scheduleSubjects": [
            {"id": subject, "name": "ОУП.05 Физика", "plannedHours": hours} for subject, hours in subjects
        ],
    }


def snapshot(folder: Path) -> Path:
    """Physics of ИС-21: in autumn 34 hours of Иванова and 50 of Петров, in spring 20 of Петров alone.

    The module writes Петров with a space between the initials on one of the pages.
    """
    autumn = [f"2025-09-{day:02d}" for day in range(1, 31)]
    spring = [f"2026-02-{day:02d}" for day in range(1, 11)]
    files = {
        "services/people/student-groups/all.json": [
            {
                "id": 101,
                "name": "ИС-21",
                "code": "09.02.07",
                "yearNumber": 2,
                "departmentId": 5,
                "curatorId": 9,
            }
        ],
        "services/people/departments/all.json": [{"id": 5, "name": "ИТ", "managerId": 8}],
        "services/people/employees/all.json": [
            {"id": 8, "lastName": "Чарикова", "firstName": "Юлия", "middleName": "Львовна"}
        ],
        f"{BOOK}/101/entries.json": [
            entry(1, "2025-09-01", "2025-12-28", [(7, 34), (8, 50)]),
            entry(2, "2026-01-12", "2026-06-28", [(9, 20)]),
        ],
        f"{BOOK}/1011/subjects/7.json": answer("Иванова А.Б.", autumn[:17]),
        f"{BOOK}/1011/subjects/8.json": answer("Петров В.Г.", autumn[:25]),
        f"{BOOK}/1012/subjects/9.json": answer("Петров В. Г.", spring),
    }
    for name, value in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(value), encoding="utf-8")
    return folder


def cells(book: bytes | Path) -> list[list[object]]:
    sheet = openpyxl.load_workbook(io.BytesIO(book) if isinstance(book, bytes) else book).active
    return [[cell for cell in row if cell is not None] for row in sheet.iter_rows(values_only=True)]


def test_a_shared_subject_of_the_module_from_end_to_end(tmp_path: Path) -> None:
    exports = snapshot(tmp_path / "снимок")
    # No fee is paid by anybody; Петров has an exam of 6 hours besides his lessons.
    chosen = tmp_path / "archiver.toml"
    chosen.write_text(
        'academic_year = "2025/26"\n[[groups]]\nname = "ИС-21"\nfunding = "budget"\n'
        '[[loads]]\nteacher = "Петров В.Г."\ngroup = "ИС-21"\nsubject = "ОУП.05 Физика"\nexam_hours = 6\n',
        encoding="utf-8",
    )
    out = tmp_path / "часы"
    done = call("hours", exports, "--to", out, "--config", chosen, "--today", "2026-06-30", "--workers", 1)
    assert done.exception is None or isinstance(done.exception, SystemExit), done.output
    assert sorted(path.name for path in (out / "Форма 3").glob("*.xlsx")) == [
        "Форма 3 Иванова А.Б. 2025-26.xlsx",
        "Форма 3 Петров В.Г. 2025-26.xlsx",
    ]
    hers = {row[0]: row[1:] for row in cells(out / "Форма 3/Форма 3 Иванова А.Б. 2025-26.xlsx") if row}
    assert hers["Всего по тарификации"] == [34, 34, 0, 34]
    assert hers["Всего часов дано"] == [34, 34, 0, 34]
    his = {row[0]: row[1:] for row in cells(out / "Форма 3/Форма 3 Петров В.Г. 2025-26.xlsx") if row}
    # 50 in autumn and 20 in spring; 5 % of 70 is 3,5, so 4; 70 − 4 = 66; given 70 and an exam of 6: 76.
    assert his["Всего по тарификации"] == [70, 70, 0, 70]
    assert his["5 % праздничных"] == [4, 4, 0, 4]
    assert his["Количество часов после снятия"] == [66, 66, 0, 66]
    assert his["Всего дано за год"] == [76, 76, 0, 76]
    assert his["Дано часов сверх плана"] == [10, 10, 0, 10]


def test_printed_reports_have_no_hours_and_that_is_said_before_anything_is_written(tmp_path: Path) -> None:
    exports = tmp_path / "выгрузки"
    assert call("sample", exports, "--format", "xlsx", "--groups", 1).exit_code == 0
    out = tmp_path / "часы"
    refused = call("hours", exports, "--to", out, "--month", "2025-10", "--year", "2025/26").exception
    assert isinstance(refused, ArchiverError)
    assert refused.message == "В журналах нет часов занятий; ничего не записано."
    assert "lesson_hours" in refused.problems[0].advice
    assert not out.exists()
    chosen = exports / "archiver.toml"
    chosen.write_text(chosen.read_text("utf-8") + "\n[calendar]\nlesson_hours = 2\n", encoding="utf-8")
    done = call("hours", exports, "--to", out, "--month", "2025-10", "--year", "2025/26", "--workers", 1)
    assert done.exit_code in (0, 3), done.output
    (book,) = (out / "Форма 2").glob("*.xlsx")
    assert not any("?" in str(cell) for row in cells(book)[8:] for cell in row if len(str(cell)) < 5)


OF_THE_PROGRAM = re.compile(
    r"archiver|toml|\[\[|\]\]|\bfunding\b|\bloads?\b|substitutions|lesson_hours|json|настройк|программ[аеуы]\b|выгрузк"
    r"|[a-z]{3,}\.[a-z]{2,}|проверка журнала|исходных данных",
    re.IGNORECASE,
)
"""Words that no office puts on a paper it signs; «программирование» is a subject."""


def doubtful_papers() -> list[Any]:
    """Papers of a college in which everything is lacking that can be."""
    untold = {f"09-{day:02d}": None for day in range(1, 6)}
    first = group_of(
        section("Физика", 1, "Иванова А.Б.", {"09-01": 2, "09-02": None}, planned=84),
        section("Физика", 1, "Петров В.Г.", {"09-01": 2}, planned=84),
        section("Химия", 1, "Петров В. Г., Иванова А.Б.", {"09-03": 2}, planned=20),
        section("История", 1, None, {"09-04": 2}, planned=None),
        section("Биология", 1, "Иванова Анна Борисовна", {"09-05": 2}, planned=None),
        section("Право", 1, "Иванова А.", {"09-05": 2}, planned=None),
    )
    without = group_of(section("Физика", 1, "Иванова А.Б.", untold), name="ИС-22")
    chosen = settings(
        college={"name": "ОНТ"},
        loads=[{"teacher": "Петров В.Г.", "group": "ИС-21", "subject": "Никакой", "tariff": 5}],
        substitutions=[
            {"date": "2025-09-05", "group": "ИС-21", "subject": "Биология", "teacher": "Петров В.Г."},
            {"date": "2025-09-06", "group": "ИС-21", "subject": "Биология", "teacher": "Петров В.Г."},
        ],
    )
    made = college(first, without, chosen=chosen)
    return [*forms2(made, chosen)[0], *forms3(made, chosen)[0]]


def test_no_word_of_the_program_stands_on_a_paper_that_is_signed() -> None:
    papers = doubtful_papers()
    assert {paper.base.split("/")[0] for paper in papers} == {"Форма 2", "Форма 3"}
    assert len(papers) >= 4
    for paper in papers:
        pages = PdfReader(io.BytesIO(set_document(paper.document, PdfA.A2B).pdf)).pages
        printed = " ".join(page.extract_text() for page in pages)
        twin = " ".join(str(cell) for row in cells(workbook(paper.document)) for cell in row)
        for text in (printed, twin):
            assert "Заместитель директора" in text
            assert not OF_THE_PROGRAM.search(" ".join(text.split())), (
                paper.base,
                OF_THE_PROGRAM.search(text),
            )


@pytest.mark.parametrize("word", ["archiver.toml", "[[loads]]", "funding", "настройках программы"])
def test_the_words_are_words_of_the_program(word: str) -> None:
    assert OF_THE_PROGRAM.search(f"не заданы ({word})")
    assert not OF_THE_PROGRAM.search("МДК.01.01 Разработка программных модулей, основы программирования")


def test_a_canonical_journal_with_lessons_stood_in_for(tmp_path: Path) -> None:
    folder = tmp_path / "выгрузки"
    write_canonical(
        group_of(section("Физика", 1, "Иванова А.Б.", {"09-01": 2, "09-02": 2}, planned=4)), folder
    )
    chosen = tmp_path / "archiver.toml"
    chosen.write_text(
        '[[substitutions]]\ndate = 2025-09-02\ngroup = "ИС-21"\n'
        'subject = "физика"\nteacher = "Петров В.Г."\n',
        encoding="utf-8",
    )
    out = tmp_path / "часы"
    call("hours", folder, "--to", out, "--config", chosen, "--month", "2025-09", "--workers", 1)
    book = [row for row in cells(out / "Форма 2/Форма 2 ИС-21 2025-09.xlsx") if row]
    ours = {row[1].replace("\N{NO-BREAK SPACE}", " "): row[2:] for row in book if isinstance(row[0], int)}
    assert ours == {
        "Физика, Иванова А.Б.": [4, 4, 2, 2, 0],  # plan, left, the lesson of the 1st, given, left
        "Физика, Петров В.Г. (замещает: Иванова А.Б.)": [2, 2],
    }
