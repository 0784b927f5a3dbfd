"""Fresh tables of marks and results: how they are written, struck out, calculated and hidden."""

from __future__ import annotations

import datetime as dt

import openpyxl
import xlsxwriter
import xlwt

from intake.fresh_tables import (
    NAME,
    A,
    B,
    G,
    Table,
    V,
    bare_xlsx,
    head,
    html_file,
    ods_cell,
    ods_file,
    ods_number,
    openpyxl_file,
    table,
    xls_file,
    xlsxwriter_file,
)  # fmt: skip

WIDE = {"months": ("Сентябрь", *[""] * 7), "days": (1, 4, 10, 12, 15, 17, 19, 22)}
FIRST = len(head())  # the row of the first student, counted from zero


@table
def two_grades_in_a_cell() -> Table:
    rows = [[1, A, "4/5", "4;5", "4 5", 5], [2, B, "5-", "4+", "4,5", 4], [3, V, 4.5, "5!", "3\u2013", 3]]
    return Table(
        {f"{NAME}.xlsx": openpyxl_file([*head(), *rows, [4, G, "4\\5", "4,5,3", "2→3", 3]])},
        [
            *("Абаев: 4/5 | 4;5 | 4 5 | 5", "Белов: 5- | 4+ | 4,5 | 4", "Васильева: 4,5 | 5! | 3– | 3"),
            "Гусев: 4\\5 | 4,5,3 | 2→3 | 3",
        ],
        {"mark.decimal": "2 клетки", "mark.signed": "3 оценки", "mark.unknown": "4 неизвестные"},
    )


@table
def words_for_absence_and_failure() -> Table:
    said = [
        [1, A, "Н", "н/б", "Н / Б", "нб.", "н.б.", "УП", "у/п", "оп.", 5],
        [2, B, "H", "h", "нб ", "Б", "б.", "Н/П", "\u00a0н/п\u00a0", "о/п", 4],
        [3, V, "незач", "н/зач.", "НЕЗАЧ", "зач", "зач.", "Зачёт", "осв", "ОСВ.", "н/а"],
        [4, G, "Болен", "отс", "-", "\u2014", ".", "·", "б/о", "Б/У", "неуд"],
    ]
    return Table(
        {f"{NAME}.xls": xls_file([*head(**WIDE), *said])},
        [
            "Абаев: Н | н/б | Н / Б | нб. | н.б. | УП | у/п | оп. | 5",
            "Белов: H | h | нб | Б | б. | Н/П | н/п | о/п | 4",
            "Васильева: незач | н/зач. | НЕЗАЧ | зач | зач. | Зачёт | осв | ОСВ. | н/а",
            "Гусев: Болен | отс | - | \u2014 | . | · | б/о | Б/У | неуд",
        ],
        {"mark.unknown": "неизвестных отмет"},
    )


@table
def struck_in_html() -> Table:
    line = "text-decoration: line-through"
    rows = [
        [1, A, "<s>2</s>", "<del>3</del> 4", 5, 4],
        [2, B, f'<td style="{line}">2</td>', "4<strike>2</strike>", f'<span style="{line}">5</span>', 3],
        [3, V, '<td class="x">2</td>', 4, 4, 5],
    ]
    return Table(
        {f"{NAME}.html": html_file([*head(), *rows], head=f"<style>.x{{{line}}}</style>")},
        ["Абаев: 2̶ | 3̶ 4 | 5 | 4", "Белов: 2̶ | 42̶ | 5̶ | 3", "Васильева: 2̶ | 4 | 4 | 5"],
        {"report.struck": "6 ячеек", "mark.unknown": "6 неизвестных"},
    )


@table
def struck_in_part_and_white() -> Table:
    def tweak(book: xlsxwriter.Workbook, sheet: xlsxwriter.workbook.Worksheet) -> None:
        struck, white = book.add_format({"font_strikeout": True}), book.add_format({"font_color": "white"})
        sheet.write_rich_string(FIRST, 2, struck, "2", " 4")
        sheet.write(FIRST + 1, 2, 2, struck)
        sheet.write(FIRST + 2, 2, 3, white)
        sheet.write(FIRST + 2, 3, 4, book.add_format({"num_format": ";;;"}))

    rows = [*head(), [1, A, 4, 4, 4, 4], [2, B, 5, 5, 5, 5], [3, V, 5, 5, 5, 5]]
    return Table(
        {f"{NAME}.xlsx": xlsxwriter_file(rows, tweak)},
        ["Абаев: 2̶ 4 | 4 | 4 | 4", "Белов: 2̶ | 5 | 5 | 5", "Васильева: 3 | 4 | 5 | 5"],
        {"report.struck": "C7, C8", "mark.unknown": "2 неизвестные"},
    )


STRIKING = (
    '<style:style style:name="s" style:family="table-cell"><style:text-properties '
    'style:text-line-through-style="solid"/></style:style>'
    '<style:style style:name="child" style:family="table-cell" style:parent-style-name="s"/>'
    '<style:style style:name="none" style:family="table-cell" style:parent-style-name="s">'
    '<style:text-properties style:text-line-through-style="none"/></style:style>'
    '<style:style style:name="t" style:family="text"><style:text-properties '
    'style:text-line-through-type="single"/></style:style>'
)


