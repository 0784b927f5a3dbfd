"""The head of a page: the subject and what lessons stand here, the group, the term and the teacher."""

from __future__ import annotations

from dataclasses import dataclass

from archiver.press.paint.canvas import Canvas
from archiver.press.refusal import CannotLayError
from archiver.press.section.form import Head, Sheet
from archiver.press.section.slots import Slot, Slots
from archiver.press.section.spec import Heading, Span
from archiver.press.text.letters import Line
from archiver.press.text.paragraphs import baselines, engine_width, height_of, set_line, set_lines, width_of
from archiver.press.text.type import Type

_APART = 2.0  # px between a word and what floats beside it, lest the word be broken
_TOUCHING = 1e-6  # px: what ends where a line begins does not stand beside it


@dataclass(frozen=True, slots=True)
class _Placed:
    """A shaped line: where it begins, its baseline, its type."""

    line: Line
    left: float
    baseline: float
    type: Type
    floating: bool = False


@dataclass(frozen=True, slots=True)
class _Float:
    """What stands at the right and narrows the lines beside it."""

    width: float
    top: float
    bottom: float


class HeadLayer:
    """Lays the head of one section; what is the same on all its pages is laid out once."""

    def __init__(self, form: Head, sheet: Sheet, heading: Heading, slots: Slots) -> None:
        self._form, self._sheet, self._heading, self._slots = form, sheet, heading, slots
        self._known: dict[tuple[str, ...], tuple[list[_Placed], float]] = {}

    def lay(self, canvas: Canvas, lessons: Span | None, students: Span | None) -> float:
        """Put the head on `canvas`; returns the height down from the top of the text that it takes."""
        spans = _spans(lessons, students)
        if spans not in self._known:
            self._known[spans] = self._laid_out(spans)
        placed, height = self._known[spans]
        for item in placed:
            canvas.text(item.line, item.left, item.baseline, item.type, floating=item.floating)
        if self._heading.teacher is None:
            right = self._sheet.left + self._sheet.measure
            teacher = [item for item in placed if item.floating][-1]
            last = teacher.baseline - self._form.blank_rule / 2
            canvas.blank(right - self._form.blank, right, last, self._form.blank_rule)
        return height

    def _laid_out(self, spans: tuple[str, ...]) -> tuple[list[_Placed], float]:
        form, heading, slots = self._form, self._heading, self._slots
        placed: list[_Placed] = []
        y = self._sheet.top
        floats: list[_Float] = []
        if spans:
            floats.append(self._aside(placed, spans, y))
        inflow: list[_Placed] = []
        y = self._paragraph(inflow, heading.subject, form.subject, slots.subject, y, floats)
        y = self._paragraph(inflow, _facts(heading), form.facts, slots.group, y, floats)
        if any(item.bottom > y for item in floats):
            raise CannotLayError("the spans of a page beside its teacher")
        teacher, beside = self._teacher(y)
        y = self._paragraph(inflow, _term(heading), form.facts, slots.term, y, [beside])
        if y < beside.bottom - 0.01:
            raise CannotLayError("a teacher lower than the term")
        return [*placed, teacher, *inflow], y + form.below - self._sheet.top

    def _aside(self, placed: list[_Placed], lines: tuple[str, ...], y: float) -> _Float:
        aside, right = self._form.lessons, self._sheet.left + self._sheet.measure
        widest = 0.0
        for number, text in enumerate(lines):
            line, width = set_line(text, aside.type), engine_width(text, aside.type)
            widest = max(widest, width)
            baseline = y + aside.drop + number * aside.type.line + aside.type.drop
            placed.append(_Placed(line, right - width, baseline, aside.type, floating=True))
        return _Float(widest + aside.gap, y, y + aside.drop + len(lines) * aside.type.line)

    def _teacher(self, y: float) -> tuple[_Placed, _Float]:
        aside = self._form.teacher
        name = self._heading.teacher
        text = "Преподаватель " + (name or "")
        line = set_line(text, aside.type)
        if line.above or line.below:
            raise CannotLayError("a teacher's name higher than its line")
        width = engine_width(text, aside.type) + (0.0 if name else self._form.blank)
        first = set_line(_term(self._heading).split(" ")[0], self._form.facts)
        beside = width_of(first, self._form.facts) + _APART
        if width + aside.gap + beside > self._sheet.measure:
            raise CannotLayError("a teacher's name as long as the page")
        left = self._sheet.left + self._sheet.measure - width
        baseline = y + aside.drop + aside.type.drop
        placed = _Placed(line, left, baseline, aside.type, floating=True)
        return placed, _Float(width + aside.gap, y, y + aside.drop + aside.type.line)

    def _paragraph(
        self, placed: list[_Placed], text: str, type_: Type, slot: Slot, y: float, floats: list[_Float]
    ) -> float:
        if not text:
            raise CannotLayError("an empty line of the head")
        line = set_line(text, type_)
        if not line.runs and width_of(line, type_) < self._room(y, type_.line, floats) - _APART:
            placed.append(_Placed(line, self._sheet.left, y + type_.drop, type_))
            return y + type_.line
        widths = tuple(self._room(y + number * type_.line, type_.line, floats) for number in range(8))
        lines = set_lines(text, type_, widths)
        if len(lines) >= len(widths) or (slot.lines is not None and len(lines) > slot.lines):
            raise CannotLayError("a head of many lines")
        if widths[0] != widths[-1] and any(line.above or line.below for line in lines):
            raise CannotLayError("signs higher than a line beside other text")
        for line, baseline in zip(lines, baselines(lines, type_), strict=True):
            placed.append(_Placed(line, self._sheet.left, y + baseline, type_))
        return y + height_of(lines, type_)

    def _room(self, y: float, height: float, floats: list[_Float]) -> float:
        beside = [item.width for item in floats if item.top < y + height and y < item.bottom - _TOUCHING]
        return self._sheet.measure - max(beside, default=0.0)


def _spans(lessons: Span | None, students: Span | None) -> tuple[str, ...]:
    if lessons is None:
        return ()
    if lessons.first == lessons.last:
        said = f"занятие {lessons.first} из {lessons.total}"
    else:
        said = f"занятия {lessons.first}–{lessons.last} из {lessons.total}"
    if students is None:
        return (said,)
    return said, f"студенты {students.first}–{students.last} из {students.total}"


def _facts(heading: Heading) -> str:
    course = f"{heading.course} курс" if heading.course else ""
    return " · ".join(filter(None, (f"Группа {heading.group}", course, heading.speciality)))


def _term(heading: Heading) -> str:
    term = f"{heading.term}, {heading.interval}" if heading.interval else heading.term
    return f"{term} · {heading.subgroup}" if heading.subgroup else term
