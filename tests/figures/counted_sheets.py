"""Figures of the sheets of one subject (domain 1.1, R13)."""

from __future__ import annotations

import re

from counted_results import entries
from counted_statement import Figures, column
from raw_journals import Journal


def of_one_student(hours: list[tuple[str | None, int | None]]) -> int | None:
    """Teachers of one list add up, subgroups do not; subgroups that differ have no figure in common."""
    sums: dict[str | None, int | None] = {}
    for subgroup, hour in hours:
        so_far = sums.get(subgroup, 0)
        sums[subgroup] = None if hour is None or so_far is None else so_far + hour
    return next(iter(sums.values())) if len(set(sums.values())) == 1 else None


def module_sheet(journal: Journal, module: str, terms: list[int]) -> Figures:
    """Marks and the foot of everything that the module («ПМ.01 …») is made of, by the index of the plan."""
    index = module.split(maxsplit=1)[0].removeprefix("ПМ.")
    parts = re.compile(rf"(?:ПМ|МДК|УП|ПП)\.{re.escape(index)}(?:\D|$)")
    columns = [e for term in terms for e in entries(journal, term) if parts.match(e.subject)]
    people = [person for person in journal.people() if any(person in entry.listed for entry in columns)]
    return {key: value for entry in columns for key, value in column(journal, entry, people).items()}


def sheet(journal: Journal, subject: str, terms: list[int]) -> Figures:
    """Marks and the foot as on the statement; hours of a subject in subgroups are those of one of them."""
    columns = [entry for term in terms for entry in entries(journal, term) if entry.subject == subject]
    people = [person for person in journal.people() if any(person in entry.listed for entry in columns)]
    figures: Figures = {}
    for entry in columns:
        figures |= column(journal, entry, people)
    pages = [page for page in journal.pages if page.subject == subject and page.term in terms]
    figures["teachers",] = tuple(sorted({page.teacher for page in pages}))
    for term in {page.term for page in pages}:
        own = [page for page in pages if page.term == term]
        figures["planned", term] = of_one_student([(page.subgroup, page.planned) for page in own])
        figures["given", term] = of_one_student([(page.subgroup, page.given) for page in own])
        days = {lesson.day for page in own for lesson in page.lessons}
        if "practice" in own[0].kind:
            figures["days", term] = len(days)
    return figures
