"""A page read in one step is the page that the models read, or is left to them."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from archiver.intake.spo.document import read_answer
from archiver.intake.spo.kinds import Kinds
from archiver.intake.spo.known import PAGE
from archiver.intake.spo.ledger import Ledger
from archiver.intake.spo.page_values import PageValues, of_model
from archiver.intake.spo.usual import usual_page
from tests.intake import module_answers as answers

FILE = "page.json"


class OneFile:
    """A tree of one file."""

    def __init__(self, data: bytes) -> None:
        self.data = data

    def read(self, _name: str) -> bytes:
        return self.data


def by_model(data: bytes) -> tuple[PageValues, Kinds] | None:
    ledger = _Keeping()
    page = read_answer(OneFile(data), FILE, PAGE, ledger)  # type: ignore[arg-type]
    return None if page is None or ledger.told else (of_model(page), ledger.entered[0])


class _Keeping(Ledger):
    def __init__(self) -> None:
        super().__init__()
        self.entered: list[Kinds] = []

    def saw(self, file: str, answer: Any, kinds: Kinds) -> None:
        self.entered.append(kinds)


def told(page: PageValues) -> dict[str, Any]:
    """Everything a section is made of."""
    teacher = page.teacher
    return {
        "lessons": [
            (*one[:4], [*map(tuple, one.tasks)], _cells(one.mark_sets), [*map(tuple, one.planned)])
            for one in page.lessons
        ],
        "students": [tuple(one) for one in page.students],
        "programme": [tuple(one) for one in page.programme],
        "teacher": (teacher.full_name, teacher.short_name) if teacher else None,
        "remarks": page.remarks or None,
    }


def _cells(cells: Any) -> dict[str, Any]:
    return {
        student: (
            cell.absence or None,
            {task: one and (one.value or None, one.owed) for task, one in cell.marks.items()},
        )
        for student, cell in cells.items()
        if cell is not None
    }


def agree(data: bytes) -> bool:
    """Whether the page was read in one step; it is equal to the models' then."""
    usual, model = usual_page(data), by_model(data)
    if usual is None:
        return False
    assert model is not None
    assert _without_empty(told(usual[0])) == _without_empty(told(model[0]))
    assert usual[1] == model[1]
    return True


def _without_empty(value: Any) -> Any:
    """A text that is empty and one that is not there are printed alike."""
    if isinstance(value, dict):
        return {key: _without_empty(one) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [_without_empty(one) for one in value]
    return None if value == "" else value


def a_page() -> dict[str, Any]:
    lessons = [
        answers.lesson(
            9001,
            "2025-09-03",
            tasks=[
                {"id": 5, "type": "Lesson", "topic": " Ввод ", "condition": None, "attachments": []},
                {"id": 6, "type": "Home", "topic": "§ 1", "condition": "§ 1"},
            ],
            markSets={
                "90210": {"absenceType": "SickLeave", "marks": {}},
                "90211": {"marks": {"6": {"isRequired": True, "value": "Five"}, "5": {"value": "Four"}}},
                "90212": {"absenceType": None, "marks": {"5": {"isRequired": True}}},
            },
            plannedLessons={"31": {"id": 31, "type": "Lecture", "duration": 2, "name": "Ввод"}, "32": 4},
        ),
        answers.lesson(9002, "2025-09-10"),
    ]
    return answers.page(lessons)


def test_pages_as_public_clients_show_them_are_usual() -> None:
    for letters in (True, False):
        for spaces in ((",", ":"), (", ", ": ")):
            data = json.dumps(a_page(), ensure_ascii=letters, separators=spaces).encode()
            assert agree(data)


PLACES: dict[str, Callable[[dict[str, Any]], dict[str, Any]]] = {
    "page": lambda page: page,
    "lesson": lambda page: page["lessons"][0],
    "task": lambda page: page["lessons"][0]["tasks"][0],
    "cell": lambda page: page["lessons"][0]["markSets"]["90211"],
    "cells": lambda page: page["lessons"][0]["markSets"],
    "mark": lambda page: page["lessons"][0]["markSets"]["90211"]["marks"]["6"],
    "marks": lambda page: page["lessons"][0]["markSets"]["90211"]["marks"],
    "line": lambda page: page["lessons"][0]["plannedLessons"]["31"],
    "lines": lambda page: page["lessons"][0]["plannedLessons"],
    "student": lambda page: page["students"][0],
    "programme": lambda page: page["workingProgram"],
}
FIELDS = [
    "id",
    "type",
    "date",
    "topic",
    "condition",
    "attachments",
    "value",
    "isRequired",
    "absenceType",
    "marks",
    "number",
    "startDate",
    "endDate",
    "lastName",
    "firstName",
    "middleName",
    "fullName",
    "teacher",
    "remarks",
    "duration",
    "name",
    "topics",
    "lessons",
    "students",
    "markSets",
    "plannedLessons",
    "tasks",
    "averageScore",
    "workingProgram",
    "strange",
    "77",
]
VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.sampled_from([0, 1, 5, 1.0, 2.5, 1441, -3, 10**18, 10**25, 1e300]),
    st.sampled_from(
        ["", " ", "Five", " Five", "2025-09-01", "2025-13-01", "31.12.2025", "a\tb", "б\xa0в", "x\\"]
    ),
    st.sampled_from([[], {}, [None], [1], {"a": 1}, {"id": 3, "name": "Т"}, {"1": None}, 'a":"b', "+BBg-"]),
)


