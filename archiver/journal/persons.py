"""The students of a group as people: who came back has two entries on the list and is one person.

A source gives a student who left and came back a new number, so his name stands on the list twice. What
proves one person, and what does not:

- the same surname, name and patronymic in one group, the name written out: initials prove nothing;
- stays that follow one another: an entry ended before the next began, by their dates, or by the study
  periods on whose lists they stand where no dates are told.

Two entries with marks at one lesson are namesakes: nobody sits in two places. Two entries whose stays
overlap without such a lesson prove nothing: they are told and stay two. A pair that is joined is told as
well (`student.returned`), for two namesakes may follow one another, rare as it is.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import combinations, pairwise

from archiver.journal.collation import NameKey, name_key, student_key
from archiver.journal.model import MarkKind, Section, Stay, Student, Term

_ONE_DAY = dt.timedelta(days=1)


class Likeness(StrEnum):
    """What several list entries of one full name are."""

    RETURNED = "returned"  # one person with stays
    NAMESAKES = "namesakes"  # marked at one lesson
    UNPROVEN = "unproven"  # overlapping stays and no lesson together: nobody can tell


@dataclass(frozen=True, slots=True)
class Entry:
    """What all lists say of one number: the dates together, and the study periods it stands on lists of."""

    student: Student
    terms: tuple[Term, ...]

    @property
    def span(self) -> Stay:
        """From the first to the last day: as told, else those of the periods; None where neither is known."""
        begun = min((term.start for term in self.terms), default=None)
        ended = max((term.end for term in self.terms), default=None)
        return Stay(self.student.enrolled or begun, self.student.left or ended)


@dataclass(frozen=True, slots=True)
class Alike:
    """Entries of one full name in order of time, and what they are."""

    entries: tuple[Entry, ...]
    likeness: Likeness


@dataclass(frozen=True, slots=True)
class Person:
    """A student with all stays; `ids` are the numbers the source gives, the latest first."""

    student: Student
    ids: tuple[str, ...]


def persons(sections: Sequence[Section], terms: Iterable[Term]) -> tuple[Person, ...]:
    """Everybody on any list, in alphabetical order, numbered from 1; who came back once.

    A student has left only when every list of the last term says so (moving to another subgroup ends
    one list and begins another); leaves of all lists are united.
    """
    entries = _entries(sections, terms)
    joined = [alike for alike in _alike(entries, sections) if alike.likeness is Likeness.RETURNED]
    taken = {entry.student.id for alike in joined for entry in alike.entries}
    found = [Person(entry.student, (entry.student.id,)) for entry in entries if entry.student.id not in taken]
    found += [_joined(alike.entries) for alike in joined]
    found.sort(key=lambda person: student_key(person.student))
    return tuple(
        replace(person, student=replace(person.student, number=number))
        for number, person in enumerate(found, 1)
    )


def same_names(sections: Sequence[Section], terms: Iterable[Term]) -> tuple[Alike, ...]:
    """The list entries that share a full name with another number, and what they are."""
    return tuple(_alike(_entries(sections, terms), sections))


def _entries(sections: Sequence[Section], terms: Iterable[Term]) -> list[Entry]:
    """One entry a number, in the order in which the lists name them."""
    known = {term.number: term for term in terms}
    found: dict[str, list[tuple[int, Student]]] = defaultdict(list)
    made: dict[str, list[tuple[int, Student]]] = defaultdict(list)
    for section in sections:
        for student in section.students:
            # A page without lessons is made of results (an exam of a module), which know no movements.
            (found if section.lessons else made)[student.id].append((section.term, student))
    return [
        Entry(_united(lists), tuple(known[number] for number in sorted({n for n, _ in lists} & known.keys())))
        for lists in (made | found).values()
    ]


def _united(lists: list[tuple[int, Student]]) -> Student:
    last = max(term for term, _student in lists)
    by_term = {number: [one for term, one in lists if term == number] for number, _student in lists}
    leaves = {leave.start: leave for _term, student in lists for leave in student.leaves}
    stays = [_stay(by_term[number]) for number in sorted(by_term)]
    return replace(
        by_term[last][0],
        enrolled=_stay([student for _term, student in lists]).start,
        left=stays[-1].end,
        leaves=tuple(leaves[start] for start in sorted(leaves)),
        away=tuple(gap for before, after in pairwise(stays) for gap in _gap(before.end, after.start)),
    )


def _stay(students: Sequence[Student]) -> Stay:
    """The first and the last day that lists tell together; a list without a day knows no beginning or end."""
    begun = [student.enrolled for student in students]
    ended = [student.left for student in students]
    return Stay(
        None if None in begun else min(day for day in begun if day),
        None if None in ended else max(day for day in ended if day),
    )


def _alike(entries: Iterable[Entry], sections: Sequence[Section]) -> Iterator[Alike]:
    by_name: dict[NameKey, list[Entry]] = defaultdict(list)
    for entry in entries:
        if _written_out(entry.student):
            by_name[name_key(entry.student.full_name)].append(entry)
    for same in by_name.values():
        if len(same) > 1:
            in_turn = tuple(sorted(same, key=lambda entry: entry.span.start or dt.date.min))
            yield Alike(in_turn, _likeness(in_turn, sections))


def _written_out(student: Student) -> bool:
    """Whether the surname and the name are told as words: «Иванов И. П.» may be anybody."""
    return bool(student.surname) and len(student.name) > 1 and "." not in student.name


def _likeness(entries: Sequence[Entry], sections: Sequence[Section]) -> Likeness:
    ids = [entry.student.id for entry in entries]
    if any(_marked_together(one, other, sections) for one, other in combinations(ids, 2)):
        return Likeness.NAMESAKES
    return Likeness.RETURNED if all(map(_follows, entries, entries[1:])) else Likeness.UNPROVEN


def _follows(before: Entry, after: Entry) -> bool:
    if before.student.left is None and set(before.terms) & set(after.terms):
        return False  # the lists of one period have both, and none says that the earlier one ended
    ended, begun = before.span.end, after.span.start
    return ended is not None and begun is not None and ended < begun


def _marked_together(one: str, other: str, sections: Sequence[Section]) -> bool:
    return any(
        _marked(section, one, lesson.id) and _marked(section, other, lesson.id)
        for section in sections
        for lesson in section.lessons
    )


def _marked(section: Section, student: str, lesson: str) -> bool:
    return any(mark.kind is not MarkKind.OWED for mark in section.marks.get((student, lesson), ()))


def _joined(entries: Sequence[Entry]) -> Person:
    first, last = entries[0].student, entries[-1].student
    leaves = {leave.start: leave for entry in entries for leave in entry.student.leaves}
    gaps = [gap for entry in entries for gap in entry.student.away]
    gaps += [gap for before, after in pairwise(entries) for gap in _between(before, after)]
    student = replace(
        last,
        enrolled=first.enrolled,
        leaves=tuple(leaves[start] for start in sorted(leaves)),
        away=tuple(sorted(gaps, key=lambda gap: gap.start or dt.date.min)),
    )
    return Person(student, tuple(entry.student.id for entry in reversed(entries)))


def _between(before: Entry, after: Entry) -> Iterator[Stay]:
    """The days out of the group between two entries; none where the lists tell no date of it."""
    if before.student.left is None and after.student.enrolled is None:
        return iter(())
    return _gap(before.span.end, after.span.start)


def _gap(ended: dt.date | None, begun: dt.date | None) -> Iterator[Stay]:
    if ended is not None and begun is not None and ended + _ONE_DAY < begun:
        yield Stay(ended + _ONE_DAY, begun - _ONE_DAY)
