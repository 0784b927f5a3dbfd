"""The names in files: kept as rosters, found by folded keys, erased with the file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeVar

import sqlalchemy as sa

from archiver.journal.subjects import without_index
from archiver.register.desk import Desk
from archiver.register.folding import folded
from archiver.register.model.files import Roster
from archiver.register.tables.files import postings, rosters, terms

T = TypeVar("T")
STUDENT, SUBJECT, TEACHER = "student", "subject", "teacher"
_MANY = 400
"""Values of one IN: SQLite takes 32,766 parameters, older ones 999."""


def terms_of(roster: Roster) -> frozenset[tuple[str, str]]:
    """What a roster is found by: (kind, key); a subject also by its name without «МДК.01.02»."""
    found = {(STUDENT, folded(name)) for name in roster.students}
    found |= {(TEACHER, folded(name)) for name in roster.teachers}
    for name in roster.subjects:
        found |= {(SUBJECT, folded(name)), (SUBJECT, folded(without_index(name)))}
    return frozenset(term for term in found if term[1])


class Names:
    """Rosters and the search index; changes are part of their file's events."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def roster(self, file_id: int) -> Roster | None:
        """The names in a file; None once they are erased."""
        return self._desk.one(
            Roster,
            sa.select(rosters.c.students, rosters.c.subjects, rosters.c.teachers).where(
                rosters.c.file_id == file_id
            ),
        )

    def keep(self, file_id: int, roster: Roster) -> None:
        """Store a file's roster and make it findable, in place of what was there."""
        self.erase(file_id)
        ids = self._ids(terms_of(roster))
        self._desk.insert(rosters, roster, file_id=file_id, terms=sorted(ids))
        if ids:
            self._desk.connection.execute(
                sa.insert(postings), [{"term_id": term, "file_id": file_id} for term in sorted(ids)]
            )

    def erase(self, file_id: int) -> int:
        """Erase every name of a file, and terms no other file has; returns how many names there were."""
        connection = self._desk.connection
        roster = self.roster(file_id)
        if roster is None:
            return 0
        # The ids as they were stored: folding may have changed since, and nothing may be left.
        ids = connection.execute(sa.select(rosters.c.terms).where(rosters.c.file_id == file_id)).scalar_one()
        connection.execute(sa.delete(rosters).where(rosters.c.file_id == file_id))
        for part in _parts(ids):
            connection.execute(
                sa.delete(postings).where(postings.c.term_id.in_(part), postings.c.file_id == file_id)
            )
            still = sa.exists().where(postings.c.term_id == terms.c.id)
            connection.execute(sa.delete(terms).where(terms.c.id.in_(part), ~still))
        return len(roster.students) + len(roster.teachers)

    def _ids(self, wanted: frozenset[tuple[str, str]]) -> set[int]:
        known = {(kind, key): term for kind, key, term in self._known(wanted)}
        new = sorted(wanted - known.keys())
        if new:
            self._desk.connection.execute(sa.insert(terms), [{"kind": kind, "key": key} for kind, key in new])
            known |= {(kind, key): term for kind, key, term in self._known(frozenset(new))}
        return set(known.values())

    def _known(self, wanted: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str, int]]:
        for part in _parts(sorted(wanted)):
            for kind in sorted({kind for kind, _key in part}):
                keys = [key for other, key in part if other == kind]
                query = sa.select(terms.c.kind, terms.c.key, terms.c.id).where(
                    terms.c.kind == kind, terms.c.key.in_(keys)
                )
                for row in self._desk.connection.execute(query):
                    yield row[0], row[1], row[2]


def _parts(values: list[T]) -> Iterator[list[T]]:
    for start in range(0, len(values), _MANY):
        yield values[start : start + _MANY]
