"""The proof of a plate: the document it was read from, filled in, says the same in the same places."""

from __future__ import annotations

import io

from archiver.press.engine import Typeset
from archiver.press.paint.canvas import FONT_NAMES
from archiver.press.paint.faces import faces_of
from archiver.press.paint.painted import NEAR, Text, said
from archiver.press.part import LaidPart

_SPACE = 1  # the glyph of a space in every face of the press
_NAMED = {name: face for face, name in FONT_NAMES.items()}


def proven(laid: LaidPart, done: Typeset) -> None:
    """Raise ValueError when a page reads otherwise than the engine set it."""
    from pypdf import PdfReader

    pages = PdfReader(io.BytesIO(done.pdf)).pages
    if len(pages) != laid.pages:
        raise ValueError("another number of pages")
    for content, page in zip(laid.contents, pages, strict=True):
        contents = page.get_contents()
        theirs = said(contents.get_data() if contents is not None else b"", faces_of(page))
        if not _equal(said(content, _NAMED), theirs):
            raise ValueError("words in other places")


def _equal(ours: tuple[Text, ...], theirs: tuple[Text, ...]) -> bool:
    """Whether both say the same; in which order depends on what is painted over what."""
    left = [text for text in theirs if _shown(text)]
    for text in ours:
        match = next((other for other in left if _same(text, other)), None)
        if match is None:
            return False
        left.remove(match)
    return not left


def _same(own: Text, other: Text) -> bool:
    near = max(abs(own.x - other.x), abs(own.y - other.y), abs(own.size - other.size)) <= NEAR
    return near and own.face == other.face and _shown(own) == _shown(other)


def _shown(text: Text) -> tuple[int, ...]:
    glyphs = text.glyphs
    while glyphs and glyphs[-1] == _SPACE:
        glyphs = glyphs[:-1]
    return glyphs
