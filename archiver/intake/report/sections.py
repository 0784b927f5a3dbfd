"""One subject of a group: its pages of all files become sections, one for each subgroup and term."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from archiver.intake.report.blocks import Block
from archiver.intake.report.columns import TitledColumn
from archiver.intake.report.dating import Column, Dropped, dated, join_topics
from archiver.intake.report.results import united_results
from archiver.intake.report.runs import Part, in_runs, marks_of, merged
from archiver.intake.report.sheets.written_dates import Interval
from archiver.intake.report.students import identified, united
from archiver.intake.report.study_terms import placed
from archiver.journal.codes import finding
from archiver.journal.findings import Finding
from archiver.journal.marks import marks_of_cell
from archiver.journal.model import AcademicYear, Lesson, Section, Student, Term
from archiver.journal.results import term_of_title
from archiver.journal.subjects import subject
from archiver.locale import _


@dataclass(frozen=True, slots=True)
class Page:
    """A block with what its file tells besides: the subgroup, the interval, the one term it is of."""

    block: Block
    subgroup: str | None
    interval: Interval | None
    term: int | None


@dataclass(frozen=True, slots=True)
class _Share:
    """What of a page belongs to one term."""

    block: Block
    columns: tuple[Column, ...]
    titles: tuple[TitledColumn, ...]


def sections_of(
    pages: Sequence[Page], year: AcademicYear, terms: Sequence[Term], dropped: Dropped
) -> tuple[list[Section], list[Finding]]:
    """The sections of one subject and subgroup, in the order of terms; `dropped` counts what they lack."""
    findings: list[Finding] = []
    columns: list[list[Column]] = []
    for page in pages:
        lessons, problems = dated(page.block, year, page.interval, dropped)
        columns.append(lessons)
        findings += problems
    every = [one for lessons in columns for one in lessons]
    findings += join_topics(every, [page.block for page in pages], dropped)
    shares: dict[int, list[_Share]] = defaultdict(list)
    for page, lessons in zip(pages, columns, strict=True):
        for number, share in _shared(page, lessons, terms):
            shares[number].append(share)
    sections = []
    for term in terms:
        if term.number in shares:
            section, found = _section(term, shares[term.number], pages[0].subgroup, dropped)
            sections.append(section)
            findings += (replace(one, place=replace(one.place, term=term.number)) for one in found)
    return sections, findings


def _shared(page: Page, lessons: Sequence[Column], terms: Sequence[Term]) -> Iterator[tuple[int, _Share]]:
    """The page cut by terms.

    A result column goes to the term it names, otherwise to that of the lessons before it; without
    any lesson to the page's last.
    """
    by_term: dict[int, list[Column]] = defaultdict(list)
    term_at: dict[int | None, int] = {}
    for column in lessons:
        term_at[column.column] = placed(column.date, page.term, terms)
        by_term[term_at[column.column]].append(column)
    titles: dict[int, list[TitledColumn]] = defaultdict(list)
    last = max(by_term, default=page.term or terms[0].number)
    for one in page.block.columns.titles:
        named = term_of_title(one.title)
        titles[named if named in by_term else term_at.get(one.after, last)].append(one)
    for number in sorted(by_term.keys() | titles.keys() | {last}):
        yield number, _Share(page.block, tuple(by_term[number]), tuple(titles[number]))


def _section(
    term: Term, shares: Sequence[_Share], subgroup: str | None, dropped: Dropped
) -> tuple[Section, list[Finding]]:
    blocks = [share.block for share in shares]
    columns, findings = merged(in_runs([Part(share.block, share.columns) for share in shares]), dropped)
    students = united(blocks)
    results = united_results([(share.block, share.titles) for share in shares], dropped)
    findings += results.findings
    name = blocks[0].subject
    if students.clash is not None:
        findings.append(
            _list_finding("page.students-contradict", students.clash, renumbered=students.renumbered)
        )
    elif students.absent:
        findings.append(
            _list_finding("page.students-differ", students.absent[0], renumbered=students.renumbered)
        )
    teachers = list(dict.fromkeys(block.heading.teacher for block in blocks if block.heading.teacher))
    if len(teachers) > 1:
        findings.append(
            finding(
                "teacher.several",
                _("{subject}: the pages of term {term} name several teachers; all are printed.").format(
                    subject=name, term=term.number
                ),
                place=blocks[0].place(),
            )
        )
    lessons, marks = [], {}
    for number, column in enumerate(columns, 1):
        lesson = _lesson(f"l{number}", column)
        lessons.append(lesson)
        for student, written in marks_of(column).items():
            if written.text:
                marks[student, lesson.id] = marks_of_cell(written.text, number=written.number)
    section = Section(
        subject=subject(name),
        term=term.number,
        subgroup=subgroup,
        teacher=", ".join(teachers) or None,
        students=students.students,
        lessons=tuple(lessons),
        marks=marks,
        period_columns=results.columns,
        period_marks=results.marks,
        planned_hours=next((block.planned_hours for block in blocks if block.planned_hours), None),
        source=blocks[0].file,
    )
    return section, findings


def _lesson(identity: str, column: Column) -> Lesson:
    topic = column.topic
    if topic is None:
        return Lesson(identity, column.date)
    return Lesson(identity, column.date, topic.hours, topic.topic, topic.homework, topic.kind)


def _list_finding(code: str, block: Block, *, renumbered: bool) -> Finding:
    if code == "page.students-contradict":
        message = _("{subject}: the pages number the students differently; the longest list holds.")
    else:
        message = _("{subject}: not every page has the whole list of students; the lists were united.")
    text = message.format(subject=block.subject)
    if renumbered:
        text += " " + _("The united list was numbered anew.")
    return finding(code, text, place=block.place())


def strangers(pages: Sequence[Page]) -> list[list[Page]]:
    """Pages of one subject parted where their lists have nobody in common: unnamed subgroups.

    Pages without students stay with the first; a list of the same lessons that goes on with the next
    number is the rest of the list on another sheet of paper.
    """
    parted: list[tuple[set[str], list[Page]]] = []
    for page in pages:
        students = set(identified(page.block.students).values())
        near = [one for one in parted if one[0] & students] if students else parted[:1]
        near = near or [one for one in parted if _goes_on(one[1][-1].block, page.block)]
        if not near:
            parted.append((students, [page]))
            continue
        home = near[0]
        home[0].update(students, *(one[0] for one in near[1:]))
        home[1].extend([*(other for one in near[1:] for other in one[1]), page])
        parted = [one for one in parted if one is home or not any(one is other for other in near[1:])]
    order = {id(page): number for number, page in enumerate(pages)}
    return [sorted(group, key=lambda page: order[id(page)]) for _students, group in parted]


def _goes_on(block: Block, later: Block) -> bool:
    """Whether `later` lists the students after those of `block`: its numbers go on where they end."""
    ours, theirs = block.students[-1:], later.students[:1]
    return (
        bool(ours and theirs)
        and ours[0].number is not None
        and theirs[0].number == ours[0].number + 1
        and [one.date for one in block.columns.days] == [one.date for one in later.columns.days]
    )


__all__ = ["Page", "Student", "sections_of", "strangers"]
