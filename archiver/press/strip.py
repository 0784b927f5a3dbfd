"""Rows of a table drawn as one picture: a box for the engine instead of one for every cell.

The engine takes a millisecond to lay out and paint a cell, and a statement has nine hundred, most of them a
mark. Rows whose texts all stand on one line need no laying out: their widths and heights are known. The
engine is given a picture of that size, and when it comes to draw it, lines, grounds and texts are written
into its page, shaped by it once for every different text.

Lengths are in mm from the corner of the table's grid. Rules are drawn in the middle of the grid's lines, as
collapsed borders are.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

_PX = 96 / 25.4
_PX_A_POINT = 96 / 72
_BOLD = 700
_REGULAR = 400
_SHARE = {"l": 0.0, "c": 0.5, "r": 1.0}
"""Of the room left over, what stands before a text."""
_GROUND = (0xD9 / 0xFF,) * 3
"""Of a shaded cell, as `.off` of reports.css."""


@dataclass(frozen=True, slots=True)
class StripCell:
    """A text on one line, `align` «l», «c» or «r», in a column from `left_mm`."""

    left_mm: float
    width_mm: float
    text: str
    points: float
    align: str = "c"
    bold: bool = False
    shaded: bool = False


@dataclass(frozen=True, slots=True)
class Strip:
    """Rows of one height, or a part of a row, in a table `table_mm` wide with a border of `edge_mm`.

    Between rows and cells are rules `rule_mm` thick; `side_mm` is left free on both sides of a text. The
    rules around all of it are the table's, and not drawn.
    """

    rows: tuple[tuple[StripCell, ...], ...]
    row_mm: float
    rule_mm: float
    edge_mm: float
    side_mm: float
    table_mm: float

    @property
    def height_mm(self) -> float:
        """Of all rows, without the rules above and below."""
        return len(self.rows) * (self.row_mm + self.rule_mm) - self.rule_mm

    @property
    def left_mm(self) -> float:
        """Where it begins, right of the rule."""
        place = self.rows[0][0].left_mm
        return place + (self.rule_mm / 2 if place else self.edge_mm)

    def free_mm(self, cell: StripCell) -> tuple[float, float]:
        """What is left free before and after a text: more beside the table's border, which is thicker."""
        more = self.edge_mm - self.rule_mm / 2
        last = cell.left_mm + cell.width_mm > self.table_mm - more
        return self.side_mm + more * (cell.left_mm == 0), self.side_mm + more * last


@dataclass(frozen=True, slots=True)
class _Shaped:
    """A text as the engine writes it; lengths in its pixels."""

    width: float
    height: float
    baseline: float
    written: tuple[tuple[str, tuple[Any, ...]], ...]


@dataclass(frozen=True, slots=True)
class Pen:
    """Writes the texts of one document, each shaped once; `shaped` belongs to that document's fonts."""

    shaped: dict[tuple[str, float, bool], _Shaped] = field(default_factory=dict)

    def shape(self, stream: Any, style: Any, cell: StripCell) -> _Shaped:
        """The text of `cell`, which is not empty, in the family of `style`."""
        key = cell.text, cell.points, cell.bold
        found = self.shaped.get(key)
        if found is None:
            found = self.shaped[key] = _shaped(stream, style, cell)
        return found


