"""Fresh tables whose lists, headings and lists of topics were edited by hand."""

from __future__ import annotations

import datetime as dt

import openpyxl
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
    html_rows,
    ods_file,
    openpyxl_file,
    table,
    xls_file,
)  # fmt: skip

FIRST = len(head())
TOP = [["Группа : ИС-21"], ["Интервал : 01.09.2025 - 28.12.2025"], ["Предмет : Математика"]]


@table
def heading_repeated_in_the_list() -> Table:
    rows = [
        *(*head(), [1, A, 4, 5, 4, 4], [2, B, 3, 3, 3, 3], [""], *head()[-2:], [3, V, 5, 5, 5, 5], []),
        *([4, G, 4, "н", 4, 4], [""], ["", "Всего: 4 чел."]),
    ]
    return Table(
        {f"{NAME}.xls": xls_file(rows)},
        ["Абаев: 4 | 5 | 4 | 4", "Белов: 3 | 3 | 3 | 3", "Васильева: 5 | 5 | 5 | 5", "Гусев: 4 | н | 4 | 4"],
        {"report.totals-left-out": "B16"},
    )


@table
def numbers_of_students_spoiled() -> Table:
    rows = [*head(), ["1.", A, 4, 5, 4, 4], ["2)", B, 3, 3, 3, 3], ["", V, 4, "н", 4, 4], [2, G, 2, 2, 2, 2]]
    return Table(
        {f"{NAME}.xlsx": openpyxl_file(rows)},
        ["Абаев: 4 | 5 | 4 | 4", "Белов: 3 | 3 | 3 | 3", "Гусев: 2 | 2 | 2 | 2", "Васильева: 4 | н | 4 | 4"],
        {"report.number-twice": "номер 2", "report.unnumbered": "A9", "student.twice": "№ 2"},
    )


@table
def students_who_left() -> Table:
    rows = [
        [1, A, 4, 5, 4, 4],
        [2, "Белов Пётр Сергеевич (выбыл 05.09.2025)", 3, "<td colspan=3>выбыл, пр. № 12 от 05.09.2025</td>"],
        [3, f"{V}, акад. отпуск", 5, 5, 5, 5],
        ["", "Выбыли:"],
        [4, G, "н", "н", "", ""],
    ]
    return Table(
        {f"{NAME}.html": html_file([*head(), *rows])},
        [
            "Абаев: 4 | 5 | 4 | 4",
            "Белов: 3 | выбыл, пр. № 12 от 05.09.2025 |  | ",
            "Васильева: 5 | 5 | 5 | 5",
            "Гусев: н | н |  | ",
        ],
        {
            "report.text-left-out": "B10",
            "report.merged-marks": "D8",
            "mark.unknown": "выбыл",
            "grade.final-missing": "№ 2, 4",
        },
    )


@table
def subgroups_in_the_list_and_one_who_moved() -> Table:
    rows = [
        *(["1 подгруппа"], [1, A, 4, 5, 4, 4], [2, B, 3, 3, 3, 3], ["2 п/г"], [1, V, 5, 5, 5, 5]),
        *(["Переведены из 1 п/г во 2 п/г"], [2, B, 4, "", "", ""]),
    ]
    return Table(
        {f"{NAME}.xlsx": openpyxl_file([*head(), *rows])},
        ["Абаев: 4 | 5 | 4 | 4", "Белов: 3 | 3 | 3 | 3", "Васильева: 5 | 5 | 5 | 5", "Белов: 4 |  |  | "],
        {
            "report.subgroups-in-list": "строка 7, 10",
            "report.text-left-out": "A12",
            "student.twice": "№ 2, 4",
            "grade.final-missing": "№ 4",
        },
    )


@table
def totals_signatures_and_legend() -> Table:
    rows = [
        *([1, A, 4, 5, 4, 4], ["", "Кол-во «5»", 0, 1, 0, 0], ["", "Средний балл", "3,5", 4, 3.5, 3.5]),
        *(["", "Успеваемость, %", 100, 100, 100, 100], ["", "Отсутствовало", 0, 0, 0], []),
        *(["Преподаватель __________ /Орлов О.О./"], ["Условные обозначения: Н – отсутствовал"]),
        ["Дата печати: 28.12.2025"],
    ]
    return Table(
        {f"{NAME}.xlsx": openpyxl_file([*head(), *rows])},
        ["Абаев: 4 | 5 | 4 | 4"],
        {"report.totals-left-out": "20 ячеек", "report.text-left-out": "A14"},
    )


@table
def names_in_three_columns_of_ods() -> Table:
    rows = [
        *(
            *TOP,
            ["", "", "", "", "Сентябрь", "", "", "1 сем."],
            ["№", "Фамилия", "Имя", "Отчество", 1, 4, 10],
        ),
        *([1, *A.split(), 4, 5, 4, 4], [2, *B.split(), 3, 3, 3, 3]),
    ]
    return Table({f"{NAME}.ods": ods_file(rows)}, ["Абаев: 4 | 5 | 4 | 4", "Белов: 3 | 3 | 3 | 3"])


