"""Answers of the module as public clients of it show them (docs/module-answers.md), made by hand.

Nothing here comes from our sample's writer: dates have the server's seven digits, a page's teacher is a text
and a results sheet's an object, employees have posts, subjects have a number of their own in every term.
"""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

from archiver.intake.exports import Exports, Reading
from archiver.intake.open import open_exports
from archiver.journal.checks import check
from archiver.journal.findings import Finding
from archiver.journal.marks import cell_text
from archiver.journal.model import AcademicYear, Journal, Section
from archiver.settings.tables import Settings

Answers = dict[str, Any]

GROUPS = "services/people/student-groups/all.json"
EMPLOYEES = "services/people/employees/all.json"
DEPARTMENTS = "services/people/departments/all.json"
STUDENTS = "services/people/students.json"
JOURNALS = "services/journal/gradebook/student-groups.json"
ENTRIES = "services/journal/gradebook/1873/entries.json"
AUTUMN = "services/journal/gradebook/40517/subjects/"
SPRING = "services/journal/gradebook/41266/subjects/"
SHEETS = "services/reports/curator/group-attestation/"
OF_STUDENT = "services/reports/curator/group-attestation-for-student/"
PAGE = f"{AUTUMN}61.json"
OTHER_PAGE = f"{AUTUMN}62.json"
SPRING_PAGE = f"{SPRING}71.json"
SHEET = f"{SHEETS}Semester/1/2026-06-30/1873.json"
SHEET_2 = f"{SHEETS}Semester/2/2026-06-30/1873.json"

PEOPLE = (
    (90210, "Агафонова", "Дарья", "Олеговна"),
    (90211, "Бек", "Тимур", None),
    (90212, "Яковлев", "Степан", "Ильич"),
)


def day(date: str) -> str:
    return f"{date}T00:00:00.0000000"


def person(number: int, surname: str, name: str, patronymic: str | None) -> dict[str, Any]:
    found: dict[str, Any] = {"firstName": name, "lastName": surname, "id": number}
    return found if patronymic is None else found | {"middleName": patronymic}


KARGIN = person(731, "Каргин", "Пётр", "Андреевич")


def mark(value: str | None, *, required: bool = False) -> dict[str, Any]:
    return {"isRequired": required} if value is None else {"isRequired": required, "value": value}


def lesson(number: int, date: str, kind: str = "Lecture", **more: Any) -> dict[str, Any]:
    return {
        "id": number,
        "date": day(date),
        "scheduleLessonId": 700000 + number,
        "type": kind,
        "duration": 90,
        "startTime": "08:30",
        "endTime": "10:00",
        "tasks": [],
        "markSets": {},
        "plannedLessons": {},
    } | more


def page(lessons: list[dict[str, Any]], **more: Any) -> dict[str, Any]:
    return {
        "workingProgram": {
            "isApproved": True,
            "topics": [
                {
                    "sectionIndex": 1,
                    "index": 1,
                    "name": "Раздел 1",
                    "lessons": [
                        {"id": 5501, "type": "Lecture", "duration": 2, "name": "Входной контроль"},
                        {"id": 5502, "type": "PracticalTraining", "duration": 2, "name": "Решение задач"},
                    ],
                }
            ],
        },
        "lessons": lessons,
        "students": [
            {
                "id": number,
                "number": place,
                "startDate": day("2024-09-01"),
                "averageScore": 4.333333333,
                "firstName": name,
                "lastName": surname,
                **({"middleName": patronymic} if patronymic else {}),
            }
            for place, (number, surname, name, patronymic) in enumerate(PEOPLE, 1)
        ],
        "remarks": [],
        "teacher": "Каргин П.А.",
    } | more


def entry(
    number: int, year: int, term: int, start: str, end: str, subjects: dict[int, str]
) -> dict[str, Any]:
    return {
        "id": number,
        "name": "ИСиП-24-1",
        "yearNumber": year,
        "termNumber": term,
        "termType": "Semester",
        "isActive": False,
        "startDate": day(start),
        "endDate": day(end),
        "scheduleSubjects": [
            {
                "id": key,
                "name": name,
                "plannedHours": 4,
                "editable": False,
                "isAttendanceEditable": False,
                "remarks": [],
            }
            for key, name in subjects.items()
        ],
    }


def sheet(term: int, subjects: dict[int, tuple[str, str, dict[int, str]]], **more: Any) -> dict[str, Any]:
    """Subjects by number: name, kind of examination, marks by student."""
    return {
        "termType": "Semester",
        "termNumber": term,
        "year": 2025,
        "students": [person(*one) for one in PEOPLE],
        "subjects": [
            {
                "examinationType": kind,
                "teacher": KARGIN,
                "marks": {str(student): {"value": word} for student, word in marks.items()},
                "name": name,
                "id": key,
            }
            for key, (name, kind, marks) in subjects.items()
        ],
        "profModules": [],
        "courseWorks": [],
        "departmentName": "Отделение цифровых технологий",
    } | more


