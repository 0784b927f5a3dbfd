"""Which cells of a table are drawn as one picture: those whose text stands on one line (press/strip.py)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, groupby

from archiver.press.strip import Pen, Strip, StripCell, StripPicture
from archiver.press.text.measure import MM_PER_POINT, width_mm
from archiver.reports.document.density import Density

ADDRESS = "archiver:drawn/"
_RULE_MM = 0.12
_EDGE_MM = 0.175
"""Half of the border of the whole table."""
_SIDE_MM = 0.66
"""Half a rule, and the padding of a cell."""
_LEADING = 1.12
_BOLD = 1.1
"""How much wider bold letters are, rather too wide."""
_SPARE_MM = 0.1


@dataclass(frozen=True, slots=True)
class PageCell:
    """A cell as it is set: its text, classes, and a size of its own where a word needs it.

    `drawn` is the address of the picture that stands for several cells, or for all of several rows, and
    `height_mm` how high that is.
    """

    text: str
    span: int
    classes: str
    points: float | None = None
    align: str = "c"
    bold: bool = False
    shaded: bool = False
    drawn: str = ""
    height_mm: float = 0.0


@dataclass(frozen=True, slots=True)
class PageRow:
    """A row of cells; `last`: no sheet ends before it."""

    emphasis: str
    last: bool
    cells: tuple[PageCell, ...]


Placed = tuple[PageCell, float, float]
"""A cell, from where in its table and how wide; mm."""


@dataclass(frozen=True, slots=True)
class Strips:
    """The pictures of one document, by address."""

    pictures: dict[str, StripPicture] = field(default_factory=dict)
    pen: Pen = field(default_factory=Pen)

    def rows(
        self, rows: Iterable[PageRow], widths: Sequence[float], density: Density, *, together: bool
    ) -> Iterator[PageRow]:
        """The rows as they are set; where they stay `together` on a sheet, a list is one picture."""
        places = [0.0, *accumulate(widths)]
        placed = [(row, tuple(_placed(row, places))) for row in rows]
        whole = [all(_on_one_line(one, density) for one in cells) for _row, cells in placed]
        listed = [
            -1 if together and drawable and row.emphasis == "body" else number
            for number, ((row, _cells), drawable) in enumerate(zip(placed, whole, strict=True))
        ]
        for _number, few in groupby(zip(listed, placed, strict=True), lambda one: one[0]):
            run = [one for _number, one in few]
            first = run[0][0]
            if len(run) > 1:
                cells: tuple[PageCell, ...] = (self._drawn([own for _row, own in run], places[-1], density),)
            else:
                cells = tuple(self._cells(run[0][1], places[-1], density))
            yield PageRow(first.emphasis, any(row.last for row, _cells in run), cells)

    def _cells(self, cells: Iterable[Placed], table_mm: float, density: Density) -> Iterator[PageCell]:
        """The cells of a row, neighbours that can be drawn as one."""
        for drawable, few in groupby(cells, lambda one: _on_one_line(one, density)):
            run = list(few)
            if drawable and len(run) > 1:
                yield self._drawn([run], table_mm, density)
            else:
                yield from (cell for cell, _left, _width in run)

    def _drawn(self, rows: Sequence[Sequence[Placed]], table_mm: float, density: Density) -> PageCell:
        strip = Strip(
            tuple(
                tuple(
                    StripCell(
                        left,
                        width,
                        cell.text,
                        cell.points or density.body_pt,
                        cell.align,
                        cell.bold,
                        cell.shaded,
                    )
                    for cell, left, width in row
                )
                for row in rows
            ),
            density.body_pt * (1.0 if density.dense else _LEADING) * MM_PER_POINT + 2 * density.padding_mm,
            _RULE_MM,
            _EDGE_MM,
            _SIDE_MM,
            table_mm,
        )
        address = f"{ADDRESS}{len(self.pictures)}"
        self.pictures[address] = StripPicture(strip, self.pen)
        span = sum(cell.span for cell, _left, _width in rows[0])
        return PageCell("", span, "drawn", drawn=address, height_mm=round(strip.height_mm, 4))


def _placed(row: PageRow, places: Sequence[float]) -> Iterator[Placed]:
    start = 0
    for cell in row.cells:
        end = start + cell.span
        yield cell, places[start], places[end] - places[start]
        start = end


def _on_one_line(placed: Placed, density: Density) -> bool:
    """Whether it surely stands on one, and the engine would neither join nor take away a space."""
    cell, _left, width = placed
    if not cell.text:
        return True
    if cell.text != " ".join(cell.text.split()):
        return False
    need = width_mm(cell.text, cell.points or density.body_pt) * (_BOLD if cell.bold else 1.0)
    return need <= width - 2 * _SIDE_MM - (_EDGE_MM - _RULE_MM / 2) - _SPARE_MM
