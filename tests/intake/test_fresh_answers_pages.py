"""Plans, periods, lessons, lists of students and numbers as the module may write them."""

from __future__ import annotations

import copy
import datetime as dt
import json
from pathlib import Path
from typing import Any

import fresh_answers as fresh
import pytest
from fresh_answers import ECONOMY, ECONOMY_2, ENTRIES, GROUPS, MATHS_2, NAMES, SHEET, SHEET_2, look, write

from archiver.errors import InputInvalid


def test_numbers_written_as_texts(tmp_path: Path) -> None:
    found = fresh.answers()
    for entry in found[ENTRIES]:
        entry |= {"id": str(entry["id"]), "termNumber": str(entry["termNumber"]), "yearNumber": "1"}
        for subject in entry["scheduleSubjects"]:
            subject |= {"id": str(subject["id"]), "plannedHours": "8"}
    for one in found[ECONOMY]["students"]:
        one |= {"id": str(one["id"]), "number": str(one["number"])}
    for one in found[ECONOMY]["lessons"]:
        one |= {"id": str(one["id"]), "duration": "2"}
    found[GROUPS][0]["id"] = "7"
    found[SHEET] |= {"year": "2025", "termNumber": "1"}
    seen = look(write(tmp_path, found))
    assert seen.codes == set()
    assert seen.journal == look(write(tmp_path, fresh.answers())).journal


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2025-09-01T00:00:00", 1),
        ("2025-09-02T00:00:00+04:00", 2),
        ("2025-09-02T20:00:00Z", 3),
        ("2025-09-08T00:00:00Z", 8),
        ("2025-09-05T00:00:00.0000000", 5),
        ("2025-09-09 00:00:00", 9),
        ("04.09.2025", None),
        ("/Date(1757275200000+0400)/", None),
        (1757275200000, None),
        (None, None),
    ],
)
def test_days_of_lessons(tmp_path: Path, written: Any, day: int | None) -> None:
    found = fresh.answers()
    found[ECONOMY]["lessons"][0]["date"] = written
    seen = look(write(tmp_path, found))
    if day is None:
        assert "file.value" in seen.blocking
    else:
        assert seen.section().lessons[0].date == dt.date(2025, 9, day)


def test_days_of_a_term_in_utc(tmp_path: Path) -> None:
    found = fresh.answers()
    found[ENTRIES][0] |= {"startDate": "2025-08-31T20:00:00Z", "endDate": "2025-12-27T20:00:00Z"}
    term = look(write(tmp_path, found)).journal.terms[0]
    assert (term.start, term.end) == (dt.date(2025, 9, 1), dt.date(2025, 12, 28))


@pytest.mark.parametrize(
    ("written", "hours"), [(90, 2), (45, 1), (2, 2), ("2", 2), (None, None), (1.5, None)]
)
def test_durations(tmp_path: Path, written: Any, hours: int | None) -> None:
    found = fresh.answers()
    found[ECONOMY]["lessons"][0]["duration"] = written
    seen = look(write(tmp_path, found))
    assert not seen.blocking
    assert seen.section().lessons[0].hours == hours


@pytest.mark.parametrize("written", ["PT1H30M", "01:30:00", -2, {"hours": 2}, True])
def test_durations_of_another_shape_block(tmp_path: Path, written: Any) -> None:
    found = fresh.answers()
    found[ECONOMY]["lessons"][0]["duration"] = written
    assert "file.value" in look(write(tmp_path, found)).blocking


def test_one_lesson_twice(tmp_path: Path) -> None:
    found = fresh.answers()
    lessons = found[ECONOMY]["lessons"]
    lessons.append(fresh.lesson(150, fresh.DAYS[71][2], {12: "Two"}))
    assert "spo.lesson-twice" not in look(write(tmp_path, found)).codes  # two lessons of one day
    lessons.append(copy.deepcopy(lessons[0]))
    again = copy.deepcopy(lessons[1])
    again["markSets"] = {"11": {"marks": {"1010": {"value": "Two"}}}}
    lessons.append(again)
    seen = look(write(tmp_path, found))
    assert "spo.lesson-twice" in seen.blocking
    assert "02.09.2025, 07.10.2025" in seen.only("spo.lesson-twice").message
    laid = sum(len(marks) for marks in seen.section().marks.values())
    assert laid == 12 + 1 + 3 + 1


def test_lessons_out_of_the_year(tmp_path: Path) -> None:
    found = fresh.answers()
    found[ECONOMY]["lessons"][0]["date"] = "2024-09-03"
    found[ECONOMY]["lessons"][3]["date"] = "2025-12-30"
    told = look(write(tmp_path, found)).only("lesson.outside-interval")
    assert "03.09.2024" in told.message and "30.12.2025" in told.message


def test_students_who_left_namesakes_and_nameless_parts(tmp_path: Path) -> None:
    found = fresh.answers()
    listed = found[ECONOMY]["students"]
    listed[0]["endDate"] = "2025-11-01"
    listed[1]["middleName"] = None
    del listed[2]["middleName"]
    listed.append(dict(listed[2], id=14, number=4, middleName=""))
    found[ECONOMY]["lessons"][3]["markSets"]["14"] = {"marks": {"1030": {"value": "Five"}}}
    seen = look(write(tmp_path, found))
    assert {"mark.outside-enrolment", "student.namesake", "student.left"} <= seen.codes and not seen.blocking
    assert [one.full_name for one in seen.section().students][1:] == [
        "Борисов Пётр",
        "Власов Ян",
        "Власов Ян",
    ]


