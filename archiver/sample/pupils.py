"""The students of a fictional group: who they are, how they study, when they come, fall ill and leave."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import dataclass, replace

from archiver.journal.model import Leave, Student, Term
from archiver.sample import names

SICK, VALID = "SickLeave", "IsAbsentByValidReason"


@dataclass(frozen=True, slots=True)
class Pupil:
    """A student with what decides the marks: `skill` 0…1, `truancy` a chance, absences as spans of days."""

    student: Student
    subgroup: str
    skill: float
    truancy: float
    spells: tuple[tuple[dt.date, dt.date, str], ...]
    exempt_from_sport: bool = False

    def present(self, day: dt.date) -> bool:
        """Whether the student is in the group and not on academic leave on `day`."""
        return self.student.attends(day) and not self.student.on_leave(day)

    def spell(self, day: dt.date) -> str | None:
        """The module's AbsenceType of an illness or a permitted absence on `day`."""
        return next((kind for first, last, kind in self.spells if first <= day <= last), None)


def pupils(
    rng: random.Random, terms: tuple[Term, ...], *, count: int, first_id: int, eventful: bool
) -> tuple[Pupil, ...]:
    """A group of `count` students in alphabetical order.

    An eventful group has all of: one who left, one who came, an academic leave; others have them by lot.
    """
    start = terms[0].start
    people = names.people(rng, count, women=rng.choice((0.15, 0.5, 0.8)))
    found = []
    for position, one in enumerate(people):
        student = Student(
            str(first_id + position), position + 1, one.surname, one.name, one.patronymic, enrolled=start
        )
        subgroup = "1" if position < (count + 1) // 2 else "2"
        truancy = rng.choice((0.005, 0.01, 0.02, 0.02, 0.03, 0.09))
        found.append(Pupil(student, subgroup, rng.random(), truancy, _spells(rng, terms)))
    return _events(rng, found, terms, eventful=eventful)


def _spells(rng: random.Random, terms: tuple[Term, ...]) -> tuple[tuple[dt.date, dt.date, str], ...]:
    found = []
    for term in terms:
        for _spell in range(rng.choice((0, 0, 1, 1, 2))):
            first = term.start + dt.timedelta(days=rng.randrange((term.end - term.start).days))
            kind = rng.choice((SICK, SICK, VALID))
            found.append((first, first + dt.timedelta(days=rng.randint(1, 9)), kind))
    return tuple(found)


def _events(
    rng: random.Random, found: list[Pupil], terms: tuple[Term, ...], *, eventful: bool
) -> tuple[Pupil, ...]:
    # Drawn even when not used, so that one group's size does not shift another event's lot.
    movers = rng.sample(range(len(found)), 4)
    leaves, comes, vacation = (eventful or rng.random() < chance for chance in (0.6, 0.5, 0.3))
    first, second = terms[0], terms[-1]
    if leaves:
        day = first.start + dt.timedelta(days=rng.randint(70, 200))
        found[movers[0]] = _moved(found[movers[0]], left=day)
    if comes:
        day = first.start + dt.timedelta(days=rng.randint(30, 170))
        found[movers[1]] = _moved(found[movers[1]], enrolled=day)
    if vacation:
        day = second.start + dt.timedelta(days=rng.randint(56, 70))
        decided = day - dt.timedelta(days=3)
        order = f"приказ № {rng.randint(11, 99)}-у от {decided:%d.%m.%Y}"
        ends = day.replace(year=day.year + 1) - dt.timedelta(days=1)
        leave = Leave(day, ends, order)
        pupil = found[movers[2]]
        found[movers[2]] = replace(pupil, student=replace(pupil.student, leaves=(leave,)))
    found[movers[3]] = replace(found[movers[3]], exempt_from_sport=True)
    return tuple(found)


def _moved(pupil: Pupil, *, enrolled: dt.date | None = None, left: dt.date | None = None) -> Pupil:
    student = pupil.student
    return replace(
        pupil, student=replace(student, enrolled=enrolled or student.enrolled, left=left or student.left)
    )
