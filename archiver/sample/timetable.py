"""Dates of the lessons of a term: theory on fixed weekdays, then practices and exams in whole days."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import dataclass

from archiver.journal.model import Term
from archiver.sample.curriculum import Manner, SubjectPlan
from archiver.sample.study_calendar import spread, study_days

Timetable = dict[str, list[dt.date]]


def timetable(plan: tuple[SubjectPlan, ...], term: Term, rng: random.Random) -> Timetable:
    """The days of every subject of the term, a day twice where there are two lessons on it.

    Practices and module exams take the last days of the term, each its own block, so nothing
    else is taught on them.
    """
    days = study_days(term)
    taught = [subject for subject in plan if term.number in subject.terms]
    blocks = [one for one in taught if one.manner in {Manner.PRACTICE, Manner.MODULE_EXAM}]
    reserved = sum(one.terms[term.number].lessons for one in blocks)
    found: Timetable = {}
    position = len(days) - reserved
    theory = _Week.of(days[:position])
    for subject in blocks:
        length = subject.terms[term.number].lessons
        found[subject.name] = list(days[position : position + length])
        position += length
    for subject in taught:
        if subject not in blocks:
            found[subject.name] = theory.place(subject.terms[term.number].lessons, rng)
    return found


@dataclass(slots=True)
class _Week:
    """The theory days by weekday, with how many lessons each weekday already holds."""

    days: dict[int, list[dt.date]]
    load: dict[int, float]

    @classmethod
    def of(cls, days: tuple[dt.date, ...]) -> _Week:
        by_weekday: dict[int, list[dt.date]] = {}
        for day in days:
            by_weekday.setdefault(day.weekday(), []).append(day)
        return cls(by_weekday, dict.fromkeys(by_weekday, 0.0))

    def place(self, count: int, rng: random.Random) -> list[dt.date]:
        """`count` lessons on the weekdays that are least busy; every fifth subject has double lessons."""
        doubled = count // 4 if rng.random() < 0.3 else 0
        chosen: list[int] = []
        candidates: list[dt.date] = []
        while len(candidates) < count - doubled and len(chosen) < len(self.days):
            free = [weekday for weekday in sorted(self.days) if weekday not in chosen]
            weekday = min(free, key=lambda one: (self.load[one], rng.random()))
            chosen.append(weekday)
            candidates = sorted([*candidates, *self.days[weekday]])
        days = spread(candidates, count - doubled)
        days = sorted([*days, *rng.sample(days, count - len(days))])
        for weekday in chosen:
            self.load[weekday] += count / len(chosen)
        return days
