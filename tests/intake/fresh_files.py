"""Fresh files: hidden parts, several sheets and groups, pages of every program, what lies beside cells."""

from __future__ import annotations

import io
import quopri
from pathlib import Path

import openpyxl
import xlsxwriter
from openpyxl.drawing.image import Image
from PIL import Image as Picture

from intake.fresh_tables import (
    NAME,
    A,
    B,
    G,
    Table,
    V,
    head,
    html_file,
    html_rows,
    ods_cell,
    ods_file,
    ods_number,
    openpyxl_file,
    table,
    xls_file,
    xlsxwriter_file,
)  # fmt: skip

TWO = [*head(), [1, A, 4, 5, "нб", 4], [2, B, 3, 3, 3, 3]]
READ = ["Абаев: 4 | 5 | нб | 4", "Белов: 3 | 3 | 3 | 3"]


@table
def hidden_rows_columns_and_sheets() -> Table:
    def tweak(book: openpyxl.Workbook) -> None:
        first, second, third = book.worksheets
        first.row_dimensions[8].hidden = first.column_dimensions["D"].hidden = True
        second.sheet_state, third.sheet_state = "hidden", "veryHidden"

    sheets = (TWO, [*head("Физика"), [1, A, 3, 3, 3, 3]], [["Черновик"], [A, 5, 5]])
    return Table(
        {f"{NAME}.xlsx": openpyxl_file(*sheets, tweak=tweak)},
        [*READ, "Абаев: 3 | 3 | 3 | 3"],
        {"report.sheet-left-out": "Лист3"},
    )


@table
def protected_filtered_and_folded() -> Table:
    def tweak(book: openpyxl.Workbook) -> None:
        sheet = book.active
        sheet.protection.sheet, sheet.protection.password = True, "x"
        sheet.freeze_panes, sheet.auto_filter.ref, sheet.print_area = "C7", "A6:F8", "A1:C7"
        sheet.row_dimensions[8].hidden = True
        sheet.row_dimensions.group(7, 8, hidden=True)
        sheet.column_dimensions.group("D", "E", hidden=True)

    return Table({f"{NAME}.xlsx": openpyxl_file(TWO, tweak=tweak)}, READ)


def _lying(book: xlsxwriter.Workbook, sheet: xlsxwriter.workbook.Worksheet) -> None:
    sheet.write_comment(6, 2, "исправлено с 2 на 4, тайна")
    sheet.insert_textbox(12, 1, "Абаев переведён приказом 15")
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": "=Отчет!$C$7:$E$7"})
    sheet.insert_chart(20, 2, chart)


@table
def comments_text_boxes_and_charts() -> Table:
    return Table(
        {f"{NAME}.xlsx": xlsxwriter_file(TWO, _lying)},
        READ,
        {"report.objects-left-out": "примечания к ячейкам: 1 (C7); диаграммы", "report.text-left-out": "B13"},
        ["тайна", "приказом 15"],
    )


@table
def comments_text_boxes_and_charts_in_xls() -> Table:
    saved = Path(__file__).parent / "cases" / "60-old-workbook-with-objects" / f"{NAME}.xls"
    return Table(
        {saved.name: saved.read_bytes()},  # the table before, saved by LibreOffice 7.4
        ["Абаев: 4 | н | 5 | 5", "Белов: 3 | 4 | 5 | 4", "Васильева: 5 | 5 | 5 | 5"],
        {"report.objects-left-out": "примечания к ячейкам: 1 (C7); диаграммы", "report.text-left-out": "B12"},
        ["секрет", "приказом 15"],
    )


@table
def pictures_on_a_sheet() -> Table:
    def tweak(book: openpyxl.Workbook) -> None:
        out = io.BytesIO()
        Picture.new("RGB", (9, 9)).save(out, "PNG")
        book.active.add_image(Image(out), "H2")

    return Table(
        {f"{NAME}.xlsx": openpyxl_file(TWO, tweak=tweak)}, READ, {"report.objects-left-out": "рисунки: 1"}
    )


@table
def comments_and_drawings_in_ods() -> Table:
    note = "<office:annotation><text:p>тайна</text:p></office:annotation>"
    shapes = (
        '<table:shapes><draw:custom-shape draw:name="Надпись"><text:p>Переведён</text:p></draw:custom-shape>'
        "<draw:frame><draw:image/></draw:frame><draw:frame><draw:object/></draw:frame></table:shapes>"
    )
    rows = [*head(), [1, A, 4, ods_cell("нб", inside=note), 5, 4]]
    return Table(
        {f"{NAME}.ods": ods_file(rows, shapes=shapes)},
        ["Абаев: 4 | нб | 5 | 4"],
        {
            "report.objects-left-out": "примечания к ячейкам: 1 (D7); рисунки: 1; диаграммы",
            "report.text-left-out": "1 надписи",
        },
        ["тайна", "Переведён"],
    )


