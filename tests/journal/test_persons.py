"""Who came back is one person with stays; namesakes are never made one."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from archiver.journal.marks import mark
from archiver.journal.model import CellKey, Mark, Section, Stay, Student
from archiver.journal.persons import Likeness, persons, same_names
from factories import TERMS, make_section, make_student

LEFT, BACK = dt.date(2025, 10, 15), dt.date(2026, 2, 2)
OLD = make_student(1, left=LEFT)
NEW = make_student(1, id="s26", number=26, enrolled=BACK)


def page(term: int, *students: Student, marked: tuple[str, ...] = (), **more: Any) -> Section:
    """A page whose first lesson has a mark of each of the `marked`."""
    bare = make_section(term=term, students=students, marks={}, period_marks={})
    marks: dict[CellKey, tuple[Mark, ...]] = {
        (student, bare.lessons[0].id): (mark("5"),) for student in marked
    }
    return replace(bare, marks=marks, **more)


def of(*sections: Section) -> list[tuple[str, ...]]:
    return [person.ids for person in persons(sections, TERMS)]


def test_two_entries_in_turn_are_one_person_with_two_stays() -> None:
    (person,) = persons([page(1, OLD, NEW), page(2, OLD, NEW)], TERMS)
    # left after 15.10.2025, back from 02.02.2026: out from 16.10.2025 to 01.02.2026
    assert person.ids == ("s26", "s1")
    assert person.student.id == "s26"
    assert person.student.stays == (Stay(None, LEFT), Stay(BACK, None))
    out = [dt.date(2025, 10, 16), dt.date(2025, 12, 28), dt.date(2026, 2, 1)]
    assert not any(map(person.student.attends, out))
    assert all(map(person.student.attends, (dt.date(2025, 9, 1), LEFT, BACK, dt.date(2026, 6, 28))))


def test_one_number_that_left_and_came_back_in_the_next_term() -> None:
    again = make_student(1, enrolled=BACK)
    (person,) = persons([page(1, OLD), page(2, again)], TERMS)
    assert person.ids == ("s1",)
    assert person.student.stays == (Stay(None, LEFT), Stay(BACK, None))


def test_lists_without_dates_that_follow_one_another_are_one_person_who_was_never_away() -> None:
    (person,) = persons([page(1, make_student(1)), page(2, make_student(1, id="n1"))], TERMS)
    assert person.ids == ("n1", "s1")
    assert person.student.stays == (Stay(None, None),)


def test_of_dates_half_told_the_study_period_tells_the_other_half() -> None:
    (person,) = persons([page(1, OLD), page(2, make_student(1, id="n1"))], TERMS)
    # the second term began on 12.01.2026
    assert person.student.away == (Stay(dt.date(2025, 10, 16), dt.date(2026, 1, 11)),)


def test_who_was_back_on_the_next_day_was_never_away() -> None:
    next_day = replace(NEW, enrolled=LEFT + dt.timedelta(days=1))
    (person,) = persons([page(1, OLD, next_day)], TERMS)
    assert person.student.stays == (Stay(None, None),)


def test_three_entries_are_three_stays() -> None:
    first = make_student(1, left=dt.date(2025, 9, 30))
    second = replace(NEW, id="b", enrolled=dt.date(2025, 11, 1), left=dt.date(2025, 11, 30))
    third = replace(NEW, id="c", enrolled=dt.date(2026, 1, 12))
    (person,) = persons([page(1, third, first, second)], TERMS)
    assert person.ids == ("c", "b", "s1")
    assert [stay.start for stay in person.student.stays] == [None, second.enrolled, third.enrolled]


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(replace(NEW, enrolled=LEFT), id="one day in common"),
        pytest.param(replace(NEW, enrolled=None), id="no first day told"),
        pytest.param(replace(NEW, patronymic="Ильич"), id="another patronymic"),
    ],
)
def test_what_proves_nothing_stays_two_people(other: Student) -> None:
    assert len(of(page(1, OLD, other))) == 2


def test_initials_prove_nothing() -> None:
    old, new = (replace(one, name="И.", patronymic="П.") for one in (OLD, NEW))
    assert len(of(page(1, old, new))) == 2
    assert same_names([page(1, old, new)], TERMS) == ()


def test_who_sat_in_one_lesson_are_namesakes_whatever_their_dates() -> None:
    (alike,) = same_names([page(1, OLD, NEW, marked=("s1", "s26"))], TERMS)
    assert alike.likeness is Likeness.NAMESAKES
    assert len(of(page(1, OLD, NEW, marked=("s1", "s26")))) == 2


def test_overlapping_entries_without_a_lesson_together_are_unproven() -> None:
    (alike,) = same_names([page(1, make_student(1), NEW, marked=("s1",))], TERMS)
    assert alike.likeness is Likeness.UNPROVEN


def test_everybody_is_numbered_in_alphabetical_order_once() -> None:
    found = persons([page(1, make_student(2), OLD, NEW), page(2, make_student(5), NEW)], TERMS)
    assert [(one.student.number, one.student.surname) for one in found] == [
        (1, "Абаев"),
        (2, "Ёлкин"),
        (3, "Яшина"),
    ]
