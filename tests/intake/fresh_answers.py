"""A small college as the module answers, written by hand and without looking at the reader.

One group, two terms, two subjects, three students. A test spoils what `answers()` gives, writes it with
`write` and asks `look` what a check says; what is right was written down before the program was asked.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from archiver.intake.exports import Reading
from archiver.intake.open import open_exports
from archiver.journal.checks import check
from archiver.journal.findings import Finding, Severity
from archiver.journal.marks import cell_text
from archiver.journal.model import AcademicYear, Journal, Section
from archiver.settings.tables import Settings

Answers = dict[str, Any]

GROUPS = "people/student-groups/all"
DEPARTMENTS = "people/departments/all"
EMPLOYEES = "people/employees/all"
ENTRIES = "journal/gradebook/7/entries"
ECONOMY, MATHS = "journal/gradebook/71/subjects/701", "journal/gradebook/71/subjects/702"
ECONOMY_2, MATHS_2 = "journal/gradebook/72/subjects/701", "journal/gradebook/72/subjects/702"
SHEET = "reports/curator/group-attestation/Semester/1/2026-06-30/7"
SHEET_2 = "reports/curator/group-attestation/Semester/2/2026-06-30/7"

NAMES = {701: "ОП.01 Экономика", 702: "ЕН.01 Математика"}
STUDENTS = (
    (11, "Абаева", "Анна", "Игоревна"),
    (12, "Борисов", "Пётр", "Олегович"),
    (13, "Власов", "Ян", "Ильич"),
)
GRADES = {11: "Five", 12: "Four", 13: "Three"}
DAYS = {
    71: ("2025-09-02", "2025-10-07", "2025-11-11", "2025-12-02"),
    72: ("2026-01-20", "2026-02-17", "2026-03-17", "2026-05-12"),
}
TERMS = {71: (1, "2025-09-01", "2025-12-28"), 72: (2, "2026-01-12", "2026-06-28")}


def person(number: int, surname: str, name: str, patronymic: str | None) -> dict[str, Any]:
    return {"id": number, "firstName": name, "lastName": surname, "middleName": patronymic}


KARGIN = person(21, "Каргин", "Павел", "Андреевич")


def students() -> list[dict[str, Any]]:
    return [
        person(*one) | {"number": place, "startDate": "2025-09-01", "endDate": None, "averageScore": 4.1}
        for place, one in enumerate(STUDENTS, 1)
    ]


def task(number: int, kind: str, topic: str | None, condition: str | None = None) -> dict[str, Any]:
    return {"id": number, "type": kind, "topic": topic, "condition": condition, "attachments": []}


def lesson(number: int, day: str, marks: dict[int, Any] | None = None, **more: Any) -> dict[str, Any]:
    """A lesson with one task, whose number is the lesson's with a nought."""
    work = str(number * 10)
    return {
        "id": number,
        "date": day,
        "scheduleLessonId": number + 5000,
        "type": "Lecture",
        "duration": 2,
        "startTime": "08:30",
        "endTime": "10:00",
        "tasks": [task(number * 10, "Lesson", f"Тема {number}")],
        "markSets": {
            str(who): {"marks": {work: {"isRequired": False, "value": value}}}
            for who, value in (marks or {}).items()
        },
        "plannedLessons": {},
    } | more


def page(lessons: list[dict[str, Any]], **more: Any) -> dict[str, Any]:
    return {
        "workingProgram": {"isApproved": True, "topics": []},
        "lessons": lessons,
        "students": students(),
        "remarks": [],
        "teacher": "Каргин П.А.",
    } | more


def result(subject: int, kind: Any = "Test", marks: dict[int, Any] | None = None) -> dict[str, Any]:
    return {
        "id": subject,
        "name": NAMES[subject],
        "examinationType": kind,
        "teacher": KARGIN,
        "marks": {str(who): {"value": value} for who, value in (marks or GRADES).items()},
    }


def sheet(term: int, subjects: list[dict[str, Any]], **more: Any) -> dict[str, Any]:
    return {
        "termType": "Semester",
        "termNumber": term,
        "year": 2025,
        "students": [person(*one) for one in STUDENTS],
        "subjects": subjects,
        "profModules": [],
        "courseWorks": [],
        "departmentName": "Экономическое отделение",
    } | more


