"""How wide a text will be: what lets columns and sizes be chosen before anything is set."""

from __future__ import annotations

import functools
import io

import templates

MM_PER_POINT = 25.4 / 72

NARROW = "PTN57F"
SERIF = "PTF55F"
SERIF_BOLD = "PTF75F"

_FALLBACK_EM = 0.75  # a sign of the fallback face, rather too wide than too narrow


class _Advances(dict[str, float]):
    """Advance widths by character, in ems."""

    def __missing__(self, letter: str) -> float:
        return _FALLBACK_EM


@functools.cache
def _advances(face: str) -> _Advances:
    from fontTools.ttLib import TTFont

    with TTFont(io.BytesIO(templates.asset(f"fonts/{face}.ttf")), lazy=True) as font:
        metrics, unit = font["hmtx"], font["head"].unitsPerEm
        known = _Advances((chr(point), metrics[name][0] / unit) for point, name in font.getBestCmap().items())
    known["\u200b"] = 0.0  # a place to break (long_words.py) takes no room
    return known


@functools.lru_cache(maxsize=100_000)
def width_em(text: str, face: str = NARROW) -> float:
    """Width of `text` in ems; kerning, which mostly tightens, is left out."""
    return sum(map(_advances(face).__getitem__, text))


def width_mm(text: str, points: float, face: str = NARROW) -> float:
    """Width of `text` in mm when set in `points`."""
    return width_em(text, face) * points * MM_PER_POINT


def fitting_points(text: str, width: float, face: str = NARROW) -> float:
    """The size in points at which `text` is just `width` mm wide."""
    ems = width_em(text, face)
    return width / (ems * MM_PER_POINT) if ems else float("inf")


@functools.lru_cache(maxsize=50_000)
def lines_needed(text: str, points: float, width: float, face: str = NARROW) -> int:
    """Lines that `text` takes in a column `width` mm wide, broken at spaces and, if need be, in words."""
    if width_mm(text, points, face) <= width:
        return 1
    lines, left = 1, width
    space = width_mm(" ", points, face)
    for word in text.split():
        need = width_mm(word, points, face)
        if need > left and left < width:
            lines, left = lines + 1, width
        while need > width:
            lines, need = lines + 1, need - width
        left -= need + space
    return lines
