"""Finding files by group, year, student, subject: ё, case and the like do not matter.

Each word given makes a set of files. Small sets are intersected; on what is left the large ones are only
tested. When all are large, the newest files are looked through until enough are found. Query plans do not
hang on statistics that way (docs/register-performance.md).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from archiver.errors import UsageError
from archiver.locale import _
from archiver.register.desk import Desk, columns
from archiver.register.folding import folded
from archiver.register.model.files import File, FileState
from archiver.register.repositories.names import STUDENT, SUBJECT, TEACHER
from archiver.register.tables.files import files, postings, terms

_MOST_TERMS = 2000
_SMALL = 100_000
_LAST = "\U0010ffff"


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What is looked for; empty fields do not count. Files must match all that is given.

    `group`, `student` and `teacher` match by their beginning, `subject` by any part of it. Destroyed files
    have no names left and are found by group and year when `destroyed` is set.
    """

    group: str = ""
    academic_year: int | None = None
    student: str = ""
    subject: str = ""
    teacher: str = ""
    college: str = ""
    series: str = ""
    destroyed: bool = False
    limit: int = 100


@dataclass(frozen=True, slots=True)
class Found:
    """The files found, newest first, and whether there are more than the limit."""

    files: tuple[File, ...]
    more: bool


@dataclass(frozen=True, slots=True, eq=False)
class _Set:
    """The files that one word of a query fits: as a list of their ids, and as a test of one file."""

    files: sa.Select[tuple[int]]
    test: sa.ColumnElement[bool]


def find(desk: Desk, query: Query) -> Found:
    """The files a query asks for; raises UsageError when a name is too short to be looked for."""
    sets = _named(desk, query)
    if sets is None:
        return Found((), more=False)
    located = _located(query)
    if located:
        sets.append(_Set(sa.select(files.c.id.label("id")).where(*located), sa.and_(*located)))
    small = _by_size(desk, sets)
    conditions = [*_described(query), *(one.test for one in sets if one not in small)]
    chosen = sa.select(*columns(files, File)).where(*conditions)
    for number, one in enumerate(small):
        # Written out once: the smallest is what is gone through, the others are looked up in.
        listed = one.files.distinct().cte(f"set_{number}").prefix_with("MATERIALIZED")
        if number:
            chosen = chosen.where(files.c.id.in_(sa.select(listed.c.id)))
        else:
            chosen = chosen.join(listed, listed.c.id == files.c.id)
    found = desk.all(File, chosen.order_by(files.c.id.desc()).limit(query.limit + 1))
    return Found(found[: query.limit], more=len(found) > query.limit)


def _named(desk: Desk, query: Query) -> list[_Set] | None:
    """The files of each name asked for; None when there is no such name."""
    sets = []
    for kind, text in ((STUDENT, query.student), (TEACHER, query.teacher), (SUBJECT, query.subject)):
        key = folded(text)
        if not key:
            continue
        ids = _terms(desk, kind, key, text)
        if not ids:
            return None
        listed = sa.select(postings.c.file_id.label("id")).where(postings.c.term_id.in_(ids))
        sets.append(_Set(listed, _holds(ids)))
    return sets


def _located(query: Query) -> list[sa.ColumnElement[bool]]:
    """What an index of the files answers."""
    group = folded(query.group)
    conditions = [*_begins(files.c.group_key, group)] if group else []
    if query.academic_year is not None:
        conditions.append(files.c.academic_year == query.academic_year)
    return conditions


def _described(query: Query) -> Iterator[sa.ColumnElement[bool]]:
    """What is only tested."""
    if query.college:
        yield files.c.college == query.college
    if query.series:
        yield files.c.series == query.series
    if not query.destroyed:
        yield files.c.state == FileState.KEPT


def _begins(column: sa.Column[str], text: str) -> tuple[sa.ColumnElement[bool], ...]:
    """A range, which an index serves on both databases; LIKE is served on neither."""
    return column >= text, column < text + _LAST


def _terms(desk: Desk, kind: str, key: str, text: str) -> Sequence[int]:
    query = sa.select(terms.c.id).where(terms.c.kind == kind)
    if kind == SUBJECT:  # a few thousand different ones in all: looked through
        query = query.where(terms.c.key.contains(key, autoescape=True))
    else:
        query = query.where(*_begins(terms.c.key, key))
    found = desk.connection.execute(query.limit(_MOST_TERMS + 1)).scalars().all()
    if len(found) > _MOST_TERMS:
        raise UsageError(_("«{text}» fits too many names. Write more letters.").format(text=text))
    return found


def _holds(ids: Sequence[int]) -> sa.ColumnElement[bool]:
    # A scalar subquery, because a database turns EXISTS into a join over all postings.
    one = (
        sa.select(sa.literal(1))
        .where(postings.c.term_id.in_(ids), postings.c.file_id == files.c.id)
        .limit(1)
        .scalar_subquery()
    )
    return one.is_not(None)


def _by_size(desk: Desk, sets: Sequence[_Set]) -> list[_Set]:
    """The sets of at most _SMALL files, smallest first."""
    sized = []
    for one in sets:
        counted = sa.select(sa.func.count()).select_from(one.files.limit(_SMALL + 1).subquery())
        sized.append((desk.connection.execute(counted).scalar_one(), one))
    return [one for count, one in sorted(sized, key=lambda pair: pair[0]) if count <= _SMALL]
