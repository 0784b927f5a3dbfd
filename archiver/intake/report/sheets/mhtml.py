"""A page saved as a web archive (.mht): its HTML parts, read one after another as sheets of one file.

Browsers write one part, Excel one for each sheet. What a part is, its content says as well as its heading.
Parts of other kinds (pictures, styles) are no text of the page; nothing is fetched for them. RFC 2557.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from email import message_from_bytes
from email.message import Message
from itertools import chain
from typing import TypeAlias

from archiver.intake.detect import Format, detect
from archiver.intake.report.sheets import grid
from archiver.intake.report.sheets.grid import Sheets
from archiver.intake.report.sheets.html import read_html
from archiver.intake.report.sheets.written import pages_written

Part: TypeAlias = "Message[str, str]"

_HTML = frozenset({"text/html", "application/xhtml+xml"})
_PACKED = frozenset(
    {"7bit", "8bit", "binary", "quoted-printable", "base64", "uuencode", "x-uuencode", "x-uue"}
)
"""Transfer encodings that are known, RFC 2045 and those of old programs."""


def read_mhtml(file: str, data: bytes) -> Sheets:
    """The pages of the archive as sheets. Raises FileRefused when there is none or one cannot be read."""
    message = message_from_bytes(data)  # the policy for new programs reads a heading in its length squared
    parts = [part for part in message.walk() if _is_page(part)]
    if not parts or any(map(_packed_otherwise, parts)):
        raise grid.broken(file)
    pages = [read_html(file, content) for content in _pages(parts)]
    several = len(pages) > 1
    grids = [
        replace(one, sheet=str(number) if several else None)
        for number, page in enumerate(pages, 1)
        for one in page.grids
    ]
    return Sheets(
        tuple(grids),
        cleaned=tuple(chain.from_iterable(page.cleaned for page in pages)),
        encoding=next((page.encoding for page in pages if page.encoding), None),
        cut=any(page.cut for page in pages) or any(part.defects for part in (message, *parts)),
        pages_written=sum(page.pages_written or 0 for page in pages) + _outside(message),
    )


def _is_page(part: Part) -> bool:
    """Whether the part is HTML, by its heading or by what is in it."""
    if part.is_multipart():
        return False
    if part.get_content_type() in _HTML:
        return True
    content = part.get_payload(decode=True)
    return isinstance(content, bytes) and detect(content) is Format.HTML


def _outside(message: Part) -> int:
    """How many pages stand before the first part or after the last one, where no program shows them."""
    around = (text for part in message.walk() for text in (part.preamble, part.epilogue) if text)
    return sum(pages_written(_letters(text), 0) for text in around)


def _letters(text: str) -> str:
    """The text of bytes that the parser keeps one by one."""
    return text.encode("ascii", "surrogateescape").decode("utf-8", "replace")


def _packed_otherwise(part: Part) -> bool:
    """Whether nobody knows how the part is packed: it would be read as it lies there."""
    return str(part.get("content-transfer-encoding", "7bit")).strip().lower() not in _PACKED


def _pages(parts: Sequence[Part]) -> Iterator[bytes]:
    for part in parts:
        content = part.get_payload(decode=True)
        if isinstance(content, bytes):
            declared = part.get_content_charset()
            # The part's heading knows the encoding; the page itself may say nothing of it.
            told = b"charset" in content[:4096].lower() or declared is None
            yield content if told else f'<meta charset="{declared}">'.encode("ascii", "replace") + content
