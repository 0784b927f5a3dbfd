"""Bookmarks of a volume: a subject a line, its subgroups and terms below it."""

from __future__ import annotations

from dataclasses import dataclass, field

from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    IndirectObject,
    NameObject,
    NumberObject,
    TextStringObject,
)

from archiver.binder.pdf_file import PdfFile


@dataclass(slots=True)
class Bookmark:
    """A line of the outline and the page it leads to."""

    title: str
    page: IndirectObject
    children: list[Bookmark] = field(default_factory=list)


def write_outline(file: PdfFile, bookmarks: list[Bookmark]) -> IndirectObject:
    """Write the outline (ISO 32000-1, 12.3.3), subjects closed; returns the reference to its root."""
    root = file.reserve()
    first, last = _write_level(file, bookmarks, root)
    file.put(
        root,
        DictionaryObject(
            {
                NameObject("/Type"): NameObject("/Outlines"),
                NameObject("/First"): first,
                NameObject("/Last"): last,
                NameObject("/Count"): NumberObject(len(bookmarks)),
            }
        ),
    )
    return root


def _write_level(
    file: PdfFile, bookmarks: list[Bookmark], parent: IndirectObject
) -> tuple[IndirectObject, IndirectObject]:
    references = [file.reserve() for _bookmark in bookmarks]
    for index, bookmark in enumerate(bookmarks):
        entry = DictionaryObject(
            {
                NameObject("/Title"): TextStringObject(bookmark.title),
                NameObject("/Parent"): parent,
                NameObject("/Dest"): ArrayObject([bookmark.page, NameObject("/Fit")]),
            }
        )
        if index:
            entry[NameObject("/Prev")] = references[index - 1]
        if index + 1 < len(references):
            entry[NameObject("/Next")] = references[index + 1]
        if bookmark.children:
            first, last = _write_level(file, bookmark.children, references[index])
            entry[NameObject("/First")] = first
            entry[NameObject("/Last")] = last
            # Negative: closed, so that a reader sees the list of subjects first.
            entry[NameObject("/Count")] = NumberObject(-len(bookmark.children))
        file.put(references[index], entry)
    return references[0], references[-1]
