"""Figures of a grade statement, of a term or of the year, and of its sheets by subject."""

from __future__ import annotations

from counted_marks import ABSENT, DEBTS, GRADES, NOT_ATTESTED, mean, share
from counted_results import Entry, counts, due, entries, lacks, last_day, year_entries
from raw_journals import Journal

Figures = dict[tuple[object, ...], object]
"""What stands where: the names of a place → the figure. None is a dash or an empty cell."""


def statement(journal: Journal, terms: list[int]) -> Figures:
    """All figures of the statement of the terms (one, or all of the year)."""
    columns = [entry for term in terms for entry in entries(journal, term)]
    columns += year_entries(journal) if len(terms) > 1 else []
    people = journal.listed(terms)
    figures: Figures = {}
    for entry in columns:
        figures |= column(journal, entry, people)
    for person in people:
        figures |= _row(journal, columns, person, terms)
    return figures | _totals(figures, people) | _group(journal, columns, people, terms)


def column(journal: Journal, entry: Entry, people: list[str]) -> Figures:
    """Marks, then the foot: counts, shares and the mean of those who have a result or must have it."""
    key = entry.key
    figures: Figures = {}
    for person in people:
        figures["mark", *key, person] = _printed(journal, entry, person)
    results = [entry.last(person) for person in people if counts(journal, entry, person)]
    for text in "5432":
        figures["foot", *key, text] = results.count(text)
    figures["foot", *key, "зачтено"] = results.count("зач")
    figures["foot", *key, "не аттестовано"] = sum(result in NOT_ATTESTED for result in results)
    figures["foot", *key, "нет оценки"] = results.count(None)
    known = [result for result in results if result is not None]
    grades = [GRADES[result] for result in known if result in GRADES]
    whole = None not in results and bool(results)
    graded = entry.assessment != "test" and bool(grades)
    good = sum(grade >= 4 for grade in grades)
    passed = sum(result not in DEBTS for result in known)
    figures["foot", *key, "успеваемость"] = share(passed, len(known)) if whole else None
    figures["foot", *key, "качество"] = share(good, len(known)) if whole and graded else None
    figures["foot", *key, "средний балл"] = mean(grades) if whole and graded else None
    return figures


def _printed(journal: Journal, entry: Entry, person: str) -> str | None:
    """Marks as they are; a dash where none is due; nothing where one is lacking."""
    if marks := entry.printed(person):
        return marks
    return None if due(journal, entry, person) else "—"


def _row(journal: Journal, columns: list[Entry], person: str, terms: list[int]) -> Figures:
    """What the row sums up is what is printed in it, also of a student who left."""
    results = [entry.last(person) for entry in columns]
    grades = [GRADES[result] for result in results if result in GRADES]
    figures: Figures = {("row", person, text): results.count(text) for text in "5432"}
    figures["row", person, "н/а"] = sum(result in NOT_ATTESTED for result in results)
    whole = not any(lacks(journal, entry, person) for entry in columns)
    figures["row", person, "средний балл"] = mean(grades) if whole else None  # ADR 0016: over whole data only
    total, unexcused = absences(journal, person, terms)
    figures["row", person, "пропуски"] = total
    figures["row", person, "без уважительной"] = unexcused
    return figures


def absences(journal: Journal, person: str, terms: list[int]) -> tuple[int, int | None]:
    """Hours of lessons missed, and those without a valid reason, if of each the reason is told.

    Lessons without hours add nothing: they are told beside.
    """
    total = unexcused = 0
    told = True
    for page in journal.pages:
        numbers = {stay.number for stay in page.stays if stay.person == person}
        for lesson in page.lessons if page.term in terms else ():
            texts = [text for number in numbers for text in lesson.marks.get(number, [])]
            kinds = [ABSENT[text] for text in texts if text in ABSENT]
            if kinds:
                total += lesson.hours or 0
                unexcused += (lesson.hours or 0) if any(kinds) else 0
                told &= None not in kinds
    return total, unexcused if told else None


def _totals(figures: Figures, people: list[str]) -> Figures:
    """«Всего»: every sum of the rows."""
    names = ("5", "4", "3", "2", "н/а", "пропуски", "без уважительной")
    totals: Figures = {}
    for name in names:
        column = [figures["row", person, name] for person in people]
        totals["total", name] = (
            sum(cell for cell in column if isinstance(cell, int)) if None not in column else None
        )
    return totals


def _group(journal: Journal, columns: list[Entry], people: list[str], terms: list[int]) -> Figures:
    """The line about the group: those in it on the last day, newcomers without a result left out."""
    present = [person for person in people if journal.here(person, last_day(journal, terms))]
    counted = [p for p in present if any(counts(journal, entry, p) for entry in columns)]
    lacking = {person for person in people for entry in columns if lacks(journal, entry, person)}
    passing = [p for p in counted if not any(entry.owes(p) for entry in columns)]
    lowest = {p: [grade for entry in columns if (grade := entry.grade(p))] for p in passing}
    good = [p for p in passing if lowest[p] and min(lowest[p]) >= 4]
    best = [p for p in good if min(lowest[p]) == 5]
    figures: Figures = {("group", "студентов"): len(present)}
    grades = [grade for entry in columns for person in people if (grade := entry.grade(person))]
    figures["group", "средний балл"] = None if lacking else mean(grades)
    if lacking & set(present) or not counted:
        return figures | {("group", name): None for name in ("успевают", "хорошо", "отлично")}
    return figures | {
        ("group", "успевают"): (len(passing), share(len(passing), len(counted))),
        ("group", "хорошо"): (len(good), share(len(good), len(counted))),
        ("group", "отлично"): len(best),
    }
