"""Sections set for tests, and where each text stands on their pages."""

from __future__ import annotations

import functools
import io
from dataclasses import dataclass

from pypdf import PdfReader

from archiver.journal.model import Section
from archiver.press.engine import Typeset
from archiver.press.section.pages import Layout, PartSpec, part_spec
from archiver.press.section.setting import set_pages
from factories import make_journal, make_section

MM = 72 / 25.4


@dataclass(frozen=True)
class Word:
    """A text as the page sets it; mm from the left and the top edge to the start of its baseline."""

    text: str
    left: float
    top: float
    size: float


@dataclass(frozen=True)
class Printed:
    """A spec and its pages."""

    spec: PartSpec
    out: Typeset

    @functools.cached_property
    def pdf(self) -> PdfReader:
        return PdfReader(io.BytesIO(self.out.pdf))

    def text(self, page: int = 0) -> str:
        return self.pdf.pages[page].extract_text()

    @functools.cached_property
    def whole(self) -> str:
        return " ".join(" ".join(page.extract_text() for page in self.pdf.pages).split())

    def words(self, page: int = 0) -> list[Word]:
        found: list[Word] = []
        height = float(self.pdf.pages[page].mediabox.height)

        def see(text, current, matrix, _font, size):
            if text.strip():
                x = matrix[4] * current[0] + matrix[5] * current[2] + current[4]
                y = matrix[4] * current[1] + matrix[5] * current[3] + current[5]
                points = abs(size * matrix[0] * current[0])
                found.append(Word(text.strip(), x / MM, (height - y) / MM, points))

        self.pdf.pages[page].extract_text(visitor_text=see)
        return found

    def starts(self, page: int = 0) -> list[tuple[float, float]]:
        """Where each run of text begins, mm from the left and the top."""
        found: list[tuple[float, float]] = []
        height = float(self.pdf.pages[page].mediabox.height)

        def see(operator, _operands, current, matrix):
            if operator in (b"Tj", b"TJ"):
                x = matrix[4] * current[0] + matrix[5] * current[2] + current[4]
                y = matrix[4] * current[1] + matrix[5] * current[3] + current[5]
                found.append((x / MM, (height - y) / MM))

        self.pdf.pages[page].extract_text(visitor_operand_before=see)
        return found


def printed(section: Section | None = None, **layout: object) -> Printed:
    """`section` (or a plain one) set on its pages."""
    section = section or make_section()
    journal = make_journal(sections=(section,))
    spec = part_spec(journal, section, Layout(**{"college_short": "ГБПОУ «Колледж»", **layout}))
    return Printed(spec, set_pages(spec))
