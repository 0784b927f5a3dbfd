"""Blocks: the lines of a cell, set once for all cells that say the same."""

from __future__ import annotations

import functools
from dataclasses import dataclass

from archiver.press.paint.canvas import Placed, fine, font_of, shown
from archiver.press.refusal import CannotLayError
from archiver.press.text.letters import letters
from archiver.press.text.lines import SHORT, Measure
from archiver.press.text.paragraphs import baselines, height_of, set_lines, width_of
from archiver.press.text.type import Type

_NARROWEST = 0.3
"""Ems that a letter of a text takes on the average at the least, or it is no matter for one line."""

_KEPT = 20_000
"""Texts remembered a room; a college's vocabulary is smaller, hostile data is not."""


@dataclass(frozen=True, slots=True)
class Block:
    """Lines with where each begins, right of and below the place of the block; the height of all in px.

    `first` is the baseline of the first line, px below the top of all; for `alone` and `font` see the canvas.
    """

    lines: tuple[Placed, ...]
    height: float
    first: float
    type: Type
    font: str
    alone: tuple[int, int, str, str] | None

    @classmethod
    def of(cls, lines: tuple[Placed, ...], height: float, first: float, type_: Type) -> Block:
        """The block of lines that stand so."""
        alone = None
        if len(lines) == 1 and lines[0][2].body:
            right, under, line = lines[0]
            alone = right, under, *shown(line)
        return cls(lines, height, first, type_, font_of(type_.face, type_.size), alone)


class Blocks:
    """The blocks of one type in cells `room` px wide.

    Their place is the middle of the cell, or its left or upper edge. A text of more than `most` lines is
    left to the engine.
    """

    def __init__(
        self, type_: Type, room: float, *, left: bool, upper: bool, hyphens: bool, most: int | None
    ) -> None:
        self._type, self._room, self._most = type_, room, most
        self._left, self._upper, self._hyphens = left, upper, hyphens
        self._font = font_of(type_.face, type_.size)
        self._sure = Measure(letters(type_.face), type_.size).sure(room)
        self._first = fine(type_.drop - (0.0 if upper else type_.line / 2))
        self._known: dict[tuple[str, ...], Block] = {}

    def of(self, texts: tuple[str, ...]) -> Block:
        """The block of `texts`, each on a line of its own if the room holds it; raises CannotLayError."""
        known = self._known.get(texts)
        if known is None:
            if len(self._known) > _KEPT:
                self._known.clear()
            known = self._known[texts] = self._set(texts)
        return known

    def _set(self, texts: tuple[str, ...]) -> Block:
        alone = self._alone(*texts) if len(texts) == 1 else None
        return alone or self._in_lines(texts)

    def _alone(self, text: str) -> Block | None:
        """The block of a text that surely stands on one line, as most do; None if it is to be looked at."""
        type_ = self._type
        if not text or "  " in text or len(text) * type_.size * _NARROWEST > self._room:
            return None
        try:
            face = letters(type_.face)
            line = face.line(text) if len(text) < SHORT else face.shaped(text)
        except CannotLayError:
            return None
        if not line.body or line.width > self._sure:
            return None
        right = 0 if self._left else fine(-width_of(line, type_) / 2)
        place = right, self._first
        shows = (*place, *shown(line))
        return Block(((*place, line),), type_.line, type_.drop, type_, self._font, shows)

    def _in_lines(self, texts: tuple[str, ...]) -> Block:
        type_, room = self._type, self._room
        lines = [
            line for text in texts if text for line in set_lines(text, type_, (room,), hyphens=self._hyphens)
        ]
        if self._most is not None and len(lines) > self._most:
            raise CannotLayError("more lines than a slot allows")
        height, downs = height_of(lines, type_), baselines(lines, type_)
        raised = 0.0 if self._upper else height / 2
        placed = tuple(
            (0 if self._left else fine(-min(width_of(line, type_), room) / 2), fine(down - raised), line)
            for line, down in zip(lines, downs, strict=True)
        )
        return Block.of(placed, height, downs[0] if downs else 0.0, type_)


@functools.lru_cache(maxsize=500)
def blocks(
    type_: Type,
    room: float,
    *,
    left: bool = False,
    upper: bool = False,
    hyphens: bool = False,
    most: int | None = None,
) -> Blocks:
    """The blocks of a type in cells `room` px wide, kept from section to section."""
    return Blocks(type_, room, left=left, upper=upper, hyphens=hyphens, most=most)
