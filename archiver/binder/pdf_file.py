"""A PDF written from front to back: each object goes to the disk as soon as it is known.

pypdf keeps a whole document in memory and writes no object streams; a volume of 250 sheets is
written here with constant memory, a third smaller, and with a digest of its bytes on the way
(ISO 32000-1, 7.5.7 and 7.5.8; ISO 19005-2, 6.1.2 to 6.1.9 allows both in PDF/A-2).
"""

from __future__ import annotations

import hashlib
import io
import zlib
from typing import IO

from deflate import zlib_compress
from pypdf.generic import IndirectObject, PdfObject, StreamObject

VERSIONS = {1: b"1.4", 2: b"1.7"}
"""The PDF version behind each part of ISO 19005."""

_PER_OBJECT_STREAM = 200
LEVEL = 3
"""Of libdeflate: level 6 takes half as long again for seven bytes in a hundred."""


class PdfFile:
    """The file being written to `stream`: `reserve` a number, `put` its object, `close` at last.

    With `part` 1 it is PDF 1.4, every object on its own and a table of references at the end.
    """

    def __init__(self, stream: IO[bytes], part: int = 2) -> None:
        self._stream = stream
        self._part = part
        self._digest = hashlib.sha256()
        self._position = 0
        self._places: list[tuple[int, int, int] | None] = [(0, 0, 65535)]
        self._packed: list[tuple[int, bytes]] = []
        self._write(b"%%PDF-%b\n%%\xe2\xe3\xcf\xd3\n" % VERSIONS[part])

    def reserve(self) -> IndirectObject:
        """A reference to an object that will be put later."""
        self._places.append(None)
        return IndirectObject(len(self._places) - 1, 0, self)

    def add(self, value: PdfObject) -> IndirectObject:
        """Write `value` and return the reference to it."""
        reference = self.reserve()
        self.put(reference, value)
        return reference

    def put(self, reference: IndirectObject, value: PdfObject) -> None:
        """Write the object behind `reference`; its own references must already be ours."""
        self.put_serialized(reference, serialized(value), is_stream=isinstance(value, StreamObject))

    def put_serialized(self, reference: IndirectObject, body: bytes, *, is_stream: bool) -> None:
        """Write an object whose bytes are known already."""
        number = reference.idnum
        if is_stream or self._part == 1:
            self._places[number] = (1, self._position, 0)
            self._write(b"%d 0 obj\n%b\nendobj\n" % (number, body))
            return
        self._packed.append((number, body))
        if len(self._packed) == _PER_OBJECT_STREAM:
            self._flush()

    def add_stream(self, data: bytes, entries: str = "") -> IndirectObject:
        """Write `data`, deflated, as a stream with further dictionary `entries`."""
        reference = self.reserve()
        self._put_deflated(reference, data, entries)
        return reference

    def add_packed(self, packed: bytes, entries: str = "") -> IndirectObject:
        """Write a stream that is deflated already."""
        reference = self.reserve()
        self._put_packed(reference, packed, entries)
        return reference

    def add_text(self, body: str) -> IndirectObject:
        """Write an object given as it stands in a file."""
        reference = self.reserve()
        self.put_serialized(reference, body.encode("ascii"), is_stream=False)
        return reference

    def add_plain(self, data: bytes, entries: str) -> IndirectObject:
        """Write `data` as a stream that can be read without unpacking it."""
        reference = self.reserve()
        body = b"<< %b/Length %d >>\nstream\n%b\nendstream" % (entries.encode("ascii"), len(data), data)
        self.put_serialized(reference, body, is_stream=True)
        return reference

    def close(self, root: IndirectObject, info: IndirectObject, identifier: bytes) -> str:
        """Write the cross-references; returns the hex SHA-256 of the whole file.

        `identifier` (16 bytes) becomes both strings of /ID: the file is written once and for all.
        """
        self._flush()
        name = identifier.hex().upper()
        trailer = f"/Root {root.idnum} 0 R /Info {info.idnum} 0 R /ID [<{name}> <{name}>] "
        start = (self._close_table if self._part == 1 else self._close_stream)(trailer)
        self._write(b"startxref\n%d\n%%%%EOF\n" % start)
        return self._digest.hexdigest()

    def _close_stream(self, trailer: str) -> int:
        """The cross-reference stream (ISO 32000-1, 7.5.8); returns where it begins."""
        table = self.reserve()
        self._places[table.idnum] = (1, self._position, 0)
        places = [place or (0, 0, 65535) for place in self._places]
        rows = b"".join(
            kind.to_bytes(1, "big") + place.to_bytes(4, "big") + extra.to_bytes(2, "big")
            for kind, place, extra in places
        )
        start = self._position
        self._put_deflated(table, rows, f"/Type /XRef /Size {len(places)} /W [1 4 2] {trailer}")
        return start

    def _close_table(self, trailer: str) -> int:
        """The cross-reference table and the trailer (ISO 32000-1, 7.5.4); returns where they begin."""
        start = self._position
        rows = [b"%010d 65535 f\r\n" % 0]
        rows += [
            b"%010d 00000 n\r\n" % place[1] if place else b"0000000000 00001 f\r\n"
            for place in self._places[1:]
        ]
        self._write(b"xref\n0 %d\n%b" % (len(rows), b"".join(rows)))
        self._write(f"trailer\n<< /Size {len(rows)} {trailer}>>\n".encode("ascii"))
        return start

    def _flush(self) -> None:
        if not self._packed:
            return
        holder = self.reserve()
        head, bodies, offset = [], [], 0
        for index, (number, body) in enumerate(self._packed):
            self._places[number] = (2, holder.idnum, index)
            head.append(f"{number} {offset}")
            bodies.append(body)
            offset += len(body) + 1
        first = " ".join(head).encode() + b"\n"
        count, self._packed = len(self._packed), []
        self._put_deflated(
            holder, first + b"\n".join(bodies), f"/Type /ObjStm /N {count} /First {len(first)} "
        )

    def _put_deflated(self, reference: IndirectObject, data: bytes, entries: str) -> None:
        self._put_packed(reference, bytes(zlib_compress(data, LEVEL)), entries)

    def _put_packed(self, reference: IndirectObject, packed: bytes, entries: str) -> None:
        body = b"<< %b/Filter /FlateDecode /Length %d >>\nstream\n%b\nendstream" % (
            entries.encode("ascii"),
            len(packed),
            packed,
        )
        self.put_serialized(reference, body, is_stream=True)

    def _write(self, data: bytes) -> None:
        self._stream.write(data)
        self._digest.update(data)
        self._position += len(data)


def serialized(value: PdfObject) -> bytes:
    """The bytes of an object as they stand in a file."""
    buffer = io.BytesIO()
    value.write_to_stream(buffer)
    return buffer.getvalue()


def unpacked(stream: StreamObject) -> bytes:
    """The data of a stream; raises zlib.error when its bytes are damaged.

    pypdf would give what it can still read of a deflated stream and say nothing.
    """
    if stream.get("/Filter") != "/FlateDecode":
        return stream.get_data()
    body = serialized(stream)
    start = body.index(b"stream\n") + len(b"stream\n")
    return zlib.decompress(body[start : body.rindex(b"\nendstream")])
