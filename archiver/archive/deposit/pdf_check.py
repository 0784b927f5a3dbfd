"""What can be seen of a PDF that was made elsewhere, before it is kept for years."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from archiver.errors import InputInvalid
from archiver.locale import _

_PART = re.compile(rb"pdfaid:part(?:=|>)\s*[\"']?(\d)")
_CONFORMANCE = re.compile(rb"pdfaid:conformance(?:=|>)\s*[\"']?([A-Za-z])")


@dataclass(frozen=True, slots=True)
class SeenPdf:
    """A PDF that opens: its pages, and which PDF/A it claims to be («2b»; "" when it claims nothing)."""

    pages: int
    claims: str


def look_at(path: Path) -> SeenPdf:
    """Look into a PDF. Raises InputInvalid: no PDF, torn, encrypted, without a page.

    What it claims of PDF/A is read, not proven: that takes a validator (veraPDF).
    """
    from archiver.binder.read_pdf import DAMAGE, open_pdf

    try:
        reader = open_pdf(path)
        if reader.is_encrypted:
            raise InputInvalid(
                _("{file} is encrypted: in years nobody will know its password. Save it without one.").format(
                    file=path.name
                )
            )
        pages = len(reader.pages)
        for page in reader.pages:
            _width = page.mediabox.width
        claims = _claims(reader)
    except (OSError, *DAMAGE) as error:
        raise InputInvalid(_("{file} is no whole PDF.").format(file=path.name)) from error
    if not pages:
        raise InputInvalid(_("{file} has no pages.").format(file=path.name))
    return SeenPdf(pages, claims)


def claim_in_words(name: str, seen: SeenPdf) -> str:
    """What is said of the format on the screen and in the history of the bag."""
    if seen.claims:
        return _("{file} says that it is PDF/A-{part}; this was not checked").format(
            file=name, part=seen.claims
        )
    return _("{file} is not PDF/A: whether it opens in years, nobody promises").format(file=name)


def _claims(reader: object) -> str:
    root = reader.trailer["/Root"]  # type: ignore[attr-defined]
    stream = root.get("/Metadata")
    if stream is None:
        return ""
    data = stream.get_object().get_data()
    part = _PART.search(data)
    level = _CONFORMANCE.search(data)
    if part is None:
        return ""
    return part[1].decode() + (level[1].decode().lower() if level else "")
