"""The monthly control: how the journals are filled by a day.

Rules: domain 1.1 (R16).
"""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

from counted_marks import GRADES, is_absence, rounded, share
from raw_journals import Journal, Page

HOLIDAYS = {
    *(date(2025, 11, day) for day in (3, 4)),
    *(date(2026, 2, day) for day in (23,)),
    *(date(2026, 3, day) for day in (9,)),
    *(date(2026, 5, day) for day in (1, 9, 11)),
    *(date(2026, 6, day) for day in (12,)),
}
"""Days off of the drawn terms besides Sundays: the Labour Code, article 112, and the yearly decrees."""

Figures = dict[tuple[object, ...], object]


def control(journal: Journal, until: date) -> Figures:
    """A row is a page with a lesson by the day; its lessons are those held by then."""
    figures: Figures = {}
    for page in journal.pages:
        if any(lesson.day <= until for lesson in page.lessons):
            key = (page.subject, page.subgroup, page.term, page.teacher)
            figures |= {("row", *key, name): value for name, value in _row(journal, page, until).items()}
    return figures


def _row(journal: Journal, page: Page, until: date) -> dict[str, object]:
    held = [lesson for lesson in page.lessons if lesson.day <= until]
    graded = sum(any(t in GRADES for texts in lesson.marks.values() for t in texts) for lesson in held)
    marked = [x for x in held if any(text != "•" for texts in x.marks.values() for text in texts)]
    missed = sum(any(is_absence(texts) for texts in lesson.marks.values()) for lesson in marked)
    counts = grades_of(journal, page, until)
    hours = [lesson.hours for lesson in held]
    given = None if None in hours else sum(hour for hour in hours if hour is not None)
    due = due_by(journal, page, until)
    return {
        "занятия": len(held),
        "с отметками": share(len(marked), len(held)),
        "с оценками": share(graded, len(marked)),
        "с пропусками": share(missed, len(marked)),
        "на студента": rounded(Fraction(sum(counts), len(counts)), 1) if counts else None,
        "меньше 3": None if page.kind == "module" else sum(count < 3 for count in counts),
        "меньше 5": None if page.kind == "module" else sum(count < 5 for count in counts),
        "нет темы": sum(not lesson.topic for lesson in held),
        "по плану": page.planned,
        "по плану на день": due,
        "дано": given,
        "доля плана": share(given, due) if given is not None and due else None,
    }


def due_by(journal: Journal, page: Page, until: date) -> int | None:
    """Of the plan what is due by the day: as much of it as of the term's days from Monday to Saturday."""
    start, end = journal.terms[page.term]
    if page.planned is None or ("practice" in page.kind and until < end):
        return None  # a practice has days of its own
    gone = _days(start, min(until, end))
    return int(rounded(Fraction(page.planned * gone, _days(start, end)), 0))


def _days(start: date, end: date) -> int:
    days = (start + timedelta(number) for number in range((end - start).days + 1))
    return sum(day.weekday() < 6 and day not in HOLIDAYS for day in days)


def grades_of(journal: Journal, page: Page, until: date) -> list[int]:
    """Grades of each person on the page who is in the group by then and had a lesson: not of cells."""
    end = min(until, journal.terms[page.term][1])
    held = [lesson.day for lesson in page.lessons if lesson.day <= until]
    counts = []
    for person in sorted({stay.person for stay in page.stays}):
        if not journal.here(person, end) or not any(journal.here(person, day) for day in held):
            continue
        numbers = {stay.number for stay in page.stays if stay.person == person}
        counts.append(
            sum(
                text in GRADES
                for lesson in page.lessons
                if lesson.day <= until
                for number in numbers
                for text in lesson.marks.get(number, [])
            )
        )
    return counts
