"""Papers joined for the printer: finished PDFs one after another in one PDF/A, each with its bookmark.

Read one by one and written as they come, so a year's papers take no more memory than the largest of them.
Fonts and whatever else the papers share lie there once; nothing random and no date goes in.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from pypdf import PageObject
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    IndirectObject,
    NameObject,
)

from archiver.binder.catalogue import write_catalogue
from archiver.binder.faces import Faces
from archiver.binder.graft import Graft, Stock
from archiver.binder.metadata import About
from archiver.binder.outline import Bookmark
from archiver.binder.pdf_file import PdfFile
from archiver.binder.read_pdf import DAMAGE, open_pdf
from archiver.disk.atomic import replacing
from archiver.errors import EngineFailed
from archiver.locale import _
from archiver.settings.pdf_a import PdfA
from templates import asset


@dataclass(frozen=True, slots=True)
class Joined:
    """A file of papers that lies in its folder: how many papers, and pages with the blank ones."""

    path: Path
    papers: int
    pages: int


Listed = tuple[tuple[str, ...], Path]
"""A paper to be joined: the words of its bookmark, those above it first, and its file."""


def join(papers: Sequence[Listed], target: Path, pdf_a: PdfA, *, duplex: bool) -> Joined:
    """Write `papers`, of which there are some, into `target`.

    Printed on both sides of the paper (`duplex`), each begins on a new sheet, after a blank page where need
    be. Raises EngineFailed for a paper that cannot be read, OutputFailed when the disk refuses.
    """
    with replacing(target) as stream:
        joint = _Joint(PdfFile(stream, pdf_a.part), pdf_a, duplex=duplex)
        for words, file in papers:
            try:
                joint.add(words, file.read_bytes())
            except (*DAMAGE, OSError) as error:
                told = _("{file} cannot be joined with the others: it is damaged. Make it anew.")
                raise EngineFailed(told.format(file=file)) from error
        pages = joint.close(target.stem)
    return Joined(target, len(papers), pages)


class _Joint:
    """The file being written, paper by paper."""

    def __init__(self, file: PdfFile, pdf_a: PdfA, *, duplex: bool) -> None:
        self._file, self._part, self._duplex = file, pdf_a.part, duplex
        self._stock, self._faces = Stock(file), Faces(file, cid_set=pdf_a.part == 1)
        self._tree = file.reserve()
        self._pages: list[IndirectObject] = []
        self._bookmarks: list[Bookmark] = []
        self._profile = self._stock.keep(asset("press/sRGB2014.icc"), "/N 3 ")
        self._content = hashlib.sha256()
        self._landscape: bool | None = None
        self._box: ArrayObject | None = None

    def add(self, words: tuple[str, ...], data: bytes) -> None:
        """The pages of one more paper."""
        if self._duplex and len(self._pages) % 2 and self._box is not None:
            self._put(self._box, DictionaryObject(), [self._stock_of(b"\n")])
        self._content.update(hashlib.sha256(data).digest())
        graft, first = Graft(self._stock, self._faces), len(self._pages)
        for page in open_pdf(io.BytesIO(data), strict=True).pages:
            self._take(page, graft)
        self._bookmark(words, self._pages[first])

    def close(self, title: str) -> int:
        """Write what belongs to all pages; their number."""
        about = About(
            title, "", "", self._content.digest()[:16], bool(self._landscape), self._duplex, 0.0, self._part
        )
        self._faces.write()
        write_catalogue(
            self._file, self._tree, self._pages, about, profile=self._profile, bookmarks=self._bookmarks
        )
        return len(self._pages)

    def _take(self, page: PageObject, graft: Graft) -> None:
        box = ArrayObject(graft.copy(item) for item in page.mediabox)
        if self._landscape is None:
            self._landscape = page.mediabox.width > page.mediabox.height
        resources = graft.copy(page["/Resources"].get_object())
        if not isinstance(resources, DictionaryObject):
            raise ValueError("a page has no resources")
        self._put(box, resources, graft.streams(page.raw_get("/Contents")))
        self._box = box

    def _put(self, box: ArrayObject, resources: DictionaryObject, contents: Iterable[object]) -> None:
        self._pages.append(
            self._file.add(
                DictionaryObject(
                    {
                        NameObject("/Type"): NameObject("/Page"),
                        NameObject("/Parent"): self._tree,
                        NameObject("/MediaBox"): box,
                        NameObject("/Resources"): self._stock.add(resources),
                        NameObject("/Contents"): ArrayObject(contents),
                    }
                )
            )
        )

    def _stock_of(self, data: bytes) -> IndirectObject:
        return self._stock.known(data) or self._stock.keep(data, "")

    def _bookmark(self, words: tuple[str, ...], page: IndirectObject) -> None:
        head, rest = words[0], ", ".join(words[1:])
        if not rest:
            self._bookmarks.append(Bookmark(head, page))
            return
        if not (self._bookmarks and self._bookmarks[-1].children and self._bookmarks[-1].title == head):
            self._bookmarks.append(Bookmark(head, page))
        self._bookmarks[-1].children.append(Bookmark(rest, page))
