"""Notes under a grid: short texts one after another, over as many lines as they need.

Each note is an element of its own, so nothing is kerned from one to the next; lines are broken as if they
were one text (CSS 2.2, 9.4.2).
"""

from __future__ import annotations

from collections.abc import Iterator

from archiver.press.paint.canvas import Canvas
from archiver.press.refusal import CannotLayError
from archiver.press.text.breaks import breaks_of
from archiver.press.text.letters import letters
from archiver.press.text.lines import Measure
from archiver.press.text.paragraphs import engine_width, set_line, width_of
from archiver.press.text.type import Type

_NEAR_PX = 1.0
"""A line with signs of another face this near to its width is left to the engine."""


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
        following = text[end : end + 1]
        if _fits(_cut(pieces, start, end), type_, room, following):
            best = end
            continue
        if best == start or not _fits(_cut(pieces, best, end), type_, room, following):
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


def _fits(line: list[str], type_: Type, room: float, following: str) -> bool:
    """Whether the pieces fit, the last of them as the engine measures it (lines.py)."""
    last = line[-1]
    before = sum(engine_width(part, type_) for part in line[:-1])
    before += (len(line) - 1) * engine_width(" ", type_)
    face = letters(type_.face)
    if not face.covers(last + following):
        if abs(before + _width(last.rstrip(" "), type_) - room) < _NEAR_PX:
            raise CannotLayError("a note of another face that just fits")
        return before + _width(last.rstrip(" "), type_) < room
    measure = Measure(face, type_.size)
    return measure.fits(face.line(last.rstrip(" ")).width, last, room - before, following)


def _width(text: str, type_: Type) -> float:
    return width_of(set_line(text, type_), type_)
