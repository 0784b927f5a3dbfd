"""Shapes in which the module is seen to answer and the sample usually does not: on request, like faults."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection
from typing import Any

from archiver.sample.college import College
from archiver.sample.export_file import ExportFile
from archiver.sample.names import Person
from archiver.sample.write_spo import ATTESTATION, GRADEBOOK
from archiver.sample.write_spo_people import json_file

STAFF_RESULTS = "services/reports/curator/group-attestation"
_OWING = 5

Files = list[ExportFile]


def shaped(files: Files, names: Collection[str], college: College) -> Files:
    """The files of one group in the shapes named."""
    for name in names:
        if name in _SHAPES:
            files = _SHAPES[name](files, college)
    return files


def _teacher_objects(files: Files, college: College) -> Files:
    """Teachers of pages and of results as objects with their numbers."""
    staff = {person.short: (number, person) for number, person in enumerate(college.employees, 1)}

    def change(value: Any) -> Any:
        if isinstance(value, list):
            return [change(one) for one in value]
        if not isinstance(value, dict):
            return value
        made = {key: change(one) for key, one in value.items()}
        known = staff.get(made["teacher"]) if isinstance(made.get("teacher"), str) else None
        return made | {"teacher": _object(*known)} if known else made

    return [_changed(file, change) if _is_page(file) or _is_results(file) else file for file in files]


def _object(number: int, person: Person) -> dict[str, Any]:
    return {
        "id": number,
        "firstName": person.name,
        "lastName": person.surname,
        "middleName": person.patronymic,
    }


def _staff_results(files: Files, college: College) -> Files:
    """Results under the address that a staff account asks: period, day, group."""
    day = f"{college.year.start + 1}-06-30"
    made = []
    for file in files:
        if _is_results(file):
            answer = json.loads(file.data)
            group = _entries(files).path.split("/")[-2]
            path = f"{STAFF_RESULTS}/{answer['termType']}/{answer['termNumber']}/{day}/{group}.json"
            file = json_file(path, answer, file.group)  # noqa: PLW2901 - the same file, elsewhere
        made.append(file)
    return made


def _past_terms(files: Files, _college: College) -> Files:
    """Every period since admission, the year before included, of which no page was exported."""

    def change(entries: Any) -> Any:
        return [*(_year_before(one) for one in entries), *entries]

    return [_changed(file, change) if file is _entries(files) else file for file in files]


def _year_before(entry: dict[str, Any]) -> dict[str, Any]:
    def earlier(day: str) -> str:
        return f"{int(day[:4]) - 1}{day[4:]}"

    return entry | {
        "id": entry["id"] + 900_000,
        "yearNumber": max(entry["yearNumber"] - 1, 1),
        "startDate": earlier(entry["startDate"]),
        "endDate": earlier(entry["endDate"]),
    }


def _owed_marks(files: Files, _college: College) -> Files:
    """Five students owe a mark of the first page's first lesson."""
    first = next(file for file in files if _is_page(file))

    def change(page: Any) -> Any:
        lesson = page["lessons"][0]
        task = {"id": lesson["id"] * 10 + 9, "type": "Control", "topic": "Контрольная", "attachments": []}
        lesson["tasks"].append(task)
        for student in page["students"][:_OWING]:
            cell = lesson["markSets"].setdefault(str(student["id"]), {"marks": {}})
            cell["marks"][str(task["id"])] = {"isRequired": True}
        return page

    return [_changed(file, change) if file is first else file for file in files]


def _no_plan(files: Files, _college: College) -> Files:
    """Gradebooks that list no subjects, so that nothing names the pages."""

    def change(entries: Any) -> Any:
        return [one | {"scheduleSubjects": []} for one in entries]

    return [_changed(file, change) if file is _entries(files) else file for file in files]


_SHAPES: dict[str, Callable[[Files, College], Files]] = {
    "teacher-objects": _teacher_objects,
    "staff-results": _staff_results,
    "past-terms": _past_terms,
    "owed-marks": _owed_marks,
    "no-plan": _no_plan,
}
SHAPES = frozenset(_SHAPES)
"""Names of the shapes; only an SPO snapshot can have them."""


def _changed(file: ExportFile, change: Callable[[Any], Any]) -> ExportFile:
    return json_file(file.path, change(json.loads(file.data)), file.group)


def _is_page(file: ExportFile) -> bool:
    return file.path.startswith(GRADEBOOK) and "/subjects/" in file.path


def _is_results(file: ExportFile) -> bool:
    return file.path.startswith(ATTESTATION)


def _entries(files: Files) -> ExportFile:
    return next(file for file in files if file.path.endswith("/entries.json"))
