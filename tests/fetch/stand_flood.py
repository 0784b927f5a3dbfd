"""A college as large as one likes, for the stand-in: how fast it is read, and with how much memory.

Its groups share the bytes of their pages: what is measured is the connector's, not the making of answers.
"""

from __future__ import annotations

import json
from typing import Any

import stand_college
from stand_college import BOOKS, GROUPS, entries_of, page_of

SUBJECTS, STUDENTS, LESSONS = 16, 25, 20
"""Of a group in a term; a page has some 40 KB."""
A_GROUP = 1 + 2 * SUBJECTS + 2
"""Answers of one group: its terms, its pages, two results sheets."""
LISTS = 5
_WORDS = ("Five", "Four", "Three", "Five")


def flood(groups: int) -> dict[str, Any]:
    """The answers of a college of so many groups, each with a whole year of journals."""
    found = {address: one for address, one in stand_college.answers().items() if "/gradebook/" not in address}
    found = {address: one for address, one in found.items() if "/group-attestation/" not in address}
    page = json.dumps(_page(), ensure_ascii=False, separators=(",", ":")).encode()
    numbers = range(1000, 1000 + groups)
    found[GROUPS] = [
        {
            "id": number,
            "name": f"ИС-{number}",
            "code": "09.02.07",
            "yearNumber": 2,
            "educationForm": "FullTime",
            "departmentId": 4,
            "curatorId": 801,
        }
        for number in numbers
    ]
    found[BOOKS] = [
        {name: one[name] for name in ("id", "name", "code", "yearNumber")} for one in found[GROUPS]
    ]
    for number in numbers:
        found[entries_of(number)] = [_entry(number, term) for term in (1, 2)]
        for term in (1, 2):
            book = number * 10 + term
            found |= {page_of(book, subject): page for subject in range(1, SUBJECTS + 1)}
            sheet = f"/services/reports/curator/group-attestation/Semester/{term}/2025/{number}"
            found[sheet] = _sheet(term)
    return found


def _entry(group: int, term: int) -> dict[str, Any]:
    days = {1: ("2025-09-01", "2025-12-27"), 2: ("2026-01-12", "2026-06-27")}[term]
    return {
        "id": group * 10 + term,
        "name": f"ИС-{group}",
        "yearNumber": 2,
        "termNumber": term,
        "termType": "Semester",
        "isActive": False,
        "startDate": f"{days[0]}T00:00:00.0000000",
        "endDate": f"{days[1]}T00:00:00.0000000",
        "scheduleSubjects": [
            {"id": subject, "name": f"ОП.{subject:02} Предмет", "plannedHours": 40, "remarks": []}
            for subject in range(1, SUBJECTS + 1)
        ],
    }


def _students() -> list[dict[str, Any]]:
    return [
        {"id": number, "lastName": "Студент", "firstName": f"Имя{number}", "middleName": "Отчество"}
        for number in range(9001, 9001 + STUDENTS)
    ]


def _page() -> dict[str, Any]:
    return {
        "workingProgram": {"isApproved": True, "topics": []},
        "lessons": [
            {
                "id": lesson,
                "date": f"2025-{9 + lesson // 10:02}-{1 + 2 * (lesson % 10):02}T00:00:00.0000000",
                "type": "Lecture",
                "duration": 90,
                "tasks": [{"id": lesson * 10, "type": "Lesson", "topic": "Ответ", "attachments": []}],
                "markSets": {
                    str(one["id"]): {
                        "marks": {
                            str(lesson * 10): {"value": _WORDS[(one["id"] + lesson) % 4], "isRequired": False}
                        }
                    }
                    for one in _students()
                },
                "plannedLessons": {},
            }
            for lesson in range(LESSONS)
        ],
        "students": [one | {"number": place} for place, one in enumerate(_students(), 1)],
        "remarks": [],
        "teacher": "Каргин П.А.",
    }


def _sheet(term: int) -> dict[str, Any]:
    return {
        "termType": "Semester",
        "termNumber": term,
        "year": 2025,
        "students": _students(),
        "subjects": [
            {
                "id": subject,
                "name": f"ОП.{subject:02} Предмет",
                "examinationType": "Exam",
                "marks": {str(one["id"]): {"value": "Five"} for one in _students()},
            }
            for subject in range(1, SUBJECTS + 1)
        ],
        "profModules": [],
        "courseWorks": [],
        "departmentName": "Отделение",
    }
