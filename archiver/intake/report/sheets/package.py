"""The outside of an .xlsx: its members and the extent of its sheets, before a library unpacks it.

A few kilobytes of zip can hold gigabytes, and two cells far apart make a library lay out the whole
rectangle between them; both are refused here.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib

from archiver.intake.report.sheets import grid
from archiver.intake.report.sheets.plain import plain_rows
from archiver.intake.report.sheets.xlsx_misread import misread
from archiver.settings.tables import Limits

_MEGABYTE = 1024 * 1024
_MAX_RATIO = 200  # sheets of a journal pack 10 to 40 times
_MAX_MEMBERS = 2_000
_NO_SHEETS = ("xl/media/", "xl/theme/", "docprops/", "pictures/")
_CELL = re.compile(rb"""<(?:\w+:)?c\b[^>]*?\br\s*=\s*["']([A-Za-z]{1,3})(\d{1,7})["']""")
_ROW = re.compile(rb"""<(?:\w+:)?row\b[^>]*?\br\s*=\s*["'](\d{1,10})["']""")
_TABLE = re.compile(rb"<(?:\w+:)?sheetData\b")


def look_through(file: str, data: bytes, limits: Limits) -> None:
    """Raise FileRefused for a bomb, a sheet too large, a cell written twice, a damaged package."""
    cells = 0
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            members = package.infolist()
            declared = sum(member.file_size for member in members)
            if (
                len(members) > _MAX_MEMBERS
                or declared > limits.max_unpacked_mb * _MEGABYTE
                or declared > max(len(data), 64 * 1024) * _MAX_RATIO
            ):
                raise grid.too_many_cells(file)
            if len({member.filename for member in members}) < len(members):
                raise grid.broken(file)  # which of two parts of one name is the workbook's nobody can tell
            if min((member.header_offset for member in members), default=0):
                raise grid.broken(file)  # another package lies before this one
            for member in members:
                if member.flag_bits & 1:
                    raise grid.encrypted(file)
                if member.filename.lower().endswith(".xml") and _is_wide(package, member):
                    raise grid.broken(file)  # the library reads UTF-8 alone, and would find nothing
                # ZipExtFile gives no more than the declared size, and the CRC tells a lie.
                sheet = package.read(member) if _may_be_sheet(member) else b""
                if _TABLE.search(sheet):  # whatever the part is called
                    cells += _extent(file, sheet)
                    if cells > grid.MAX_CELLS:
                        raise grid.too_many_cells(file)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError) as error:
        raise grid.broken(file) from error


def _is_wide(package: zipfile.ZipFile, member: zipfile.ZipInfo) -> bool:
    """Whether the part is in UTF-16, as the standard allows (ISO 29500-2) and no office program writes."""
    with package.open(member) as part:
        return part.read(2) in {b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<"}


def _may_be_sheet(member: zipfile.ZipInfo) -> bool:
    name = member.filename.replace("\\", "/").lower()
    return name != "content.xml" and not name.startswith(_NO_SHEETS)


def _extent(file: str, sheet: bytes) -> int:
    """The cells of the rectangle that a sheet spans."""
    if any(int(row) > grid.MAX_ROWS for row in _ROW.findall(sheet)):
        raise grid.too_many_cells(file)
    if plain_rows(sheet) is None and misread(sheet):
        raise grid.broken(file)
    found = _CELL.findall(sheet)
    if len(set(found)) < len(found) or not all(map(_is_upper, found)):
        seen = set()
        for letters, row in found:
            cell = letters.upper(), row
            if cell in seen:
                raise grid.written_twice(file, f"{cell[0].decode()}{row.decode()}")
            seen.add(cell)
    rows = max((int(row) for row in {row for _letters, row in found}), default=0)
    columns = max((_column(letters.upper()) for letters in {letters for letters, _row in found}), default=0)
    if rows > grid.MAX_ROWS or columns > grid.MAX_COLUMNS:
        raise grid.too_many_cells(file)
    return rows * columns


def _is_upper(cell: tuple[bytes, bytes]) -> bool:
    return cell[0].isupper()


def _column(letters: bytes) -> int:
    column = 0
    for letter in letters:
        column = column * 26 + letter - 64
    return column
