"""The `archiver.toml` of the fictional college: what its exports do not carry."""

from __future__ import annotations

import json
from collections.abc import Iterator

from archiver.sample.college import College
from archiver.sample.export_file import ExportFile
from archiver.sample.study_calendar import terms


def settings_file(college: College) -> ExportFile:
    """College, departments with heads and groups, periods, groups with course, speciality and teachers."""
    return ExportFile("archiver.toml", ("\n".join(_lines(college)) + "\n").encode(), text=True)


def _lines(college: College) -> Iterator[str]:
    yield "# Настройки вымышленного колледжа. Все люди и названия придуманы."
    yield f"academic_year = {_text(str(college.year))}"
    yield "\n[college]"
    yield f"name = {_text(college.name)}"
    yield f"short_name = {_text(college.short_name)}"
    yield f"city = {_text(college.city)}"
    headless = {
        college.groups[one.position].department for one in college.faults if one.kind.name == "no-head"
    }
    for department in college.departments:
        groups = [group.name for group in college.groups if group.department == department]
        yield "\n[[departments]]"
        yield f"name = {_text(department.name)}"
        yield f"head = {_text('' if department in headless else department.head or '')}"
        yield f"head_post = {_text(department.head_post or '')}"
        yield f"groups = [{', '.join(map(_text, groups))}]"
    for term in terms(college.year):
        yield "\n[[periods]]"
        yield f"number = {term.number}"
        yield f"name = {_text(term.name)}"
        yield f"start = {_text(f'{term.start:%m-%d}')}"
        yield f"end = {_text(f'{term.end:%m-%d}')}"
    for position, group in enumerate(college.groups):
        yield "\n[[groups]]"
        yield f"name = {_text(group.name)}"
        yield f"course = {group.course}"
        yield f"speciality_code = {_text(group.speciality_code or '')}"
        yield f"speciality = {_text(group.speciality or '')}"
        yield f"curator = {_text(group.curator or '')}"
        yield "\n[groups.teachers]"
        for title, teacher in sorted(college.teachers(position).items()):
            yield f"{_text(title)} = {_text(teacher)}"


def _text(value: str) -> str:
    # A JSON string is a TOML basic string, DEL apart, which no name of ours has.
    return json.dumps(value, ensure_ascii=False)
