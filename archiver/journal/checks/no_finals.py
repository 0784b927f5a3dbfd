"""A student who has no final grade of a term in any subject: one fact, not a finding in each of them.

It looks like somebody who left and whom the source still lists. The other checks of results and grades say
nothing more of him in that term.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence

from archiver.journal.checks.wording import term_name
from archiver.journal.codes import finding
from archiver.journal.findings import Finding, Place
from archiver.journal.model import Feature, Journal, MarkKind, Section, Term
from archiver.journal.order_of_truth import Of, Sought, result_of, sought_results
from archiver.journal.roll import numbers_on_roll
from archiver.journal.words import day
from archiver.locale import _

Silent = Collection[tuple[int, str]]
"""Number of a term and id of a student without any final grade in it."""
_LEAST = 2
"""Subjects: of one alone nothing can be told."""


def without_finals(journal: Journal, sections: Sequence[Section]) -> Silent:
    """Who is expected to have final grades in several subjects of a term, and has none.

    Pages on which nobody has one are told as a whole by `results` and count for nothing here.
    """
    if Feature.PERIOD_GRADES not in journal.carries:
        return ()
    terms = {term.number: term for term in journal.terms}
    expected: dict[tuple[int, str], int] = defaultdict(int)
    given = set()
    for sought in sought_results(sections, journal.terms):
        term = terms.get(sought.term) if sought.of is Of.TERM and sought.term is not None else None
        if term is None:
            continue
        held = {one for one in _listed(sought, term) if result_of(sought, one).column is not None}
        for student in _listed(sought, term) if held else ():
            expected[term.number, student] += 1
        given |= {(term.number, student) for student in held}
    return {who for who, count in expected.items() if count >= _LEAST and who not in given}


def _listed(sought: Sought, term: Term) -> list[str]:
    """Ids of those in the group on the last day of the term, each once."""
    pages = (page.section for page in sought.pages if page.section.term == term.number)
    return list(
        dict.fromkeys(
            student.id
            for section in pages
            for student in section.students
            if student.attends(term.end) and not student.on_leave(term.end)
        )
    )


def findings(journal: Journal, sections: Sequence[Section], silent: Silent) -> Iterator[Finding]:
    """`student.no-finals`, a line a student and term, with the last day that has a mark."""
    if not silent:
        return
    numbers = numbers_on_roll(sections)
    last = _last_marks(sections)
    for term, student in sorted(silent, key=lambda who: (who[0], numbers.get(who[1], 0))):
        seen = last.get(student)
        message = (
            _("№ {number}: no final grade at all in {term} — left? Marks until {day}.")
            if seen
            else _("№ {number}: no final grade at all in {term} — left? There are no marks.")
        ).format(number=numbers[student], term=term_name(journal, term), day=day(seen) if seen else "")
        yield finding("student.no-finals", message, group=journal.group.name, place=Place(term=term))


def _last_marks(sections: Sequence[Section]) -> dict[str, dt.date]:
    """The last day at which a student has a mark that somebody gave, by id."""
    last: dict[str, dt.date] = {}
    for section in sections:
        dates = {lesson.id: lesson.date for lesson in section.lessons}
        for (student, lesson), marks in section.marks.items():
            if lesson in dates and any(mark.kind is not MarkKind.OWED for mark in marks):
                last[student] = max(last.get(student, dt.date.min), dates[lesson])
    return last
