"""What a content stream paints, as values: texts with their places, and the rules between them.

Reads the few operators that the engine and the canvas write (ISO 32000-1, 8 and 9); anything else
raises ValueError, because it would be a difference nobody looked at.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

_IGNORED = {b"BMC", b"BDC", b"EMC", b"J", b"j", b"W*"}
_OPAQUE = {"/A1.0", "/a1.0"}
"""What the engine calls the graphics state of opaque strokes and fills."""

NEAR = 0.1
"""Points within which two places are the same: a fifth of what ink spreads."""

Matrix = tuple[float, float, float, float, float, float]


@dataclass(frozen=True, slots=True)
class Text:
    """Glyph numbers shown in one go: face and size, and where the first begins (points from bottom left).

    `shifts` tells for each glyph how far the numbers in TJ arrays have moved it to the left since the
    text was placed, in 1/1000 of the size: with equal glyphs before it, equal shifts are equal places.
    `cut` is where the page is clipped at the right, None if it is not.
    """

    face: str
    size: float
    x: float
    y: float
    glyphs: tuple[int, ...]
    shifts: tuple[float, ...] = ()
    cut: float | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight stroke; horizontal ones have one `at` for both ends' y, vertical ones for x."""

    horizontal: bool
    at: float
    start: float
    end: float
    width: float


@dataclass(frozen=True, slots=True)
class Painted:
    """All that stands on a page, texts in the order they are painted."""

    texts: tuple[Text, ...]
    rules: tuple[Rule, ...]


def painted(content: bytes, faces: Mapping[str, str]) -> Painted:
    """What `content` paints; `faces` names the face behind every font resource («/F1» → «PTF55F»)."""
    from pypdf.generic import ContentStream, StreamObject

    stream = StreamObject()
    stream.set_data(content)
    reader = _Reader(faces)
    for operands, operator in ContentStream(stream, None).operations:
        reader.take(operator, operands)
    return Painted(tuple(reader.texts), tuple(_joined(reader.rules)))


_SAYING = {b"q", b"Q", b"cm", b"BT", b"ET", b"Tm", b"Td", b"Tf", b"Ts", b"TJ", b"Tj"}


def said(content: bytes, faces: Mapping[str, str]) -> tuple[Text, ...]:
    """The texts of `content` alone, whatever else it paints."""
    from pypdf.generic import ContentStream, StreamObject

    stream = StreamObject()
    stream.set_data(content)
    reader = _Reader(faces)
    for operands, operator in ContentStream(stream, None).operations:
        if operator in _SAYING:
            reader.take(operator, operands)
    return tuple(reader.texts)


