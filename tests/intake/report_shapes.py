"""Workbooks and pages of every shape for hypothesis, and readers of them that are not ours.

A drawn `Book` knows where each of its marks stands; the files are written by xlwt, xlsxwriter and by hand,
and judged by xlrd, openpyxl and the HTML parser of the standard library.
"""

import datetime as dt
import io
from collections.abc import Callable
from dataclasses import dataclass, field
from html import escape
from html.parser import HTMLParser
from itertools import count

import openpyxl
import xlrd
import xlsxwriter
import xlwt
from hypothesis import strategies as st

Cell = tuple[int, int]
MONTHS = {9: "Сентябрь", 10: "Октябрь", 11: "Ноябрь", 12: "Декабрь"}
SURNAMES = ("Абаев", "Белова", "Волков", "Громова", "Дёмин", "Ежов", "Жуков", "Зимина", "Ильин", "Котов")
SUBJECTS = ("Физика", "Химия", "История", "МДК.01.01 Базы данных", "Право", "Экология")
TITLES = ("1 сем.", "Экз.", "Итог", "Средний балл", "Пропуски", "Количество пропусков", "Рубежный срез", "Н")


@dataclass(frozen=True)
class Mark:
    """A mark of the source: whose, in which column («3.09» or a title), its text, and where it stands."""

    group: str
    subject: str
    student: str
    column: str
    text: str
    sheet: int
    cell: Cell


@dataclass
class Sheet:
    name: str
    cells: dict[Cell, str | int] = field(default_factory=dict)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    row: int = 0

    def put(self, row: int, column: int, value: str | int) -> None:
        if value != "":
            self.cells[row, column] = value

    def line(self, text: str, column: int = 0) -> None:
        self.put(self.row, column, text)
        self.row += 1


@dataclass
class Book:
    """`strange` says that something stands in it which may have to be refused."""

    sheets: list[Sheet] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    strange: bool = False


@dataclass(frozen=True)
class _Table:
    """The heading of a block: its days, titles, and whether months and labels are merged."""

    days: tuple[dt.date, ...]
    titles: tuple[str, ...]
    labels: bool
    merged: bool


def _heading(sheet: Sheet, table: _Table) -> None:
    top = sheet.row
    if table.labels:
        for column, label in enumerate(("№ п/п", "Фамилия, имя, отчество")):
            sheet.put(top, column, label)
            if table.merged:
                sheet.merged.append((top, column, top + 1, column))
    column, month = 2, 0
    starts: list[tuple[int, int]] = []
    for day in table.days:
        if day.month != month:
            month = day.month
            starts.append((column, month))
            sheet.put(top, column, MONTHS[month])
        sheet.put(top + 1, column, day.day)
        column += 1
    if table.merged:
        for (start, _month), (end, _next) in zip(starts, [*starts[1:], (column, 0)], strict=True):
            if end - start > 1:
                sheet.merged.append((top, start, top, end - 1))
    for title in table.titles:
        sheet.put(top if table.merged else top + 1, column, title)
        if table.merged:
            sheet.merged.append((top, column, top + 1, column))
        column += 1
    sheet.row = top + 2


@st.composite
def _tables(draw: st.DrawFn) -> _Table:
    offsets = draw(st.lists(st.integers(0, 110), min_size=1, max_size=5, unique=True))
    days = tuple(dt.date(2025, 9, 1) + dt.timedelta(days=offset) for offset in sorted(offsets))
    titles = tuple(draw(st.lists(st.sampled_from(TITLES), max_size=3, unique=True)))
    return _Table(days, titles, draw(st.booleans()), draw(st.booleans()))


_BETWEEN = ("", "2 подгруппа", "heading", "Страница 2", "(п/г 2)", "__________")
_FEET = (
    "Преподаватель ______________",
    "Всего занятий: 12",
    "По плану 36 ч., дано 36 ч.",
    "Староста группы: Иванова",
    "Дата печати: 12.01.2026 10:15",
)
_MARKS = ("5", "4", "3", "2", "н", "уп", "4/5", "уп,5", "н/а", "зач", "осв", "", "", "", "я")


