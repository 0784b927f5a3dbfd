"""The code page of an old workbook (.xls), put right where the spreadsheet library would misread it.

A BIFF8 workbook holds Unicode, whatever its CODEPAGE record says, and a BIFF5 workbook often says nothing
or something else than what it is written in: «Предмет» would be read as «Ïðåäìåò», or the file not at all. So
the reading in which the report's own word appears wins, as for HTML. [MS-XLS] 2.4.52.
"""

from __future__ import annotations

import struct

_BOF, _CODEPAGE = 0x0809, 0x0042
_BIFF8, _UNICODE = 0x0600, 1200
_PAGES = {1251: "cp1251", 866: "cp866", 20866: "koi8-r", 10007: "mac-cyrillic"}
_WESTERN = 1252
_WORD = "предмет"


def put_right(data: bytes, book: bytes) -> tuple[bytes, str | None, str | None]:
    """The file with the code page it is written in, the encoding told where it is another than it says, and
    the encoding to read texts anew in where the file has no place to say it.

    `book` is the workbook's stream inside `data`.
    """
    version = struct.unpack_from("<H", book, 4)[0] if book[:2] == struct.pack("<H", _BOF) else 0
    at = _record(book)
    if version == _BIFF8:
        return (data if at is None else _written(data, book, at, _UNICODE)), None, None
    declared = None if at is None else struct.unpack_from("<H", book, at)[0]
    found = _spoken(book, declared)
    if found is None or found == declared:
        return data, None, None
    name = _PAGES[found]
    if at is None:
        return data, name, name
    return _written(data, book, at, found), name, None


def anew(text: str, encoding: str) -> str:
    """A text that was read as Western European, read in `encoding`."""
    raw = bytearray()
    for letter in text:
        try:
            raw += letter.encode("cp1252")
        except UnicodeEncodeError:
            if ord(letter) > 0xFF:  # no letter of such a file
                return text
            raw.append(ord(letter))
    return raw.decode(encoding, "replace")


def _record(book: bytes) -> int | None:
    """Where the code page stands in the stream: in the records before the first sheet."""
    at = 0
    while at + 4 <= len(book):
        kind, length = struct.unpack_from("<HH", book, at)
        if kind == _CODEPAGE and length >= 2:
            return at + 4
        if kind == 0x000A:  # EOF: the end of the globals
            return None
        at += 4 + length
    return None


def _spoken(book: bytes, declared: int | None) -> int | None:
    """The code page in which the report's word is there; the declared one comes first."""
    order = [declared] if declared in _PAGES else []
    for page in dict.fromkeys([*order, *_PAGES]):
        if page is not None and _WORD in book.decode(_PAGES[page], "replace").casefold():
            return page
    return None


def _written(data: bytes, book: bytes, at: int, page: int) -> bytes:
    """The file with `page` at `at` of its stream, which begins with a whole sector of the file."""
    start = data.find(book[: at + 2]) if at + 2 <= 512 else -1
    if start < 0:
        return data
    return data[: start + at] + struct.pack("<H", page) + data[start + at + 2 :]
