"""Values of workbooks that the spreadsheet library passes over or joins: shown as they are, or told."""

from __future__ import annotations

import io
import struct
import zipfile

import pytest
import xlsxwriter
import xlwt
from old_workbook import biff5, record
from report_printing import codes, read_one
from test_report_hostile import container

from archiver.intake.report.sheets import compound
from archiver.intake.report.sheets.number_words import word_for
from archiver.intake.report.sheets.plain import count_filled, plain_rows
from archiver.intake.report.sheets.xlsx_walk import walked
from intake.fresh_files import TWO
from intake.fresh_tables import NAME, A, head, ods_cell, ods_file, xls_file, xlsxwriter_file

SHEET, STRINGS = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"
Change = tuple[str, str]


def changed(book: bytes, part: str, *changes: Change) -> bytes:
    """A workbook with pieces of a part replaced."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as source, zipfile.ZipFile(made, "w") as target:
        for name in source.namelist():
            data = source.read(name).decode()
            for old, new in changes if name == part else ():
                assert old in data, data
                data = data.replace(old, new)
            target.writestr(name, data)
    return made.getvalue()


def told(suffix: str, book: bytes) -> set[str]:
    return codes(read_one({f"{NAME}.{suffix}": book}))


def mark_of_the_first(suffix: str, book: bytes) -> tuple[str, set[str]]:
    """The second mark of the first student, and what is told."""
    reading = read_one({f"{NAME}.{suffix}": book})
    assert reading.journal is not None
    section = reading.journal.sections[0]
    cell = section.marks.get((section.students[0].id, section.lessons[1].id), ())
    return " ".join(mark.source for mark in cell), codes(reading)


BOOK = xlsxwriter_file(TWO, lambda _book, _sheet: None)
FIVE = '<c r="D7"><v>5</v></c>'
ROW = '<row r="8" spans="1:6">'


@pytest.mark.parametrize("cell", ['t = "e"><v>#REF!</v>', "t='e'\n><v>#REF!</v>"])
def test_an_error_is_told_however_it_is_spelled(cell: str) -> None:
    assert mark_of_the_first("xlsx", changed(BOOK, SHEET, (FIVE, f'<c r="D7" {cell}</c>'))) == (
        "#REF!",
        set(),
    )


@pytest.mark.parametrize(
    "change",
    [
        (FIVE, '<c r="D7" t="inlineStr"><v>5</v></c>'),
        (FIVE, '<C r="D7"><v>5</v></C>'),
        (FIVE, '<c r="D7" r="E9"><v>5</v></c>'),
        (FIVE, f"{FIVE}<c r='D8'/><row r='9'/>"),
        (FIVE, '<c r="C7"/><c><v>5</v></c><c r="D7"><v>5</v></c>'),
        (f"{ROW}", f"<x:y xmlns:x='urn:x'>{ROW}</row></x:y>{ROW}"),
        (ROW, f"<![CDATA[{ROW}</row>]]>{ROW}"),
        ("</worksheet>", ""),
        ("</worksheet>", f"{ROW}</row></worksheet>"),
        ("</worksheet>", f"</worksheet>{ROW}</row>"),
    ],
)
def test_cells_that_the_library_passes_over_are_damage(change: Change) -> None:
    assert told("xlsx", changed(BOOK, SHEET, change)) == {"file.broken"}


@pytest.mark.parametrize("change", [("нб", "н\x0bб"), ("<sst", '<!DOCTYPE a [<!ENTITY e "5">]><sst')])
def test_shared_texts_are_well_formed(change: Change) -> None:
    assert told("xlsx", changed(BOOK, STRINGS, change)) == {"file.broken"}


@pytest.mark.parametrize("text", ["<t/>", "<t> </t>", "<t></t><rPh sb='0' eb='1'><t>5</t></rPh>"])
def test_an_empty_shared_text_is_no_lost_value(text: str) -> None:
    assert told("xlsx", changed(BOOK, STRINGS, ("<t>нб</t>", text))) <= {"text.control-characters"}


@pytest.mark.parametrize(
    "text",
    [
        "<t>5</t><t>4</t>",
        "<r><t>5</t><t>4</t></r>",
        "<r><r><t>5</t></r></r>",
        "<t>5</t><x:t xmlns:x='urn:x'>4</x:t>",
        "<x:y xmlns:x='urn:x'><t>5</t></x:y><t>4</t>",
        "<t>5<b>4</b></t>",
    ],
)
def test_letters_that_the_library_joins_to_a_text_are_damage(text: str) -> None:
    assert told("xlsx", changed(BOOK, STRINGS, ("<t>нб</t>", text))) == {"file.broken"}
    inline = f'<c r="D7" t="inlineStr"><is>{text}</is></c>'
    assert told("xlsx", changed(BOOK, SHEET, (FIVE, inline))) == {"file.broken"}


@pytest.mark.parametrize("text", ["<t>н</t><r><t>б</t></r>", "<r><t>н</t></r><r><rPr><b/></rPr><t>б</t></r>"])
def test_runs_are_one_text(text: str) -> None:
    end = ("</sst>", "<extLst><ext uri='{1}'/></extLst></sst>")
    assert told("xlsx", changed(BOOK, STRINGS, ("<t>нб</t>", text), end)) == set()


@pytest.mark.parametrize(
    "cell",
    ["<f><![CDATA[2+3]]></f></c>", "<f>2+3</f><!-- 5 --></c>", "<f>2+3</f></c>"],
)
def test_a_formula_without_a_value_is_told_however_it_is_spelled(cell: str) -> None:
    assert "report.formula-valueless" in told("xlsx", changed(BOOK, SHEET, (FIVE, f'<c r="D7">{cell}')))
    unplaced = (FIVE, f"<c>{cell}")  # behind the cell before it
    assert "report.formula-valueless" in told("xlsx", changed(BOOK, SHEET, unplaced))


def test_cells_without_addresses_may_not_span_more_than_a_journal() -> None:
    wide = f"<row r='9'>{'<c/>' * 1023}<c><v>5</v></c></row><row r='99000'><c><v>5</v></c></row></sheetData>"
    assert told("xlsx", changed(BOOK, SHEET, ("</sheetData>", wide))) == {"file.broken"}


def test_a_usual_sheet_is_counted_and_not_walked_through() -> None:
    with zipfile.ZipFile(io.BytesIO(BOOK)) as package:
        sheet = package.read(SHEET)
    rows = plain_rows(sheet)
    assert rows is not None
    assert count_filled(rows) == len(walked(sheet).filled) == 21
    assert plain_rows(sheet.replace(b"<v>5</v>", b"<v>5</v><!-- -->")) is None
    assert plain_rows(sheet.replace(b"</sheetData>", b"</sheetData><sheetData/>")) is None


def test_a_sheet_that_the_workbook_does_not_name_is_damage() -> None:
    book = io.BytesIO(BOOK)
    with zipfile.ZipFile(book, "a") as package:
        package.writestr("xl/worksheets/sheet2.xml", package.read(SHEET))
    assert told("xlsx", book.getvalue()) == {"file.broken"}


def ods(cell: str, **rest: str) -> bytes:
    return ods_file([*head(), [1, A, 4, cell, "нб", 4]], **rest)


RUBY = "<text:ruby><text:ruby-base>5</text:ruby-base><text:ruby-text>4</text:ruby-text></text:ruby>"
NOTE = "5<text:note><text:note-body><text:p>4</text:p></text:note-body></text:note>"
BOX = "5<draw:frame><draw:text-box><text:p>4</text:p></draw:text-box></draw:frame>"


@pytest.mark.parametrize("inside", [RUBY, NOTE, BOX, "5<text:hidden-text>4</text:hidden-text>"])
def test_what_stands_beside_the_text_of_a_cell_joins_no_mark_and_is_told(inside: str) -> None:
    assert mark_of_the_first("ods", ods(ods_cell(inside))) == ("5", {"report.text-left-out"})


@pytest.mark.parametrize("between", ["<text:tab/>", "<text:line-break/>", "<text:s/>", "</text:p><text:p>"])
def test_what_parts_two_marks_in_an_open_document_parts_them(between: str) -> None:
    assert mark_of_the_first("ods", ods(ods_cell(f"4{between}5"))) == ("4 5", set())


def test_a_comment_in_a_line_of_text_is_told() -> None:
    inside = "5<office:annotation><text:p>4</text:p></office:annotation>"
    assert mark_of_the_first("ods", ods(ods_cell(inside))) == ("5", {"report.objects-left-out"})


@pytest.mark.parametrize(
    "value",
    [
        " ",
        'office:value-type="void"',
        'office:value-type="float"',
        'office:value-type="string" office:string-value=""',
    ],
)
def test_the_text_shown_stands_for_a_value_that_is_missing(value: str) -> None:
    assert mark_of_the_first("ods", ods(ods_cell("5", value))) == ("5", set())


@pytest.mark.parametrize("kind", ["float", "percentage", "currency"])
@pytest.mark.parametrize("word", ["ИСТИНА", "TRUE", "отл"])
def test_a_number_shown_as_a_word_is_that_word(word: str, kind: str) -> None:
    """LibreOffice saves a formula that is true as the number 1, which would be a grade."""
    cell = ods_cell(word, f'office:value-type="{kind}" office:value="1"')
    assert mark_of_the_first("ods", ods(cell)) == (word, set())


@pytest.mark.parametrize(
    "change",
    [
        (' table:name="Отчет"', ""),
        ("<text:p>5</text:p>", "<text:p><![CDATA[5]]></text:p>"),
        ("<text:p>5</text:p>", "<table:table><table:table-row/></table:table><text:p>5</text:p>"),
        ("<text:p>5</text:p>", '<table:table table:is-sub-table="true"/><text:p>5</text:p>'),
    ],
)
def test_sheets_and_cells_that_the_library_passes_over_are_damage(change: Change) -> None:
    assert told("ods", changed(ods(ods_cell("5")), "content.xml", change)) == {"file.broken"}


def test_tables_under_another_prefix_are_damage() -> None:
    changes = ("table:", "tbl:"), ("xmlns:table", "xmlns:tbl"), (":tbl:1.0", ":table:1.0")
    assert told("ods", changed(ods(ods_cell("5")), "content.xml", *changes)) == {"file.broken"}


def test_a_password_of_an_open_document_is_told() -> None:
    listed = ("</manifest:manifest>", "<manifest:encryption-data/></manifest:manifest>")
    book = changed(ods_file(TWO), "META-INF/manifest.xml", listed)
    assert told("ods", changed(book, "content.xml", ("<office:", "\0office:"))) == {"file.encrypted"}


Records = list[tuple[int, bytes]]


def records(stream: bytes) -> Records:
    found, at = [], 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        found.append((kind, stream[at + 4 : at + 4 + length]))
        at += 4 + length
    return [one for one in found if one[0]]


OLD = records(compound.streams(xls_file(TWO))["Workbook"])
END = (0x000A, b"")
TEXT_OF_A_FORMULA = (0x0006, struct.pack("<HHH6xHHIH3s", 6, 6, 0, 0xFFFF, 0, 0, 3, b"\x1e\5\0"))


def old(*more: tuple[int, bytes], of: Records = OLD) -> bytes:
    """The workbook with records behind the last of its sheet; `of` ends with the sheet's end."""
    *most, last = of
    return container("Workbook", b"".join(record(*one) for one in (*most, *more, last)))


