"""Front and end matter of a volume: cover, contents (внутренняя опись) and certification sheet.

Set by the same engine and on sheets lying the same way as the pages, because all of them are
stitched along one edge (ADR 0004). Made after the plan, since they say how many pages there are.
"""

from __future__ import annotations

from dataclasses import dataclass

from archiver.binder.identity import Identity
from archiver.binder.imprint import Imprint
from archiver.binder.plan import sheets_of
from archiver.journal.words import (
    DOCUMENTS,
    PAGES,
    SHEETS,
    VOLUMES,
    figures_and_words,
    in_words,
    label_before,
    plural,
)
from archiver.press.engine import Paper, Typeset
from archiver.press.part import LaidPart
from archiver.press.plates.plates import typeset_or_fill

TEMPLATES = (
    "binder/cover.html",
    "binder/contents.html",
    "binder/group.html",
    "binder/certification.html",
)

_ATTEMPTS = 4
_ROWS_PER_PAGE = 12
_QUIET_ZONE = 4  # modules of white around a QR code (ISO/IEC 18004, 9.1)
_MASK = 2
"""Of the eight masks (ISO/IEC 18004, 7.8) the one that is best for four volumes in five and good for all:
trying each takes longer than setting the sheet."""


@dataclass(frozen=True, slots=True)
class QrCode:
    """A QR code as one path of black modules: `size` modules a side, quiet zone included."""

    size: int
    path: str


def cover(imprint: Imprint, identity: Identity, paper: Paper) -> Typeset | LaidPart:
    """The cover of a file (domain rule 2.8): one page."""
    return _set(
        "binder/cover.html",
        paper,
        imprint=imprint,
        identity=identity,
        on_sheets=f"{imprint.sheets} {plural(imprint.sheets, ('листе', 'листах', 'листах'))}",
    )


def contents(imprint: Imprint, paper: Paper) -> Typeset | LaidPart:
    """The contents with their closing entry (domain rule 2.9); as many pages as the rows need."""
    rows = len(imprint.rows) + sum(1 + len(one.rows) for one in imprint.earlier)
    pages = 1 + rows // _ROWS_PER_PAGE  # a guess that is mostly right
    for _attempt in range(_ATTEMPTS):
        # The closing entry counts the sheets it stands on, so it is set until the count is true.
        done = _set(
            "binder/contents.html",
            paper,
            imprint=imprint,
            documents=figures_and_words(len(imprint.rows), DOCUMENTS),
            amount=_amount(imprint.sheets, imprint.pages),
            whole=_whole_file(imprint),
            own_sheets=_own_sheets(pages, imprint),
        )
        if done.pages == pages:
            break
        pages = done.pages
    return done


def certification(
    imprint: Imprint, identity: Identity, contents_pages: int, paper: Paper
) -> Typeset | LaidPart:
    """The certification sheet (domain rules 2.7 and 7.3, regulation item 5): one page if it can be."""
    return _set(
        "binder/certification.html",
        paper,
        imprint=imprint,
        identity=identity,
        amount=_amount(imprint.sheets, imprint.pages),
        whole=_whole_file(imprint),
        own_sheets=_own_sheets(contents_pages, imprint),
        qr=qr_code(f"{identity.identifier}\nsha256:{identity.digest}"),
    )


def qr_code(text: str) -> QrCode:
    """`text` as a QR code with error correction M, drawn as runs of modules."""
    import segno

    matrix = segno.make_qr(text, error="m", boost_error=False, mask=_MASK).matrix
    path = []
    for y, row in enumerate(matrix, _QUIET_ZONE):
        x = 0
        while x < len(row):
            run = 0
            while x + run < len(row) and row[x + run]:
                run += 1
            if run:
                path.append(f"M{x + _QUIET_ZONE} {y}h{run}v1h-{run}z")
            x += run or 1
    return QrCode(len(matrix) + 2 * _QUIET_ZONE, "".join(path))


def group_page(imprint: Imprint, paper: Paper) -> Typeset | LaidPart:
    """Page 1 of a volume with facing pages: whose journal it is (domain rule 5, title page)."""
    return _set("binder/group.html", paper, imprint=imprint, label=label_before)


def _set(template: str, paper: Paper, **context: object) -> Typeset | LaidPart:
    return typeset_or_fill(template, context, paper)


def _amount(sheets: int, pages: int) -> str:
    """«247 (двести сорок семь) листов, 247 (двести сорок семь) страниц»."""
    return f"{figures_and_words(sheets, SHEETS)}, {figures_and_words(pages, PAGES)}"


def _whole_file(imprint: Imprint) -> str:
    """How much a file holds of which each study period has volumes; its last volume knows."""
    if not imprint.in_file:
        return ""
    if not imprint.closing:
        return "Дело состоит из томов по учебным периодам; сколько их, сказано в последнем томе."
    volumes = figures_and_words(len(imprint.earlier) + 1, VOLUMES)
    sheets = imprint.sheets + sum(one.sheets for one in imprint.earlier)
    pages = imprint.pages + sum(one.pages for one in imprint.earlier)
    documents = len(imprint.rows) + sum(len(one.rows) for one in imprint.earlier)
    return f"Всего в деле: {volumes}; {figures_and_words(documents, DOCUMENTS)}; {_amount(sheets, pages)}."


def _own_sheets(pages: int, imprint: Imprint) -> str:
    count = sheets_of(pages, duplex=imprint.duplex)
    return f"{count} ({in_words(count)})"
