"""From a spec to its pages: the one place where the section's template meets the engine."""

from __future__ import annotations

from archiver.press.engine import Typeset, typeset
from archiver.press.section.spec import TEMPLATE, ListPage, PartSpec, with_halves
from archiver.settings.pdf_a import PdfA


def set_pages(spec: PartSpec) -> Typeset:
    """The pages of `spec`, newly set, topics that run over their page parted anew; raises EngineFailed.

    Always PDF/A-2b: a part serves volumes of either kind, and what it is bound into says which it keeps to.
    """
    while True:
        done = typeset(
            TEMPLATE,
            {"spec": spec},
            landscape=spec.landscape,
            binding_margin_mm=spec.binding_margin_mm,
            pdf_a=PdfA.A2B,
        )
        over = _running_over(spec, done)
        if over is None:
            return done
        spec = with_halves(spec, over)


def _running_over(spec: PartSpec, done: Typeset) -> int | None:
    """The first lesson of a list page that took several; one topic alone may, its head stays true."""
    planned = [page for spread in spec.spreads for page in (*spread.marks, *spread.lists)]
    starts = [done.starts[f"page-{number}"] for number in range(len(planned))]
    for page, start, end in zip(planned, starts, (*starts[1:], done.pages), strict=True):
        if isinstance(page, ListPage) and len(page.rows) > 1 and end - start > 1:
            return page.lessons.first
    return None