def number(row: int, column: int, value: int) -> tuple[int, bytes]:
    return 0x0203, struct.pack("<HHHd", row, column, 0, value)


def test_a_cell_of_an_old_workbook_written_twice_is_named() -> None:
    found = [one for one in read_one({f"{NAME}.xls": old(number(6, 3, 2))}).findings if "file" in one.code]
    assert ["D7" in one.message for one in found] == [True]
    assert told("xls", old((0x0201, struct.pack("<HHH", 6, 3, 0)))) == set()  # a blank one says nothing


def test_a_formula_without_its_text_is_told() -> None:
    text = (0x0207, struct.pack("<HB", 1, 0) + b"5")
    assert "report.formula-valueless" in told("xls", old(TEXT_OF_A_FORMULA))
    assert "report.formula-valueless" not in told("xls", old(TEXT_OF_A_FORMULA, text))
    assert told("xls", old(TEXT_OF_A_FORMULA, text, (0x003C, b"\0 4"))) == {"file.broken"}


@pytest.mark.parametrize(
    "cell",
    [
        (0x0002, struct.pack("<HH3xH", 8, 3, 5)),
        (0x0003, struct.pack("<HH3xd", 8, 3, 5)),
        (0x0004, struct.pack("<HH3xB", 8, 3, 1) + b"5"),
        (0x0206, struct.pack("<HHHdHH3x", 8, 3, 0, 5, 0, 3)),
        (0x0406, struct.pack("<HHHdHH3x", 8, 3, 0, 5, 0, 3)),
        (0x0204, struct.pack("<HHHHB", 8, 3, 0, 9, 1) + "нб".encode("utf-16-le")),  # longer than its record
        (
            0x0204,
            struct.pack("<HHHHBH", 8, 3, 0, 1, 8, 1) + b"5\0\0\5\0",
        ),  # with runs behind it
    ],
)
def test_cells_of_another_format_or_longer_than_their_record_are_damage(cell: tuple[int, bytes]) -> None:
    assert told("xls", old(cell)) == {"file.broken"}


