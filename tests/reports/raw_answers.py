"""The module's answers written by hand: a college of one group, as raw JSON, for statements made of it.

Nothing here is of the program or of its sample: the shapes are those that public clients of the module show.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from archiver.intake.open import open_exports
from archiver.journal.model import Journal
from archiver.settings.tables import Settings

Student = dict[str, Any]
Answers = dict[str, Any]

TERMS = {1: ("2025-09-01", "2025-12-28"), 2: ("2026-01-12", "2026-06-28")}


def student(
    number: int,
    name: str,
    *,
    id: int | None = None,
    start: str | None = None,
    end: str | None = None,
) -> Student:
    """A student of a page: `name` «Фамилия Имя Отчество», `id` 500 + the number where none is given."""
    last, first, middle = name.split()
    return {
        "id": id or 500 + number,
        "number": number,
        "lastName": last,
        "firstName": first,
        "middleName": middle,
        "startDate": start,
        "endDate": end,
    }


def lesson(number: int, day: str, hours: int | None = 2, absent: dict[int, str] | None = None) -> Any:
    """A lesson with its absences, by the student's id and the module's word."""
    return {
        "id": number,
        "date": day,
        "type": "Lecture",
        "duration": hours,
        "tasks": [],
        "markSets": {
            str(student): {"absenceType": word, "marks": {}} for student, word in (absent or {}).items()
        },
        "plannedLessons": {},
    }


def subject(
    name: str,
    students: list[Student],
    lessons: list[Any],
    *,
    teacher: str = "Орлова О.О.",
    hours: int | None = None,
    results: dict[int, str] | None = None,
    exam: str = "Exam",
) -> Any:
    """A subject of a term: its page, and what the sheet of results says of each student's id."""
    return {
        "name": name,
        "hours": hours,
        "page": {
            "workingProgram": {"topics": []},
            "lessons": lessons,
            "students": students,
            "remarks": [],
            "teacher": teacher,
        },
        "results": results or {},
        "exam": exam,
        "teacher": teacher,
    }


def answers(
    terms: dict[int, list[Any]], people: list[Student], modules: dict[int, list[Any]] | None = None
) -> Answers:
    """The snapshot's files: groups, gradebooks, a page a subject, a sheet of results a term."""
    made: Answers = {
        "services/people/student-groups/all.json": [
            {"id": 101, "name": "ИС-21", "code": "09.02.07", "yearNumber": 2, "curatorId": 9}
        ],
        "services/people/employees/all.json": [
            {"id": 9, "lastName": "Сидорова", "firstName": "Ольга", "middleName": "Ивановна"}
        ],
    }
    entries = []
    for number, subjects in terms.items():
        gradebook = 1010 + number
        start, end = TERMS[number]
        entries.append(
            {
                "id": gradebook,
                "name": str(number),
                "yearNumber": 2,
                "termNumber": number,
                "termType": "Semester",
                "startDate": start,
                "endDate": end,
                "scheduleSubjects": [
                    {"id": place, "name": one["name"], "plannedHours": one["hours"]}
                    for place, one in enumerate(subjects, 1)
                ],
            }
        )
        for place, one in enumerate(subjects, 1):
            made[f"services/journal/gradebook/{gradebook}/subjects/{place}.json"] = one["page"]
        sheet = {
            "termType": "Semester",
            "termNumber": number,
            "year": 2025,
            "students": people,
            "subjects": [_result(place, one) for place, one in enumerate(subjects, 1) if one["results"]],
            "profModules": [
                _result(90 + place, one) for place, one in enumerate((modules or {}).get(number, []))
            ],
            "courseWorks": [],
        }
        day = end
        made[f"services/reports/curator/group-attestation/Semester/{number}/{day}/101.json"] = sheet
    made["services/journal/gradebook/101/entries.json"] = entries
    return made


def _result(place: int, one: Any) -> Any:
    return {
        "id": place,
        "name": one["name"],
        "examinationType": one["exam"],
        "teacher": {"id": 1, "lastName": one["teacher"].split()[0], "firstName": "О", "middleName": "О"},
        "marks": {str(student): {"value": word} for student, word in one["results"].items()},
    }


def write(folder: Path, files: Answers) -> Path:
    """The answers as files, for the commands."""
    for name, value in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")
    return folder


def read(folder: Path, files: Answers) -> Journal:
    """The journal the program reads out of the answers."""
    (group,) = open_exports(write(folder, files), Settings()).groups
    journal = group.read().journal
    assert journal is not None
    return journal
