"""The canvas: a page's content stream, rules first and then text, in the order it is read.

PDF operators only (ISO 32000-1, 8.5 and 9.4): black is the colour a page begins with, a rule is a
stroke, a text is one TJ. Takes pixels from the top, writes points from the bottom.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable
from typing import Protocol

from archiver.press.refusal import CannotLayError
from archiver.press.text.letters import Line
from archiver.press.text.paragraphs import set_line
from archiver.press.text.type import Type

FONT_NAMES = {
    "PTF55F": "/A", "PTF75F": "/B", "PTS55F": "/C", "PTS75F": "/D", "PTN57F": "/E", "PTN77F": "/F",
    "DejaVuSansCondensed": "/G",
}  # fmt: skip
"""The names of faces in the resources of a laid page."""

PT = 0.75
"""Points in a pixel."""

_FINE = 100
_FINE_PX = PT * _FINE


def fine(px: float) -> int:
    """A length in hundredths of a point, which is what texts are placed by."""
    return round(px * _FINE_PX)


Placed = tuple[int, int, Line]
"""A line, and how far right of and below the place of its block it begins, in hundredths of a point."""


class Block(Protocol):
    """Lines of one type that are placed together (blocks.py)."""

    @property
    def lines(self) -> tuple[Placed, ...]:
        """The lines in their order."""

    @property
    def alone(self) -> tuple[int, int, str, str] | None:
        """Of the only line, if it is one and of one face: its place, and what shows it (`shown`)."""

    @property
    def type(self) -> Type:
        """How they are set."""

    @property
    def font(self) -> str:
        """The operator that takes their font (`font_of`)."""


def font_of(face: str, size: float) -> str:
    """The operator that takes a face in a size (px)."""
    return f"{FONT_NAMES[face]} {size * PT * _FINE:.6g} Tf"


def shown(line: Line) -> tuple[str, str]:
    """What shows a line of one face, after the numbers that say how far right and up of the text before.

    The second is for a text on the same height, after how far right alone.
    """
    shows = f" Td[{line.body}]TJ"
    return shows, f" 0{shows}"


class _Figures(dict[int, str]):
    """Numbers in figures: the same few steps from column to column, a hundred times a page."""

    def __missing__(self, number: int) -> str:
        if len(self) > _STEPS_KEPT:
            self.clear()
        return self.setdefault(number, str(number))


_STEPS_KEPT = 50_000
_FIGURES = _Figures()


class Canvas:
    """One page, `height` px high."""

    def __init__(self, height: float) -> None:
        self._top = height * PT
        self._rules: dict[str, list[str]] = {}
        self._fills: list[str] = []
        self._ends: tuple[tuple[float, float], tuple[str, str]] = (0.0, 0.0), ("", "")
        self._floating = _Texts(self._top)
        self._flowing = _Texts(self._top)
        self.row = self._flowing.row
        self._cut: list[tuple[tuple[float, float, float, float], _Texts]] = []

    def across(self, left: float, right: float, y: float, width: float) -> None:
        """A horizontal rule centred on `y`."""
        height = f"{self._top - y * PT:.3f}"
        self._rule(width, f"{_across(left)} {height} m {_across(right)} {height} l")

    def blank(self, left: float, right: float, y: float, width: float) -> None:
        """A line to write on, centred on `y`, as the engine paints a border of one side: what lies
        between two boxes, the inner one being flat. Painted otherwise, it looks heavier on a screen.
        """
        bottom = self._top - (y + width / 2) * PT
        box = f"{left * PT:.3f} {bottom:.3f} {(right - left) * PT:.3f} {width * PT:.3f} re"
        self._fills.append(f"{left * PT:.3f} {bottom:.3f} {(right - left) * PT:.3f} 0 re {box} f*")

    def down(self, x: float, top: float, bottom: float, width: float) -> None:
        """A vertical rule centred on `x`."""
        at, ends = _across(x), (top, bottom)
        if ends != self._ends[0]:  # one rule ends where the next does
            self._ends = ends, (f"{self._top - top * PT:.3f}", f"{self._top - bottom * PT:.3f}")
        begin, end = self._ends[1]
        self._rule(width, f"{at} {begin} m {at} {end} l")

    def _rule(self, width: float, path: str) -> None:
        self._rules.setdefault(_heavy(width), []).append(path)

    def text(
        self,
        line: Line,
        x: float,
        baseline: float,
        type_: Type,
        *,
        floating: bool = False,
        spacing: float = 0.0,
        cut: tuple[float, float, float, float] | None = None,
    ) -> None:
        """A shaped line that begins at `x`, with `spacing` px after each letter.

        What floats is painted before what flows, as CSS has it; what is `cut` to a box (left, top,
        width, height) comes last.
        """
        if cut is not None:
            texts = _Texts(self._top)
            texts.add(line, x, baseline, type_, spacing)
            self._cut.append((cut, texts))
            return
        (self._floating if floating else self._flowing).add(line, x, baseline, type_, spacing)

    def write(self, text: str, x: float, baseline: float, type_: Type, *, floating: bool = False) -> float:
        """Shape `text` and put it at `x`; returns where it ends."""
        line = set_line(text, type_)
        if line.above or line.below:
            raise CannotLayError("a text higher than its line")
        self.text(line, x, baseline, type_, floating=floating)
        return x + line.width * type_.size / 1000

    @property
    def faces(self) -> set[str]:
        """The faces that the page shows."""
        found = self._floating.faces | self._flowing.faces
        return found.union(*(texts.faces for _box, texts in self._cut))

    def content(self) -> bytes:
        """The content stream."""
        parts = []
        for width, paths in self._rules.items():
            parts += [width, *paths, "S"]
        parts += self._fills
        for texts in (self._floating, self._flowing):
            if not texts.empty:
                parts += ["BT", *texts.operators, "ET"]
        for (left, top, across, height), cut in self._cut:
            bottom = self._top - (top + height) * PT
            box = f"{left * PT:.2f} {bottom:.2f} {across * PT:.2f} {height * PT:.2f} re W n"
            parts += ["q", box, "BT", *cut.operators, "ET", "Q"]
        parts.append("")
        return "\n".join(parts).encode("ascii")


@functools.lru_cache(maxsize=10_000)
def _across(x: float) -> str:
    return f"{x * PT:.3f}"


@functools.lru_cache(maxsize=100)
def _heavy(width: float) -> str:
    return f"{width * PT:.6g} w"


class _Texts:
    """Text operators in their order, each moved from the one before; the font is named where it changes.

    Places are whole hundredths of a point (the matrix makes them so): short to write, quick to pack.
    """

    def __init__(self, top: float) -> None:
        self.operators: list[str] = [f"{1 / _FINE:g} 0 0 {1 / _FINE:g} 0 0 Tm"]
        self.faces: set[str] = set()
        self._top = int(top * _FINE + 0.5)
        self._x = self._y = 0
        self._font = ""
        self._type: Type | None = None
        self._spacing = 0.0

    @property
    def empty(self) -> bool:
        """Whether nothing has been said."""
        return len(self.operators) == 1

    def row(self, blocks: Iterable[tuple[Block, int, int]], down: int) -> None:
        """Blocks beside each other: how far right each is placed, and how far below `down`, in hundredths.

        Called for every row of a year, so in few steps.
        """
        if self._spacing:
            self._space(0.0)
        say, top, last_x, last_y = self.operators.append, self._top - down, self._x, self._y
        font, figures = self._font, _FIGURES
        for block, across, below in blocks:
            alone = block.alone
            if alone is not None:
                right, under, shows, beside = alone
                x, y = across + right, top - below - under
                taken = block.font
                if taken is not font and taken != font:
                    self._type, self._font = None, taken
                    self.faces.add(block.type.face)
                    say(taken)
                    font = taken
                if y == last_y:
                    say(figures[x - last_x] + beside)
                else:
                    say(f"{x - last_x} {y - last_y}{shows}")
                    last_y = y
                last_x = x
                continue
            for right, under, line in block.lines:
                x, y = across + right, top - below - under
                if line.body:
                    if block.font != font:
                        self._use(block.type.face, block.font)
                    say(f"{x - last_x} {y - last_y}{shown(line)[0]}")
                elif line.runs:
                    say(f"{x - last_x} {y - last_y} Td")
                    self._add_runs(line, block.type)
                else:
                    continue
                last_x, last_y, font = x, y, self._font
        self._x, self._y = last_x, last_y

    def add(self, line: Line, x: float, baseline: float, type_: Type, spacing: float = 0.0) -> None:
        """A shaped line that begins at `x`."""
        if spacing != self._spacing:
            self._space(spacing)
        across, up = fine(x), self._top - fine(baseline)
        if line.body:
            if type_ is not self._type:
                self._use(type_.face, font_of(type_.face, type_.size))
                self._type = type_
            self.operators.append(f"{across - self._x} {up - self._y}{shown(line)[0]}")
        elif line.runs:
            self.operators.append(f"{across - self._x} {up - self._y} Td")
            self._add_runs(line, type_)
        else:
            return
        self._x, self._y = across, up

    def _space(self, spacing: float) -> None:
        self._spacing = spacing
        self.operators.append(f"{spacing * PT * _FINE:.4g} Tc")

    def _add_runs(self, line: Line, type_: Type) -> None:
        risen = 0.0
        for run in line.runs:
            self._use(run.face, font_of(run.face, type_.size))
            for rise, body in run.shows:
                if rise != risen:
                    risen = rise
                    self.operators.append(f"{rise * PT * _FINE:.4g} Ts")
                self.operators.append(f"[{body}]TJ")
        if risen:
            self.operators.append("0 Ts")

    def _use(self, face: str, font: str) -> None:
        self._type = None
        if font != self._font:
            self._font = font
            self.faces.add(face)
            self.operators.append(font)


def width_of(text: str, type_: Type) -> float:
    """Width of `text` in px."""
    return set_line(text, type_).width * type_.size / 1000
