"""Lint of fonts: embedded, searchable, each face once (ISO 19005-2, 6.2.11)."""

from __future__ import annotations

import functools
import hashlib
import re
import zlib
from collections.abc import Iterator, Mapping, Sequence

from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, StreamObject

from archiver.binder.lint.usual import Usual

_SUBSET = re.compile(r"/[A-Z]{6}\+.+")


def font_problems(objects: Mapping[int, object], known: Usual, part: int) -> Iterator[str]:
    """The rules of fonts that the volume, of PDF/A part `part`, breaks; `objects` hold all its fonts."""
    names: set[str] = set()
    programs: set[bytes] = set()
    for font in objects.values():
        if not isinstance(font, DictionaryObject) or font.get("/Type") != "/Font":
            continue
        name = str(font.get("/BaseFont"))
        if font.get("/Subtype") == "/Type0":
            if name in names:
                yield f"font.twice: {name}"
            names.add(name)
            yield from _composite_problems(font, name, programs, known, part)
        elif font.get("/Subtype") != "/CIDFontType2":
            yield f"font.kind: {font.get('/Subtype')}"
    if not names:
        yield "font.none"


def _composite_problems(
    font: DictionaryObject, name: str, programs: set[bytes], known: Usual, part: int
) -> Iterator[str]:
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
    # Demanded of subsets by PDF/A-1 (6.3.5); in PDF/A-2 better left out than incomplete (6.2.11.4.2).
    if ("/CIDSet" in descriptor) != (part == 1):
        yield f"font.cid-set: {name}"
    told, length, digest = _program(descriptor, known)
    if told != length:
        yield f"font.program: {name}"
    if digest in programs:
        yield f"font.program-twice: {name}"
    programs.add(digest)


def _program(descriptor: DictionaryObject, known: Usual) -> tuple[int | None, int, bytes]:
    """The length that a font's program is said to have, the length it has, and its SHA-256."""
    reference = descriptor.raw_get("/FontFile2")
    usual = known.programs.get(reference.idnum) if isinstance(reference, IndirectObject) else None
    if usual is not None:
        return usual[0], *_unpacked(known.data[usual[1]])
    program = reference.get_object()
    if not isinstance(program, StreamObject):
        return None, 0, b""
    data = program.get_data()
    told = program.get("/Length1")
    return None if told is None else int(told), len(data), hashlib.sha256(data).digest()


@functools.lru_cache(maxsize=16)
def _unpacked(program: bytes) -> tuple[int, bytes]:
    """Length and SHA-256 of a deflated program: the same few are in every volume."""
    data = zlib.decompress(program)
    return len(data), hashlib.sha256(data).digest()


_BLOCK = re.compile(r"beginbf(char|range)(.*?)endbf", re.DOTALL)
_HEX = re.compile(r"<([0-9A-Fa-f\s]*)>")


def texts_of(font: DictionaryObject) -> Mapping[int, str]:
    """Texts of glyphs by a ToUnicode map in the form WeasyPrint and we write (bfchar only)."""
    return _texts(_stream(font["/ToUnicode"]).get_data())


@functools.lru_cache(maxsize=16)
def _texts(unicode_map: bytes) -> Mapping[int, str]:
    found = {}
    for kind, body in _BLOCK.findall(unicode_map.decode("ascii")):
        if kind != "char":
            raise ValueError("a ToUnicode map is of an unknown form")
        items = _HEX.findall(body)
        for glyph, text in zip(items[::2], items[1::2], strict=True):
            found[int(glyph, 16)] = bytes.fromhex(text).decode("utf-16-be")
    return found


def widths_of(font: DictionaryObject, known: Mapping[int, Sequence[int]]) -> Iterator[tuple[int, int]]:
    """Glyph numbers and widths of a composite font (ISO 32000-1, 9.7.4.3), both forms of /W.

    `known` are the widths, from glyph 0 on, of fonts by the number of their object.
    """
    descendant = _descendant(font)
    reference = descendant.indirect_reference
    if reference is not None and reference.idnum in known:
        yield from enumerate(known[reference.idnum])
        return
    source = descendant["/W"].get_object()
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


def _descendant(font: DictionaryObject) -> DictionaryObject:
    descendants = font["/DescendantFonts"].get_object()
    descendant = descendants[0].get_object() if isinstance(descendants, ArrayObject) else None
    if not isinstance(descendant, DictionaryObject):
        raise ValueError("a font has no descendant")
    return descendant


def _stream(value: object) -> StreamObject:
    stream = value.get_object() if isinstance(value, IndirectObject) else value
    if not isinstance(stream, StreamObject):
        raise ValueError("a stream is missing")
    return stream
