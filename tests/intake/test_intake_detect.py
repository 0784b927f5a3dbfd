"""Formats by content: the extension never counts."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archiver.intake.detect import Format, detect
from archiver.intake.json_text import parse_json
from archiver.intake.refusal import FileRefused

CANONICAL = '{"format": "college-archiver/journal", "version": 1}'
TABLE = "<html><body><table><tr><td>Предмет : Физика</td></tr></table></body></html>"


def archive(*names: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as file:
        for name in names:
            file.writestr(name, "x")
    return stream.getvalue()


def xls() -> bytes:
    import xlwt

    book, stream = xlwt.Workbook(), io.BytesIO()
    book.add_sheet("1").write(0, 0, "Предмет")
    book.save(stream)
    return stream.getvalue()


def xlsx() -> bytes:
    import xlsxwriter

    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        book.add_worksheet("1").write(0, 0, "Предмет")
    return stream.getvalue()


OLE2 = bytes.fromhex("D0CF11E0A1B11AE1") + bytes(500)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (xls(), Format.BIFF_XLS),
        (xls()[: len(xls()) // 2], Format.BIFF_XLS),
        (xls()[:100], Format.BIFF_XLS),
        (xlsx(), Format.XLSX),
        (xlsx()[:900], Format.XLSX),
        (OLE2 + "EncryptedPackage".encode("utf-16-le"), Format.ENCRYPTED_OFFICE),
        (OLE2 + "WordDocument".encode("utf-16-le"), Format.UNKNOWN),
        (archive("services/a.json"), Format.ZIP),
        (archive(), Format.ZIP),
        (TABLE.encode(), Format.HTML),
        (b"\xef\xbb\xbf\r\n " + TABLE.encode(), Format.HTML),
        (TABLE.encode("cp1251"), Format.HTML),
        (TABLE.encode("utf-16"), Format.HTML),
        (TABLE.encode("utf-16-le"), Format.HTML),
        (CANONICAL.encode(), Format.CANONICAL),
        (CANONICAL.encode("utf-8-sig"), Format.CANONICAL),
        (CANONICAL.encode("utf-16"), Format.CANONICAL),
        (b'[{"id": 1}]', Format.SPO_JSON),
        ('{"a": "Группа"}'.encode("cp1251"), Format.SPO_JSON),
        (b"", Format.EMPTY),
        (b" \r\n\x00", Format.EMPTY),
        (b"<?xml version='1.0'?><Workbook/>", Format.UNKNOWN),
        ("Просто текст".encode(), Format.UNKNOWN),
    ],
)
def test_detects(content: bytes, expected: Format) -> None:
    assert detect(content) is expected


@given(st.binary(max_size=300) | st.binary(max_size=100).map(lambda tail: OLE2[:8] + tail))
def test_never_raises(content: bytes) -> None:
    assert detect(content) in Format


@pytest.mark.parametrize(
    ("data", "code", "told"),
    [
        (b"", "file.empty", "a.json"),
        (b"\xef\xbb\xbf \n", "file.empty", "a.json"),
        ('{"a": "Группа"}'.encode("cp1251"), "file.encoding", "8"),
        (b'{"a": 1', "file.broken", "8"),
        (b'{"a": NaN}', "file.broken", "NaN"),
        (b'{"a": -Infinity}', "file.broken", "Infinity"),
        (b'{"a": 1e999}', "file.broken", "1e999"),
        (b'{"a": ' + b"9" * 10_000 + b"}", "file.broken", "999"),
        (b'{"a": 1, "a": 2}', "file.broken", "«a»"),
        (b"[" * 100_000, "file.broken", "a.json"),
        (b"[" * 500 + b"]" * 500, "file.broken", "a.json"),
        (b'{"\\u0000a": ' * 500 + b"1" + b"}" * 500, "file.broken", "a.json"),
    ],
)
def test_unsound_json_is_refused_with_its_place(data: bytes, code: str, told: str) -> None:
    with pytest.raises(FileRefused) as refused:
        parse_json(data, "a.json")
    assert refused.value.code == code
    assert told in refused.value.message


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "utf-32"])
def test_json_in_every_unicode_encoding(encoding: str) -> None:
    assert parse_json('{"a": "Ёлка"}'.encode(encoding), "a.json").value == {"a": "Ёлка"}


def test_control_characters_are_taken_out_and_placed() -> None:
    document = parse_json(b'{"a": [{"b c": "x\\u0000y"}, "\\ud800", "l\\n1"], "d": "<script>"}', "a.json")
    assert document.value == {"a": [{"b c": "xy"}, "\ufffd", "l 1"], "d": "<script>"}
    assert document.altered == ('a[0]["b c"]', "a[1]")


def test_brackets_in_a_text_are_no_depth() -> None:
    assert parse_json(b'["' + b"[" * 5000 + b'"]', "a.json").value == ["[" * 5000]
