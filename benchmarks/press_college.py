"""The college that all contenders print: the sample college with a fuller year.

A group of the sample has some 90 pages; a year of 60 groups with 9,000 pages has 150 a group. So most
subjects are taught in two streams: beside its own sections a group has those of the same group in a second
sample college (another seed: other students, topics, homework, marks and days) as another subgroup, two of
every three of them. No page is unlike those of the sample: there are more of them.
"""

from __future__ import annotations

import functools
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from press_settings import settings

from archiver.binding.parts import part_specs
from archiver.journal.model import Journal, Section, Student
from archiver.press.worker import press_part
from archiver.sample.college import College, make_college

SEED = 1
GROUPS = 60


def journal(position: int) -> Journal:
    """The journal of the group at `position`."""
    college, other = _colleges()
    own, guest = college.journal(position), other.journal(position)
    added = tuple(_stream(section) for at, section in enumerate(guest.sections) if at % 3 != 2)
    return replace(own, sections=own.sections + added)


def journals(count: int) -> Iterator[Journal]:
    """The first `count` groups, one by one."""
    return map(journal, range(count))


def binder(pages: int) -> Journal:
    """A journal of `pages` pages or a few more: the first groups' sections under the first group's name."""
    own = settings()
    whole = journal(0)
    kept: list[Section] = []
    with tempfile.TemporaryDirectory(prefix="archiver-bench-") as folder:
        for position in range(GROUPS):
            for section in journal(position).sections:
                if pages <= 0:
                    return replace(whole, sections=tuple(kept))
                name = section.subject.name + (f" ({position + 1})" if position else "")
                kept.append(replace(section, subject=replace(section.subject, name=name)))
                pages -= press_part(part_specs(whole, (kept[-1],), own)[0], Path(folder)).pages
    raise ValueError("a binder thicker than the college")


@functools.cache
def _colleges() -> tuple[College, College]:
    return make_college(GROUPS, SEED), make_college(GROUPS, SEED + 1)


def _stream(section: Section) -> Section:
    """The section of another subgroup: its people and lessons have names of their own."""

    def named(key: tuple[str, str]) -> tuple[str, str]:
        return f"s{key[0]}", f"s{key[1]}"

    def renamed(student: Student) -> Student:
        return replace(student, id=f"s{student.id}")

    return replace(
        section,
        subgroup=str(int(section.subgroup or "1") + 2),
        students=tuple(map(renamed, section.students)),
        lessons=tuple(replace(lesson, id=f"s{lesson.id}") for lesson in section.lessons),
        marks={named(key): cell for key, cell in section.marks.items()},
        period_columns=tuple(replace(column, id=f"s{column.id}") for column in section.period_columns),
        period_marks={named(key): cell for key, cell in section.period_marks.items()},
    )
