"""Pages of the reports: geometry, text, the extreme cases, and the pages looked at (golden)."""

from __future__ import annotations

import calendar
import datetime as dt
import io
import subprocess
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hours_of_test import form2, form3
from hours_of_test import settings as chosen_settings
from hypothesis import given, settings
from hypothesis import strategies as st
from large_group import statement as large
from printed_report import Printed
from pypdf import PdfReader
from small_journal import LEBEDEV, OWNER, journal

from archiver.journal.funding import Funding
from archiver.journal.model import Department
from archiver.press.text.measure import width_mm
from archiver.reports.certificate.finding import find
from archiver.reports.certificate.page import Office, Particulars, certificate_report
from archiver.reports.certificate.record import study_record
from archiver.reports.certificate.sources import sources_of
from archiver.reports.document.density import LEVELS
from archiver.reports.document.heights import height, level_for
from archiver.reports.document.layout import laid, sheet_for, titles_fit
from archiver.reports.document.pages import set_document
from archiver.reports.document.report import (
    Cell,
    Column,
    Document,
    PaperFormat,
    Report,
    Row,
    Sheet,
    Table,
    shown,
    text_row,
)
from archiver.reports.scholarship.page import Commission, scholarship_report
from archiver.reports.scholarship.rules import Conditions, Rule
from archiver.reports.scholarship.values import scholarship_list
from archiver.reports.statement.assessment import Assessment
from archiver.reports.statement.by_subject import subject_reports
from archiver.reports.statement.extract import grade_statement
from archiver.reports.statement.files import Origin
from archiver.reports.statement.page import StatementPaper, statement_report
from archiver.settings.pdf_a import PdfA

GOLDEN = Path(__file__).parents[1] / "golden"
PAPER = StatementPaper(mandate="Положение об электронном журнале, раздел 5", deputy="Котова Анна Ильинична")


@pytest.fixture(scope="module")
def small() -> Printed:
    return Printed(statement_report(grade_statement(journal(), OWNER, term=1), PAPER))


def december() -> Report:
    one = journal()
    with_department = replace(one.group, department=Department(OWNER.department, OWNER.head))
    chosen = chosen_settings(college={"name": OWNER.name})
    return form2(replace(one, group=with_department), month=(2025, 12), chosen=chosen)


def year_of_lebedev() -> Report:
    """Paid for by the budget; an exam of 6 hours, and a lesson that he gave in somebody's stead."""
    one = journal()
    loads = [{"teacher": LEBEDEV, "group": "ИС-21", "subject": "ЕН.01 Математика", "exam_hours": 6}]
    loads += [{"teacher": LEBEDEV, "group": "ИС-21", "subject": "УП.01 Учебная практика"}]
    stood_in = {"date": "2025-10-02", "group": "ИС-21", "subject": "ОГСЭ.04 Физическая культура"}
    chosen = chosen_settings(
        college={"name": OWNER.name}, loads=loads, substitutions=[{**stood_in, "teacher": LEBEDEV}]
    )
    group = replace(one.group, funding=Funding.BUDGET, department=Department(OWNER.department, OWNER.head))
    return form3(LEBEDEV, replace(one, group=group), chosen=chosen)


def certificate() -> Report:
    """Of a term that lies in the archive, and the year out of a file."""
    term, year = grade_statement(journal(), OWNER, term=1), grade_statement(journal(), OWNER)
    told = [
        (term, Origin("1 семестр.json", "05-12/2025-26/ИС-21", dt.date(2026, 7, 1))),
        (year, Origin("год.json")),
    ]
    record = study_record(find((term, year), "Ёлкин Пётр Ильич"))
    office = Office(director="Бурлаков Юрий Александрович")
    return certificate_report(record, Particulars(number="17"), office, tuple(sources_of(told)))


@pytest.mark.parametrize("name", ["statement", "form2", "form3", "scholarship", "certificate"])
def test_the_page_is_the_one_looked_at(name: str, small: Printed) -> None:
    pages = {
        "statement": lambda: small,
        "form2": lambda: Printed(december()),
        "form3": lambda: Printed(year_of_lebedev()),
        "scholarship": lambda: Printed(
            scholarship_report(
                scholarship_list(
                    grade_statement(journal(), OWNER, term=1), Conditions((Rule("академическая"),))
                ),
                Commission("постановление Правительства Самарской области от 16.12.2013 № 764"),
            )
        ),
    }
    pages["certificate"] = lambda: Printed(certificate())
    golden = (GOLDEN / f"reports_{name}.txt").read_text("utf-8")
    assert pages[name]().geometry().splitlines() == golden.splitlines()


