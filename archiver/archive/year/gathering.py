"""The facts of a year's groups out of the register: its own rows, prints, bags and signed hand-overs."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from archiver.archive.custody.handover import hand_overs
from archiver.archive.custody.prints import prints_in
from archiver.archive.deposit.record import Kind
from archiver.archive.year.facts import (
    Bound,
    BoundVolume,
    Checked,
    Deposited,
    Entries,
    Fact,
    HandedOver,
    Printed,
    Received,
)
from archiver.archive.year.standing import Standing, standing
from archiver.counter.session import Session, use_case
from archiver.journal.collation import sort_key
from archiver.journal.model import AcademicYear
from archiver.permissions import Permission
from archiver.register.model.files import File, FileState
from archiver.register.model.packages import Bag, CopyState
from archiver.register.model.year import ExportCheck, MadeBinder, TakenExport
from archiver.register.work import Work
from archiver.settings.tables import Settings

_AT_ONCE = 500
"""Files asked of the register at once; databases limit the values of one query."""


@dataclass(frozen=True, slots=True)
class GroupYear:
    """A group of the year: its name as it was written last, the id of its journal's file, its standing."""

    group: str
    file: str
    standing: Standing


@use_case(Permission.ARCHIVE_LOOK)
def year_of(session: Session, year: AcademicYear) -> tuple[GroupYear, ...]:
    """Every group of the year that the register knows anything of, in alphabetical order."""
    copies = session.settings.archive.copies
    with session.looking() as work:
        facts, names = facts_of(work, year, session.settings)
    found = (GroupYear(names[file], file, standing(facts[file], copies=copies)) for file in facts)
    return tuple(sorted(found, key=lambda one: sort_key(one.group)))


def facts_of(
    work: Work, year: AcademicYear, settings: Settings
) -> tuple[Mapping[str, Sequence[Fact]], Mapping[str, str]]:
    """The facts of every group's whole year by the id of its file, and how the groups are called."""
    facts: defaultdict[str, list[Fact]] = defaultdict(list)
    names: dict[str, str] = {}
    for taken in work.year.all(TakenExport, year.start):
        names[taken.file] = taken.group
        facts[taken.file].append(
            Received(at=taken.taken_at, export=taken.export, entries=_entries(taken.subjects))
        )
    for check in work.year.all(ExportCheck, year.start):
        facts[check.file].append(
            Checked(
                at=check.checked_at,
                export=check.export,
                rules=check.rules,
                blocking=check.blocking,
                warnings=check.warnings,
            )
        )
    for made in work.year.all(MadeBinder, year.start):
        if not made.period:
            facts[made.file].append(_bound(made))
    for one in prints_in(work, settings, year):
        if one.period:
            continue
        names.setdefault(one.file, one.group)
        facts[one.file].append(
            Printed(
                volume=one.sha256,
                copy=one.copy,
                printed_on=one.printed_on,
                certified_on=one.certified_on,
                entries=_entries(one.subjects),
            )
        )
    for file, fact in _archived(work, year, settings):
        names.setdefault(file.external_id, file.group)
        facts[file.external_id].append(fact)
    return {file: facts[file] for file in facts if file in names}, names


def _bound(made: MadeBinder) -> Bound:
    volumes = []
    for number, sha256, sheets, subjects in made.volumes:
        entries = _entries(subjects)  # type: ignore[arg-type] # as the register keeps them
        volumes.append(
            BoundVolume(number=int(str(number)), sha256=str(sha256), sheets=int(str(sheets)), entries=entries)
        )
    return Bound(
        at=made.made_at,
        export=made.export,
        rules=made.rules,
        identity=made.identity,
        volumes=tuple(volumes),
    )


def _entries(subjects: Iterable[Sequence[object]]) -> Entries:
    return {
        (str(title), str(subgroup), int(str(term))): str(digest) for title, subgroup, term, digest in subjects
    }


def _archived(work: Work, year: AcademicYear, settings: Settings) -> Iterator[tuple[File, Fact]]:
    """What lies in the archive of each journal, and which volumes a signed act handed over."""
    own = settings.college.short_name
    journals = [
        file
        for file in work.files.of_year(year.start)
        if file.index == settings.records.journal_index
        and file.college in {"", own}
        and file.state is not FileState.DESTROYED
    ]
    handed = hand_overs(work)
    for start in range(0, len(journals), _AT_ONCE):
        part = journals[start : start + _AT_ONCE]
        bags = {file.id: work.bags.of_file(file.id) for file in part}
        ids = [bag.id for all_ in bags.values() for bag in all_]
        volumes = _volumes(work, ids)
        for file in part:
            for bag in bags[file.id]:
                yield file, _deposited(work, bag, volumes.get(bag.id, frozenset()))
            act = handed.get(file.id)
            if act is not None:
                given = _given(bags[file.id], act.signed_on)
                held = volumes.get(given.id, frozenset()) if given is not None else frozenset()
                yield file, HandedOver(signed_on=act.signed_on, volumes=held)


def _volumes(work: Work, bags: Sequence[int]) -> dict[int, frozenset[str]]:
    """The digests of the volumes in each bag."""
    found: dict[int, frozenset[str]] = {}
    for start in range(0, len(bags), _AT_ONCE):
        held = work.bags.contents_of_kind(bags[start : start + _AT_ONCE], Kind.VOLUME.value)
        found |= {bag: frozenset(one.sha256 for one in contents) for bag, contents in held.items()}
    return found


def _deposited(work: Work, bag: Bag, volumes: frozenset[str]) -> Deposited:
    counted = [copy for copy in work.copies.of_bag(bag.id) if copy.state is CopyState.REGISTERED]
    begun = dt.datetime.combine(bag.bagged_on, dt.time(), dt.UTC)
    at = max((copy.registered_at for copy in counted if copy.registered_at), default=begun)
    return Deposited(at=at, volumes=volumes, copies=len(counted))


def _given(bags: Sequence[Bag], signed_on: dt.date) -> Bag | None:
    """The bag that was the file's when the act was signed; the first one where it was signed before that."""
    older = [bag for bag in bags if bag.bagged_on <= signed_on]
    return max(older, key=lambda bag: bag.id) if older else min(bags, key=lambda bag: bag.id, default=None)
