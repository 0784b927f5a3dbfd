"""The styles of an .ods, as far as they change what a cell says.

Source: OASIS OpenDocument 1.2 part 1, sections 16.2 (styles), 16.27 (formats), 20.385 (strokes).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_NUMBER = "{urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0}"
_STROKES = (f"{_STYLE}text-line-through-style", f"{_STYLE}text-line-through-type")

STYLES = (f"{_STYLE}style", f"{_NUMBER}boolean-style")
"""The elements that tell a style."""


class Styles:
    """The styles of the document: which strike letters out, which show numbers as true or false."""

    def __init__(self) -> None:
        self._booleans: set[str] = set()
        self._known: dict[str, tuple[str | None, bool | None, str | None]] = {}

    def take(self, element: Any) -> None:
        """A style: its parent, whether its letters are struck out, its format; None where it does not say."""
        name = element.get(f"{_STYLE}name", "")
        if element.tag != STYLES[0]:
            self._booleans.add(name)
            return
        struck: bool | None = None
        for properties in element.iterfind(f"{_STYLE}text-properties"):
            told = [value for one in _STROKES if (value := properties.get(one)) is not None]
            struck = any(value != "none" for value in told) if told else struck
        known = element.get(f"{_STYLE}parent-style-name"), struck, element.get(f"{_STYLE}data-style-name")
        self._known[name] = known

    def strikes(self, style: str | None) -> bool:
        """Whether a style strikes letters out, by itself or by one it is made from."""
        return next((struck for _up, struck, _form in self._line(style) if struck is not None), False)

    def is_boolean(self, style: str | None) -> bool:
        """Whether a style shows numbers as true or false."""
        return next((form for _up, _struck, form in self._line(style) if form), "") in self._booleans

    def _line(self, style: str | None) -> Iterator[tuple[str | None, bool | None, str | None]]:
        for _step in range(len(self._known)):
            if style is None or style not in self._known:
                return
            yield self._known[style]
            style = self._known[style][0]