def test_nothing_stands_in_the_margin_to_be_stitched(small: Printed) -> None:
    assert small.size() == (297, 210)
    assert min(word.left for word in small.words()) >= 29.9
    assert max(word.left for word in small.words()) < 287


def test_headings_are_turned_and_figures_are_not(small: Printed) -> None:
    turned = {word.text for word in small.words() if word.turned}
    assert {"ЕН.01 Математика", "УП.01 Учебная"} <= turned
    assert not any(word.turned for word in small.words() if word.text in {"3,75", "Абаев Иван Петрович"})


def test_a_mark_stands_under_its_subject_and_beside_its_student(small: Printed) -> None:
    places = {text: (left, top) for text, left, top in small.boxes()}
    assert abs(places["незач"][0] - places["Физическая"][0]) < 4
    assert abs(places["незач"][1] - places["Петрова"][1]) < 1
    assert abs(places["незач"][1] - places["Яшина"][1]) > 3


def test_the_statement_says_of_what_series_it_is_and_who_signs(small: Printed) -> None:
    for text in (
        "Дело № 05-12.",
        "Хранить 25 лет (Положение об электронном журнале, раздел 5)",
        "2 курса группы ИС-21 за 1 семестр 2025/2026 учебного года",
        "Классный руководитель",
        "О.И. Сидорова",
        "А.И. Котова",
        "Успевают: 2 (50,0 %); учатся на «4» и «5»: 1 (25,0 %), в том числе на «5»: 0;",
        "средний балл группы: 4,18.",
        "Чего не хватает в исходных данных",
        "3. Петров Я.Ю.: в группе по 20.11.2025.",
        "2. Ёлкин П.И.: в группе с 15.10.2025.",
    ):
        assert text.replace(" ", "") in small.text.replace("\N{NO-BREAK SPACE}", " ").replace(" ", ""), text


@pytest.mark.parametrize(
    ("students", "subjects", "long", "paper"),
    [(10, 8, False, "A4"), (40, 30, False, "A3"), (14, 10, True, "A3")],
)
def test_every_size_of_group_fits(students: int, subjects: int, long: bool, paper: str) -> None:
    report = statement_report(large(students, subjects, long=long), PAPER)
    assert report.sheet.paper.value == paper
    printed = Printed(report)
    names = [word for page in range(len(printed.pages)) for word in printed.words(page)]
    for number in range(1, students + 1):
        wanted = f"{number:02d}"
        assert any(wanted in word.text for word in names)
    width, height = printed.size()
    for page in range(len(printed.pages)):
        words = printed.words(page)
        assert min(word.left for word in words) >= 29.9
        assert max(word.left for word in words) < width - 9
        assert max(word.top for word in words if not word.text.startswith(("Дело", "лист"))) <= height - 13.5
        assert min(word.points for word in words) >= 4.9
    signed = [page for page in range(len(printed.pages)) if "(подпись)" in printed.pages[page].extract_text()]
    # Signatures stand under rows of the table, never alone.
    assert "Средний балл" in printed.pages[signed[0]].extract_text()


def test_too_many_subjects_for_the_sheet_asked_for_are_cut_with_the_names_repeated() -> None:
    report = statement_report(large(10, 30), replace(PAPER, paper=PaperFormat.A4))
    parts = laid(report.tables[0], report.sheet.text_width_mm)
    assert len(parts) == 2
    assert all(sum(part.widths_mm) <= report.sheet.text_width_mm + 0.1 for part in parts)
    assert [part.table.columns[1].title for part in parts] == ["Фамилия, имя, отчество"] * 2
    whole = [column for part in parts for column in part.table.columns[2:]]
    assert whole == list(report.tables[0].columns[2:])
    assert "(часть 2 из 2)" in Printed(report).text


