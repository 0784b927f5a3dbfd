"""Lint of pages: how many, called what, and the regulation's numbers «в верхнем правом углу страницы»."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pypdf import PageObject, PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, NumberObject, PdfObject, StreamObject

from archiver.binder import stamp
from archiver.binder.lint.fonts import texts_of, widths_of
from archiver.binder.lint.usual import Usual
from archiver.binder.metadata import About
from archiver.binder.segments import Kind, Segment

_STAMP = re.compile(
    rb"Q\n/Artifact <<[^>]*>> BDC\n"
    rb"BT 0 g /Stamp ([\d.]+) Tf 1 0 0 1 ([\d.-]+) ([\d.-]+) Tm <([0-9a-f]+)> Tj ET\nEMC\n\Z"
)
_STAMP_BEGINS = b"Q\n/Artifact"
_TOLERANCE = 0.5 * stamp.MM


@dataclass(frozen=True, slots=True)
class _Page:
    """What is looked at of a page: `paint` is its last content stream, `fonts` hold the face of stamps."""

    box: tuple[float, float]
    turned: bool
    annotated: bool
    paint: bytes
    fonts: PdfObject | None


def page_problems(
    reader: PdfReader, known: Usual, about: About, segments: Sequence[Segment], *, draft: bool
) -> Iterator[str]:
    """The rules of pages that the volume breaks; `known` are its usual objects."""
    wanted = list(_expected(segments, about.duplex))
    count = len(known.pages or reader.pages)
    if count != len(wanted):
        yield f"pages.count: {count} instead of {len(wanted)}"
        return
    pages = list(_usual_pages(reader, known) if known.pages else map(_page, reader.pages))
    size = pages[0].box
    read = _Reading(known)
    for index, (page, (_label, number)) in enumerate(zip(pages, wanted, strict=True)):
        if page.box != size or (size[0] > size[1]) != about.landscape or page.turned:
            yield f"page.size: {index + 1}"
        if page.annotated:
            yield f"page.annotated: {index + 1}"
        found = read.number(page)
        if draft or number is None:
            if found is not None:
                yield f"page.numbered: {index + 1}"
        elif found is None or found[0] != str(number):
            yield f"page.number: {index + 1} is not numbered {number}"
        else:
            back = about.duplex and index % 2 == 1
            sheet = stamp.Sheet(*page.box, back=back, binding_margin_mm=about.binding_margin_mm)
            top = page.box[1] - stamp.NUMBER_BASELINE_MM * stamp.MM
            if abs(found[1] - sheet.right_edge) > _TOLERANCE or abs(found[2] - top) > _TOLERANCE:
                yield f"page.number-place: {index + 1}"
    if list(_labels(reader, count)) != [label for label, _number in wanted]:
        yield "pages.labels"


def _usual_pages(reader: PdfReader, known: Usual) -> Iterator[_Page]:
    """The pages of a volume that was laid, in the order of its tree; raises ValueError for a stray one."""
    tree = reader.root_object.raw_get("/Pages")
    listed = _dictionary(tree)
    kids = [kid.idnum for kid in _array(listed["/Kids"])]
    if sorted(kids) != sorted(known.pages) or listed.get("/Count") != len(kids):
        raise ValueError("the tree of pages holds others than there are")
    for number in kids:
        page = known.pages[number]
        if page.parent != tree.idnum:
            raise ValueError("a page of another tree")
        fonts = _dictionary(reader.get_object(page.resources))["/Font"] if page.resources else None
        yield _Page(page.size, False, False, known.content(page), fonts)


def _page(page: PageObject) -> _Page:
    box = float(page.mediabox.width), float(page.mediabox.height)
    contents = page["/Contents"].get_object()
    last = contents[-1].get_object() if isinstance(contents, ArrayObject) else contents
    paint = last.get_data() if isinstance(last, StreamObject) else b""
    resources = page["/Resources"].get_object()
    fonts = resources.get("/Font") if isinstance(resources, DictionaryObject) else None
    return _Page(box, bool(page.get("/Rotate")), "/Annots" in page, paint, fonts)


def _labels(reader: PdfReader, count: int) -> Iterator[str]:
    """What viewers call the first `count` pages (ISO 32000-1, 12.4.2): one number tree without branches."""
    if "/PageLabels" not in reader.root_object:
        return
    numbers = _array(_dictionary(reader.root_object["/PageLabels"])["/Nums"])
    starts = [int(start) for start in numbers[::2]]
    for start, end, entry in zip(starts, [*starts[1:], count], numbers[1::2], strict=True):
        label = _dictionary(entry)
        prefix, style = str(label.get("/P", "")), label.get("/S")
        if style not in (None, "/D"):
            raise ValueError("pages are numbered otherwise than in figures")
        first = label.get("/St", NumberObject(1))
        yield from (f"{prefix}{first + at if style else ''}" for at in range(end - start))


def _dictionary(value: object) -> DictionaryObject:
    found = value.get_object() if isinstance(value, PdfObject) else value
    if not isinstance(found, DictionaryObject):
        raise ValueError("no dictionary where there should be one")
    return found


def _array(value: PdfObject) -> ArrayObject:
    found = value.get_object()
    if not isinstance(found, ArrayObject):
        raise ValueError("no array where there should be one")
    return found


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

    def __init__(self, known: Usual) -> None:
        self._known = known
        self._tables: dict[int, tuple[Mapping[int, str], Mapping[int, int]]] = {}

    def number(self, page: _Page) -> tuple[str, float, float] | None:
        """Text, right end and baseline of the number stamped on `page`; None without one."""
        begin = page.paint.rfind(_STAMP_BEGINS)
        found = _STAMP.match(page.paint, begin) if begin >= 0 else None
        if not found or (begin and page.paint[begin - 1 : begin] != b"\n"):
            return None
        texts, widths = self._face(page)
        glyphs = [int(found[4][at : at + 4], 16) for at in range(0, len(found[4]), 4)]
        width = sum(widths[glyph] for glyph in glyphs) * float(found[1]) / 1000
        return "".join(texts[glyph] for glyph in glyphs), float(found[2]) + width, float(found[3])

    def _face(self, page: _Page) -> tuple[Mapping[int, str], Mapping[int, int]]:
        reference = _dictionary(page.fonts).raw_get(stamp.FONT_NAME)
        if reference.idnum not in self._tables:
            font = _dictionary(reference)
            self._tables[reference.idnum] = texts_of(font), dict(widths_of(font, self._known.widths))
        return self._tables[reference.idnum]
