"""Finding a student among statements, and never a namesake."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from archiver.journal.collation import same_name
from archiver.reports.statement.values import GradeStatement, StatementStudent


@dataclass(frozen=True, slots=True)
class Seen:
    """A statement and the student's row in it."""

    statement: GradeStatement
    row: StatementStudent


class SeveralStudents(Exception):
    """The name fits more than one student; `groups` are where they are."""

    def __init__(self, groups: Sequence[str]) -> None:
        super().__init__(", ".join(groups))
        self.groups = tuple(groups)


def find(
    statements: Iterable[GradeStatement], full_name: str, formerly: Sequence[str] = ()
) -> tuple[Seen, ...]:
    """The student's rows in order of time, under this name and those borne before it.

    Raises SeveralStudents for namesakes; empty when nobody fits.
    """
    names = (full_name, *formerly)
    found = []
    for statement in statements:
        rows = [
            row for row in statement.students if any(same_name(row.student.full_name, name) for name in names)
        ]
        if len(rows) > 1 and not _one_after_another(rows):
            raise SeveralStudents([statement.group.name])
        found += [Seen(statement, row) for row in rows]
    found.sort(
        key=lambda seen: (
            seen.statement.year,
            seen.statement.last_day,
            seen.statement.annual,
            seen.row.student.enrolled or seen.statement.terms[0].start,
        )
    )
    for seen in found:
        clash = [other for other in found if _both_present(seen, other)]
        if clash:
            raise SeveralStudents([seen.statement.group.name, clash[0].statement.group.name])
    return tuple(found)


def _one_after_another(rows: Sequence[StatementStudent]) -> bool:
    """Whether they are stays of one person: statements of the first version have a row of each."""
    students = sorted((row.student for row in rows), key=lambda one: (one.left is None, one.left))
    return all(
        before.left is not None and after.enrolled is not None and before.left < after.enrolled
        for before, after in pairwise(students)
    )


def _both_present(one: Seen, other: Seen) -> bool:
    """Whether one person would have been in two groups on the same last day of a term."""
    if same_name(one.statement.group.name, other.statement.group.name):
        return False
    days = {term.end for term in one.statement.terms} & {term.end for term in other.statement.terms}
    return any(one.row.student.attends(day) and other.row.student.attends(day) for day in days)
