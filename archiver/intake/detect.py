"""What a file is, by its content: an extension says only what somebody believed it to be.

АСУ РСО gives HTML the name .xls, and people rename; so the first bytes decide, and the name is
not looked at.
"""

from __future__ import annotations

import codecs
import json
import re
from enum import StrEnum

CANONICAL_MARKER = "college-archiver/journal"

_OLE2 = bytes.fromhex("D0CF11E0A1B11AE1")
_HEAD = 4096
_OTHER_DOCUMENTS = ("WordDocument", "PowerPoint Document", "__properties_version1.0")
_HTML = re.compile(
    r"<(?:!doctype\s+html|html|head|body|meta|table|title|style|div|center|h[1-6]|p|br|span)\b", re.I
)
_MIME = re.compile(r"\A(?:[\w-]+:[^\n]*\n(?:[ \t]+[^\n]*\n)*)*?content-type:\s*multipart/related", re.I)
_OTHER_XML = re.compile(
    r"progid=\"Excel\.Sheet\"|urn:schemas-microsoft-com:office:spreadsheet\"|<office:document\b", re.I
)
_SPREADSHEET = b"application/vnd.oasis.opendocument.spreadsheet"
_OF_WORKBOOKS = (b"[Content_Types].xml", b"xl/workbook", b"xl\\workbook")
_MARKER = re.compile(r'"format"\s*:\s*"' + re.escape(CANONICAL_MARKER) + '"')


class Format(StrEnum):
    """The formats told apart. SPO_JSON is any JSON without our marker: its path says what it answers."""

    SPO_JSON = "spo-json"
    CANONICAL = "canonical"
    BIFF_XLS = "biff-xls"
    XLSX = "xlsx"
    ODS = "ods"
    HTML = "html"
    MHTML = "mhtml"
    ENCRYPTED_OFFICE = "encrypted-office"
    ZIP = "zip"
    EMPTY = "empty"
    UNKNOWN = "unknown"


REPORTS = frozenset({Format.BIFF_XLS, Format.XLSX, Format.ODS, Format.HTML, Format.MHTML})
"""Formats of «Распечатка классного журнала»."""
EXPORTS = REPORTS | {Format.CANONICAL}
"""Formats of files that are exports by themselves; a snapshot is known by its folders."""
SUFFIXES = (".xls", ".xlsx", ".xlsm", ".xlsb", ".ods", ".html", ".htm", ".mht", ".mhtml", ".json", ".zip")
"""Names that somebody gives to exports: what has one and cannot be read is told."""


def detect(content: bytes) -> Format:
    """The format of a file from its whole content (a workbook's directory may lie at its end).

    Never raises: what cannot be told is UNKNOWN. Truncated files keep the format they began with.
    """
    if not content.strip(b"\x00\t\n\r "):
        return Format.EMPTY
    if content.startswith(_OLE2):
        return _compound(content)
    if content.startswith(b"PK\x03\x04") or content.startswith(b"PK\x05\x06"):
        return _packed(content)
    head = decode_head(content[:_HEAD]).lstrip()
    if head.startswith(("{", "[")) and not head.startswith("{\\rtf"):
        return Format.CANONICAL if _MARKER.search(head) else Format.SPO_JSON
    if _MIME.search(head):
        return Format.MHTML
    if head.startswith("<") and not is_other_xml(head) and _HTML.search(head):
        return Format.HTML
    return Format.UNKNOWN


def is_other_xml(head: str) -> bool:
    """Whether a text beginning with `head` is a table of another program in XML: its <Table> is no HTML's."""
    return bool(_OTHER_XML.search(head))


def decode_head(head: bytes) -> str:
    """The first bytes as text, for looking only: BOM, then UTF-16 by its zeros, then UTF-8, then cp1251."""
    for bom, encoding in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
        (codecs.BOM_UTF32_BE, "utf-32"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if head.startswith(bom):
            return head.decode(encoding, "replace").lstrip("\ufeff")
    encoding = json.detect_encoding(head)
    if encoding != "utf-8":
        return head.decode(encoding, "replace")
    try:
        return codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        return head.decode("cp1251", "replace")


def _compound(content: bytes) -> Format:
    """An OLE2 file: the names in its directory say whether it is a workbook or an encrypted package."""

    def holds(stream: str) -> bool:
        return stream.encode("utf-16-le") in content

    if holds("EncryptedPackage") or holds("EncryptionInfo"):
        return Format.ENCRYPTED_OFFICE
    if holds("Workbook") or holds("Book"):
        return Format.BIFF_XLS
    if any(map(holds, _OTHER_DOCUMENTS)):
        return Format.UNKNOWN
    return Format.BIFF_XLS if _lacks_directory(content) else Format.UNKNOWN


def _lacks_directory(content: bytes) -> bool:
    """Whether the file ends before its directory: a workbook cut short, as far as one can tell.

    [MS-CFB] 2.2: the sector size is 2 to the power at offset 30, the directory's first sector at 48.
    """
    if len(content) < 512:
        return True
    shift = int.from_bytes(content[30:32], "little")
    first = int.from_bytes(content[48:52], "little")
    return shift in (9, 12) and (first + 1) << shift >= len(content)


def _packed(content: bytes) -> Format:
    """What a zip holds: names of members stand uncompressed in their headings and at the end.

    Old .NET packers part folders by a backslash.
    """
    if _SPREADSHEET in content[:_HEAD]:  # the first member of an OpenDocument is its type, never packed
        return Format.ODS
    workbook = any(name in content for name in (b"xl/", b"xl\\"))
    return Format.XLSX if workbook and any(one in content for one in _OF_WORKBOOKS) else Format.ZIP
