"""The part of PDF/A that volumes and papers keep to, in a module of its own: kept forms rest on it."""

from __future__ import annotations

from enum import StrEnum


class PdfA(StrEnum):
    """The part and level of ISO 19005 that volumes and papers keep to."""

    A2B = "2b"
    A1B = "1b"

    @property
    def part(self) -> int:
        """The part of the standard."""
        return int(self.value[0])
