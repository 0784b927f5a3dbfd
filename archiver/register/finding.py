"""Finding files by group, year, student, subject: ё, case and the like do not matter.

Each word given makes a set of files. The smallest set is taken first and the others only tested on it; when
all are large, the newest files are looked through until enough are found. Query plans do not hang on
statistics that way (docs/register-performance.md).
"""

from __future__ import annotations

from collections.abc import Sequence
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


def find(desk: Desk, query: Query) -> Found:
    """The files a query asks for; raises UsageError when a name is too short to be looked for."""
    sets: list[sa.Select[tuple[int]]] = []
    tests: list[sa.ColumnElement[bool]] = []
    for kind, text in ((STUDENT, query.student), (TEACHER, query.teacher), (SUBJECT, query.subject)):
        key = folded(text)
        if not key:
            continue
        ids = _terms(desk, kind, key, text)
        if not ids:
            return Found((), more=False)
        sets.append(sa.select(postings.c.file_id.label("id")).where(postings.c.term_id.in_(ids)))
        tests.append(_holds(ids))
    group = folded(query.group)
    plain: list[sa.ColumnElement[bool]] = []
    if group:
        plain += _begins(files.c.group_key, group)
    if query.academic_year is not None:
        plain.append(files.c.academic_year == query.academic_year)
    if plain:
        sets.append(sa.select(files.c.id.label("id")).where(*plain))
    if query.college:
        plain.append(files.c.college == query.college)
    if query.series:
        plain.append(files.c.series == query.series)
    if not query.destroyed:
        plain.append(files.c.state == FileState.KEPT)
    chosen = sa.select(*columns(files, File)).where(*plain, *tests)
    driver = _smallest(desk, sets)
    if driver is not None:
        first = driver.distinct().cte("first").prefix_with("MATERIALIZED")
        chosen = chosen.join(first, first.c.id == files.c.id)
    found = desk.all(File, chosen.order_by(files.c.id.desc()).limit(query.limit + 1))
    return Found(found[: query.limit], more=len(found) > query.limit)


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


def _smallest(desk: Desk, sets: Sequence[sa.Select[tuple[int]]]) -> sa.Select[tuple[int]] | None:
    """The set with the fewest rows; None when all have more than _SMALL."""
    best, least = None, _SMALL
    for one in sets:
        counted = sa.select(sa.func.count()).select_from(one.limit(least + 1).subquery())
        count = desk.connection.execute(counted).scalar_one()
        if count <= least:
            best, least = one, count
    return best
