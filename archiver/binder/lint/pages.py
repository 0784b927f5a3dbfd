"""Lint of pages: how many, called what, and the regulation's numbers «в верхнем правом углу страницы»."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pypdf import PageObject, PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, StreamObject

from archiver.binder import stamp
from archiver.binder.lint.fonts import texts_of, widths_of
from archiver.binder.metadata import About
from archiver.binder.segments import Kind, Segment

_STAMP = re.compile(
    rb"(?:\A|\n)Q\n/Artifact <<[^>]*>> BDC\n"
    rb"BT 0 g /Stamp ([\d.]+) Tf 1 0 0 1 ([\d.-]+) ([\d.-]+) Tm <([0-9a-f]+)> Tj ET\nEMC\n\Z"
)
_TOLERANCE = 0.5 * stamp.MM


def page_problems(
    reader: PdfReader, about: About, segments: Sequence[Segment], *, draft: bool
) -> Iterator[str]:
    """The rules of pages that the volume breaks."""
    wanted = list(_expected(segments, about.duplex))
    if len(reader.pages) != len(wanted):
        yield f"pages.count: {len(reader.pages)} instead of {len(wanted)}"
        return
    size = None
    read = _Reading()
    for index, (page, (_label, number)) in enumerate(zip(reader.pages, wanted, strict=True)):
        box = (float(page.mediabox.width), float(page.mediabox.height))
        size = size or box
        if box != size or (box[0] > box[1]) != about.landscape or page.get("/Rotate"):
            yield f"page.size: {index + 1}"
        if "/Annots" in page:
            yield f"page.annotated: {index + 1}"
        found = read.number(page)
        if draft or number is None:
            if found is not None:
                yield f"page.numbered: {index + 1}"
        elif found is None or found[0] != str(number):
            yield f"page.number: {index + 1} is not numbered {number}"
        else:
            back = about.duplex and index % 2 == 1
            sheet = stamp.Sheet(*box, back=back, binding_margin_mm=about.binding_margin_mm)
            top = box[1] - stamp.NUMBER_BASELINE_MM * stamp.MM
            if abs(found[1] - sheet.right_edge) > _TOLERANCE or abs(found[2] - top) > _TOLERANCE:
                yield f"page.number-place: {index + 1}"
    if reader.page_labels != [label for label, _number in wanted]:
        yield "pages.labels"


def _expected(segments: Sequence[Segment], duplex: bool) -> Iterator[tuple[str, int | None]]:
    """Label and printed number of every page, counted from the segments alone."""
    count, number, last = 0, 0, None
    for segment in segments:
        if last is not None and segment.kind is not last:
            number = 0
            if duplex and count % 2:
                count += 1
                yield "чистая", None
        for _page in range(segment.pages + len(segment.blanks)):
            count, number = count + 1, number + 1
            counted = segment.kind in (Kind.BODY, Kind.CONTENTS)
            label = f"{segment.kind.value}{number}" if counted else segment.kind.value
            yield label, number if segment.kind is Kind.BODY else None
        last = segment.kind


class _Reading:
    """Reads the stamps of pages; the tables of their face only once."""

    def __init__(self) -> None:
        self._tables: dict[int, tuple[dict[int, str], dict[int, int]]] = {}

    def number(self, page: PageObject) -> tuple[str, float, float] | None:
        """Text, right end and baseline of the number stamped on `page`; None without one."""
        contents = page["/Contents"].get_object()
        last = contents[-1].get_object() if isinstance(contents, ArrayObject) else contents
        found = _STAMP.search(last.get_data()) if isinstance(last, StreamObject) else None
        if not found:
            return None
        texts, widths = self._face(page)
        glyphs = [int(found[4][at : at + 4], 16) for at in range(0, len(found[4]), 4)]
        width = sum(widths[glyph] for glyph in glyphs) * float(found[1]) / 1000
        return "".join(texts[glyph] for glyph in glyphs), float(found[2]) + width, float(found[3])

    def _face(self, page: PageObject) -> tuple[dict[int, str], dict[int, int]]:
        fonts = page["/Resources"].get_object()["/Font"].get_object()  # type: ignore[index]
        reference = fonts.raw_get(stamp.FONT_NAME)
        if reference.idnum not in self._tables:
            font = reference.get_object()
            if not isinstance(font, DictionaryObject):
                raise ValueError("the stamps have no face")
            self._tables[reference.idnum] = dict(texts_of(font)), dict(widths_of(font))
        return self._tables[reference.idnum]