@table
def marks_merged_and_dates_in_ods() -> Table:
    date = ods_cell("04.май", 'office:value-type="date" office:date-value="2025-05-04"')
    percent = ods_cell("5%", 'office:value-type="percentage" office:value="0.05"')
    wide = ods_cell("нб", number_columns_spanned="2", number_rows_spanned="1")
    rows = [
        [1, A, date, percent, ods_cell("4<text:s/>5</text:p><text:p>н"), 4],
        [2, B, wide, "<table:covered-table-cell/>", 5, 4],
    ]
    return Table(
        {f"{NAME}.ods": ods_file([*head(), *rows])},
        ["Абаев: 04.05.2025 | 0,05 | 4 5 н | 4", "Белов: нб |  | 5 | 4"],
        {"report.date-for-mark": "«4/5»", "mark.unknown": "2 неизвестные", "report.merged-marks": "C8"},
    )


@table
def cell_repeated_no_times_in_ods() -> Table:
    rows = [*head(), [1, A, ods_number(3, number_columns_repeated="0"), 4, 4, 4]]
    return Table({f"{NAME}.ods": ods_file(rows)}, [], {"file.broken": ".ods"})


@table
def sheets_of_subjects_and_of_notes() -> Table:
    second = [*head("Физика", teacher="Котов К.К."), [1, A, 5, 5, 5, 5]]
    return Table(
        {f"{NAME}.xlsx": openpyxl_file(TWO, second, [], [["Проверить Белова", 5]])},
        [*READ, "Абаев: 5 | 5 | 5 | 5"],
        {"report.sheet-left-out": "Лист4"},
    )


@table
def two_groups_in_one_file() -> Table:
    other = [["Группа : ИС-22"], *head()[1:], [1, V, 5, 5, "нб", 5]]
    return Table(
        {"1 семестр 2025-26.xls": xls_file([*TWO, [], *other])}, [*READ, "Васильева: 5 | 5 | нб | 5"]
    )


@table
def two_reports_and_both_terms() -> Table:
    months, days = ("Январь", "", "Февраль"), (13, 20, 3)
    second = head(months=months, days=days, results=("2 сем.", "Год"), interval="12.01.2026 - 28.06.2026")
    both = html_file(TWO) + html_file([*second, [1, A, 3, "нб", 4, 4, 4], [2, B, 3, 3, 3, 3, 3]])
    return Table(
        {"ИС-21 2025-26.html": both}, [*READ, "Абаев: 3 | нб | 4 | 4 | 4", "Белов: 3 | 3 | 3 | 3 | 3"]
    )


@table
def pages_of_a_subject_and_its_teachers() -> Table:
    rows = [
        *(*head("«Родной» язык — (рус.)"), [1, A, 4, 5, 4, ""], []),
        *head('"Родной" язык - (рус.)', ("Октябрь", "", ""), (2, 9, 16), teacher="Котов К.К.", interval=""),
        [1, A, 5, 5, "нб", 4],
    ]
    return Table(
        {f"{NAME}.xlsx": openpyxl_file(rows)},
        ["Абаев: 4 | 5 | 4 | 5 | 5 | нб | 4"],
        {"teacher.several": "разные преподаватели"},
    )


@table
def group_spelled_in_many_ways() -> Table:
    second = [["Группа: ИС –21"], *head("Физика")[1:], [1, A, 5, 5, 5, 5]]
    third = head("Химия")[1:]
    return Table(
        {
            f"{NAME}.xlsx": openpyxl_file([["Группа:  ис - 21"], *TWO[1:]]),
            f"{NAME} Физика.xlsx": openpyxl_file(second),
            "ИС_21 Химия 1 семестр 2025-26.xls": xls_file([*third, [1, A, 2, 2, 2, 2]]),
        },
        [*READ, "Абаев: 5 | 5 | 5 | 5", "Абаев: 2 | 2 | 2 | 2"],
    )


@table
def subgroups_named_in_many_ways() -> Table:
    subjects = ("Англ. язык 1 п/г", "Англ. язык (подгр. 2)", "Информатика, 2-я подгруппа", "Химия (1 гр.)")
    rows: list[list[object]] = head()[:2]
    for subject, student in zip(subjects, (A, B, V, G), strict=True):
        rows += [*head(subject, interval=""), [1, student, 4, "нб", 4, 5], []]
    return Table(
        {f"{NAME}.xls": xls_file(rows)},
        [f"{one.split()[0]}: 4 | нб | 4 | 5" for one in (A, B, V, G)],
    )


