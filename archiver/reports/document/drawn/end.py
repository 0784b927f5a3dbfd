"""The end of a drawn report: what was summed up, who signs, the date. Sizes are those of reports.css."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from archiver.press.text.letters import Line
from archiver.press.text.type import Type
from archiver.reports.document.drawn.paper import Paper
from archiver.reports.document.drawn.texts import ANY_PX, SERIF, lines_of, put, px, type_of
from archiver.reports.document.layout import NOTE_PT
from archiver.reports.document.report import Report, Signature

DATE = "«____» ________________ 20____ г."
_DAY_MM = 54.0
_LINE = px(0.2)
_CAPTION = type_of(SERIF, NOTE_PT, 1.1)
_COLUMNS_MM: dict[int, tuple[float | None, ...]] = {
    1: (74, 3, 36, 3, 50, None),
    2: (None, 3, 26, 3, 42, 8),
    3: (None, 1.5, 17, 1.5, 28, 3),
}
"""Post, gap, signature, gap, name, what is between; None shares what is left."""

Drawn = tuple[tuple[Line, ...], Type, tuple[float, float, float], str]


class End:
    """Closing sentences, signatures and the date, `across` beside each other; `height` is known before."""

    def __init__(self, report: Report, across: int, width: float, *, dense: bool) -> None:
        self._texts: list[Drawn] = []
        self._rules: list[tuple[float, float, float]] = []
        self._dense, self._width, self._across = dense, width, across
        self.height = 0.0
        self.above = px(1.0 if dense else 3.0)
        signed = report.signatures
        spare = across > 1 and len(signed) % across != 0
        aside = dense and report.dated and bool(report.closing) and not spare
        day = px(_DAY_MM) if aside else 0.0
        self._closing(report.closing, width - day, inside=aside)
        size = type_of(SERIF, 9 if dense else 10, 1.25)
        if aside:
            gap = px(0.5)
            self._texts.append((lines_of(DATE, size, ANY_PX), size, (width - day, gap, day), "r"))
            self.height = max(self.height, gap + size.line)
        if signed:
            self._signed(signed, dated=report.dated and spare)
        if report.dated and not spare and not aside:
            self._gap(0.8 if dense else 2.0)
            self._texts.append((lines_of(DATE, size, ANY_PX), size, (0.0, self.height, width), "l"))
            self.height += size.line

    def draw(self, paper: Paper, left: float, top: float) -> None:
        """With its corner there."""
        for lines, type_, (x, y, width), align in self._texts:
            put(paper, lines, type_, (left + x, top + y, width), align)
        for start, end, y in self._rules:
            paper.rule((left + start, top + y), (left + end, top + y), _LINE)

    def _gap(self, mm: float) -> None:
        """A margin above, which the one above all of the end swallows."""
        if self.height:
            self.height += px(mm)

    def _closing(self, sentences: Sequence[str], width: float, *, inside: bool) -> None:
        size, leading, gap = (9.0, 1.2, 0.5) if self._dense else (10.0, 1.35, 1.0)
        type_ = type_of(SERIF, size, leading)
        for sentence in sentences:
            self.height += px(gap) if self.height or inside else 0.0
            lines = lines_of(sentence, type_, width)
            self._texts.append((lines, type_, (0.0, self.height, width), "l"))
            self.height += len(lines) * type_.line

    def _signed(self, signatures: Sequence[Signature], *, dated: bool) -> None:
        dense, across = self._dense, self._across
        self._gap(0.8 if dense else 2.0)
        size, leading, line = (8.5, 1.1, 4.6) if dense else (10.0, 1.25, 5.6)
        type_ = type_of(SERIF, size, leading)
        columns = _COLUMNS_MM[across] * across
        fixed = sum(px(column) for column in columns if column is not None)
        share = max(0.0, self._width - fixed) / columns.count(None)
        widths = [share if column is None else px(column) for column in columns]
        edges = list(accumulate(widths, initial=0.0))
        for start in range(0, len(signatures), across):
            few = signatures[start : start + across]
            last = start + across >= len(signatures)
            posts = [lines_of(one.post, type_, widths[6 * at]) for at, one in enumerate(few)]
            names = [lines_of(one.name, type_, widths[6 * at + 4]) for at, one in enumerate(few)]
            height = max(
                px(line) + _LINE / 2,
                *(len(lines) * type_.line for lines in posts),
                *(len(lines) * type_.line + _LINE / 2 for lines in names),
            )
            top = self.height
            for at, (post, name) in enumerate(zip(posts, names, strict=True)):
                for place, lines, above in ((6 * at, post, 0.0), (6 * at + 4, name, _LINE / 2)):
                    y = top + height - above - len(lines) * type_.line
                    self._texts.append((lines, type_, (edges[place], y, widths[place]), "l"))
            if last and dated:
                place = 6 * len(few)
                y = top + height - type_.line
                self._texts.append((lines_of(DATE, type_, ANY_PX), type_, (edges[place], y, 0.0), "l"))
            self._captions(len(few), edges, widths, top + height)
            self.height += height + _LINE / 2 + _CAPTION.line

    def _captions(self, count: int, edges: Sequence[float], widths: Sequence[float], y: float) -> None:
        for at in range(count):
            for place, text in ((6 * at + 2, "(подпись)"), (6 * at + 4, "(расшифровка подписи)")):
                where = edges[place], y + _LINE / 2, widths[place]
                self._texts.append((lines_of(text, _CAPTION, ANY_PX), _CAPTION, where, "c"))
                self._rules.append((edges[place], edges[place + 1], y))
