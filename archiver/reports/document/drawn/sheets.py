"""A document whose reports take one sheet each, drawn; refused where the engine has to set it.

The layout is that of templates/reports: what stands there in CSS stands here in steps down the sheet.
"""

from __future__ import annotations

from collections.abc import Iterator

from archiver.press.engine import Typeset
from archiver.press.refusal import CannotLayError
from archiver.press.text.letters import Line
from archiver.press.text.paragraphs import set_line, width_of
from archiver.press.text.type import Type
from archiver.reports.document.density import LEVELS, ROOMY, Density
from archiver.reports.document.drawn.end import End
from archiver.reports.document.drawn.file import pdf_of
from archiver.reports.document.drawn.form import DrawnTable
from archiver.reports.document.drawn.paper import Paper
from archiver.reports.document.drawn.texts import (
    ANY_PX,
    NARROW,
    SERIF,
    SERIF_BOLD,
    lines_of,
    plain,
    put,
    px,
    type_of,
)
from archiver.reports.document.heights import across, level_for
from archiver.reports.document.layout import laid
from archiver.reports.document.report import Document, Fact, Report
from archiver.settings.pdf_a import PdfA

_FOOT = type_of(NARROW, 7.5)
_FOOT_SHARE = 0.82
_FOOT_BELOW = px(3.0)
_APPROVER = px(78.0)
_RULED = px(32.0)
_RULED_LINE = px(0.2)
_BLANK = "______________________________________"
_NEAR = 0.3
"""So near to the end of the sheet, px, the engine has to decide."""


def drawn(document: Document, pdf_a: PdfA) -> Typeset:
    """The pages of the document; raises CannotLayError where one of its reports cannot be drawn."""
    count = len(document.reports)
    papers = [_paper(report, (number, count)) for number, report in enumerate(document.reports, 1)]
    starts = {f"report-{number}": number for number in range(count)}
    return Typeset(pdf_of(papers, plain(document.title), pdf_a), count, starts)


def _paper(report: Report, number: tuple[int, int]) -> Paper:
    if report.resolution or report.seal:
        raise CannotLayError("a report with a resolution or a seal")
    first = level_for(report) if report.whole else 0
    if first is None:
        raise CannotLayError("a report on several sheets")
    for density in LEVELS[first:] if report.whole else (ROOMY,):
        sheet = _Sheet(report, density)
        if sheet.fits():
            sheet.foot(number)
            return sheet.paper
    raise CannotLayError("a report on several sheets")


