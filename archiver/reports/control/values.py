"""Monthly control: how full the journals are on a day, and what is to be put right.

Regulation item 4: the head of the department and the administrator look monthly at «наполняемость
текущими оценками, отметки о посещаемости» and «выполнение образовательной и рабочей программы»; the
teachers put right what was found. What was found is kept, so that the next control can tell.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from archiver.journal.checks import check
from archiver.journal.codes import CODES
from archiver.journal.collation import name_key, order_sections, same_name
from archiver.journal.expected import Expectation
from archiver.journal.findings import Finding, Severity
from archiver.journal.mark_words import Reason
from archiver.journal.marks import reason_of
from archiver.journal.model import Journal, MarkKind, Section, Term
from archiver.journal.terms import section_between
from archiver.locale import russian
from archiver.reports.control.due import (
    FROM_SHEETS,
    IsOff,
    for_no_teacher,
    hours_due,
    not_looked_at,
    not_told,
    sundays,
)
from archiver.reports.control.students import asked_for, people_of

NO_MARKS = "lesson.no-marks"
_AT_TERM_END = {
    "grades.few",
    "grade.final-missing",
    "hours.differ",
    "results.empty",
    "subject.missing",
    "subject.no-lessons",
}
_GRADED = {MarkKind.GRADE, MarkKind.CREDIT}


@dataclass(frozen=True, slots=True)
class PageControl:
    """One page of a journal up to the day of control.

    `graded` and `attended` are lessons with a grade and with a mark of absence (late is none), `silent` those
    with no mark at all: in the others attendance was marked, and whoever has no mark was there. `students`
    are those who are asked for (`asked_for`), `below_least` and `below_good` of them those with too few
    grades. Hours None where not told; `due_hours` are those of the plan that should have been given by then.
    """

    group: str
    subject: str
    subgroup: str
    term: int
    teacher: str
    lessons: int
    graded: int
    attended: int
    silent: int
    grades: int
    students: int
    below_least: int
    below_good: int
    empty_topics: int
    planned_hours: int | None
    given_hours: int | None
    due_hours: int | None = None

    @property
    def marked(self) -> int:
        """The lessons in which attendance was marked."""
        return self.lessons - self.silent


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to put right; `key` is what makes it the same remark a month later."""

    group: str
    code: str
    subject: str
    subgroup: str
    term: int | None
    teacher: str
    text: str

    @property
    def key(self) -> tuple[object, ...]:
        """Group, kind, page: not the text, whose numbers change."""
        return (
            name_key(self.group),
            self.code,
            name_key(self.subject),
            name_key(self.subgroup),
            self.term,
        )

    @property
    def whose(self) -> tuple[object, ...]:
        """The key with its teacher: two teachers who share a subject in a term answer each for their page."""
        return (*self.key, name_key(self.teacher))


@dataclass(frozen=True, slots=True)
class Control:
    """What a control found in all journals on a day; `groups` are those it looked at."""

    year: str
    until: dt.date
    groups: tuple[str, ...]
    pages: tuple[PageControl, ...]
    remarks: tuple[Remark, ...]
    missing: tuple[str, ...] = ()


class Fate(StrEnum):
    """What became of a remark since the last control."""

    SETTLED = "settled"
    STANDING = "standing"
    NEW = "new"
    UNCHECKED = "unchecked"  # its group was not looked at this time


def control(
    journals: Iterable[Journal],
    until: dt.date,
    *,
    least: int = 3,
    good: int = 5,
    left_out: Sequence[str] = (),
    is_off: IsOff = sundays,
) -> Control:
    """The state of the journals at the end of `until`; `least` and `good` grades a student and term.

    `is_off` tells the days without lessons, by which the plan is counted to that day.
    """
    groups, pages, remarks, missing, year = list[str](), list[PageControl](), list[Remark](), list[str](), ""
    if left_out:
        missing.append(f"Журналы групп не прочитаны: {', '.join(left_out)}.")
    for journal in journals:
        year = str(journal.year)
        groups.append(journal.group.name)
        seen = _cut(journal, until)
        terms = {term.number: term for term in seen.terms}
        people = people_of(journal)
        if not seen.sections:
            missing.append(f"{journal.group.name}: до этого дня в журнале нет ни одного занятия.")
        missing += not_looked_at(journal, seen)
        for section in order_sections(seen.sections):
            due = hours_due(section, terms[section.term], until, is_off)
            asked = tuple(asked_for(section, people, min(until, terms[section.term].end)))
            page = _page(journal.group.name, section, asked, least, good, due)
            pages.append(page)
            if page.silent:
                remarks.append(_silent(page))
        found = check(seen, min_grades=least, expected=Expectation(until) if seen.sections else None)
        missing += not_told(journal.group.name, found)
        remarks += _remarks(seen, terms, until, found)
        if any(page.group == journal.group.name and page.given_hours is None for page in pages):
            missing.append(f"{journal.group.name}: часы части занятий в журнале не указаны.")
    return Control(year, until, tuple(groups), tuple(pages), tuple(remarks), tuple(missing))


