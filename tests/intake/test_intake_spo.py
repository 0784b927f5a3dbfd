"""The SPO snapshot: every rule of reading its answers, and every problem of all its files."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
import spo_snapshot as spo
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archiver.intake.exports import Reading
from archiver.intake.open import open_exports
from archiver.journal.findings import Severity
from archiver.journal.model import AcademicYear, Feature, Journal, Leave, MarkKind
from archiver.journal.results import ResultKind
from archiver.settings.tables import Settings


def read(folder: Path) -> Reading:
    (group,) = open_exports(folder, Settings()).groups
    return group.read()


def journal_of(folder: Path, files: dict[str, Any]) -> Journal:
    reading = read(spo.write(folder, files))
    assert reading.journal is not None
    return reading.journal


def codes(reading: Reading) -> set[tuple[str, str | None, str | None]]:
    return {(one.code, one.place.file, one.place.path) for one in reading.findings}


def test_a_snapshot_is_one_whatever_the_case_of_its_folders_name(tmp_path: Path) -> None:
    files = {name.replace("services/", "Services/"): value for name, value in spo.answers().items()}
    assert {one.subject.name for one in journal_of(tmp_path, files).sections} == {"Физика"}


def test_group_terms_and_plan(tmp_path: Path) -> None:
    journal = journal_of(tmp_path, spo.answers())
    group = journal.group
    assert (group.name, group.course, group.speciality_code) == ("ИС-21", 2, "09.02.07")
    assert group.department is not None
    assert (group.department.name, group.department.head) == ("ИТ", "Чарикова Юлия Львовна")
    assert group.curator == "Сидорова Ольга"
    assert journal.year == AcademicYear(2025)
    assert [(one.number, one.name, str(one.start), str(one.end)) for one in journal.terms] == [
        (1, "1 семестр", "2025-09-01", "2025-12-28")
    ]
    assert [(one.name, one.term, one.hours) for one in journal.plan] == [("Физика (1 подгруппа)", 1, 34)]
    assert Feature.PERIOD_GRADES not in journal.carries


def test_page_becomes_a_section(tmp_path: Path) -> None:
    (section,) = journal_of(tmp_path, spo.answers()).sections
    assert (section.subject.name, section.subgroup, section.teacher) == ("Физика", "1", "Иванова М.П.")
    assert (section.planned_hours, section.source) == (34, spo.PAGE)
    assert [(one.surname, one.number) for one in section.students] == [("Абаев", 1), ("Борисов", 2)]
    assert section.students[0].enrolled == dt.date(2025, 9, 1)
    first, second = section.lessons
    assert (first.date, first.hours, first.topic) == (dt.date(2025, 9, 2), 2, "Тема по заданию; Контрольная")
    assert (first.homework, first.kind) == ("§ 5: задачи 1–3", None)
    assert (second.date, second.topic, second.kind) == (dt.date(2025, 9, 9), "Кинематика", "Лекция")


def test_absence_first_then_marks_in_the_order_of_tasks(tmp_path: Path) -> None:
    (section,) = journal_of(tmp_path, spo.answers()).sections
    (cell,) = section.marks.values()
    assert [(mark.text, mark.source, mark.task) for mark in cell] == [
        ("уп", "IsAbsentByValidReason", None),
        ("4", "Four", "КР"),
        ("5", "Five", "ОЗ"),
    ]


def test_unknown_words_and_foreign_marks_are_kept(tmp_path: Path) -> None:
    marks = {"absenceType": "Abducted", "marks": {"77": {"value": "<script>"}, "78": {"value": 7}}}
    lesson = spo.lesson(1, "2025-09-02", type="Telepathy", markSets={"999": marks})
    files = spo.answers() | {spo.PAGE: spo.page(lessons=[lesson])}
    (section,) = journal_of(tmp_path, files).sections
    assert section.lessons[0].kind == "Telepathy"
    assert [mark.text for mark in section.marks["999", "1"]] == ["Abducted", "<script>", "7"]
    assert {mark.kind for mark in section.marks["999", "1"]} == {MarkKind.UNKNOWN}


def test_two_lessons_of_one_id_do_not_share_cells(tmp_path: Path) -> None:
    cell = {"501": {"marks": {"1": {"value": "Five"}}}}
    lessons = [spo.lesson(1, "2025-09-02", markSets=cell), spo.lesson(1, "2025-09-09")]
    (section,) = journal_of(tmp_path, spo.answers() | {spo.PAGE: spo.page(lessons=lessons)}).sections
    assert len({one.id for one in section.lessons}) == 2
    assert list(section.marks) == [("501", section.lessons[0].id)]


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2025-09-02", 2),
        ("2025-09-02T23:30:00", 2),
        ("2025-09-02T00:00:00.0000000", 2),
        ("2025-09-02T00:00:00+07:00", 2),
        ("2025-09-01T20:00:00Z", 2),
        ("2025-09-02T00:00:00Z", 2),
    ],
)
def test_dates_of_lessons(tmp_path: Path, written: str, day: int) -> None:
    files = spo.answers() | {spo.PAGE: spo.page(lessons=[spo.lesson(1, written)])}
    (section,) = journal_of(tmp_path, files).sections
    assert section.lessons[0].date == dt.date(2025, 9, day)


def test_years_of_one_group_are_exports_of_their_own(tmp_path: Path) -> None:
    older = spo.entry(id=1010, yearNumber=1, startDate="2025-01-12", endDate="2025-06-28", termNumber=2)
    files = spo.answers() | {spo.ENTRIES: [spo.entry(startDate="2025-08-29"), older]}
    files["services/journal/gradebook/1010/subjects/7.json"] = spo.page(lessons=[])
    exports = open_exports(spo.write(tmp_path, files), Settings())
    assert [(one.name, str(one.year)) for one in exports.groups] == [
        ("ИС-21", "2024/25"),
        ("ИС-21", "2025/26"),
    ]
    journals = [one.read().journal for one in exports.groups]
    assert [one and one.group.course for one in journals] == [1, 2]
    assert [one and len(one.sections[0].lessons) for one in journals] == [0, 2]


def test_subject_without_its_file_stays_in_the_plan(tmp_path: Path) -> None:
    files = spo.answers()
    del files[spo.PAGE]
    journal = journal_of(tmp_path, files)
    assert (journal.sections, len(journal.plan)) == ((), 1)


def test_paths_without_json_and_wrapped_lists(tmp_path: Path) -> None:
    files = {name.removesuffix(".json"): value for name, value in spo.answers().items()}
    name = spo.ENTRIES.removesuffix(".json")
    files[name] = {"items": files[name], "total": 1}
    assert len(journal_of(tmp_path / "деп 1", files).sections) == 1


def test_results_of_the_term_by_name_and_exam_without_page(tmp_path: Path) -> None:
    students = [
        {"id": 1, "lastName": "Борисов", "firstName": "Пётр"},
        {"id": 2, "lastName": "Абаев", "firstName": "Иван"},
    ]
    results = {
        "termNumber": 1,
        "students": students,
        "subjects": [
            {
                "id": 70,
                "name": "Физика",
                "examinationType": "Exam",
                "marks": {"1": {"value": "Three"}, "2": None},
            }
        ],
        "profModules": [
            {"id": 71, "name": "ПМ.01 Разработка", "marks": {"2": {"value": "Five"}}},
            {"id": 72, "name": "ПМ.02 Без оценок"},
        ],
        "courseWorks": [
            {"id": 7, "name": "Физика", "examinationType": "CourseWork", "marks": {"9": {"value": "Four"}}}
        ],
    }
    reading = read(spo.write(tmp_path, spo.answers() | {spo.RESULTS: results}))
    assert reading.journal is not None
    page, module = reading.journal.sections
    assert [(one.title, one.kind) for one in page.period_columns] == [
        ("Экз.", ResultKind.EXAM),
        ("КР", ResultKind.COURSE_WORK),
    ]
    assert page.period_marks["502", "result-Exam"][0].text == "3"
    assert page.period_marks["9", "result-CourseWork"][0].text == "4"
    assert (module.subject.code, [one.surname for one in module.students]) == ("ПМ.01", ["Абаев"])
    assert [mark[0].text for mark in module.period_marks.values()] == ["5"]
    assert [one.code for one in reading.findings] == ["mark.no-place", "lesson.duration"]
    assert Feature.PERIOD_GRADES in reading.journal.carries


def test_academic_leave_only_from_a_list_without_forbidden_data(tmp_path: Path) -> None:
    student: dict[str, Any] = {"lastName": "Абаев", "firstName": "Иван", "studentGroupId": 101}
    student["academicVacations"] = [{"startDate": "2025-11-01", "endDate": None, "order": "№ 15"}]
    name = "services/people/students/all.json"
    (section,) = journal_of(tmp_path / "1", spo.answers() | {name: [student]}).sections
    assert [one.leaves for one in section.students] == [(Leave(dt.date(2025, 11, 1), None, "№ 15"),), ()]

    student["passportSeries"] = "3600 СЕКРЕТ"
    folder = spo.write(tmp_path / "2", spo.answers() | {name: [student]})
    exports = open_exports(folder, Settings())
    journal = exports.groups[0].read().journal
    assert journal is not None
    assert all(not one.leaves for one in journal.sections[0].students)
    (note,) = exports.findings
    assert (note.code, note.severity, note.place.file) == ("file.personal-data", Severity.NOTE, name)
    assert "СЕКРЕТ" not in repr((exports.findings, journal))


def test_every_problem_of_every_file_in_one_reading(tmp_path: Path) -> None:
    other = "services/journal/gradebook/1011/subjects/8.json"
    subjects = [{"id": 7, "name": "Физика"}, {"id": 8, "name": "Химия"}, {"id": 9, "name": "История"}]
    bad_lessons = [
        spo.lesson(1, "2025-13-41"),
        spo.lesson(2, "0001-01-01T00:00:00", duration=-1),
        {"id": True},
    ]
    files = spo.answers() | {
        spo.ENTRIES: [spo.entry(scheduleSubjects=subjects)],
        spo.PAGE: spo.page(lessons=bad_lessons, teacher=5),
        other: b'{"lessons": [',
        "services/journal/gradebook/1011/subjects/9.json": b"",
        "services/journal/gradebook/1011/subjects/10.json": spo.page(),
    }
    reading = read(spo.write(tmp_path, files))
    assert {(code, path) for code, file, path in codes(reading) if file == spo.PAGE} == {
        ("file.value", "lessons[0].date"),
        ("file.value", "lessons[1].duration"),
        ("file.value", "lessons[2].id"),
        ("file.value", "lessons[2].date"),
        ("file.value", "teacher"),
    }
    assert {code for code, file, _path in codes(reading) if file != spo.PAGE} == {
        "file.broken",
        "file.empty",
        "spo.page-without-subject",
    }
    assert all(one.group == "ИС-21" and one.severity is Severity.BLOCKING for one in reading.findings)
    assert {one.place.subject for one in reading.findings} == {"Физика", "Химия", "История", None}


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({spo.ENTRIES: b"["}, "file.broken"),
        ({spo.ENTRIES: []}, "term.none"),
        ({spo.ENTRIES: [spo.entry(startDate=None)]}, "file.value"),
        ({spo.ENTRIES: "текст"}, "file.value"),
        ({spo.ENTRIES: "Журнал".encode("cp1251")}, "file.encoding"),
    ],
)
def test_unreadable_gradebooks_name_the_group(tmp_path: Path, change: dict[str, Any], code: str) -> None:
    reading = read(spo.write(tmp_path, spo.answers() | change))
    assert reading.journal is None
    assert [(one.code, one.group, one.place.file) for one in reading.findings] == [
        (code, "ИС-21", spo.ENTRIES)
    ]


def test_contradicting_periods_block(tmp_path: Path) -> None:
    entries = [
        spo.entry(),
        spo.entry(id=1012, endDate="2025-12-30"),
        spo.entry(id=3, termNumber=2, endDate="2025-08-31"),
    ]
    reading = read(spo.write(tmp_path, spo.answers() | {spo.ENTRIES: entries}))
    assert {one.code for one in reading.findings} == {"term.twice", "term.dates", "lesson.duration"}


@pytest.mark.parametrize(
    ("change", "code", "severity"),
    [
        ({spo.GROUPS: [{"id": 101, "name": "ИС-21", "departmentId": 55}]}, "spo.reference", Severity.WARNING),
        ({"services/people/employees/all.json": []}, "spo.reference", Severity.WARNING),
        ({"services/journal/gradebook/404/entries.json": []}, "spo.group-unknown", Severity.BLOCKING),
        ({"services/journal/gradebook/9/subjects/1.json": {}}, "spo.gradebook-unknown", Severity.BLOCKING),
        ({"services/journal/gradebook/101/entries": []}, "spo.file-twice", Severity.BLOCKING),
        ({"services/people/employees/all.json": b"{"}, "file.broken", Severity.BLOCKING),
    ],
)
def test_problems_of_the_snapshot(
    tmp_path: Path, change: dict[str, Any], code: str, severity: Severity
) -> None:
    exports = open_exports(spo.write(tmp_path, spo.answers() | change), Settings())
    assert (code, severity) in {(one.code, one.severity) for one in exports.findings}


def test_group_without_journal_is_a_warning(tmp_path: Path) -> None:
    groups = [{"id": 101, "name": "ИС-21"}, {"id": 102, "name": "ИС-22"}]
    exports = open_exports(spo.write(tmp_path, spo.answers() | {spo.GROUPS: groups}), Settings())
    assert [one.name for one in exports.groups] == ["ИС-21"]
    assert ("group.without-journal", "ИС-22") in {(one.code, one.group) for one in exports.findings}


ODD = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**6), 10**6) | st.text(max_size=5) | st.just("2025-09-02"),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=5,
)


@given(st.sampled_from([spo.PAGE, spo.ENTRIES, spo.GROUPS, spo.RESULTS]), st.data())
@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_odd_values_anywhere_are_findings_never_tracebacks(
    tmp_path: Path, name: str, data: st.DataObject
) -> None:
    files = spo.answers() | {spo.RESULTS: {"termNumber": 1, "subjects": [{"id": 7, "name": "Физика"}]}}
    target = files[name]
    while True:
        keys = list(target) if isinstance(target, dict) else list(range(len(target)))
        key = data.draw(st.sampled_from(keys))
        deeper = target[key]
        if not isinstance(deeper, (dict, list)) or not deeper or data.draw(st.booleans()):
            break
        target = deeper
    target[key] = data.draw(ODD)
    exports_of(spo.write(tmp_path, files))


@given(st.sampled_from([spo.PAGE, spo.ENTRIES, spo.GROUPS]), st.floats(0, 0.999))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_truncated_file_is_always_told(tmp_path: Path, name: str, part: float) -> None:
    import json

    whole = json.dumps(spo.answers()[name]).encode()
    findings = exports_of(spo.write(tmp_path, spo.answers() | {name: whole[: int(len(whole) * part)]}))
    assert any(
        one.place.file == name
        and one.severity is Severity.BLOCKING
        and one.code in ("file.broken", "file.empty")
        for one in findings
    )


def exports_of(folder: Path) -> list[Any]:
    from archiver.errors import InputInvalid

    try:
        exports = open_exports(folder, Settings())
    except InputInvalid as refused:
        return list(refused.problems)
    return [*exports.findings, *(one for group in exports.groups for one in group.read().findings)]
