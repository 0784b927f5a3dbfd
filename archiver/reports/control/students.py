"""Whose grades a page of the journal is asked for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping

from archiver.journal.model import Journal, Section, Student
from archiver.journal.persons import persons

People = Mapping[str, tuple[str, ...]]
"""All numbers of a person by each of them: who left and came back has two."""


def people_of(journal: Journal) -> People:
    """Who is who on the lists of the journal, by the rule of `persons`."""
    found = persons(journal.sections, journal.terms)
    return {number: person.ids for person in found for number in person.ids}


def asked_for(section: Section, people: People, day: dt.date) -> Iterator[tuple[str, ...]]:
    """The list entries of each person who is on the page on `day` and had a lesson by then.

    Nobody can give grades to one who has left or is on leave, or who has come after the last lesson. On a
    page without lessons all who are there are asked for.
    """
    entries = dict[tuple[str, ...], list[Student]]()
    for student in section.students:
        entries.setdefault(people.get(student.id, (student.id,)), []).append(student)
    for one in entries.values():
        had_lesson = any(_there(one, lesson.date) for lesson in section.lessons)
        if _there(one, day) and (had_lesson or not section.lessons):
            yield tuple(student.id for student in one)


def _there(entries: list[Student], day: dt.date) -> bool:
    return any(entry.attends(day) and not entry.on_leave(day) for entry in entries)
