"""Whose the planned hours are, on journals made by hand: shared subjects, subgroups, what the settings state.

Every right value is computed in the words of its test.
"""

from __future__ import annotations

import pytest
from hours_of_test import by_label, form2, form3, group_of, rows, settings, told
from small_journal import section

from archiver.journal.model import Journal, PlannedSubject, Section

PHYSICS, IVANOVA, PETROV = "Физика", "Иванова А.Б.", "Петров В.Г."


def lessons(hours: int, month: str = "09", each: int = 2) -> dict[str, int | None]:
    """So many hours of lessons, one a day."""
    return {f"{month}-{day:02d}": each for day in range(1, hours // each + 1)}


def page(teacher: str, given: int, planned: int | None, term: int = 1, **more: object) -> Section:
    month = "09" if term == 1 else "02"
    return section(PHYSICS, term, teacher, lessons(given, month), planned=planned, **more)


def tariffs(*journals: Journal, **chosen: object) -> list[str]:
    """«Всего по тарификации» of Иванова and of Петров, all columns together."""
    return [
        by_label(form3(name, *journals, chosen=settings(**chosen)))["Всего по тарификации"][-1]
        for name in (IVANOVA, PETROV)
    ]


def test_a_subject_shared_in_one_term_is_planned_page_by_page() -> None:
    # 84 hours of physics: 34 on the page of Иванова, 50 on that of Петров. 84 | 84 was wrong.
    shared = group_of(page(IVANOVA, 34, 34), page(PETROV, 50, 50))
    assert tariffs(shared) == ["34", "50"]
    assert "hours.shares-untold" not in told(shared)


def test_a_teacher_who_came_in_january_has_the_plan_of_the_second_term() -> None:
    changed = group_of(page(IVANOVA, 34, 34, term=1), page(PETROV, 50, 50, term=2))
    assert tariffs(changed) == ["34", "50"]


def test_the_hours_lacking_are_of_the_own_share() -> None:
    # Петров gave 46 of his 50 hours; what Иванова gave is not his. 5 % of 50 is 2,5, so 3; 50 − 3 = 47.
    shared = group_of(page(IVANOVA, 34, 34), page(PETROV, 46, 50))
    loads = [{"teacher": PETROV, "group": "ИС-21", "subject": PHYSICS}]
    lower = by_label(form3(PETROV, shared, chosen=settings(loads=loads)))
    assert lower["Количество часов после снятия"][-1] == "47"
    assert lower["Не выполнено"][-1] == "1"


def test_subgroups_have_a_plan_each_and_a_group_its_own() -> None:
    groups = [
        group_of(page(IVANOVA, 34, 36, subgroup="1"), page(PETROV, 34, 36, subgroup="2")),
        group_of(page(IVANOVA, 20, 20), name="ИС-22"),
    ]
    assert tariffs(*groups) == ["56", "36"]  # 36 + 20, and 36


def test_subgroups_that_nobody_named_are_known_by_their_students() -> None:
    apart = group_of(page(IVANOVA, 10, 36, students=(1, 2)), page(PETROV, 10, 36, students=(3, 4, 5)))
    assert tariffs(apart) == ["36", "36"]


@pytest.mark.parametrize(
    ("planned", "given"),
    [
        ((84, 84), (34, 50)),  # both pages hold the whole plan: 84 hours were given
        ((84, 84), (34, 52)),  # two hours above it
        ((84, None), (34, 50)),  # the whole plan on one page
        ((84, 0), (34, 50)),
    ],
)
def test_where_the_plan_cannot_tell_the_cell_is_for_the_hand(
    planned: tuple[int | None, int | None], given: tuple[int, int]
) -> None:
    shared = group_of(page(IVANOVA, given[0], planned[0]), page(PETROV, given[1], planned[1]))
    assert tariffs(shared) == ["", ""]
    assert "hours.plan-unknown" not in told(shared)  # nothing is said twice
    assert told(shared)["hours.shares-untold"] == [
        "По плану не видно, сколько часов у кого: Иванова А.Б., Петров В.Г.."
    ]


def test_equal_halves_are_shares_when_as_much_was_given() -> None:
    # 42 and 42 planned, 40 and 42 given: 82 hours are nearer to two plans of 42 than to one.
    assert tariffs(group_of(page(IVANOVA, 40, 42), page(PETROV, 42, 42))) == ["42", "42"]


def test_the_plan_of_the_group_decides_where_it_names_the_subject_once() -> None:
    pages = page(IVANOVA, 34, 42), page(PETROV, 30, 42)
    whole = group_of(*pages, plan=(PlannedSubject(PHYSICS, 1, 42),))
    assert tariffs(whole) == ["", ""]
    halves = group_of(*pages, plan=(PlannedSubject(PHYSICS, 1, 84),))
    assert tariffs(halves) == ["42", "42"]


def test_the_settings_can_state_the_shares() -> None:
    shared = group_of(page(IVANOVA, 34, 84), page(PETROV, 50, 84))
    loads = [
        {"teacher": "Иванова А. Б.", "group": "ИС-21", "subject": PHYSICS, "tariff": 34},
        {"teacher": PETROV, "group": "ИС-21", "subject": PHYSICS, "tariff": 50, "term": 1},
    ]
    assert tariffs(shared, loads=loads) == ["34", "50"]
    assert "hours.shares-untold" not in told(shared, chosen=settings(loads=loads))
    # Form 2 counts what is left from the same hours: all of the 50 were given in September.
    row = rows(form2(shared, month=(2025, 9), chosen=settings(loads=loads)))[1]
    assert (row[2], row[-1]) == ("50", "0")


def test_loads_by_period_and_subgroup() -> None:
    both = group_of(
        page(IVANOVA, 10, 30, 1, subgroup="1"),
        page(IVANOVA, 10, 40, 2, subgroup="1"),
        page(PETROV, 10, 30, 1, subgroup="2"),
    )
    load = {"teacher": IVANOVA, "group": "ИС-21", "subject": PHYSICS, "subgroup": "1"}
    # 24 stated for the first period, 40 planned for the second; the other subgroup as planned.
    assert tariffs(both, loads=[{**load, "term": 1, "tariff": 24}]) == ["64", "30"]
    assert tariffs(both, loads=[{**load, "tariff": 60}]) == ["60", "30"]


def test_a_load_of_the_year_is_of_the_one_period_its_teacher_has() -> None:
    # Иванова had physics in the first period, Петров has it in the second. 40 hours of the year are stated
    # for her: form 2 of September counts from the same 40 as her form 3, of which 10 were given.
    changed = group_of(page(IVANOVA, 10, 34, term=1), page(PETROV, 50, 50, term=2))
    loads = [{"teacher": IVANOVA, "group": "ИС-21", "subject": PHYSICS, "tariff": 40}]
    assert tariffs(changed, loads=loads) == ["40", "50"]
    row = rows(form2(changed, month=(2025, 9), chosen=settings(loads=loads)))[0]
    assert (row[2], row[-1]) == ("40", "30")


def test_two_teachers_on_one_page_are_left_to_the_hand() -> None:
    # The page tells neither who gave its hours nor whose its plan is.
    together = group_of(section(PHYSICS, 1, f"{IVANOVA}, {PETROV}", lessons(84, each=6), planned=84))
    for name in (IVANOVA, PETROV):
        lower = by_label(form3(name, together))
        for label in ("сентябрь 2025", "Всего часов дано", "Всего по тарификации", "Всего дано за год"):
            assert lower[label][-1] == "", label
    said = told(together)
    assert "Иванова А.Б., Петров В.Г." in said["hours.teachers-together"][0]
    assert "hours.shares-untold" in said
    # The group's ledger has them all the same.
    assert rows(form2(together, month=(2025, 9)))[0][1:3] == ["Физика, Иванова А.Б., Петров В.Г.", "84"]


def test_hours_planned_and_never_given_are_not_lost() -> None:
    # Nothing was given of 20 hours: the column stands there, and all of them are lacking (20 − 5 % = 19).
    empty = group_of(page(PETROV, 2, 2), section("Химия", 1, IVANOVA, {}, planned=20))
    loads = [{"teacher": IVANOVA, "group": "ИС-21", "subject": "Химия"}]
    lower = by_label(form3(IVANOVA, empty, chosen=settings(loads=loads)))
    assert (lower["Всего часов дано"][-1], lower["Не выполнено"][-1]) == ("0", "19")


def test_a_load_that_fits_nothing_is_said() -> None:
    one = group_of(page(IVANOVA, 2, 2))
    loads = [
        {"teacher": IVANOVA, "group": "ИС-21", "subject": "Химия", "tariff": 20},
        {"teacher": "Сидоров С.С.", "group": "ИС-21", "subject": PHYSICS, "tariff": 20},
        {"teacher": IVANOVA, "group": "ис-21", "subject": "физика", "tariff": 20},
    ]
    said = told(one, chosen=settings(loads=loads))["hours.load-unused"]
    assert [message.split(": ")[1] for message in said] == [
        "Иванова А.Б., Химия, ИС-21.",
        "Сидоров С.С., Физика, ИС-21.",
    ]
