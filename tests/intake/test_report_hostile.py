"""Files that are damaged or meant to harm: refused or printed letter for letter, never a traceback."""

import io
import os
import struct
import zipfile
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st
from report_printing import NAMES, Memory, Page, as_html, as_xls, as_xlsx, codes, day, page, read_one

from archiver.intake.attribution import attributed
from archiver.intake.exports import Reading
from archiver.intake.quarantine import QuarantinedTree, apart
from archiver.intake.quarantine.child import KEEPER
from archiver.intake.report.discover import report_groups
from archiver.intake.report.sheets.compound import DamagedError, outline, streams
from archiver.intake.tree.directory_tree import DirectoryTree
from archiver.journal.findings import Severity
from archiver.journal.model import AcademicYear
from archiver.press.section.lost_letters import lost_letter_findings
from archiver.settings.tables import Settings

NAME = "ИС-21 2025-26"
GOOD = page(
    [day("01.09.2025"), day("03.09.2025")],
    [["5", "4"], ["н", ""], ["", "3"]],
    facing=[[1, "01.09.2025", 2, "Предел", "§ 1"]],
)
HOSTILE = [
    "<script>alert(1)</script> Иван",
    '=HYPERLINK("http://example.org/x","Иван")',
    "file:///etc/passwd Иван",
    "../../Иванов Иван",
    "{{ 7 * 7 }} Иван",
    "Ё" * 300,
    "&lt;b&gt; Иван &amp;",
]


@pytest.mark.parametrize("printed", [as_xls, as_xlsx, lambda pages: as_html(pages).encode()])
def test_hostile_words_are_letters(printed) -> None:  # type: ignore[no-untyped-def]
    rows = [(number, name, [name]) for number, name in enumerate(HOSTILE, 1)]
    reading = read_one({NAME: printed([Page(HOSTILE[0], dates=[day("01.09.2025")], rows=rows)])})
    assert codes(reading) == set() and reading.journal is not None
    (section,) = reading.journal.sections
    assert section.subject.name == HOSTILE[0]
    assert [one.full_name for one in section.students] == HOSTILE
    assert [section.marks[one.id, "l1"][0].source for one in section.students] == HOSTILE


def test_characters_that_cannot_be_printed_are_taken_out_and_noted() -> None:
    rows = [(1, "Ива\u202eнов\x07 Иван", ["5"])]
    reading = read_one({NAME: as_xls([Page(dates=[day("01.09.2025")], rows=rows)])})
    assert reading.journal is not None
    assert reading.journal.sections[0].students[0].full_name == "Иванов Иван"
    (note,) = [one for one in reading.findings if one.code == "text.control-characters"]
    assert (note.place.cell, note.severity) == ("B4", Severity.NOTE)


def test_scripts_comments_and_entities_of_a_page_do_nothing() -> None:
    head = """<meta charset="utf-8"><script src="http://example.org/x.js">Предмет : Скрипт</script>"""
    text = as_html([GOOD], head=head).replace(
        "<p>Предмет", '<!-- Предмет : Тайна --><img src="file:///etc/passwd"><iframe>x</iframe><p>Предмет'
    )
    doctype = '<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd"><!ENTITY y "&x;&x;">]>'
    text = text.replace("<!DOCTYPE html>", doctype).replace("Предел", "&y;Предел<script>1</script>")
    reading = read_one({NAME: text})
    assert reading.journal is not None and codes(reading) == set()
    (section,) = reading.journal.sections
    assert section.subject.name == "Математика"
    assert section.lessons[0].topic == "&y;Предел"


def refused(data: bytes | str, **limits: int) -> str:
    reading = read_one({NAME: data}, Settings.model_validate({"limits": limits}))
    assert reading.journal is None
    (only,) = [one for one in reading.findings if one.severity is Severity.BLOCKING]
    assert only.place.file == NAME and only.advice
    return only.code


