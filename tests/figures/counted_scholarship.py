"""The group's list for the scholarship: counts, mean, debts, what is proposed.

Rules: domain 1.3 and 6.4 (the region's decree, one kind: no grade below 4), retakes for the commission.
"""

from __future__ import annotations

from datetime import date

from counted_marks import GRADES, NOT_ATTESTED, mean
from counted_results import Entry, due, entries, lacks
from raw_journals import Journal, within

Figures = dict[tuple[object, ...], object]

KIND = "академическая"
RETAKEN = f"{KIND} — решает комиссия (пересдача)"


def scholarship(journal: Journal, term: int, today: date) -> Figures:
    """Who was in the group in the term; debts of all terms until it."""
    columns = entries(journal, term)
    earlier = [entry for number in journal.terms if number < term for entry in entries(journal, number)]
    figures: Figures = {}
    for person in journal.listed([term]):
        if not journal.was_here(person, term):
            continue  # came after the term's end
        results = [entry.last(person) for entry in columns]
        grades = [GRADES[result] for result in results if result in GRADES]
        whole = not any(lacks(journal, entry, person) for entry in columns)
        for entry in columns:
            mark = entry.printed(person)
            figures["mark", *entry.key, person] = mark or (None if due(journal, entry, person) else "—")
        for text in "5432":
            figures["row", person, text] = results.count(text)
        figures["row", person, "н/а"] = sum(result in NOT_ATTESTED for result in results)
        figures["row", person, "средний балл"] = mean(grades) if whole else None
        figures["row", person, "задолженностей"] = debts(person, columns + earlier)
        first = journal.course == 1 and term == 1 and today <= journal.terms[1][1]
        figures["row", person, "решение"] = _decision(journal, columns, earlier, person, term, first=first)
    decided = [value for key, value in figures.items() if key[-1] == "решение"]
    return figures | {("proposed",): decided.count(KIND) + decided.count(RETAKEN)}


def debts(person: str, columns: list[Entry]) -> int:
    """Results not passed, of this term and of all before."""
    return sum(entry.owes(person) for entry in columns)


def _decision(
    journal: Journal, columns: list[Entry], earlier: list[Entry], person: str, term: int, *, first: bool
) -> str:
    end = journal.terms[term][1]
    if not journal.here(person, end):
        away = any(within(end, leave) for stay in journal.stays(person) for leave in stay.leaves)
        return "академический отпуск" if away else "не в группе"
    if "заочн" in journal.form or journal.pays(person):
        return "нет"  # the state's scholarship is for those on the budget who study full-time
    if first:
        return KIND  # before the first attestation all of the first year get it
    grades = [grade for entry in columns if (grade := entry.grade(person)) is not None]
    if not grades or any(lacks(journal, entry, person) for entry in columns + earlier):
        return "не определено"  # a result not given yet leaves it open
    if debts(person, columns + earlier) or min(grades) < 4:
        return "нет"
    return RETAKEN if any(entry.retaken(person) for entry in columns) else KIND
