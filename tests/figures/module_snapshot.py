"""The drawn college as the module answers: a folder `services/` (docs/module-answers.md), written by hand.

What the module cannot tell is not there: н/а, retakes, averages, who pays, whose graduation is part-time.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from drawn_college import TERMS, YEAR, College, Group, Page, Person, Row

VALUES = {"5": "Five", "4": "Four", "3": "Three", "2": "Two", "зач": "Success", "незач": "Fail"}
ABSENCES = {"уп": "IsAbsentByValidReason", "нп": "IsAbsentByNotValidReason", "б": "SickLeave",
            "н": "IsAbsent", "оп": "IsLate"}  # fmt: skip
FORMS = {"очная": "FullTime", "заочная": "Extramural"}
EXAMINATIONS = {"exam": "Exam", "differentiated-test": "DifferentiatedTest", "test": "Test", "term": "Other",
                "final": "Other"}  # fmt: skip
LESSONS = {"Лекция": "Lecture", "Консультация": "Consultation", "Контрольная работа": "Examination",
           "Экзамен": "Lesson"}  # fmt: skip


def write_snapshot(college: College, folder: Path) -> None:
    """Answers about all groups."""
    services = folder / "services"
    groups = [
        {"id": 100 + n, "name": group.name, "yearNumber": group.course, "educationForm": FORMS[group.form]}
        for n, group in enumerate(college.groups)
    ]
    _write(services / "people/student-groups/all.json", groups)
    vacations = []
    for number, group in enumerate(college.groups):
        vacations += [_vacations(100 + number, person) for person in group.people if person.leaves]
        _write_group(services, 100 + number, group)
    _write(services / "people/students.json", vacations)


def _write(path: Path, answer: Any) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(answer, ensure_ascii=False), encoding="utf-8")


def _vacations(group: int, person: Person) -> dict[str, Any]:
    return {
        "lastName": person.surname,
        "firstName": person.name,
        "middleName": person.patronymic,
        "studentGroupId": group,
        "academicVacations": [
            {"startDate": str(start), "endDate": str(end) if end else None, "order": "№ 7-у"}
            for start, end in person.leaves
        ],
    }


def _write_group(services: Path, number: int, group: Group) -> None:
    entries = []
    for term, (start, end) in TERMS.items():
        entry = 10 * number + term
        pages = {1000 * number + at: page for at, page in enumerate(group.pages) if page.term == term}
        entries.append(
            {
                "id": entry,
                "name": f"{group.name}, {term} семестр",
                "yearNumber": group.course,
                "termNumber": term,
                "termType": "Semester",
                "isActive": False,
                "startDate": f"{start}T00:00:00",
                "endDate": f"{end}T00:00:00",
                "scheduleSubjects": [
                    {"id": key, "name": _title(page), "plannedHours": page.planned}
                    for key, page in pages.items()
                ],
            }
        )
        for key, page in pages.items():
            answer = _page(number, group, key, page)
            _write(services / f"journal/gradebook/{entry}/subjects/{key}.json", answer)
        _write(
            services / f"reports/curator/group-attestation/Semester/{term}/{end}/{number}.json",
            _results(number, group, term, pages),
        )
    _write(services / f"journal/gradebook/{number}/entries.json", entries)


def _title(page: Page) -> str:
    return page.subject + (f" ({page.subgroup} подгруппа)" if page.subgroup else "")


def student_number(number: int, group: Group, row: Row) -> int:
    """Another number for each stay."""
    person, stay = row
    return 1000 * number + 100 * stay + group.people.index(person)


def _page(number: int, group: Group, key: int, page: Page) -> dict[str, Any]:
    lessons = []
    for at, lesson in enumerate(page.lessons):
        first = 100_000 * number + 1000 * (key % 1000) + 10 * at
        sets = {
            str(student_number(number, group, row)): _cell(first, texts)
            for (row, held), texts in page.cells.items()
            if held is lesson
        }
        lessons.append(
            {
                "id": first,
                "date": f"{lesson.day}T00:00:00",
                "type": LESSONS[lesson.kind],
                "duration": lesson.hours,
                "tasks": [{"id": first + n, "type": "Lesson", "topic": "Тема"} for n in (1, 2)],
                "markSets": sets,
            }
        )
    return {
        "lessons": lessons,
        "students": [
            _names(number, group, row)
            | {
                "number": at,
                "startDate": f"{row[0].stays[row[1]][0]}T00:00:00",
                "endDate": f"{until}T00:00:00" if (until := row[0].stays[row[1]][1]) else None,
            }
            for at, row in enumerate(page.rows, 1)
        ],
        "remarks": [],
        "teacher": page.teacher,
    }


def _names(number: int, group: Group, row: Row) -> dict[str, Any]:
    person = row[0]
    names = {"lastName": person.surname, "firstName": person.name, "middleName": person.patronymic}
    return {"id": student_number(number, group, row)} | names


def _cell(first: int, texts: list[str]) -> dict[str, Any]:
    absence = next((ABSENCES[text] for text in texts if text in ABSENCES), None)
    rest = [text for text in texts if text not in ABSENCES]
    marks = {
        str(first + at): {"isRequired": True, "value": VALUES.get(text)} for at, text in enumerate(rest, 1)
    }
    return {"absenceType": absence, "marks": marks}


def _results(number: int, group: Group, term: int, pages: dict[int, Page]) -> dict[str, Any]:
    lists: dict[str, list[dict[str, Any]]] = {"subjects": [], "profModules": [], "courseWorks": []}
    rows = {}
    for key, page in pages.items():
        rows |= {student_number(number, group, row): row for row in page.rows}
        kinds = {kind for _title_of, kind, _marks in page.results}
        for _title_of, kind, marks in page.results:
            if kind in ("term", "final", "year") and "exam" in kinds:
                continue  # the module tells one result of a subject
            line: dict[str, Any] = {
                "id": key,
                "name": _title(page),
                "marks": {
                    str(student_number(number, group, row)): {"value": VALUES[texts[-1]]}
                    for row, texts in marks.items()
                    if texts[-1] in VALUES
                },
            }
            if kind == "course-work":
                lists["courseWorks"].append(line)
            elif kind == "module-exam":
                lists["profModules"].append(line)
            elif kind in EXAMINATIONS:
                lists["subjects"].append(line | {"examinationType": EXAMINATIONS[kind]})
    students = [_names(number, group, row) for row in rows.values()]
    return {"termType": "Semester", "termNumber": term, "year": YEAR, "students": students} | lists