def _entry(book: int) -> dict[str, Any]:
    number, start, end = TERMS[book]
    return {
        "id": book,
        "name": "ЭК-11",
        "yearNumber": 1,
        "termNumber": number,
        "termType": "Semester",
        "isActive": False,
        "startDate": start,
        "endDate": end,
        "scheduleSubjects": [
            {"id": key, "name": name, "plannedHours": 8, "editable": False} for key, name in NAMES.items()
        ],
    }


def answers() -> Answers:
    """Everything the module answers of the group, by address; each call makes values of its own."""
    group = {"id": 7, "name": "ЭК-11", "code": "38.02.01", "yearNumber": 1, "educationForm": "FullTime"}
    found: Answers = {
        GROUPS: [group | {"departmentId": 1, "curatorId": 5}],
        DEPARTMENTS: [{"id": 1, "name": "Экономическое отделение", "managerId": 6}],
        EMPLOYEES: [
            person(5, "Носова", "Ирина", "Львовна") | {"positionName": "Преподаватель"},
            person(6, "Рябов", "Виталий", "Игоревич") | {"positionName": "Заведующий отделением"},
        ],
        ENTRIES: [_entry(71), _entry(72)],
        SHEET: sheet(1, [result(701), result(702, "Exam")]),
        SHEET_2: sheet(2, [result(701), result(702, "Exam")]),
    }
    for place, (book, subject) in enumerate(((71, 701), (71, 702), (72, 701), (72, 702)), 1):
        lessons = [lesson(place * 100 + at, day, GRADES) for at, day in enumerate(DAYS[book])]
        found[f"journal/gradebook/{book}/subjects/{subject}"] = page(lessons)
    return found


def write(folder: Path, found: Answers) -> Path:
    """The answers as files of `folder`; bytes and texts as they are, names from «/» outside `services/`."""
    for address, value in found.items():
        plain = address.startswith("/")
        path = folder / (address[1:] if plain else f"services/{address}.json")
        path.parent.mkdir(parents=True, exist_ok=True)
        data = value if isinstance(value, (bytes, str)) else json.dumps(value, ensure_ascii=False)
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return folder


@dataclass(frozen=True)
class Look:
    """What a check of the exports says: its findings, and the journal if there is one."""

    reading: Reading
    findings: tuple[Finding, ...]

    @property
    def journal(self) -> Journal:
        assert self.reading.journal is not None, [one.message for one in self.findings]
        return self.reading.journal

    @property
    def codes(self) -> set[str]:
        return {one.code for one in self.findings} - {"lesson.duration"}

    @property
    def blocking(self) -> set[str]:
        return {one.code for one in self.findings if one.severity is Severity.BLOCKING}

    def only(self, code: str) -> Finding:
        (one,) = [one for one in self.findings if one.code == code]
        return one

    def section(self, subject: int = 701, term: int = 1) -> Section:
        name = NAMES[subject]
        (one,) = [one for one in self.journal.sections if (one.subject.name, one.term) == (name, term)]
        return one

    def cells(self, subject: int = 701, term: int = 1) -> dict[tuple[str, str], str]:
        return {key: cell_text(marks) for key, marks in self.section(subject, term).marks.items()}

    def finals(self, subject: int = 701, term: int = 1) -> dict[str, str]:
        marks = self.section(subject, term).period_marks
        return {student: cell_text(cell) for (student, _column), cell in marks.items()}


def look(path: Path, settings: Settings | None = None) -> Look:
    """Read the one group at `path` as a check does, after the year's end."""
    exports = open_exports(path, settings or Settings(), AcademicYear(2025))
    (group,) = exports.groups
    reading = group.read()
    checked = () if reading.journal is None else tuple(check(reading.journal))
    return Look(reading, (*exports.findings, *reading.findings, *checked))


def marks_in(found: Answers) -> int:
    """How many values of marks the pages hold, counted without a reader."""
    cells = [
        cell
        for address, value in found.items()
        if "/subjects/" in address and isinstance(value, dict)
        for one in value["lessons"]
        for cell in one["markSets"].values()
    ]
    given = sum(bool(mark["value"]) for cell in cells for mark in cell.get("marks", {}).values())
    return given + sum(bool(cell.get("absenceType")) for cell in cells)
