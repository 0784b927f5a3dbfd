"""Assembly: segments become one PDF/A-2b in one pass, each read, grafted and let go.

What the parts could not know is added here: numbers, mirrored margins, bookmarks, page labels,
one set of metadata, one OutputIntent. Nothing random and no date goes in, so the same segments make
the same bytes.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import IO

from pypdf import PageObject, PdfReader
from pypdf.errors import PyPdfError
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    FloatObject,
    IndirectObject,
    NameObject,
    NumberObject,
    PdfObject,
    TextStringObject,
)

from archiver.binder import stamp
from archiver.binder.faces import Faces
from archiver.binder.graft import Graft, Stock
from archiver.binder.metadata import About, Label, info, page_labels, viewer_preferences, xmp
from archiver.binder.outline import Bookmark, write_outline
from archiver.binder.pdf_file import PdfFile
from archiver.binder.segments import Kind, Segment
from archiver.errors import EngineFailed
from archiver.locale import _

_BLANK = "чистая"

# What reading a damaged PDF ends in; pypdf does not promise its own exceptions.
_DAMAGE = (PyPdfError, ValueError, LookupError, TypeError, AttributeError, ArithmeticError, zlib.error,
           RecursionError)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Assembled:
    """What was written: hex SHA-256 of the bytes, and the number of all pages, front matter included."""

    sha256: str
    pages: int


def assemble(
    stream: IO[bytes], segments: Sequence[Segment], stamps: bytes, about: About, *, draft: bool = False
) -> Assembled:
    """Write the volume made of `segments` to `stream`.

    `stamps` is the PDF that brings the face of the page numbers. A `draft` has ЧЕРНОВИК under every
    page instead of numbers. Raises EngineFailed naming the subject of a part that cannot be used;
    errors of writing pass through.
    """
    volume = _Volume(stream, about, stamps, draft)
    for segment in segments:
        volume.add(segment)
    return volume.close()


class _Volume:
    """The volume being written, page by page."""

    def __init__(self, stream: IO[bytes], about: About, stamps: bytes, draft: bool) -> None:
        self._about, self._draft = about, draft
        self._file = PdfFile(stream)
        self._stock = Stock(self._file)
        self._faces = Faces(self._file)
        self._tree = self._file.reserve()
        self._pages: list[IndirectObject] = []
        self._labels: list[Label] = []
        self._bookmarks: list[Bookmark] = []
        self._streams: dict[bytes, IndirectObject] = {}
        self._box: tuple[float, float] | None = None
        self._number = 0
        self._last: Segment | None = None
        reader = PdfReader(io.BytesIO(stamps), strict=True)
        graft = Graft(self._stock, self._faces)
        graft.copy(reader.pages[0]["/Resources"])
        self._face = self._faces.named(stamp.FACE)
        self._intents = graft.copy(reader.root_object["/OutputIntents"])

    def add(self, segment: Segment) -> None:
        if self._last is not None and self._last.kind is not segment.kind:
            self._turn_over()
            self._number = 0
        first = len(self._pages)
        try:
            self._graft(segment)
        except _DAMAGE as error:
            raise _damaged(segment) from error
        self._bookmark(segment, self._pages[first])
        self._last = segment

    def close(self) -> Assembled:
        self._turn_over(at_end=True)
        file, about = self._file, self._about
        self._faces.write()
        file.put(
            self._tree,
            DictionaryObject(
                {
                    NameObject("/Type"): NameObject("/Pages"),
                    NameObject("/Kids"): ArrayObject(self._pages),
                    NameObject("/Count"): NumberObject(len(self._pages)),
                }
            ),
        )
        root = file.add(
            DictionaryObject(
                {
                    NameObject("/Type"): NameObject("/Catalog"),
                    NameObject("/Pages"): self._tree,
                    NameObject("/Lang"): TextStringObject("ru"),
                    NameObject("/Metadata"): file.add_plain(xmp(about), "/Type /Metadata /Subtype /XML "),
                    NameObject("/OutputIntents"): self._intents,
                    NameObject("/Outlines"): write_outline(file, self._bookmarks),
                    NameObject("/PageMode"): NameObject("/UseOutlines"),
                    NameObject("/PageLabels"): page_labels(self._labels),
                    NameObject("/ViewerPreferences"): viewer_preferences(about),
                }
            )
        )
        return Assembled(file.close(root, file.add(info(about)), about.identifier), len(self._pages))

    def _graft(self, segment: Segment) -> None:
        reader = PdfReader(io.BytesIO(_bytes(segment)), strict=True)
        if len(reader.pages) != segment.pages:
            raise ValueError("the part has another number of pages")
        graft = Graft(self._stock, self._faces)
        for page in reader.pages:
            self._number += 1
            numbered = segment.kind is Kind.BODY and not self._draft
            self._add_page(page, graft, self._number if numbered else None)
            counted = segment.kind in (Kind.BODY, Kind.CONTENTS)
            self._labels.append(Label(segment.kind.value, self._number if counted else None))

    def _add_page(self, page: PageObject, graft: Graft, number: int | None) -> None:
        width, height = float(page.mediabox.width), float(page.mediabox.height)
        if self._box not in (None, (width, height)):
            raise ValueError("pages of a volume differ in size")
        self._box = width, height
        back = self._about.duplex and len(self._pages) % 2 == 1
        sheet = stamp.Sheet(width, height, back, self._about.binding_margin_mm)
        before = stamp.draft_mark(sheet, self._face) if self._draft else b""
        contents = [
            self._stream(before + stamp.opening(sheet)),
            *graft.streams(page.raw_get("/Contents")),
            self._stream(stamp.closing(sheet, number, self._face)),
        ]
        self._put_page(ArrayObject(contents), self._stock.add(self._resources(page, graft)))

    def _resources(self, page: PageObject, graft: Graft) -> DictionaryObject:
        """The page's own resources, and the face of the stamps."""
        own = page["/Resources"].get_object()
        if not isinstance(own, DictionaryObject):
            raise ValueError("a page has no resources")
        fonts = own["/Font"].get_object() if "/Font" in own else DictionaryObject()
        if not isinstance(fonts, DictionaryObject):
            raise ValueError("a page has no fonts")
        resources = DictionaryObject(
            {NameObject(name): graft.copy(own.raw_get(name)) for name in own if name != "/Font"}
        )
        united = DictionaryObject({NameObject(name): graft.copy(fonts.raw_get(name)) for name in fonts})
        united[NameObject(stamp.FONT_NAME)] = self._face.reference
        resources[NameObject("/Font")] = united
        return resources

    def _put_page(self, contents: PdfObject, resources: PdfObject) -> None:
        assert self._box is not None  # noqa: S101 - the first page has set it
        box = ArrayObject([NumberObject(0), NumberObject(0), *map(FloatObject, self._box)])
        self._pages.append(
            self._file.add(
                DictionaryObject(
                    {
                        NameObject("/Type"): NameObject("/Page"),
                        NameObject("/Parent"): self._tree,
                        NameObject("/MediaBox"): box,
                        NameObject("/Resources"): resources,
                        NameObject("/Contents"): contents,
                    }
                )
            )
        )

    def _turn_over(self, *, at_end: bool = False) -> None:
        """On paper printed on both sides, what comes next begins on a new sheet."""
        if self._about.duplex and len(self._pages) % 2 and not at_end:
            self._put_page(self._stream(b"\n"), DictionaryObject())
            self._labels.append(Label(_BLANK, None))

    def _stream(self, data: bytes) -> IndirectObject:
        if data not in self._streams:
            self._streams[data] = self._file.add_stream(data)
        return self._streams[data]

    def _bookmark(self, segment: Segment, page: IndirectObject) -> None:
        bookmark = Bookmark(segment.name, page)
        if segment.subject is None:
            self._bookmarks.append(bookmark)
        elif self._last is not None and self._last.subject == segment.subject:
            self._bookmarks[-1].children.append(bookmark)
        else:
            self._bookmarks.append(Bookmark(segment.subject, page, [bookmark]))


def _bytes(segment: Segment) -> bytes:
    if isinstance(segment.source, bytes):
        return segment.source
    try:
        return segment.source.read_bytes()
    except OSError as error:
        # Not the same as a disk that refuses to be written: that is the caller's to report.
        raise ValueError("the part cannot be read") from error


def _damaged(segment: Segment) -> EngineFailed:
    name = f"{segment.subject} ({segment.name})" if segment.subject else segment.name
    return EngineFailed(
        _(
            "The pages of «{subject}» cannot be bound: the finished part is damaged. "
            "Empty the folder of finished parts (cache.folder in archiver.toml) and run again."
        ).format(subject=name)
    )
