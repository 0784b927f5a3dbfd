"""Grafting: the objects of a part copied into a volume, each content once, each face once."""

from __future__ import annotations

import hashlib

from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, NameObject, PdfObject, StreamObject

from archiver.binder.faces import Faces
from archiver.binder.pdf_file import PdfFile, serialized, unpacked


class Stock:
    """What the volume holds already: objects by the digest of their bytes."""

    def __init__(self, file: PdfFile) -> None:
        self._file = file
        self._by_content: dict[bytes, IndirectObject] = {}
        self._by_data: dict[bytes, IndirectObject] = {}

    def keep(self, data: bytes, entries: str) -> IndirectObject:
        """Write a stream that parts may bring along, packed in a way of their own."""
        self._by_data[data] = self._file.add_stream(data, entries)
        return self._by_data[data]

    def known(self, data: bytes) -> IndirectObject | None:
        """The stream kept with this data, if there is one."""
        return self._by_data.get(data)

    def add(self, value: PdfObject) -> IndirectObject:
        """The reference to an object with these very bytes, written only the first time."""
        body = serialized(value)
        digest = hashlib.sha256(body).digest()
        reference = self._by_content.get(digest)
        if reference is None:
            reference = self._by_content[digest] = self._file.reserve()
            self._file.put_serialized(reference, body, is_stream=isinstance(value, StreamObject))
        return reference


class Graft:
    """Copies out of one document; references already followed are remembered, loops are refused."""

    def __init__(self, stock: Stock, faces: Faces) -> None:
        self._stock = stock
        self._faces = faces
        self._copied: dict[int, IndirectObject] = {}
        self._open: set[int] = set()

    def copy(self, value: PdfObject | None) -> PdfObject:
        """`value` with its references leading into the volume; raises ValueError for a loop."""
        if isinstance(value, IndirectObject):
            return self._follow(value)
        if isinstance(value, StreamObject):
            # A stream keeps its packed bytes; only its dictionary is ours to rewrite.
            for name in list(value):
                value[NameObject(name)] = self.copy(value.raw_get(name))
            data = unpacked(value)  # a damaged one is refused here, while the part it is from is known
            return self._stock.known(data) or value
        if isinstance(value, DictionaryObject):
            if value.get("/Type") == "/Font":
                return self._faces.unite(value)
            return DictionaryObject({NameObject(name): self.copy(value.raw_get(name)) for name in value})
        if isinstance(value, ArrayObject):
            return ArrayObject(self.copy(item) for item in value)
        if value is None:
            raise ValueError("an object is missing")
        return value

    def streams(self, contents: PdfObject) -> list[PdfObject]:
        """References to the content streams of a page, whether it has one or an array of them."""
        array = contents.get_object()
        return [self.copy(item) for item in (array if isinstance(array, ArrayObject) else [contents])]

    def _follow(self, reference: IndirectObject) -> IndirectObject:
        number = reference.idnum
        if number in self._open:
            raise ValueError("objects refer to each other in a circle")
        if number not in self._copied:
            self._open.add(number)
            copied = self.copy(reference.get_object())
            self._copied[number] = copied if isinstance(copied, IndirectObject) else self._stock.add(copied)
            self._open.discard(number)
        return self._copied[number]
