"""What the module knows of a college, as settings: names, departments and their heads, groups, periods.

Papers go by archiver.toml and not by the module: this is a beginning, made on request, to be looked through.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from archiver.errors import InputInvalid
from archiver.intake.file_tree import FileTree
from archiver.intake.open import open_tree
from archiver.intake.quarantine import apart
from archiver.intake.snapshot_roots import find_roots
from archiver.intake.spo.answers import Entry
from archiver.intake.spo.document import read_answer, read_list
from archiver.intake.spo.entries import year_of_entry
from archiver.intake.spo.known import ENTRIES, ORGANIZATION
from archiver.intake.spo.ledger import Ledger
from archiver.intake.spo.paths import Snapshot
from archiver.intake.spo.people import People, read_people
from archiver.intake.spo.words import TERM_KINDS, TERM_NAMES
from archiver.journal.collation import sort_key
from archiver.journal.findings import Finding
from archiver.locale import _
from archiver.remedies import Deed, Remedy
from archiver.settings.groups import DepartmentSettings, GroupSettings
from archiver.settings.tables import (
    MOST_PERIODS,
    College,
    Period,
    Reports,
    Settings,
)


def known_settings(path: Path) -> Settings:
    """The defaults with what the snapshot at `path` knows of the college.

    Raises InputInvalid when there is no snapshot, or its list of groups cannot be read.
    """
    tree = open_tree(path, Settings())
    roots = find_roots(tree.names())
    if not roots:
        raise InputInvalid(
            _("There is no snapshot of the module in {path} (services/…).").format(path=path),
            remedy=Remedy(Deed.FETCH),
        )
    found = apart(partial(_known, tree, roots[0]), Settings().limits)
    if isinstance(found, Settings):
        return found
    raise InputInvalid(_("The list of groups in {path} cannot be read.").format(path=path), found)


def _known(tree: FileTree, root: str) -> Settings | tuple[Finding, ...]:
    """The settings, or what is wrong with the list of groups."""
    snapshot = Snapshot.of(tree.names(), root)
    ledger = Ledger()
    people = read_people(tree, snapshot, ledger)
    if people is None:
        return tuple(ledger.findings())
    college, reports = _organization(tree, snapshot)
    entries = _entries(tree, snapshot)
    return Settings(
        college=college,
        reports=reports,
        departments=_departments(people),
        groups=_groups(people),
        periods=_periods(entries) or Settings().periods,
    )


def _organization(tree: FileTree, snapshot: Snapshot) -> tuple[College, Reports]:
    college, reports = College(), Reports()
    for file in snapshot.organization[:1]:
        answer = read_answer(tree, file, ORGANIZATION, Ledger())
        if answer is not None:
            college = College(name=answer.name or "", short_name=answer.short_name or "")
            director = {"director": answer.director, "director_post": answer.director_post}
            reports = Reports(**{key: value for key, value in director.items() if value})
    return college, reports


def _departments(people: People) -> tuple[DepartmentSettings, ...]:
    """Each with its head and post, and the groups that are in it."""
    made = []
    for one in sorted(people.departments.values(), key=lambda one: sort_key(one.name)):
        own = [g.name for g in people.groups.values() if g.department and g.department.name == one.name]
        head = {"head": one.head, "head_post": one.head_post}
        told = {key: value for key, value in head.items() if value}
        made.append(DepartmentSettings(name=one.name, groups=tuple(sorted(own, key=sort_key)), **told))
    return tuple(made)


def _groups(people: People) -> tuple[GroupSettings, ...]:
    """Those of today; of one that has finished the module knows hardly more than the name."""
    return tuple(
        GroupSettings(
            name=one.name, course=one.course, speciality_code=one.speciality_code, curator=one.curator
        )
        for one in sorted(people.groups.values(), key=lambda one: sort_key(one.name))
    )


def _entries(tree: FileTree, snapshot: Snapshot) -> tuple[Entry, ...]:
    """The study periods of the newest year that any group has."""
    every = [
        entry
        for file in snapshot.entries.values()
        for entry in read_list(tree, file, ENTRIES, Ledger()) or ()
        if entry.end >= entry.start
    ]
    newest = max(map(year_of_entry, every), default=None)
    return tuple(entry for entry in every if year_of_entry(entry) == newest)


def _periods(entries: Sequence[Entry]) -> tuple[Period, ...]:
    """The periods with the days that most groups have; none where they would be more than a year's."""
    made = []
    for number in sorted({one.number for one in entries}):
        own = [one for one in entries if one.number == number]
        start = Counter(one.start for one in own).most_common(1)[0][0]
        end = Counter(one.end for one in own).most_common(1)[0][0]
        kind = TERM_KINDS.get(own[0].kind or "Semester")
        if number > MOST_PERIODS or kind is None or end < start:
            return ()
        name = TERM_NAMES[kind].format(number=number)
        made.append(Period(number=number, name=name, start=f"{start:%m-%d}", end=f"{end:%m-%d}"))
    return tuple(made)