def test_numbers_of_the_list(tmp_path: Path) -> None:
    found = fresh.answers()
    for one, number in zip(found[ECONOMY]["students"], (None, 0, 0), strict=True):
        one["number"] = number
    assert "student.twice" in look(write(tmp_path, found)).blocking


def test_pages_of_students(tmp_path: Path) -> None:
    found = fresh.answers()
    listed = [
        fresh.person(900 + at, *one[1:]) | {"studentGroup": {"id": 7, "name": "ЭК-11"}}
        for at, one in enumerate(fresh.STUDENTS)
    ]
    leave = {"startDate": "2026-02-01", "endDate": "2027-01-31", "order": "приказ № 12"}
    listed[1]["academicVacations"] = [leave]
    found["people/students"] = {"studentsCount": 3, "students": listed[:2]}
    found["people/students?isActive=true&pageIndex=1&pageSize=2"] = {"studentsCount": 3, "students": []}
    seen = look(write(tmp_path, found))
    assert {"student.leave", "mark.outside-enrolment"} == seen.codes
    found["people/students"] = {"studentsCount": 0, "students": []}
    assert look(write(tmp_path, found)).codes == set()


@pytest.mark.parametrize("plan", [None, []])
def test_without_a_plan_no_page_is_lost_in_silence(tmp_path: Path, plan: Any) -> None:
    found = fresh.answers()
    found[ENTRIES][0]["scheduleSubjects"] = plan
    told = look(write(tmp_path, found)).only("spo.page-without-subject")
    assert told.message.startswith("2 ")


def test_two_subjects_of_one_name(tmp_path: Path) -> None:
    found = fresh.answers()
    found[ENTRIES][0]["scheduleSubjects"].append({"id": 703, "name": NAMES[701], "plannedHours": 2})
    found["journal/gradebook/71/subjects/703"] = fresh.page([fresh.lesson(910, "2025-09-02", fresh.GRADES)])
    assert "section.twice" in look(write(tmp_path, found)).blocking


def test_the_name_of_the_year_and_no_list_of_groups(tmp_path: Path) -> None:
    found = fresh.answers()
    found[GROUPS][0] |= {"name": "ЭК-21", "yearNumber": 2}
    seen = look(write(tmp_path, found))
    assert seen.codes == {"group.renamed"}
    assert (seen.journal.group.name, seen.journal.group.course) == ("ЭК-11", 1)
    bare = {key: one for key, one in found.items() if not key.startswith("people/")}
    assert look(write(tmp_path / "bare", bare)).journal.group.name == "ЭК-11"
    for entry in bare[ENTRIES]:
        entry["name"] = None
    with pytest.raises(InputInvalid) as refused:
        look(write(tmp_path / "nameless", bare))
    assert "spo.group-unknown" in {one.code for one in refused.value.problems}


def test_terms_of_other_kinds(tmp_path: Path) -> None:
    found = fresh.answers()
    del found[ENTRIES][1], found[SHEET_2]
    found[ENTRIES][0] |= {"termType": "Course", "endDate": "2026-06-28"}
    found[SHEET]["termType"] = "Course"
    found[SHEET.replace("Semester", "Course")] = found.pop(SHEET)
    for first, second in ((ECONOMY, ECONOMY_2), (ECONOMY.replace("701", "702"), MATHS_2)):
        found[first]["lessons"] += found.pop(second)["lessons"]
    seen = look(write(tmp_path, found))
    assert not seen.blocking and len(seen.cells()) == 24
    assert seen.finals() == {"11": "5", "12": "4", "13": "3"}


def test_long_and_strange_texts_stay(tmp_path: Path) -> None:
    found = fresh.answers()
    for entry in found[ENTRIES]:
        entry["scheduleSubjects"][0]["name"] = "ОП.01 " + "Экономика отрасли " * 22
    found[ECONOMY]["lessons"][0]["tasks"][0]["topic"] = "<b>Спрос</b> & предложение 😀"
    seen = look(write(tmp_path, found))
    assert not seen.blocking
    (one,) = [one for one in seen.journal.sections if one.source and "/71/subjects/701" in one.source]
    assert one.subject.name.count("отрасли") == 22
    assert one.lessons[0].topic == "<b>Спрос</b> & предложение 😀"


def test_what_json_would_lose(tmp_path: Path) -> None:
    found = fresh.answers()
    written = json.dumps(found[ECONOMY], ensure_ascii=False)
    for old, new in (
        ('"11": {"marks"', '"11": {"absenceType": "IsAbsent"}, "11": {"marks"'),
        ('"duration": 2', '"duration": NaN'),
        ('"number": 1', '"number": 1e400'),
    ):
        found[ECONOMY] = written.replace(old, new, 1)
        assert "file.broken" in look(write(tmp_path, found)).blocking
    found[ECONOMY] = written.replace("Тема 100", r"Тема \ud83d 100")
    assert "text.control-characters" in look(write(tmp_path, found)).codes


@pytest.mark.parametrize("field", ["lessons", "students"])
def test_a_page_without_a_field_that_it_cannot_lack(tmp_path: Path, field: str) -> None:
    found = fresh.answers()
    found[ECONOMY]["items"] = found[ECONOMY].pop(field)
    assert "file.value" in look(write(tmp_path, found)).blocking
