"""Reports that are wrong: every trouble of every file at once, with its cell, and never a traceback."""

import io

import pytest
import xlsxwriter
import xlwt
from report_printing import NAMES, Page, as_html, as_xls, codes, day, page, read_all, read_one

from archiver.journal.findings import Finding, Severity
from archiver.journal.results import ResultKind

GOOD = page([day("01.09.2025"), day("03.09.2025")], [["5", "4"], ["н", ""], ["", "3"]])


def workbook(**sheets: list[list[object]]) -> bytes:
    book = xlwt.Workbook()
    for name, rows in sheets.items():
        sheet = book.add_sheet(name)
        for row, cells in enumerate(rows):
            for column, value in enumerate(cells):
                if value is not None:
                    sheet.write(row, column, value)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def found(code: str, rows: list[list[object]]) -> list[Finding]:
    reading = read_one({"ИС-21 2025-26.xls": workbook(Лист=rows)})
    assert all(one.group == "ИС-21" and one.place.file == "ИС-21 2025-26.xls" for one in reading.findings)
    return [one for one in reading.findings if one.code == code]


HEAD: list[list[object]] = [
    ["Предмет : Химия"],
    [None],
    ["№", "ФИО", "Сентябрь", None, "Октябрь"],
    [None, None, 1, 8, 2],
]
ROW: list[object] = [1, NAMES[0], 5, None, 4]


def with_days(months: list[object], days: list[object]) -> list[list[object]]:
    return [HEAD[0], HEAD[1], ["№", "ФИО", *months], [None, None, *days], ROW]


@pytest.mark.parametrize(
    ("code", "rows", "cell"),
    [
        pytest.param("report.bad-day", with_days(["Сентябрь", None], [1, 31]), "D4", id="31 of September"),
        pytest.param("report.bad-day", with_days(["Февраль", None], [1, 29]), "D4", id="29 February"),
        pytest.param("report.bad-day", with_days(["Сентябрь", None], [1, 0]), "D4", id="day 0"),
        pytest.param("report.bad-day", with_days(["Сентябрь", None], ["1О", 2]), "C4", id="letter in a day"),
        pytest.param("report.bad-day", with_days([None, "Сентябрь"], [1, 2]), "C4", id="day without month"),
        pytest.param("report.bad-day", with_days([None, None], [1, 2]), "C4", id="days without months"),
        pytest.param("report.no-months", [HEAD[0], [None], ROW], "A1", id="no months"),
        pytest.param("report.no-subject", [["Предмет :"], *HEAD[1:], ROW], "A1", id="no name of the subject"),
        pytest.param("report.no-subject", [*HEAD, ROW, [None], *HEAD[2:], ROW], "A7", id="page without line"),
        pytest.param(
            "report.no-subject", [*HEAD[2:], ROW, [None], *HEAD, ROW], "A1", id="first without line"
        ),
        pytest.param("report.no-students", HEAD, "A1", id="no students"),
        pytest.param("report.name-missing", [*HEAD, ROW, [2, None, 5]], "B6", id="row without a name"),
        pytest.param("report.number-twice", [*HEAD, ROW, [1, NAMES[1], 5]], "A6", id="number twice"),
        pytest.param("mark.no-place", [*HEAD, ROW, [2, NAMES[1], 5, None, None, 4]], "F6", id="stray mark"),
    ],
)
def test_faults_of_a_page_are_named_with_their_cell(code: str, rows: list[list[object]], cell: str) -> None:
    first, *_others = found(code, rows)
    assert (first.place.sheet, first.place.cell) == ("Лист", cell)
    assert first.message and first.advice


def test_an_empty_numbered_row_is_no_fault() -> None:
    assert found("report.name-missing", [*HEAD, ROW, [2]]) == []


def test_all_faults_of_a_file_come_at_once() -> None:
    rows = [*with_days(["Сентябрь", None], [1, 31]), [None], *HEAD[:2], [None], *HEAD, ROW, [2, None, 3]]
    reading = read_one({"ИС-21 2025-26.xls": workbook(Лист=rows)})
    assert codes(reading) == {
        "report.bad-day",
        "report.no-months",
        "report.name-missing",
        "mark.no-place",
    }


def test_a_column_without_a_date_does_not_hide_the_others() -> None:
    reading = read_one({"ИС-21 2025-26.xls": workbook(Лист=with_days(["Сентябрь", None], [1, 31]))})
    assert reading.journal is not None
    assert [one.date for one in reading.journal.sections[0].lessons] == [day("01.09.2025")]


def test_29_february_of_a_leap_year_is_a_day() -> None:
    reading = read_one({"ИС-21 2023-24.xls": workbook(Лист=with_days(["Февраль", None], [1, 29]))})
    assert codes(reading) == {"mark.no-place"}
    assert reading.journal is not None
    assert reading.journal.sections[0].lessons[1].date == day("29.02.2024")


def test_other_sheets_are_left_out_and_noted() -> None:
    data = workbook(Журнал=[*HEAD, ROW], Прочее=[["Список телефонов"]], Пусто=[])
    reading = read_one({"ИС-21 2025-26.xls": data})
    (note,) = [one for one in reading.findings if one.code == "report.sheet-left-out"]
    assert note.place.sheet == "Прочее" and note.severity is Severity.NOTE


