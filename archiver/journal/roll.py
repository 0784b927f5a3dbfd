"""The list of the group: where a student's number is that of the group and not of a subgroup.

A journal has a list on every page. Subgroups number anew, and a page begun after somebody left numbers
without him; so the group's own list is the longest one that is of no subgroup.
"""

from __future__ import annotations

from collections.abc import Sequence

from archiver.journal.model import Section, Student


def rolls(sections: Sequence[Section]) -> tuple[tuple[Student, ...], ...]:
    """The longest lists of no subgroup, each once; of any page where all are of subgroups."""
    whole = [section.students for section in sections if section.subgroup is None]
    lists = whole or [section.students for section in sections]
    longest = max(map(len, lists), default=0)
    found = {
        tuple((student.number, student.id) for student in students): students
        for students in lists
        if len(students) == longest
    }
    return tuple(found.values())


def numbers_on_roll(sections: Sequence[Section]) -> dict[str, int]:
    """The number of every student by id: on the group's list, else on the first list he is on."""
    numbers: dict[str, int] = {}
    lists = (*rolls(sections), *(section.students for section in sections))
    for student in (student for students in lists for student in students):
        numbers.setdefault(student.id, student.number)
    return numbers
