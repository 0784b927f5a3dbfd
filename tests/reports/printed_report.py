"""Reports set for tests, and where each text stands on their sheets."""

from __future__ import annotations

import io
import re
import subprocess
from dataclasses import dataclass

from pypdf import PdfReader

from archiver.reports.document.pages import set_by_engine, set_document
from archiver.reports.document.report import Document, Report
from archiver.settings.pdf_a import PdfA

MM = 72 / 25.4


@dataclass(frozen=True)
class Word:
    """A run of text: mm from the left and top edge to the start of its baseline, points, turned or not."""

    text: str
    left: float
    top: float
    points: float
    turned: bool


class Printed:
    """A document's pages; `engine`: set by the engine, whether or not they can be drawn."""

    def __init__(self, *reports: Report, engine: bool = False) -> None:
        make = set_by_engine if engine else set_document
        self.pdf = make(Document("Проба", reports), PdfA.A2B).pdf
        self.pages = PdfReader(io.BytesIO(self.pdf)).pages

    def size(self, page: int = 0) -> tuple[int, int]:
        box = self.pages[page].mediabox
        return round(float(box.width) / MM), round(float(box.height) / MM)

    def words(self, page: int = 0) -> list[Word]:
        found: list[Word] = []
        height = float(self.pages[page].mediabox.height)

        def see(text, current, matrix, _font, size):
            if text.strip():
                x = matrix[4] * current[0] + matrix[5] * current[2] + current[4]
                y = matrix[4] * current[1] + matrix[5] * current[3] + current[5]
                turned = abs(matrix[0] * current[0] + matrix[1] * current[2]) < 0.01
                scale = max(abs(current[0]), abs(current[1]))
                found.append(Word(text.strip(), x / MM, (height - y) / MM, size * scale, turned))

        self.pages[page].extract_text(visitor_text=see)
        return found

    def boxes(self) -> list[tuple[str, float, float]]:
        """Single words of the first page as poppler sees them: text, middle in mm from left and top."""
        done = subprocess.run(
            ["pdftotext", "-bbox", "-l", "1", "-", "-"], input=self.pdf, capture_output=True, check=True
        )
        found = []
        for box in re.finditer(
            r'xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)</word>',
            done.stdout.decode(),
        ):
            left, top, right, bottom = map(float, box.groups()[:4])
            found.append((box[5], (left + right) / 2 / MM, (top + bottom) / 2 / MM))
        return found

    @property
    def text(self) -> str:
        return " ".join(" ".join(page.extract_text() for page in self.pages).split())

    def geometry(self) -> str:
        """Every text with its place, for the golden files: whole mm, tenths of points, ↑ for turned."""
        lines = []
        for page in range(len(self.pages)):
            lines.append("лист {}: {} × {} мм".format(page + 1, *self.size(page)))
            for word in self.words(page):
                turn = "↑" if word.turned else "→"
                lines.append(f"{word.left:5.0f} {word.top:5.0f} {word.points:5.1f} {turn} {word.text}")
        return "\n".join(lines) + "\n"
