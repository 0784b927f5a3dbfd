"""The drawn college as files: canonical journals and settings.

The shapes are those of docs/journal-format.md, written here by hand.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from drawn_college import TERMS, YEAR, College, Group, Page, Row

KINDS = {
    **dict.fromkeys("12345", "grade"),
    **dict.fromkeys(("зач", "незач"), "credit"),
    **dict.fromkeys(("уп", "нп", "б", "н", "оп"), "absence"),
    **dict.fromkeys(("н/а", "н/я"), "not-assessed"),
    "осв": "exempt",
    "•": "owed",
}
CARRIES = ["department", "enrolment", "hours", "period-grades", "plan", "planned-hours", "teacher"]


def write_canonical(college: College, folder: Path) -> None:
    """A journal of each group."""
    folder.mkdir(parents=True, exist_ok=True)
    for group in college.groups:
        text = json.dumps(_journal(group), ensure_ascii=False, indent=1)
        (folder / f"{group.name} {YEAR}-{YEAR % 100 + 1}.json").write_text(text + "\n", encoding="utf-8")


def _journal(group: Group) -> dict[str, Any]:
    return {
        "format": "college-archiver/journal",
        "version": 1,
        "year": f"{YEAR}/{YEAR % 100 + 1}",
        "source": {"format": "json", "carries": CARRIES},
        "group": {"name": group.name, "course": group.course, "education_form": group.form}
        | ({"funding": group.funding} if group.funding else {}),
        "terms": [
            {"number": number, "name": f"{number} семестр", "start": str(start), "end": str(end)}
            for number, (start, end) in TERMS.items()
        ],
        "plan": _plan(group),
        "sections": [_section(group, page) for page in group.pages],
    }


def _plan(group: Group) -> list[dict[str, Any]]:
    lines: dict[tuple[str, int], int | None] = {}
    for page in group.pages:
        key = page.subject, page.term
        known = lines.get(key, 0) if page.subgroup is None else 0  # subgroups have the whole plan each
        lines[key] = None if page.planned is None or known is None else known + page.planned
    return [
        {"name": name, "term": term} | ({} if hours is None else {"hours": hours})
        for (name, term), hours in lines.items()
    ]


def _number(group: Group, row: Row) -> str:
    person, stay = row
    return str(100 * (stay + 1) + group.people.index(person))


def _section(group: Group, page: Page) -> dict[str, Any]:
    lessons = {lesson: f"l{number}" for number, lesson in enumerate(page.lessons)}
    section: dict[str, Any] = {
        "subject": {"name": page.subject, "code": page.subject.split()[0], "kind": page.kind},
        "term": page.term,
        "teacher": page.teacher,
        "students": [_student(group, row, number) for number, row in enumerate(page.rows, 1)],
        "lessons": [
            {"id": key, "date": str(lesson.day), "kind": lesson.kind, "topic": "Тема"}
            | ({} if lesson.hours is None else {"hours": lesson.hours})
            for lesson, key in lessons.items()
        ],
        "marks": [
            {"student": _number(group, row), "column": lessons[lesson], "marks": _marks(texts)}
            for (row, lesson), texts in page.cells.items()
        ],
        "period_columns": [
            {"id": f"p{number}", "title": title, "kind": kind}
            for number, (title, kind, _marks_of) in enumerate(page.results)
        ],
        "period_marks": [
            {"student": _number(group, row), "column": f"p{number}", "marks": _marks(texts)}
            for number, (_title, _kind, marks) in enumerate(page.results)
            for row, texts in marks.items()
        ],
    }
    if page.subgroup:
        section["subgroup"] = page.subgroup
    if page.planned is not None:
        section["planned_hours"] = page.planned
    return section


def _student(group: Group, row: Row, number: int) -> dict[str, Any]:
    person, stay = row
    since, until = person.stays[stay]
    student: dict[str, Any] = {
        "id": _number(group, row),
        "number": number,
        "surname": person.surname,
        "name": person.name,
        "patronymic": person.patronymic,
        "enrolled": str(since),
    }
    if person.paid and group.funding == "budget":
        student["funding"] = "paid"
    if until is not None:
        student["left"] = str(until)
    if person.leaves and stay == len(person.stays) - 1:
        student["leaves"] = [
            {"start": str(start), "order": "№ 7-у"} | ({} if end is None else {"end": str(end)})
            for start, end in person.leaves
        ]
    return student


def _marks(texts: list[str]) -> list[dict[str, str]]:
    return [{"text": text, "kind": KINDS.get(text, "unknown")} for text in texts]


def write_settings(college: College, folder: Path, *, snapshot: bool = False) -> Path:
    """`archiver.toml`: the loads, and of a snapshot who pays, which the module does not tell."""
    lines = ["[college]", 'name = "Придуманный колледж"', 'short_name = "ПК"']
    for group in college.groups if snapshot else ():
        lines += ["[[groups]]", f'name = "{group.name}"']
        if group.funding:
            lines += [f'funding = "{group.funding}"']
        if group.funding == "budget":
            paying = [f"{p.surname} {p.name} {p.patronymic}" for p in group.people if p.paid]
            lines += [f"paying = {json.dumps(paying, ensure_ascii=False)}"]
    for load in college.loads:
        lines += ["[[loads]]"]
        for key, value in vars(load).items():
            if value is not None:
                lines += [f"{key} = {json.dumps(value, ensure_ascii=False)}"]
    path = folder / "archiver.toml"
    folder.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path
