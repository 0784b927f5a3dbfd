"""Words of a paragraph on their lines: broken at spaces as the engine breaks them, run by run."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from archiver.press.plates.markup import Paragraph, Run
from archiver.press.plates.plate import Place, Style
from archiver.press.refusal import CannotLayError
from archiver.press.text.breaks import breaks_of
from archiver.press.text.letters import ENGINE_UNITS, Line, letters

_NEAR_PX = 0.15


@dataclass(frozen=True, slots=True)
class Shown:
    """A run on its line: the shaped words, how far from the line's begin, its style."""

    line: Line
    x: float
    style: Style


def set_lines(paragraph: Paragraph, place: Place) -> list[tuple[float, list[Shown]]] | None:
    """Lines of `paragraph` in `place`: where each begins, and its runs; None for another shape.

    Raises CannotLayError for words out of reach.
    """
    if len(paragraph.chunks) != len(place.lines):
        return None
    done: list[tuple[float, list[Shown]]] = []
    for chunk, count in zip(paragraph.chunks, place.lines, strict=True):
        shown, width = _shown(chunk, place)
        if count == 1 and (not place.wraps or width < place.width - _NEAR_PX):
            done.append((_begin(place, width), shown))
            continue
        broken = list(_broken(chunk, place))
        if len(broken) != count:
            return None
        for runs in broken:
            shown, width = _shown(runs, place)
            done.append((_begin(place, width), shown))
    return done


def _begin(place: Place, width: float) -> float:
    if place.align == "center":
        return place.left + (place.width - width) / 2
    if place.align == "right":
        return place.left + place.width - width
    return place.left


def _broken(chunk: Sequence[Run], place: Place) -> Iterator[list[Run]]:
    """The lines of a chunk, first fit."""
    text = "".join(run.text for run in chunk)
    if _fits(list(chunk), place):
        yield list(chunk)
        return
    start, best = 0, 0
    for end in breaks_of(text):
        if not _fits(_slice(chunk, start, end), place):
            if best <= start:
                raise CannotLayError("a word longer than its line")
            yield _slice(chunk, start, best)
            start = best
            if not _fits(_slice(chunk, start, end), place):
                raise CannotLayError("a word longer than its line")
        best = end
    yield _slice(chunk, start, len(text))


def _slice(chunk: Sequence[Run], start: int, end: int) -> list[Run]:
    """The runs between two places of the text, without the spaces at the end."""
    cut: list[Run] = []
    at = 0
    for run in chunk:
        piece = run.text[max(start - at, 0) : max(end - at, 0)]
        if piece:
            cut.append(Run(run.style, piece))
        at += len(run.text)
    while cut and cut[-1].text.endswith(" "):
        text = cut[-1].text.rstrip(" ")
        cut[-1:] = [Run(cut[-1].style, text)] if text else []
    return cut


def _fits(runs: list[Run], place: Place) -> bool:
    if not place.wraps:
        return True
    width = sum(_width(run, place) for run in runs)
    if abs(width - place.width) > _NEAR_PX:
        return width < place.width
    units = 0.0
    for run in runs:
        style = _style(run, place)
        units += letters(style.face).engine_units(run.text, style.size)
        units += len(run.text) * style.spacing * ENGINE_UNITS
    return units <= int(place.width * ENGINE_UNITS)


def _shown(runs: Sequence[Run], place: Place) -> tuple[list[Shown], float]:
    shown, x = [], 0.0
    for run in runs:
        style = _style(run, place)
        shown.append(Shown(letters(style.face).line(run.text), x, style))
        x += _width(run, place)
    return shown, x


def _width(run: Run, place: Place) -> float:
    style = _style(run, place)
    line = letters(style.face).line(run.text)
    return line.width * style.size / 1000 + len(run.text) * style.spacing


def _style(run: Run, place: Place) -> Style:
    style = place.styles.get(" ".join(run.style))
    if style is None:
        raise CannotLayError("a style not met before")
    return style
