"""A page saved as a web archive (.mht): its HTML parts, read one after another as sheets of one file.

Browsers write one part, Excel one for each sheet. Parts of other kinds (pictures, styles) are no text of the
page; nothing is fetched for them. RFC 2557.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from email import message_from_bytes, policy
from email.message import EmailMessage
from itertools import chain

from archiver.intake.report import grid
from archiver.intake.report.grid import Sheets
from archiver.intake.report.html import read_html

_PACKED = frozenset(
    {"7bit", "8bit", "binary", "quoted-printable", "base64", "uuencode", "x-uuencode", "x-uue"}
)
"""Transfer encodings that are known, RFC 2045 and those of old programs."""


def read_mhtml(file: str, data: bytes) -> Sheets:
    """The pages of the archive as sheets. Raises FileRefused when there is none or one cannot be read."""
    message = message_from_bytes(data, policy=policy.default)
    parts = [part for part in message.walk() if part.get_content_type() == "text/html"]
    if not parts or any(_packed_otherwise(part) for part in parts):
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
        cut=any(page.cut for page in pages) or bool(message.defects),
        pages_written=sum(page.pages_written or 0 for page in pages),
    )


def _packed_otherwise(part: EmailMessage) -> bool:
    """Whether nobody knows how the part is packed: it would be read as it lies there."""
    return str(part.get("content-transfer-encoding", "7bit")).strip().lower() not in _PACKED


def _pages(parts: Sequence[EmailMessage]) -> Iterator[bytes]:
    for part in parts:
        content = part.get_payload(decode=True)
        if isinstance(content, bytes):
            declared = part.get_content_charset()
            # The part's heading knows the encoding; the page itself may say nothing of it.
            told = b"charset" in content[:4096].lower() or declared is None
            yield content if told else f'<meta charset="{declared}">'.encode("ascii", "replace") + content
