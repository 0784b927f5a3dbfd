"""A small snapshot of the SPO module on disk, to be spoiled by tests."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

GROUPS = "services/people/student-groups/all.json"
ENTRIES = "services/journal/gradebook/101/entries.json"
PAGE = "services/journal/gradebook/1011/subjects/7.json"
RESULTS = "services/reports/curator/group-attestation-for-student/1011.json"


def lesson(number: int, day: str, **more: Any) -> dict[str, Any]:
    return {"id": number, "date": day, "type": "Lecture", "duration": 2, "tasks": [], "markSets": {}} | more


def page(**more: Any) -> dict[str, Any]:
    tasks = [
        {"id": 31, "type": "Control", "topic": "Контрольная", "condition": None},
        {"id": 32, "type": "Lesson", "topic": "Тема по заданию"},
        {"id": 33, "type": "Home", "topic": "§ 5", "condition": "задачи 1–3"},
    ]
    marks = {"32": {"isRequired": True, "value": "Five"}, "31": {"value": "Four"}}
    return {
        "workingProgram": {"topics": [{"lessons": [{"id": 900, "name": "Кинематика", "type": "Lecture"}]}]},
        "lessons": [
            lesson(2, "2025-09-09T00:00:00", plannedLessons={"900": {"id": 900}}),
            lesson(
                1,
                "2025-09-02",
                duration=90,
                type=None,
                tasks=tasks,
                markSets={
                    "501": {"absenceType": "IsAbsentByValidReason", "marks": marks},
                    "502": {"absenceType": None, "marks": {"31": {"value": None}}},
                },
            ),
        ],
        "students": [
            {"id": 502, "number": 2, "lastName": "Борисов", "firstName": "Пётр", "middleName": None},
            {
                "id": 501,
                "number": 1,
                "lastName": "Абаев",
                "firstName": "Иван",
                "startDate": "2025-09-01T00:00:00",
            },
        ],
        "remarks": [],
        "teacher": "Иванова М.П.",
    } | more


def entry(**more: Any) -> dict[str, Any]:
    return {
        "id": 1011,
        "name": "1",
        "yearNumber": 2,
        "termNumber": 1,
        "termType": "Semester",
        "startDate": "2025-09-01",
        "endDate": "2025-12-28",
        "scheduleSubjects": [{"id": 7, "name": "Физика (1 подгруппа)", "plannedHours": 34}],
    } | more


def answers() -> dict[str, Any]:
    group = {
        "id": 101,
        "name": "ИС-21",
        "code": "09.02.07",
        "yearNumber": 2,
        "departmentId": 5,
        "curatorId": 9,
    }
    return {
        GROUPS: [group],
        "services/people/departments/all.json": [{"id": 5, "name": "ИТ", "managerId": 8}],
        "services/people/employees/all.json": [
            {"id": 8, "lastName": "Чарикова", "firstName": "Юлия", "middleName": "Львовна"},
            {"id": 9, "lastName": "Сидорова", "firstName": "Ольга"},
        ],
        ENTRIES: [entry()],
        PAGE: page(),
    }


def write(folder: Path, files: dict[str, Any]) -> Path:
    """Values are written as JSON, bytes as they are."""
    for name, value in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(value if isinstance(value, bytes) else json.dumps(value).encode())
    return folder
