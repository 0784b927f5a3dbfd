"""Blocks: the centred lines of a cell, set once for all cells of a grid that say the same."""

from __future__ import annotations

import functools
from dataclasses import dataclass

from archiver.press.laying.canvas import Canvas
from archiver.press.laying.form import Type
from archiver.press.laying.letters import Line
from archiver.press.laying.paragraphs import baselines, height_of, set_lines, width_of

_KEPT = 50_000


@dataclass(frozen=True, slots=True)
class Block:
    """Lines with where each begins, right of and below the middle of its cell; the height of all."""

    lines: tuple[tuple[Line, float, float], ...]
    height: float
    type: Type

    def lay(self, canvas: Canvas, x: float, middle: float) -> None:
        """Put the block on `canvas` around a place."""
        flow = canvas.flow
        for line, right, down in self.lines:
            flow(line, x + right, middle + down, self.type)


class Blocks:
    """The blocks of one type."""

    def __init__(self, type_: Type) -> None:
        self._type = type_
        self._known: dict[tuple[tuple[str, ...], float], Block] = {}

    def block(self, texts: tuple[str, ...], room: float) -> Block:
        """The block of `texts`, each on a line of its own if `room` px hold it; raises CannotLayError."""
        known = self._known.get((texts, room))
        if known is None:
            if len(self._known) > _KEPT:
                self._known.clear()
            known = self._known[texts, room] = self._set(texts, room)
        return known

    def _set(self, texts: tuple[str, ...], room: float) -> Block:
        type_ = self._type
        lines = [line for text in texts if text for line in set_lines(text, type_, (room,))]
        height = height_of(lines, type_)
        placed = tuple(
            (line, -min(width_of(line, type_), room) / 2, baseline - height / 2)
            for line, baseline in zip(lines, baselines(lines, type_), strict=True)
        )
        return Block(placed, height, type_)


@functools.lru_cache(maxsize=500)
def blocks(type_: Type) -> Blocks:
    """The blocks of a type, kept from section to section."""
    return Blocks(type_)
