"""Groups, departments, employees and students as the SPO module's JSON answers (domain 4.3)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from archiver.journal.model import Journal, Student
from archiver.sample.college import College
from archiver.sample.export_file import ExportFile

PEOPLE = "services/people"


def common_files(college: College) -> Iterator[ExportFile]:
    """Groups, departments and employees of the whole college."""
    staff = {person.full: number for number, person in enumerate(college.employees, 1)}
    departments = {one.name: number for number, one in enumerate(college.departments, 1)}
    headless = {
        college.groups[fault.position].department for fault in college.faults if fault.kind.name == "no-head"
    }
    yield json_file(
        f"{PEOPLE}/student-groups/all.json",
        [
            {
                "id": group_id(position),
                "name": group.name,
                "code": group.speciality_code,
                "yearNumber": group.course,
                "educationForm": "FullTime",
                "departmentId": departments[group.department.name] if group.department else None,
                "curatorId": staff.get(group.curator or ""),
            }
            for position, group in enumerate(college.groups)
        ],
    )
    yield json_file(
        f"{PEOPLE}/departments/all.json",
        [
            {
                "id": departments[one.name],
                "name": one.name,
                "managerId": None if one in headless else staff[one.head or ""],
            }
            for one in college.departments
        ],
    )
    yield json_file(
        f"{PEOPLE}/employees/all.json",
        [
            {"id": number, "lastName": one.surname, "firstName": one.name, "middleName": one.patronymic}
            for number, one in enumerate(college.employees, 1)
        ],
    )


def students_file(journals: Iterable[tuple[int, Journal]]) -> ExportFile:
    """Everybody of the groups told, with academic leaves: the page of a subject does not carry them."""
    found: list[dict[str, Any]] = []
    for position, journal in journals:
        people = {one.id: one for section in journal.sections for one in section.students}
        found.extend(_person(position, one) for one in people.values())
    return json_file(f"{PEOPLE}/students/all.json", found)


def _person(position: int, student: Student) -> dict[str, Any]:
    return {
        "id": int(student.id),
        "lastName": student.surname,
        "firstName": student.name,
        "middleName": student.patronymic,
        "studentGroupId": group_id(position),
        "academicVacations": [
            {
                "startDate": leave.start.isoformat(),
                "endDate": leave.end.isoformat() if leave.end else None,
                "order": leave.order,
            }
            for leave in student.leaves
        ],
    }


def group_id(position: int) -> int:
    """The module's id of the group at `position`."""
    return 101 + position


def json_file(path: str, answer: object, group: int | None = None) -> ExportFile:
    """An answer as the bytes of its file; keys in the module's order, no spaces."""
    text = json.dumps(answer, ensure_ascii=False, separators=(",", ":"))
    return ExportFile(path, text.encode("utf-8"), group, text=True)
