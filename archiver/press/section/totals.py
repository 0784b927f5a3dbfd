"""Under the last list: the hours planned and given, and the line for the teacher's signature.

The signature floats at the right; the hours stand beside it, on a second line where it leaves too little
room (CSS 2.2, 9.5).
"""

from __future__ import annotations

import re
from functools import cached_property

from archiver.press.paint.canvas import Canvas, width_of
from archiver.press.refusal import CannotLayError
from archiver.press.section.form import Sheet, TotalsForm
from archiver.press.section.spec import Totals

Piece = str | float
"""A text, a line to write on so many px long, or a gap (negative)."""

_NEAR_PX = 0.5
"""Hours this near to their room are left to the engine."""

_WORDS = re.compile(r"[^ ]* |[^ ]+")


class TotalsLayer:
    """Lays the totals of one section."""

    def __init__(self, form: TotalsForm, sheet: Sheet, totals: Totals, teacher: str | None) -> None:
        self._form, self._sheet, self._totals, self._teacher = form, sheet, totals, teacher

    @property
    def height(self) -> float:
        """Height of all, with the gap over it; raises CannotLayError."""
        return self._form.gap + len(self._hours) * self._form.type.line

    def lay(self, canvas: Canvas, y: float) -> None:
        """Put hours and signature on `canvas` below `y`; raises CannotLayError."""
        form, sheet = self._form, self._sheet
        baseline = y + form.gap + form.type.drop
        left = sheet.left + sheet.measure - self._width(self._signed)
        self._inline(canvas, self._signed, left, baseline, floating=True)
        for number, line in enumerate(self._hours):
            self._inline(canvas, line, sheet.left, baseline + number * form.type.line, floating=False)

    @cached_property
    def _signed(self) -> list[Piece]:
        form = self._form
        name: list[Piece] = [f" {self._teacher}"] if self._teacher else [" ", -form.name_gap, form.signature]
        return ["Преподаватель ", form.signature, *name]

    @cached_property
    def _hours(self) -> list[list[Piece]]:
        """The lines of the hours: the first beside the signature, the next under it."""
        form, measure = self._form, self._sheet.measure
        pieces: list[Piece] = ["По плану ", self._totals.planned or form.hours]
        pieces += [" ч., дано ", self._totals.given or form.hours, " ч."]
        room = measure - self._width(self._signed)
        lines: list[list[Piece]] = []
        for chunk in _chunks(pieces):
            longer = _one([*(lines[-1] if lines else []), *chunk])
            width = self._width(_one(longer, bare=True))
            here = measure if len(lines) > 1 else room
            if abs(width - here) < _NEAR_PX:
                raise CannotLayError("hours that just fit beside a name")
            if width < here:
                lines[-1:] = [longer]
            elif not lines:
                raise CannotLayError("hours beside a long name")
            else:
                lines.append(_one(chunk))
        return lines

    def _width(self, pieces: list[Piece]) -> float:
        return sum(
            width_of(piece, self._form.type) if isinstance(piece, str) else abs(piece) for piece in pieces
        )

    def _inline(
        self, canvas: Canvas, pieces: list[Piece], x: float, baseline: float, *, floating: bool
    ) -> None:
        for piece in pieces:
            if isinstance(piece, str):
                x = canvas.write(piece, x, baseline, self._form.type, floating=floating)
                continue
            if piece > 0:
                canvas.blank(x, x + piece, baseline - self._form.rule / 2, self._form.rule)
            x += abs(piece)


class _Part(str):
    """A word that follows another one in the same text: both are shaped together."""

    __slots__ = ()


def _chunks(pieces: list[Piece]) -> list[list[Piece]]:
    """The pieces cut after every space, where a line may end."""
    chunks: list[list[Piece]] = [[]]
    for piece in pieces:
        if not isinstance(piece, str):
            chunks[-1].append(piece)
            continue
        for number, word in enumerate(_WORDS.findall(piece)):
            chunks[-1].append(_Part(word) if number else word)
            if word.endswith(" "):
                chunks.append([])
    return [chunk for chunk in chunks if chunk]


def _one(pieces: list[Piece], *, bare: bool = False) -> list[Piece]:
    """The pieces with the words of each text joined; `bare` of spaces at the end."""
    joined: list[Piece] = []
    for piece in pieces:
        last = joined[-1] if joined else None
        if isinstance(piece, _Part) and isinstance(last, str):
            joined[-1] = type(last)(last + piece)
        else:
            joined.append(piece)
    if bare and joined and isinstance(joined[-1], str):
        joined[-1] = joined[-1].rstrip(" ")
    return joined
