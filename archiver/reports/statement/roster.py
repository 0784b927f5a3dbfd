"""The students of a group, gathered from the lists of its sections."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from archiver.journal.collation import student_key
from archiver.journal.model import Section, Student


def roster(sections: Iterable[Section]) -> tuple[Student, ...]:
    """Everybody on any list, in alphabetical order, numbered from 1.

    A student has left only when every list of the last term says so (moving to another subgroup ends
    one list and begins another); leaves of all lists are united.
    """
    found: dict[str, list[tuple[int, Student]]] = {}
    for section in sections:
        for student in section.students:
            found.setdefault(student.id, []).append((section.term, student))
    united = sorted((_united(lists) for lists in found.values()), key=student_key)
    return tuple(replace(student, number=number) for number, student in enumerate(united, 1))


def _united(lists: list[tuple[int, Student]]) -> Student:
    last = max(term for term, _student in lists)
    final = [student for term, student in lists if term == last]
    everywhere = [student for _term, student in lists]
    begun = [student.enrolled for student in everywhere]
    ended = [student.left for student in final]
    leaves = {leave.start: leave for student in everywhere for leave in student.leaves}
    return replace(
        final[0],
        enrolled=None if None in begun else min(day for day in begun if day),
        left=None if None in ended else max(day for day in ended if day),
        leaves=tuple(leaves[start] for start in sorted(leaves)),
    )
