"""The little of the module's answers that one must understand to know what to ask next.

What cannot be understood is passed over here: the answers are kept as they are, and intake tells what is
wrong in them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from archiver.fetch.asked import is_number
from archiver.intake.spo.answers import Entry
from archiver.intake.spo.entries import year_of_entry
from archiver.intake.spo.known import WRAPPERS
from archiver.intake.text import clean_text
from archiver.journal.model import AcademicYear


@dataclass(frozen=True, slots=True)
class ModuleGroup:
    """A group as the module lists it; `current` unless only the list of gradebooks has it."""

    id: str
    name: str
    current: bool = True


@dataclass(frozen=True, slots=True)
class Gradebook:
    """A group's journal in one period. `subjects` are ids of pages with the subjects' names."""

    id: str
    number: int
    kind: str
    year: AcademicYear
    start: dt.date
    end: dt.date
    active: bool
    subjects: tuple[tuple[str, str], ...]

    def is_open(self, today: dt.date) -> bool:
        """Whether lessons are still entered: the period is active, or has not ended."""
        return self.active or self.end >= today

    def may_change(self, today: dt.date, days: int) -> bool:
        """Whether it is open, or ended less than `days` ago: retakes are entered later."""
        return self.is_open(today) or (today - self.end).days < days


def groups_of(current: Any, gradebooks: Any) -> tuple[ModuleGroup, ...]:
    """The groups of both lists, each once, in the order of their names."""
    found: dict[str, ModuleGroup] = {}
    for value, is_current in ((current, True), (gradebooks, False)):
        for one in _items(value):
            number, name = _text(one.get("id")), _text(one.get("name"))
            if is_number(number) and name and number not in found:
                found[number] = ModuleGroup(number, name, is_current)
    return tuple(sorted(found.values(), key=lambda one: (one.name, one.id)))


def gradebooks_of(value: Any) -> tuple[Gradebook, ...]:
    """The journals of an answer `entries`, in the order of their days."""
    found = []
    for one in _items(value):
        try:
            entry = Entry.model_validate(one)
        except ValidationError:
            continue
        if is_number(entry.id):
            found.append(
                Gradebook(
                    entry.id,
                    entry.number,
                    entry.kind or "Semester",
                    year_of_entry(entry),
                    entry.start,
                    entry.end,
                    str(entry.active).casefold() in {"true", "1"},
                    tuple((s.id, clean_text(s.name)[0]) for s in entry.subjects if is_number(s.id)),
                )
            )
    return tuple(sorted(found, key=lambda one: (one.start, one.number, one.id)))


def last_lesson(value: Any) -> dt.date | None:
    """The day of the last lesson on a journal page that has a mark."""
    lessons = value.get("lessons") if isinstance(value, dict) else None
    days = [
        str(one.get("date"))[:10]
        for one in lessons or ()
        if isinstance(one, dict) and _has_marks(one.get("markSets"))
    ]
    for text in sorted(days, reverse=True):
        try:
            return dt.date.fromisoformat(text)
        except ValueError:
            continue
    return None


def _has_marks(sets: Any) -> bool:
    cells = sets.values() if isinstance(sets, dict) else ()
    marks = (one.get("marks") for one in cells if isinstance(one, dict))
    return any(
        isinstance(mark, dict) and mark.get("value")
        for one in marks
        if isinstance(one, dict)
        for mark in one.values()
    )


def _items(value: Any) -> Iterator[dict[str, Any]]:
    """The objects of a list, also of one in a wrapper (`{"items": […]}`)."""
    if isinstance(value, dict):
        value = next((value[one] for one in WRAPPERS if isinstance(value.get(one), list)), None)
    if isinstance(value, list):
        yield from (one for one in value if isinstance(one, dict))


def _text(value: Any) -> str:
    if isinstance(value, bool) or not isinstance(value, (str, int)):
        return ""
    return clean_text(str(value))[0].strip()
