"""What a page paints besides words, kept as operators or as strokes (ISO 32000-1, 8.5)."""

from __future__ import annotations

from typing import Any

from archiver.press.paint.painted import painted
from archiver.press.plates.plate import Stroke

_PX_PER_PT = 96 / 72
_PATH = {b"m", b"l", b"c", b"h", b"re", b"v", b"y"}
_KEPT = frozenset(b"q Q cm w S f* W W* n RG rg G g d J j M".split())
_PAINTS = frozenset({"S", "f", "f*"})
_DROPPED = {b"gs", b"BMC", b"BDC", b"EMC"}


def without_words(content: bytes, *, picture: bool) -> str:
    """The operators of a page without its texts, and without what an SVG picture fills.

    Raises ValueError for an operator that has never been looked at.
    """
    from pypdf.generic import ContentStream, StreamObject

    stream = StreamObject()
    stream.set_data(content)
    kept: list[str] = []
    path: list[str] = []
    saying = False
    for operands, operator in ContentStream(stream, None).operations:
        if operator in (b"BT", b"ET"):
            saying = operator == b"BT"
        elif saying or operator in _DROPPED:
            continue
        elif operator in _PATH:
            path.append(_written(operands, operator))
        elif operator == b"f" and picture:
            path.clear()
        elif operator in _KEPT or operator == b"f":
            kept += path
            path.clear()
            kept.append(_written(operands, operator))
        else:
            raise ValueError(f"operator {operator.decode('ascii')}")
    return "\n".join(_painting(kept))


def _painting(operators: list[str]) -> list[str]:
    """The operators without the groups (q … Q) that paint nothing: what words and pictures leave behind."""
    groups: list[list[str]] = [[]]
    for operator in operators:
        if operator == "q":
            groups.append([operator])
            continue
        groups[-1].append(operator)
        if operator == "Q":
            group = groups.pop()
            if any(line.rpartition(" ")[2] in _PAINTS for line in group):
                groups[-1] += group
    return [operator for group in groups for operator in group]


def page_contents(pdf: bytes) -> list[bytes]:
    """The content stream of every page."""
    import io

    from pypdf import PdfReader

    found = [page.get_contents() for page in PdfReader(io.BytesIO(pdf)).pages]
    return [content.get_data() if content is not None else b"" for content in found]


def _written(operands: list[Any], operator: bytes) -> str:
    values = [_array(value) if isinstance(value, list) else f"{float(value):.6g}" for value in operands]
    return " ".join((*values, operator.decode("ascii")))


def _array(values: list[Any]) -> str:
    return f"[{' '.join(f'{float(value):.6g}' for value in values)}]"


def strokes_below(content: bytes, height: float, top: float) -> tuple[Stroke, ...]:
    """Horizontal lines of a page that stand lower than `top` px, in px from there.

    Raises ValueError when something else stands there.
    """
    found = []
    for rule in painted(content, _AnyFace()).rules:
        lowest = rule.at if rule.horizontal else rule.start
        down = height - lowest * _PX_PER_PT - top
        if down < 1.0:
            continue
        if not rule.horizontal:
            raise ValueError("an upright line")
        found.append(Stroke(rule.start * _PX_PER_PT, rule.end * _PX_PER_PT, down, rule.width * _PX_PER_PT))
    return tuple(found)


class _AnyFace(dict[str, str]):
    """Texts are not looked at here."""

    def __missing__(self, name: str) -> str:
        return name
