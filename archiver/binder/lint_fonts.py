"""Lint of fonts: embedded, searchable, each face once (ISO 19005-2, 6.2.11)."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator

from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, StreamObject

_SUBSET = re.compile(r"/[A-Z]{6}\+.+")


def font_problems(reader: PdfReader) -> Iterator[str]:
    """The rules of fonts that the volume breaks."""
    names: set[str] = set()
    programs: set[bytes] = set()
    for number in range(1, int(str(reader.trailer["/Size"]))):
        font = reader.get_object(number)
        if not isinstance(font, DictionaryObject) or font.get("/Type") != "/Font":
            continue
        name = str(font.get("/BaseFont"))
        if font.get("/Subtype") == "/Type0":
            if name in names:
                yield f"font.twice: {name}"
            names.add(name)
            yield from _composite_problems(font, name, programs)
        elif font.get("/Subtype") != "/CIDFontType2":
            yield f"font.kind: {font.get('/Subtype')}"
    if not names:
        yield "font.none"


def _composite_problems(font: DictionaryObject, name: str, programs: set[bytes]) -> Iterator[str]:
    if not _SUBSET.fullmatch(name):
        yield f"font.subset-name: {name}"
    if not isinstance(font["/ToUnicode"].get_object(), StreamObject):
        yield f"font.to-unicode: {name}"
    descendants = font["/DescendantFonts"].get_object()
    descendant = descendants[0].get_object() if isinstance(descendants, ArrayObject) else None
    if not isinstance(descendant, DictionaryObject):
        yield f"font.descendant: {name}"
        return
    descriptor = descendant["/FontDescriptor"].get_object()
    if not isinstance(descriptor, DictionaryObject) or "/FontFile2" not in descriptor:
        yield f"font.not-embedded: {name}"
        return
    if not name == descendant.get("/BaseFont") == descriptor.get("/FontName"):
        yield f"font.names-differ: {name}"
    if descendant.get("/CIDToGIDMap") != "/Identity" or "/W" not in descendant:
        yield f"font.glyph-map: {name}"
    if "/CIDSet" in descriptor:
        yield f"font.cid-set: {name}"
    program = descriptor["/FontFile2"].get_object()
    data = program.get_data() if isinstance(program, StreamObject) else b""
    if not isinstance(program, StreamObject) or program.get("/Length1") != len(data):
        yield f"font.program: {name}"
    digest = hashlib.sha256(data).digest()
    if digest in programs:
        yield f"font.program-twice: {name}"
    programs.add(digest)
