"""Paragraphs: a text on its lines, laid where that is exact, asked of the engine where it is not."""

from __future__ import annotations

from collections.abc import Sequence

from archiver.press.refusal import CannotLayError
from archiver.press.text.letters import ENGINE_UNITS, Line, letters
from archiver.press.text.lines import broken
from archiver.press.text.type import Type


def set_lines(
    text: str, type_: Type, widths: tuple[float, ...], *, hyphens: bool = False, anywhere: bool = True
) -> Sequence[Line]:
    """The lines of `text`; line n has widths[n] px, later ones the last. Raises CannotLayError.

    `anywhere` tells that a word longer than its line is broken wherever it must be.
    """
    text = _collapsed(text)
    try:
        return broken(letters(type_.face), text, type_.size, widths, hyphens=hyphens)
    except CannotLayError:
        from archiver.press.text.from_pango import asked_lines

        return asked_lines(text, type_, widths, hyphens=hyphens, anywhere=anywhere)


def set_line(text: str, type_: Type) -> Line:
    """`text` on one line, however long; raises CannotLayError."""
    text = _collapsed(text)
    try:
        return letters(type_.face).line(text)
    except CannotLayError:
        from archiver.press.text.from_pango import asked_line

        return asked_line(text, type_)


def width_of(line: Line, type_: Type) -> float:
    """Width of a line in px."""
    return line.width * type_.size / 1000


def engine_width(text: str, type_: Type) -> float:
    """Width of `text` in px with every glyph rounded as the engine does: what it leaves beside it counts."""
    face = letters(type_.face)
    text = _collapsed(text)
    if face.covers(text):
        return face.engine_units(text, type_.size) / ENGINE_UNITS
    return width_of(set_line(text, type_), type_)


def height_of(lines: Sequence[Line], type_: Type) -> float:
    """Height of the lines in px: signs of another face can make a line higher."""
    height = len(lines) * type_.line
    for line in lines:
        if line.runs:
            height += line.above + line.below
    return height


def baselines(lines: Sequence[Line], type_: Type) -> list[float]:
    """The baseline of each line, px under the top of the first."""
    y, leading, found = type_.drop, type_.line, []
    for line in lines:
        found.append(y + line.above)
        y += leading + line.above + line.below
    return found


def _collapsed(text: str) -> str:
    """Spaces in a row are one (CSS Text 3, 4.1.1)."""
    while "  " in text:
        text = text.replace("  ", " ")
    return text
