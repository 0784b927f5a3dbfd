"""Sheets that are drawn look as the engine would have set them; what cannot be drawn is set by it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from printed_report import Printed
from small_journal import OWNER, journal

from archiver.press.refusal import CannotLayError
from archiver.reports.document.drawn.sheets import drawn
from archiver.reports.document.report import (
    Align,
    Cell,
    Column,
    Document,
    Emphasis,
    Fact,
    Report,
    Resolution,
    Row,
    Sheet,
    Signature,
    Table,
)
from archiver.reports.statement.extract import grade_statement
from archiver.reports.statement.page import StatementPaper, statement_report
from archiver.settings.pdf_a import PdfA

LONG = "Константинопольский-Задунайский Александр Александрович"
COLUMNS = (
    Column("№", 8),
    Column("Фамилия, имя, отчество", 38, align=Align.LEFT),
    Column("Математика", 6.4, group="Экзамены", note="Петров П.П.", rotated=True),
    Column("Основы безопасности и защиты Родины, а также охраны труда", 6.4, group="Экзамены", rotated=True),
    Column("1", 7, note="вс", shaded=True),
    Column("Часы всего", 12, align=Align.RIGHT),
)
ROWS = (
    *(
        Row((Cell(1), Cell(name), Cell(5), Cell("н/а", strong=True), Cell(""), Cell(72)))
        for name in ("Ли", LONG)
    ),
    Row((Cell(""), Cell("\N{NO-BREAK SPACE}"), *[Cell()] * 4)),
    Row((Cell("Всего", span=2, align=Align.RIGHT), Cell(1234567890), *[Cell("")] * 3), Emphasis.SUBTOTAL),
    Row((Cell("Итого", span=2), Cell(2), Cell(""), Cell(3), Cell(144)), Emphasis.TOTAL),
)
FLAT = Table(tuple(replace(column, group="", rotated=False, width_mm=20) for column in COLUMNS), ROWS)
SIGNED = tuple(
    Signature(post, name) for post, name in (("Секретарь", ""), ("Заместитель директора", "И.И. Ли"))
)
EVERYTHING = Report(
    "ВЕДОМОСТЬ",
    organisation="Колледж «Связь»",
    subtitle=("за первый семестр", "2025/2026 учебного года"),
    facts=(Fact("Группа", "ИС-21"), Fact("Куратор", ""), Fact("Период", "01.09.2025–28.12.2025")),
    tables=(Table(COLUMNS, ROWS, caption="Раздел первый"), FLAT),
    missing=("Нет журнала за второй семестр.", "Данные журнала прочитаны не полностью. " * 4),
    remarks=("Часы академические.", "Выходные дни выделены серым. " * 9),
    closing=("Педагогическая нагрузка выполнена.", "Прошу оплатить дополнительно часов: 12."),
    signatures=SIGNED,
    approval=Signature("Директор", "О.И. Громов"),
    dated=True,
    imprint="Дело № 05-12. Хранить 25 лет",
)
_KERNED_MM = 0.3
"""Remarks set closely are one text when they are drawn: letters of two of them are drawn nearer."""
LYING = Sheet(landscape=True)


def closely(report: Report) -> Report:
    """So many rows that it is set closely to stand on one sheet."""
    return replace(report, whole=True, tables=(Table(COLUMNS, (*ROWS[:1] * 20, *ROWS)), *report.tables[1:]))


REPORTS = {
    "standing": EVERYTHING,
    "lying": replace(EVERYTHING, sheet=LYING, tables=(FLAT,), subtitle=("за год",)),
    "close": closely(replace(EVERYTHING, approval=None)),
    "close and lying": closely(replace(EVERYTHING, sheet=LYING, approval=None, tables=())),
    "three signatures": replace(EVERYTHING, sheet=LYING, tables=(FLAT,), signatures=(*SIGNED, *SIGNED[:1])),
    "bare": Report("ПРОБА", dated=True),
}


def of_journal() -> dict[str, Report]:
    """The papers that are made most."""
    return {"statement": statement_report(grade_statement(journal(), OWNER, term=1), StatementPaper())}


@pytest.mark.parametrize("name", [*REPORTS, "statement"])
def test_every_word_stands_where_the_engine_sets_it(name: str) -> None:
    report = (REPORTS | of_journal())[name]
    drawn(Document("Проба", (report,)), PdfA.A2B)  # not refused
    here, there = Printed(report), Printed(report, engine=True)
    assert len(here.pages) == len(there.pages) == 1
    one, other = (
        sorted(page.boxes(), key=lambda box: (box[0], round(box[2]), round(box[1]))) for page in (here, there)
    )
    assert [word for word, *_place in one] == [word for word, *_place in other]
    apart = [
        (word, left, there_left, top, there_top)
        for (word, left, top), (_word, there_left, there_top) in zip(one, other, strict=True)
        if abs(left - there_left) > _KERNED_MM or abs(top - there_top) > 0.1
    ]
    assert apart == []


@pytest.mark.parametrize(
    "report",
    [
        replace(EVERYTHING, tables=(Table(COLUMNS, ROWS * 30),)),
        replace(EVERYTHING, resolution=Resolution(("Решение:",))),
        replace(EVERYTHING, seal=True),
        replace(EVERYTHING, facts=(Fact("Группа", "И" * 200),)),
        replace(
            EVERYTHING,
            subtitle=("за период " + "с перерывом " * 12,),
            whole=True,
            tables=(Table(COLUMNS, ROWS * 8),),
        ),
    ],
)
def test_what_cannot_be_drawn_is_set_by_the_engine(report: Report) -> None:
    with pytest.raises(CannotLayError):
        drawn(Document("Проба", (report,)), PdfA.A2B)
    assert Printed(report).text == Printed(report, engine=True).text


def test_reports_of_one_document_are_numbered_and_the_same_bytes_come_twice() -> None:
    document = Document("Проба", (REPORTS["bare"], REPORTS["lying"]))
    done = drawn(document, PdfA.A1B)
    assert (done.pages, dict(done.starts)) == (2, {"report-0": 0, "report-1": 1})
    assert done.pdf == drawn(document, PdfA.A1B).pdf
    assert "лист 2 из 2" in Printed(*document.reports).text
