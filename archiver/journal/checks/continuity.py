"""From one study period to the next: a student or a subject that is there once and not twice is named.

Where the source tells no plan and no movements, the other period is all there is to compare with: a page or a
line of the list that was lost on the way looks just like a subject that is over or a student who left.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from archiver.journal.checks.students import WITHOUT_IDS
from archiver.journal.checks.wording import listed, name, named, numbers
from archiver.journal.codes import finding
from archiver.journal.collation import NameKey, name_key
from archiver.journal.findings import Finding, Place, Severity
from archiver.journal.model import Feature, Journal, Section, Student, Term
from archiver.journal.subjects import split_subgroup
from archiver.locale import _, ngettext

_SUBJECTS_SHOWN = 12
_HARDLY = dt.timedelta(days=14)
"""So few days of a period may pass before a list is exported that the student is not on it."""
Pages = Sequence[Section]


def findings(journal: Journal, sections: Sequence[Section]) -> Iterator[Finding]:
    """`student.one-term` and `subject.one-term`, a line for each two periods in a row and each direction."""
    terms = sorted(journal.terms, key=lambda term: (term.start, term.number))
    pages = {term: [one for one in sections if one.term == term.number] for term in terms}
    planned = Feature.PLAN in journal.carries and bool(journal.plan)
    for before, after in pairwise(term for term in terms if pages[term]):
        if not planned:  # otherwise the plan has said which subjects a period has
            yield from _subjects(journal, before, after, pages)
        yield from _students(journal, before, after, pages)


def _subjects(
    journal: Journal, before: Term, after: Term, pages: dict[Term, list[Section]]
) -> Iterator[Finding]:
    for here, there, message in (
        (before, after, _("In {here} and not in {there} (over?): {subjects}.")),
        (after, before, _("In {here} and not in {there} (begun?): {subjects}.")),
    ):
        known = {_subject(page) for page in pages[there]}
        whole = {subject for subject, subgroup in known if subgroup is None}
        any_page = {subject for subject, _subgroup in known}
        lost = [
            page
            for page in pages[here]
            if not (
                _subject(page) in known
                or _subject(page)[0] in whole
                or (page.subgroup is None and _subject(page)[0] in any_page)
            )
        ]
        if lost:
            found = finding(
                "subject.one-term",
                message.format(here=name(here.name), there=name(there.name), subjects=_titles(lost)),
                group=journal.group.name,
                place=Place(term=here.number),
            )
            # Subjects end and begin, but not most of them at once: then pages were left behind.
            many = 2 * len({_subject(page) for page in lost}) > len({_subject(page) for page in pages[here]})
            yield replace(found, severity=Severity.WARNING) if many else found


def _subject(page: Section) -> tuple[NameKey, NameKey | None]:
    subject, subgroup = split_subgroup(page.subject.name)
    own = page.subgroup or subgroup
    return name_key(subject), None if own is None else name_key(own)


def _titles(pages: Pages) -> str:
    """Names of subjects, those of subgroups with them, each once."""
    titles = []
    for page in pages:
        title = name(page.subject.name)
        if page.subgroup is not None:
            title = _("{subject}, subgroup {name}").format(subject=title, name=name(page.subgroup))
        titles.append(title)
    return listed(list(dict.fromkeys(titles)), _SUBJECTS_SHOWN)


def _students(
    journal: Journal, before: Term, after: Term, pages: dict[Term, list[Section]]
) -> Iterator[Finding]:
    for here, there, message in ((before, after, _left), (after, before, _came)):
        lost = _gone(journal, pages[here], pages[there], there)
        if lost:
            yield finding(
                "student.one-term",
                message(len(lost)).format(
                    count=len(lost),
                    here=name(here.name),
                    there=name(there.name),
                    students=_where(journal, lost),
                ),
                group=journal.group.name,
                place=Place(term=here.number),
            )


def _left(count: int) -> str:
    return ngettext(
        "{count} student of {here} is on no list of {there} (left?): {students}.",
        "{count} students of {here} are on no list of {there} (left?): {students}.",
        count,
    )


def _came(count: int) -> str:
    return ngettext(
        "{count} student of {here} is on no list of {there} (came?): {students}.",
        "{count} students of {here} are on no list of {there} (came?): {students}.",
        count,
    )


def _gone(journal: Journal, here: Pages, there: Pages, term: Term) -> list[tuple[Section, Student]]:
    """Students of the pages `here` who are on no page `there`, in `term`, each with his page."""
    with_ids = journal.format not in WITHOUT_IDS
    left = _names(there, with_ids=with_ids)
    # The module gives a student one number wherever he is, so a new surname is no other student.
    known = {student.id for page in there for student in page.students} if journal.format == "spo" else set()
    lost: list[tuple[Section, Student]] = []
    met: Counter[NameKey] = Counter()
    for page in sorted(
        here, key=lambda page: page.subgroup is not None
    ):  # a whole list names the number better
        on_page: Counter[NameKey] = Counter()
        for student in _people(page, with_ids=with_ids):
            key = name_key(student.full_name)
            on_page[key] += 1
            if on_page[key] <= met[key] or not key:
                continue
            met[key] += 1
            if met[key] > left[key] and student.id not in known and not _away(student, term):
                lost.append((page, student))
    return lost


def _people(page: Section, *, with_ids: bool) -> Iterable[Student]:
    """The students of a page, each once: by name where nothing tells namesakes from a double entry."""
    return {
        student.id if with_ids else name_key(student.full_name): student for student in page.students
    }.values()


def _names(pages: Pages, *, with_ids: bool) -> Counter[NameKey]:
    """How often a name stands on one page at most: more than once for namesakes."""
    most: Counter[NameKey] = Counter()
    for page in pages:
        most |= Counter(name_key(student.full_name) for student in _people(page, with_ids=with_ids))
    return most


def _away(student: Student, term: Term) -> bool:
    """Whether the student's own dates say why he is on no list of the period, or on hardly any day of it."""
    if student.left is not None and student.left < term.start + _HARDLY:
        return True
    if student.enrolled is not None and student.enrolled > term.end - _HARDLY:
        return True
    return student.on_leave(term.start) and student.on_leave(term.end)


def _where(journal: Journal, lost: Iterable[tuple[Section, Student]]) -> str:
    """«№ 3, 7 («Физика», 1 семестр)», by the pages that name the numbers."""
    by_page: dict[str, list[Student]] = defaultdict(list)
    for page, student in lost:
        by_page[named(journal, page)].append(student)
    return listed([f"{numbers(students)} ({page})" for page, students in by_page.items()])
