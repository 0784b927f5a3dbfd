"""The students of several pages as one list.

The report knows a student by number and full name only. The identity is the name as a reader
compares it and, for namesakes on one list, which of them it is; so it is the same on every page
and in every term, although numbers move when somebody leaves.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from archiver.intake.report.blocks import Block
from archiver.intake.report.rows import StudentRow
from archiver.journal.collation import name_key
from archiver.journal.model import Student

_TITLED = 3


@dataclass(frozen=True, slots=True)
class UnitedList:
    """Students of all pages in order; what the pages disagree in.

    `absent` are blocks whose list lacks somebody; `numbers` is True when one student has several
    numbers and the list had to be numbered anew.
    """

    students: tuple[Student, ...]
    absent: tuple[Block, ...]
    renumbered: bool
    clash: Block | None


def identified(rows: Sequence[StudentRow]) -> dict[int, str]:
    """The student's id of every row of one page."""
    seen: Counter[str] = Counter()
    ids = {}
    for row in rows:
        key = _digest(row.name)
        seen[key] += 1
        ids[row.row] = key if seen[key] == 1 else f"{key}-{seen[key]}"
    return ids


@lru_cache(maxsize=1024)
def _digest(name: str) -> str:
    return hashlib.sha256(repr(name_key(name)).encode()).hexdigest()[:16]


def united(blocks: Sequence[Block]) -> UnitedList:
    """The list of all blocks: the longest one, others put in after the student they follow on theirs.

    A number is that of the longest list, else of another page; who has none on any takes the next free one.
    """
    lists = [(block, _list(block)) for block in blocks]
    longest = max((rows for _block, rows in lists), key=len, default=[])
    order = [identity for identity, _row in longest]
    rows = dict(longest)
    numbers = {identity: row.number for identity, row in longest if row.number is not None}
    clash = None
    for block, listed in lists:
        before: str | None = None
        for identity, row in listed:
            if identity not in rows:
                order.insert(order.index(before) + 1 if before else 0, identity)
                rows[identity] = row
            if row.number is not None and numbers.setdefault(identity, row.number) != row.number:
                clash = clash or block
            before = identity
    absent = tuple(block for block, listed in lists if len(listed) < len(order))
    ours = len(set(numbers.values())) < len(numbers) and len(order) > len(longest)
    last = max(numbers.values(), default=0)
    without = [identity for identity in order if identity not in numbers]
    numbers |= {identity: number for number, identity in enumerate(without, last + 1)}
    students = tuple(
        _student(identity, position if ours else numbers[identity], rows[identity].name)
        for position, identity in enumerate(order, 1)
    )
    return UnitedList(students, absent, ours, clash)


def _list(block: Block) -> list[tuple[str, StudentRow]]:
    ids = identified(block.students)
    return [(ids[row.row], row) for row in block.students]


def _student(identity: str, number: int, full_name: str) -> Student:
    """Surname, name and all the rest: «Оглы», «Кызы» and second patronymics stay with the patronymic."""
    words = full_name.split(maxsplit=2)
    words += [""] * (_TITLED - len(words))
    return Student(identity, number, words[0], words[1], words[2])
