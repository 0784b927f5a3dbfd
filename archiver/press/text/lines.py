"""Lines: a text broken to a width as the engine breaks it, and refused where that cannot be known.

First fit, as CSS Text 3 leaves it to the engine: at spaces and where the Unicode line breaking
algorithm (UAX 14) allows, then inside the next word by the Russian patterns. Where it is a matter of a
thousandth of a millimetre, the line is measured in the engine's own units.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from archiver.press.refusal import CannotLayError
from archiver.press.text.breaks import breaks_of, divisions
from archiver.press.text.letters import ENGINE_UNITS, Letters, Line
from archiver.press.text.scripts import Key, Scripts, is_mixed

_NEAR_PX = 0.15
"""A line this near to its width is measured again in the engine's own units."""

_FUDGE = 1e-6  # px by which the engine widens a line against errors of rounding
_NARROW = 4.0
"""Ems under which the engine looks at a line's first word alone, and measures otherwise."""

_KERNED = 0.1
"""Ems by which no two letters are drawn nearer."""

SHORT = 20
"""Letters of a text that is likely to come again in a cell of another width: a mark, a date, a number."""


def broken(
    letters: Letters, text: str, points_px: float, widths: tuple[float, ...], *, hyphens: bool = False
) -> list[Line]:
    """The lines of `text` in a face at `points_px` pixels; line n has widths[n] px, later ones the last.

    Raises CannotLayError for a word longer than its line: the engine has to break it anywhere.
    """
    whole = letters.line(text) if len(text) < SHORT else letters.shaped(text)
    measure = Measure(letters, points_px)
    if measure.fits(whole.width, text, widths[0]):
        return [whole]
    stretches = _Stretches(letters, text, breaks_of(text))
    lines: list[Line] = []
    while not stretches.done:
        room = widths[min(len(lines), len(widths) - 1)]
        lines.append(stretches.next_line(measure, room, hyphens=hyphens))
    return lines


class _Stretches:
    """A text taken line by line: stretches, after each of which a line may end.

    A line looks at its own stretches and the one after them, however long the text is.
    """

    def __init__(self, letters: Letters, text: str, ends: Sequence[int]) -> None:
        self._letters, self._text, self._ends = letters, text, ends
        self._mixed = is_mixed(text)
        self._start = self._next = 0

    @property
    def done(self) -> bool:
        """Whether nothing is left of the text."""
        return self._start >= len(self._text)

    def next_line(self, measure: Measure, room: float, *, hyphens: bool) -> Line:
        """The next line, `room` px wide; raises CannotLayError."""
        text, ends, start, word = self._text, self._ends, self._start, self._letters.word
        sure = measure.sure(room)
        keys: list[Key] = []
        width, at, left = 0, self._next, None
        for key in self._keys():
            longer = width + word(key)[1]
            if longer > sure:  # what fits without looking closely is not looked at
                end = ends[at]
                if not measure.fits(longer, text[start:end], room, text[end : end + 1]):
                    left = key
                    break
            keys.append(key)
            width, at = longer, at + 1
        if not keys:
            raise CannotLayError("a word longer than its line")
        self._start, self._next = ends[at - 1], at
        if hyphens and left is not None:
            part = self._hyphened(left, width, text[start : self._start], measure, room)
            if part is not None:
                keys.append(part)
        return self._letters.joined(keys)

    def _keys(self) -> Iterator[Key]:
        """What stands between the ends from here on, without the spaces before an end.

        The first letter of a line decides what script the signs before it are of.
        """
        text, begin = self._text, self._start
        start, scripts = begin, Scripts() if self._mixed else None
        for at in range(self._next, len(self._ends)):
            end = self._ends[at]
            first = begin - 1 if begin > start and text[begin - 1] == " " else begin
            edges = scripts.edges(text[begin:end]) if scripts else ()
            inside = tuple(begin - first + edge for edge in edges)
            yield text[first - 1] if first > start else "", text[first:end].rstrip(" "), inside
            begin = end

    def _hyphened(self, key: Key, width: int, line: str, measure: Measure, room: float) -> Key | None:
        """The beginning of the word that no longer fits after `line`, if there is room; taken then."""
        before, word, edges = key
        gap = word[:1] if line.endswith(" ") else ""
        for piece in divisions(word[len(gap) :]):
            part = f"{gap}{piece}-"
            found = before, part, tuple(edge for edge in edges if edge < len(part))
            if measure.fits(width + self._letters.word(found)[1], f"{line}{piece}-", room):
                self._start += len(piece)
                return found
        return None


@dataclass(frozen=True, slots=True)
class Measure:
    """Compares lines with the room they have, at one size."""

    letters: Letters
    points_px: float

    def sure(self, room: float) -> float:
        """The width in 1/1000 of the size up to which a line fits into `room` px without looking closely."""
        return (room - self._near) * 1000 / self.points_px

    @property
    def _near(self) -> float:
        return _NEAR_PX + _KERNED * self.points_px

    def fits(self, units: float, text: str, room: float, following: str = "") -> bool:
        """Whether a line `units` wide, which is `text` without a space at its end, fits into `room` px.

        `following` is the letter after `text`, if there is one.
        """
        width = units * self.points_px / 1000
        if abs(width - room) > self._near:
            return width < room
        exact = (room + _FUDGE) * ENGINE_UNITS
        if self.letters.engine_units(text.rstrip(" "), self.points_px) <= int(exact):
            return True
        if text[-1] != " " or self._with_space(text, following) > int(exact):
            return False
        if room < _NARROW * self.points_px:
            raise CannotLayError("a narrow line that just fits")
        return True

    def _with_space(self, text: str, following: str) -> int:
        """Width in the engine's units of a line whose space at the end is only then taken away.

        Taken away is a plain space: what the space draws nearer to the letter before it stays, and what
        it draws nearer to the letter after it is missing from the space (Pango's find_break_extra_width).
        """
        units = functools.partial(self.letters.engine_units, points_px=self.points_px)
        space = units(" ")
        after = units(text + following) - units(text) - units(following) if following else 0
        return units(text) - space - after