@table
def no_numbers() -> Table:
    rows = [*TOP, ["ФИО", "Сентябрь", "", "", "1 сем."], ["", 1, 4, 10], [A, 4, 5, 4, 4], [B, 3, 3, 3, 3]]
    return Table(
        {f"{NAME}.xlsx": openpyxl_file(rows)},
        ["Абаев: 4 | 5 | 4 | 4", "Белов: 3 | 3 | 3 | 3"],
        {"report.unnumbered": "A6, Отчет!A7".replace("Отчет", "Лист1")},
    )


@table
def empty_column_behind_the_name() -> Table:
    rows = [*TOP, ["№", "ФИО", "", "Сентябрь", "", "", "1 сем."], ["", "", "", 1, 4, 10]]
    return Table(
        {f"{NAME}.xls": xls_file([*rows, [1, A, "", 4, 5, 4, 4], [2, B, "б/о", 3, 3, 3, 3]])},
        ["Абаев: 4 | 5 | 4 | 4", "Белов: 3 | 3 | 3 | 3"],
        {"mark.no-place": "C7"},
    )


@table
def marks_without_a_name() -> Table:
    rows = [
        *([1, A, 4, 5, 4, 4], [2, "", 3, 3, 3, 3], ["", "", 5, 5, 5, 5], [3, "Иванов", 4, 4, 4, 4]),
        *([4, "вакансия", "", "", "", ""], [5]),
    ]
    return Table(
        {f"{NAME}.xlsx": openpyxl_file([*head(), *rows])},
        ["Абаев: 4 | 5 | 4 | 4", "Иванов: 4 | 4 | 4 | 4", "вакансия:  |  |  | "],
        {"report.name-missing": "строке 8", "grade.final-missing": "№ 4"},
    )


SIX = {"months": ("Сентябрь", *[""] * 5), "days": (1, 4, 25, 2, 9, 30)}


@table
def month_left_out() -> Table:
    return Table(
        {f"{NAME}.xlsx": openpyxl_file([*head(**SIX), [1, A, 4, 5, 4, 3, 3, 2, 4]])},
        ["Абаев: 4 | 5 | 4 | 2 | 4"],
        {"report.bad-day": "F6"},
    )


@table
def month_left_out_under_a_merged_one() -> Table:
    months = ('<td colspan="4">Сентябрь</td>', '<td colspan="2">Октябрь</td>')
    rows = [*head(months=months, days=(1, 4, 25, 2, 9, 16)), [1, A, 4, 5, 4, 3, 3, 3, 4]]
    return Table(
        {f"{NAME}.html": html_file(rows)},
        ["Абаев: 4 | 5 | 4 | 3 | 3 | 4"],
        {"report.bad-day": "F6"},
    )


@table
def months_spelled_in_many_ways() -> Table:
    months = ("СЕНТЯБРЬ 2025 г.", "сентябрь", "Сент.", "октября", "", "Нояб.")
    return Table(
        {
            f"{NAME}.html": html_file(
                [*head(months=months, days=(1, 4, 10, 2, 9, 6)), [1, A, 4, 5, 4, 3, "н", 5, 4]]
            )
        },
        ["Абаев: 4 | 5 | 4 | 3 | н | 5 | 4"],
    )


@table
def month_written_as_a_number() -> Table:
    rows = [*head(months=("Сентябрь", "", "10.2025"), days=(1, 4, 9)), [1, A, 4, 5, 3, 4]]
    return Table({f"{NAME}.xls": xls_file(rows)}, ["Абаев: 4 | 5 | 4"], {"report.bad-day": "E6"})


@table
def days_with_weekdays_and_dates() -> Table:
    days = ("01.09", "4 чт", "пн 8", dt.datetime(2025, 9, 10), "12-е", "чт\n18.09")
    return Table(
        {f"{NAME}.xlsx": openpyxl_file([*head(**(SIX | {"days": days})), [1, A, 4, 5, 4, 3, "н", 5, 4]])},
        ["Абаев: 4 | 5 | 4 | 3 | н | 5 | 4"],
    )


@table
def two_lessons_under_one_day() -> Table:
    def tweak(sheet: xlwt.Worksheet) -> None:
        sheet.write_merge(FIRST - 1, FIRST - 1, 2, 3, 1)

    rows = [
        *head(months=("Сентябрь", "", "", ""), days=("", "", 4, 4)),
        [1, A, 4, 5, 4, "н", 4],
        [2, B, 3, "", 3],
    ]
    return Table(
        {f"{NAME}.xls": xls_file(rows, tweak)},
        ["Абаев: 4 | 5 | 4 | н | 4", "Белов: 3 |  | 3 |  | "],
        {"grade.final-missing": "№ 2"},
    )