def test_subject_by_subject_and_module_by_module() -> None:
    reports = subject_reports(grade_statement(journal(), OWNER), PAPER)
    assert [report.name for report in reports] == [
        "ЕН.01 Математика",
        "ОГСЭ.03 Иностранный язык",
        "ОГСЭ.04 Физическая культура",
        "ОП.08 Экономика организации",
        "ПМ.01 Разработка модулей",
        "УП.01 Учебная практика",
        "ПМ.01 Разработка модулей (модуль)",
    ]
    maths, module = reports[0], reports[-1]
    assert [column.title for column in maths.tables[0].columns[2:]] == [
        "1 семестр: экзамен",
        "2 семестр: другая форма контроля",
    ]
    rows = [[shown(cell.value) for cell in row.cells] for row in maths.tables[0].rows]
    assert [row[2:] for row in rows[:5]] == [["5", "5"], ["4", "5"], ["—", "—"], ["3", "—"], ["н/а, 3", "4"]]
    assert [row[-2:] for row in rows[-3:]] == [["100,0", "100,0"], ["50,0", "100,0"], ["3,75", "4,67"]]
    assert [column.title for column in module.tables[0].columns[2:]] == [
        "УП.01 Учебная практика, 1\N{NO-BREAK SPACE}семестр",
        "ПМ.01 Разработка модулей, 2\N{NO-BREAK SPACE}семестр",
    ]
    work = reports[3]
    assert work.missing == (
        "ОП.08 Экономика организации, 2 семестр (курсовая работа): нет оценки у студентов — 1; "
        "проценты и средний балл не посчитаны.",
    )
    facts = {fact.label: fact.value for fact in reports[5].facts}
    assert (facts["Часы"], facts["Дней практики"]) == ("1 семестр: по плану 18, дано 18", "1 семестр: 3")


def test_days_off_are_grey_on_the_page() -> None:
    report = december()
    off = [column.title for column in report.tables[0].columns if column.shaded]
    assert off == ["7", "14", "21", "28", "31"]
    assert len(report.tables[0].columns) == 6 + calendar.monthrange(2025, 12)[1]


def test_judges_of_pdf_find_nothing_and_the_bytes_repeat(small: Printed, tmp_path: Path) -> None:
    path = tmp_path / "ведомость.pdf"
    path.write_bytes(small.pdf)
    done = subprocess.run(["qpdf", "--check", str(path)], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, ""), done.stdout
    again = Printed(statement_report(grade_statement(journal(), OWNER, term=1), PAPER))
    assert again.pdf == small.pdf
    catalog = PdfReader(io.BytesIO(small.pdf)).root_object
    assert b'pdfaid:part="2"' in catalog["/Metadata"].get_object().get_data()
    assert len(catalog["/OutputIntents"]) == 1


def test_hostile_texts_are_printed_letter_for_letter() -> None:
    table = Table((Column("<script>", 40.0),), (text_row("=1+1"), text_row("<b>жирно</b> file:///etc")))
    text = Printed(Report(title="<img src=x>", tables=(table,), missing=("\u202e зеркало \u4e2d",))).text
    for wanted in ("<script>", "=1+1", "<b>жирно</b> file:///etc", "<img src=x>", "⟨U+202E⟩", "⟨U+4E2D⟩"):
        assert wanted in text


def test_a_row_that_does_not_fill_its_table_is_refused() -> None:
    table = Table((Column("а", 10.0), Column("б", 10.0)), (Row((Cell("только"),)),))
    with pytest.raises(ValueError, match="fill"):
        set_document(Document("т", (Report(title="т", tables=(table,)),)), PdfA.A2B)


