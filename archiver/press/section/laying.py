"""A section laid: every page of a PartSpec as a content stream, in the order of the template.

Raises CannotLayError when any page of the section needs the engine, TooManyTopicsError when topics do not
fit on the page they were measured for; nothing half laid is returned.
"""

from __future__ import annotations

import hashlib

from archiver.press.paint.canvas import PT, Canvas
from archiver.press.part import LaidPart
from archiver.press.refusal import CannotLayError, TooManyTopicsError
from archiver.press.section.form import SectionForm
from archiver.press.section.grid import NEAR, GridLayer
from archiver.press.section.head import HeadLayer
from archiver.press.section.listing import ListRow, list_layer
from archiver.press.section.slots import Slots
from archiver.press.section.spec import ListPage, MarksPage, PartSpec
from archiver.press.section.totals import TotalsLayer
from archiver.press.text.paragraphs import set_line, width_of

_OVERHANG = 2.0  # px: no letter's ink goes further beyond its width


def lay_section(spec: PartSpec, form: SectionForm, slots: Slots) -> LaidPart:
    """The pages of a section as content streams; raises CannotLayError, TooManyTopicsError."""
    section = _Section(spec, form, slots)
    contents = tuple(section.pages())
    total = hashlib.sha256()
    for content in contents:
        total.update(content)
    size = round(form.sheet.width * PT, 4), round(form.sheet.height * PT, 4)
    return LaidPart(total.hexdigest(), contents, frozenset(section.faces), size)


class _Section:
    """One section on its way to paper."""

    def __init__(self, spec: PartSpec, form: SectionForm, slots: Slots) -> None:
        self._spec, self._form = spec, form
        sheet, heading = form.sheet, spec.heading
        self._head = HeadLayer(form.head, sheet, heading, slots)
        self._grid = GridLayer(form.grid, sheet, spec.grid, slots)
        self._list = list_layer(form.listing, sheet, spec.grid.list_pt, slots)
        self._totals = TotalsLayer(form.totals, sheet, spec.totals, heading.teacher)
        self._pages: list[bytes] = []
        self.faces: set[str] = set()

    def pages(self) -> list[bytes]:
        for spread in self._spec.spreads:
            last = spread is self._spec.spreads[-1]
            for page in spread.marks:
                self._marks(page, listed=bool(spread.lists))
            for listed in spread.lists:
                self._listed(listed, final=last and listed is spread.lists[-1])
        return self._pages

    def _marks(self, page: MarksPage, *, listed: bool) -> None:
        canvas = Canvas(self._form.sheet.height)
        top = self._form.sheet.top + self._head.lay(canvas, page.lessons, page.students)
        y = self._grid.lay(canvas, page, top)
        if page.lessons is None:
            y = self._grid.remark(canvas, "Занятий нет.", y)
        if not listed and page is self._last_marks():
            self._totals.lay(canvas, y)
            y += self._totals.height
        if y > self._form.sheet.bottom - NEAR:
            raise CannotLayError("remarks longer than their page")
        self._finish(canvas)

    def _last_marks(self) -> MarksPage:
        return self._spec.spreads[-1].marks[-1]

    def _listed(self, page: ListPage, *, final: bool) -> None:
        canvas = Canvas(self._form.sheet.height)
        top = self._form.sheet.top + self._head.lay(canvas, page.lessons, None)
        rows = self._list.rows(page.rows)
        if not self._holds(rows, top, final=final):
            if len(rows) == 1:
                raise CannotLayError("hours without a row")
            raise TooManyTopicsError(page.lessons.first)
        y = self._list.lay(canvas, rows, top)
        if final:
            self._totals.lay(canvas, y)
        self._finish(canvas)

    def _holds(self, rows: list[ListRow], top: float, *, final: bool) -> bool:
        """Whether the page has room for `rows`, and for the hours under them on the last one."""
        if self._list.fitting(rows, top) < len(rows):
            return False
        if not final:
            return True
        form = self._form
        end = top + form.listing.outer + form.listing.titles_row + sum(row.height for row in rows)
        room = form.sheet.bottom - end - self._totals.height
        if abs(room) < NEAR:
            raise CannotLayError("hours that just fit")
        return room >= 0

    def _finish(self, canvas: Canvas) -> None:
        running, heading = self._form.running, self._spec.heading
        said = f"Журнал учебных занятий · {heading.year} учебный год"
        text = f"{heading.college} · {said}" if heading.college else said
        line = set_line(text, running.type)
        if line.above or line.below:
            raise CannotLayError("a running title higher than its line")
        cut = width_of(line, running.type) > running.width - _OVERHANG
        box = (running.left, running.top, running.width, running.height) if cut else None
        canvas.text(line, running.left, running.baseline, running.type, cut=box)
        self.faces |= canvas.faces
        self._pages.append(canvas.content())
