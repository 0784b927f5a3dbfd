"""What lies on the sheets of an .xlsx beside their cells: comments, text boxes, pictures and charts.

Only where they stand is read; what a comment says is nobody's mark and is never told. Source: ECMA-376
part 1, sections 18.7 (comments), 20.5 (spreadsheet drawings).
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterator
from typing import Any

from lxml import etree

from archiver.intake.report.sheets.grid import Cell, Objects, cell_of

Read = Callable[[str], bytes]
"""The bytes of a part of the package by its name, b"" where there is none."""


def objects_of(part: str, read: Read) -> Objects:
    """What lies on the sheet whose part is named; raises lxml's errors for a damaged part."""
    comments: list[Cell] = []
    texts: list[Cell] = []
    pictures = charts = 0
    for kind, target in _related(part, read):
        if kind == "comments":
            comments += _commented(read(target))
        elif kind == "drawing":
            for anchor in _root(read(target)):
                pictures += _count(anchor, "pic")
                charts += _count(anchor, "graphicFrame")
                if any((one.text or "").strip() for one in anchor.iter("{*}t")):
                    texts.append(_anchored(anchor))
    return Objects(tuple(sorted(comments)), tuple(texts), pictures, charts)


def _related(part: str, read: Read) -> Iterator[tuple[str, str]]:
    """The kind and the part of everything that belongs to the sheet."""
    folder, name = posixpath.split(part)
    relations = read(f"{folder}/_rels/{name}.rels")
    for one in _root(relations) if relations else ():
        if isinstance(one.tag, str):
            target = posixpath.normpath(posixpath.join("/", folder, one.get("Target", ""))).lstrip("/")
            if read(target):
                yield one.get("Type", "").rsplit("/", 1)[-1], target


def _commented(comments: bytes) -> Iterator[Cell]:
    for one in _root(comments).iter("{*}comment"):
        cell = cell_of(one.get("ref", ""))
        if cell is not None:
            yield cell


def _count(anchor: Any, name: str) -> int:
    return sum(1 for _one in anchor.iter(f"{{*}}{name}"))


def _anchored(anchor: Any) -> Cell:
    """The cell under the upper left corner; the first one for a drawing that is tied to none."""
    row, column = (anchor.findtext(f"{{*}}from/{{*}}{name}", "0") for name in ("row", "col"))
    return (int(row), int(column)) if row.isdecimal() and column.isdecimal() else (0, 0)


def _root(data: bytes) -> Any:
    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
