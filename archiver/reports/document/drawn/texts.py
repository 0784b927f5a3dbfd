"""Texts of a drawn report: faces in the sizes and leadings of reports.css, and paragraphs on their lines."""

from __future__ import annotations

import functools
import io
import re
from collections.abc import Sequence

from archiver.press import fonts
from archiver.press.text.letters import Line
from archiver.press.text.long_words import settable
from archiver.press.text.paragraphs import set_lines, width_of
from archiver.press.text.type import PX_PER_MM, PX_PER_POINT, Type
from archiver.reports.document.drawn.paper import Paper

SERIF, SERIF_BOLD = "PTF55F", "PTF75F"
NARROW, NARROW_BOLD = "PTN57F", "PTN77F"
_SPACES = re.compile("[ \t\r\n]+")
SHARE = {"l": 0.0, "c": 0.5, "r": 1.0}
"""Of the room left over, what stands before a text."""
ANY_PX = 1e6


def px(mm: float) -> float:
    """Millimetres in px."""
    return mm * PX_PER_MM


@functools.cache
def type_of(face: str, points: float, leading: float = 0.0) -> Type:
    """A face in a size; without a leading, its own height is a line's, as CSS has it."""
    above, below = _extents(face)
    leading = leading or above + below
    return Type(face, points * PX_PER_POINT, leading, (leading - above - below) / 2 + above)


@functools.cache
def _extents(face: str) -> tuple[float, float]:
    """How far a line of a face reaches above and below its baseline, ems."""
    from fontTools.ttLib import TTFont

    with TTFont(io.BytesIO(fonts.subset_program(face)), lazy=True) as font:
        unit, hhea = font["head"].unitsPerEm, font["hhea"]
        return hhea.ascent / unit, -hhea.descent / unit


@functools.lru_cache(maxsize=20_000)
def plain(text: str) -> str:
    """The text as it is set."""
    return _SPACES.sub(" ", settable(text)[0]).strip(" ")


@functools.lru_cache(maxsize=20_000)
def lines_of(text: str, type_: Type, width: float) -> tuple[Line, ...]:
    """The lines of `text`, none of a blank; raises CannotLayError."""
    text = plain(text)
    return tuple(set_lines(text, type_, (width,))) if text else ()


def put(
    paper: Paper, lines: Sequence[Line], type_: Type, place: tuple[float, float, float], align: str = "l"
) -> None:
    """Write lines into `place`: from where, below what, how wide."""
    left, top, width = place
    baseline = top + type_.drop
    for line in lines:
        room = width - width_of(line, type_) if align != "l" else 0.0
        paper.text(line, left + room * SHARE[align], baseline, type_)
        baseline += type_.line