def test_numbers_are_written_as_russians_write_them() -> None:
    assert [shown(value) for value in (5, Decimal("4.50"), -3, "—", "")] == ["5", "4,50", "−3", "—", ""]


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.tuples(st.floats(5, 40), st.booleans(), st.integers(1, 120)), min_size=1, max_size=45),
    st.sampled_from([180.0, 257.0, 380.0]),
)
def test_tables_of_any_columns_stay_within_the_sheet(
    columns: list[tuple[float, bool, int]], width: float
) -> None:
    table = Table(
        (
            Column("№", 8.0),
            *(Column("слово " * (n // 6 + 1), w, rotated=turned, group="Группа") for w, turned, n in columns),
        ),
        (Row((Cell("итого", span=1), *(Cell(n) for _w, _t, n in columns))),),
        keys=1,
    )
    parts = laid(table, width)
    for part in parts:
        assert sum(part.widths_mm) <= width + 0.1 or len(part.table.columns) == 2
        assert len(part.table.rows[0].cells) == len(part.table.columns)
    assert [one for part in parts for one in part.table.columns[1:]] == list(table.columns[1:])


def test_a4_is_kept_when_it_will_do() -> None:
    narrow = Table((Column("а", 100.0),), ())
    wide = Table((Column("а", 300.0),), ())
    sheet = Sheet(PaperFormat.A3, landscape=True, binding_margin_mm=30.0)
    assert sheet_for(sheet, (narrow,)).paper is PaperFormat.A4
    assert sheet_for(sheet, (narrow, wide)).paper is PaperFormat.A3


def kinds(report: Report) -> list[str]:
    """What stands over the columns of results."""
    titles = dict.fromkeys(column.group for column in report.tables[0].columns if column.note)
    return list(titles)


def test_kinds_of_assessment_are_told_alike_as_fully_as_there_is_room() -> None:
    full = statement_report(large(8, 12), PAPER)
    assert kinds(full)[1] == "Дифференцированные зачёты"
    # With one column of each kind the longest word would ask for a column four times as wide as its marks.
    some = statement_report(large(8, 4), PAPER)
    assert kinds(some) == ["Экзамены", "Дифф. зачёты", "Зачёты", "Другие формы контроля"]
    crowded = large(8, 24)
    alone = (Assessment.EXAM, Assessment.DIFFERENTIATED_TEST, Assessment.TEST)
    entries = (*(replace(one, assessment=kind) for one, kind in zip(crowded.entries, alone, strict=False)),)
    rest = (replace(one, assessment=Assessment.OTHER) for one in crowded.entries[3:])
    many = statement_report(replace(crowded, entries=(*entries, *rest)), replace(PAPER, paper=PaperFormat.A4))
    assert kinds(many) == ["Экз.", "ДЗ", "Зач.", "Др."]
    assert many.remarks[0] == (
        "Экз. — экзамены; ДЗ — дифференцированные зачёты; Зач. — зачёты; Др. — другие формы контроля."
    )
    for report in (full, some, many):
        assert titles_fit(report.tables[0], report.sheet.text_width_mm)


def test_a_term_of_thirty_students_stands_on_one_a4_and_a_year_on_one_a3() -> None:
    year = statement_report(large(30, 34), PAPER)
    assert year.sheet.paper is PaperFormat.A3
    assert level_for(year) is not None
    report = statement_report(large(30, 16), PAPER)
    assert report.sheet.paper is PaperFormat.A4
    page = Printed(report)
    assert len(page.pages) == 1
    assert min(word.points for word in page.words()) > 6.49
    assert "(подпись)" in page.text
    # It was measured before: set once, and no closer than it must be.
    density = LEVELS[level_for(report) or 0]
    end = report.sheet.height_mm - density.margins_mm[1]
    lowest = max(word.top for word in page.words() if word.top <= end + 1)
    assert -1.0 <= density.margins_mm[0] + height(report, density) - lowest <= 6.0


def test_what_takes_two_sheets_is_set_with_ease_and_leaves_no_totals_alone() -> None:
    page = Printed(statement_report(large(40, 4), PAPER))
    first, last = (sheet.extract_text() for sheet in page.pages)
    assert "«5»" not in first and "(подпись)" not in first
    assert all(f"Фамилия{number}" in last for number in (38, 39, 40))
    assert {round(word.points, 1) for word in page.words(1) if "Фамилия40" in word.text} == {8.5}


def test_the_name_column_is_as_wide_as_its_names() -> None:
    [short] = laid(statement_report(large(8, 12), PAPER).tables[0], 257.0)
    [longer] = laid(statement_report(grade_statement(journal(), OWNER, term=1), PAPER).tables[0], 257.0)
    assert short.widths_mm[1] - width_mm("Фамилия01 Имя Отчество", 8.5) < 2.0
    assert longer.widths_mm[1] < 46.0


def test_a_form_is_as_high_as_was_measured() -> None:
    form = year_of_lebedev()
    lowest = max(word.top for word in Printed(form).words() if word.top < 283)
    assert -1.0 <= 14.0 + height(form, LEVELS[level_for(form) or 0]) - lowest <= 6.0


def test_a_value_that_says_what_it_is_has_no_label() -> None:
    told = replace(OWNER, department="Отделение информационных технологий")
    report = statement_report(grade_statement(journal(), told, term=1), PAPER)
    text = Printed(report).text
    assert "Отделение информационных технологий" in text
    assert "Отделение:" not in text
