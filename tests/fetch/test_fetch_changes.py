"""What a refresh says of an answer that has changed, and what is sent to the developers of one: no values."""

from __future__ import annotations

import json
from typing import Any

from archiver.fetch.asked import EMPLOYEES, ORGANIZATION
from archiver.fetch.changes import page_changed, results_changed
from archiver.fetch.line import Answered
from archiver.fetch.reduced import as_kept
from archiver.fetch.shape import Shapes

FIVE, FOUR = {"value": "Five", "isRequired": False}, {"value": "Four", "isRequired": False}


def page(marks: dict[str, Any], *, lessons: tuple[int, ...] = (1, 2), topic: str = "Тема") -> dict[str, Any]:
    return {
        "lessons": [
            {"id": number, "date": "2025-09-01", "name": topic, "markSets": marks if number == 1 else {}}
            for number in lessons
        ],
        "students": [{"id": 9, "lastName": "Яшин", "averageScore": 4.5}],
    }


def test_a_page_is_told_by_counts_alone() -> None:
    old = page({"9": {"marks": {"11": FOUR, "12": FIVE}}})
    new = page({"9": {"marks": {"11": FIVE, "13": FIVE}, "absenceType": "IsLate"}}, lessons=(1, 2, 3))
    told = page_changed(old, new).words()
    assert told == "занятия +1; отметки +2, −1, ~1"
    assert (
        page_changed(old, page({"9": {"marks": {"11": FOUR, "12": FIVE}}}, topic="Иная")).words()
        == "занятия ~2"
    )


def test_a_changed_average_is_no_change_of_a_student() -> None:
    old, new = page({}), page({})
    new["students"][0]["averageScore"] = 4.6
    assert page_changed(old, new).words() == "другое"
    new["students"].append({"id": 10, "lastName": "Новый"})
    assert page_changed(old, new).words() == "студенты +1"


def test_results_are_told_by_counts_alone() -> None:
    old = {"students": [{"id": 9}], "subjects": [{"id": 1, "marks": {"9": FOUR}}], "profModules": None}
    new = {
        "students": [{"id": 9}],
        "subjects": [{"id": 1, "marks": {"9": FIVE, "8": FIVE}}],
        "courseWorks": [],
    }
    assert results_changed(old, new).words() == "отметки +1, ~1"


def test_answers_of_any_shape_are_compared() -> None:
    odd: list[Any] = [None, [], {}, "x", {"lessons": {}, "students": 3}, {"lessons": [{"markSets": []}, 5]}]
    for one in odd:
        for other in odd:
            assert page_changed(one, other).words()
            assert results_changed(one, other).words()


def test_of_employees_nothing_is_kept_that_nobody_asked_for() -> None:
    came = [
        {
            "id": 801, "lastName": "Каргин", "firstName": "Пётр", "birthday": "1979-04-17", "snils": "1-2",
            "positionName": "Преподаватель", "isFired": False, "phone": "+7",
        },
        {"id": 802, "fullName": "Ли Анна", "positionName": {"name": "x"}},
        "stray",
    ]  # fmt: skip
    for value in (came, {"items": came, "total": 2}):
        kept = json.loads(as_kept(EMPLOYEES, value, b"as it came"))
        assert kept == [
            {
                "id": 801, "lastName": "Каргин", "firstName": "Пётр", "positionName": "Преподаватель",
                "isFired": False,
            },
            {"id": 802, "fullName": "Ли Анна"},
        ]  # fmt: skip
    assert as_kept(EMPLOYEES, {"strange": 1}, b"x") == b"[]"
    assert as_kept(ORGANIZATION, {"name": "x"}, b" as it came ") == b" as it came "


def test_the_shape_of_an_answer_holds_no_value() -> None:
    answer = {
        "tenantName": "spo_77",
        "tenants": {"spo_77": {"lastName": "Каргин"}},
        "students": [{"id": 90001, "lastName": "Яшин", "middleName": None}, {"id": 90002, "lastName": "Ли"}],
        "markSets": {str(number): {"value": "Five"} for number in range(50)},
        "Каргин Пётр": True,
    }
    shapes = Shapes()
    told = {"content-type": "application/json; charset=utf-8", "location": "/security/?token=tajna"}
    data = json.dumps(answer, ensure_ascii=False).encode()
    shapes.saw("GET", "journal/gradebook/*/subjects/*", Answered(200, told, data, ("UID", "u1234567")))
    shapes.saw("GET", "people/organization", Answered(200, {}, "<html>Каргин</html>".encode()))
    shapes.saw("GET", "people/organization", Answered(204, {}, b""))
    written = shapes.as_bytes().decode()
    for value in ("Каргин", "Яшин", "Ли", "90001", "Five", "spo_77", "tajna", "u1234567"):
        assert value not in written
    document = json.loads(written)
    page = document["answers"][0]
    assert (page["address"], page["status"], page["cookies"]) == (
        "journal/gradebook/*/subjects/*",
        200,
        ["*", "UID"],
    )
    assert page["fields"]["students[].lastName"] == {"types": {"string": 2}, "length": [2, 4]}
    assert page["fields"]["students[].middleName"] == {"types": {"null": 1}}
    assert page["fields"]["markSets.*.value"] == {"types": {"string": 50}, "length": [4, 4]}
    assert page["fields"]["tenants.*.lastName"]["length"] == [6, 6]
    assert [one["status"] for one in document["answers"][1:]] == [200, 204]


def test_shapes_do_not_grow_with_the_answers() -> None:
    shapes = Shapes()
    data = json.dumps({"lessons": [{"id": number} for number in range(20)]}).encode()
    for _again in range(3):
        shapes.saw("GET", "x", Answered(200, {}, data))
    once = len(shapes.as_bytes())
    for _again in range(200):
        shapes.saw("GET", "x", Answered(200, {}, data))
    assert len(shapes.as_bytes()) <= once + 12
