"""A teacher is one person however the pages write the name, or the screen says that it may be one."""

from __future__ import annotations

import pytest
from hours_of_test import by_label, college, form3, group_of, told
from small_journal import section

from archiver.reports.hours.making import everybody
from archiver.reports.hours.teachers import known_teachers, people_in

SPELLINGS = (
    "Семёнова А.Б.",
    "Семёнова А. Б.",
    "Семёнова\N{NO-BREAK SPACE}А.\N{NO-BREAK SPACE}Б.",
    "Семёнова\N{NARROW NO-BREAK SPACE}А.Б.",
    "  семёнова   а.б. ",
    "СЕМЕНОВА А.Б.",
    "Семенова А.Б",
    "СемёноваА.Б.",
    "Семёнова А Б",
    "А.Б. Семёнова",
    "А. Б. Семёнова",
    "Ceмёнова A.Б.",  # Latin C, e and A
)


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_a_spelling_is_the_same_person(spelling: str) -> None:
    teachers = known_teachers(["Семёнова А.Б.", spelling, "Петров В.Г."])
    assert teachers.of(spelling) == ("Семёнова А.Б.",)
    assert teachers.doubts == teachers.joined == ()


def test_all_hours_of_a_teacher_stand_on_one_form() -> None:
    # Twelve pages of 2 hours, each with the name in its own spelling.
    pages = [
        section(f"Предмет {number:02d}", 1, spelling, {"09-01": 2}, planned=2)
        for number, spelling in enumerate(SPELLINGS)
    ]
    one = group_of(*pages)
    assert everybody(college(one)) == ["Семёнова А.Б."]
    lower = by_label(form3("Семёнова А.Б.", one))
    assert lower["Всего часов дано"][-1] == "24"
    assert lower["Всего по тарификации"][-1] == "24"


def test_a_full_name_and_its_initials_are_one_person_and_that_is_said() -> None:
    one = group_of(
        section("Физика", 1, "Лебедев Павел Сергеевич", {"09-01": 2}, planned=2),
        section("Химия", 1, "Лебедев П. С.", {"09-02": 2}, planned=2),
    )
    assert by_label(form3("Лебедев Павел Сергеевич", one))["Всего часов дано"][-1] == "4"
    assert told(one)["hours.teacher-joined"] == [
        "Приняты за одного преподавателя: Лебедев П.С.; Лебедев Павел Сергеевич."
    ]


@pytest.mark.parametrize(
    ("names", "doubted"),
    [
        (("Ким Л.", "Ким Л.В."), ("Ким Л.", "Ким Л.В.")),
        (("Ким", "Ким Л.В."), ("Ким", "Ким Л.В.")),
        (
            ("Орлова А.П.", "Орлова Анна Петровна", "Орлова Алла Павловна"),
            ("Орлова А.П.", "Орлова Алла Павловна", "Орлова Анна Петровна"),
        ),
    ],
)
def test_names_that_may_be_one_person_are_said_and_not_joined(
    names: tuple[str, ...], doubted: tuple[str, ...]
) -> None:
    teachers = known_teachers(names)
    assert [doubt.names for doubt in teachers.doubts] == [doubted]
    assert len({teachers.of(name) for name in names}) == len(names)


@pytest.mark.parametrize("names", [("Мухин Е.С.", "Мухин Г.С."), ("Сидорова К.К.", "Сидоров К.К.")])
def test_others_of_the_surname_are_other_people(names: tuple[str, str]) -> None:
    teachers = known_teachers(names)
    assert teachers.doubts == ()
    assert [teachers.of(name) for name in names] == [(name,) for name in names]


@pytest.mark.parametrize(
    ("written", "people"),
    [
        ("Иванова А.Б., Петров В. Г.", ("Иванова А.Б.", "Петров В. Г.")),
        ("Иванова А.Б.; Петров В.Г.", ("Иванова А.Б.", "Петров В.Г.")),
        ("Иванова А.Б. / Петров В.Г.", ("Иванова А.Б.", "Петров В.Г.")),
        ("Иванова А.Б. и Петров В.Г.", ("Иванова А.Б.", "Петров В.Г.")),
        ("Иванова, А.Б.", ("Иванова А.Б.",)),
        ("", ()),
        ("  ", ()),
    ],
)
def test_a_page_may_name_several(written: str, people: tuple[str, ...]) -> None:
    assert people_in(written) == people
