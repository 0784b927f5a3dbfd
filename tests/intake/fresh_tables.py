"""Journals as a college office keeps and edits them, made without a look at the reader: their common ground.

Every table says beside it what is right: the marks of each student on each page in the order of the columns,
and what must be told with words of its message. What is told beyond that is a false alarm.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import openpyxl
import xlsxwriter
import xlwt

A, B, V, G = "Абаев Иван Иванович", "Белов Пётр Сергеевич", "Васильева Анна Олеговна", "Гусев Олег Ильич"
NAME = "ИС-21 1 семестр 2025-26"

Row = Sequence[object]
Rows = Sequence[Row]


@dataclass(frozen=True)
class Table:
    """Files and what is right of them.

    `marks` are «student: mark | mark …» of all pages in order, "" for an empty cell; `told` are words of the
    messages by code, and no other code is told; `silent` are words that no message may have.
    """

    files: Mapping[str, bytes]
    marks: Sequence[str] = ()
    told: Mapping[str, str] = field(default_factory=dict)
    silent: Sequence[str] = ()


TABLES: dict[str, Callable[[], Table]] = {}


def table(make: Callable[[], Table]) -> Callable[[], Table]:
    """Keep a table by its function's name."""
    TABLES[make.__name__] = make
    return make


def head(
    subject: str = "Математика",
    months: Row = ("Сентябрь", "", ""),
    days: Row = (1, 4, 10),
    results: Row = ("1 сем.",),
    *,
    teacher: str = "Орлов О.О.",
    interval: str = "01.09.2025 - 28.12.2025",
) -> list[list[object]]:
    """The heading of a page; without `interval` it is not the first one of its sheet."""
    lines: list[list[object]] = [["Группа : ИС-21"], [f"Интервал : {interval}"]] if interval else []
    lines += [[f"Предмет : {subject}"], [f"Преподаватель : {teacher}"]]
    return [*lines, ["", "", *months, *results], ["", "", *days]]


def openpyxl_file(*sheets: Rows, tweak: Callable[[openpyxl.Workbook], None] | None = None) -> bytes:
    """An .xlsx of openpyxl; `tweak` changes the workbook before it is saved."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for number, rows in enumerate(sheets, 1):
        sheet = book.create_sheet(f"Лист{number}")
        for at, row in enumerate(rows, 1):
            for column, value in enumerate(row, 1):
                if value != "":
                    sheet.cell(at, column, value)
    if tweak is not None:
        tweak(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


Tweak = Callable[[xlsxwriter.Workbook, xlsxwriter.workbook.Worksheet], None]


def xlsxwriter_file(rows: Rows, tweak: Tweak) -> bytes:
    """An .xlsx of xlsxwriter; `tweak` writes into the sheet after its rows."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet("Отчет")
        for at, row in enumerate(rows):
            sheet.write_row(at, 0, row)
        tweak(book, sheet)
    return out.getvalue()


def xls_file(rows: Rows, tweak: Callable[[xlwt.Worksheet], None] | None = None) -> bytes:
    """An .xls; a value may be a pair of it and its style."""
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("Отчет")
    for at, row in enumerate(rows):
        for column, value in enumerate(row):
            if value != "":
                sheet.write(at, column, *(value if isinstance(value, tuple) else (value,)))
    if tweak is not None:
        tweak(sheet)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def html_rows(rows: Rows) -> str:
    """Rows of a table; a value that begins with «<td» is a whole cell."""
    cells = [[str(value) for value in row] for row in rows]
    return "\n".join(
        "<tr>" + "".join(one if one.startswith("<td") else f"<td>{one}</td>" for one in row) + "</tr>"
        for row in cells
    )


def html_file(rows: Rows, *, head: str = "", after: str = "") -> bytes:
    """A page with one table."""
    body = f'<body><table class="table-print">\n{html_rows(rows)}\n</table>{after}</body>'
    return f'<html><head><meta charset="utf-8">{head}</head>{body}</html>'.encode()


_NAMESPACES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in (
        *(("office", "office"), ("table", "table"), ("text", "text"), ("style", "style")),
        *(("draw", "drawing"), ("number", "datastyle")),
    )
)


def ods_cell(text: object, value: str = "", style: str = "", inside: str = "", **attributes: str) -> str:
    """A cell with its shown text; `value` are the attributes of its value, `inside` comes before the text."""
    told = value or 'office:value-type="string"'
    more = "".join(f' table:{name.replace("_", "-")}="{one}"' for name, one in attributes.items())
    style = f' table:style-name="{style}"' if style else ""
    return f"<table:table-cell {told}{style}{more}>{inside}<text:p>{text}</text:p></table:table-cell>"


def ods_number(text: object, **rest: str) -> str:
    """A cell with a number."""
    return ods_cell(text, f'office:value-type="float" office:value="{text}"', **rest)


def ods_file(rows: Rows, *, styles: str = "", columns: str = "", shapes: str = "") -> bytes:
    """An .ods; a value that begins with «<» is a whole cell."""

    def cell(value: object) -> str:
        if isinstance(value, str) and value.startswith("<"):
            return value
        if value == "":
            return "<table:table-cell/>"
        return ods_number(value) if isinstance(value, int) else ods_cell(value)

    body = "".join(f"<table:table-row>{''.join(map(cell, row))}</table:table-row>" for row in rows)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr(
            "content.xml",
            f'<office:document-content {_NAMESPACES} office:version="1.2">'
            f"<office:automatic-styles>{styles}</office:automatic-styles><office:body><office:spreadsheet>"
            f'<table:table table:name="Отчет">{shapes}{columns}{body}</table:table>'
            "</office:spreadsheet></office:body></office:document-content>",
        )
        package.writestr(
            "META-INF/manifest.xml",
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
            '<manifest:file-entry manifest:full-path="/" '
            'manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/></manifest:manifest>',
        )
    return out.getvalue()


def bare_xlsx(rows: Rows, *, references: bool = True, change: tuple[str, str] = ("", "")) -> bytes:
    """An .xlsx written by hand, cells with their addresses or without; `change` replaces a piece of it."""

    def cell(value: object, address: str) -> str:
        told = f' r="{address}"' if references else ""
        if isinstance(value, int):
            return f"<c{told}><v>{value}</v></c>"
        return f'<c{told} t="inlineStr"><is><t>{value}</t></is></c>'

    lines = []
    for at, row in enumerate(rows, 1):
        filled = (cell(one, f"{chr(65 + n)}{at}") for n, one in enumerate(row) if one != "" or not references)
        lines.append(f'<row r="{at}">{"".join(filled)}</row>')
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    sheet = f'<worksheet xmlns="{main}"><sheetData>{"".join(lines)}</sheetData></worksheet>'
    assert change[0] in sheet
    source = io.BytesIO(openpyxl_file([["x"]]))
    out = io.BytesIO()
    with zipfile.ZipFile(source) as made, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for member in made.namelist():
            ours = member == "xl/worksheets/sheet1.xml"
            package.writestr(member, sheet.replace(*change, 1) if ours else made.read(member))
    return out.getvalue()
