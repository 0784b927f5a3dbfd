"""Faces of pages that the engine has set: which of ours each font in their resources is."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pypdf import PageObject
    from pypdf.generic import DictionaryObject, PdfObject


def faces_of(page: PageObject) -> dict[str, str]:
    """The faces behind the font resources of a page that the engine has set."""
    fonts = _dictionary(_dictionary(page["/Resources"])["/Font"])
    return {str(name): _face(fonts[name]) for name in fonts}


def _dictionary(value: PdfObject) -> DictionaryObject:
    """The dictionary that a value is or refers to; ValueError for anything else."""
    from pypdf.generic import DictionaryObject

    found = value.get_object()
    if not isinstance(found, DictionaryObject):
        raise ValueError("no dictionary where the engine writes one")
    return found


def _face(font: PdfObject) -> str:
    import hashlib

    from pypdf.generic import StreamObject

    from archiver.press.typeface import face_of

    described = _dictionary(font)["/DescendantFonts"][0]["/FontDescriptor"]  # type: ignore[index]
    program = described["/FontFile2"].get_object()
    if not isinstance(program, StreamObject):
        raise ValueError("a font without its program")
    return face_of(hashlib.sha256(program.get_data()).digest()) or ""
