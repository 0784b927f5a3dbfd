"""Letters: a text in one face as glyph numbers, kerning and width, shaped by HarfBuzz, each word once.

The faces are those of press/fonts.py: no ligatures, and kerning between neighbours only, so a line is
its words joined, with the kerning of the spaces between them. Text that needs more (another face,
combining signs, letters read from the right) is refused: the engine sets it.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from archiver.press import fonts
from archiver.press.refusal import CannotLayError
from archiver.press.text.scripts import Key, keys_of

ENGINE_UNITS = 1024
"""What Pango counts in: 1/1024 px."""

_KEPT = 200_000
"""Words remembered a face; a region's vocabulary is smaller, hostile data is not."""

_LINES_KEPT = 10_000


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of a line in one face: insides of TJ arrays, each with its rise in px."""

    face: str
    shows: tuple[tuple[float, str], ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A shaped line: the inside of a TJ array (ISO 32000-1, 9.4.3), its width in 1/1000 of the size.

    A line that takes more than one face, or raised signs, has `runs` instead of a `body`, and may be
    higher than its type by so many px `above` and `below`.
    """

    body: str
    width: float
    runs: tuple[Run, ...] = ()
    above: float = 0.0
    below: float = 0.0


Shaped = tuple[str, int]
"""Glyphs as in a TJ array without its outer brackets, and their width in 1/1000 of the size."""


