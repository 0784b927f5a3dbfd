"""Journals out of the module's answers (docs/module-answers.md, domain 4.3), read by own eyes."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from raw_journals import Column, Interval, Journal, Lesson, Page, Stay, person_of_teacher

VALUES = {"Five": "5", "Four": "4", "Three": "3", "Two": "2", "Success": "зач", "Fail": "незач"}
ABSENCES = {
    "IsAbsentByValidReason": "уп",
    "IsAbsentByNotValidReason": "нп",
    "SickLeave": "б",
    "IsAbsent": "н",
    "IsLate": "оп",
}
FORMS = {"FullTime": "очная", "PartTime": "очно-заочная", "Extramural": "заочная"}
EXAMINATIONS = {"Exam": "exam", "DifferentiatedTest": "differentiated-test", "Test": "test", "Other": "term"}
LESSONS = {"Consultation": "Консультация"}
PRACTICES = (("УП.", "educational-practice"), ("ПП.", "industrial-practice"), ("ПМ.", "module"),
             ("МДК.", "module-course"))  # fmt: skip


def read_snapshot(folder: Path, settings: Path) -> Iterator[Journal]:
    """A journal of each group of today's list; who pays is told by the settings alone."""
    services = folder / "services"
    told = {group["name"]: group for group in tomllib.loads(settings.read_text(encoding="utf-8"))["groups"]}
    leaves = _leaves(_answer(services / "people/students.json"))
    for group in _answer(services / "people/student-groups/all.json"):
        journal = _journal(services, group, leaves)
        if "funding" in told[journal.group]:
            journal.paid = told[journal.group]["funding"] == "paid"
        for page in journal.pages:
            for stay in page.stays:
                stay.pays = True if stay.person in told[journal.group].get("paying", []) else None
        journal.plan_by_page = True
        yield journal


def _answer(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def _name(raw: dict[str, Any]) -> str:
    return " ".join(raw[key] for key in ("lastName", "firstName", "middleName") if raw.get(key))


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text[:10]) if text else None


def _leaves(students: list[dict[str, Any]]) -> dict[tuple[int, str], list[Interval]]:
    return {
        (student["studentGroupId"], _name(student)): [
            (date.fromisoformat(leave["startDate"][:10]), _day(leave["endDate"]))
            for leave in student["academicVacations"]
        ]
        for student in students
    }


def _journal(services: Path, group: dict[str, Any], leaves: dict[tuple[int, str], list[Interval]]) -> Journal:
    number = group["id"]
    journal = Journal(group["name"], group["yearNumber"], FORMS[group["educationForm"]], 0, {}, {}, [])
    for entry in _answer(services / f"journal/gradebook/{number}/entries.json"):
        term = entry["termNumber"]
        journal.terms[term] = (
            date.fromisoformat(entry["startDate"][:10]),
            date.fromisoformat(entry["endDate"][:10]),
        )
        if term == 1:
            journal.year = journal.terms[term][0].year
        (sheet,) = (services / f"reports/curator/group-attestation/Semester/{term}").glob(f"*/{number}.json")
        columns = _columns(_answer(sheet))
        for subject in entry["scheduleSubjects"]:
            page = _answer(services / f"journal/gradebook/{entry['id']}/subjects/{subject['id']}.json")
            journal.pages.append(_page(page, subject, term, columns.get(subject["id"], [])))
        for page in journal.pages:
            for stay in page.stays:
                stay.leaves = leaves.get((number, stay.person), [])
    for page in journal.pages:
        journal.plan[page.subject, page.term] = page.planned
    return journal


def _columns(sheet: dict[str, Any]) -> dict[int, list[Column]]:
    """Results by the number of the subject: a mark without a value is none."""
    found: dict[int, list[Column]] = {}
    for name, kind in (("subjects", None), ("profModules", "module-exam"), ("courseWorks", "course-work")):
        for line in sheet[name]:
            marks = {
                student: [VALUES[mark["value"]]] for student, mark in line["marks"].items() if mark["value"]
            }
            column = Column(line["name"], kind or EXAMINATIONS[line["examinationType"]], marks)
            found.setdefault(line["id"], []).append(column)
    return found


def _page(raw: dict[str, Any], subject: dict[str, Any], term: int, columns: list[Column]) -> Page:
    told = re.fullmatch(r"(.+?)(?: \((\d) подгруппа\))?", subject["name"])
    assert told is not None
    name = told[1]
    return Page(
        subject=name,
        kind=next((kind for start, kind in PRACTICES if name.startswith(start)), "subject"),
        term=term,
        subgroup=told[2],
        teacher=person_of_teacher(raw["teacher"]),
        planned=subject["plannedHours"],
        stays=[
            Stay(
                str(student["id"]),
                _name(student),
                (_day(student["startDate"]) or date.min, _day(student["endDate"])),
                [],
            )
            for student in raw["students"]
        ],
        lessons=[_lesson(lesson) for lesson in raw["lessons"]],
        columns=columns,
    )


def _lesson(raw: dict[str, Any]) -> Lesson:
    topics = [task["topic"] for task in raw["tasks"] if task["type"] != "Home" and task.get("topic")]
    day = date.fromisoformat(raw["date"][:10])
    kind = LESSONS.get(raw["type"], raw["type"])
    lesson = Lesson(str(raw["id"]), day, raw["duration"], kind, topics[0] if topics else "")
    for student, cell in raw["markSets"].items():
        absence = [ABSENCES[cell["absenceType"]]] if cell["absenceType"] else []
        owed = [VALUES.get(mark["value"], "•") for mark in cell["marks"].values()]
        if absence or owed:
            lesson.marks[student] = absence + owed
    return lesson
