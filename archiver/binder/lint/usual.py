"""What is usual in a volume: objects that are, to the byte, what assembly writes a hundred times.

A page of that form holds five entries and nothing that a rule could forbid, a bookmark words and places, a
content stream is deflated and holds bytes alone. So the check looks at them as bytes; whatever differs in one
byte is none of these, and pypdf reads it. Of a volume by another writer nothing is usual, and all is read.
"""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass

from pypdf import PdfReader
from pypdf.generic import read_object

_NUMBER = rb"(\d+(?:\.\d+)?)"
_PAGE = re.compile(
    rb"<< /Type /Page /Parent (\d+) 0 R /MediaBox \[0 0 %b %b\] "
    rb"/Resources (?:(\d+) 0 R|<< >>) /Contents (\d+) 0 R >>" % (_NUMBER, _NUMBER)
)
_BOOKMARK = re.compile(
    rb"<<\n/Title \((?:[^\\()]|\\.)*\)\n/Parent \d+ 0 R\n/Dest \[ \d+ 0 R /Fit \]"
    rb"(?:\n/(?:Prev|Next|First|Last) \d+ 0 R|\n/Count -?\d+)*\n>>",
    re.DOTALL,
)
_WIDTHS = re.compile(rb"(?<= /W )\[0 \[([\d ]+)\]\](?= /)")
_ANY_PAGE = re.compile(rb"/Type\s*/Page\b")
_DEFLATED = re.compile(
    rb"(\d+) 0 obj\n<< (?:/Type /ObjStm /N (\d+) /First (\d+) |/Length1 (\d+) )?"
    rb"/Filter /FlateDecode /Length (\d+) >>\nstream\n"
)
_ENDING = b"\nendstream\nendobj\n"


@dataclass(frozen=True, slots=True)
class UsualPage:
    """A laid page as its object says it: numbers of other objects, and the sheet's size as written.

    `resources` is 0 for a page that has none.
    """

    parent: int
    size: tuple[float, float]
    resources: int
    contents: int


@dataclass(frozen=True, slots=True)
class Usual:
    """The usual objects of a volume by number: all its pages or none; where the bytes of streams lie.

    `programs` are those of fonts, each with the length it is said to have; `widths` are those of their
    glyphs, from glyph 0 on. These are no less looked at, but as what they are.
    """

    data: bytes
    pages: Mapping[int, UsualPage]
    streams: Mapping[int, slice]
    bookmarks: Set[int]
    programs: Mapping[int, tuple[int, slice]]
    widths: Mapping[int, tuple[int, ...]]

    def __contains__(self, number: int) -> bool:
        return number in self.pages or number in self.streams or number in self.bookmarks

    def content(self, page: UsualPage) -> bytes:
        """What the page paints; raises LookupError where that is no usual stream, zlib.error for damage."""
        return zlib.decompress(self.data[self.streams[page.contents]])


def usual(reader: PdfReader, data: bytes) -> Usual:
    """The usual objects of the volume `data`, which `reader` has opened; it is given what lies beside pages.

    Raises one of `DAMAGE`.
    """
    streams: dict[int, slice] = {}
    pages: dict[int, UsualPage] = {}
    others: dict[int, bytes] = {}
    programs: dict[int, tuple[int, slice]] = {}
    for number, found, place in _deflated(reader, data):
        if found[4] is not None:
            programs[number] = int(found[4]), place
            continue
        if found[2] is None:
            streams[number] = place
            continue
        bodies = _bodies(zlib.decompress(data[place]), int(found[2]), int(found[3]))
        for inside, body in bodies:
            if reader.xref_objStm.get(inside, (0, 0))[0] != number:
                raise ValueError("an object stream holds what is not looked for in it")
            page = _page(body)
            if page is None:
                others[inside] = body
            else:
                pages[inside] = page
    if any(map(_ANY_PAGE.search, others.values())):
        return Usual(data, {}, streams, frozenset(), {}, {})
    bookmarks = frozenset(inside for inside, body in others.items() if _BOOKMARK.fullmatch(body))
    widths: dict[int, tuple[int, ...]] = {}
    for inside, body in others.items():
        if inside in bookmarks:
            continue
        told = _WIDTHS.search(body)
        if told is not None:
            widths[inside] = tuple(map(int, told[1].split()))
        # pypdf would read all two hundred objects of the stream, pages too, for the sake of one.
        rest = io.BytesIO(_WIDTHS.sub(b"[]", body))
        reader.cache_indirect_object(0, inside, read_object(rest, reader))
    return Usual(data, pages, streams, bookmarks, programs, widths)


def _deflated(reader: PdfReader, data: bytes) -> Iterator[tuple[int, re.Match[bytes], slice]]:
    """Streams of the usual forms: the number, what the form says, where the bytes lie."""
    for number, start in reader.xref.get(0, {}).items():
        found = _DEFLATED.match(data, start)
        if found is not None and int(found[1]) == number:
            place = slice(found.end(), found.end() + int(found[5]))
            if data.startswith(_ENDING, place.stop):
                yield number, found, place


def _page(body: bytes) -> UsualPage | None:
    found = _PAGE.fullmatch(body)
    if found is None:
        return None
    parent, width, height, resources, contents = found.groups(default=b"0")
    return UsualPage(int(parent), (float(width), float(height)), int(resources), int(contents))


def _bodies(stream: bytes, count: int, first: int) -> Iterator[tuple[int, bytes]]:
    """The numbers and the bytes of the objects of an object stream (ISO 32000-1, 7.5.7)."""
    head = list(map(int, stream[:first].split()))
    if len(head) != 2 * count:
        raise ValueError("an object stream holds another number of objects")
    ends = [*head[3::2], len(stream) - first]
    for number, begin, end in zip(head[::2], head[1::2], ends, strict=True):
        yield number, stream[first + begin : first + end].rstrip(b"\n")
