"""Assembly: segments become one PDF/A-2b in one pass, each read, grafted and let go.

What the parts could not know is added here: numbers, mirrored margins, bookmarks, page labels,
one set of metadata, one OutputIntent. Nothing random and no date goes in, so the same segments make
the same bytes.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from pypdf import PageObject
from pypdf.generic import (
    DictionaryObject,
    IndirectObject,
    NameObject,
    PdfObject,
)

from archiver.binder import stamp
from archiver.binder.catalogue import write_catalogue
from archiver.binder.faces import Faces
from archiver.binder.graft import Graft, Stock
from archiver.binder.metadata import About, Label, page_labels
from archiver.binder.outline import Bookmark
from archiver.binder.pdf_file import PdfFile
from archiver.binder.read_pdf import DAMAGE, open_pdf
from archiver.binder.segments import Kind, Segment
from archiver.errors import EngineFailed
from archiver.locale import _
from archiver.press.paint.canvas import FONT_NAMES
from archiver.press.part import LaidPart
from templates import asset

_BLANK = "чистая"
_SAME_SIZE = 0.01  # points: the engine and the forms round in different places


@dataclass(frozen=True, slots=True)
class Assembled:
    """What was written: hex SHA-256 of the bytes, and the number of all pages, front matter included."""

    sha256: str
    pages: int


def assemble(
    stream: IO[bytes], segments: Sequence[Segment], about: About, *, draft: bool = False
) -> Assembled:
    """Write the volume made of `segments` to `stream`.

    A `draft` has ЧЕРНОВИК under every
    page instead of numbers. Raises EngineFailed naming the subject of a part that cannot be used;
    errors of writing pass through.
    """
    volume = _Volume(stream, about, draft)
    for segment in segments:
        volume.add(segment)
    return volume.close()


class _Volume:
    """The volume being written, page by page."""

    def __init__(self, stream: IO[bytes], about: About, draft: bool) -> None:
        self._about, self._draft = about, draft
        self._file = PdfFile(stream, about.part)
        self._stock = Stock(self._file)
        self._faces = Faces(self._file, cid_set=about.part == 1)
        self._tree = self._file.reserve()
        self._pages: list[IndirectObject] = []
        self._labels: list[Label] = []
        self._bookmarks: list[Bookmark] = []
        self._streams: dict[bytes, IndirectObject] = {}
        self._box: tuple[float, float] | None = None
        self._number = 0
        self._last: Segment | None = None
        self._profile = self._stock.keep(asset("press/sRGB2014.icc"), "/N 3 ")
        self._faces.reference(stamp.FACE)
        self._laid_faces: set[str] = set()
        self._laid_resources = self._file.reserve()

    def add(self, segment: Segment) -> None:
        if self._last is not None and self._last.kind is not segment.kind:
            self._turn_over()
            self._number = 0
        first = len(self._pages)
        try:
            self._take(segment)
        except DAMAGE as error:
            raise _damaged(segment) from error
        self._bookmark(segment, self._pages[first + (0 in segment.blanks)])
        self._last = segment

    def close(self) -> Assembled:
        self._turn_over(at_end=True)
        self._write_laid_resources()
        self._faces.write()
        sha256 = write_catalogue(
            self._file,
            self._tree,
            self._pages,
            self._about,
            profile=self._profile,
            bookmarks=self._bookmarks,
            labels=page_labels(self._labels),
        )
        return Assembled(sha256, len(self._pages))

    def _take(self, segment: Segment) -> None:
        if isinstance(segment.source, LaidPart):
            self._lay(segment, segment.source)
        else:
            self._graft(segment, segment.source)

    def _lay(self, segment: Segment, part: LaidPart) -> None:
        """Pages laid in this process: their content with the stamps around it is one stream."""
        self._laid_faces |= part.faces
        for index, content in enumerate(part.contents):
            self._leave_blank(segment, index, part.size)
            before, after = self._stamps(part.size, segment.kind)
            whole = self._file.add_stream(b"%b%b%b" % (before, content, after))
            self._put_page(part.size, _to(whole), _to(self._laid_resources))

    def _leave_blank(self, segment: Segment, index: int, size: tuple[float, float]) -> None:
        """The page with nothing but its number that may stand before a page of a segment."""
        if index in segment.blanks:
            before, after = self._stamps(size, segment.kind)
            self._put_page(size, _to(self._file.add_stream(before + after)), _to(self._laid_resources))

    def _write_laid_resources(self) -> None:
        fonts = {
            NameObject(FONT_NAMES[face]): self._faces.reference(face) for face in sorted(self._laid_faces)
        }
        fonts[NameObject(stamp.FONT_NAME)] = self._faces.reference(stamp.FACE)
        self._file.put(self._laid_resources, DictionaryObject({NameObject("/Font"): DictionaryObject(fonts)}))

    def _graft(self, segment: Segment, source: bytes | Path) -> None:
        reader = open_pdf(io.BytesIO(_bytes(source)), strict=True)
        if len(reader.pages) != segment.pages:
            raise ValueError("the part has another number of pages")
        graft = Graft(self._stock, self._faces)
        for index, page in enumerate(reader.pages):
            size = float(page.mediabox.width), float(page.mediabox.height)
            self._leave_blank(segment, index, size)
            before, after = self._stamps(size, segment.kind)
            own = [_to(item) for item in graft.streams(page.raw_get("/Contents"))]
            contents = " ".join((_to(self._stream(before)), *own, _to(self._stream(after))))
            self._put_page(size, f"[{contents}]", _to(self._stock.add(self._resources(page, graft))))

    def _stamps(self, size: tuple[float, float], kind: Kind) -> tuple[bytes, bytes]:
        """What stands before and after the content of the next page; counts and labels it."""
        if self._box is None:
            self._box = size
        elif max(abs(a - b) for a, b in zip(self._box, size, strict=True)) > _SAME_SIZE:
            raise ValueError("pages of a volume differ in size")
        self._number += 1
        counted = kind in (Kind.BODY, Kind.CONTENTS)
        self._labels.append(Label(kind.value, self._number if counted else None))
        back = self._about.duplex and len(self._pages) % 2 == 1
        sheet = stamp.Sheet(*self._box, back, self._about.binding_margin_mm)
        number = self._number if kind is Kind.BODY and not self._draft else None
        mark = stamp.draft_mark(sheet) if self._draft else b""
        return mark + stamp.opening(sheet), stamp.closing(sheet, number)

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
        united[NameObject(stamp.FONT_NAME)] = self._faces.reference(stamp.FACE)
        resources[NameObject("/Font")] = united
        return resources

    def _put_page(self, size: tuple[float, float], contents: str, resources: str) -> None:
        width, height = self._box or size  # all have the size of the first
        self._pages.append(
            self._file.add_text(
                f"<< /Type /Page /Parent {self._tree.idnum} 0 R /MediaBox [0 0 {width:g} {height:g}] "
                f"/Resources {resources} /Contents {contents} >>"
            )
        )

    def _turn_over(self, *, at_end: bool = False) -> None:
        """On paper printed on both sides, what comes next begins on a new sheet."""
        if self._box is not None and self._about.duplex and len(self._pages) % 2 and not at_end:
            self._put_page(self._box, _to(self._stream(b"\n")), "<< >>")
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


def _to(reference: PdfObject) -> str:
    """A reference as it is written."""
    if not isinstance(reference, IndirectObject):
        raise TypeError("a stream is never a direct object")
    return f"{reference.idnum} 0 R"


def _bytes(source: bytes | Path) -> bytes:
    if isinstance(source, bytes):
        return source
    try:
        return source.read_bytes()
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
