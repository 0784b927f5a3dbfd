"""Files in the body of a zip that its directory does not name: two archives in one file, a member cut out.

The directory alone says what a zip holds, so whatever else lies in it would be passed over in silence.
"""

from __future__ import annotations

import struct
from zipfile import ZipFile

_HEADING = b"PK\x03\x04"
_LOCAL = struct.Struct("<4sHHHHHIIIHH")
_METHODS = frozenset({0, 8, 9, 12, 14, 93, 95, 98})
_NEWEST = 63  # version 6.3 of the format, in tenths
_PIECE = 1 << 20


def holds_unlisted(archive: ZipFile) -> bool:
    """Whether between the members that the archive lists, or before them, there is the heading of another."""
    file = archive.fp
    if file is None:
        return False
    end = 0
    for member in sorted(archive.infolist(), key=lambda one: one.header_offset):
        if member.header_offset < 0:
            return False  # damage, said when the member is read
        if _has_heading(archive, end, member.header_offset):
            return True
        file.seek(member.header_offset)
        head = file.read(_LOCAL.size)
        if len(head) < _LOCAL.size or not head.startswith(_HEADING):
            return False
        *_rest, name, extra = _LOCAL.unpack(head)
        end = max(end, member.header_offset + _LOCAL.size + name + extra + member.compress_size)
    return _has_heading(archive, end, archive.start_dir)


def _has_heading(archive: ZipFile, start: int, stop: int) -> bool:
    """Whether a heading stands in these bytes; a few of them are a member's own (its sums)."""
    if stop - start < _LOCAL.size or archive.fp is None:
        return False
    at = start
    while at < stop:
        archive.fp.seek(at)
        piece = archive.fp.read(min(_PIECE + _LOCAL.size, stop - at))
        found = piece.find(_HEADING)
        while found >= 0:
            if _is_heading(piece[found : found + _LOCAL.size]):
                return True
            found = piece.find(_HEADING, found + 1)
        at += _PIECE
    return False


def _is_heading(head: bytes) -> bool:
    if len(head) < _LOCAL.size:
        return False
    _start, version, _flags, method, _time, _date, _sum, _packed, _size, name, _extra = _LOCAL.unpack(head)
    return version & 0xFF <= _NEWEST and method in _METHODS and 0 < name < 4096
