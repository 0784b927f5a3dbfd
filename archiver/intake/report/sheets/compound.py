"""The outside of an old workbook: its streams (OLE2) and the records of the workbook (BIFF).

Looked through before a spreadsheet library is let at the file: a library lays a sheet out as one
rectangle from the first cell to the last, so two cells far apart would cost gigabytes. The same
pass finds passwords and formulas, which the library does not tell.
Sources: [MS-CFB] sections 2.2–2.6, [MS-XLS] sections 2.4 and 2.5.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from archiver.intake.report.sheets.biff_details import Details
from archiver.intake.report.sheets.biff_values import Values

_ROOT, _STREAM = 5, 2
_END = 0xFFFFFFFA  # this and everything above are marks, not sectors
_FILEPASS, _BOF, _SHEET_BOF = 0x002F, 0x0809, 0x0010
_DIMENSIONS, _STRINGS, _EOF = 0x0200, 0x00FC, 0x000A
_SHEET, _CONTINUE = 0x0085, 0x003C
_BIFF8 = 0x0600
_WORKSHEET = 0  # what a sheet is said to be
_OF_STRINGS = 0x00FD  # LABELSST: a text by its number
# The shortest a record may be: a library reads that much without looking.
_SHORTEST = {
    **{0x0022: 2, 0x0042: 2, 0x0085: 8, 0x00BD: 12, 0x00D6: 8, 0x00E0: 4, 0x00E5: 2, 0x00FC: 8},
    **{0x00FD: 10, 0x0006: 20, 0x0203: 14, 0x0204: 8, 0x0205: 8, 0x027E: 10, 0x041E: 3, 0x0809: 4, 0x0207: 3},
}
_ROWS, _COLUMNS = 65_536, 256  # of the format; a record that says more is damaged
_CELLS = frozenset({0x0006, 0x00FD, 0x00BD, 0x00BE, 0x0201, 0x0203, 0x0204, 0x0205, 0x027E, 0x00D6})
_MANY = frozenset({0x00BD, 0x00BE})  # MULRK, MULBLANK: a run of cells, the last column at the end


class DamagedError(Exception):
    """The file's structure leads outside the file or in a circle."""


@dataclass(frozen=True, slots=True)
class Outline:
    """What the records say: the cells that all sheets span, what is told of values, a password, details.

    `sheets` are the numbers by which `details` names the sheets, in the order of the workbook.
    """

    cells: int
    values: Values
    password: bool
    details: Details = field(default_factory=Details)
    sheets: tuple[int, ...] = ()


def streams(data: bytes) -> dict[str, bytes]:
    """The streams of an OLE2 file by name. Raises DamagedError."""
    try:
        return _streams(data)
    except (struct.error, IndexError, OverflowError, MemoryError) as error:
        raise DamagedError from error