@table
def web_archive_of_a_browser() -> Table:
    def part(kind: str, content: bytes) -> bytes:
        heading = f"Content-Type: {kind}\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n".encode()
        return b"\r\n----B--\r\n" + heading + quopri.encodestring(content).replace(b"\n", b"\r\n")

    heading = (
        b'MIME-Version: 1.0\r\nContent-Type: multipart/related; type="text/html"; boundary="--B--"\r\n\r\n'
    )
    parts = part("text/html", html_file(TWO)) + part("text/css", b"td {color: red}")
    return Table({f"{NAME}.mht": heading + parts + b"\r\n----B----\r\n"}, READ)


@table
def page_of_word() -> Table:
    def cell(value: object) -> str:
        return f"<td width=30><p class=MsoNormal><span lang=RU>{value}<o:p></o:p></span></p></td>"

    rows = [*head(), [1, A, 4, "5<span style='mso-spacerun:yes'>  </span>", 4, 4]]
    rows.append([2, B, 3, "<del cite='mailto:x'>2</del><ins>3</ins>", 3, 3])
    lines = "".join(
        f"<tr>{''.join(cell('&nbsp;' if one == '' else one) for one in row)}</tr>" for row in rows
    )
    page = (
        "<html xmlns:o='urn:schemas-microsoft-com:office:office'><head><meta charset=windows-1251>"
        "<!--[if gte mso 9]><xml><o:x>Нет</o:x></xml><![endif]--></head><body lang=RU>"
        f"<p class=MsoNormal>Утверждаю</p><table>{lines}</table><p><o:p>&nbsp;</o:p></p></body></html>"
    )
    return Table(
        {f"{NAME}.htm": page.encode("cp1251")},
        ["Абаев: 4 | 5 | 4 | 4", "Белов: 3 | 2̶3 | 3 | 3"],
        {"report.struck": "D9", "report.text-left-out": "A1", "mark.unknown": "1 неизвестная"},
    )


@table
def page_of_excel() -> Table:
    rows = [*head(), [1, A, "<td x:num>4</td>", '<td x:str="нб">нб</td>', '<td x:num="0.5">50%</td>', 4]]
    hidden = f"<tr style='display:none'>{html_rows([[2, B, 5, 5, 5, 5]])[4:]}"
    page = html_file(rows, head="<!--[if gte mso 9]><xml><x:a/></xml><![endif]--><style>.x{}</style>")
    return Table(
        {f"{NAME}.xls": page.replace(b"</table>", f"{hidden}</table>".encode())},
        ["Абаев: 4 | нб | 50% | 4", "Белов: 5 | 5 | 5 | 5"],
        {"mark.unknown": "50%"},
    )


@table
def comments_in_pages() -> Table:
    office = '<a class="comment-indicator"></a><comment>тайна</comment><font>4</font>'
    excel = "4<span class=msocomanchor>[1]</span><div class=msocomtxt>тайна</div>"
    return Table(
        {f"{NAME}.html": html_file([*head(), [1, A, office, excel, 5, 4]])},
        ["Абаев: 4 | 4 | 5 | 4"],
        {"report.objects-left-out": "примечания к ячейкам: 2 (C7, D7)"},
        ["тайна"],
    )


@table
def fields_pictures_and_loose_text_in_a_page() -> Table:
    chosen = "<select><option>4<option selected>5</select>"
    fields = ['<input value="4"><input type="hidden" value="2">', "<textarea>нб</textarea>", chosen, 3]
    page = html_file([*head(), [1, A, *fields], [2, B, 3, '<img src=x alt="5">', 3, 3]])
    page = page.replace(b'print">', 'print"><caption>Исправлено завучем</caption>'.encode())
    return Table(
        {f"{NAME}.html": page.replace(b"<tr><td>2</td>", "<tr>5 лишняя отметка<td>2</td>".encode())},
        ["Абаев: 4 | нб | 5 | 3", "Белов: 3 |  | 3 | 3"],
        {"report.text-left-out": "A1, A2"},
    )


@table
def caption_that_tells_the_subject() -> Table:
    rows = [*head()[:2], *head()[3:], [1, A, 4, 5, 4, 4]]
    page = html_file(rows).replace(b'print">', 'print"><caption>Предмет : Физика</caption>'.encode())
    return Table({f"{NAME}.html": page}, ["Абаев: 4 | 5 | 4 | 4"])


def _never_closed(tag: str, **more: str) -> Table:
    rows = [*head(), [1, A, 4, 5, 4, 4], [2, B, tag, 3, 3, 3], [3, V, 5, 5, 5, 5]]
    told = {"file.broken": "повреждён", "grade.final-missing": "№ 2", **more}
    return Table({f"{NAME}.html": html_file(rows)}, (), told)


@table
def text_field_never_closed() -> Table:
    return _never_closed("<textarea>", **{"mark.unknown": "td"})


@table
def script_closed_by_another() -> Table:
    made = _never_closed("<script>")
    return Table(
        {name: page.replace(b"</body>", b"<script></script></body>") for name, page in made.files.items()},
        made.marks,
        made.told,
    )