class StripPicture:
    """What the engine takes for a picture: it asks its size, and lets it draw itself.

    The methods are those of WeasyPrint's own images, whose version is pinned.
    """

    def __init__(self, strip: Strip, pen: Pen) -> None:
        self._strip, self._pen = strip, pen
        self._above = self._below = 0.0

    def get_intrinsic_size(self, _resolution: float, _font_size: float) -> tuple[None, float, None]:
        """As wide as its cell, and as high as its rows."""
        return None, self._strip.height_mm * _PX, None

    def stand_in(self, cell: Any) -> None:
        """Be told by the laid-out `cell` how much higher than the strip a neighbour made it."""
        self._above, self._below = cell.padding_top, cell.padding_bottom

    def draw(self, stream: Any, width: float, _height: float, style: Any) -> None:
        """Grounds, rules, texts; the origin is the corner inside of the borders of its cell."""
        strip = self._strip
        pitch = (strip.row_mm + strip.rule_mm) * _PX
        with stream.stacked():
            self._grounds(stream, pitch)
            self._rules(stream, width, pitch)
        with stream.stacked():
            stream.set_color_rgb(0, 0, 0)
            stream.begin_text()
            for number, row in enumerate(strip.rows):
                for cell in row:
                    if cell.text:
                        self._write(stream, style, cell, number * pitch + strip.row_mm * _PX / 2)
            stream.end_text()

    def _left(self, cell: StripCell) -> float:
        return (cell.left_mm - self._strip.left_mm) * _PX

    def _grounds(self, stream: Any, pitch: float) -> None:
        strip = self._strip
        shaded = [(number, cell) for number, row in enumerate(strip.rows) for cell in row if cell.shaded]
        if not shaded:
            return
        stream.set_color_rgb(*_GROUND)
        for number, cell in shaded:
            left, right = self._inside(cell)
            top, bottom = self._between(number, number, pitch)
            stream.rectangle(left, top, right - left, bottom - top)
        stream.fill()
        # Printers and screens blend the edge of a ground with the rule it touches: the rule goes on top.
        stream.set_color_rgb(0, 0, 0, stroke=True)
        stream.set_line_width(strip.rule_mm * _PX)
        half = strip.rule_mm * _PX / 2
        for number, cell in shaded:
            left, right = self._inside(cell)
            top, bottom = self._between(number, number, pitch)
            stream.rectangle(left - half, top - half, right - left + 2 * half, bottom - top + 2 * half)
        stream.stroke()

    def _inside(self, cell: StripCell) -> tuple[float, float]:
        """From where to where a cell lies between its rules, or the border of the table."""
        strip = self._strip
        half = strip.rule_mm / 2
        left = max(cell.left_mm + half, strip.left_mm)
        right = min(cell.left_mm + cell.width_mm - half, strip.table_mm - strip.edge_mm)
        return (left - strip.left_mm) * _PX, (right - strip.left_mm) * _PX

    def _between(self, first: int, last: int, pitch: float) -> tuple[float, float]:
        """From the rule above row `first` to the one below row `last`."""
        strip = self._strip
        top = first * pitch if first else -self._above
        bottom = last * pitch + strip.row_mm * _PX
        return top, bottom if last + 1 < len(strip.rows) else bottom + self._below

    def _rules(self, stream: Any, width: float, pitch: float) -> None:
        strip = self._strip
        half = strip.rule_mm * _PX / 2
        stream.set_color_rgb(0, 0, 0, stroke=True)
        stream.set_line_width(strip.rule_mm * _PX)
        for number in range(1, len(strip.rows)):
            stream.move_to(0, number * pitch - half)
            stream.line_to(width, number * pitch - half)
        for left, first, last in _uprights(strip.rows):
            place = (left - strip.left_mm) * _PX
            top, bottom = self._between(first, last, pitch)
            stream.move_to(place, top - half)
            stream.line_to(place, bottom + half)
        stream.stroke()

    def _write(self, stream: Any, style: Any, cell: StripCell, middle: float) -> None:
        text = self._pen.shape(stream, style, cell)
        before, after = self._strip.free_mm(cell)
        room = (cell.width_mm - before - after) * _PX - text.width
        left = self._left(cell) + before * _PX + room * _SHARE[cell.align]
        stream.set_text_matrix(1, 0, 0, -1, left, middle - text.height / 2 + text.baseline)
        for name, given in text.written:
            getattr(stream, name)(*given)


def tell_places(box: Any) -> None:
    """Tell the pictures in a laid-out `box` of the engine how high the cells are that they stand in."""
    for child in getattr(box, "children", ()):
        inside = getattr(child, "replacement", None)
        if isinstance(inside, StripPicture):
            inside.stand_in(box)
        else:
            tell_places(child)


def _uprights(rows: Sequence[Sequence[StripCell]]) -> list[tuple[float, int, int]]:
    """The rules between cells: where, and from which row to which."""
    done: list[tuple[float, int, int]] = []
    running: dict[float, int] = {}
    for number, row in enumerate((*rows, ())):
        here = {cell.left_mm for cell in row[1:]}
        done += [(left, running.pop(left), number - 1) for left in [*running] if left not in here]
        for left in here:
            running.setdefault(left, number)
    return sorted(done)


def _shaped(stream: Any, style: Any, cell: StripCell) -> _Shaped:
    from weasyprint.draw.text import draw_first_line
    from weasyprint.matrix import Matrix
    from weasyprint.text.line_break import split_first_line

    own = style.copy()
    own["font_size"] = cell.points * _PX_A_POINT
    own["font_weight"] = _BOLD if cell.bold else _REGULAR
    layout, _length, _rest, width, height, baseline = split_first_line(cell.text, own, None, None, 0)
    recorder = _Recorder(stream)
    box = SimpleNamespace(text=cell.text, style=own, pango_layout=layout)
    layout.reactivate(own)
    draw_first_line(recorder, box, "clip", "none", Matrix())
    layout.deactivate()
    return _Shaped(width, height, baseline, tuple(recorder.written))


class _Recorder:
    """Takes down what the engine writes of a text, but for where; its fonts are made known to the page."""

    def __init__(self, stream: Any) -> None:
        self._stream = stream
        self.written: list[tuple[str, tuple[Any, ...]]] = []

    def __getattr__(self, name: str) -> Any:
        if name not in ("set_font_size", "show_text", "set_text_rise"):
            return getattr(self._stream, name)
        return self._taken(name)

    def _taken(self, name: str) -> Callable[..., None]:
        return lambda *given: self.written.append((name, given))

    def set_text_matrix(self, *_values: float) -> None:
        """Where it stands is said when it is written again."""