def test_spans_and_sheets_without_measure_are_refused() -> None:
    wide = as_html([GOOD]).replace("colspan=2", "colspan=1000000")
    assert refused(wide) == "file.too-large"
    many = "<html><p>Предмет : х</p><table>" + "<tr><td>1" * 100_001 + "</table></html>"
    assert refused(many) == "file.too-large"
    tall = as_html([GOOD]).replace("rowspan=2", "rowspan=999999999")
    assert "file.too-large" not in codes(read_one({NAME: tall}))


def far_cell(row: int, column: int) -> bytes:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write(0, 0, "Предмет : Физика")
        sheet.write(row, column, 5)
    return stream.getvalue()


def test_cells_far_apart_are_refused_before_they_cost_memory() -> None:
    assert refused(far_cell(1_048_575, 16_383)) == "file.too-large"
    assert refused(far_cell(200_000, 1)) == "file.too-large"
    assert refused(far_cell(3, 5_000)) == "file.too-large"


def test_a_million_rows_of_nothing_are_refused() -> None:
    sheet = b"".join(b'<row r="%d"/>' % number for number in range(1, 1_048_577, 9))
    assert refused(repacked(lambda name, data: data.replace(b"</sheetData>", sheet + b"</sheetData>"))) == (
        "file.too-large"
    )


