"""Values of an .xlsx spelled so that the spreadsheet library reads nothing or another value: damage, told."""

import io
import re
import zipfile

import pytest
from report_printing import Page, as_xlsx, codes, day, read_one

NAME = "ИС-21 2025-26"
SHEET = "xl/worksheets/sheet1.xml"
ROW = re.compile(r"<row (?:(?!</row>).)*</row>")
NUMBER = re.compile(r'<c r="([A-Z]+\d+)"><v>(\d+)</v></c>')
TEXT = re.compile(r'(<c [^>]*t="s"[^>]*>)<v>(\d+)</v>')


def book(change: str, wanted: re.Pattern[str] = NUMBER, part: str = SHEET) -> bytes:
    """A report whose last value of a kind is written otherwise, its sheet in another part if so told."""
    whole = io.BytesIO(as_xlsx([Page(dates=[day("01.09.2025")], rows=[(1, "Абаев Иван", ["5"])])]))
    made = io.BytesIO()
    with zipfile.ZipFile(whole) as source, zipfile.ZipFile(made, "w") as target:
        for name in source.namelist():
            text = source.read(name).decode()
            if name == SHEET:
                found = list(wanted.finditer(text))[-1]
                text = text[: found.start()] + found.expand(change) + text[found.end() :]
            short = (SHEET.removeprefix("xl/"), part.removeprefix("xl/"))
            target.writestr(part if name == SHEET else name, text.replace(*short))
    return made.getvalue()


@pytest.mark.parametrize(
    "change",
    [
        r'<c r="\1"><v><![CDATA[\2]]></v></c>',
        r'<c r="\1"><v><!-- x -->\2</v></c>',
        r'<c r="\1"><v><?x?>\2</v></c>',
        r'<c r="\1"><v>&#53;</v></c>',
        r'<c r="\1"><v>\2</v><v>2</v></c>',
        r'<c r="\1" t="inlineStr"><is><t>\2</t></is><v>2</v></c>',
        r'<c r="\1" t="inlineStr"><v>2</v><is><t>\2</t></is></c>',
        r"""<c r="\1"><v>\2</v></c><c r='\1'><v>2</v></c>""",
        r'<c r="\1"><v>\2</v></c></row></sheetData><sheetData><row r="9"><c r="A9"><v>9</v></c>',
        r'<c r="\1"><v>\2</v></c><!DOCTYPE a>',
    ],
)
def test_values_that_the_library_misreads_are_damage(change: str) -> None:
    assert codes(read_one({NAME: book(change)})) == {"file.broken"}


@pytest.mark.parametrize("number", [r" \2 ", r"\2.0", r"+\2", r"<![CDATA[\2]]>", "&#49;"])
def test_the_number_of_a_text_is_digits(number: str) -> None:
    """The library would print the first text of the workbook in the cell, or none."""
    assert codes(read_one({NAME: book(rf"\1<v>{number}</v>", TEXT)})) == {"file.broken"}


def test_a_cell_in_small_letters_is_the_same_cell() -> None:
    twice = book(r'\g<0><c r="b1"><v>2</v></c><c r="B1"><v>3</v></c>', ROW)
    assert codes(read_one({NAME: twice})) == {"file.broken"}


def test_a_sheet_is_looked_through_whatever_its_part_is_called() -> None:
    assert codes(read_one({NAME: book(r"\g<0>", part="xl/other/page.xml")})) == codes(
        read_one({NAME: book(r"\g<0>")})
    )
    twice = book(r'\g<0><c r="\1"><v>2</v></c>', part="xl/other/page.xml")
    assert codes(read_one({NAME: twice})) == {"file.broken"}


def test_merged_ranges_on_one_another_are_refused() -> None:
    ranges = "".join(f'<mergeCell ref="A{row}:XFD{row + 50}"/>' for row in range(1, 4_000))
    sheet = book(r"\g<0>")
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(sheet)) as source, zipfile.ZipFile(made, "w") as target:
        for name in source.namelist():
            rows = b'<row r="200"><c r="A200"><v>1</v></c></row>' * (name == SHEET)
            end = b"</sheetData><mergeCells>" + ranges.encode() + b"</mergeCells>"
            data = source.read(name)
            data = re.sub(rb"<mergeCells.*</mergeCells>", b"", data)
            target.writestr(name, data.replace(b"</sheetData>", rows + end))
    assert codes(read_one({NAME: made.getvalue()})) == {"file.too-large"}
