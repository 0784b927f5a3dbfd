"""A part: the finished pages of one section, kept under the digest of all that made it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Part:
    """Pages of one (subject, subgroup, term), without numbers and without anything of the whole.

    `key` is the hex SHA-256 over what is printed, the template, the fonts and the versions of the
    engine; the same key means the same bytes. `path` is the PDF in the part cache.
    """

    key: str
    path: Path
    pages: int
