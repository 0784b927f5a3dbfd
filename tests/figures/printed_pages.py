"""What stands on the pages themselves: the rows of a PDF's tables, as their text is copied out of it."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pypdf
from printed_figures import grid

Row = tuple[object, ...]


def rows_that_differ(paper: Path) -> tuple[int, list[str]]:
    """How many cells of the workbook's rows were looked for on its pages, and the rows not found."""
    lines = [
        _values(line)
        for page in pypdf.PdfReader(paper.with_suffix(".pdf")).pages
        for line in page.extract_text().splitlines()
    ]
    told: dict[Row, Row] = {}
    broken = set[Row]()
    for row in grid(paper):
        if named := _named(row):
            start = tuple(value for cell in named for value in _values(cell))
            cells = [cell for cell in row[len(named) :] if cell is not None]
            if cells and len(_values(cells[-1])) > 1:
                cells.pop()  # words at the end of a row are broken into lines
                broken.add(start)
            rest = tuple(value for cell in cells for value in _values(cell))
            told[start] = told.get(start, ()) + rest
    lost = []
    for start, rest in told.items():
        found = [line[len(start) :] for line in lines if line[: len(start)] == start]
        if not isinstance(start[0], Decimal):  # a sentence may begin as a row does
            found = [line for line in found if all(isinstance(word, Decimal) or word == "—" for word in line)]
        on_pages = tuple(value for line in found for value in line)
        if (on_pages[: len(rest)] if start in broken else on_pages) != rest or not found:
            lost.append(f"{paper.stem}: {start}: pages {on_pages}, workbook {rest}")
    return sum(map(len, told.values())), lost


def _named(row: list[Any]) -> list[Any] | None:
    """What a row of figures begins with: a number and a name, or a name that only figures follow."""
    if isinstance(row[0], int) and isinstance(row[1], str):
        return row[:2]
    rest = [cell for cell in row[1:] if cell is not None]
    figures = rest and all(isinstance(cell, int | float) or cell == "—" for cell in rest)
    return row[:1] if isinstance(row[0], str) and figures else None


def _values(cell: Any) -> Row:
    """Words of a cell or a line; figures by their value, so that 4.5 is 4,50."""
    words = str(cell).replace("\u00a0", " ").replace("−", "-").split()
    return tuple(
        Decimal(word.replace(",", ".")) if re.fullmatch(r"-?\d+([.,]\d+)?", word) else word for word in words
    )