def repacked(change) -> bytes:  # type: ignore[no-untyped-def]
    """A good .xlsx with its sheet changed."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(as_xlsx([GOOD]))) as source,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for member in source.infolist():
            data = source.read(member)
            target.writestr(
                member.filename, change(member.filename, data) if "sheet1" in member.filename else data
            )
    return stream.getvalue()


def test_zip_bombs_are_refused() -> None:
    bomb = repacked(lambda name, data: data.replace(b"</sheetData>", b" " * 90_000_000 + b"</sheetData>"))
    assert len(bomb) < 200_000
    assert refused(bomb) == "file.too-large"


def test_a_member_that_lies_about_its_size_is_refused() -> None:
    data = bytearray(
        repacked(lambda name, data: data.replace(b"</sheetData>", b" " * 9_000_000 + b"</sheetData>"))
    )
    with zipfile.ZipFile(io.BytesIO(bytes(data))) as package:
        true = next(one for one in package.infolist() if "sheet1" in one.filename).file_size
    lie = bytes(data).replace(struct.pack("<I", true), struct.pack("<I", 100))
    assert lie != bytes(data)
    assert refused(lie) == "file.broken"


def test_files_over_the_limit_are_not_read(tmp_path: Path) -> None:
    (tmp_path / f"{NAME}.html").write_text(as_html([GOOD]) + " " * 2_000_000, "utf-8")
    limits = Settings.model_validate({"limits": {"max_file_mb": 1}})
    tree = QuarantinedTree(DirectoryTree(tmp_path, limits.limits))
    (group,), _findings = report_groups(tree, tree.names(), limits, None)
    assert [one.code for one in group.read().findings] == ["file.too-large"]


def container(stream_name: str, content: bytes) -> bytes:
    """An OLE2 file with one stream, built by hand ([MS-CFB])."""
    content = content.ljust(4096, b"\0")
    sectors = -(-len(content) // 512)

    def entry(name: str, kind: int, first: int, size: int, child: int = 0xFFFFFFFF) -> bytes:
        raw = (name + "\0").encode("utf-16-le")
        none = 0xFFFFFFFF
        return struct.pack("<64sHBBIII36xIIxxxx", raw, len(raw), kind, 1, none, none, child, first, size)

    directory = entry("Root Entry", 5, 0xFFFFFFFE, 0, 1) + entry(stream_name, 2, 2, len(content)) + bytes(256)
    chain = [*range(3, 2 + sectors), 0xFFFFFFFE]
    table = struct.pack("<128I", 0xFFFFFFFD, 0xFFFFFFFE, *chain, *[0xFFFFFFFF] * (126 - sectors))
    header = struct.pack(
        "<8s16xHHHHH6xIIIIIIIII109I",
        bytes.fromhex("D0CF11E0A1B11AE1"),
        *(0x3E, 3, 0xFFFE, 9, 6),  # version 3, sectors of 512 bytes
        *(0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0),  # directory in sector 1, no mini stream
        *(0, *[0xFFFFFFFF] * 108),
    )
    return header + table + directory + content


def scrambled(records: bytes) -> bytes:
    """The records as an encrypted workbook has them: kinds and lengths as they were, bodies not."""
    made, at = b"", 0
    while at + 4 <= len(records):
        kind, length = struct.unpack_from("<HH", records, at)
        body = records[at + 4 : at + 4 + length]
        made += records[at : at + 4] + (body if kind == 0x0809 else bytes(byte ^ 0x5A for byte in body))
        at += 4 + length
    return made


def test_passwords_are_seen_and_the_way_out_is_told() -> None:
    assert refused(container("EncryptedPackage", b"secret")) == "file.encrypted"
    plain = streams(as_xls([GOOD]))["Workbook"]
    assert outline(plain).password is False
    begin = 20  # the record BOF
    protected = plain[:begin] + struct.pack("<HH6x", 0x002F, 6) + plain[begin:]
    assert refused(container("Workbook", protected)) == "file.encrypted"
    for stream, told in (  # RC4, RC4 of CryptoAPI, XOR, XOR of BIFF5: [MS-XLS] 2.4.117
        ("Workbook", struct.pack("<HHH48x", 1, 1, 1)),
        ("Workbook", struct.pack("<HHH200x", 1, 4, 2)),
        ("Workbook", struct.pack("<HHH", 0, 0x1234, 0x5678)),
        ("Book", struct.pack("<HH", 0x1234, 0x5678)),
    ):
        record = struct.pack("<HH", 0x002F, len(told)) + told
        assert (
            refused(container(stream, plain[:begin] + record + scrambled(plain[begin:]))) == "file.encrypted"
        )


def test_panics_of_the_library_stay_off_the_screen(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    class Panic(BaseException):
        pass

    def panics(stream: object) -> None:
        os.write(2, b"thread panicked")
        raise Panic

    import python_calamine

    monkeypatch.setattr(python_calamine.CalamineWorkbook, "from_filelike", panics, raising=False)
    monkeypatch.setattr(KEEPER, "child", None)  # the next one is forked with the library replaced
    assert refused(as_xls([GOOD])) == "file.broken"
    os.write(2, b"said later")
    assert capfd.readouterr().err == "said later"


def test_circles_in_a_compound_file_end() -> None:
    looped = container("Workbook", b"x" * 8000)
    looped = looped[: 512 + 8] + struct.pack("<I", 2) + looped[512 + 12 :]
    with pytest.raises(DamagedError):
        streams(looped)


@pytest.mark.parametrize(
    ("encoding", "head", "noted"),
    [
        ("utf-8", '<meta charset="utf-8">', False),
        ("utf-8-sig", "", False),
        ("utf-16", "", False),
        ("cp1251", '<meta http-equiv="Content-Type" content="text/html; charset=windows-1251">', False),
        ("cp1251", "", True),
        ("cp1251", '<meta charset="utf-8">', True),
        ("utf-8", '<meta charset="windows-1251">', True),
        ("koi8-r", '<meta charset="koi8-r">', False),
        ("utf-8", '<meta charset="no-such-thing">', False),
        ("utf-8", '<meta charset="base64">', False),
    ],
)
def test_encodings(encoding: str, head: str, noted: bool) -> None:
    data = as_html([GOOD], head=head).replace("§", "").replace("№", "N").encode(encoding)
    reading = read_one({NAME: data})
    assert reading.journal is not None
    assert reading.journal.sections[0].students[1].full_name == NAMES[1]
    assert codes(reading) == ({"report.encoding"} if noted and head else set())


def test_one_broken_byte_does_not_spoil_a_page_of_utf_8() -> None:
    data = as_html([GOOD]).encode()
    at = data.index("Предел".encode())
    reading = read_one({NAME: data[:at] + b"\xff" + data[at + 1 :]})
    assert reading.journal is not None
    assert reading.journal.sections[0].students[0].full_name == NAMES[0]
    assert "report.encoding" not in codes(reading)  # it is the one that the page names
    (lost,) = lost_letter_findings(reading.journal)  # the review before print asks for them
    assert lost.code == "text.letters-lost"


WHOLE = {"xls": as_xls([GOOD]), "xlsx": as_xlsx([GOOD]), "html": as_html([GOOD]).encode()}


def survive(data: bytes) -> Reading:
    """What becomes of the file; one that is no journal any more belongs to no group and is named."""
    tree = QuarantinedTree(Memory({NAME: data}))
    groups, findings = report_groups(tree, (NAME,), Settings(), AcademicYear(2025))
    groups, rest = attributed(groups, findings, Settings())
    return apart(groups[0].read, Settings().limits) if groups else Reading(None, tuple(rest))


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(sorted(WHOLE)), st.floats(0, 0.999))
def test_any_truncation_is_survived_and_never_taken_for_whole(kind: str, share: float) -> None:
    whole = WHOLE[kind]
    reading = survive(whole[: int(len(whole) * share)])
    blocked = any(one.severity is Severity.BLOCKING for one in reading.findings)
    assert blocked or reading.journal == survive(whole).journal


flips = st.lists(st.tuples(st.floats(0, 0.9999), st.integers(0, 255)), min_size=1, max_size=8)


@settings(max_examples=250, deadline=None)
@given(st.sampled_from(sorted(WHOLE)), flips)
def test_any_damage_is_survived(kind: str, damage: list[tuple[float, int]]) -> None:
    data = bytearray(WHOLE[kind])
    for share, byte in damage:
        data[int(len(data) * share)] = byte
    reading = survive(bytes(data))
    assert (
        reading.journal is not None
        or any(one.severity is Severity.BLOCKING for one in reading.findings)
        or "report.not-a-journal" in codes(reading)
    )


@settings(max_examples=150, deadline=None)
@given(st.lists(st.lists(st.sampled_from(
    ["", "1", "2", "31", "5", "н", "Сентябрь", "Предмет : А", "Предмет:", "Группа: Б-1", "ФИО", "№", "Дата",
     "Тема", "01.09.2025", "Интервал: 01.09.2025-31.12.2025", "1 сем.", "Иванов Иван", "\u202e"]
), max_size=6), max_size=14))  # fmt: skip
def test_any_table_is_survived(rows: list[list[str]]) -> None:
    cells = "".join(f"<tr>{''.join(f'<td>{text}' for text in row)}</tr>" for row in rows)
    tree = Memory({NAME: f"<html><table>{cells}</table></html>".encode()})
    groups, _findings = report_groups(tree, (NAME,), Settings(), None)
    for group in groups:
        group.read()


def test_texts_that_a_workbook_does_not_have_are_damage() -> None:
    """A library would leave the cell empty, or print another text in its place."""
    book = streams(as_xls([GOOD]))["Workbook"]
    at = book.rindex(struct.pack("<HH", 0x00FD, 10)) + 4
    assert refused(container("Workbook", book[: at + 9] + b"\x73" + book[at + 10 :])) == "file.broken"
    assert (
        refused(repacked(lambda _name, data: data.replace(b't="s"><v>1<', b't="s"><v>-1<'))) == "file.broken"
    )


def test_two_sheets_or_two_parts_of_one_name_are_damage() -> None:
    book, alike = io.BytesIO(), io.BytesIO()
    with xlsxwriter.Workbook(book, {"in_memory": True}) as made:
        for name in ("Лист1", "Лист2"):
            made.add_worksheet(name).write(0, 0, "Предмет : Физика")
    with zipfile.ZipFile(book) as source, zipfile.ZipFile(alike, "w") as target:
        for name in source.namelist():
            target.writestr(name, source.read(name).replace("Лист2".encode(), "Лист1".encode()))
    assert refused(alike.getvalue()) == "file.broken"
    twice = io.BytesIO(as_xlsx([GOOD]))
    with zipfile.ZipFile(twice, "a") as package, pytest.warns(UserWarning, match="Duplicate name"):
        package.writestr("xl/worksheets/sheet1.xml", package.read("xl/worksheets/sheet1.xml"))
    assert refused(twice.getvalue()) == "file.broken"
