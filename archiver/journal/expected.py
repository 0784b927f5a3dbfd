"""The study periods that a year's journal must hold, and which of them it does not.

Regulation item 5 has every study period printed («дата начала учебного периода – дата окончания»), and the
year's binder holds them all. Which they are is told, in this order, by the college for the group, by the plan
of the source, by the study periods of the college.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from archiver.journal.model import Feature, Journal, Term


@dataclass(frozen=True, slots=True)
class Expectation:
    """What a journal is measured against: the day, the college's periods with their days in the year.

    `only` are the numbers of the periods that the college says the group has; None where it says nothing.
    """

    today: dt.date
    periods: tuple[Term, ...] = ()
    only: frozenset[int] | None = None

    def over(self, term: Term) -> bool:
        """Whether the period has ended: its last day still belongs to it."""
        return self.today > term.end


@dataclass(frozen=True, slots=True)
class StudyPeriods:
    """The periods of a group's year, each kind in the order of its first days.

    `held` have pages, `missing` should have some, `unplanned` are known to the source, whose plan has no
    subject in them, `excluded` are those that the college says the group does not have, `denied` those of
    them that have pages all the same.
    """

    held: tuple[Term, ...]
    missing: tuple[Term, ...]
    unplanned: tuple[Term, ...]
    excluded: tuple[Term, ...]
    denied: tuple[Term, ...] = ()


def study_periods(journal: Journal, expected: Expectation) -> StudyPeriods:
    """Which periods the journal holds, and which it should."""
    with_pages = {section.term for section in journal.sections}
    held = [term for term in journal.terms if term.number in with_pages]
    empty = [term for term in journal.terms if term.number not in with_pages]
    # A period of the college that the source does not know at all is looked for too: a snapshot of January
    # has no gradebook of the second semester.
    unknown = [one for one in expected.periods if not answered(one, journal.terms)]
    if expected.only is not None:
        wanted = [term for term in (*empty, *unknown) if term.number in expected.only]
        excluded = [term for term in (*empty, *unknown) if term.number not in expected.only]
        denied = [term for term in held if expected.only.isdisjoint(_numbers(term, expected.periods))]
        return StudyPeriods(_in_order(held), _in_order(wanted), (), _in_order(excluded), _in_order(denied))
    planned = {item.term for item in journal.plan}
    has_plan = Feature.PLAN in journal.carries and bool(planned)
    unplanned = [term for term in empty if has_plan and term.number not in planned]
    missing = [term for term in empty if term not in unplanned]
    return StudyPeriods(_in_order(held), _in_order((*missing, *unknown)), _in_order(unplanned), ())


def answered(period: Term, terms: Sequence[Term]) -> bool:
    """Whether a study period is among `terms`, whatever its number: the middle of one lies in it, as of the
    short last term of graduates, or half of its days lie in them, as of trimesters and courses.
    """
    if any(term.start + (term.end - term.start) / 2 in period for term in terms):
        return True
    common = sum(
        max((min(period.end, term.end) - max(period.start, term.start)).days + 1, 0) for term in terms
    )
    return 2 * common >= (period.end - period.start).days + 1


def _numbers(term: Term, periods: Sequence[Term]) -> set[int]:
    """The numbers a period of the source goes by: its own, and that of the college's period it is."""
    return {term.number} | {one.number for one in periods if answered(one, (term,))}


def _in_order(terms: Iterable[Term]) -> tuple[Term, ...]:
    return tuple(sorted(terms, key=lambda term: (term.start, term.end, term.number)))
