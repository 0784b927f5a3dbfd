"""The names by which a file of the archive is found, taken from its machine-readable twin."""

from __future__ import annotations

from collections.abc import Iterable

from archiver.journal.model import Journal
from archiver.register.model.files import Roster
from archiver.reports.statement.values import GradeStatement

NAMES = "names.txt"
"""The list of students in the bag of a file that was made outside the program: UTF-8, a name a line."""


def names_in(data: bytes) -> tuple[str, ...]:
    """The names in such a list; raises ValueError for what is no text."""
    return tuple(filter(None, (line.strip() for line in data.decode("utf-8-sig").splitlines())))


def names_document(names: Iterable[str]) -> bytes:
    """The list as it lies in the bag."""
    return "".join(f"{name}\n" for name in names).encode()


def roster_of_journal(journal: Journal) -> Roster:
    """Students, subjects and teachers of a journal, each once, in its order."""
    sections = journal.sections
    return Roster.of(
        students=(student.full_name for section in sections for student in section.students),
        subjects=(section.subject.name for section in sections),
        teachers=(section.teacher for section in sections if section.teacher),
    )


def roster_of_statements(statements: Iterable[GradeStatement]) -> Roster:
    """The same of a group's grade statements."""
    read = tuple(statements)
    entries = [entry for statement in read for entry in statement.entries]
    return Roster.of(
        students=(row.student.full_name for statement in read for row in statement.students),
        subjects=(entry.subject.name for entry in entries),
        teachers=(teacher for entry in entries for teacher in entry.teachers),
    )