@settings(max_examples=150)
@given(
    st.lists(st.tuples(st.sampled_from(sorted(PLACES)), st.sampled_from(FIELDS), VALUES), max_size=2),
    st.booleans(),
)
@example([("page", "teacher", "")], False)
@example([("page", "remarks", [None])], False)
@example([("mark", "value", " Five")], False)
@example([("cells", "strange", {"marks": {}})], False)
@example([("page", "teacher", {"lastName": "Каргин", "firstName": "Пётр", "phone": 1})], False)
def test_a_page_changed_anywhere_is_equal_or_left_to_the_models(
    changes: list[tuple[str, str, Any]], ascii_only: bool
) -> None:
    page = a_page()
    for place, field, value in changes:
        try:
            at = PLACES[place](page)
            at[field] = copy.deepcopy(value)
        except (KeyError, TypeError, IndexError):
            continue  # an earlier change took the place away
    agree(json.dumps(page, ensure_ascii=ascii_only).encode())


@pytest.mark.parametrize(
    ("given_", "made"),
    [
        ('"value":"Five"', '"value":"Five","value":"Two"'),
        ('"value":"Five"', '"value":"Two","value" :"Five"'),
        ('"value":"Five"', '"value":"Two","val\\u0075e":"Five"'),
        ('"90211":', '"90211":null,"90211":'),
        ('"topic":" Ввод "', '"topic":"\\u0022:x","topic":"y"'),
        ('"duration":90', '"duration":90,"duration":45'),
        ('"duration":90', '"duration":NaN'),
        ('"number":1', '"number":1e400'),
        ('"topic":" Ввод "', '"topic":"Ввод\\u0007"'),
        ('"topic":" Ввод "', '"topic":"\\ud800"'),
        ('"remarks":', '"remarks":[{"text":"нет дат"}],"other":'),
    ],
)
def test_what_a_model_must_look_at_is_never_usual(given_: str, made: str) -> None:
    text = json.dumps(a_page(), ensure_ascii=False, separators=(",", ":"))
    assert given_ in text
    assert usual_page(text.replace(given_, made, 1).encode()) is None


def test_a_file_cut_anywhere_is_never_usual() -> None:
    data = json.dumps(a_page(), ensure_ascii=False).encode()
    assert all(usual_page(data[:end]) is None for end in range(0, len(data), 7))
