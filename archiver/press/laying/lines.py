"""Lines: a text broken to a width as the engine breaks it, and refused where that cannot be known.

First fit, as CSS Text 3 leaves it to the engine: at spaces and where the Unicode line breaking
algorithm (UAX 14) allows, then inside the next word by the Russian patterns. Where it is a matter of a
thousandth of a millimetre, the line is measured in the engine's own units.
"""

from __future__ import annotations

import functools
import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import Any

from archiver.press.laying.letters import ENGINE_UNITS, Letters, Line
from archiver.press.laying.refusal import CannotLayError

_NEAR_PX = 0.15
"""A line this near to its width is measured again in the engine's own units."""

_FUDGE = 1e-6  # px by which the engine widens a line against errors of rounding
_NEARLY = 0.9
"""Of a line: where to begin looking for its end."""

_NARROW = 4.0
"""Ems under which the engine looks at a line's first word alone, and measures otherwise."""

_KERNED = 0.1
"""Ems by which no two letters are drawn nearer."""

_WORD_LETTERS, _LEFT, _RIGHT = 7, 3, 3
"""What `hyphenate-limit-chars` says where `hyphens` is «auto» (press/section.css)."""

# Words that cannot be broken inside by UAX 14, whatever stands beside them.
_SIMPLE = re.compile(r'(?:[«("]*[^\W_]+(?:[.,][^\W_]+)*[.,;:»)"]*(?: |$))+')
# But a bracket is kept with the quotation mark before it, spaces or not (LB15).
_KEPT_TOGETHER = re.compile(r'[«»"] \(')
_CORE = re.compile(r'[«("]*([^\W\d_]+)[.,;:»)"!?]*')


def broken(
    letters: Letters, text: str, points_px: float, widths: tuple[float, ...], *, hyphens: bool = False
) -> list[Line]:
    """The lines of `text` in a face at `points_px` pixels; line n has widths[n] px, later ones the last.

    Raises CannotLayError for a word longer than its line: the engine has to break it anywhere.
    """
    whole = letters.line(text)
    measure = Measure(letters, points_px)
    if measure.fits(whole, text, widths[0]):
        return [whole]
    breaks = breaks_of(text)
    usual = whole.width * points_px / 1000 / len(text)  # a letter's share of the whole
    lines: list[Line] = []
    start = index = 0
    while True:
        room = widths[min(len(lines), len(widths) - 1)]
        # Where the line will end, nearly: what fits there makes all shorter lines fit.
        guess = bisect_right(breaks, start + _NEARLY * room / usual, index) - 1
        line, start, index = _first_line(
            letters, text, start, _Breaks(breaks, index, guess), measure, room, hyphens
        )
        lines.append(line)
        if start >= len(text):
            return lines


@dataclass(frozen=True, slots=True)
class _Breaks:
    """Where lines may end: all places of a text, the first of them left, and a guess."""

    places: list[int]
    first: int
    guess: int


def _first_line(
    letters: Letters, text: str, start: int, breaks: _Breaks, measure: Measure, room: float, hyphens: bool
) -> tuple[Line, int, int]:
    """The line that begins at `start`, where the next one begins, and the first break left for it."""
    best: Line | None = None
    at = start
    index, places = max(breaks.first, breaks.guess), breaks.places
    while index < len(places):
        end = places[index]
        stretch = text[start:end]
        candidate = letters.line(stretch.rstrip(" "))
        if measure.fits(candidate, stretch, room, text[end : end + 1]):
            best, at, index = candidate, end, index + 1
        elif best is None and index > breaks.first:
            index = breaks.first
        else:
            break
    if best is None:
        raise CannotLayError("a word longer than its line")
    if hyphens and index < len(places):
        kept = text[start:at]
        for piece in _pieces(text[at : places[index]].rstrip(" ")):
            candidate = letters.line(kept + piece + "-")
            if measure.fits(candidate, kept + piece + "-", room):
                return candidate, at + len(piece), index
    return best, at, index


@dataclass(frozen=True, slots=True)
class Measure:
    """Compares lines with the room they have, at one size."""

    letters: Letters
    points_px: float

    def fits(self, line: Line, text: str, room: float, following: str = "") -> bool:
        """Whether `line`, which is `text` without a space at its end, fits into `room` px.

        `following` is the letter after `text`, if there is one.
        """
        width = line.width * self.points_px / 1000
        if abs(width - room) > _NEAR_PX + _KERNED * self.points_px:
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


def breaks_of(text: str) -> list[int]:
    """Where the next line may begin, the end of the text last."""
    if _SIMPLE.fullmatch(text) and not _KEPT_TOGETHER.search(text):
        found = [at + 1 for at, letter in enumerate(text) if letter == " "]
    else:
        found = list(_unicode_breaks(text))
    return [*found, len(text)]


@functools.lru_cache(maxsize=20_000)
def _unicode_breaks(text: str) -> tuple[int, ...]:
    # Asked of the engine's own library, so that both break alike.
    from archiver.press.engine import load

    load()
    from weasyprint.text.line_break import get_log_attrs

    attributes = get_log_attrs(text, "ru")
    return tuple(at for at in range(1, len(text)) if attributes[at].is_line_break)


def _pieces(segment: str) -> tuple[str, ...]:
    """Beginnings of `segment`, the longest first, after which it may be hyphenated."""
    if len(segment) < _WORD_LETTERS:
        return ()
    core = _CORE.fullmatch(segment)
    if core is None:
        return _odd_pieces(segment)
    if len(core[1]) < _WORD_LETTERS:
        return ()
    before = segment[: core.start(1)]
    return tuple(before + piece for piece in _divided(core[1]))


@functools.lru_cache(maxsize=20_000)
def _odd_pieces(segment: str) -> tuple[str, ...]:
    """The same for a word with digits or signs in it: the engine says what a word is."""
    from archiver.press.engine import load

    load()
    from weasyprint.text.line_break import get_next_word_boundaries

    at = 0
    while at < len(segment):
        found = get_next_word_boundaries(segment[at:], "ru")
        if not found:
            break
        first, last = found
        if last - first >= _WORD_LETTERS:
            return tuple(segment[: at + first] + piece for piece in _divided(segment[at + first : at + last]))
        at += last
    return ()


@functools.lru_cache(maxsize=50_000)
def _divided(word: str) -> tuple[str, ...]:
    return tuple(first for first, _second in _dictionary().iterate(word))


@functools.cache
def _dictionary() -> Any:
    import pyphen

    return pyphen.Pyphen(lang=pyphen.language_fallback("ru"), left=_LEFT, right=_RIGHT)