def test_texts_of_a_formula_are_one_and_whole() -> None:
    text = (0x0207, struct.pack("<HB", 1, 0) + b"5")
    longer = (0x0207, struct.pack("<HB", 9, 1) + "нб".encode("utf-16-le"))
    assert told("xls", old(TEXT_OF_A_FORMULA, text, text)) == {"file.broken"}
    assert told("xls", old(TEXT_OF_A_FORMULA, longer)) == {"file.broken"}
    of_a_number = (0x0006, struct.pack("<HHHdHI3s", 6, 6, 0, 5.0, 0, 0, b"\x1e\5\0"))
    assert told("xls", old(of_a_number, text)) == {"file.broken"}


def test_a_table_of_texts_that_goes_on_in_an_empty_record_is_damage() -> None:
    """The library leaves the first text behind it empty."""
    at = next(at for at, (kind, _body) in enumerate(OLD) if kind == 0x00FC)
    place = [
        (kind, struct.pack("<I", struct.unpack("<I", body[:4])[0] + 4) + body[4:])
        if kind == 0x0085
        else (kind, body)
        for kind, body in OLD
    ]
    assert told("xls", old(of=[*place[: at + 1], (0x003C, b""), *place[at + 1 :]])) == {"file.broken"}


@pytest.mark.parametrize("beginning", [(0x0009, 2), (0x0209, 3), (0x0409, 4)])
def test_workbooks_of_excel_2_to_4_in_the_wrapping_of_later_ones_are_refused(
    beginning: tuple[int, int],
) -> None:
    kind, version = beginning
    book = record(kind, struct.pack("<HHH", version, 0x10, 0)) + record(0x000A)
    assert told("xls", container("Book", book)) == {"file.broken"}


