"""Marks, results, teachers and tasks as the module may write them: printed letter for letter, or told."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import fresh_answers as fresh
import pytest
from fresh_answers import ECONOMY, ECONOMY_2, ENTRIES, MATHS, MATHS_2, SHEET, SHEET_2, look, task, write


def test_nothing_is_told_of_sound_answers_and_no_mark_is_lost(tmp_path: Path) -> None:
    found = fresh.answers()
    seen = look(write(tmp_path, found))
    assert seen.codes == set()
    laid = sum(len(marks) for one in seen.journal.sections for marks in one.marks.values())
    assert laid == fresh.marks_in(found) == 48
    assert seen.finals() == {"11": "5", "12": "4", "13": "3"}


def test_teachers_of_every_shape(tmp_path: Path) -> None:
    found = fresh.answers()
    found[ECONOMY]["teacher"] = fresh.person(21, "Каргин", "Павел", None)
    found[MATHS]["teacher"] = None
    found[ECONOMY_2]["teacher"] = [fresh.KARGIN, "Юдина А.О.", None]
    found[MATHS_2]["teacher"] = {"id": 5}
    found[SHEET]["subjects"][0]["teacher"] = "Каргин Павел Андреевич"
    found[SHEET]["subjects"][1]["teacher"] = None
    found[SHEET_2]["subjects"][0]["teacher"] = ["Каргин П.А.", "Юдина А.О."]
    found[SHEET_2]["subjects"][1]["teacher"] = []
    seen = look(write(tmp_path, found))
    assert seen.codes == {"teacher.missing"}
    teachers = [seen.section(subject, term).teacher for term in (1, 2) for subject in (701, 702)]
    assert teachers == ["Каргин П.", None, "Каргин П.А., Юдина А.О.", None]


@pytest.mark.parametrize(
    ("value", "printed", "told"),
    [
        (5, "5", None),
        (" Four ", "4", None),
        ("Success", "зач", None),
        (None, None, None),
        ("", None, None),
        ("Zero", "Zero", "mark.unknown"),
        ("five", "five", "mark.unknown"),
        (4.5, "4.5", "mark.unknown"),
        ("4,5", "4,5", "mark.unknown"),
        (0, "0", "mark.unknown"),
        (-1, "-1", "mark.unknown"),
        ("Five\u200b", "Five\u200b", "mark.unknown"),
        ("4+", "4+", "mark.signed"),
        (True, None, "file.value"),
        (["Four", "Five"], None, "file.value"),
        ({"value": "Four"}, None, "file.value"),
    ],
)
def test_values_of_a_mark(tmp_path: Path, value: Any, printed: str | None, told: str | None) -> None:
    found = fresh.answers()
    found[ECONOMY]["lessons"][0]["markSets"]["11"]["marks"]["1000"]["value"] = value
    seen = look(write(tmp_path, found))
    if told == "file.value":
        assert "file.value" in seen.blocking
        return
    assert seen.codes == ({told} if told else set())
    assert seen.cells().get(("11", "100")) == printed


@pytest.mark.parametrize(
    ("cell", "printed"),
    [
        ("Five", "5"),
        (5, "5"),
        (None, None),
        ({"isRequired": False}, None),
        ({"isRequired": False, "taskId": 5}, None),
        ({"isRequired": True}, "•"),
        ({"isRequired": True, "value": ""}, "•"),
        ({"isRequired": "true", "id": 7, "comment": "к 1 июня"}, "•"),
        ({"isRequired": 1, "value": None}, "•"),
    ],
)
def test_marks_that_are_no_objects_or_owed(tmp_path: Path, cell: Any, printed: str | None) -> None:
    found = fresh.answers()
    found[ECONOMY]["lessons"][0]["markSets"]["11"]["marks"]["1000"] = cell
    seen = look(write(tmp_path, found))
    assert not seen.blocking
    assert seen.cells().get(("11", "100")) == printed
    assert ("mark.owed" in seen.codes) == (printed == "•")


@pytest.mark.parametrize(
    "cell",
    [
        {"mark": "Five"},
        {"isRequired": False, "rating": "Five"},
        {"mark": {"value": "Five"}},
        {"isRequired": "maybe"},
    ],
)
def test_a_mark_that_may_stand_in_another_field_blocks(tmp_path: Path, cell: Any) -> None:
    for place in (ECONOMY, SHEET):
        found = fresh.answers()
        if place == ECONOMY:
            found[place]["lessons"][0]["markSets"]["11"]["marks"]["1000"] = cell
        else:
            found[place]["subjects"][0]["marks"]["11"] = cell
        assert "file.value" in look(write(tmp_path, found)).blocking


def test_cells_under_a_new_name_block_and_a_new_field_beside_them_does_not(tmp_path: Path) -> None:
    found = fresh.answers()
    for one in found[ECONOMY]["lessons"]:
        one["room"] = {"name": "101"}
    assert look(write(tmp_path, found)).codes == {"source.field-unknown"}
    for one in found[ECONOMY]["lessons"]:
        one["marks"] = one.pop("markSets")
    seen = look(write(tmp_path, found))
    assert "markSets" in seen.only("file.value").message
    found = fresh.answers()
    found[SHEET]["subjects"][0]["grades"] = found[SHEET]["subjects"][0].pop("marks")
    assert "marks" in look(write(tmp_path, found)).only("file.value").message


def test_two_tasks_of_a_lesson(tmp_path: Path) -> None:
    found = fresh.answers()
    first, second, third, _last = found[ECONOMY]["lessons"]
    first["tasks"] = [task(2, "Control", "Контрольная № 1"), task(1, "Lesson", "Ответ у доски")]
    first["markSets"] = {
        "11": {"marks": {"1": {"value": "Four"}, "2": {"value": "Five"}}},
        "12": {"absenceType": "IsAbsentByValidReason", "marks": {"2": {"value": "Five"}}},
    }
    second["tasks"] = [
        task(3, "Lesson", "Спрос"),
        task(4, "Home", "Глава 3", "задачи 1–5"),
        task(5, "Home", None, "эссе"),
    ]
    second["markSets"] = {}
    third["tasks"] = [task(6, "Laboratory", "Лабораторная № 1", "вывести формулу")]
    third["markSets"] = {}
    third["plannedLessons"] = {"900": {"id": 900, "name": "Тема программы"}}
    seen = look(write(tmp_path, found))
    texts = [(one.topic, one.homework) for one in seen.section().lessons]
    assert texts == [
        ("Ответ у доски; Контрольная № 1", None),
        ("Спрос", "Глава 3: задачи 1–5; эссе"),
        ("Тема программы", None),
        ("Тема 103", None),
    ]
    assert seen.cells()["11", "100"] == "5/4" and seen.cells()["12", "100"] == "уп,5"
    assert seen.only("spo.tasks-not-printed").message.startswith("2 ")


@pytest.mark.parametrize(("word", "told"), [("IsSick", True), ("isabsent", True), ("", False), (None, False)])
def test_absences_that_are_not_known(tmp_path: Path, word: str | None, told: bool) -> None:
    found = fresh.answers()
    found[ECONOMY]["lessons"][0]["markSets"]["11"] = {"absenceType": word, "marks": {}}
    seen = look(write(tmp_path, found))
    assert seen.cells().get(("11", "100")) == (word or None)
    assert seen.codes == ({"mark.unknown"} if told else set())


@pytest.mark.parametrize(
    "remarks", [[{"id": 1, "text": "Тайна"}], ["Тайна"], "Тайна", {"items": ["Тайна"]}, 2]
)
def test_remarks_are_counted_and_never_quoted(tmp_path: Path, remarks: Any) -> None:
    found = fresh.answers()
    found[ECONOMY]["remarks"] = remarks
    found[ENTRIES][1]["scheduleSubjects"][0]["remarks"] = remarks
    seen = look(write(tmp_path, found))
    assert seen.codes == {"spo.remarks"} and not seen.blocking
    assert not any("Тайна" in one.message for one in seen.findings)


def test_two_addresses_of_results(tmp_path: Path) -> None:
    found = fresh.answers()
    own = fresh.sheet(1, [fresh.result(701, marks={11: "Five"})])
    found["reports/curator/group-attestation-for-student/11"] = own
    seen = look(write(tmp_path, found))
    assert seen.codes == {"spo.results-source"} and seen.finals()["11"] == "5"
    own["subjects"][0]["marks"]["11"]["value"] = "Four"
    seen = look(write(tmp_path, found))
    assert "spo.results-differ" in seen.blocking


def test_results_of_two_days(tmp_path: Path) -> None:
    found = fresh.answers()
    found[SHEET.replace("2026-06-30", "2026-01-15")] = fresh.sheet(
        1, [fresh.result(701, marks={11: "Two", 12: "Four", 13: "Three"})]
    )
    seen = look(write(tmp_path, found))
    assert "spo.results-changed" in seen.codes and not seen.blocking
    assert seen.finals()["11"] == "5"


def test_kinds_of_results(tmp_path: Path) -> None:
    found = fresh.answers()
    found[SHEET]["subjects"][0]["examinationType"] = "StateExam"
    found[SHEET]["subjects"][1]["examinationType"] = None
    seen = look(write(tmp_path, found))
    assert {"spo.word-unknown", "column.unknown"} <= seen.codes and not seen.blocking
    assert seen.finals() == {"11": "5", "12": "4", "13": "3"}
    found[SHEET]["subjects"][0]["examinationType"] = 3
    assert "file.value" in look(write(tmp_path, found)).blocking


def test_results_without_a_page_and_of_strangers(tmp_path: Path) -> None:
    found = fresh.answers()
    found[SHEET_2]["profModules"] = [{"id": 800, "name": "ПМ.01 Учёт", "marks": {"11": {"value": "Five"}}}]
    found[SHEET_2]["courseWorks"] = [{"id": 701, "name": fresh.NAMES[701], "marks": {"11": {"value": "Two"}}}]
    seen = look(write(tmp_path, found))
    assert seen.codes == {"subject.not-in-plan"}
    assert "ПМ.01 Учёт" in {one.subject.name for one in seen.journal.sections}
    found[SHEET]["subjects"][0]["marks"]["777"] = {"value": "Two"}
    assert "mark.no-place" in look(write(tmp_path, found)).blocking
