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
_MARKER = re.compile(r'"format"\s*:\s*"' + re.escape(CANONICAL_MARKER) + '"')


class Format(StrEnum):
    """The formats told apart. SPO_JSON is any JSON without our marker: its path says what it answers."""

    SPO_JSON = "spo-json"
    CANONICAL = "canonical"
    BIFF_XLS = "biff-xls"
    XLSX = "xlsx"
    HTML = "html"
    ENCRYPTED_OFFICE = "encrypted-office"
    ZIP = "zip"
    EMPTY = "empty"
    UNKNOWN = "unknown"


REPORTS = frozenset({Format.BIFF_XLS, Format.XLSX, Format.HTML})
"""Formats of «Распечатка классного журнала»."""


def detect(content: bytes) -> Format:
    """The format of a file from its whole content (a workbook's directory may lie at its end).

    Never raises: what cannot be told is UNKNOWN. Truncated files keep the format they began with.
    """
    if not content.strip(b"\x00\t\n\r "):
        return Format.EMPTY
    if content.startswith(_OLE2):
        return _compound(content)
    if content.startswith(b"PK\x03\x04") or content.startswith(b"PK\x05\x06"):
        return Format.XLSX if _holds_workbook(content) else Format.ZIP
    head = decode_head(content[:_HEAD]).lstrip()
    if head.startswith(("{", "[")):
        return Format.CANONICAL if _MARKER.search(head) else Format.SPO_JSON
    if head.startswith("<") and _HTML.search(head):
        return Format.HTML
    return Format.UNKNOWN


def decode_head(head: bytes) -> str:
    """The first bytes as text, for looking only: BOM, then UTF-16 by its zeros, then UTF-8, then cp1251."""
    for bom, encoding in (
        (codecs.BOM_UTF8, "utf-8"),
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


def _holds_workbook(content: bytes) -> bool:
    """Member names stand uncompressed in the local headers and the directory at the end."""
    return b"xl/" in content and (b"[Content_Types].xml" in content or b"xl/workbook" in content)
