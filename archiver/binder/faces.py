"""Faces: one font object a face in a volume, whatever number of parts brought it along.

Every part embeds the very same font program for a face (press/fonts.py), so glyph numbers mean the
same everywhere; only what maps them to text and widths has to be united. Without this a volume
would carry the same 60 KB once a part (design, «Fonts in a merge»).
"""

from __future__ import annotations

import hashlib
import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    IndirectObject,
    NameObject,
    NumberObject,
    StreamObject,
)

from archiver.binder.pdf_file import PdfFile, unpacked

_PER_BLOCK = 100  # Adobe Technical Note 5411: at most 100 entries a bfchar block


@dataclass(slots=True)
class Face:
    """A face of the volume: its reference, and what is known of its glyphs (number → text, width)."""

    reference: IndirectObject
    name: str
    descriptor: DictionaryObject
    program: bytes
    default_width: int
    texts: dict[int, str] = field(default_factory=dict)
    widths: dict[int, int] = field(default_factory=dict)

    def glyphs(self, text: str) -> tuple[str, int]:
        """`text` as a hexadecimal string of glyph numbers and its width in 1/1000 of the size.

        Raises KeyError for a character the face has not shown.
        """
        numbers = {shown: number for number, shown in self.texts.items()}
        wanted = [numbers[letter] for letter in text]
        width = sum(self.widths.get(number, self.default_width) for number in wanted)
        return "".join(f"{number:04x}" for number in wanted), width


class Faces:
    """The faces of one volume, keyed by font program; `write` puts them into the file at the end."""

    def __init__(self, file: PdfFile) -> None:
        self._file = file
        self._faces: dict[bytes, Face] = {}
        self._united: set[bytes] = set()

    def unite(self, font: DictionaryObject) -> Face:
        """The volume's face for a composite TrueType font of a part (Type 0, Identity-H).

        Raises ValueError for any other kind of font: the press makes none.
        """
        descendant = _descendant(font)
        descriptor = descendant["/FontDescriptor"].get_object()
        if not isinstance(descriptor, DictionaryObject) or "/FontFile2" not in descriptor:
            raise ValueError("a font is not embedded as TrueType")
        program = unpacked(_stream(descriptor["/FontFile2"]))
        digest = hashlib.sha256(program).digest()
        face = self._faces.get(digest)
        if face is None:
            face = self._faces[digest] = Face(
                self._file.reserve(),
                f"/{_tag(digest)}+{str(font['/BaseFont'])[1:].rpartition('+')[2]}",
                descriptor,
                program,
                int(descendant.get("/DW", NumberObject(1000))),
            )
        self._add(face, digest, font, descendant)
        return face

    def named(self, name: str) -> Face:
        """The face whose PostScript name is `name`, e.g. «PT-Serif»; KeyError when no page uses it."""
        for face in self._faces.values():
            if face.name.rpartition("+")[2] == name:
                return face
        raise KeyError(name)

    def write(self) -> None:
        """Put every face into the file; nothing may be united after this."""
        for face in self._faces.values():
            self._write(face)

    def _add(self, face: Face, digest: bytes, font: DictionaryObject, descendant: DictionaryObject) -> None:
        # Most parts bring the very same tables: they are read once.
        tables = unpacked(_stream(font["/ToUnicode"])) + repr(descendant["/W"].get_object()).encode()
        known = digest + hashlib.sha256(tables).digest()
        if known in self._united:
            return
        self._united.add(known)
        for glyph, text in texts_of(font):
            # A glyph shared by two characters (space and no-break space) becomes the plainer one,
            # so that a search finds it in every part.
            face.texts[glyph] = min(text, face.texts.get(glyph, text))
        for glyph, width in widths_of(font):
            face.widths.setdefault(glyph, width)

    def _write(self, face: Face) -> None:
        name = NameObject(face.name)
        descriptor = DictionaryObject(face.descriptor)
        descriptor[NameObject("/FontName")] = name
        descriptor[NameObject("/FontFile2")] = self._file.add_stream(
            face.program, f"/Length1 {len(face.program)} "
        )
        # CIDSet is optional in PDF/A-2 and must be complete when present (6.2.11.4.2): leave it out.
        descriptor.pop("/CIDSet", None)
        descendant = DictionaryObject(
            {
                NameObject("/Type"): NameObject("/Font"),
                NameObject("/Subtype"): NameObject("/CIDFontType2"),
                NameObject("/BaseFont"): name,
                NameObject("/CIDSystemInfo"): _system_info(),
                NameObject("/CIDToGIDMap"): NameObject("/Identity"),
                NameObject("/DW"): NumberObject(face.default_width),
                NameObject("/W"): _width_array(face.widths),
                NameObject("/FontDescriptor"): self._file.add(descriptor),
            }
        )
        font = DictionaryObject(
            {
                NameObject("/Type"): NameObject("/Font"),
                NameObject("/Subtype"): NameObject("/Type0"),
                NameObject("/BaseFont"): name,
                NameObject("/Encoding"): NameObject("/Identity-H"),
                NameObject("/DescendantFonts"): ArrayObject([self._file.add(descendant)]),
                NameObject("/ToUnicode"): self._file.add_stream(_to_unicode(face.texts)),
            }
        )
        self._file.put(face.reference, font)


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


