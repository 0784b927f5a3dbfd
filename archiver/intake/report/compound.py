"""The outside of an old workbook: its streams (OLE2) and the records of the workbook (BIFF).

Looked through before a spreadsheet library is let at the file: a library lays a sheet out as one
rectangle from the first cell to the last, so two cells far apart would cost gigabytes. The same
pass finds passwords and formulas, which the library does not tell.
Sources: [MS-CFB] sections 2.2–2.6, [MS-XLS] sections 2.4 and 2.5.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass

_END = 0xFFFFFFFA  # this and everything above are marks, not sectors
_FILEPASS, _BOF, _FORMULA, _SHEET_BOF = 0x002F, 0x0809, 0x0006, 0x0010
_CELLS = frozenset({0x0006, 0x00FD, 0x00BD, 0x00BE, 0x0201, 0x0203, 0x0204, 0x0205, 0x027E, 0x00D6})
_MANY = frozenset({0x00BD, 0x00BE})  # MULRK, MULBLANK: a run of cells, the last column at the end


class DamagedError(Exception):
    """The file's structure leads outside the file or in a circle."""


@dataclass(frozen=True, slots=True)
class Outline:
    """What the records say: the rectangle of cells, formulas as (row, column), a password."""

    rows: int
    columns: int
    formulas: tuple[tuple[int, int], ...]
    password: bool


def streams(data: bytes) -> dict[str, bytes]:
    """The streams of an OLE2 file by name. Raises DamagedError."""
    try:
        return _streams(data)
    except (struct.error, IndexError, OverflowError, MemoryError) as error:
        raise DamagedError from error


def _streams(data: bytes) -> dict[str, bytes]:
    shift, mini_shift = struct.unpack_from("<HH", data, 30)
    if shift not in {9, 12} or mini_shift != 6:
        raise DamagedError
    size = 1 << shift
    directory, cutoff, mini_table, _mini_count, extra, _extra_count = struct.unpack_from(
        "<I4xIIIII", data, 48
    )

    def sector(number: int) -> bytes:
        start = (number + 1) << shift
        if number >= _END or start >= len(data):
            raise DamagedError
        return data[start : start + size]

    tables = [number for number in struct.unpack_from("<109I", data, 76) if number < _END]
    seen: set[int] = set()
    while extra < _END:
        if extra in seen:
            raise DamagedError
        seen.add(extra)
        *more, extra = struct.unpack(f"<{size // 4}I", sector(extra))
        tables += [number for number in more if number < _END]
    following = [
        number
        for table in tables
        for number in struct.unpack(f"<{size // 4}I", sector(table).ljust(size, b"\xff"))
    ]

    def chain(first: int, links: list[int]) -> Iterator[int]:
        steps = 0
        while first < _END:
            yield first
            steps += 1
            if steps > len(links):
                raise DamagedError
            first = links[first]

    def joined(first: int) -> bytes:
        return b"".join(map(sector, chain(first, following)))

    entries = joined(directory)
    mini = joined(mini_table) if mini_table < _END else b""
    mini_links = list(struct.unpack(f"<{len(mini) // 4}I", mini[: len(mini) // 4 * 4]))
    found: dict[str, bytes] = {}
    container = b""
    for at in range(0, len(entries) - 127, 128):
        length, kind = struct.unpack_from("<HB", entries, at + 64)
        first, count = struct.unpack_from("<II", entries, at + 116)
        name = entries[at : at + max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
        if kind == 5:
            container = joined(first) if first < _END else b""
        elif kind == 2:
            small = count < cutoff
            whole = (
                b"".join(container[one * 64 : one * 64 + 64] for one in chain(first, mini_links))
                if small
                else joined(first)
            )
            if len(whole) < count:
                raise DamagedError
            found[name] = whole[:count]
    return found


def outline(stream: bytes) -> Outline:
    """What a BIFF5 or BIFF8 workbook stream holds. Raises DamagedError when records run over its end."""
    rows = columns = at = 0
    formulas: list[tuple[int, int]] = []
    password = in_sheet = False
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        body = at + 4
        if body + length > len(stream):
            raise DamagedError
        if kind == _FILEPASS:
            password = True
        elif kind == _BOF and length >= 4:
            in_sheet = struct.unpack_from("<H", stream, body + 2)[0] == _SHEET_BOF
        elif kind in _CELLS and length >= 6 and in_sheet:
            row, column = struct.unpack_from("<HH", stream, body)
            last = struct.unpack_from("<H", stream, body + length - 2)[0] if kind in _MANY else column
            rows, columns = max(rows, row + 1), max(columns, last + 1)
            if kind == _FORMULA:
                formulas.append((row, column))
        at = body + length
    return Outline(rows, columns, tuple(formulas), password)
