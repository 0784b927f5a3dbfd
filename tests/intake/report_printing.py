"""«Распечатка классного журнала» made by hand for the tests: pages of cells in three formats."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from html import escape
from itertools import groupby

import xlsxwriter
import xlwt

from archiver.intake.exports import Reading
from archiver.intake.quarantine import QuarantinedTree, apart
from archiver.intake.report.discover import report_groups
from archiver.journal.findings import Finding
from archiver.journal.model import AcademicYear
from archiver.settings.tables import Settings

MONTHS = (
    *("Январь", "Февраль", "Март", "Апрель", "Май", "Июнь"),
    *("Июль", "Август", "Сентябрь", "Октябрь", "Ноябрь", "Декабрь"),
)
FACING = ("№", "Дата", "Кол-во часов", "Тема", "Домашнее задание")
NAMES = ("Абаев Иван Петрович", "Ёлкина Анна", "Мамедов Руслан Эльдар Оглы")


@dataclass
class Page:
    """A block. `rows` are (number, name, cells); cells are for `dates` and then `titles`."""

    subject: str = "Математика"
    dates: Sequence[dt.date] = ()
    rows: Sequence[tuple[object, str, Sequence[str]]] = ()
    titles: Sequence[str] = ()
    lines: Sequence[str] = ()
    facing: Sequence[Sequence[object]] = ()
    foot: Sequence[str] = ()


def page(dates: Sequence[dt.date], marks: Iterable[Sequence[str]] = (), **rest: object) -> Page:
    """A page with the students `NAMES` and as many of their `marks` as there are columns."""
    result = Page(dates=dates, **rest)  # type: ignore[arg-type]
    width = len(dates) + len(result.titles)
    named = enumerate(zip(NAMES, marks, strict=False), 1)
    result.rows = [(number, name, row[:width]) for number, (name, row) in named]
    return result


def day(text: str) -> dt.date:
    return dt.datetime.strptime(text, "%d.%m.%Y").date()


Table = list[list[object]]


def _months(dates: Sequence[dt.date]) -> list[tuple[str, int]]:
    return [
        (MONTHS[month - 1], len(list(days)))
        for (_year, month), days in groupby(dates, key=lambda one: (one.year, one.month))
    ]


@dataclass
class Canvas:
    """Where cells are put: `put(row, column, value)`, `merge(row, column, last row, last column, value)`."""

    put: Callable[[int, int, object], None]
    merge: Callable[[int, int, int, int, object], None]
    bottom: int = 0

    def line(self, text: str) -> None:
        self.put(self.bottom, 0, text)
        self.bottom += 1


def _draw(canvas: Canvas, pages: Sequence[Page], preamble: Sequence[str]) -> None:
    for text in preamble:
        canvas.line(text)
    for one in pages:
        canvas.line(f"Предмет : {one.subject}")
        for text in one.lines:
            canvas.line(text)
        top = canvas.bottom
        canvas.merge(top, 0, top + 1, 0, "№ п/п")
        canvas.merge(top, 1, top + 1, 1, "ФИО")
        column = 2
        for month, width in _months(one.dates):
            canvas.merge(top, column, top, column + width - 1, month)
            column += width
        for offset, date in enumerate(one.dates):
            canvas.put(top + 1, 2 + offset, date.day)
        for title in one.titles:
            canvas.merge(top, column, top + 1, column, title)
            column += 1
        canvas.bottom = top + 2
        for number, name, cells in one.rows:
            for at, value in enumerate((number, name, *cells)):
                if value != "":
                    canvas.put(canvas.bottom, at, int(value) if str(value).isdecimal() else value)
            canvas.bottom += 1
        if one.facing:
            for row in (FACING, *one.facing):
                for at, value in enumerate(row):
                    canvas.put(canvas.bottom, at, value)
                canvas.bottom += 1
        for text in one.foot:
            canvas.line(text)
        canvas.bottom += 1


def as_xls(pages: Sequence[Page], preamble: Sequence[str] = ()) -> bytes:
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("Журнал")
    canvas = Canvas(sheet.write, lambda t, left, b, r, value: sheet.write_merge(t, b, left, r, value))
    _draw(canvas, pages, preamble)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def as_xlsx(pages: Sequence[Page], preamble: Sequence[str] = ()) -> bytes:
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(
        stream, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    sheet = book.add_worksheet("Журнал")

    def merge(top: int, left: int, bottom: int, right: int, value: object) -> None:
        if (top, left) == (bottom, right):
            sheet.write(top, left, value)
        else:
            sheet.merge_range(top, left, bottom, right, value)

    _draw(Canvas(sheet.write, merge), pages, preamble)
    book.close()
    return stream.getvalue()


def as_html(pages: Sequence[Page], preamble: Sequence[str] = (), head: str = '<meta charset="utf-8">') -> str:
    parts = [f"<!DOCTYPE html><html><head>{head}<title>Отчет</title></head><body>"]
    parts += [f"<p>{escape(text)}</p>" for text in preamble]
    for one in pages:
        parts.append(f"<p>Предмет : {escape(one.subject)}</p>")
        parts += [f"<p>{escape(text)}</p>" for text in one.lines]
        months = "".join(f"<th colspan={width}>{month}</th>" for month, width in _months(one.dates))
        titles = "".join(f"<th rowspan=2>{escape(title)}</th>" for title in one.titles)
        parts.append('<table class="table-print"><tr><th rowspan=2>№ п/п</th><th rowspan=2>ФИО</th>')
        parts.append(f"{months}{titles}</tr><tr>{''.join(f'<th>{date.day}</th>' for date in one.dates)}</tr>")
        parts += [_row((number, name, *cells)) for number, name, cells in one.rows]
        parts.append("</table>")
        if one.facing:
            parts.append(f"<table>{''.join(map(_row, (FACING, *one.facing)))}</table>")
        parts += [f"<p>{escape(text)}</p>" for text in one.foot]
    parts.append("</body></html>")
    return "".join(parts)


def _row(values: Iterable[object]) -> str:
    return f"<tr>{''.join(f'<td>{escape(str(value))}</td>' for value in values)}</tr>"


@dataclass
class Memory:
    """Files in memory as a tree of exports."""

    files: dict[str, bytes] = field(default_factory=dict)
    label: str = "exports"
    problems: tuple[Finding, ...] = ()

    def names(self) -> tuple[str, ...]:
        return tuple(sorted(self.files))

    def size(self, name: str) -> int:
        return len(self.files[name])

    def read(self, name: str) -> bytes:
        return self.files[name]

    def narrowed(self, names: Iterable[str]) -> Memory:
        return Memory({name: self.files[name] for name in names}, self.label)


def read_all(
    files: dict[str, bytes | str], settings: Settings | None = None, year: AcademicYear | None = None
) -> tuple[dict[str, Reading], list[Finding]]:
    """The readings by group name, and the findings of no group."""
    memory = Memory({name: data.encode() if isinstance(data, str) else data for name, data in files.items()})
    tree, limits = QuarantinedTree(memory), (settings or Settings()).limits
    groups, findings = report_groups(tree, tree.names(), settings or Settings(), year)
    return {group.name: apart(group.read, limits) for group in groups}, findings


def read_one(
    files: dict[str, bytes | str], settings: Settings | None = None, year: AcademicYear | None = None
) -> Reading:
    """The reading of the only group."""
    readings, findings = read_all(files, settings, year)
    assert not findings
    (reading,) = readings.values()
    return reading


def codes(reading: Reading) -> set[str]:
    """The codes of a reading's findings without the notes of where things came from."""
    return {one.code for one in reading.findings if not one.code.startswith("source.")}