def _cut(journal: Journal, until: dt.date) -> Journal:
    """The journal as it was at the end of `until`: terms not begun yet are left out."""
    begun = tuple(term for term in journal.terms if term.start <= until)
    numbers = {term.number: term for term in begun}
    sections = tuple(
        section_between(section, dt.date.min, until, term=numbers[section.term])
        for section in journal.sections
        if section.term in numbers
    )
    return replace(
        journal,
        terms=begun,
        sections=tuple(section for section in sections if section.lessons or section.period_marks),
        plan=tuple(item for item in journal.plan if item.term in numbers),
    )


def _page(
    group: str,
    section: Section,
    asked: Sequence[tuple[str, ...]],
    least: int,
    good: int,
    due: int | None,
) -> PageControl:
    """`asked` are those whose grades are counted, each with all list entries."""
    kinds: dict[str, set[MarkKind]] = {lesson.id: set() for lesson in section.lessons}
    missed = set[str]()
    grades: Counter[str] = Counter()
    for (student, lesson), marks in section.marks.items():
        kinds.get(lesson, set()).update(mark.kind for mark in marks if mark.kind is not MarkKind.OWED)
        if {reason_of(mark) for mark in marks} - {None, Reason.LATE}:
            missed.add(lesson)
        grades[student] += sum(mark.kind in _GRADED for mark in marks)
    exempt = {
        student
        for (student, _lesson), marks in section.marks.items()
        if any(mark.kind is MarkKind.EXEMPT for mark in marks)
    }
    given = [sum(grades[entry] for entry in one) for one in asked]
    judged = [count for one, count in zip(asked, given, strict=True) if exempt.isdisjoint(one)]
    if section.subject.kind in FROM_SHEETS:
        judged = []
    told = section.lessons and all(lesson.hours is not None for lesson in section.lessons)
    return PageControl(
        group,
        section.subject.name,
        section.subgroup or "",
        section.term,
        " ".join((section.teacher or "").split()),
        len(section.lessons),
        sum(bool(found & _GRADED) for found in kinds.values()),
        len(missed & kinds.keys()),
        sum(not found for found in kinds.values()),
        sum(given),
        len(given),
        sum(count < least for count in judged),
        sum(count < good for count in judged),
        sum(not (lesson.topic or "").strip() for lesson in section.lessons),
        section.planned_hours,
        sum(lesson.hours or 0 for lesson in section.lessons) if told else None,
        due,
    )


def _silent(page: PageControl) -> Remark:
    return Remark(
        page.group,
        NO_MARKS,
        page.subject,
        page.subgroup,
        page.term,
        page.teacher,
        f"Занятия без единой отметки: {page.silent} из {page.lessons}",
    )


def _remarks(
    journal: Journal, terms: dict[int, Term], until: dt.date, findings: Iterable[Finding]
) -> Iterator[Remark]:
    """What the checks before print found, of a whole term only once it has ended."""
    found = Counter[tuple[object, ...]]()
    kept: dict[tuple[object, ...], Remark] = {}
    for finding in findings:
        term = terms.get(finding.place.term or 0)
        early = term is not None and term.end > until and finding.code in _AT_TERM_END
        if finding.severity is Severity.NOTE or early or for_no_teacher(finding):
            continue
        remark = _remark(journal, finding)
        found[remark.whose] += 1
        kept.setdefault(remark.whose, remark)
    for key, remark in kept.items():
        count = f" ({found[key]})" if found[key] > 1 else ""
        yield replace(remark, text=remark.text + count)


def _remark(journal: Journal, finding: Finding) -> Remark:
    place = finding.place
    page = next(
        (
            section
            for section in journal.sections
            if place.subject is not None
            and same_name(section.subject.name, place.subject)
            and section.term == place.term
            and (section.subgroup or "") == (place.subgroup or "")
            and section.teacher == place.teacher
        ),
        None,
    )
    title = russian(CODES[finding.code].title_source)
    return Remark(
        journal.group.name,
        finding.code,
        place.subject or "",
        place.subgroup or "",
        place.term,
        " ".join((page.teacher if page and page.teacher else "").split()),
        title,
    )


def compared(before: Control, now: Control) -> tuple[tuple[Fate, Remark], ...]:
    """Every remark of both controls with its fate: settled, standing, new, then not checked this time."""
    seen = {name_key(group) for group in now.groups}
    old, new = list(before.remarks), list(now.remarks)
    _pair(old, new, lambda remark: remark.whose)
    _pair(old, new, lambda remark: remark.key)  # the page has another teacher now
    fates = [(Fate.SETTLED if name_key(remark.group) in seen else Fate.UNCHECKED, remark) for remark in old]
    fates += [(Fate.NEW if remark in new else Fate.STANDING, remark) for remark in now.remarks]
    order = list(Fate)
    return tuple(sorted(fates, key=lambda pair: order.index(pair[0])))


def _pair(old: list[Remark], new: list[Remark], key: Callable[[Remark], object]) -> None:
    """Take out of both lists the remarks that are the same by `key`, one for one."""
    for remark in tuple(new):
        before = next((one for one in old if key(one) == key(remark)), None)
        if before is not None:
            old.remove(before)
            new.remove(remark)
