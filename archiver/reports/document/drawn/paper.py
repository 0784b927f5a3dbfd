"""A sheet that is drawn: grounds, rules, texts upright and turned, as a content stream (ISO 32000-1, 8, 9).

Lengths are in px from the top left corner, as texts are measured; the stream is in points from the bottom.
"""

from __future__ import annotations

from collections.abc import Sequence

from archiver.press.paint.canvas import FONT_NAMES, PT
from archiver.press.refusal import CannotLayError
from archiver.press.text.letters import Line
from archiver.press.text.type import Type

GROUND = "0.851 0.851 0.851 rg"
"""Of days off, as `.off` of reports.css."""


class Paper:
    """One sheet, `width` and `height` px."""

    def __init__(self, width: float, height: float) -> None:
        self.width, self.height = width, height
        self.faces: set[str] = set()
        self._grounds: list[str] = []
        self._blanks: list[str] = []
        self._rules: dict[float, list[str]] = {}
        self._texts: list[str] = []
        self._font = ""

    def ground(self, left: float, top: float, right: float, bottom: float) -> None:
        """A grey ground."""
        size = f"{(right - left) * PT:.2f} {(bottom - top) * PT:.2f}"
        self._grounds.append(f"{left * PT:.2f} {self._up(bottom)} {size} re")

    def rule(self, start: tuple[float, float], end: tuple[float, float], width: float) -> None:
        """A stroke between two points."""
        path = f"{start[0] * PT:.2f} {self._up(start[1])} m {end[0] * PT:.2f} {self._up(end[1])} l"
        self._rules.setdefault(width, []).append(path)

    def blank(self, left: float, right: float, y: float, width: float) -> None:
        """A line to write on, centred on `y`, painted as a border of one side is (Canvas.blank)."""
        box = f"{left * PT:.3f} {(self.height - y - width / 2) * PT:.3f} {(right - left) * PT:.3f}"
        self._blanks.append(f"{box} 0 re {box} {width * PT:.3f} re f*")

    def text(self, line: Line, x: float, baseline: float, type_: Type, *, turned: bool = False) -> None:
        """A shaped line that begins at `x`; a turned one is read from below. Raises CannotLayError."""
        if line.above or line.below:
            raise CannotLayError("a text higher than its line")
        shows = [(type_.face, line.body)] if line.body else list(_of_runs(line))
        if not shows:
            return
        matrix = "0 1 -1 0" if turned else "1 0 0 1"
        self._texts.append(f"BT {matrix} {x * PT:.2f} {self._up(baseline)} Tm")
        for face, body in shows:
            font = f"{FONT_NAMES[face]} {type_.size * PT:.6g} Tf"
            if font != self._font:
                self._font = font
                self.faces.add(face)
                self._texts.append(font)
            self._texts.append(f"[{body}]TJ")
        self._texts[-1] += " ET"

    def content(self) -> bytes:
        """The content stream: grounds, the widest rules last, texts in the order they were written."""
        parts: list[str] = []
        if self._grounds:
            parts += ["q", GROUND, *self._grounds, "f", "Q"]
        for width, paths in sorted(self._rules.items()):
            parts += [f"{width * PT:.4g} w", *paths, "S"]
        parts += self._blanks
        parts += self._texts
        return "\n".join([*parts, ""]).encode("ascii")

    def _up(self, y: float) -> str:
        return f"{(self.height - y) * PT:.2f}"


def _of_runs(line: Line) -> Sequence[tuple[str, str]]:
    if any(rise for run in line.runs for rise, _body in run.shows):
        raise CannotLayError("a raised sign")
    return [(run.face, body) for run in line.runs for _rise, body in run.shows]
