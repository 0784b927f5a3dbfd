"""The end of a PDF/A that is written page by page: its tree of pages, its catalogue and its description."""

from __future__ import annotations

from collections.abc import Sequence

from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    IndirectObject,
    NameObject,
    NumberObject,
    PdfObject,
    TextStringObject,
)

from archiver.binder.metadata import About, info, output_intent, viewer_preferences, xmp
from archiver.binder.outline import Bookmark, write_outline
from archiver.binder.pdf_file import PdfFile


def write_catalogue(
    file: PdfFile,
    tree: IndirectObject,
    pages: Sequence[IndirectObject],
    about: About,
    *,
    profile: IndirectObject,
    bookmarks: list[Bookmark],
    labels: PdfObject | None = None,
) -> str:
    """Write what belongs to all `pages` into the place kept for their `tree`, and close the file.

    `labels` are those of the pages, where they are numbered otherwise than from 1. Hex SHA-256 of the file.
    """
    file.put(
        tree,
        DictionaryObject(
            {
                NameObject("/Type"): NameObject("/Pages"),
                NameObject("/Kids"): ArrayObject(pages),
                NameObject("/Count"): NumberObject(len(pages)),
            }
        ),
    )
    root = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Catalog"),
            NameObject("/Pages"): tree,
            NameObject("/Lang"): TextStringObject("ru"),
            NameObject("/Metadata"): file.add_plain(xmp(about), "/Type /Metadata /Subtype /XML "),
            NameObject("/OutputIntents"): ArrayObject([output_intent(profile)]),
            NameObject("/Outlines"): write_outline(file, bookmarks),
            NameObject("/PageMode"): NameObject("/UseOutlines"),
        }
    )
    if labels is not None:
        root[NameObject("/PageLabels")] = labels
    root[NameObject("/ViewerPreferences")] = viewer_preferences(about)
    return file.close(file.add(root), file.add(info(about)), about.identifier)