def _stream(value: object) -> StreamObject:
    stream = value.get_object() if isinstance(value, IndirectObject) else value
    if not isinstance(stream, StreamObject):
        raise ValueError("a stream is missing")
    return stream


def _tag(digest: bytes) -> str:
    """Six capital letters that name the subset (ISO 32000-1, 9.6.4)."""
    return "".join(chr(ord("A") + byte % 26) for byte in digest[:6])


_BLOCK = re.compile(r"beginbf(char|range)(.*?)endbf", re.DOTALL)
_HEX = re.compile(r"<([0-9A-Fa-f\s]*)>")


def texts_of(font: DictionaryObject) -> Iterator[tuple[int, str]]:
    """Glyph numbers and texts of a ToUnicode map in the form WeasyPrint and we write (bfchar only)."""
    for kind, body in _BLOCK.findall(_stream(font["/ToUnicode"]).get_data().decode("ascii")):
        if kind != "char":
            raise ValueError("a ToUnicode map is of an unknown form")
        items = _HEX.findall(body)
        for glyph, text in zip(items[::2], items[1::2], strict=True):
            yield int(glyph, 16), bytes.fromhex(text).decode("utf-16-be")


def widths_of(font: DictionaryObject) -> Iterator[tuple[int, int]]:
    """Glyph numbers and widths of a composite font (ISO 32000-1, 9.7.4.3), both forms of /W."""
    source = _descendant(font)["/W"].get_object()
    if not isinstance(source, ArrayObject):
        raise ValueError("a font has no widths")
    items = iter(source)
    for first in items:
        second = next(items).get_object()
        if isinstance(second, ArrayObject):
            yield from ((int(first) + index, int(width)) for index, width in enumerate(second))
        else:
            width = int(next(items))
            yield from ((glyph, width) for glyph in range(int(first), int(second) + 1))


def _width_array(widths: dict[int, int]) -> ArrayObject:
    result = ArrayObject()
    glyphs = sorted(widths)
    # Neighbours share «glyph number minus rank»: that makes the runs.
    for _run, group in itertools.groupby(enumerate(glyphs), key=lambda item: item[1] - item[0]):
        run = [glyph for _rank, glyph in group]
        result.append(NumberObject(run[0]))
        result.append(ArrayObject(NumberObject(widths[glyph]) for glyph in run))
    return result


def _to_unicode(texts: dict[int, str]) -> bytes:
    lines = [
        "/CIDInit /ProcSet findresource begin",
        "12 dict begin",
        "begincmap",
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
        "/CMapName /Adobe-Identity-UCS def",
        "/CMapType 2 def",
        "1 begincodespacerange",
        "<0000> <ffff>",
        "endcodespacerange",
    ]
    rows = [f"<{glyph:04x}> <{text.encode('utf-16-be').hex()}>" for glyph, text in sorted(texts.items())]
    for start in range(0, len(rows), _PER_BLOCK):
        block = rows[start : start + _PER_BLOCK]
        lines += [f"{len(block)} beginbfchar", *block, "endbfchar"]
    lines += ["endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end"]
    return "\n".join(lines).encode("ascii")


def _system_info() -> DictionaryObject:
    from pypdf.generic import TextStringObject

    return DictionaryObject(
        {
            NameObject("/Registry"): TextStringObject("Adobe"),
            NameObject("/Ordering"): TextStringObject("Identity"),
            NameObject("/Supplement"): NumberObject(0),
        }
    )
