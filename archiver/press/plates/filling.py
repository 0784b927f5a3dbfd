"""Filling a plate: the words of a document put where the engine put those of another one of its shape."""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Mapping, Sequence

from archiver.press.paint.canvas import PT, Canvas
from archiver.press.part import LaidPart
from archiver.press.plates.markup import Group, Markup, Paragraph, Run
from archiver.press.plates.plate import Footer, Place, Plate, RowPlate, Rows
from archiver.press.plates.words import Shown, set_lines
from archiver.press.text.type import Type

_NEAR = 0.02  # px from the end of the page within which the engine decides what fits

Lines = list[tuple[float, list[Shown]]]


class OtherShapeError(Exception):
    """The document does not fit the plate: another number of lines somewhere."""


def fill(plate: Plate, rows: Mapping[str, Sequence[RowPlate]], markup: Markup) -> LaidPart:
    """The pages of `markup` on `plate`; raises OtherShapeError, CannotLayError."""
    filling = _Filling(plate, rows, markup)
    canvases = filling.pages()
    contents = tuple(filling.content(canvas) for canvas in canvases)
    total = hashlib.sha256(b"\0".join(contents))
    size = round(plate.width * PT, 4), round(plate.height * PT, 4)
    faces = frozenset().union(*(canvas.faces for canvas in canvases))
    return LaidPart(total.hexdigest(), contents, faces, size)


class _Filling:
    def __init__(self, plate: Plate, rows: Mapping[str, Sequence[RowPlate]], markup: Markup) -> None:
        self._plate, self._rows, self._markup = plate, rows, markup

    def pages(self) -> list[Canvas]:
        plate, markup = self._plate, self._markup
        first = Canvas(plate.height)
        over = len(plate.before)
        self._say(first, markup.before[:over], plate.before, 0.0)
        canvases = [first]
        if plate.rows is not None and markup.rows is not None:
            canvases = self._stack(first, plate.rows, markup.rows, markup.before[over:])
        if plate.footer is not None:
            for number, canvas in enumerate(canvases, 1):
                self._footer(canvas, plate.footer, number, len(canvases))
        return canvases

    def content(self, canvas: Canvas) -> bytes:
        plate = self._plate
        drawing = f"q\n{plate.drawing}\nQ\n".encode("ascii") if plate.drawing else b""
        if plate.picture is not None:
            x, y, side = plate.picture
            scale = side * PT / self._markup.viewbox
            bottom = (plate.height - y) * PT
            path = _drawn(self._markup.picture)
            drawing += f"q {scale:.6g} 0 0 {-scale:.6g} {x * PT:.2f} {bottom:.2f} cm\n{path}f\nQ\n".encode(
                "ascii"
            )
        return drawing + canvas.content()

    def _stack(
        self, first: Canvas, rows: Rows, said: Sequence[Group], head: tuple[Paragraph, ...]
    ) -> list[Canvas]:
        plate, markup = self._plate, self._markup
        laid = [self._row(group.skeleton, group.paragraphs) for group in said]
        canvases, at, top, canvas = [first], 0, rows.top, first
        while True:
            y = top + rows.head_height
            count = self._fitting([row.height for row, _lines in laid[at:]], y)
            if at + count == len(laid):
                end = y + sum(row.height for row, _lines in laid[at:])
                room = plate.bottom - end - rows.after_height
                if abs(room) < _NEAR:
                    raise OtherShapeError
                if room < 0:
                    count -= 1
            if count < 1:
                raise OtherShapeError
            self._table(canvas, rows, head, laid[at : at + count], top)
            at += count
            if at == len(laid):
                break
            canvas, top = Canvas(plate.height), rows.repeated_top
            canvases.append(canvas)
        low = top + rows.head_height + sum(row.height for row, _lines in laid[at - count :])
        self._say(canvas, markup.after, plate.after, low)
        for stroke in rows.after_rules:
            canvas.across(stroke.start, stroke.end, low + stroke.down, stroke.width)
        return canvases

    def _fitting(self, heights: Sequence[float], y: float) -> int:
        for count, height in enumerate(heights):
            y += height
            if abs(y - self._plate.bottom) < _NEAR:
                raise OtherShapeError
            if y > self._plate.bottom:
                return count
        return len(heights)

    def _row(self, skeleton: str, paragraphs: tuple[Paragraph, ...]) -> tuple[RowPlate, list[Lines]]:
        for row in self._rows.get(skeleton, ()):
            lines = [set_lines(said, place) for said, place in zip(paragraphs, row.places, strict=True)]
            whole = [item for item in lines if item is not None]
            if len(whole) == len(lines):
                return row, whole
        raise OtherShapeError

    def _table(
        self,
        canvas: Canvas,
        rows: Rows,
        head: tuple[Paragraph, ...],
        laid: Sequence[tuple[RowPlate, list[Lines]]],
        top: float,
    ) -> None:
        half = rows.rule / 2
        left, right = rows.edges[0] - half, rows.edges[-1] + half
        self._say(canvas, head, rows.head, top)
        canvas.across(left, right, top, rows.rule)
        y = top + rows.head_height
        canvas.across(left, right, y, rows.rule)
        for row, lines in laid:
            for place, said in zip(row.places, lines, strict=True):
                self._put(canvas, said, place, y)
            y += row.height
            canvas.across(left, right, y, rows.rule)
        for edge in rows.edges:
            canvas.down(edge, top - half, y + half, rows.rule)

    def _say(
        self, canvas: Canvas, paragraphs: Sequence[Paragraph], places: Sequence[Place], top: float
    ) -> None:
        if len(paragraphs) != len(places):
            raise OtherShapeError
        for said, place in zip(paragraphs, places, strict=True):
            lines = set_lines(said, place)
            if lines is None:
                raise OtherShapeError
            self._put(canvas, lines, place, top)

    def _put(self, canvas: Canvas, lines: Lines, place: Place, top: float) -> None:
        for (begin, shown), baseline in zip(lines, place.baselines, strict=True):
            for item in shown:
                type_ = _type(item.style.face, item.style.size)
                canvas.text(item.line, begin + item.x, top + baseline, type_, spacing=item.style.spacing)

    def _footer(self, canvas: Canvas, footer: Footer, number: int, count: int) -> None:
        before, between, after = footer.words
        said = Paragraph(((Run(("", ""), f"{before}{number}{between}{count}{after}"),),))
        self._say(canvas, (said,), (footer.place,), 0.0)


@functools.lru_cache(maxsize=200)
def _type(face: str, size: float) -> Type:
    return Type(face, size, 1.0, 1.0)


def _drawn(path: str) -> str:
    """The SVG path of a QR code («M4 4h7v1h-7z…») as rectangles."""
    import re

    return "".join(f"{x} {y} {run} 1 re\n" for x, y, run in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\d+z", path))
