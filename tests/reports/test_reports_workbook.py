"""Workbooks: judged by readers that are not ours — openpyxl, calamine and LibreOffice."""

from __future__ import annotations

import csv
import io
import shutil
import subprocess
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from hours_of_test import form2
from python_calamine import CalamineWorkbook
from small_journal import OWNER, journal

from archiver.reports.document.report import Column, Document, Report, Sheet, Table, text_row
from archiver.reports.document.workbook import workbook
from archiver.reports.statement.extract import grade_statement
from archiver.reports.statement.page import StatementPaper, statement_report

HOSTILE = ("=1+1", "+7 927", "-cmd|' /C calc'!A0", "@SUM(A1)", "https://example.org", "{=1}", "12", "\ttab")


def statement_book() -> bytes:
    report = statement_report(grade_statement(journal(), OWNER, term=1), StatementPaper())
    return workbook(Document("Ведомость", (report,)))


def hours_book() -> bytes:
    reports = tuple(form2(journal(), month=(2025, month)) for month in (9, 10, 12))
    return workbook(Document("Форма № 2", reports))


def hostile_book() -> bytes:
    table = Table(tuple(Column(text, 30.0) for text in HOSTILE), (text_row(*HOSTILE),))
    return workbook(Document("Проба", (Report(title="=ТЕКСТ", tables=(table,), name="[a]:*?/\\'"),)))


def opened(book: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(book))


def rows(sheet: object) -> list[list[object]]:
    return [[cell for cell in row if cell is not None] for row in sheet.iter_rows(values_only=True)]


def test_figures_are_numbers_and_stand_as_on_the_page() -> None:
    sheet = opened(statement_book()).active
    found = rows(sheet)
    assert [2, "Ёлкин Пётр Ильич", 4, 5, "зач", "н/а", 1, 1, 1, 4.5, 6, 6] in found
    assert ["Средний балл", 3.75, 4.5, "—", 4.33, 4.18] in found
    average = next(cell for row in sheet.iter_rows() for cell in row if cell.value == 4.33)
    assert (average.data_type, average.number_format) == ("n", "0.00")


def test_the_sheet_is_set_up_for_the_printer_like_its_page() -> None:
    sheet = opened(statement_book()).active
    assert (sheet.page_setup.orientation, int(sheet.page_setup.paperSize)) == ("landscape", 9)
    assert round(sheet.page_margins.left * 25.4) == 30
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    turned = [cell.value for row in sheet.iter_rows() for cell in row if cell.alignment.textRotation == 90]
    assert any(str(text).startswith("ЕН.01 Математика") for text in turned)
    assert sheet.print_title_rows


def test_days_off_are_grey_and_a_month_is_a_tab() -> None:
    book = opened(hours_book())
    assert book.sheetnames == ["ИС-21 09.2025", "ИС-21 10.2025", "ИС-21 12.2025"]
    grey = {
        cell.column
        for row in book["ИС-21 12.2025"].iter_rows()
        for cell in row
        if cell.fill.fgColor.rgb == "FFD9D9D9"
    }
    assert grey == {4 + day for day in (7, 14, 21, 28, 31)}


def test_no_text_becomes_a_formula_a_link_or_a_number() -> None:
    sheet = opened(hostile_book()).active
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    assert [cell.hyperlink for cell in cells] == [None] * len(cells)
    values = [cell.value for cell in cells]
    for text in HOSTILE:
        assert values.count(text.replace("\t", " ")) == 2, text
    assert opened(hostile_book()).sheetnames[0].isprintable()


def test_another_reader_sees_the_same() -> None:
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(statement_book())).get_sheet_by_index(0)
    found = [[cell for cell in row if cell != ""] for row in sheet.to_python()]
    assert [4.0, "Петрова Анна Сергеевна", 3.0, 4.0, "незач", 4.0, 2.0, 1.0, 3.67, 2.0] in found


def test_the_same_document_is_the_same_bytes() -> None:
    assert statement_book() == statement_book()


def test_names_of_tabs_are_short_and_differ() -> None:
    long = "МДК.01.02 Поддержка и тестирование программных модулей"
    reports = tuple(Report(title="т", name=f"{long} {number}") for number in range(12))
    names = opened(workbook(Document("т", reports))).sheetnames
    assert len({name.casefold() for name in names}) == 12
    assert max(map(len, names)) <= 31


def test_libreoffice_opens_every_kind_without_a_word_of_warning(tmp_path: Path) -> None:
    soffice = shutil.which("soffice")
    assert soffice, "LibreOffice is missing: apt install libreoffice-calc-nogui (make set-up does it)"
    wide = Table((Column("а", 20.0), Column("б", 20.0)), (text_row("итого", Decimal("3.50")),))
    books = {
        "statement": statement_book(),
        "hours": hours_book(),
        "hostile": hostile_book(),
        "plain": workbook(Document("т", (Report(title="т", tables=(wide,), sheet=Sheet()),))),
    }
    for name, data in books.items():
        (tmp_path / f"{name}.xlsx").write_bytes(data)
    done = subprocess.run(
        [
            *(soffice, "--headless", f"-env:UserInstallation=file://{tmp_path}/profile"),
            *("--convert-to", "csv:Text - txt - csv (StarCalc):44,34,76", "--outdir", str(tmp_path / "csv")),
            *(str(tmp_path / f"{name}.xlsx") for name in books),
        ],
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    said = [
        line
        for line in (done.stdout + done.stderr).splitlines()
        if line.strip() and not line.startswith("convert ") and "javaldx" not in line
    ]
    assert (done.returncode, said) == (0, [])
    lines = {
        name: list(csv.reader((tmp_path / "csv" / f"{name}.csv").read_text("utf-8").splitlines()))
        for name in books
    }
    statement = [[cell for cell in row if cell] for row in lines["statement"]]
    assert any(
        row[:3] == ["Средний балл", "3.75", "4.50"] or row[:3] == ["Средний балл", "3,75", "4,50"]
        for row in statement
    )
    assert any(row == [text.replace("\t", " ") for text in HOSTILE] for row in lines["hostile"])


@pytest.mark.parametrize("text", ["а" * 40_000, "\x00\x01", "&L&R"])
def test_what_a_workbook_cannot_hold_is_cut_or_named(text: str) -> None:
    report = Report(title="т", tables=(Table((Column("а", 20.0),), (text_row(text),)),), imprint=text)
    values = [cell for row in rows(opened(workbook(Document("т", (report,)))).active) for cell in row]
    assert max(len(str(value)) for value in values) <= 32_767
