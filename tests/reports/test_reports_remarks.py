"""Remarks for teachers: a section for each, in words of the journal, of what a teacher can put right."""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from archiver.binding.remarks import Remark, remarks_of
from archiver.binding.review import Review
from archiver.journal.codes import CODES, finding
from archiver.journal.findings import Place
from archiver.journal.model import AcademicYear
from archiver.reports.document.report import Report
from archiver.reports.document.workbook import workbook
from archiver.reports.remarks.making import write_remarks
from archiver.reports.remarks.page import WHAT_TO_DO, remarks_document
from archiver.settings.pdf_a import PdfA
from factories import make_journal, make_section

TODAY = dt.date(2026, 6, 29)


def remark(teacher: str, code: str = "topic.empty", **fields: object) -> Remark:
    values = {
        "group": "ИС-21",
        "year": AcademicYear(2025),
        "subject": "Физика",
        "subgroup": None,
        "term": "2 семестр",
        "said": "3 занятия без темы: 12.01.2026, 19.01.2026, 26.01.2026.",
    }
    return Remark(teacher=teacher, code=code, **{**values, **fields})  # type: ignore[arg-type]


def reports(*remarks: Remark) -> tuple[Report, ...]:
    return remarks_document(remarks, "ГБПОУ «ЗМК»", TODAY).reports


def cells(report: Report) -> list[list[object]]:
    return [[cell.value for cell in row.cells] for row in report.tables[0].rows]


def test_a_section_for_each_teacher_in_alphabetical_order_and_pages_of_nobody_last() -> None:
    found = reports(
        remark(""), remark("Яшин П.С."), remark("Ёлкин А.А."), remark("Яшин П. С.", group="ТО-11")
    )
    assert [report.facts[0].value for report in found] == [
        "Ёлкин А.А.",
        "Яшин П.С.",
        "Преподаватель в журнале не указан",
    ]
    assert [row[1] for row in cells(found[1])] == ["ИС-21", "ТО-11"]  # the initials are spaced either way


def test_a_row_says_what_is_in_the_journal_and_what_to_do() -> None:
    (report,) = reports(remark("Яшин П.С.", subgroup="1"))
    assert cells(report) == [
        [
            1,
            "ИС-21",
            "Физика, подгруппа 1",
            "2 семестр",
            "3 занятия без темы: 12.01.2026, 19.01.2026, 26.01.2026.",
            "Внести темы занятий.",
            "",
        ]
    ]


@pytest.mark.parametrize("code", ["settings.used", "report.struck", "student.no-finals", "file.broken"])
def test_what_a_teacher_cannot_put_right_is_not_on_the_paper(code: str) -> None:
    (report,) = reports(remark("Яшин П.С.", code=code))
    assert report.tables == ()
    assert report.remarks == ("Преподавателям исправлять нечего.",)


def test_no_word_of_the_program_is_on_it() -> None:
    document = remarks_document([remark("Яшин П.С.", code=code) for code in WHAT_TO_DO], "ГБПОУ", TODAY)
    text = repr(document.reports)
    for word in ("archiver", "toml", "выгруз", "--", *WHAT_TO_DO):
        assert word not in text, word
    assert set(WHAT_TO_DO) <= set(CODES)


def test_findings_go_to_the_teacher_of_their_page() -> None:
    first = make_section("Физика", 2, teacher="Яшин  П.С.", subgroup="1")
    second = make_section("Физика", 2, teacher="Ёлкин А.А.", subgroup="2")
    journal = make_journal(sections=(first, second))
    page = "«Физика», подгруппа 2, 2 семестр"
    of_page = finding(
        "topic.empty",
        f"{page}: 1 занятие без темы: 12.01.2026.",
        group="ИС-21",
        place=Place(subject="Физика", subgroup="2", term=2),
    )
    note = finding("results.differ", f"{page}: расходятся.", place=of_page.place)
    of_group = finding("student.no-finals", "№ 2: ни одной.", place=Place(term=2))
    (found,) = remarks_of(Review("ИС-21", journal, (of_page, note, of_group)))
    assert (found.teacher, found.said) == ("Ёлкин А.А.", "1 занятие без темы: 12.01.2026.")
    assert (found.subject, found.subgroup, found.term) == ("Физика", "2", "2 семестр")
    assert list(remarks_of(Review("ИС-21", None, (of_page,)))) == []


def test_a_pdf_and_a_workbook_by_the_ending_of_the_file(tmp_path: Path) -> None:
    given = [remark("Яшин Пётр Сергеевич"), remark("Ёлкин А.А.")]
    pdf, book = tmp_path / "замечания.pdf", tmp_path / "замечания.XLSX"
    assert write_remarks(given, pdf, "ГБПОУ «ЗМК»", TODAY, PdfA.A2B) == 2
    pages = [page.extract_text() for page in PdfReader(pdf).pages]
    assert len(pages) == 2
    assert "Ёлкин" in pages[0] and "Яшин" in pages[1]
    write_remarks(given, book, "ГБПОУ «ЗМК»", TODAY, PdfA.A2B)
    assert load_workbook(io.BytesIO(book.read_bytes())).sheetnames == ["Ёлкин А.А", "Яшин П.С"]


def test_a_workbook_of_nothing_can_be_opened() -> None:
    data = workbook(remarks_document((), "ГБПОУ", TODAY))
    assert load_workbook(io.BytesIO(data)).sheetnames
