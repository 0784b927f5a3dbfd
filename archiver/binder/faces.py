"""Faces: one font object a face in a volume, whatever number of parts brought it along.

Every page uses the press's own faces (press/typeface.py), so glyph numbers mean the same everywhere and
a volume says of a face what there is to say of the whole of it. Without this a volume would carry the
same 60 KB once a part (design, «Fonts in a merge»).
"""

from __future__ import annotations

import hashlib

from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, StreamObject

from archiver.binder.pdf_file import PdfFile, unpacked
from archiver.press.typeface import Typeface, face_of, typeface


class Faces:
    """The faces of one volume; `write` puts those that were asked for into the file at the end."""

    def __init__(self, file: PdfFile, *, cid_set: bool = False) -> None:
        self._file = file
        self._cid_set = cid_set
        self._references: dict[str, IndirectObject] = {}

    def reference(self, face: str) -> IndirectObject:
        """The volume's font object for a face, by its file name."""
        if face not in self._references:
            self._references[face] = self._file.reserve()
        return self._references[face]

    def unite(self, font: DictionaryObject) -> IndirectObject:
        """The volume's font object for a composite font of a part; ValueError if it is not one of ours."""
        descriptor = _descendant(font)["/FontDescriptor"].get_object()
        program = descriptor.get("/FontFile2") if isinstance(descriptor, DictionaryObject) else None
        stream = program.get_object() if program is not None else None
        if not isinstance(stream, StreamObject):
            raise ValueError("a font is not embedded as TrueType")
        face = face_of(hashlib.sha256(unpacked(stream)).digest())
        if face is None:
            raise ValueError("a font is not one of the press")
        return self.reference(face)

    def write(self) -> None:
        """Put every face into the file; nothing may be asked for after this."""
        for face, reference in self._references.items():
            self._write(typeface(face), reference)

    def _write(self, face: Typeface, reference: IndirectObject) -> None:
        file = self._file
        program = file.add_packed(face.program, f"/Length1 {face.program_length} ")
        # A CIDSet is left out of PDF/A-2, where one must be complete if there is one (6.2.11.4.2);
        # PDF/A-1 demands it of every subset (6.3.5).
        glyphs = f"/CIDSet {file.add_packed(face.cid_set).idnum} 0 R " if self._cid_set else ""
        descriptor = file.add_text(
            f"<< /Type /FontDescriptor /FontName /{face.name} {face.descriptor}"
            f"/FontFile2 {program.idnum} 0 R {glyphs}>>"
        )
        descendant = file.add_text(
            f"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /{face.name} "
            "/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> "
            f"/CIDToGIDMap /Identity /DW 1000 /W {face.widths} /FontDescriptor {descriptor.idnum} 0 R >>"
        )
        file.put_serialized(
            reference,
            (
                f"<< /Type /Font /Subtype /Type0 /BaseFont /{face.name} /Encoding /Identity-H "
                f"/DescendantFonts [{descendant.idnum} 0 R] "
                f"/ToUnicode {file.add_packed(face.to_unicode).idnum} 0 R >>"
            ).encode("ascii"),
            is_stream=False,
        )


def _descendant(font: DictionaryObject) -> DictionaryObject:
    if font.get("/Subtype") != "/Type0" or font.get("/Encoding") != "/Identity-H":
        raise ValueError("a font is not a composite one")
    descendants = font["/DescendantFonts"].get_object()
    if not isinstance(descendants, ArrayObject):
        raise ValueError("a font has no descendant")
    descendant = descendants[0].get_object()
    if not isinstance(descendant, DictionaryObject) or descendant.get("/CIDToGIDMap") != "/Identity":
        raise ValueError("a font does not number its glyphs as its program does")
    return descendant
