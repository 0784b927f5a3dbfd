"""The values of an .xls as its records come: a cell that has two, a formula whose text is missing.

The library keeps the value that comes last, leaves a formula without its text empty and reads no text beyond
the end of its record; none of it is told. Source: [MS-XLS] 2.4.127 (Formula),
2.4.268 (String), 2.4.58 (Continue).
"""

from __future__ import annotations

import struct
from dataclasses import dataclass, field

from archiver.intake.report.sheets.grid import Cell

_FORMULA, _STRING, _CONTINUE = 0x0006, 0x0207, 0x003C
_RUN = 0x00BD  # MULRK: a run of numbers, the last column at the end
_VALUES = frozenset({_FORMULA, _RUN, 0x00FD, 0x0203, 0x0204, 0x0205, 0x027E, 0x00D6})
"""Cells with a value: a blank one beside it says nothing."""
_BEFORE_STRING = frozenset({0x04BC, 0x0221, 0x0236, 0x00B8, _CONTINUE})  # SHRFMLA, ARRAY, TABLE and so on
_IN_ONE_RECORD = {0x0204: 6, 0x00D6: 6, _STRING: 0}
"""Records with a text, and where it begins with its length."""
_OLDER = frozenset({0x0002, 0x0003, 0x0004, 0x0005, 0x0007, 0x0206, 0x0406})
"""Cells of BIFF2 to BIFF4: the library passes over them in a newer workbook."""
_SHARED_STRINGS = 0x00FC
_WIDE, _MORE = 1, 0x0C  # letters of two bytes; lists behind the letters, which such a record cannot have
_IS_TEXT = b"\xff\xff"


@dataclass(slots=True)
class Values:
    """What the records of all sheets say; cells are counted from zero."""

    formulas: list[Cell] = field(default_factory=list)
    valueless: list[Cell] = field(default_factory=list)
    twice: Cell | None = None
    _seen: set[tuple[int, Cell]] = field(default_factory=set)
    _awaited: Cell | None = None  # a formula whose text has not come yet
    _before: int = 0
    _texted: bool = False  # whether the last formula has had its text

    def take(self, sheet: int | None, kind: int, body: bytes, *, unicode: bool = True) -> None:
        """Take a record, of a sheet or of none; `unicode` is BIFF8.

        Raises ValueError for a text that goes on behind its record, a text of a formula that has one, cells
        of an older format, and for a table of texts that goes on in an empty record.
        """
        if kind == _CONTINUE and (
            self._before in _IN_ONE_RECORD or (self._before == _SHARED_STRINGS and not body)
        ):
            raise ValueError(kind)
        if sheet is not None and kind in _OLDER:
            raise ValueError(kind)
        if kind in _IN_ONE_RECORD and _runs_over(body[_IN_ONE_RECORD[kind] :], kind, unicode=unicode):
            raise ValueError(kind)
        if kind != _CONTINUE:  # what is continued stays what it was
            self._before = kind
        if kind == _STRING and self._texted:
            raise ValueError(kind)
        self._texted = kind == _STRING or (self._texted and kind != _FORMULA)
        if self._awaited is not None and kind not in _BEFORE_STRING:
            self.valueless += [] if kind == _STRING else [self._awaited]
            self._awaited = None
        if sheet is None or kind not in _VALUES:
            return
        row, column = struct.unpack_from("<HH", body)
        last = struct.unpack_from("<H", body, len(body) - 2)[0] if kind == _RUN else column
        for one in range(column, last + 1):
            place = sheet, (row, one)
            self.twice = (row, one) if place in self._seen else self.twice
            self._seen.add(place)
        if kind == _FORMULA:
            self.formulas.append((row, column))
            self._awaited = (row, column) if body[12:14] == _IS_TEXT and not body[6] else None
            self._texted = self._awaited is None  # a number has no text that could stand for it


def _runs_over(text: bytes, kind: int, *, unicode: bool) -> bool:
    """Whether a text is longer than its record, or one that the library would misread."""
    length = int.from_bytes(text[:2], "little")
    if not unicode or len(text) < 3:
        return len(text) - 2 < length
    letters = length * (2 if text[2] & _WIDE else 1)
    return len(text) - 3 < letters or bool(text[2] & _MORE and kind != 0x00D6)