def test_a_subject_on_every_sheet() -> None:
    other = [["Предмет : Физика"], *HEAD[1:], ROW]
    reading = read_one({"ИС-21 2025-26.xls": workbook(Химия=[*HEAD, ROW], Физика=other)})
    assert reading.journal is not None
    assert [one.subject.name for one in reading.journal.sections] == ["Химия", "Физика"]


def test_what_is_no_journal_claims_no_group_by_its_name() -> None:
    files = {name: workbook(Лист=[["Смета"]]) for name in ("ИС-21.xls", "Смета.xls")}
    readings, findings = read_all({**files, "ТО-11 2025-26.xls": as_xls([GOOD])})
    assert list(readings) == ["ТО-11"]
    assert [(one.code, one.place.file, one.severity) for one in findings] == [
        ("report.not-a-journal", name, Severity.NOTE) for name in files
    ]


def test_a_table_of_marks_without_its_subject_blocks_the_group_it_is_named_after() -> None:
    reading = read_one({"ИС-21 2025-26.xls": workbook(Журнал=[*HEAD, ROW], Ещё=[*HEAD[2:], ROW])})
    (first,) = [one for one in reading.findings if one.severity is Severity.BLOCKING]
    assert (first.code, first.place.sheet) == ("report.no-subject", "Ещё")
    readings, _findings = read_all({"ИС-21 2025-26.xls": workbook(Лист=[*HEAD[2:], ROW])})
    assert {one.code for one in readings["ИС-21"].findings} == {"report.no-subject"}


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "file.empty"),
        (b"\0" * 100, "file.empty"),
        (as_xls([GOOD])[:3000], "file.broken"),
        (b"PK\x03\x04xl/workbook[Content_Types].xml" + b"\0" * 99, "file.broken"),
        (as_html([GOOD])[:-200].encode(), "file.broken"),
        (b"just words", "file.broken"),
    ],
)
def test_files_cut_short(data: bytes, code: str) -> None:
    reading = read_one({"ИС-21 2025-26.xls": data})
    (first,) = [one for one in reading.findings if one.code == code]
    assert first.severity is Severity.BLOCKING
    assert (first.place.file, first.group) == ("ИС-21 2025-26.xls", "ИС-21")


def test_a_bad_file_does_not_hide_the_good_ones() -> None:
    readings, findings = read_all(
        {
            "ИС-21 2025-26.xls": as_xls([GOOD]),
            "ИС-21 Физика 2025-26.xls": b"",
            "ТО-11 2025-26.xls": as_xls([GOOD]),
        }
    )
    assert not findings
    assert codes(readings["ИС-21"]) == {"file.empty"} and readings["ИС-21"].journal is not None
    assert codes(readings["ТО-11"]) == set()


def test_a_page_without_lessons_is_read_for_its_grades() -> None:
    empty = Page("ГИА", titles=["Экз."], rows=[(1, NAMES[0], ["5"])])
    reading = read_one({"ИС-21 2 семестр 2025-26.html": as_html([empty])})
    assert codes(reading) == set() and reading.journal is not None
    (section,) = reading.journal.sections
    assert (section.term, section.lessons, section.period_columns[0].kind) == (2, (), ResultKind.EXAM)


def test_formulas_give_the_value_last_shown_and_are_noted() -> None:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Лист")
        for row, cells in enumerate([*HEAD, ROW]):
            sheet.write_row(row, 0, cells)
        sheet.write_formula("D5", '=HYPERLINK("http://example.org/";"н")', None, "н")
    reading = read_one({"ИС-21 2025-26.xlsx": stream.getvalue()})
    (note,) = [one for one in reading.findings if one.code == "report.formulas"]
    assert note.place.cell == "D5" and note.severity is Severity.NOTE
    assert reading.journal is not None
    section = reading.journal.sections[0]
    assert section.marks[section.students[0].id, "l2"][0].text == "н"


def test_formulas_of_old_workbooks_are_noted() -> None:
    rows = [*HEAD, [1, NAMES[0], xlwt.Formula("2+3"), None, 4]]
    (note,) = found("report.formulas", rows)
    assert note.place.cell == "C5"


def test_a_sheet_that_is_no_table_is_named() -> None:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Лист")
        for row, cells in enumerate([*HEAD, ROW]):
            sheet.write_row(row, 0, cells)
        chart = book.add_chart({"type": "line"})
        chart.add_series({"values": "=Лист!$C$5:$E$5"})
        book.add_chartsheet("График").set_chart(chart)
    reading = read_one({"ИС-21 2025-26.xlsx": stream.getvalue()})
    (note,) = [one for one in reading.findings if one.code == "report.sheet-left-out"]
    assert note.place.sheet == "График" and reading.journal is not None


def test_pages_that_tell_the_group_differently_are_named_once() -> None:
    pages = [
        page([day(date)], [["5"]], subject=subject, lines=[f"Куратор : {curator}"])
        for subject, date, curator in (
            ("Химия", "01.09.2025", "Лунина Е.В."),
            ("Физика", "02.09.2025", "Лунина Е.В."),
            ("Право", "03.09.2025", "Мухина Т.Т."),
            ("Экология", "04.09.2025", "Мухина Т.Т."),
        )
    ]
    reading = read_one({"ИС-21 2025-26.html": as_html(pages)})
    (told,) = [one for one in reading.findings if one.code == "page.told-differently"]
    assert told.place.subject == "Право" and "Мухина" in told.message and "Лунина" in told.message
