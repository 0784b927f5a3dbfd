"""Lines: a text broken to a width as the engine breaks it, and refused where that cannot be known.

First fit, as CSS Text 3 leaves it to the engine: at spaces and where the Unicode line breaking
algorithm (UAX 14) allows, then inside the next word by the Russian patterns. Where it is a matter of a
thousandth of a millimetre, the line is measured in the engine's own units.
"""

from __future__ import annotations

import functools
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from archiver.press.laying.breaks import breaks_of, divisions
from archiver.press.laying.letters import ENGINE_UNITS, Letters, Line
from archiver.press.laying.refusal import CannotLayError
from archiver.press.laying.scripts import Key, edges_of, is_mixed

_NEAR_PX = 0.15
"""A line this near to its width is measured again in the engine's own units."""

_FUDGE = 1e-6  # px by which the engine widens a line against errors of rounding
_NARROW = 4.0
"""Ems under which the engine looks at a line's first word alone, and measures otherwise."""

_KERNED = 0.1
"""Ems by which no two letters are drawn nearer."""

_SHORT = 20
"""Letters of a text that is likely to come again in a cell of another width: a mark, a date, a number."""


def broken(
    letters: Letters, text: str, points_px: float, widths: tuple[float, ...], *, hyphens: bool = False
) -> list[Line]:
    """The lines of `text` in a face at `points_px` pixels; line n has widths[n] px, later ones the last.

    Raises CannotLayError for a word longer than its line: the engine has to break it anywhere.
    """
    whole = letters.line(text) if len(text) < _SHORT else letters.shaped(text)
    measure = Measure(letters, points_px)
    if measure.fits(whole.width, text, widths[0]):
        return [whole]
    lines: list[Line] = []
    rest = _rest(letters, text, 0, breaks_of(text))
    while True:
        room = widths[min(len(lines), len(widths) - 1)]
        line, start = rest.first_line(measure, room, hyphens=hyphens)
        lines.append(line)
        if start >= len(text):
            return lines
        rest = rest.after(start)


@dataclass(frozen=True, slots=True)
class _Rest:
    """What is left of a text from `start` on: stretches, after each of which a line may end, and how wide."""

    letters: Letters
    text: str
    start: int
    ends: Sequence[int]
    keys: Sequence[Key]
    widths: Sequence[int]

    def after(self, start: int) -> _Rest:
        """What is left from a later place on."""
        ends = self.ends[bisect_right(self.ends, start) :]
        if is_mixed(self.text):  # the first letter of a line decides what script its signs are of
            return _rest(self.letters, self.text, start, ends)
        first = "", self.text[start : ends[0]].rstrip(" "), ()
        same = len(self.ends) - len(ends) + 1
        keys = [first, *self.keys[same:]]
        widths = [self.letters.word(first)[1], *self.widths[same:]]
        return _Rest(self.letters, self.text, start, ends, keys, widths)

    def first_line(self, measure: Measure, room: float, *, hyphens: bool) -> tuple[Line, int]:
        """The first line of what is left, and where the next one begins; raises CannotLayError."""
        text, ends, widths = self.text, self.ends, self.widths
        sure = measure.sure(room)
        width = count = 0
        for wide in widths:  # what fits without looking closely
            if width + wide > sure:
                break
            width += wide
            count += 1
        while count < len(ends):
            end = ends[count]
            longer = width + widths[count]
            if not measure.fits(longer, text[self.start : end], room, text[end : end + 1]):
                break
            width, count = longer, count + 1
        if not count:
            raise CannotLayError("a word longer than its line")
        if hyphens and count < len(ends):
            hyphened = self._hyphened(count, width, measure, room)
            if hyphened is not None:
                return hyphened
        return self.letters.joined(self.keys[:count]), ends[count - 1]

    def _hyphened(self, count: int, width: int, measure: Measure, room: float) -> tuple[Line, int] | None:
        """The first line with the beginning of the next word after `count` stretches, if there is room."""
        at = self.ends[count - 1]
        before, word, edges = self.keys[count]
        gap = word[:1] if self.text[at - 1] == " " else ""
        for piece in divisions(word[len(gap) :]):
            part = f"{gap}{piece}-"
            key = before, part, tuple(edge for edge in edges if edge < len(part))
            longer = width + self.letters.word(key)[1]
            if measure.fits(longer, f"{self.text[self.start : at]}{piece}-", room):
                return self.letters.joined([*self.keys[:count], key]), at + len(piece)
        return None


def _rest(letters: Letters, text: str, start: int, ends: Sequence[int]) -> _Rest:
    keys = _keys(text, start, ends)
    return _Rest(letters, text, start, ends, keys, [letters.word(key)[1] for key in keys])


def _keys(text: str, start: int, ends: Sequence[int]) -> list[Key]:
    """What stands between the ends from `start` on, without the spaces before an end."""
    edges = edges_of(text[start:]) if is_mixed(text) else ()
    keys: list[Key] = []
    begin = start
    for end in ends:
        first = begin - 1 if begin > start and text[begin - 1] == " " else begin
        inside = tuple(edge + start - first for edge in edges if first <= edge + start < end)
        keys.append((text[first - 1] if first > start else "", text[first:end].rstrip(" "), inside))
        begin = end
    return keys


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
