"""Tables as offices keep them, in three formats: every mark is read, every cell accounted for."""

import io
from itertools import zip_longest

import pytest
import xlsxwriter
import xlwt
from office_tables import TABLES, Table
from report_printing import read_one

from archiver.intake.exports import Reading
from archiver.journal.findings import Severity
from archiver.journal.marks import cell_text
from archiver.journal.model import AcademicYear

YEAR = AcademicYear(2025)
Rows = list[list[str]]


def rows_of(text: str) -> Rows:
    return [line.split("|") if line else [] for line in text.splitlines()]


def value(text: str) -> str | int:
    return int(text) if text.isdecimal() else text


def as_xls(rows: Rows) -> bytes:
    book = xlwt.Workbook()
    sheet = book.add_sheet("Лист1")
    for row, cells in enumerate(rows):
        for column, text in enumerate(cells):
            if text:
                sheet.write(row, column, value(text))
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def as_xlsx(rows: Rows) -> bytes:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Лист1")
        for row, cells in enumerate(rows):
            for column, text in enumerate(cells):
                if text:
                    sheet.write(row, column, value(text))
    return stream.getvalue()


def as_html(rows: Rows) -> bytes:
    lines = "".join(f"<tr>{''.join(f'<td>{text}</td>' for text in cells)}</tr>" for cells in rows)
    return f'<html><head><meta charset="utf-8"></head><body><table>{lines}</table></body></html>'.encode()


FORMATS = {"xls": as_xls, "xlsx": as_xlsx, "html": as_html}


def read(table: Table, form: str) -> Reading:
    return read_one({f"ИС-21.{form}": FORMATS[form](rows_of(table.text))}, year=YEAR)


def shown(reading: Reading) -> dict[str, str]:
    """Marks as the table says them: days, then results, terms parted by a slash."""
    assert reading.journal is not None
    found: dict[str, list[str]] = {}
    for section in reading.journal.sections:
        for student in section.students:
            cells = [section.marks.get((student.id, lesson.id), ()) for lesson in section.lessons]
            cells += [section.period_marks.get((student.id, one.id), ()) for one in section.period_columns]
            found.setdefault(student.surname, []).append(" ".join(cell_text(cell) or "·" for cell in cells))
    return {name: " / ".join(parts) for name, parts in found.items()}


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("name", TABLES)
def test_nothing_of_a_table_is_lost(name: str, form: str) -> None:
    table = TABLES[name]
    reading = read(table, form)
    told = {one.code for one in reading.findings if not one.code.startswith("source.")}
    assert not [one.message for one in reading.findings if one.severity is Severity.BLOCKING]
    assert told == table.codes
    assert shown(reading) == table.marks
    (account,) = reading.account
    assert account.balanced
    assert account.seen == sum(bool(text) for row in rows_of(table.text) for text in row)


@pytest.mark.parametrize("name", TABLES)
def test_what_a_table_says_besides_its_marks(name: str) -> None:
    table = TABLES[name]
    journal = read(table, "xlsx").journal
    assert journal is not None
    titles = [one.title for section in journal.sections for one in section.period_columns]
    assert titles == list(table.titles)
    section = journal.sections[0]
    facts = {
        "subject": section.subject.name,
        "subgroup": section.subgroup,
        "teacher": section.teacher,
        "numbers": [one.number for one in section.students],
        "topics": [one.topic for one in section.lessons],
    }
    assert {key: facts[key] for key in table.facts} == table.facts
    dates = [f"{one.date:%d.%m}" for one in section.lessons]
    assert all(told in (None, date) for told, date in zip_longest(table.dates, dates))
