"""A certificate of a student's studies: hours and the last result of every subject.

Rules: domain 6.5, ADR 0029 (what is taken of a year).
"""

from __future__ import annotations

from counted_results import Entry, due, entries, year_entries
from raw_journals import Journal, Page

Figures = dict[tuple[object, ...], object]

EXAMINING = frozenset({"exam", "differentiated-test", "test", "module"})


def certificate(journal: Journal, person: str) -> Figures:
    """A line of every subject that the student was examined in or stayed with to the end of a term."""
    figures: Figures = {}
    terms: dict[str, list[Entry]] = {}
    for term in sorted(journal.terms):
        for entry in entries(journal, term):
            if not (entry.marks.get(person) or due(journal, entry, person)):
                continue
            if entry.assessment == "course-work":
                if entry.marks.get(person):
                    figures["course work", entry.subject, term] = counting(entry, person)
            else:
                terms.setdefault(entry.subject, []).append(entry)
    totals: dict[str, list[int | None]] = {}
    for subject, held in terms.items():
        own = [_own(journal, person, subject, entry.term) for entry in held]
        figures["hours", subject] = hours(own)
        table = "Практика" if "practice" in held[0].kind else "Учебные"
        totals.setdefault(table, []).append(hours(own))
        figures["result", subject] = _result(journal, held, person)
        if "practice" in held[0].kind:
            days = {lesson.day for pages in own for page in pages for lesson in page.lessons}
            figures["days", subject] = len(days)
    for table, known in totals.items():
        whole = None not in known
        figures["total", table] = sum(hour for hour in known if hour is not None) if whole else None
    return figures


def counting(entry: Entry, person: str) -> str | None:
    """What counts; a result nobody can tell leaves the cell empty."""
    return entry.last(person)


def _own(journal: Journal, person: str, subject: str, term: int) -> list[Page]:
    """Pages with the student on them: of a subject in subgroups, those of the student's subgroup."""
    return [
        page
        for page in journal.pages
        if (page.subject, page.term) == (subject, term) and any(stay.person == person for stay in page.stays)
    ]


def hours(terms: list[list[Page]]) -> int | None:
    """By the plan, where it does not tell as given; a term counts whether or not it ends with a mark."""
    known = []
    for pages in terms:
        planned = [page.planned for page in pages]
        known += [page.given for page in pages] if None in planned else planned
    return None if None in known else sum(hour for hour in known if hour is not None)


def _result(journal: Journal, held: list[Entry], person: str) -> str | None:
    told = [entry for entry in held if entry.marks.get(person)]
    of_year = [e for e in year_entries(journal) if e.subject == held[0].subject and e.marks.get(person)]
    if of_year and not (told and told[-1].assessment in EXAMINING):
        return counting(of_year[0], person)
    return counting(told[-1], person) if told else None
