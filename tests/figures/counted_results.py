"""Results of a group: what was given for a subject in a term, and who owed a result.

Rules: «Как считается» of docs/grade-statement.md, ADR 0029 (the order of truth), domain 6.1.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from counted_marks import DEBTS, GRADES, NOT_ATTESTED, PASSED
from raw_journals import Journal, Page

ORDER = ("final", "exam", "module-exam", "differentiated-test", "test", "term")
"""What a result is taken from, the first that the page has."""
NO_GRADES = frozenset({"average", "absence", "unknown"})
NAMED = {
    "exam": "exam",
    "differentiated-test": "differentiated-test",
    "test": "test",
    "module-exam": "module",
    "course-work": "course-work",
}
SORTED = ("exam", "differentiated-test", "test", "other", "course-work", "module", "year")
"""Domain 6.1: the groups of columns in the form's order."""

Key = tuple[str, str, int]
"""Kind of assessment, subject, term."""


@dataclass
class Entry:
    """A column of the statement: marks by person, letter for letter; `listed`: who stands on its pages."""

    assessment: str
    subject: str
    kind: str
    term: int
    marks: dict[str, list[str]]
    listed: set[str]

    @property
    def key(self) -> Key:
        return self.assessment, self.subject, self.term

    def last(self, person: str) -> str | None:
        """What counts: after «н/а» what was given at last; of two grades of one cell nobody knows which."""
        marks = self.marks.get(person, [])
        given = [mark for mark in marks if mark not in NOT_ATTESTED]
        return marks[-1] if marks and len(given) < 2 else None

    def retaken(self, person: str) -> bool:
        """Passed at last, not at once."""
        marks = self.marks.get(person, [])
        return len(marks) > 1 and self.last(person) in PASSED

    def printed(self, person: str) -> str | None:
        """Letter for letter: grades of one cell are parted as the module's screens do."""
        marks = self.marks.get(person)
        return "/".join(marks) if marks else None

    def grade(self, person: str) -> int | None:
        return GRADES.get(self.last(person) or "")

    def owes(self, person: str) -> bool:
        return self.last(person) in DEBTS

    def not_attested(self, person: str) -> bool:
        return self.last(person) in NOT_ATTESTED


def entries(journal: Journal, term: int) -> list[Entry]:
    """Columns of the term's statement in the form's order."""
    found: dict[Key, Entry] = {}
    for page in journal.pages:
        if page.term == term:
            for assessment, kinds in _assessments(page):
                entry = found.setdefault(
                    (assessment, page.subject, term),
                    Entry(assessment, page.subject, page.kind, term, {}, set()),
                )
                _add(entry, page, kinds)
    return sorted(found.values(), key=lambda entry: (SORTED.index(entry.assessment), entry.subject))


def year_entries(journal: Journal) -> list[Entry]:
    """«Год», which only the year's statement has; «Итог» beside it is the year's as well."""
    last = max(journal.terms)
    found = []
    for page in journal.pages:
        kinds = {column.kind for column in page.columns}
        if page.term == last and "year" in kinds:
            entry = Entry("year", page.subject, page.kind, last, {}, set())
            _add(entry, page, ["year"])
            found.append(entry)
    return sorted(found, key=lambda entry: entry.subject)


def _assessments(page: Page) -> list[tuple[str, list[str]]]:
    """Kinds of assessment that the page tells, each with the columns it is taken from, the best first."""
    kinds = {column.kind for column in page.columns} - NO_GRADES
    taken: list[tuple[str, list[str]]] = []
    named = next((kind for kind in ORDER[1:-1] if kind in kinds), None)
    main = [kind for kind in ORDER if kind in kinds and not (named and kind == "term")]
    if main:
        taken.append((NAMED[named] if named else "other", main))
    if "course-work" in kinds:
        taken.append(("course-work", ["course-work"]))
    return taken


def _add(entry: Entry, page: Page, kinds: list[str]) -> None:
    for stay in page.stays:
        entry.listed.add(stay.person)
        for kind in reversed(kinds):
            column = next(column for column in page.columns if column.kind == kind)
            if column.marks.get(stay.number):
                entry.marks[stay.person] = column.marks[stay.number]


def due(journal: Journal, entry: Entry, person: str) -> bool:
    """Must the person have the result: on the list, in the group on the term's last day, not exempt."""
    return (
        person in entry.listed
        and journal.here(person, journal.terms[entry.term][1])
        and entry.last(person) != "осв"
    )


def lacks(journal: Journal, entry: Entry, person: str) -> bool:
    """Owed and not given; of a newcomer nothing is owed yet where others have results."""
    owed = due(journal, entry, person) and entry.last(person) is None
    return owed and not (entry.marks and is_newcomer(journal, entry.term, person))


def counts(journal: Journal, entry: Entry, person: str) -> bool:
    """Whose result is counted: what is printed always is, what is lacking too; who is exempt is not."""
    if entry.last(person) == "осв":
        return False
    return bool(entry.marks.get(person)) or lacks(journal, entry, person)


def is_newcomer(journal: Journal, term: int, person: str) -> bool:
    """Came, came back or is back from leave after the term's beginning, and has no result of it."""
    start, end = journal.terms[term]
    came = journal.here(person, end) and not journal.here(person, start)
    return came and not any(entry.marks.get(person) for entry in entries(journal, term))


def last_day(journal: Journal, terms: list[int]) -> date:
    return max(journal.terms[term][1] for term in terms)
