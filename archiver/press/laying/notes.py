"""Notes under a grid: short texts one after another, over as many lines as they need.

Each note is an element of its own, so nothing is kerned from one to the next; lines are broken as if they
were one text (CSS 2.2, 9.4.2).
"""

from __future__ import annotations

from collections.abc import Iterator

from archiver.press.laying.canvas import Canvas
from archiver.press.laying.form import Type
from archiver.press.laying.letters import ENGINE_UNITS, letters
from archiver.press.laying.lines import breaks_of
from archiver.press.laying.paragraphs import set_line, width_of
from archiver.press.laying.refusal import CannotLayError

_NEAR_PX = 0.15
"""A line this near to its width is measured again in the engine's own units."""

_FUDGE = 1e-6  # px by which the engine widens a line against errors of rounding


def lay_notes(canvas: Canvas, notes: tuple[str, ...], type_: Type, left: float, room: float, y: float) -> int:
    """Put `notes` on `canvas` below `y`; returns the number of lines. Raises CannotLayError."""
    pieces = [" ".join(f"{note}.".split(" ")) for note in notes]
    count = 0
    for line in _lines(pieces, type_, room):
        x = left
        for number, text in enumerate(line):
            x += _width(" ", type_) if number else 0.0
            x = canvas.write(text, x, y + count * type_.line + type_.drop, type_)
        count += 1
    return count


def _lines(pieces: list[str], type_: Type, room: float) -> Iterator[list[str]]:
    """The lines, each as the pieces of notes on it."""
    text = " ".join(pieces)
    start = best = 0
    for end in (*breaks_of(text), len(text)):
        if _fits(_cut(pieces, start, end), type_, room):
            best = end
            continue
        if best == start or not _fits(_cut(pieces, best, end), type_, room):
            raise CannotLayError("a word of a note longer than its line")
        yield [piece.rstrip(" ") for piece in _cut(pieces, start, best)]
        start, best = best, end
    yield _cut(pieces, start, len(text))


def _cut(pieces: list[str], start: int, end: int) -> list[str]:
    """What stands between two places of the joined text, note by note."""
    found = []
    at = 0
    for piece in pieces:
        part = piece[max(start - at, 0) : max(end - at, 0)]
        if part:
            found.append(part)
        at += len(piece) + 1
    return found


def _fits(line: list[str], type_: Type, room: float) -> bool:
    last = line[-1]
    bare = last.rstrip(" ")
    # The engine counts a line with the space after it, which may draw nearer to a full stop.
    nearer = min(0.0, _width(bare[-1:] + " ", type_) - _width(bare[-1:], type_) - _width(" ", type_))
    nearer = nearer if bare != last else 0.0
    width = sum(_width(part, type_) for part in (*line[:-1], bare))
    width += (len(line) - 1) * _width(" ", type_) + nearer
    if abs(width - room) > _NEAR_PX:
        return width < room
    before = sum(_units(part, type_) for part in line[:-1]) + (len(line) - 1) * _units(" ", type_)
    units = _units(last, type_) - _units(" ", type_) if nearer else _units(bare, type_)
    return units <= int((room - before / ENGINE_UNITS + _FUDGE) * ENGINE_UNITS)


def _units(text: str, type_: Type) -> int:
    face = letters(type_.face)
    if not face.covers(text):
        raise CannotLayError("a note of another face that just fits")
    return face.engine_units(text, type_.size)


def _width(text: str, type_: Type) -> float:
    return width_of(set_line(text, type_), type_)