class _Reader:
    """The graphics state that matters: the matrix, the line width, the font."""

    def __init__(self, faces: Mapping[str, str]) -> None:
        self.texts: list[Text] = []
        self.rules: list[Rule] = []
        self._faces = faces
        self._matrix: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
        self._width = 1.0
        self._cut: float | None = None
        self._stack: list[tuple[Matrix, float, float | None]] = []
        self._text = self._matrix
        self._font = ("", 0.0)
        self._rise = 0.0
        self._shift = 0.0
        self._path: list[tuple[float, float]] = []
        self._boxes: list[tuple[float, float, float, float]] = []

    def take(self, operator: bytes, operands: list[Any]) -> None:
        if operator in _IGNORED:
            return
        name = operator.decode("ascii").replace("*", "_evenodd")
        handler = getattr(self, f"_do_{name}", None)
        if handler is None:
            raise ValueError(f"operator {name}")
        handler(*operands)

    def _do_q(self) -> None:
        self._stack.append((self._matrix, self._width, self._cut))

    def _do_Q(self) -> None:  # noqa: N802 - the operators' own names
        self._matrix, self._width, self._cut = self._stack.pop()

    def _do_cm(self, *values: Any) -> None:
        self._matrix = _times(_matrix(values), self._matrix)

    def _do_w(self, width: Any) -> None:
        self._width = float(width)

    def _do_m(self, x: Any, y: Any) -> None:
        self._path.append(_point(float(x), float(y), self._matrix))

    _do_l = _do_m

    def _do_S(self) -> None:  # noqa: N802
        scale = abs(self._matrix[0])
        ends = iter(self._path)
        for (x1, y1), (x2, y2) in zip(ends, ends, strict=True):
            if abs(y1 - y2) < 1e-6:
                self.rules.append(Rule(True, y1, min(x1, x2), max(x1, x2), self._width * scale))
            elif abs(x1 - x2) < 1e-6:
                self.rules.append(Rule(False, x1, min(y1, y2), max(y1, y2), self._width * scale))
            else:
                raise ValueError("a slanted rule")
        self._path.clear()

    def _do_rg(self, *shares: Any) -> None:
        if any(float(share) for share in shares):
            raise ValueError("a colour")

    _do_RG = _do_g = _do_G = _do_rg  # noqa: N815 - the operators' own names

    def _do_gs(self, name: Any) -> None:
        if str(name) not in _OPAQUE:
            raise ValueError("something transparent")

    def _do_d(self, dashes: Any, _phase: Any) -> None:
        if len(dashes):
            raise ValueError("a dashed rule")

    def _do_W(self) -> None:  # noqa: N802
        # One box, for what is cut at an edge; borders are clipped by two (W*).
        left, _bottom, width, _height = self._boxes[-1]
        self._cut = left + width

    def _do_n(self) -> None:
        self._path.clear()
        self._boxes.clear()

    def _do_re(self, x: Any, y: Any, width: Any, height: Any) -> None:
        left, top = _point(float(x), float(y), self._matrix)
        right, bottom = _point(float(x) + float(width), float(y) + float(height), self._matrix)
        self._boxes.append((min(left, right), min(top, bottom), abs(right - left), abs(bottom - top)))

    def _do_f_evenodd(self) -> None:
        """A border of one side: the engine fills what lies between two boxes, the inner one being flat."""
        *inner, (left, bottom, width, height) = sorted(self._boxes, key=lambda box: box[2] * box[3])
        if any(box[2] * box[3] > 1e-6 for box in inner) or min(width, height) > 3:
            raise ValueError("a filled area")
        if width > height:
            self.rules.append(Rule(True, bottom + height / 2, left, left + width, height))
        else:
            self.rules.append(Rule(False, left + width / 2, bottom, bottom + height, width))
        self._boxes.clear()

    def _do_BT(self) -> None:  # noqa: N802
        self._text = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)

    def _do_ET(self) -> None:  # noqa: N802
        pass

    def _do_Tm(self, *values: Any) -> None:  # noqa: N802
        self._text = _matrix(values)
        self._shift = 0.0

    def _do_Td(self, x: Any, y: Any) -> None:  # noqa: N802
        self._text = _times((1.0, 0.0, 0.0, 1.0, float(x), float(y)), self._text)
        self._shift = 0.0

    def _do_Tf(self, name: Any, size: Any) -> None:  # noqa: N802
        self._font = self._faces[str(name)], float(size)

    def _do_Ts(self, rise: Any) -> None:  # noqa: N802
        self._rise = float(rise)

    def _do_TJ(self, items: Iterable[Any]) -> None:  # noqa: N802
        x, y = _point(0, self._rise, _times(self._text, self._matrix))
        glyphs: list[int] = []
        shifts: list[float] = []
        for item in items:
            data = getattr(item, "original_bytes", None)
            if data is None and isinstance(item, bytes):
                data = item
            if data is not None:
                glyphs += [data[i] << 8 | data[i + 1] for i in range(0, len(data), 2)]
                shifts += [self._shift] * (len(data) // 2)
            else:
                self._shift += float(item)
        face, size = self._font
        size *= abs(self._matrix[0] * self._text[0])
        self.texts.append(Text(face, size, x, y, tuple(glyphs), tuple(shifts), self._cut))

    def _do_Tj(self, item: Any) -> None:  # noqa: N802
        self._do_TJ([item])


def _joined(rules: Iterable[Rule]) -> Iterator[Rule]:
    """Rules that lie end to end on one line as one: a table's are painted cell by cell."""
    lanes: dict[tuple[bool, int, int], list[Rule]] = {}
    for rule in rules:
        lane = (rule.horizontal, round(rule.at * 20), round(rule.width * 50))
        lanes.setdefault(lane, []).append(rule)
    for _key, found in sorted(lanes.items()):
        found.sort(key=lambda rule: rule.start)
        current = found[0]
        for rule in found[1:]:
            if rule.start <= current.end + 0.05:
                end = max(current.end, rule.end)
                current = Rule(current.horizontal, current.at, current.start, end, current.width)
            else:
                yield current
                current = rule
        yield current


def _times(inner: Matrix, outer: Matrix) -> Matrix:
    a, b, c, d, e, f = inner
    g, h, i, j, k, m = outer
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m


def _matrix(values: Iterable[Any]) -> Matrix:
    a, b, c, d, e, f = map(float, values)
    return a, b, c, d, e, f


def _point(x: float, y: float, matrix: Matrix) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f