@table
def struck_in_ods() -> Table:
    rows = [
        [1, A, ods_number(2, style="s"), ods_number(2, style="child"), ods_number(4, style="none"), 4],
        [2, B, ods_cell('<text:span text:style-name="t">2</text:span><text:s/>4'), 5, 5, 5],
        [3, V, ods_number(3, number_columns_repeated="2"), 4, 3],
    ]
    return Table(
        {f"{NAME}.ods": ods_file([*head(), *rows], styles=STRIKING)},
        ["Абаев: 2̶ | 2̶ | 4 | 4", "Белов: 2̶ 4 | 5 | 5 | 5", "Васильева: 3 | 3 | 4 | 3"],
        {"report.struck": "C7, D7, C8", "mark.unknown": "3 неизвестные"},
    )


@table
def struck_column_in_ods() -> Table:
    columns = (
        '<table:table-column table:number-columns-repeated="3"/>'
        '<table:table-column table:default-cell-style-name="s"/>'
    )
    rows = [*head(), [1, A, 4, ods_number(2), 5, 4]]
    return Table(
        {f"{NAME}.ods": ods_file(rows, styles=STRIKING, columns=columns)},
        ["Абаев: 4 | 2̶ | 5 | 4"],
        {"report.struck": "D7", "mark.unknown": "1 неизвестная"},
    )


@table
def dates_out_of_marks() -> Table:
    rows = [
        [1, A, dt.datetime(2025, 5, 4), dt.time(4, 5), 4, 5],
        [2, B, "04.05.2025", 5, "2025-05-04", dt.datetime(2025, 5, 4)],
    ]
    return Table(
        {f"{NAME}.xlsx": openpyxl_file([*head(), *rows])},
        ["Абаев: 04.05.2025 | 04:05:00 | 4 | 5", "Белов: 04.05.2025 | 5 | 2025-05-04 | 04.05.2025"],
        {"report.date-for-mark": "5 отметок", "mark.unknown": "5 неизвестных"},
    )


@table
def dates_out_of_marks_in_xls() -> Table:
    day, hour = xlwt.easyxf(num_format_str="DD.MMM"), xlwt.easyxf(num_format_str="h:mm")
    rows = [*head(), [1, A, (dt.date(2025, 5, 4), day), (dt.time(4, 5), hour), 4, 5]]
    return Table(
        {f"{NAME}.xls": xls_file(rows)},
        ["Абаев: 04.05.2025 | 04:05:00 | 4 | 5"],
        {"report.date-for-mark": "«4/5»", "mark.unknown": "2 неизвестные"},
    )


@table
def numbers_of_every_kind() -> Table:
    def tweak(book: openpyxl.Workbook) -> None:
        book.active.cell(FIRST + 2, 3).number_format = "0%"

    rows = [
        *([1, A, "5 ", "\u00a04\u00a0", "5.0", "4"], [2, B, 0.05, "4\u200b", "5\n4", 5]),
        *([3, V, 0, "’5", True, 4], [4, G, "\uff15", "5\u200f", "5\u0301", 3]),
    ]
    return Table(
        {f"{NAME}.xlsx": openpyxl_file([*head(), *rows], tweak=tweak)},
        [
            *("Абаев: 5 | 4 | 5.0 | 4", "Белов: 0,05 | 4 | 5 4 | 5", "Васильева: 0 | ’5 | истина | 4"),
            "Гусев: \uff15 | 5 | 5\u0301 | 3",
        ],
        {"mark.unknown": "6 неизвестных", "text.control-characters": "D8"},
    )


@table
def formulas_with_values() -> Table:
    def tweak(book: xlsxwriter.Workbook, sheet: xlsxwriter.workbook.Worksheet) -> None:
        for at, (average, missed, result) in enumerate([(4.5, 1, 5), (4, 0, 4)], FIRST):
            sheet.write_formula(at, 5, f"=AVERAGE(C{at + 1}:E{at + 1})", None, average)
            sheet.write_formula(at, 6, f'=COUNTIF(C{at + 1}:E{at + 1},"н")', None, missed)
            sheet.write_formula(at, 7, f"=ROUND(F{at + 1},0)", None, result)
        sheet.write(FIRST + 2, 1, "Всего «5»")
        sheet.write_formula(FIRST + 2, 2, "=COUNTIF(C7:C8,5)", None, 0)

    rows = [*head(results=("Ср. балл", "Проп", "1 сем.")), [1, A, 4, "н", 5], [2, B, 3, 4, 5]]
    return Table(
        {f"{NAME}.xlsx": xlsxwriter_file(rows, tweak)},
        ["Абаев: 4 | н | 5 | 4,5 | 1 | 5", "Белов: 3 | 4 | 5 | 4 | 0 | 4"],
        {"report.formulas": "F7", "report.totals-left-out": "C9"},
    )


