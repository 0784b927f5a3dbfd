"""A file of a sample before it is written: where it goes and its bytes."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ExportFile:
    """`path` is relative to the sample's folder, with `/`; `group` the position of its group, if it has one.

    `text` says that the bytes are UTF-8 text (a wrong encoding can be made of it).
    """

    path: str
    data: bytes
    group: int | None = None
    text: bool = False
