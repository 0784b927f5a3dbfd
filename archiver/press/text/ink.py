"""Every text of a part passes here once: made printable, and what could not be shown remembered."""

from __future__ import annotations

from archiver.press.text.long_words import settable


class Ink:
    """Makes texts printable and collects the characters that were replaced (`missing`)."""

    def __init__(self) -> None:
        self._missing: dict[str, None] = {}
        self._set: dict[str, str] = {}

    def __call__(self, text: str | None) -> str:
        """The text as it can be printed; None is a blank."""
        if not text:
            return ""
        known = self._set.get(text)
        if known is None:
            shown, missing = settable(text)
            if missing:
                self._missing.update(dict.fromkeys(missing))
            known = self._set[text] = shown.strip()
        return known

    @property
    def missing(self) -> tuple[str, ...]:
        """Characters no face shows, in the order met."""
        return tuple(self._missing)
