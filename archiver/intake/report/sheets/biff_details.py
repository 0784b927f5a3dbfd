"""What the spreadsheet library does not tell of an .xls: errors, strokes, and what lies on its sheets.

Fed with the records of the workbook one by one, as they are looked through. Source: [MS-XLS] 2.4.28
(BoolErr), 2.4.122 (Font), 2.4.353 (XF), 2.4.265 (SST), 2.5.293 (XLUnicodeRichExtendedString), 2.4.181 (Obj).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from archiver.intake.report.sheets.grid import Cell, Objects
from archiver.intake.report.sheets.number_words import shows_words
from archiver.intake.report.sheets.strokes import joined

_FONT, _XF, _STRINGS, _SHARED, _RICH, _NUMBERS = 0x0031, 0x00E0, 0x00FC, 0x00FD, 0x00D6, 0x00BD
_BOOL_OR_ERROR, _FORMULA = 0x0205, 0x0006
_CELLS = frozenset({_SHARED, _RICH, _NUMBERS, _BOOL_OR_ERROR, _FORMULA, 0x0203, 0x0204, 0x027E})
_NOTE, _DRAWING, _OBJECT, _OBJECT_TEXT = 0x001C, 0x00EC, 0x005D, 0x01B6
_OBJECTS = frozenset({_NOTE, _DRAWING, _OBJECT, _OBJECT_TEXT})
_NUMBER_FORMAT = 0x041E
_FIRST = frozenset({_FONT, _XF, _NUMBER_FORMAT, _STRINGS, _BOOL_OR_ERROR, _FORMULA}) | _OBJECTS
_CHART_KIND, _BOX_KIND, _PICTURE_KIND, _NOTE_KIND = 0x05, 0x06, 0x08, 0x19
_NOTE_GOES_ON = 0xFFFF  # in the place of a row: more of a long comment of BIFF5
_OBJECT_8 = b"\x15\x00\x12\x00"  # how the record of an object begins in BIFF8
_ANCHOR = b"\x00\x00\x10\xf0\x12\x00\x00\x00"  # OfficeArtClientAnchorSheet, its size behind it
_STRUCK = 0x0008
_SKIPPED_FONT = 4  # the numbers of fonts leave it out
_ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}


@dataclass(slots=True)
class Details:
    """Texts of errors, cells struck whole, and struck parts as text with strokes, by number of the sheet."""

    errors: dict[tuple[int, Cell], str] = field(default_factory=dict)
    whole: set[tuple[int, Cell]] = field(default_factory=set)
    parts: dict[tuple[int, Cell], str] = field(default_factory=dict)
    on_sheets: list[tuple[int, int, Cell]] = field(default_factory=list)
    """What lies on sheets: the sheet, the kind of thing (0 for one with a text), the cell."""
    watched: frozenset[int] = _FIRST
    """The kinds of records that tell something: cells only from where a font is struck out."""
    words: dict[tuple[int, Cell], str] = field(default_factory=dict)
    """Codes of formats that may show a word for a number."""
    _codes: dict[int, str] = field(default_factory=dict)
    _worded: dict[int, str] = field(default_factory=dict)
    _fonts: list[bool] = field(default_factory=list)
    _formats: list[bool] = field(default_factory=list)
    _strings: dict[int, str] = field(default_factory=dict)
    _object: int = 0
    _anchor: Cell = (0, 0)

    def objects_of(self, sheet: int) -> Objects:
        """What lies on the sheet."""
        own = [(kind, cell) for at, kind, cell in self.on_sheets if at == sheet]
        kinds = [kind for kind, _cell in own]
        return Objects(
            tuple(sorted(cell for kind, cell in own if kind == _NOTE_KIND)),
            tuple(cell for kind, cell in own if not kind),
            kinds.count(_PICTURE_KIND),
            kinds.count(_CHART_KIND),
        )

    def take(self, sheet: int, kind: int, bodies: Sequence[bytes]) -> None:
        """Take a watched record with those that continue it; raises struct.error or IndexError."""
        if kind in _CELLS:
            self._of_cell(sheet, kind, bodies[0])
        elif kind == _STRINGS:
            self._of_strings(bodies)
        elif kind in _OBJECTS:
            self._of_object(sheet, kind, bodies[0])
        else:
            self._of_fonts(kind, bodies[0])

    def _of_fonts(self, kind: int, body: bytes) -> None:
        if kind == _FONT:
            if len(self._fonts) == _SKIPPED_FONT:
                self._fonts.append(False)
            self._fonts.append(bool(struct.unpack_from("<H", body, 2)[0] & _STRUCK))
            if self._fonts[-1]:
                self.watched = _FIRST | _CELLS
        elif kind == _XF:
            font = struct.unpack_from("<H", body)[0]
            if told := self._codes.get(struct.unpack_from("<H", body, 2)[0]):
                self._worded[len(self._formats)] = told
            self._formats.append(font < len(self._fonts) and self._fonts[font])
        elif kind == _NUMBER_FORMAT and shows_words(code := _code(body)):
            self._codes[struct.unpack_from("<H", body)[0]] = code
            self.watched = _FIRST | _CELLS

    def _of_object(self, sheet: int, kind: int, body: bytes) -> None:
        """A comment tells its cell; the record before another thing its anchor, the one after it its text."""
        if kind == _NOTE:
            row, column = struct.unpack_from("<HH", body)
            if row == _NOTE_GOES_ON:
                return
            self.on_sheets.append((sheet, _NOTE_KIND, (row, column)))
        elif kind == _DRAWING:
            at = body.rfind(_ANCHOR)
            if 0 <= at <= len(body) - 16:
                column, row = struct.unpack_from("<2xH2xH", body, at + len(_ANCHOR))
                self._anchor = row, column
        elif kind == _OBJECT:
            self._object = struct.unpack_from("<4xH", body)[0] if len(body) >= 6 else 0
            if not body.startswith(_OBJECT_8) and len(body) >= 46:  # of BIFF5: all in one record
                column, row, letters = struct.unpack_from("<10xH2xH28xH", body)
                self._anchor = row, column
                if self._object == _BOX_KIND and letters:
                    self.on_sheets.append((sheet, 0, self._anchor))
            if self._object in {_CHART_KIND, _PICTURE_KIND}:
                self.on_sheets.append((sheet, self._object, self._anchor))
        elif self._object != _NOTE_KIND and len(body) >= 12 and struct.unpack_from("<10xH", body)[0]:
            self.on_sheets.append((sheet, 0, self._anchor))

    def _of_strings(self, bodies: Sequence[bytes]) -> None:
        """The table of strings, read only if a font is struck."""
        if any(self._fonts):
            runs = ((number, joined(one)) for number, one in enumerate(_strings(bodies, self._fonts)))
            self._strings = {number: text for number, text in runs if text}

    def _of_cell(self, sheet: int, kind: int, body: bytes) -> None:
        row, column, form = struct.unpack_from("<HHH", body)
        if kind == _BOOL_OR_ERROR and len(body) >= 8 and body[7]:
            self.errors[sheet, (row, column)] = _ERRORS.get(body[6], "#ERROR!")
        elif kind == _FORMULA and body[12:14] == b"\xff\xff" and body[6] == 2:
            self.errors[sheet, (row, column)] = _ERRORS.get(body[8], "#ERROR!")
        if kind == _NUMBERS:
            for offset in range((len(body) - 6) // 6):
                self._strike(sheet, (row, column + offset), struct.unpack_from("<H", body, 4 + 6 * offset)[0])
            return
        self._strike(sheet, (row, column), form)
        if kind == _RICH and self._has_struck_run(body):
            self.whole.add((sheet, (row, column)))
        elif kind == _SHARED and (text := self._strings.get(struct.unpack_from("<I", body, 6)[0])):
            self.parts[sheet, (row, column)] = text

    def _has_struck_run(self, body: bytes) -> bool:
        """Whether letters of a BIFF5 string are struck; it is not told which, so the cell is."""
        runs = body[9 + struct.unpack_from("<H", body, 6)[0] :]
        return any(font < len(self._fonts) and self._fonts[font] for font in runs[1::2])

    def _strike(self, sheet: int, cell: Cell, form: int) -> None:
        if form in self._worded:
            self.words[sheet, cell] = self._worded[form]
        if form < len(self._formats) and self._formats[form]:
            self.whole.add((sheet, cell))


def _code(body: bytes) -> str:
    """The code of a number format of BIFF8; the words of BIFF5, in its own code page, are not looked at."""
    length, flags = struct.unpack_from("<2xHB", body.ljust(5, b"\0"))
    text = body[5 : 5 + (length * 2 if flags & 1 else length)]
    return text.decode("utf-16-le" if flags & 1 else "latin-1", "replace")


class _Bytes:
    """The bytes of a record and its continuations; letters that run over an end begin with a new flag."""

    def __init__(self, bodies: Sequence[bytes]) -> None:
        self._bodies, self._number, self._at = bodies, 0, 0

    def left(self) -> int:
        """Bytes left in this body."""
        return len(self._bodies[self._number]) - self._at

    def take(self, count: int) -> bytes:
        """The next bytes, over the ends of bodies."""
        taken = b""
        while len(taken) < count:
            if not self.left():
                self._number, self._at = self._number + 1, 0
            body = self._bodies[self._number]
            piece = body[self._at : self._at + count - len(taken)]
            self._at += len(piece)
            taken += piece
        return taken

    def letters(self, count: int, wide: bool) -> str:
        """The next letters, one or two bytes each."""
        text = ""
        while True:
            size = 2 if wide else 1
            here = min(count - len(text), self.left() // size)
            text += self.take(here * size).decode("utf-16-le" if wide else "latin-1", "replace")
            if len(text) >= count:
                return text
            self._number, self._at = self._number + 1, 0
            wide = bool(self.take(1)[0] & 1)


def _strings(bodies: Sequence[bytes], fonts: Sequence[bool]) -> Iterator[list[tuple[str, bool]]]:
    """The runs of every string of the table."""
    source = _Bytes(bodies)
    (count,) = struct.unpack("<4xI", source.take(8))
    for _number in range(count):
        length, flags = struct.unpack("<HB", source.take(3))
        runs = struct.unpack("<H", source.take(2))[0] if flags & 8 else 0
        extra = struct.unpack("<I", source.take(4))[0] if flags & 4 else 0
        text = source.letters(length, bool(flags & 1))
        starts = [struct.unpack("<HH", source.take(4)) for _run in range(runs)]
        source.take(extra)
        ends = [*(start for start, _font in starts[1:]), len(text)]
        pieces = [(text[: starts[0][0]] if starts else text, False)]
        for (start, font), end in zip(starts, ends, strict=False):
            pieces.append((text[start:end], font < len(fonts) and fonts[font]))
        yield pieces