def test_an_old_workbook_that_ends_between_two_records_is_damage() -> None:
    assert told("xls", container("Workbook", b"".join(record(*one) for one in OLD[:-1]))) == {"file.broken"}


def test_a_table_that_an_old_workbook_does_not_name_is_damage() -> None:
    whole = old(of=OLD)
    assert told("xls", whole) == set()
    start = next(at for at, (kind, _body) in enumerate(OLD) if kind == 0x0809 and at)
    assert told("xls", old(END, *OLD[start:-1])) == {"file.broken"}
    as_macro = [(kind, body[:5] + b"\1" + body[6:] if kind == 0x0085 else body) for kind, body in OLD]
    assert told("xls", old(of=as_macro)) == {"file.broken"}


def test_two_tables_of_texts_are_damage() -> None:
    at = next(at for at, (kind, _body) in enumerate(OLD) if kind == 0x00FC)
    place = [
        (kind, struct.pack("<I", struct.unpack("<I", body[:4])[0] + 4 + len(OLD[at][1])) + body[4:])
        if kind == 0x0085
        else (kind, body)
        for kind, body in OLD
    ]
    assert told("xls", old(of=[*place[: at + 1], *place[at:]])) == {"file.broken"}


def test_what_lies_on_a_sheet_of_excel_95_is_told() -> None:
    cells = [
        (row, column, float(value) if isinstance(value, int) else value)
        for row, line in enumerate(TWO)
        for column, value in enumerate(line)
        if value != ""
    ]

    def thing(kind: int, letters: bytes = b"") -> tuple[int, bytes]:
        place = struct.pack("<8H", 1, 0, 12, 0, 3, 0, 14, 0)
        return 0x005D, struct.pack("<IHHH", 1, kind, 1, 0) + place + bytes(18) + struct.pack(
            "<H18x", len(letters)
        ) + letters

    def note(row: int) -> tuple[int, bytes]:
        return 0x001C, struct.pack("<HHH", row, 2, 1) + b"x"

    *most, last = records(compound.streams(biff5(cells, 1251, "cp1251"))["Book"])
    lying = (thing(6, b"text"), thing(6), thing(8), note(6), note(0xFFFF))
    reading = read_one(
        {f"{NAME}.xls": container("Book", b"".join(record(*one) for one in (*most, *lying, last)))}
    )
    said = " ".join(one.message for one in reading.findings)
    assert "текст 1 надписи или рисунка (B13)" in said
    assert "примечания к ячейкам: 1 (C7); рисунки: 1" in said


