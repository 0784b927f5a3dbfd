"""Letters of an HTML page that are struck out: by an element of their own, by a style, or by a class."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from archiver.intake.report.sheets.html_text import Element
from archiver.intake.report.sheets.strokes import joined

_TAGS = frozenset({"s", "strike", "del"})
_ANY = re.compile(r"<(?:s|strike|del)\b|line-through", re.IGNORECASE)
_THROUGH = re.compile(r"line-through", re.IGNORECASE)
_RULE = re.compile(r"([^{}]{1,400})\{([^{}]*line-through[^{}]*)\}", re.IGNORECASE)
_CLASS = re.compile(r"\.([\w-]+)\s*(?:,|$)")

StruckText = Callable[["Element"], str | None]


def struck_letters(text: str) -> StruckText | None:
    """A function that gives a cell's text with strokes, or None; None where nothing of the page is struck."""
    if not _ANY.search(text):
        return None
    classes = frozenset(name for rule in _RULE.finditer(text) for name in _CLASS.findall(rule[1].strip()))

    def of_cell(cell: Element) -> str | None:
        row = cell.getparent()
        whole = _strikes(cell, classes) or (row is not None and _strikes(row, classes))
        return joined(_runs(cell, whole, classes))

    return of_cell


def _runs(cell: Element, whole: bool, classes: frozenset[str]) -> Iterator[tuple[str, bool]]:
    yield cell.text or "", whole
    stack: list[tuple[Element, bool, bool]] = [(child, whole, False) for child in reversed(cell)]
    while stack:
        node, outside, leaving = stack.pop()
        if leaving:
            yield node.tail or "", outside
            continue
        if node.tag == "comment":
            yield node.tail or "", outside
            continue
        struck = outside or _strikes(node, classes)
        yield " " if node.tag in {"br", "p", "div"} else "", False
        yield (node.text or "") if isinstance(node.tag, str) else "", struck
        stack.append((node, outside, True))
        stack.extend((child, struck, False) for child in reversed(node))


def _strikes(element: Element, classes: frozenset[str]) -> bool:
    if not isinstance(element.tag, str):
        return False
    return (
        element.tag in _TAGS
        or bool(_THROUGH.search(element.get("style", "")))
        or not classes.isdisjoint(element.get("class", "").split())
    )
