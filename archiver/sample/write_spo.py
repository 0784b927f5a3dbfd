"""A group's gradebooks as the SPO module's JSON answers, laid out as its addresses are.

Shapes and words are those seen in public clients of the module (domain 4.3, 4.4, 6.1). The module knows one
result per subject and term, so of «2 сем.», «Экз.», «Итог» only the exam is told; course works stand
in their own list.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from archiver.journal.model import Journal, Lesson, Mark, MarkKind, PeriodColumn, Section, Student
from archiver.sample import spo_words as words
from archiver.sample.export_file import ExportFile
from archiver.sample.write_spo_people import group_id, json_file

GRADEBOOK = "services/journal/gradebook"
ATTESTATION = "services/reports/curator/group-attestation-for-student"


def group_files(position: int, journal: Journal) -> Iterator[ExportFile]:
    """The gradebook of one group: its terms, every subject's page, the results of every term."""
    group = group_id(position)
    ids = _subject_ids(group, journal)
    entries = [_entry(group, journal, number, ids) for number in (term.number for term in journal.terms)]
    yield json_file(f"{GRADEBOOK}/{group}/entries.json", entries, position)
    for section in journal.sections:
        book, subject = _gradebook(group, section.term), ids[_title(section)]
        yield json_file(f"{GRADEBOOK}/{book}/subjects/{subject}.json", _page(section, subject), position)
    for term in journal.terms:
        answer = _attestation(journal, term.number, ids)
        yield json_file(f"{ATTESTATION}/{_gradebook(group, term.number)}.json", answer, position)


def _gradebook(group: int, term: int) -> int:
    return group * 10 + term


def _title(section: Section) -> str:
    return section.subject.name + (f" ({section.subgroup} подгруппа)" if section.subgroup else "")


def _subject_ids(group: int, journal: Journal) -> dict[str, int]:
    """An id for every page, the same in both terms, and for every planned subject without a page."""
    titles = dict.fromkeys(_title(section) for section in journal.sections)
    taught = {section.subject.name for section in journal.sections}
    titles.update(dict.fromkeys(one.name for one in journal.plan if one.name not in taught))
    return {title: group * 1000 + number for number, title in enumerate(titles, 1)}


def _entry(group: int, journal: Journal, number: int, ids: dict[str, int]) -> dict[str, Any]:
    term = journal.term(number)
    subjects = []
    for planned in journal.plan:
        if planned.term != number:
            continue
        pages = [
            _title(one) for one in journal.sections if (one.subject.name, one.term) == (planned.name, number)
        ]
        for title in pages or [planned.name]:
            known = ids.setdefault(title, group * 1000 + len(ids) + 1)
            subjects.append({"id": known, "name": title, "plannedHours": planned.hours, "editable": False})
    return {
        "id": _gradebook(group, number),
        "name": f"{journal.group.name}, {term.name}",
        "yearNumber": journal.group.course,
        "termNumber": number,
        "termType": "Semester",
        "isActive": False,
        "startDate": term.start.isoformat(),
        "endDate": term.end.isoformat(),
        "scheduleSubjects": subjects,
    }


def _page(section: Section, subject: int) -> dict[str, Any]:
    by_lesson: dict[str, dict[str, tuple[Mark, ...]]] = {}
    grades: dict[str, list[int]] = {}
    for (student, lesson), marks in section.marks.items():
        by_lesson.setdefault(lesson, {})[student] = marks
        grades.setdefault(student, []).extend(int(mark.text) for mark in marks if mark.kind is MarkKind.GRADE)
    return {
        "workingProgram": {
            "isApproved": True,
            "topics": [
                {
                    "sectionIndex": 1,
                    "index": 1,
                    "name": section.subject.name,
                    "lessons": [_planned(lesson) for lesson in section.lessons if lesson.topic is not None],
                }
            ],
        },
        "lessons": [_lesson(lesson, by_lesson.get(lesson.id, {}), subject) for lesson in section.lessons],
        "students": [_student(student, grades.get(student.id, [])) for student in section.students],
        "remarks": [],
        "teacher": section.teacher,
    }


def _planned(lesson: Lesson) -> dict[str, Any]:
    return {
        "id": int(lesson.id) + words.PROGRAMME,
        "type": words.lesson_type(lesson.kind),
        "duration": lesson.hours,
        "name": lesson.topic,
    }