def _streams(data: bytes) -> dict[str, bytes]:
    sectors = _Sectors(data)
    entries = sectors.joined(sectors.directory)
    found: dict[str, bytes] = {}
    container = b""
    for at in range(0, len(entries) - 127, 128):
        length, kind = struct.unpack_from("<HB", entries, at + 64)
        first, count = struct.unpack_from("<II", entries, at + 116)
        name = entries[at : at + max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
        if kind == _ROOT:
            container = sectors.joined(first) if first < _END else b""
        elif kind == _STREAM:
            small = count < sectors.cutoff
            whole = sectors.joined_small(first, container) if small else sectors.joined(first)
            if len(whole) < count:
                raise DamagedError
            found[name] = whole[:count]
    return found


class _Sectors:
    """The sectors of the file and how they follow one another.

    The counts of the heading are held against the file's length: a library believes them and asks
    for that much memory at once.
    """

    def __init__(self, data: bytes) -> None:
        shift, mini_shift = struct.unpack_from("<HH", data, 30)
        if shift not in {9, 12} or mini_shift != 6:
            raise DamagedError
        self._data, self._shift = data, shift
        counts = struct.unpack_from("<II", data, 40) + struct.unpack_from("<I4xI", data, 64)
        if max(counts) > len(data) >> shift:
            raise DamagedError
        self.directory, self.cutoff, mini, extra = struct.unpack_from("<I4xII4xI", data, 48)
        if self.cutoff != 4096:
            raise DamagedError
        tables = [number for number in struct.unpack_from("<109I", data, 76) if number < _END]
        seen: set[int] = set()
        while extra < _END:
            if extra in seen:
                raise DamagedError
            seen.add(extra)
            *more, extra = self._numbers(self._sector(extra))
            tables += [number for number in more if number < _END]
        self._links = [number for table in tables for number in self._numbers(self._sector(table))]
        self._small_links = self._numbers(self.joined(mini)) if mini < _END else []

    def joined(self, first: int) -> bytes:
        """The bytes of the chain of sectors that begins with `first`."""
        return b"".join(map(self._sector, _chain(first, self._links)))

    def joined_small(self, first: int, container: bytes) -> bytes:
        """The bytes of a chain of 64-byte sectors inside `container`."""
        return b"".join(container[at * 64 : at * 64 + 64] for at in _chain(first, self._small_links))

    def _sector(self, number: int) -> bytes:
        start = (number + 1) << self._shift
        if number >= _END or start >= len(self._data):
            raise DamagedError
        return self._data[start : start + (1 << self._shift)].ljust(1 << self._shift, b"\xff")

    @staticmethod
    def _numbers(data: bytes) -> list[int]:
        return list(struct.unpack(f"<{len(data) // 4}I", data))


def _chain(first: int, links: list[int]) -> Iterator[int]:
    steps = 0
    while first < _END:
        yield first
        steps += 1
        if steps > len(links):
            raise DamagedError
        first = links[first]


def outline(stream: bytes) -> Outline:
    """What a BIFF5 or BIFF8 workbook stream holds. Raises DamagedError when records run over its end."""
    if stream[:2] != struct.pack("<H", _BOF):
        raise DamagedError  # no workbook, or one of Excel 2 to 4, which the library gives without its cells
    try:
        return _outline(stream)
    except (struct.error, IndexError, ValueError) as error:
        raise DamagedError from error


def _outline(stream: bytes) -> Outline:
    details, values = Details(), Values()
    sheets: list[tuple[int, int]] = []
    tables: set[int] = set()
    sheet = 0
    cells = rows = columns = at = 0
    in_sheet = False
    outside: list[tuple[int, bool]] = []
    strings = 0
    unicode = struct.unpack_from("<H", stream, 4)[0] == _BIFF8
    size, two = len(stream), struct.Struct("<HH").unpack_from
    while at + 4 <= size:
        kind, length = two(stream, at)
        body = at + 4
        if body + length > size or length < _SHORTEST.get(kind, 0):
            raise DamagedError
        if kind == _FILEPASS:  # the bodies of all records after it are encrypted and say nothing
            return Outline(0, values, True, details, ())
        if kind in _CELLS:
            if in_sheet and length >= 6:
                row, column = two(stream, body)
                last = struct.unpack_from("<H", stream, body + length - 2)[0] if kind in _MANY else column
                rows = row + 1 if row >= rows else rows
                columns = last + 1 if last >= columns else columns
                if kind == _OF_STRINGS and struct.unpack_from("<I", stream, body + 6)[0] >= strings:
                    raise DamagedError  # a library leaves such a cell empty
        elif kind == _BOF:
            cells, rows, columns = cells + rows * columns, 0, 0
            outside.append((sheet, in_sheet))
            in_sheet = struct.unpack_from("<H", stream, body + 2)[0] == _SHEET_BOF
            sheet = at  # a sheet is known by where it begins
            tables |= {at} if in_sheet else set()
        elif kind == _EOF and outside:
            sheet, in_sheet = outside.pop()  # a chart stands within its sheet
        elif kind == _DIMENSIONS:
            height, breadth = _dimensions(stream[body : body + length])
            rows, columns = max(rows, height), max(columns, breadth)
        elif kind in {_STRINGS, _SHEET}:
            told = _number(stream, kind, body, strings)
            strings = told if kind == _STRINGS else strings
            sheets += [(told, stream[body + 5])] if kind == _SHEET else []
        record = stream[body : body + length]
        values.take(sheet if in_sheet else None, kind, record, unicode=unicode)
        if kind in details.watched:
            whole = _continued(stream, at) if kind == _STRINGS else [record]
            details.take(sheet, kind, whole)
        at = body + length
    if outside or tables - {place for place, what in sheets if what == _WORKSHEET}:
        raise DamagedError  # cut between two records; a table that the workbook does not name as one
    return Outline(cells + rows * columns, values, False, details, tuple(place for place, _what in sheets))


def _number(stream: bytes, kind: int, body: int, strings: int) -> int:
    """The number of strings, of which there were so many before; the place of a sheet in the stream."""
    told: int = struct.unpack_from("<I", stream, body + (4 if kind == _STRINGS else 0))[0]
    if told > len(stream) or (kind == _STRINGS and strings):
        raise DamagedError  # of two tables of texts nobody can tell which one the cells mean
    return told


def _continued(stream: bytes, at: int) -> list[bytes]:
    """The body of the record at `at` and of those that continue it."""
    bodies: list[bytes] = []
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        if bodies and kind != _CONTINUE:
            break
        bodies.append(stream[at + 4 : at + 4 + length])
        at += 4 + length
    return bodies


def _dimensions(record: bytes) -> tuple[int, int]:
    """The rectangle a sheet says it has: the library asks for memory for the whole of it."""
    if len(record) == 14:
        top, bottom, left, right = struct.unpack_from("<IIHH", record)
    elif len(record) == 10:
        top, bottom, left, right = struct.unpack_from("<HHHH", record)
    else:
        raise DamagedError
    if top > bottom or left > right or bottom > _ROWS or right > _COLUMNS:
        raise DamagedError
    return bottom, right
