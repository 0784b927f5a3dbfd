"""Web archives that other programs made, or that came damaged: every page in them is read, or it is told."""

from __future__ import annotations

import base64
import time
from collections.abc import Callable

import pytest
from report_printing import NAMES, Page, as_html, day, page, read_one

from archiver.intake.exports import Reading
from archiver.journal.findings import Severity

DAYS = [day("01.09.2025"), day("03.09.2025")]
FIRST = as_html([page(DAYS, [["5", "4"]] * len(NAMES))]).encode()
OTHER = as_html([Page("Химия", DAYS, [(1, NAMES[0], ("3", "2"))])]).encode()
HEAD = b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n"


def part(body: bytes, kind: bytes = b"text/html; charset=utf-8", packed: bytes = b"8bit") -> bytes:
    return b"\r\n--b\r\nContent-Type: %b\r\nContent-Transfer-Encoding: %b\r\n\r\n%b" % (kind, packed, body)


def read(*parts: bytes, head: bytes = HEAD, end: bytes = b"\r\n--b--\r\n") -> Reading:
    return read_one({"ИС-21 2025-26.mht": head + b"".join(parts) + end})


def subjects(reading: Reading) -> set[str]:
    return {one.subject.name for one in reading.journal.sections} if reading.journal else set()


@pytest.mark.parametrize(
    "kind", [b"application/xhtml+xml", b"application/octet-stream", b"text/plain", b"x", b"TEXT/HTML"]
)
def test_a_page_is_one_whatever_its_heading_calls_it(kind: bytes) -> None:
    assert subjects(read(part(FIRST), part(OTHER, kind))) == {"Математика", "Химия"}
    assert subjects(read(part(FIRST), b"\r\n--b\r\n\r\n" + OTHER)) == {"Математика", "Химия"}


PACKED = base64.encodebytes(FIRST)
AMISS: dict[str, Callable[[], Reading]] = {
    "a page before the first part": lambda: read(part(FIRST), head=HEAD + OTHER),
    "a page after the last part": lambda: read(part(FIRST), end=b"\r\n--b--\r\n" + OTHER),
    "letters gone": lambda: read(part(PACKED[:400] + PACKED[700:-30] + b"=", packed=b"base64")),
    "signs that are no letters": lambda: read(part(PACKED.replace(b"A", b"!", 5), packed=b"base64")),
}


@pytest.mark.parametrize("kind", AMISS)
def test_what_is_amiss_blocks(kind: str) -> None:
    reading = AMISS[kind]()
    assert any(one.severity is Severity.BLOCKING for one in reading.findings), subjects(reading)


def test_a_long_heading_is_read_in_a_time_that_grows_with_it() -> None:
    many = b"; ".join(b"charset*%d=u" % number for number in range(10_000))
    begun = time.process_time()
    assert subjects(read(part(FIRST, b"text/html; " + many))) == {"Математика"}
    assert time.process_time() - begun < 5
