"""Tables as offices keep them, in three formats: every mark is read, every cell accounted for."""

import io
from itertools import zip_longest
from pathlib import Path

import pytest
import xlsxwriter
import xlwt
from doubtful_tables import DOUBTFUL
from office_tables import TABLES, Table
from report_printing import read_all, read_one

from archiver.binding.review import review
from archiver.intake.exports import Reading
from archiver.intake.open import open_exports
from archiver.journal.findings import Severity
from archiver.journal.marks import cell_text
from archiver.journal.model import AcademicYear, MarkKind
from archiver.settings.tables import Accepted, Settings

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


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("name", DOUBTFUL)
def test_what_cannot_be_printed_is_named_with_its_cell(name: str, form: str) -> None:
    table = DOUBTFUL[name]
    reading = read_one({f"ИС-21.{form}": FORMATS[form](rows_of(table.text))}, year=YEAR)
    told = [one for one in reading.findings if one.code == "source.unaccounted" or "source." not in one.code]
    assert {one.code for one in told} == table.codes
    blocking = [one.place.cell for one in told if one.severity is Severity.BLOCKING]
    assert blocking == list(table.cells)
    assert shown(reading) == table.marks
    (account,) = reading.account
    assert account.balanced == ("source.unaccounted" not in table.codes)


def test_a_class_of_unaccounted_cells_may_be_accepted_with_a_reason(tmp_path: Path) -> None:
    table = DOUBTFUL["somebody's name under the list"]
    (tmp_path / "ИС-21.xlsx").write_bytes(as_xlsx(rows_of(table.text)))
    (group,) = open_exports(tmp_path, Settings(), YEAR).groups
    reason = Accepted(
        group="ИС-21", code="source.unaccounted", reason="подпись куратора", by="Зав. отделением"
    )
    today = YEAR.first_day
    assert [one.code for one in review(group, Settings(), today=today).blocking] == ["source.unaccounted"]
    assert not review(group, Settings(), [reason], today=today).blocking


def test_two_reports_of_two_groups_in_one_sheet() -> None:
    rows = rows_of(
        """\
Распечатка классного журнала
Группа : ИС-21
Интервал : 01.09.2025 - 28.12.2025
Предмет : Физика
Преподаватель : Орлов О.О.
№|ФИО|Сентябрь|
||1|3
1|Абаев Иван|5|
Преподаватель ____

Распечатка классного журнала
Группа : ТО-11
Интервал : 01.09.2025 - 28.12.2025
Предмет : Химия
№|ФИО|Сентябрь|
||1|3
1|Волков Пётр|4|4"""
    )
    readings, findings = read_all({"все.xlsx": as_xlsx(rows)})
    assert not findings
    assert {name: shown(reading) for name, reading in readings.items()} == {
        "ИС-21": {"Абаев": "5 ·"},
        "ТО-11": {"Волков": "4 4"},
    }
    teachers = {name: one.journal.sections[0].teacher for name, one in readings.items() if one.journal}
    assert teachers == {"ИС-21": "Орлов О.О.", "ТО-11": None}


def test_what_the_workbook_says_of_a_cell_besides_its_text() -> None:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Лист1")
        for row, cells in enumerate(
            rows_of("Предмет : Физика\n№|ФИО|Сентябрь||||\n||1|2|3|4|5\n1|Абаев Иван")
        ):
            for column, text in enumerate(cells):
                sheet.write(row, column, value(text))
        struck = book.add_format({"font_strikeout": True})
        sheet.write_number("C4", 4.5)
        sheet.write_formula("D4", "=1/0", None, "#DIV/0!")
        sheet.write_number("E4", 5, struck)
        sheet.write_rich_string("F4", "3 ", struck, "2", " 4")
        sheet.write_string("G4", "4,5")
    reading = read_one({"ИС-21.xlsx": stream.getvalue()}, year=YEAR)
    assert shown(reading) == {"Абаев": "4,5 #DIV/0! 5̶ 3 2̶ 4 4,5"}
    assert reading.journal is not None
    (section,) = reading.journal.sections
    kinds = [[mark.kind for mark in section.marks[section.students[0].id, one.id]] for one in section.lessons]
    unknown = [MarkKind.UNKNOWN]
    assert kinds == [unknown, unknown, unknown, unknown, [MarkKind.GRADE, MarkKind.GRADE]]
    (told,) = [one for one in reading.findings if one.code == "report.struck"]
    assert "E4, F4" in told.message


def test_what_an_old_workbook_says_of_a_cell_besides_its_text() -> None:
    book = xlwt.Workbook()
    book.add_sheet("Пусто")
    sheet = book.add_sheet("Лист1")
    for row, cells in enumerate(rows_of("Предмет : Физика\n№|ФИО|Сентябрь||||\n||1|2|3|4|5\n1|Абаев Иван")):
        for column, text in enumerate(cells):
            sheet.write(row, column, value(text))
    struck = xlwt.easyxf("font: struck_out on")
    sheet.write(3, 2, 4.5)
    sheet.row(3).set_cell_error(3, "#DIV/0!")
    sheet.write(3, 4, "зач", struck)
    sheet.write_rich_text(3, 5, ["3 ", ("2", xlwt.easyfont("struck_out on")), " 4"])
    sheet.write(3, 6, "4/5")
    stream = io.BytesIO()
    book.save(stream)
    reading = read_one({"ИС-21.xls": stream.getvalue()}, year=YEAR)
    assert shown(reading) == {"Абаев": "4,5 #DIV/0! з̶а̶ч̶ 3 2̶ 4 4/5"}


@pytest.mark.parametrize(
    "struck",
    [
        "<td><s>5</s>",
        "<td><del>5</del>",
        "<td><strike>5</strike>",
        '<td class="x1">5',
        '<td style="text-decoration: line-through">5',
    ],
)
def test_what_a_page_strikes_out(struck: str) -> None:
    page = as_html(rows_of("Предмет : Физика\n№|ФИО|Сентябрь\n||1\n1|Абаев Иван|@")).decode()
    page = page.replace("</head>", "<style>.x1{color:red;text-decoration:line-through}</style></head>")
    reading = read_one({"ИС-21.html": page.replace("<td>@", struck)}, year=YEAR)
    assert shown(reading) == {"Абаев": "5̶"}
