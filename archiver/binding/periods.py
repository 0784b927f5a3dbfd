"""The study periods of a group's journal as they are bound: one by itself, or each as volumes of one file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from archiver.binding.college import college_periods
from archiver.binding.review import Review, expectation, reviewed
from archiver.intake.exports import GroupExport, Reading
from archiver.journal.codes import finding
from archiver.journal.collation import same_name
from archiver.journal.expected import Expectation, answered, study_periods
from archiver.journal.findings import Place
from archiver.journal.model import Journal, Term
from archiver.journal.words import day
from archiver.locale import _
from archiver.settings.tables import Accepted, Settings


def numbered(journal: Journal, settings: Settings) -> dict[int, Term]:
    """The terms of the journal by the number that the college knows each by.

    By their days, as `journal.expected` tells periods: a source may number terms through all years of study.
    By their own numbers where the college has no such periods, or several terms would have one number.
    """
    periods = college_periods(settings, journal.year)
    found: dict[int, Term] = {}
    for term in journal.terms:
        same = [period.number for period in periods if answered(period, (term,))]
        found.setdefault(term.number if term.number in same or not same else same[0], term)
    if len(found) == len(journal.terms):
        return found
    return {term.number: term for term in journal.terms}


def cut(journal: Journal, term: Term) -> Journal:
    """The journal of one study period: its pages and its plan, whole whatever the days of their lessons."""
    return replace(
        journal,
        terms=(term,),
        sections=tuple(section for section in journal.sections if section.term == term.number),
        plan=tuple(item for item in journal.plan if item.term == term.number),
    )


def period_review(
    name: str,
    reading: Reading,
    term: Term,
    settings: Settings,
    accepted: Sequence[Accepted] = (),
    *,
    today: dt.date,
) -> Review:
    """As `review.reviewed`, of the pages of one study period alone: what is wrong with another is not told.

    `reading` is that of the whole journal. A period that is not over is bound as it stands, with a warning.
    """
    if reading.journal is None:
        return reviewed(name, reading, settings, accepted, today=today)
    told = tuple(one for one in reading.findings if one.place.term in (None, term.number))
    if today <= term.end:
        message = _("{term} lasts until {day}: what is entered later will not be in the volume.")
        running = finding(
            "term.running",
            message.format(term=term.name, day=day(term.end)),
            group=name,
            place=Place(term=term.number),
        )
        told = (*told, running)
    own = replace(reading, journal=cut(reading.journal, term), findings=told)
    found = reviewed(name, own, settings, accepted, today=today, expected=Expectation(today))
    others = tuple(
        one for one in found.findings if one.code != "accepted.unused"
    )  # it may be of another period
    return replace(found, findings=others)


def review_wanted(
    export: GroupExport,
    settings: Settings,
    accepted: Sequence[Accepted] = (),
    *,
    today: dt.date,
    period: int | None = None,
) -> Review:
    """A group read and checked: one study period by its number, all of it where it has none such."""
    reading = export.read()
    term = numbered(reading.journal, settings).get(period) if reading.journal and period is not None else None
    if term is None:
        return reviewed(export.name, reading, settings, accepted, today=today)
    return period_review(export.name, reading, term, settings, accepted, today=today)


def follows(
    term: Term, journal: Journal, settings: Settings, accepted: Sequence[Accepted], *, today: dt.date
) -> bool:
    """Whether another study period comes after `term`: then its volumes are not the last of the file.

    One without pages counts until the college has said that there is none: by the settings, by accepting that
    it is missing, or by a plan without it when it is over.
    """
    expected = expectation(journal, settings, today)
    periods = study_periods(journal, expected)
    group = journal.group.name
    given_up = any(
        item.code == "term.missing" and same_name(item.group, group)
        for item in (*settings.accepted, *accepted)
    )
    later = [*periods.held, *(() if given_up else periods.missing)]
    later += (one for one in periods.unplanned if not expected.over(one))
    return any(one.start > term.start for one in later)


def held(journal: Journal) -> tuple[Term, ...]:
    """The study periods that have pages, by their days."""
    with_pages = {section.term for section in journal.sections}
    found = (term for term in journal.terms if term.number in with_pages)
    return tuple(sorted(found, key=lambda term: (term.start, term.number)))