def _lesson(lesson: Lesson, cells: dict[str, tuple[Mark, ...]], subject: int) -> dict[str, Any]:
    tasks = _tasks(lesson, cells)
    planned = {} if lesson.topic is None else {str(int(lesson.id) + words.PROGRAMME): _planned(lesson)}
    hour = 8 + int(lesson.id) % 6
    return {
        "id": int(lesson.id),
        "date": lesson.date.isoformat(),
        "scheduleLessonId": subject * 100 + lesson.date.weekday(),
        "type": words.lesson_type(lesson.kind),
        "duration": lesson.hours,
        "startTime": f"{hour:02d}:00",
        "endTime": f"{hour + 1:02d}:30",
        "tasks": tasks,
        "markSets": {student: _mark_set(marks, tasks) for student, marks in cells.items()},
        "plannedLessons": planned,
    }


def _tasks(lesson: Lesson, cells: dict[str, tuple[Mark, ...]]) -> list[dict[str, Any]]:
    """As many tasks of every type as the fullest cell needs, then the homework."""
    needed: Counter[str] = Counter()
    for marks in cells.values():
        needed |= Counter(mark.task for mark in marks if mark.task is not None)
    kinds = [words.task_type(label) for label, count in needed.items() for _once in range(count)]
    found: list[tuple[str, str | None, str | None]] = [(kind, lesson.topic, None) for kind in kinds]
    if lesson.homework is not None:
        found.append(("Home", lesson.homework, lesson.homework))
    return [
        {
            "id": int(lesson.id) * 10 + number,
            "type": kind,
            "topic": topic,
            "condition": condition,
            "attachments": [],
        }
        for number, (kind, topic, condition) in enumerate(found, 1)
    ]


def _mark_set(marks: tuple[Mark, ...], tasks: list[dict[str, Any]]) -> dict[str, Any]:
    free = list(tasks)
    found: dict[str, Any] = {}
    answer: dict[str, Any] = {}
    for mark in marks:
        if mark.kind is MarkKind.ABSENCE:
            answer["absenceType"] = mark.source
        elif mark.task is not None:
            task = next(one for one in free if one["type"] == words.task_type(mark.task or ""))
            free.remove(task)
            found[str(task["id"])] = {"isRequired": False, "value": mark.source}
    return {**answer, "marks": found}


def _student(student: Student, grades: list[int]) -> dict[str, Any]:
    return {
        "id": int(student.id),
        "number": student.number,
        "startDate": student.enrolled.isoformat() if student.enrolled else None,
        "endDate": student.left.isoformat() if student.left else None,
        "averageScore": round(sum(grades) / len(grades), 2) if grades else None,
        "firstName": student.name,
        "lastName": student.surname,
        "middleName": student.patronymic,
    }


def _attestation(journal: Journal, term: int, ids: dict[str, int]) -> dict[str, Any]:
    lists: dict[str, list[dict[str, Any]]] = {"subjects": [], "profModules": [], "courseWorks": []}
    students: dict[str, Student] = {}
    for section in (one for one in journal.sections if one.term == term):
        students.update((one.id, one) for one in section.students)
        for column in section.period_columns:
            kind = words.examination(column, section)
            if kind is None:
                continue
            place = {"ProfessionalModule": "profModules", "CourseWork": "courseWorks"}.get(kind, "subjects")
            lists[place].append(
                {
                    "id": ids[_title(section)],
                    "name": _title(section),
                    "examinationType": kind,
                    "teacher": section.teacher,
                    "marks": _column_marks(section, column),
                }
            )
    return {
        "termType": "Semester",
        "termNumber": term,
        "year": journal.year.start,
        "students": [
            {"id": int(one.id), "firstName": one.name, "lastName": one.surname, "middleName": one.patronymic}
            for one in students.values()
        ],
        **lists,
        "departmentName": journal.group.department.name if journal.group.department else None,
    }


def _column_marks(section: Section, column: PeriodColumn) -> dict[str, Any]:
    return {
        student: {"value": marks[0].source}
        for (student, where), marks in section.period_marks.items()
        if where == column.id and marks
    }