class _Sheet:
    """One report going down its sheet; `y` is where the next thing stands."""

    def __init__(self, report: Report, density: Density) -> None:
        sheet = report.sheet
        self._report, self._density, self._dense = report, density, density.dense
        self.paper = Paper(px(sheet.width_mm), px(sheet.height_mm))
        above, below = density.margins_mm
        self._left, self._width = px(sheet.binding_margin_mm), px(sheet.text_width_mm)
        self._bottom = self.paper.height - px(below)
        self._y = px(above)

    def fits(self) -> bool:
        """Draw all but the foot, and tell whether it stood on the sheet."""
        self._head()
        self._tables()
        self._missing()
        self._remarks()
        report = self._report
        if report.closing or report.signatures or report.dated:
            end = End(report, across(report, self._density), self._width, dense=self._dense)
            self._y += end.above
            end.draw(self.paper, self._left, self._y)
            self._y += end.height
        if abs(self._y - self._bottom) < _NEAR:
            raise CannotLayError("a sheet that is just full")
        return self._y < self._bottom

    def foot(self, number: tuple[int, int]) -> None:
        """What the sheet is of, and which of how many."""
        top = self._bottom + _FOOT_BELOW
        lines = lines_of(self._report.imprint, _FOOT, self._width * _FOOT_SHARE)
        put(self.paper, lines, _FOOT, (self._left, top, self._width), "l")
        told = lines_of(f"лист {number[0]} из {number[1]}", _FOOT, ANY_PX)
        put(self.paper, told, _FOOT, (self._left, top, self._width), "r")

    def _say(
        self, text: str, face: str, points: float, leading: float, align: str = "l", inset: float = 0.0
    ) -> None:
        type_ = type_of(face, points, leading)
        width = self._width - 2 * inset
        lines = lines_of(text, type_, width)
        put(self.paper, lines, type_, (self._left + inset, self._y, width), align)
        self._y += len(lines) * type_.line

    def _head(self) -> None:
        report, dense = self._report, self._dense
        if report.approval:
            self._approval(report.approval.post, report.approval.name)
        if report.organisation:
            self._say(report.organisation, SERIF, 9 if dense else 10, 1.25, "c")
            self._y += px(0.5 if dense else 1.5)
        if dense:
            self._titles()
        else:
            self._say(report.title, SERIF_BOLD, 13, 1.2, "c")
            for line in report.subtitle:
                self._y += px(0.6)
                self._say(line, SERIF, 11, 1.25, "c")
        if report.facts:
            self._facts()

    def _approval(self, post: str, name: str) -> None:
        type_ = type_of(SERIF, 10, 1.5)
        left = self._left + self._width - _APPROVER
        space = _space(type_)
        for text in ("УТВЕРЖДАЮ", post):
            lines = lines_of(text, type_, _APPROVER)
            put(self.paper, lines, type_, (left, self._y, _APPROVER), "l")
            self._y += max(1, len(lines)) * type_.line
        line = self._y + type_.line + _RULED_LINE / 2
        self.paper.blank(left, left + _RULED, line, _RULED_LINE)
        shown = lines_of(name, type_, ANY_PX)
        if shown and _RULED + space + width_of(shown[0], type_) > _APPROVER:
            raise CannotLayError("a long name")
        put(self.paper, shown, type_, (left + _RULED + space, self._y, 0.0), "l")
        self._y += type_.line + _RULED_LINE
        date = lines_of("«____» ______________ 20___ г.", type_, ANY_PX)
        put(self.paper, date, type_, (left, self._y, 0.0), "l")
        self._y += type_.line + px(2.0)

    def _titles(self) -> None:
        """Title and subtitles on one line."""
        report = self._report
        bold, usual = type_of(SERIF_BOLD, 12, 1.2), type_of(SERIF, 10, 1.1)
        space = px(2.0) + _space(usual)
        pieces = [(lines_of(report.title, bold, ANY_PX), bold, 0.0)]
        pieces += [(lines_of(one, usual, ANY_PX), usual, space) for one in report.subtitle]
        need = sum(gap + width_of(lines[0], type_) for lines, type_, gap in pieces)
        if need > self._width - 1.0:
            raise CannotLayError("a long title")
        x = self._left + (self._width - need) / 2
        baseline = self._y + bold.drop
        for lines, type_, gap in pieces:
            self.paper.text(lines[0], x + gap, baseline, type_)
            x += gap + width_of(lines[0], type_)
        self._y += bold.line

    def _facts(self) -> None:
        size, leading, above = (9.0, 1.2, 0.8) if self._dense else (9.5, 1.35, 2.5)
        usual, bold = type_of(SERIF, size, leading), type_of(SERIF_BOLD, size, leading)
        self._y += px(above)
        apart, space, x = px(6.0), _space(usual), 0.0
        for fact in self._report.facts:
            runs = list(_fact(fact, usual, bold))
            need = sum(width for _line, _type, width in runs) + apart
            gap = space if x else 0.0
            if need > self._width - 1.0 or abs(x + gap + need - self._width) < 1.0:
                raise CannotLayError("a fact that may not fit")
            if x + gap + need > self._width:
                self._y += usual.line
                x = gap = 0.0
            x += gap
            at = self._left + x
            for line, type_, width in runs:
                self.paper.text(line, at, self._y + usual.drop, type_)
                at += width
            x += need
        self._y += usual.line

    def _tables(self) -> None:
        report, dense = self._report, self._dense
        for table in report.tables:
            parts = laid(table, report.sheet.text_width_mm, self._density)
            for number, part in enumerate(parts, 1):
                caption = table.caption
                if len(parts) > 1:
                    caption = f"{caption} (часть {number} из {len(parts)})".strip()
                if caption:
                    self._y += px(1.5 if dense else 3.5)
                    self._say(caption, SERIF_BOLD, 9 if dense else 10, 1.25)
                done = DrawnTable(part, self._density)
                self._y += px(1.0 if dense else 2.0)
                done.draw(self.paper, self._left, self._y)
                self._y += done.height

    def _missing(self) -> None:
        if not self._report.missing:
            return
        size, leading, pad, side, above = (8.0, 1.2, 0.6, 1.5, 1.5) if self._dense else (8.5, 1.3, 1.2, 2, 3)
        border = px(0.25)
        self._y += px(above)
        top = self._y + border / 2
        self._y += border + px(pad)
        inset = border + px(side)
        self._say("Чего не хватает в исходных данных", SERIF_BOLD, size, leading, inset=inset)
        for line in self._report.missing:
            self._say(f"— {line}", SERIF, size, leading, inset=inset)
        self._y += px(pad) + border
        bottom, left = self._y - border / 2, self._left + border / 2
        right = self._left + self._width - border / 2
        for y in (top, bottom):
            self.paper.rule((left - border / 2, y), (right + border / 2, y), border)
        for x in (left, right):
            self.paper.rule((x, top), (x, bottom), border)

    def _remarks(self) -> None:
        if not self._report.remarks:
            return
        if self._dense:
            self._y += px(1.0)
            self._say(" ".join(self._report.remarks), SERIF, 7.5, 1.2)
            return
        self._y += px(2.0)
        for line in self._report.remarks:
            self._say(line, SERIF, 8, 1.3)


def _space(type_: Type) -> float:
    return width_of(set_line("\N{NO-BREAK SPACE}", type_), type_)


def _fact(fact: Fact, usual: Type, bold: Type) -> Iterator[tuple[Line, Type, float]]:
    """Label and value, each with how wide it is."""
    runs = [(f"{fact.said_by}: ", usual)] if fact.said_by else []
    runs.append((fact.value, bold) if fact.value else (_BLANK, usual))
    for text, type_ in runs:
        shown = plain(text)
        line = set_line(shown, type_)
        more = _space(type_) if text.endswith(" ") else 0.0
        yield line, type_, width_of(line, type_) + more
