"""Lint: a finished volume is read back and held to what assembly could have broken.

The clauses of ISO 19005-2 (PDF/A-2) that the engine keeps by itself (colour, glyphs shown) are not
repeated; those that depend on how a volume is put together are: file structure, identifiers,
metadata, fonts, actions, transparency, and the regulation's page numbers. No validator can be had
everywhere, so this runs on every volume (design, «No PDF/A validator»).
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, StreamObject

from archiver.binder.lint.fonts import font_problems
from archiver.binder.lint.metadata import metadata_problems
from archiver.binder.lint.pages import page_problems
from archiver.binder.lint.usual import Usual, usual
from archiver.binder.metadata import About
from archiver.binder.pdf_file import VERSIONS
from archiver.binder.read_pdf import DAMAGE
from archiver.binder.segments import Segment
from archiver.errors import EngineFailed
from archiver.locale import _

_SHOWN = 5

# 6.6.1: whatever acts by itself, and what a frozen record cannot keep.
_CATALOG = ("/AA", "/OpenAction", "/AcroForm", "/OCProperties", "/Names", "/NeedsRendering", "/Perms")
_ACTIVE = ("/JS", "/AA", "/A", "/Launch", "/EmbeddedFile", "/EF", "/RichMedia", "/OPI", "/Ref", "/Alternates")
_TRANSPARENT = {"/SMask": "/None", "/BM": "/Normal"}


def check_volume(path: Path, about: About, segments: Sequence[Segment], *, draft: bool = False) -> None:
    """Raise EngineFailed, with the first rules broken, when the volume in `path` is not as it should be."""
    problems = lint(path, about, segments, draft=draft)
    if problems:
        raise EngineFailed(
            _(
                "The finished volume did not pass its check ({problems}). "
                "Nothing was written. Report this; the exports are not at fault."
            ).format(problems="; ".join(problems[:_SHOWN]))
        )


def lint(path: Path, about: About, segments: Sequence[Segment], *, draft: bool = False) -> tuple[str, ...]:
    """The rules that the PDF in `path` breaks, each as «rule: what»; empty for a sound volume."""
    data = path.read_bytes()
    problems = list(_framing_problems(data, about.part))
    try:
        reader = PdfReader(io.BytesIO(data), strict=True)
        known = usual(reader, data)
        others = _others(reader, known)
    except DAMAGE as error:
        return (*problems, f"file.unreadable: {type(error).__name__}")
    for found in (
        _structure_problems(reader, about),
        metadata_problems(reader, about),
        _object_problems(reader, others, about.part),
        font_problems(others, known, about.part),
        page_problems(reader, known, about, segments, draft=draft),
    ):
        try:
            problems.extend(found)
        # Whatever looking at a broken file ends in, that it is broken is the finding.
        except Exception as error:
            problems.append(f"file.broken: {type(error).__name__}")
    return tuple(problems)


def _others(reader: PdfReader, known: Usual) -> dict[int, object]:
    """The objects of the file by number, but for those that are to the byte what they should be."""
    numbers = range(1, int(str(reader.trailer["/Size"])))
    return {number: reader.get_object(number) for number in numbers if number not in known}


def _framing_problems(data: bytes, part: int) -> Iterator[str]:
    """6.1.2 and 6.1.3: version, a comment that shows the file is binary, nothing after the end."""
    version = VERSIONS[part]
    if not data.startswith(b"%%PDF-%b\n%%" % version) or any(byte < 0x80 for byte in data[10:14]):
        yield f"file.header: not a binary PDF {version.decode()}"
    if not data.endswith(b"%%EOF\n"):
        yield "file.end: something stands after the end"


def _structure_problems(reader: PdfReader, about: About) -> Iterator[str]:
    """6.1.3 (identifier, encryption) and 6.6.1 (nothing that acts)."""
    if reader.is_encrypted:
        yield "file.encrypted"
    identifier = reader.trailer.get("/ID")
    wanted = [about.identifier, about.identifier]
    if not isinstance(identifier, ArrayObject) or [_raw(item) for item in identifier] != wanted:
        yield "file.id: missing or not that of the content"
    catalog = reader.root_object
    for name in _CATALOG:
        if name in catalog:
            yield f"catalog.active: {name}"
    if catalog.get("/Lang") != "ru":
        yield "catalog.lang"
    preferences = catalog["/ViewerPreferences"].get_object()
    if not isinstance(preferences, DictionaryObject) or not preferences.get("/DisplayDocTitle"):
        yield "catalog.title-not-displayed"


def _raw(item: object) -> bytes:
    original = getattr(item, "original_bytes", item)
    return original if isinstance(original, bytes) else b""


def _object_problems(reader: PdfReader, objects: Mapping[int, object], part: int) -> Iterator[str]:
    """All objects but the usual ones: filters (6.1.7.2), actions (6.5, 6.6), transparency (6.2.10).

    PDF/A-1 knows neither object nor cross-reference streams (its 6.1.4 rests on PDF 1.4).
    """
    if part == 1 and reader.trailer.get("/Type") == "/XRef":
        yield "file.xref-stream"
    for number, value in objects.items():
        if isinstance(value, DictionaryObject):
            yield from _dictionary_problems(value, number)
            if part == 1 and value.get("/Type") == "/ObjStm":
                yield f"file.object-stream: {number}"


def _dictionary_problems(value: DictionaryObject, number: int) -> Iterator[str]:
    for name in _ACTIVE:
        if name in value:
            yield f"object.active: {name} in {number}"
    if isinstance(value, StreamObject):
        if value.get("/Filter", "/FlateDecode") != "/FlateDecode" or "/DecodeParms" in value:
            yield f"stream.filter: {number}"
        if "/F" in value:
            yield f"stream.external: {number}"
        if value.get("/Subtype") == "/PS":
            yield f"stream.postscript: {number}"
    if "/Group" in value:
        yield f"transparency.group: {number}"
    yield from _state_problems(value, number)


def _state_problems(value: DictionaryObject, number: int) -> Iterator[str]:
    states = value.get("/ExtGState")
    states = states.get_object() if states is not None else None
    named = states.values() if isinstance(states, DictionaryObject) else ()
    for state in (value, *(item.get_object() for item in named)):
        if not isinstance(state, DictionaryObject):
            continue
        for name, harmless in _TRANSPARENT.items():
            if state.get(name, harmless) != harmless:
                yield f"transparency.{name[1:].lower()}: {number}"
        if any(float(str(state.get(name, 1))) != 1 for name in ("/ca", "/CA")):
            yield f"transparency.alpha: {number}"
        if "/TR" in state or "/HTP" in state:
            yield f"state.transfer: {number}"