@table
def year_changes_in_the_middle() -> Table:
    months, days = ("Ноябрь", "", "Декабрь", "Январь", ""), (20, 27, 25, 12, 15)
    rows = head(months=months, days=days, interval="01.11.2025 - 20.01.2026")
    return Table(
        {f"{NAME}.xlsx": openpyxl_file([*rows, [1, A, 4, 5, 4, 3, "н", 4]])},
        ["Абаев: 4 | 5 | 4 | 4", "Абаев: 3 | н"],
        {"grade.final-missing": "2 семестр"},
    )


@table
def columns_far_to_the_right() -> Table:
    rows = [
        [1, A, 4, 5, 4, 4, *[""] * 20, "спросить Орлова"],
        [2, B, 3, 3, 3, 3, "", "", 5],
        [3, V, 5, 5, 5, 5],
    ]
    return Table(
        {f"{NAME}.xlsx": openpyxl_file([*head(), *rows])},
        ["Абаев: 4 | 5 | 4 | 4", "Белов: 3 | 3 | 3 | 3", "Васильева: 5 | 5 | 5 | 5"],
        {"mark.no-place": "AA7"},
    )


@table
def lesson_without_a_day() -> Table:
    rows = [*head(months=("Сентябрь", "", "", ""), days=(1, 4, "", 15)), [1, A, 4, 5, 3, 4, 4]]
    return Table({f"{NAME}.xlsx": openpyxl_file(rows)}, ["Абаев: 4 | 5 | 4 | 4"], {"mark.no-place": "E7"})


TWO = [*head(), [1, A, 4, 5, 4, 4], [2, B, 3, 3, 3, 3]]


@table
def cell_written_twice() -> Table:
    again = ('<c r="C7"><v>4</v></c>', '<c r="C7"><v>4</v></c><c r="C7"><v>2</v></c>')
    return Table({f"{NAME}.xlsx": bare_xlsx(TWO, change=again)}, [], {"file.broken": "C7"})


@table
def cells_without_addresses() -> Table:
    return Table(
        {f"{NAME}.xlsx": bare_xlsx(TWO, references=False)}, ["Абаев: 4 | 5 | 4 | 4", "Белов: 3 | 3 | 3 | 3"]
    )


@table
def marks_merged() -> Table:
    def tweak(book: openpyxl.Workbook) -> None:
        book.active.merge_cells("C7:D7")
        book.active.merge_cells("E8:E9")

    rows = [*head(), [1, A, "нб", "", 5, 4], [2, B, "4\n5", "4\r\nн", "4", 4], [3, V, 5, "н\n", "", 5]]
    return Table(
        {f"{NAME}.xlsx": openpyxl_file(rows, tweak=tweak)},
        ["Абаев: нб |  | 5 | 4", "Белов: 4 5 | 4 н | 4 | 4", "Васильева: 5 | н |  | 5"],
        {"report.merged-marks": "C7, E8"},
    )


@table
def topics_fewer_and_in_several_lines() -> Table:
    topics = [
        *(["№", "Дата", "Кол-во часов", "Тема", "Домашнее задание"],),
        [1, "01.09.2025", 2, "Множества.<br>Операции<br/>над ними", "§ 1"],
        *([2, "04.09.2025", 2, "Функции", ""], [2, "04.09.2025", 2, "Пределы", "№ 5"]),
    ]
    return Table(
        {f"{NAME}.html": html_file(TWO, after=f"<table>{html_rows(topics)}</table>")},
        ["Абаев: 4 | 5 | 4 | 4", "Белов: 3 | 3 | 3 | 3", "Множества. Операции над ними", "Функции"],
        {"report.topic-without-lesson": "строка 12", "topic.empty": "10.09.2025"},
    )


@table
def topics_beside_the_marks() -> Table:
    rows = [list(row) for row in TWO]
    rows[FIRST - 2] += ["", "№", "Дата", "Тема"]
    rows[FIRST] += ["", 1, "01.09.2025", "Множества"]
    rows[FIRST + 1] += ["", 2, "04.09", "Функции"]
    rows.append([*[""] * 7, 3, dt.datetime(2025, 9, 10), "Пределы"])
    return Table(
        {f"{NAME}.xlsx": openpyxl_file(rows)},
        ["Абаев: 4 | 5 | 4 | 4", "Белов: 3 | 3 | 3 | 3", "Множества", "Функции", "Пределы"],
    )


@table
def topics_more_and_dates_of_every_kind() -> Table:
    date = xlwt.easyxf(num_format_str="DD.MM.YYYY")
    topics = [
        *(
            [],
            ["№", "Дата", "Часы", "Тема", "Задание"],
            [1, (dt.date(2025, 9, 1), date), 2, "Множества", "§1"],
        ),
        *(
            [2, "2025-09-04", 2, "Функции", "§2"],
            [3, "10.09.25", 2, "Пределы", ""],
            [4, "17/09/2025", 2, "Ряды"],
        ),
    ]
    return Table(
        {f"{NAME}.xls": xls_file([*TWO, *topics])},
        ["Абаев: 4 | 5 | 4 | 4", "Белов: 3 | 3 | 3 | 3", "Множества", "Функции", "Пределы"],
        {"report.topic-without-lesson": "строка 14"},
    )
