"""Journals as the files tell them, read by this calculator's own eyes: JSON, and nothing of the program.

Two kinds of files say the same: a canonical journal (docs/journal-format.md), and the module's answers
(docs/module-answers.md). Both become the plain values below.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

Interval = tuple[date, date | None]
"""Both days included; None: has not ended."""


@dataclass
class Stay:
    """A line of a page's list: the number that marks go by, and when its student was there."""

    number: str
    person: str
    inside: Interval | None
    leaves: list[Interval]
    pays: bool | None = None


@dataclass
class Lesson:
    """`marks`: by the number of a line; texts as they are."""

    key: str
    day: date
    hours: int | None
    kind: str
    topic: str
    marks: dict[str, list[str]] = field(default_factory=dict)


@dataclass
class Column:
    """A column after the lessons."""

    title: str
    kind: str
    marks: dict[str, list[str]] = field(default_factory=dict)


@dataclass
class Page:
    """A subject (or a subgroup's part of it) in a term under a teacher."""

    subject: str
    kind: str
    term: int
    subgroup: str | None
    teacher: str
    planned: int | None
    stays: list[Stay]
    lessons: list[Lesson]
    columns: list[Column]

    @property
    def given(self) -> int | None:
        """Hours given; None where a lesson does not tell its hours."""
        hours = [lesson.hours for lesson in self.lessons]
        return None if None in hours else sum(hour for hour in hours if hour is not None)


@dataclass
class Journal:
    """A group and its year."""

    group: str
    course: int | None
    form: str
    year: int
    terms: dict[int, tuple[date, date]]
    plan: dict[tuple[str, int], int | None]
    pages: list[Page]
    paid: bool | None = None
    plan_by_page: bool = False
    """The module's plan has a line for every page; a journal's own has one for a subject."""

    def people(self) -> list[str]:
        """Full names in the order of the alphabet, each once: one who came back is one person."""
        return sorted({stay.person for page in self.pages for stay in page.stays}, key=alphabet)

    def listed(self, terms: list[int]) -> list[str]:
        """Who stands on a page of the terms."""
        names = {stay.person for page in self.pages if page.term in terms for stay in page.stays}
        return [person for person in self.people() if person in names]

    def stays(self, person: str) -> list[Stay]:
        """Every line of every page that is this person's."""
        return [stay for page in self.pages for stay in page.stays if stay.person == person]

    def pays(self, person: str) -> bool | None:
        """Who pays for the studies: the student's own line says, else the group; None is not known."""
        own = next((stay.pays for stay in self.stays(person) if stay.pays is not None), None)
        return self.paid if own is None else own

    def was_here(self, person: str, term: int) -> bool:
        """In the group on some day of the term."""
        start, end = self.terms[term]
        return any(
            stay.inside is None or (stay.inside[0] <= end and (stay.inside[1] or end) >= start)
            for stay in self.stays(person)
        )

    def here(self, person: str, day: date) -> bool:
        """In the group on that day by the lists of the year, and not on leave (domain 4.3)."""
        inside, away = False, False
        for stay in self.stays(person):
            inside |= stay.inside is None or within(day, stay.inside)
            away |= any(within(day, leave) for leave in stay.leaves)
        return inside and not away


def within(day: date, interval: Interval) -> bool:
    """Is the day in the interval?"""
    start, end = interval
    return start <= day and (end is None or day <= end)


def alphabet(name: str) -> list[tuple[str, bool]]:
    """Field by field, ё as е unless all else is equal (domain 9.2)."""
    return [(word.casefold().replace("ё", "е"), "ё" in word.casefold()) for word in name.split(" ")]


def person_of_teacher(text: str) -> str:
    """«Иванова М. П.» and «Иванова М.П.» are one person."""
    return re.sub(r"\.\s+(?=\w\.)", ".", " ".join(text.split()))


def read_journals(folder: Path) -> Iterator[Journal]:
    """Canonical journals of a folder."""
    for path in sorted(folder.glob("*.json")):
        yield _journal(json.loads(path.read_text(encoding="utf-8")))


def _journal(raw: dict[str, Any]) -> Journal:
    group = raw["group"]
    return Journal(
        group=group["name"],
        course=group.get("course"),
        form=group.get("education_form") or "",
        year=int(raw["year"][:4]),
        terms={
            term["number"]: (date.fromisoformat(term["start"]), date.fromisoformat(term["end"]))
            for term in raw["terms"]
        },
        plan={(line["name"], line["term"]): line.get("hours") for line in raw.get("plan", [])},
        pages=[_page(section) for section in raw["sections"]],
        paid=_paid(group),
    )


def _page(raw: dict[str, Any]) -> Page:
    lessons = [
        Lesson(
            lesson["id"],
            date.fromisoformat(lesson["date"]),
            lesson.get("hours"),
            lesson.get("kind") or "",
            lesson.get("topic") or "",
        )
        for lesson in raw.get("lessons", [])
    ]
    columns = {
        column["id"]: Column(column["title"], column["kind"]) for column in raw.get("period_columns", [])
    }
    by_key = {lesson.key: lesson for lesson in lessons}
    for cell in raw.get("marks", []):
        by_key[cell["column"]].marks[cell["student"]] = [mark["text"] for mark in cell["marks"]]
    for cell in raw.get("period_marks", []):
        columns[cell["column"]].marks[cell["student"]] = [mark["text"] for mark in cell["marks"]]
    return Page(
        subject=raw["subject"]["name"],
        kind=raw["subject"].get("kind", "subject"),
        term=raw["term"],
        subgroup=raw.get("subgroup"),
        teacher=person_of_teacher(raw.get("teacher") or ""),
        planned=raw.get("planned_hours"),
        stays=[_stay(student) for student in raw.get("students", [])],
        lessons=lessons,
        columns=list(columns.values()),
    )


def _stay(raw: dict[str, Any]) -> Stay:
    start, end = raw.get("enrolled"), raw.get("left")
    inside = None
    if start or end:
        inside = (_day(start) or date.min, _day(end))
    return Stay(
        number=raw["id"],
        person=" ".join(raw[key] for key in ("surname", "name", "patronymic") if raw.get(key)),
        inside=inside,
        leaves=[
            (date.fromisoformat(leave["start"]), _day(leave.get("end"))) for leave in raw.get("leaves", [])
        ],
        pays=_paid(raw),
    )


def _paid(raw: dict[str, Any]) -> bool | None:
    return raw["funding"] == "paid" if raw.get("funding") else None


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