@st.composite
def books(draw: st.DrawFn, *, strange: bool = False, unique: bool = False) -> Book:
    """A workbook of one or two sheets, each with one or two reports of one to three blocks.

    With `unique` every mark is a text of its own («ж1», «ж2»), so that it can be found on paper.
    """
    book = Book(strange=strange)
    numbers = count(1)
    subjects = iter(draw(st.permutations(SUBJECTS)))
    for number in range(draw(st.integers(1, 2))):
        sheet = Sheet(f"Лист{number + 1}")
        book.sheets.append(sheet)
        for group in draw(st.sampled_from([("ИС-21",), ("ИС-21", "ТО-11")])):
            sheet.line("Распечатка классного журнала")
            sheet.line(f"Группа : {group}")
            sheet.line("Интервал : 01.09.2025 - 28.12.2025")
            for _block in range(draw(st.integers(1, 2 if unique else 3))):
                subject = next(subjects, None)
                if subject is None:
                    break
                _block_of(draw, book, number, group, subject, numbers if unique else None)
    return book


def _block_of(
    draw: st.DrawFn, book: Book, number: int, group: str, subject: str, numbers: "count[int] | None"
) -> None:
    sheet = book.sheets[number]
    table = draw(_tables())
    sheet.row += draw(st.integers(0, 1))
    sheet.line(
        f"{draw(st.sampled_from(['Предмет : ', 'Предмет: ', 'Дисциплина : ', 'Предмет - ']))}{subject}"
    )
    if draw(st.booleans()):
        sheet.line("Преподаватель : Орлов О.О.")
    _heading(sheet, table)
    names = SURNAMES[: draw(st.integers(1, 6))]
    breaks = draw(st.dictionaries(st.integers(1, 5), st.sampled_from(_BETWEEN), max_size=2))
    unnumbered = draw(st.sets(st.integers(0, 5), max_size=2))
    first = ""
    columns = [*(f"{day:%d.%m}" for day in table.days), *table.titles]
    for place, surname in enumerate(names):
        if place in breaks:
            _between(sheet, table, breaks[place])
        name = f"{surname} {draw(st.sampled_from(['Иван', 'Анна Петровна', 'О. О.']))}"
        first = first or name
        if place not in unnumbered:
            sheet.put(sheet.row, 0, place + 1)
        sheet.put(sheet.row, 1, name)
        marked = False
        for offset, column in enumerate(columns):
            text = f"ж{next(numbers)}" if numbers else draw(st.sampled_from(_MARKS))
            if text:
                marked = True
                cell = sheet.row, 2 + offset
                sheet.put(*cell, int(text) if text.isdecimal() else text)
                book.marks.append(Mark(group, subject, surname, column, text, number, cell))
        if place in unnumbered and not marked:  # a bare name under the list is nobody's
            sheet.put(sheet.row, 0, place + 1)
        if book.strange and draw(st.booleans()):
            sheet.put(
                sheet.row, 2 + len(columns) + draw(st.integers(0, 2)), draw(st.sampled_from(["5", "прим."]))
            )
        sheet.row += 1
    if draw(st.booleans()):
        _facing(draw, sheet, table)
    if book.strange:
        _strange_end(draw, sheet, first)
    elif draw(st.booleans()):
        sheet.put(sheet.row, 1, "Итого")
        for offset in range(len(columns)):
            sheet.put(sheet.row, 2 + offset, draw(st.integers(0, 9)))
        sheet.row += 1
    for foot in draw(st.lists(st.sampled_from(_FEET), max_size=2, unique=True)):
        sheet.line(foot, draw(st.integers(0, 1)))
    sheet.row += draw(st.integers(0, 2))


def _between(sheet: Sheet, table: _Table, what: str) -> None:
    if what == "heading":
        _heading(sheet, table)
    else:
        sheet.line(what, 1)


def _facing(draw: st.DrawFn, sheet: Sheet, table: _Table) -> None:
    for column, title in enumerate(("№", "Дата", "Кол-во часов", "Тема", "Домашнее задание")):
        sheet.put(sheet.row, column, title)
    sheet.row += 1
    for number, day in enumerate(table.days, 1):
        topic = draw(st.sampled_from(["Введение", "Сила", "Общие сведения", "Итоги"]))
        for column, value in enumerate(
            (number, f"{day:%d.%m.%Y}", 2, topic, draw(st.sampled_from(["", "§ 1"])))
        ):
            sheet.put(sheet.row, column, value)
        sheet.row += 1


