"""A workbook of Excel 95 (BIFF5) written record by record: no library writes them any more ([MS-XLS] 2.4)."""

from __future__ import annotations

import struct
from collections.abc import Sequence

from test_report_hostile import container

Cell = tuple[int, int, object]


def record(kind: int, body: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def biff5(cells: Sequence[Cell], code_page: int | None, encoding: str) -> bytes:
    """One sheet; texts in `encoding`, whatever `code_page` says (None: the workbook says nothing)."""
    name = "Лист1".encode(encoding)

    def stream(place: int) -> bytes:
        told = b"" if code_page is None else record(0x42, struct.pack("<H", code_page))
        bound = record(0x85, struct.pack("<IHB", place, 0, len(name)) + name)
        return beginning(0x05) + told + bound + record(0x0A)

    book = stream(len(stream(0)))
    sheet = beginning(0x10)
    rows, columns = (max(cell[axis] for cell in cells) + 1 for axis in (0, 1))  # type: ignore[type-var]
    sheet += record(0x200, struct.pack("<HHHHH", 0, rows, 0, columns, 0))
    for row, column, value in cells:
        if isinstance(value, str):
            text = value.encode(encoding)
            sheet += record(0x204, struct.pack("<HHHH", row, column, 0, len(text)) + text)
        else:
            sheet += record(0x203, struct.pack("<HHHd", row, column, 0, value))
    return container("Book", book + sheet + record(0x0A))


def beginning(kind: int) -> bytes:
    return record(0x809, struct.pack("<HHHH", 0x0500, kind, 0x0DBB, 0x07CC))