CODES = ['"зач"', '[=5]"зач";"незач"', '[<3]"незач";"зач"', "\\з\\а\\ч;;0", '"зач";"незач";0']


@pytest.mark.parametrize("code", CODES)
def test_a_number_that_a_workbook_shows_as_a_word_is_that_word(code: str) -> None:
    def tweak(book: xlsxwriter.Workbook, sheet: xlsxwriter.workbook.Worksheet) -> None:
        sheet.write(6, 3, 5, book.add_format({"num_format": code}))

    assert mark_of_the_first("xlsx", xlsxwriter_file(TWO, tweak)) == ("зач", set())
    styled = [*head(), [1, A, 4, (5, xlwt.easyxf(num_format_str=code)), "нб", 4]]
    assert mark_of_the_first("xls", xls_file(styled)) == ("зач", set())


@pytest.mark.parametrize(
    ("code", "value", "word"),
    [
        ("General", 5, None),
        ("Основной", 5, None),
        ('0" балл"', 5, None),
        ("[Red]0;[Blue]-0", 5, None),
        (";;;", 5, None),
        ('_-* #,##0_-;-* #,##0_-;_-* "-"??_-;_-@_-', 0, None),
        ("[h]", 5, None),
        ("yyyy", 5, None),
        ('[=1]"да";[=0]"нет";0', 5, None),
        ('[=1]"да";[=0]"нет";0', 0, "нет"),
        ('"да";"нет"', 0, "да"),
        ('"да";"нет"', -1, "нет"),
        ('"да";"нет";"пусто"', 0, "пусто"),
    ],
)
def test_words_of_a_number_format(code: str, value: float, word: str | None) -> None:
    assert word_for(code, value) == word