class Letters:
    """One face's letters; kept for the whole life of a process."""

    def __init__(self, face: str) -> None:
        import uharfbuzz

        self.face = face
        self._harfbuzz = uharfbuzz
        # The face keeps the bytes it is made of alive.
        self._font = uharfbuzz.Font(uharfbuzz.Face(fonts.subset_program(face)))
        if self._font.face.upem != _UNITS:
            raise ValueError(f"{face} is not drawn in {_UNITS} units")
        self._scaled = uharfbuzz.Font(self._font.face)
        self._unshown = re.compile(f"[^{''.join(re.escape(chr(point)) for point in sorted(_plain(face)))}]")
        self._words: dict[Key, Shaped] = {}
        self._units: dict[int, dict[Key, int]] = {}
        self._pairs: dict[str, int] = {}
        self._lines: dict[str, Line] = {}

    def covers(self, text: str) -> bool:
        """Whether every character of `text` can be laid in this face."""
        return self._unshown.search(text) is None

    def line(self, text: str) -> Line:
        """`text` (single spaces only) as a line, remembered; raises CannotLayError."""
        done = self._lines.get(text)
        if done is None:
            if len(self._lines) > _LINES_KEPT:
                self._lines.clear()
            done = self._lines[text] = self.shaped(text)
        return done

    def shaped(self, text: str) -> Line:
        """`text` (single spaces only) as a line; raises CannotLayError for a character out of reach."""
        line = self.joined(keys_of(text))
        # What shows nothing is not painted, though it takes its room.
        return line if text.strip() else Line("", line.width)

    def joined(self, keys: Iterable[Key]) -> Line:
        """Words that follow each other as a line; raises CannotLayError."""
        known = self._words
        words = [known.get(key) or self.word(key) for key in keys]
        return Line(f"<{''.join([body for body, _width in words])}>", sum([width for _body, width in words]))

    def word(self, key: Key) -> Shaped:
        """A word shaped, with the kerning between it and the letter before; raises CannotLayError."""
        known = self._words.get(key)
        if known is None:
            if len(self._words) > _KEPT:
                self._words.clear()
            known = self._words[key] = self._shape(*key)
        return known

    def figures(self, text: str) -> Shaped:
        """Glyph numbers in hexadecimal, unkerned, and their width: for numbers, which stand in columns."""
        pieces = [self.word(("", letter, ())) for letter in text]
        return "".join([body for body, _width in pieces]), sum([width for _body, width in pieces])

    def _shape(self, before: str, word: str, edges: tuple[int, ...]) -> Shaped:
        if before:
            body, width = self.word(("", word, edges))
            kern = self._pair(before + word[0]) if word and 0 not in edges else 0
            return (f">{-kern}<{body}", width + kern) if kern else (body, width)
        if self._unshown.search(word):
            raise CannotLayError("a character of another face")
        pieces: list[str] = []
        width = 0
        for piece in _cut(word, edges):
            glyphs, positions = self._glyphs(piece)
            for glyph, position in zip(glyphs, positions, strict=True):
                kern = position.x_advance - self._advance(glyph.codepoint)
                pieces.append(f"{glyph.codepoint:04x}>{-kern}<" if kern else f"{glyph.codepoint:04x}")
                width += position.x_advance
        return "".join(pieces), width

    @functools.cache  # noqa: B019 - the letters of a face live as long as the process
    def _advance(self, glyph: int) -> int:
        """Width of a glyph in 1/1000 of the size."""
        return int(self._font.get_glyph_h_advance(glyph))

    def _pair(self, two: str) -> int:
        """Kerning between two characters, in 1/1000 of the size."""
        known = self._pairs.get(two)
        if known is None:
            glyphs, positions = self._glyphs(two)
            known = self._pairs[two] = positions[0].x_advance - self._advance(glyphs[0].codepoint)
        return known

    def engine_units(self, text: str, points_px: float) -> int:
        """Width in the engine's units (1/1024 px), each glyph rounded to them as the engine does."""
        scale = int(points_px * ENGINE_UNITS)
        known = self._units.setdefault(scale, {})
        if len(known) > _KEPT:
            known.clear()
        width = 0
        for key in keys_of(text):
            units = known.get(key)
            if units is None:
                units = known[key] = self._engine_units(scale, *key)
            width += units
        return width

    def _engine_units(self, scale: int, before: str, word: str, edges: tuple[int, ...]) -> int:
        if self._scaled.scale != (scale, scale):
            self._scaled.scale = (scale, scale)
        if 0 in edges:
            before = ""
        first, *others = _cut(word, edges)
        pieces = [before + first, *others]
        return sum(map(self._scaled_units, pieces)) - self._scaled_units(before)

    def _scaled_units(self, text: str) -> int:
        buffer = self._buffer(text)
        self._harfbuzz.shape(self._scaled, buffer)
        return sum(position.x_advance for position in buffer.glyph_positions) if text else 0

    def _glyphs(self, text: str) -> tuple[Any, Any]:
        if not text:
            return (), ()
        buffer = self._buffer(text)
        self._harfbuzz.shape(self._font, buffer)
        glyphs, positions = buffer.glyph_infos, buffer.glyph_positions
        if len(glyphs) != len(text) or any(p.x_offset or p.y_offset for p in positions):
            raise CannotLayError("letters that join")
        if any(glyph.codepoint == 0 for glyph in glyphs):
            raise CannotLayError("a character of another face")
        return glyphs, positions

    def _buffer(self, text: str) -> Any:
        buffer = self._harfbuzz.Buffer()
        buffer.add_str(text)
        buffer.guess_segment_properties()
        return buffer


_UNITS = 1000


@functools.cache
def letters(face: str) -> Letters:
    """The letters of a face by its file name, e.g. «PTF55F»."""
    return Letters(face)


def _plain(face: str) -> frozenset[int]:
    """Characters that stand alone: no combining signs, no spaces but the plain and the no-break one."""
    import unicodedata

    return frozenset(
        point
        for point in fonts.shown(face)
        if unicodedata.category(chr(point))[0] not in "MC"
        and (point in (0x20, 0xA0) or unicodedata.category(chr(point)) != "Zs")
    )


def _cut(word: str, edges: tuple[int, ...]) -> list[str]:
    if not edges:
        return [word]
    cuts = [0, *filter(None, edges), len(word)]
    return [word[first:last] for first, last in pairwise(cuts)]
