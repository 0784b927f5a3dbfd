"""Tables and documents that no library reads for us: said by name, with how to save them again.

A file of such a kind is refused where it may be a printed journal: its text has the report's own word, or it
cannot be looked into at all. Others are nobody's business.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from html import unescape

from archiver.intake.detect import decode_head
from archiver.intake.refusal import FileRefused
from archiver.locale import N_, _

OTHER_FORMAT = "file.format"

_OLE2 = bytes.fromhex("D0CF11E0A1B11AE1")
_WORD = re.compile("предмет|дисциплин", re.IGNORECASE)
_HEAD = 4096


@dataclass(frozen=True, slots=True)
class _Kind:
    """A kind of file: how it begins, what it is called, what to do; `closed` if its text cannot be read."""

    is_it: Callable[[bytes], bool]
    name: str
    advice: str
    closed: bool = False


def _begins(*starts: bytes) -> Callable[[bytes], bool]:
    return lambda content: content.startswith(starts)


def _says(*words: str) -> Callable[[bytes], bool]:
    return lambda content: any(word in decode_head(content[:_HEAD]) for word in words)


def _ole(stream: str) -> Callable[[bytes], bool]:
    return lambda content: content.startswith(_OLE2) and stream.encode("utf-16-le") in content


def _packs(*members: bytes) -> Callable[[bytes], bool]:
    return lambda content: content.startswith(b"PK") and any(member in content for member in members)


_TABLE = N_("Open it in Excel or LibreOffice, save it as .xlsx and put that file in its place.")
_AGAIN = N_("Export the report from ASU RSO again, as a table (.xls) or as a page (.html).")
_UNPACK = N_("Unpack it beside the other exports, or pack them as .zip.")

_KINDS = (
    _Kind(_says("<office:document"), N_("a flat table of LibreOffice (.fods)"), _TABLE),
    _Kind(
        _says("Excel.Sheet", "urn:schemas-microsoft-com:office:spreadsheet"),
        N_("a table of Excel 2003 in XML"),
        _TABLE,
    ),
    _Kind(_begins(b"ID;P"), N_("a table in SYLK"), _TABLE),
    _Kind(_begins(b"MOXCEL"), N_("a table of 1C (.mxl)"), N_("Save it from 1C as .xlsx."), closed=True),
    _Kind(
        _begins(b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00", b"\x09\x08\x08\x00\x00\x05"),
        N_("a table of Excel 2 to 4"),
        _TABLE,
        closed=True,
    ),
    _Kind(_begins(b"Rar!\x1a\x07"), N_("an archive .rar"), _UNPACK, closed=True),
    _Kind(_begins(b"7z\xbc\xaf\x27\x1c"), N_("an archive .7z"), _UNPACK, closed=True),
    _Kind(_begins(b"\x1f\x8b"), N_("an archive .gz"), _UNPACK, closed=True),
)
_NAMED_WRONGLY = (
    _Kind(_begins(b"%PDF-"), N_("a page in PDF"), _AGAIN),
    _Kind(_begins(b"{\\rtf"), N_("a text in RTF"), _AGAIN),
    _Kind(_ole("WordDocument"), N_("a text of Word (.doc)"), _AGAIN),
    _Kind(_packs(b"word/document.xml"), N_("a text of Word (.docx)"), _AGAIN),
    _Kind(_packs(b"application/vnd.oasis.opendocument.text"), N_("a text of LibreOffice (.odt)"), _AGAIN),
    _Kind(_begins(b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM"), N_("a picture"), _AGAIN),
)


def refused_by_kind(content: bytes, file: str) -> FileRefused | None:
    """The refusal of a file whose kind is known by its beginning; None for all others.

    Its code is `file.format` where the file may be a journal whatever it is called, and
    `file.unknown-format` where only its name says so.
    """
    for kind in _KINDS:
        if kind.is_it(content) and (kind.closed or _WORD.search(_text(content))):
            return _refused(OTHER_FORMAT, kind, file)
    for kind in (*_KINDS, *_NAMED_WRONGLY):
        if kind.is_it(content):
            return _refused("file.unknown-format", kind, file)
    return None


def _text(content: bytes) -> str:
    wide = ("utf-16",) if b"\0" in content[:64] else ()
    for encoding in (*wide, "utf-8", "cp1251"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return unescape(text) if "&#" in text else text
    return ""


def _refused(code: str, kind: _Kind, file: str) -> FileRefused:
    return FileRefused(
        code,
        _("File {file} is {kind}, which is not read.").format(file=file, kind=_(kind.name)),
        _(kind.advice),
    )
