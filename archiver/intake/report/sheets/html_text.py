"""The text of an HTML page as a browser shows it: breaks are spaces, forms show what was entered."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, TypeAlias

Element: TypeAlias = Any
"""An element of lxml, whose stubs say of every text that it may be bytes, which it is not here."""

SILENT = frozenset(
    {
        "script",
        "style",
        "head",
        "title",
        "template",
        "noscript",
        "iframe",
        "object",
        "svg",
    }
)
"""Elements that nothing is shown of."""
INLINE = frozenset(
    {"a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "del", "dfn", "em", "font", "i", "ins"}
    | {"kbd", "label", "mark", "nobr", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup"}
    | {"tt", "u", "var", "wbr"}
)
_HIDDEN = re.compile(r"(?:\A|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)\b", re.IGNORECASE)
_COMMENT = re.compile(r"msocom|comment-indicator\Z")
FIELDS = frozenset({"input", "select", "textarea"})
_BLANK_FIELDS = frozenset({"hidden", "checkbox", "radio", "image", "file", "password"})
_PICTURES = ("img", "input", "area", "embed")
_GAUGES = ("meter", "progress")
_DRAWINGS = ("svg", "object")
_AROUND_CELLS = ("table", "thead", "tbody", "tfoot", "tr", "colgroup")
_INSIDE = " or ".join(f"parent::{name}" for name in _AROUND_CELLS)
_FRAME_TAGS = frozenset({*_AROUND_CELLS, "col", "td", "th"})
_BLANKS = " \t\r\n"
_FRAME = " or ".join(f"self::{name}" for name in sorted(_FRAME_TAGS))
_LOOSE = f".//text()[{_INSIDE}][normalize-space()] | .//*[{_INSIDE}][not({_FRAME})]"


def text_of(element: Element) -> Iterator[str]:
    """The text of a cell; a line break and the border of a block are spaces."""
    yield element.text or ""
    stack: list[tuple[Element, bool]] = [(child, False) for child in reversed(element)]
    while stack:
        node, leaving = stack.pop()
        tag = node.tag if isinstance(node.tag, str) else "script"
        if tag in SILENT or is_comment(node) or is_hidden(node):
            yield node.tail or ""
            continue
        if tag in FIELDS:
            yield entered(node) + (node.tail or "")
            continue
        if tag not in INLINE:
            yield " "
        if leaving:
            yield node.tail or ""
            continue
        yield node.text or ""
        stack.append((node, True))
        stack.extend((child, False) for child in reversed(node))


def is_comment(node: Element) -> bool:
    """Whether the element is a comment on a cell, as LibreOffice and Excel write it."""
    return node.tag == "comment" or bool(_COMMENT.match(node.get("class", "")))


def is_hidden(node: Element) -> bool:
    """Whether a browser shows nothing of the element: joined to its neighbours it would be another mark."""
    return node.get("hidden") is not None or bool(_HIDDEN.search(node.get("style", "")))


def has_drawn_text(cell: Element) -> bool:
    """Whether the cell holds something that is no text of it: a picture with words, a drawing, a gauge, text
    that is not shown.
    """
    return len(cell) > 0 and any(map(_is_no_text, cell.iterdescendants("*")))


def _is_no_text(node: Element) -> bool:
    if node.tag in _GAUGES or (node.tag in _PICTURES and (node.get("alt") or "").strip()):
        return True
    return (node.tag in _DRAWINGS or is_hidden(node)) and bool(_content(node).strip())


def _content(element: Element) -> str:
    """All text in the element."""
    return "".join(element.itertext())


def loose_texts(table: Element) -> Iterator[str]:
    """What a table holds beside its cells: its caption, letters between them, elements that are none."""
    if all(_holds_cells_alone(one) for one in table.iter(*_AROUND_CELLS)):
        return
    for one in table.xpath(_LOOSE, smart_strings=False):
        if isinstance(one, str):
            yield one
        elif isinstance(one.tag, str) and one.tag not in SILENT:
            yield entered(one) if one.tag in FIELDS else "".join(text_of(one))


def _holds_cells_alone(around: Element) -> bool:
    if (around.text or "").strip(_BLANKS):
        return False
    return all(one.tag in _FRAME_TAGS and not (one.tail or "").strip(_BLANKS) for one in around)


def entered(field: Element) -> str:
    """What a field of a form shows: the value of an <input>, the option that a <select> has chosen."""
    if field.tag == "textarea":
        return f" {_content(field)} "
    if field.tag == "select":
        options = list(field.iter("option"))
        chosen = next((one for one in options if one.get("selected") is not None), None)
        shown = chosen if chosen is not None else next(iter(options), None)
        return f" {_content(shown)} " if shown is not None else " "
    if field.get("type", "text").strip().casefold() in _BLANK_FIELDS:
        return " "
    return f" {field.get('value') or ''} "
