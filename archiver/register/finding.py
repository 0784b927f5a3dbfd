"""Finding files by group, year, student, subject: ё, case and the like do not matter.

Each word given makes a set of files. Small sets are read and intersected; on what is left the large ones
are only tested. When all are large, the newest files are looked through until enough are found. So plans do
not hang on the statistics of the database (docs/register-performance.md).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from archiver.errors import UsageError
from archiver.journal.letters import in_cyrillic
from archiver.locale import _
from archiver.register.desk import Desk, columns
from archiver.register.folding import folded
from archiver.register.model.files import File, FileState
from archiver.register.repositories.names import STUDENT, SUBJECT, TEACHER
from archiver.register.tables.files import files, postings, terms

_MOST_NAMES = 30_000
_MOST_SUBJECTS = 2000
_SMALL = 100_000
_AT_ONCE = 16_000
_LAST = "\U0010ffff"


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What is looked for; empty fields do not count. Files must match all that is given.

    `group`, `student` and `teacher` match by their beginning, `subject` by any part of it, each as it was
    typed and with Latin letters taken for the Cyrillic ones they look like. Destroyed files have no names
    left and are found by group and year when `destroyed` is set.
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
    """The files that one word of a query fits: as a list of their ids, and as a test of one file.

    Names have no test: «Иванов» is many terms, and each would be tried for each file.
    """

    files: sa.Select[int]
    test: sa.ColumnElement[bool] | None


def find(desk: Desk, query: Query) -> Found:
    """The files a query asks for; raises UsageError when a name is too short to be looked for."""
    sets = _named(desk, query)
    if sets is None:
        return Found((), more=False)
    located = _located(query)
    if located:
        sets.append(_Set(sa.select(files.c.id.label("id")).where(*located), sa.and_(*located)))
    ids, tests = _written_out(desk, sets)
    chosen = sa.select(*columns(files, File)).where(*tests, *_described(query)).order_by(files.c.id.desc())
    found: list[File] = []
    for part in [None] if ids is None else _parts(ids):
        wanted = chosen if part is None else chosen.where(files.c.id.in_(part))
        found += desk.all(File, wanted.limit(query.limit + 1 - len(found)))
        if len(found) > query.limit:
            break
    return Found(tuple(found[: query.limit]), more=len(found) > query.limit)


def _written_out(desk: Desk, sets: Sequence[_Set]) -> tuple[list[int] | None, list[sa.ColumnElement[bool]]]:
    """The files that all small sets have in common, newest first, and the tests of the large ones.

    None instead of files when every set is large.
    """
    common: set[int] | None = None
    tests = []
    for one in sets:
        query = one.files if one.test is None else one.files.limit(_SMALL + 1)
        ids: set[int] = set(desk.connection.execute(query).scalars())
        if one.test is not None and len(ids) > _SMALL:
            tests.append(one.test)
        else:
            common = ids if common is None else common & ids
    return None if common is None else sorted(common, reverse=True), tests


def _parts(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    """The ids a few at a time, then more: mostly the first are enough."""
    start, size = 0, 500
    while start < len(ids):
        yield ids[start : start + size]
        start, size = start + size, min(2 * size, _AT_ONCE)


def _named(desk: Desk, query: Query) -> list[_Set] | None:
    """The files of each name asked for; None when there is no such name."""
    sets = []
    for kind, text in ((STUDENT, query.student), (TEACHER, query.teacher)):
        if keys := _keys(text):
            begin = (terms.c.kind == kind, _begins_any(terms.c.key, keys))
            known = _at_most(desk, sa.select(terms.c.id).where(*begin), _MOST_NAMES)
            if known > _MOST_NAMES:
                raise UsageError(_("«{text}» fits too many names. Write more letters.").format(text=text))
            if not known:
                return None
            named = sa.select(terms.c.id).where(*begin)
            sets.append(_Set(_files_with(postings.c.term_id.in_(named)), None))
    if keys := _keys(query.subject):
        # A few thousand different ones in all: looked through.
        fits = sa.or_(*(terms.c.key.contains(key, autoescape=True) for key in keys))
        found = sa.select(terms.c.id).where(terms.c.kind == SUBJECT, fits).limit(_MOST_SUBJECTS + 1)
        ids = desk.connection.execute(found).scalars().all()
        if len(ids) > _MOST_SUBJECTS:
            raise UsageError(
                _("«{text}» fits too many names. Write more letters.").format(text=query.subject)
            )
        if not ids:
            return None
        sets.append(_Set(_files_with(postings.c.term_id.in_(ids)), _holds(ids)))
    return sets


def _files_with(condition: sa.ColumnElement[bool]) -> sa.Select[int]:
    return sa.select(postings.c.file_id.label("id")).where(condition)


def _at_most(desk: Desk, query: sa.Select[Any], most: int) -> int:
    """How many rows a query has, counted no further than one beyond `most`."""
    counted = sa.select(sa.func.count()).select_from(query.limit(most + 1).subquery())
    return int(desk.connection.execute(counted).scalar_one())


def _located(query: Query) -> list[sa.ColumnElement[bool]]:
    """What an index of the files answers, narrowed by what stands beside it in the row."""
    keys = _keys(query.group)
    conditions = [_begins_any(files.c.group_key, keys)] if keys else []
    if query.academic_year is not None:
        conditions.append(files.c.academic_year == query.academic_year)
    if conditions and query.college:
        conditions.append(files.c.college == query.college)
    return conditions


def _described(query: Query) -> Iterator[sa.ColumnElement[bool]]:
    """What is only tested: nearly all files are kept, so an index of that would be a detour."""
    if query.college:
        yield files.c.college == query.college
    if query.series:
        yield files.c.series == query.series
    if not query.destroyed:
        yield sa.cast(files.c.state, sa.String).concat("") == FileState.KEPT.value


def _keys(text: str) -> tuple[str, ...]:
    """What a typed text may stand for among folded names: itself, and what it looks like in Cyrillic."""
    return tuple(dict.fromkeys(filter(None, (folded(text), folded(in_cyrillic(text))))))


def _begins_any(column: sa.Column[str], keys: Iterable[str]) -> sa.ColumnElement[bool]:
    """Ranges, which an index serves on both databases; LIKE is served on neither."""
    return sa.or_(*(sa.and_(column >= key, column < key + _LAST) for key in keys))


def _holds(ids: Sequence[int]) -> sa.ColumnElement[bool]:
    # A scalar subquery, because a database turns EXISTS into a join over all postings.
    one = (
        sa.select(sa.literal(1))
        .where(postings.c.term_id.in_(ids), postings.c.file_id == files.c.id)
        .limit(1)
        .scalar_subquery()
    )
    return one.is_not(None)