def _lessons(first: int, month: str) -> list[dict[str, Any]]:
    task = {"id": first * 10, "type": "Control", "topic": "Входной контроль", "attachments": []}
    home = {"id": first * 10 + 1, "type": "Home", "topic": "§ 4", "condition": "упр. 12", "attachments": []}
    cells = {
        "90210": {"marks": {str(first * 10): mark("Five")}},
        "90211": {"absenceType": "IsAbsentByNotValidReason", "marks": {}},
        "90212": {"marks": {str(first * 10): mark("Three")}},
    }
    return [
        lesson(first, f"{month}-08", tasks=[task, home], markSets=cells, plannedLessons={"5501": 2}),
        lesson(first + 1, f"{month}-15", "PracticalTraining", plannedLessons={"5502": 2}),
    ]


FINALS = {90210: "Five", 90211: "Three", 90212: "Four"}


def answers() -> Answers:
    """One group of the second course: two subjects in autumn, one in spring, results of both terms."""
    autumn = {61: "ОП.01 Математика", 62: "ОП.02 Информатика"}
    spring = {71: "ОП.01 Математика"}
    return {
        GROUPS: [
            {
                "id": 1873,
                "name": "ИСиП-24-1",
                "code": "09.02.07",
                "yearNumber": 2,
                "educationForm": "FullTime",
                "departmentId": 4,
                "curatorId": 731,
            }
        ],
        DEPARTMENTS: [{"id": 4, "name": "Отделение цифровых технологий", "managerId": 730}],
        EMPLOYEES: [
            person(730, "Ким", "Ольга", "Сергеевна")
            | {"positionId": 12, "positionName": "Заведующая отделением", "isFired": False},
            KARGIN | {"positionId": 30, "positionName": "Преподаватель", "isFired": False},
        ],
        ENTRIES: [
            entry(40517, 2, 1, "2025-09-01", "2025-12-30", autumn),
            entry(41266, 2, 2, "2026-01-12", "2026-06-28", spring),
        ],
        f"{AUTUMN}61.json": page(_lessons(100, "2025-09")),
        f"{AUTUMN}62.json": page(_lessons(200, "2025-10")),
        f"{SPRING}71.json": page(_lessons(300, "2026-02")),
        f"{SHEETS}Semester/1/2026-06-30/1873.json": sheet(
            1, {61: ("ОП.01 Математика", "Exam", FINALS), 62: ("ОП.02 Информатика", "Other", FINALS)}
        ),
        f"{SHEETS}Semester/2/2026-06-30/1873.json": sheet(
            2, {71: ("ОП.01 Математика", "DifferentiatedTest", FINALS)}
        ),
    }


def changed(**whole: Any) -> Answers:
    """The answers, to be changed at will."""
    return copy.deepcopy(answers()) | whole


def write(folder: Path, files: Answers) -> Path:
    """Values are written as JSON, bytes as they are."""
    for name, value in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        data = value if isinstance(value, bytes) else json.dumps(value, ensure_ascii=False).encode()
        path.write_bytes(data)
    return folder


def read(folder: Path, files: Answers, year: AcademicYear | None = None) -> tuple[Exports, Reading]:
    exports = open_exports(write(folder, files), Settings(), year)
    (group,) = exports.groups
    reading = group.read()
    assert all(one.balanced for one in (*exports.account, *reading.account))
    return exports, reading


def journal(reading: Reading) -> Journal:
    assert reading.journal is not None
    return reading.journal


def section(reading: Reading, subject: str = "ОП.01 Математика", term: int = 1) -> Section:
    return next(one for one in journal(reading).sections if one.subject.name == subject and one.term == term)


def results(reading: Reading, subject: str = "ОП.01 Математика", term: int = 1) -> dict[str, str]:
    """Marks of the subject's results by column and surname."""
    found = section(reading, subject, term)
    names = {one.id: one.surname for one in found.students}
    titles = {one.id: one.title for one in found.period_columns}
    return {
        f"{titles[column]} {names[student]}": cell_text(marks)
        for (student, column), marks in found.period_marks.items()
    }


def told(exports: Exports, reading: Reading) -> dict[str, Finding]:
    """Findings by code, without those of a group of three that has two lessons."""
    small = {"grades.few", "hours.differ", "term.missing"}
    found = [*exports.findings, *reading.findings]
    found += check(reading.journal) if reading.journal else ()
    return {one.code: one for one in found if one.code not in small}