@table
def formula_of_an_empty_text() -> Table:
    said = ('<c r="D7"><v>5</v></c>', '<c r="D7" t="str"><f>IF(1,"","")</f><v></v></c>')
    return Table(
        {f"{NAME}.xlsx": bare_xlsx([*head(), [1, A, 4, 5, 4, 4]], change=said)},
        ["Абаев: 4 |  | 4 | 4"],
        {"report.formulas": "D7"},
    )


@table
def formulas_without_values() -> Table:
    rows = [*head(), [1, A, 4, "=C7", 5, "=ROUND(AVERAGE(C7:E7),0)"], [2, B, "#REF!", "#Н/Д", 5, 4]]
    return Table(
        {f"{NAME}.xlsx": openpyxl_file(rows)},
        ["Абаев: 4 |  | 5 | ", "Белов: #REF! | #Н/Д | 5 | 4"],
        {
            "report.formula-valueless": "D7, F7",
            "report.formulas": "D7",
            "mark.unknown": "#Н/Д",
            "grade.final-missing": "№ 1",
        },
    )


@table
def formulas_in_ods() -> Table:
    empty = '<table:table-cell table:formula="of:=[.C7]"/>'
    rows = [*head(), [1, A, 4, empty, ods_number(5, formula="of:=5"), 4]]
    return Table(
        {f"{NAME}.ods": ods_file(rows)},
        ["Абаев: 4 |  | 5 | 4"],
        {"report.formula-valueless": "D7", "report.formulas": "2 ячейках"},
    )


@table
def results_of_every_kind() -> Table:
    results = ("Ср. балл", "Пропуски", "Экз", "Итог")
    rows = [[1, A, 4, 5, 4, "4,33", 2, 4, 5], [2, B, 3, 3, "н", 3, 11, 3, 3]]
    return Table(
        {f"{NAME}.xlsx": openpyxl_file([*head(results=results), *rows])},
        ["Абаев: 4 | 5 | 4 | 4,33 | 2 | 4 | 5", "Белов: 3 | 3 | н | 3 | 11 | 3 | 3"],
        {"results.differ": "№ 1"},
    )


@table
def results_spelled_in_full() -> Table:
    results = ("Дифф. зачет", "Итоговая оценка за 1 семестр", "Средн.балл")
    rows = [*head(results=results), [1, A, 4, 5, 4, 4, 4, 4.33], [2, B, 3, 3, 3, 3, 4, 3]]
    return Table(
        {f"{NAME}.xls": xls_file(rows)},
        ["Абаев: 4 | 5 | 4 | 4 | 4 | 4,33", "Белов: 3 | 3 | 3 | 3 | 4 | 3"],
        {"results.differ": "№ 2"},
    )


@table
def expected_result_empty() -> Table:
    rows = [*head(results=("Зач.", "1 семестр")), [1, A, 4, 5, 4, "", 4], [2, B, 3, 3, 3, "", 3]]
    return Table(
        {f"{NAME}.html": html_file(rows)},
        ["Абаев: 4 | 5 | 4 |  | 4", "Белов: 3 | 3 | 3 |  | 3"],
        {"results.empty": "«Зач.»"},
    )


@table
def results_of_one_kind_that_differ() -> Table:
    rows = [*head(results=("1 сем", "1 семестр")), [1, A, 4, 5, 4, 4, 5], [2, B, 3, 3, 3, 3, 3]]
    return Table(
        {f"{NAME}.xlsx": openpyxl_file(rows)},
        ["Абаев: 4 | 5 | 4 | 4 | 5", "Белов: 3 | 3 | 3 | 3 | 3"],
        {"results.contradict": "№ 1"},
    )


@table
def titles_that_are_no_results() -> Table:
    months, days = ("Сентябрь", "", "К/р", "Октябрь", "", "Аттестация"), (1, 4, "", 2, 9, "")
    rows = [*head(months=months, days=days, results=("I сем.",)), [1, A, 4, 5, 3, 4, 4, 5, 4]]
    return Table(
        {f"{NAME}.xlsx": openpyxl_file(rows)},
        ["Абаев: 4 | 5 | 4 | 4 | 3 | 5 | 4"],
        {"column.unknown": "«Аттестация»"},
    )


@table
def totals_and_half_year_in_ods() -> Table:
    rows = [*head(results=("ИТОГО", "Год", "п/г")), [1, A, 4, 5, 4, 4, 5, 4]]
    return Table(
        {f"{NAME}.ods": ods_file(rows)}, ["Абаев: 4 | 5 | 4 | 4 | 5 | 4"], {"column.unknown": "«ИТОГО»"}
    )


@table
def titles_in_the_row_of_days() -> Table:
    rows = [
        *head(results=("Итоги", "", ""))[:-1],
        ["№", "ФИО", 1, 4, 10, "Экзамен 25.12", "Ср.б.", "Итоговая"],
    ]
    return Table(
        {f"{NAME}.html": html_file([*rows, [1, A, 4, 5, 4, 4, 4.3, 4], [2, B, 3, 3, 3, 2, 3, 2]])},
        ["Абаев: 4 | 5 | 4 | 4 | 4.3 | 4", "Белов: 3 | 3 | 3 | 2 | 3 | 2"],
    )
