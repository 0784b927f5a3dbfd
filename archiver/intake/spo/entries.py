"""Gradebooks of a group: study periods, their academic years and the plan."""

from __future__ import annotations

from collections.abc import Iterable

from archiver.intake.spo.answers import Entry
from archiver.intake.spo.words import TERM_KINDS, TERM_NAMES
from archiver.journal.findings import Finding, Place, Severity
from archiver.journal.model import AcademicYear, PlannedSubject, Term, TermKind
from archiver.journal.terms import year_of
from archiver.locale import _


def year_of_entry(entry: Entry) -> AcademicYear:
    """The academic year in which the middle of the period lies: it may begin on 29 August."""
    if entry.end < entry.start:  # told by terms_of; the first day is as good as any
        return year_of(entry.start)
    return year_of(entry.start + (entry.end - entry.start) / 2)


def years_of(entries: Iterable[Entry]) -> tuple[AcademicYear, ...]:
    """The academic years the gradebooks lie in, ascending."""
    return tuple(sorted({year_of_entry(entry) for entry in entries}))


def terms_of(entries: Iterable[Entry], file: str, group: str) -> tuple[tuple[Term, ...], list[Finding]]:
    """The study periods of one academic year by their first day, each number once.

    Blocking: `term.dates` for a period that ends before it begins, `term.twice` for two periods of
    one number with different dates.
    """
    terms: dict[int, Term] = {}
    findings = []
    for entry in entries:
        kind = TERM_KINDS.get(entry.kind or "Semester")
        name = TERM_NAMES[kind] if kind else f"{entry.kind} {{number}}"  # a strange word is printed as it is
        term = Term(
            entry.number, name.format(number=entry.number), entry.start, entry.end, kind or TermKind.SEMESTER
        )
        known = terms.setdefault(entry.number, term)
        if entry.end < entry.start:
            message = _("File {file}: period {number} ends before it begins.")
            findings.append(_wrong("term.dates", message, entry, file, group))
        if known != term:
            message = _("File {file}: there are two periods {number} with different dates.")
            findings.append(_wrong("term.twice", message, entry, file, group))
    return tuple(sorted(terms.values(), key=lambda term: (term.start, term.number))), findings


def plan_of(entries: Iterable[Entry]) -> tuple[PlannedSubject, ...]:
    """The subjects of every period as the module names them, subgroup included."""
    return tuple(
        dict.fromkeys(
            PlannedSubject(one.name, entry.number, None if one.hours is None else round(one.hours))
            for entry in entries
            for one in entry.subjects
        )
    )


def course_of(entries: Iterable[Entry]) -> int | None:
    """The course where the gradebooks agree on one; their `yearNumber` may also be a calendar year."""
    told = {entry.year_number for entry in entries}
    course = told.pop() if len(told) == 1 else None
    return course if course is not None and 1 <= course <= 6 else None


def _wrong(code: str, message: str, entry: Entry, file: str, group: str) -> Finding:
    return Finding(
        code,
        Severity.BLOCKING,
        message.format(file=file, number=entry.number),
        _("Correct the dates of the period in ASU RSO and export the file again."),
        group,
        Place(file=file, term=entry.number),
    )
