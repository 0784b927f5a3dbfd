"""What is to be asked once the groups and their study periods are known. Pure: nothing is asked here."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence

from archiver.counter.asked import groups_like
from archiver.fetch.asked import TERM_TYPES, Address, page_of, results_of, results_told
from archiver.fetch.reading import Gradebook, ModuleGroup
from archiver.fetch.wanted import CHANGING_DAYS, FetchRequest, Piece
from archiver.journal.model import AcademicYear
from archiver.journal.terms import year_of
from archiver.locale import _


def chosen(groups: Sequence[ModuleGroup], names: Sequence[str]) -> tuple[ModuleGroup, ...]:
    """The groups named, or all; a name may be typed as people do (`journal.as_typed`).

    Raises UsageError for a name that the module does not have, and for one that fits several groups.
    """
    if not names:
        return tuple(groups)
    there = [one.name for one in groups]
    missing = _("The module has no group {group} that this account sees. It has: {groups}.")
    wanted = {found for name in names for found in groups_like(name, there, missing)}
    return tuple(one for one in groups if one.name in wanted)


def year_wanted(request: FetchRequest, today: dt.date) -> AcademicYear:
    """The year asked for, or that of the day."""
    return request.year or year_of(today)


def begun_of(
    gradebooks: Iterable[Gradebook], request: FetchRequest, today: dt.date
) -> tuple[tuple[Gradebook, ...], tuple[Gradebook, ...]]:
    """The wanted gradebooks that have begun, and those that have not."""
    year = year_wanted(request, today)
    wanted = [
        one for one in gradebooks if one.year == year and (request.term is None or one.number == request.term)
    ]
    return (
        tuple(one for one in wanted if one.start <= today or one.active),
        tuple(one for one in wanted if one.start > today and not one.active),
    )


def pieces_of(group: ModuleGroup, gradebook: Gradebook, day: dt.date, today: dt.date) -> Iterator[Piece]:
    """The pages of a gradebook, then its results sheet as of `day`."""
    changing = gradebook.may_change(today, CHANGING_DAYS)
    for number, name in dict(gradebook.subjects).items():
        yield Piece(page_of(gradebook.id, number), group, gradebook, name, changing)
    if gradebook.kind in TERM_TYPES:
        yield Piece(results_of(gradebook.kind, gradebook.number, day, group.id), group, gradebook)


def sheets_of(group: ModuleGroup, gradebook: Gradebook, there: Iterable[str]) -> Iterator[Address]:
    """The results sheets among the addresses that are of this period: of its year, by their day.

    An address tells kind and number of a period and not its year.
    """
    prefix = f"reports/curator/group-attestation/{gradebook.kind}/{gradebook.number}/"
    for text in there:
        if not text.startswith(prefix):
            continue
        told = results_told(Address(text))
        if told is None or told.group != group.id:
            continue
        if gradebook.start <= told.day < gradebook.start + dt.timedelta(days=365):
            yield Address(text)