def _strange_end(draw: st.DrawFn, sheet: Sheet, first: str) -> None:
    what = draw(st.sampled_from(["", "table", "nameless", "words", "again"]))
    if what == "table":
        for row in (["№", "ФИО", "Физика", "Химия"], [1, "Абаев Иван", 5, 4]):
            for column, value in enumerate(row):
                sheet.put(sheet.row, column, value)  # type: ignore[arg-type]
            sheet.row += 1
    elif what == "nameless":
        sheet.put(sheet.row, 2, 5)
        sheet.row += 1
    elif what == "words":
        for column, text in enumerate(("согласовано", "с кем-то", "когда-то")):
            sheet.put(sheet.row, column, text)
        sheet.row += 1
    elif what == "again":
        sheet.put(sheet.row, 0, 1)
        sheet.put(sheet.row, 1, first)
        sheet.put(sheet.row, 2, 2)
        sheet.row += 1


def as_xls(book: Book) -> bytes:
    made = xlwt.Workbook()
    for one in book.sheets:
        sheet = made.add_sheet(one.name)
        for top, left, bottom, right in one.merged:
            sheet.write_merge(top, bottom, left, right, one.cells[top, left])
        covered = {(top, left) for top, left, _bottom, _right in one.merged}
        for (row, column), value in one.cells.items():
            if (row, column) not in covered:
                sheet.write(row, column, value)
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def as_xlsx(book: Book) -> bytes:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as made:
        for one in book.sheets:
            sheet = made.add_worksheet(one.name)
            for top, left, bottom, right in one.merged:
                sheet.merge_range(top, left, bottom, right, one.cells[top, left])
            covered = {(top, left) for top, left, _bottom, _right in one.merged}
            for (row, column), value in one.cells.items():
                if (row, column) not in covered:
                    sheet.write(row, column, value)
    return stream.getvalue()


def as_html(book: Book) -> bytes:
    """All sheets as one table; rows and columns under a merged cell are left out, as HTML wants it."""
    lines = []
    for one in book.sheets:
        spans = {(top, left): (bottom - top + 1, right - left + 1) for top, left, bottom, right in one.merged}
        covered = {
            (row, column)
            for top, left, bottom, right in one.merged
            for row in range(top, bottom + 1)
            for column in range(left, right + 1)
        } - spans.keys()
        height = max(row for row, _column in one.cells) + 1
        width = max(column for _row, column in one.cells) + 1
        for row in range(height):
            cells = []
            for column in range(width):
                if (row, column) not in covered:
                    tall, wide = spans.get((row, column), (1, 1))
                    text = escape(str(one.cells.get((row, column), "")))
                    cells.append(f"<td rowspan={tall} colspan={wide}>{text}</td>")
            lines.append(f"<tr>{''.join(cells)}</tr>")
    page = '<html><head><meta charset="utf-8"></head><body><table>{}</table></body></html>'
    return page.format("".join(lines)).encode()


def judged_xls(data: bytes) -> list[dict[Cell, str]]:
    """What xlrd reads of every sheet."""
    book = xlrd.open_workbook(file_contents=data)
    return [
        {
            (row, column): _plain(value)
            for row in range(sheet.nrows)
            for column in range(sheet.ncols)
            if (value := sheet.cell_value(row, column)) != ""
        }
        for sheet in book.sheets()
    ]


def judged_xlsx(data: bytes) -> list[dict[Cell, str]]:
    """What openpyxl reads of every sheet."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    return [
        {
            (cell.row - 1, cell.column - 1): _plain(cell.value)
            for row in sheet.iter_rows()
            for cell in row
            if cell.value is not None and cell.value != ""
        }
        for sheet in book.worksheets
    ]


def _plain(value: object) -> str:
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


class _Cells(HTMLParser):
    """The texts of all cells in order."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._inside = False

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag == "td":
            self._inside = True
            self.texts.append("")

    def handle_endtag(self, tag: str) -> None:
        self._inside = self._inside and tag != "td"

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.texts[-1] += data


def judged_html(data: bytes) -> list[str]:
    """The texts that the standard library's parser finds in cells."""
    parser = _Cells()
    parser.feed(data.decode())
    return [text.strip() for text in parser.texts if text.strip()]


WRITERS: dict[str, Callable[[Book], bytes]] = {"xls": as_xls, "xlsx": as_xlsx, "html": as_html}
