"""The styles of an .ods, as far as they strike letters out.

Source: OASIS OpenDocument 1.2 part 1, sections 16.2 (styles), 20.385 (strokes).
"""

from __future__ import annotations

from typing import Any

_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_STROKES = (f"{_STYLE}text-line-through-style", f"{_STYLE}text-line-through-type")

STYLE = f"{_STYLE}style"
"""The element that tells a style."""


class Styles:
    """The styles of the document as they come; one may be made from another."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[str | None, bool | None]] = {}

    def take(self, element: Any) -> None:
        """A style: its parent, and whether its letters are struck out, None where it does not say."""
        struck: bool | None = None
        for properties in element.iterfind(f"{_STYLE}text-properties"):
            told = [value for name in _STROKES if (value := properties.get(name)) is not None]
            struck = any(value != "none" for value in told) if told else struck
        self._known[element.get(f"{_STYLE}name", "")] = (element.get(f"{_STYLE}parent-style-name"), struck)

    def strikes(self, style: str | None) -> bool:
        """Whether a style strikes letters out, by itself or by one it is made from."""
        for _step in range(len(self._known)):
            if style is None or style not in self._known:
                return False
            style, struck = self._known[style]
            if struck is not None:
                return struck
        return False
