"""A section of a journal as pages: which lessons and students stand where, and every word printed.

Pure: the same journal and layout give the same `PartSpec`. The page is that of the report the
regulation prints (section 5: group, subject, interval, number of lessons on a page); the marks stand
on one page and what was taught on the facing one, as in the bound journals before it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import chain, groupby
from operator import attrgetter

from archiver.journal.marks import OWED, cell_text
from archiver.journal.model import (
    Feature,
    Journal,
    Lesson,
    MarkKind,
    PeriodColumn,
    Section,
    Student,
    Term,
)
from archiver.journal.words import day
from archiver.press.engine import Paper
from archiver.press.section import cells, geometry
from archiver.press.section.portions import Portion
from archiver.press.section.slots import Slots, slots
from archiver.press.section.spec import (
    EMPTY,
    Cell,
    Grid,
    Heading,
    LessonRow,
    ListPage,
    MarksPage,
    Month,
    PartSpec,
    Row,
    Span,
    Spread,
    Totals,
    key,
)
from archiver.press.text.ink import Ink
from archiver.press.text.measure import MM_PER_POINT, fitting_points, lines_needed, width_mm

__all__ = ["Layout", "PartSpec", "key", "part_spec"]

_MONTHS = (
    ("Январь", "Янв."), ("Февраль", "Февр."), ("Март", "Март"), ("Апрель", "Апр."), ("Май", "Май"),
    ("Июнь", "Июнь"), ("Июль", "Июль"), ("Август", "Авг."), ("Сентябрь", "Сент."), ("Октябрь", "Окт."),
    ("Ноябрь", "Нояб."), ("Декабрь", "Дек."),
)  # fmt: skip
_MONTH_PT = 8.0

_BLANK_RESULT = PeriodColumn("", "Итог")
"""To be written in by hand where the source tells no results."""


@dataclass(frozen=True, slots=True)
class Layout:
    """How pages are laid out: what `archiver.toml` says of printing, and the template of long texts.

    `lessons_per_page` is never exceeded; None takes as many as are read gladly. `blank_lists` are the lists
    of topics to be filled in by hand where the source tells nothing of what was taught.
    """

    landscape: bool = True
    lessons_per_page: int | None = None
    binding_margin_mm: float = 25.0
    duplex: bool = False
    blank_lists: bool = False
    college_short: str = ""
    slots: Slots = field(default_factory=slots)


def part_spec(journal: Journal, section: Section, layout: Layout) -> PartSpec:
    """The pages of `section`: lessons in even portions, each with its facing lists."""
    ink = Ink()
    paper = Paper(layout.landscape, layout.binding_margin_mm)
    heading = _heading(journal, section, layout, ink)
    names = [ink(student.full_name) for student in section.students]
    columns = section.period_columns or (_BLANK_RESULT,)
    titles = [ink(column.title) for column in columns]
    results = [ink(text) for text in dict.fromkeys(map(cell_text, section.period_marks.values()))]
    most = layout.lessons_per_page or geometry.most_lessons(paper, names, titles, results, layout.slots)
    listed = layout.blank_lists or Feature.TOPICS in journal.carries or any(map(_told, section.lessons))
    list_pt, portions = geometry.topics(
        paper,
        heading,
        [(ink(item.kind), ink(item.topic), ink(item.homework)) for item in section.lessons],
        most,
        layout.slots.list,
        listed=listed,
        facing=layout.duplex,
    )
    grid = geometry.grid(
        paper,
        geometry.room_for_rows(paper, heading, ()),
        list_pt,
        names,
        [len(portion.lessons) for portion in portions],
        titles,
        results,
        layout.slots,
    )
    return PartSpec(
        landscape=layout.landscape,
        binding_margin_mm=layout.binding_margin_mm,
        heading=heading,
        grid=grid,
        spreads=_Spreads(journal, section, columns, names, paper, heading, grid, layout.slots, ink).of(
            portions
        ),
        totals=_totals(section),
        unprintable=ink.missing,
    )


def _heading(journal: Journal, section: Section, layout: Layout, ink: Ink) -> Heading:
    group = journal.group
    term = _term(journal, section)
    start = journal.year.start
    return Heading(
        college=ink(layout.college_short),
        year=f"{start}/{start + 1}",
        group=ink(group.name),
        course=group.course,
        speciality=" ".join(filter(None, (ink(group.speciality_code), ink(group.speciality)))),
        subject=ink(section.subject.name),
        subgroup=_subgroup(ink(section.subgroup)),
        term=ink(term.name) if term else f"период {section.term}",
        interval=f"{day(term.start)}–{day(term.end)}" if term else "",
        teacher=ink(section.teacher) or None,
    )


def _told(lesson: Lesson) -> bool:
    """Whether there is anything to print of what was taught."""
    return bool(lesson.topic or lesson.homework or lesson.kind or lesson.hours is not None)


def _subgroup(text: str) -> str:
    """«подгруппа 2»; a source that already says what it is keeps its own words."""
    said = not text or "подгр" in text.casefold() or "п/г" in text.casefold()
    return text if said else f"подгруппа {text}"


def _term(journal: Journal, section: Section) -> Term | None:
    return next((term for term in journal.terms if term.number == section.term), None)


def _owed_note(section: Section) -> tuple[str, ...]:
    """What the sign of a mark that is still owed means, on the pages of a section that has one."""
    marks = chain.from_iterable(chain(section.marks.values(), section.period_marks.values()))
    # By identity, which each member of an enumeration has its own of: a year has a hundred thousand marks.
    owed = id(MarkKind.OWED) in set(map(id, map(attrgetter("kind"), marks)))
    return (f"«{OWED}» — обязательная оценка не выставлена",) if owed else ()


def _totals(section: Section) -> Totals:
    hours = [lesson.hours for lesson in section.lessons]
    told = [hour for hour in hours if hour is not None]
    return Totals(
        planned="" if section.planned_hours is None else str(section.planned_hours),
        given=str(sum(told)) if len(told) == len(hours) else "",
    )


@dataclass(frozen=True, slots=True)
class _Spreads:
    """Sets the portions of one section, one after another."""

    journal: Journal
    section: Section
    columns: Sequence[PeriodColumn]
    names: Sequence[str]
    paper: Paper
    heading: Heading
    grid: Grid
    slots: Slots
    ink: Ink

    def of(self, portions: Sequence[Portion]) -> tuple[Spread, ...]:
        """A spread for each portion; students are split alike on all of them."""
        taught = self.section.lessons
        chunks = [taught[one.lessons.start : one.lessons.stop] for one in portions] or [()]
        rows_of = self._rows_of(portions or (Portion(range(0), ()),))
        by_chunk = [[rows[number] for rows in rows_of] for number in range(len(chunks))]
        notes = [self._notes(position, by_chunk) for position in range(len(self.section.students))]
        heights = [
            max(self._height(rows[position][0]) for rows in by_chunk)
            for position in range(len(self.section.students))
        ]
        owed = _owed_note(self.section)
        room = geometry.room_for_rows(self.paper, self.heading, [*filter(None, notes), *owed])
        if not self.section.lessons:
            room -= geometry.NONE_MM
        elif not any(portion.lists for portion in portions):
            room -= geometry.TOTALS_MM
        split = geometry.split_rows(room, heights)
        row_mm = geometry.shared_row(
            room, max(([heights[i] for i in chunk] for chunk in split), key=sum, default=[])
        )
        spreads = []
        for at, (chunk, rows) in enumerate(zip(chunks, by_chunk, strict=True)):
            lessons = self._span(portions[at].lessons) if chunk else None
            marks = tuple(
                MarksPage(
                    lessons=lessons,
                    students=Span(part.start + 1, part.stop, len(rows)) if len(split) > 1 else None,
                    months=_months(chunk, self.grid.lesson_mm),
                    days=tuple(f"{lesson.date.day:02d}" for lesson in chunk),
                    periods=self._periods() if chunk is chunks[-1] else (),
                    rows=tuple(rows[i][0] for i in part),
                    row_mm=row_mm,
                    notes=(*(notes[i] for i in part if notes[i] and self._explains(i, chunk)), *owed),
                )
                for part in split
            )
            lists = portions[at].lists if chunk else ()
            spreads.append(
                Spread(marks, tuple(ListPage(self._span(page), self._list(page)) for page in lists))
            )
        return tuple(spreads)

    def _rows_of(self, portions: Sequence[Portion]) -> list[list[tuple[Row, list[str]]]]:
        """The rows of every student, one a portion, each with what its cells had no room for."""
        section, grid, slot, ink = self.section, self.grid, self.slots.mark, self.ink
        students = section.students
        setting = cells.mark_cells(grid.lesson_mm, grid.mark_pt, slot, None)
        at_lessons = cells.by_student(section.marks, students, section.lessons, setting, ink)
        stated = grid.name_pt if grid.name_pt != grid.mark_pt else None
        setting = cells.mark_cells(grid.period_mm, grid.name_pt, slot, stated)
        after = cells.by_student(section.period_marks, students, self.columns, setting, ink)
        taught = [cells.Taught.of(section.lessons, portion.lessons) for portion in portions]
        return [
            self._rows(student, name, taught, at_lessons[student.id], after[student.id])
            for student, name in zip(students, self.names, strict=True)
        ]

    def _rows(
        self,
        student: Student,
        name: str,
        taught: Sequence[cells.Taught],
        at_lessons: Sequence[Cell],
        after: Sequence[Cell],
    ) -> list[tuple[Row, list[str]]]:
        """The student's rows, one a portion; the cells `after` lessons stand in the last of them."""
        number = str(student.number)
        fitting = fitting_points(name, self.grid.name_mm - 1.8)
        points = None
        if fitting < self.grid.name_pt:
            points = geometry.clamp(fitting, (self.slots.name.shrink_to, self.grid.name_pt))
        rows = []
        for some in taught:
            found, notes = cells.lesson_cells(at_lessons, student, some, self.grid, self.ink, self.slots)
            if some is taught[-1]:
                found = (*found, *after)
            rows.append((Row(number, name, points, found), notes))
        return rows

    def _notes(self, position: int, by_chunk: Sequence[Sequence[tuple[Row, list[str]]]]) -> str:
        student = self.section.students[position]
        term = _term(self.journal, self.section)
        notes = cells.enrolment_notes(self.section, student, term.start, term.end) if term else []
        notes += dict.fromkeys(note for rows in by_chunk for note in rows[position][1])
        return f"№ {student.number} — {', '.join(notes)}" if notes else ""

    def _explains(self, position: int, chunk: Sequence[Lesson]) -> bool:
        student = self.section.students[position]
        return any(not student.attends(lesson.date) or student.on_leave(lesson.date) for lesson in chunk)

    def _height(self, row: Row) -> float:
        size, smallest = row.points or self.grid.name_pt, self.slots.mark.wrapped_to
        lines = lines_needed(row.name, size, self.grid.name_mm - 1.6)
        need = lines * size * geometry.LEADING if lines > 1 else 0.0
        for cell in row.cells:
            if cell is not EMPTY and (len(cell.lines) > 1 or cell.points == smallest):
                points = cell.points or self.grid.mark_pt
                width = self.grid.lesson_mm * cell.span
                count = sum(-(-width_mm(line, points) // width) for line in cell.lines)
                need = max(need, count * points * geometry.LEADING)
        return max(geometry.ROW_MM[0], need * MM_PER_POINT + 0.3 if need else 0.0)

    def _periods(self) -> tuple[str, ...]:
        return tuple(self.ink(column.title) for column in self.columns)

    def _span(self, lessons: range) -> Span:
        return Span(lessons.start + 1, lessons.stop, len(self.section.lessons))

    def _list(self, page: range) -> tuple[LessonRow, ...]:
        return tuple(
            LessonRow(
                number=number,
                date=day(lesson.date),
                hours="" if lesson.hours is None else str(lesson.hours),
                kind=self.ink(lesson.kind),
                topic=self.ink(lesson.topic),
                homework=self.ink(lesson.homework),
            )
            for number, lesson in enumerate(self.section.lessons[page.start : page.stop], page.start + 1)
        )


def _months(chunk: Sequence[Lesson], lesson_mm: float) -> tuple[Month, ...]:
    """Months over their days, in full where there is room, else «Сент.», «Сен» or «09»."""
    months = []
    for (_year, number), lessons in groupby(chunk, lambda lesson: (lesson.date.year, lesson.date.month)):
        days = len(list(lessons))
        name, short = _MONTHS[number - 1]
        labels = (name, short, name[:3], f"{number:02d}")
        fit = [label for label in labels if width_mm(label, _MONTH_PT) <= days * lesson_mm - 0.5]
        months.append(Month(fit[0] if fit else labels[-1], days))
    return tuple(months)
