"""Answers in the shapes that public clients of the module show: all is printed, or told as what it is."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import module_answers as module
import pytest
from module_answers import (
    OTHER_PAGE,
    PAGE,
    SHEET,
    SHEET_2,
    SPRING_PAGE,
    journal,
    read,
    results,
    section,
    told,
)

from archiver.errors import InputInvalid
from archiver.intake.open import open_exports
from archiver.journal.findings import Severity
from archiver.journal.marks import cell_text
from archiver.settings.tables import College, Settings


def test_a_snapshot_as_the_module_gives_it_has_nothing_to_be_told(tmp_path: Path) -> None:
    exports, reading = read(tmp_path, module.answers())
    assert told(exports, reading) == {}
    found = journal(reading)
    assert (found.group.name, found.group.course) == ("ИСиП-24-1", 2)
    assert found.group.department is not None
    assert (found.group.department.head, found.group.department.head_post) == (
        "Ким Ольга Сергеевна",
        "Заведующая отделением",
    )
    page = section(reading)
    assert [(one.kind, one.hours, one.topic, one.homework) for one in page.lessons] == [
        ("Лекция", 2, "Входной контроль", "§ 4: упр. 12"),
        ("Практическое занятие", 2, "Решение задач", None),
    ]
    assert results(reading) == {"Экз. Агафонова": "5", "Экз. Бек": "3", "Экз. Яковлев": "4"}


def test_a_teacher_is_a_text_an_object_or_nobody(tmp_path: Path) -> None:
    files = module.changed()
    files[PAGE]["teacher"] = module.KARGIN
    files[OTHER_PAGE]["teacher"] = None
    files[SPRING_PAGE].pop("teacher")
    files[SHEET]["subjects"][0]["teacher"] = "Каргин П.А."
    files[SHEET]["subjects"][1]["teacher"] = None
    files[SHEET]["profModules"] = [
        {
            "name": "ПМ.01 Разработка",
            "id": 5,
            "teacher": {"id": 9, "lastName": "Ли", "firstName": "Анна"},
            "marks": {"90210": {"value": "Five"}},
        }
    ]
    exports, reading = read(tmp_path, files)
    teachers = [(one.subject.name, one.term, one.teacher) for one in journal(reading).sections]
    assert teachers == [
        ("ОП.01 Математика", 1, "Каргин П.А."),
        ("ОП.02 Информатика", 1, None),
        ("ПМ.01 Разработка", 1, "Ли А."),
        ("ОП.01 Математика", 2, None),
    ]
    assert set(told(exports, reading)) == {"teacher.missing", "subject.not-in-plan"}


SESSION = {"responseStatus": {"message": "Пользователь не вошёл"}}
LOGIN = '<!DOCTYPE html><html ng-app="app-security"><title>Вход в систему</title></html>'.encode()


@pytest.mark.parametrize(
    ("answer", "code", "words"),
    [
        (SESSION, "file.session-expired", "сеанс истёк"),
        (LOGIN, "file.session-expired", "страница входа"),
        ({"responseStatus": {"errorCode": "NotFound"}}, "file.no-such-number", "такого номера нет"),
        ({}, "file.no-such-number", "нет такого номера"),
        (b"null", "file.no-such-number", "нет такого номера"),
        (b"", "file.empty", "пуст"),
        (b"<html>502 Bad Gateway</html>", "file.not-an-answer", "страница сайта"),
        (b"Service Unavailable", "file.not-an-answer", "текст"),
        ({"tenantName": "x", "tenants": {}}, "file.not-an-answer", "другой запрос"),
        ({"responseStatus": {"errorCode": "Forbidden"}}, "file.not-an-answer", "отказался"),
    ],
)
@pytest.mark.parametrize("file", [PAGE, module.ENTRIES, SHEET])
def test_what_is_no_answer_is_told_as_what_it_is(
    tmp_path: Path, file: str, answer: Any, code: str, words: str
) -> None:
    _exports, reading = read(tmp_path, module.changed(**{file: answer}))
    finding = next(one for one in reading.findings if one.place.file == file)
    assert (finding.code, finding.severity, finding.group) == (code, Severity.BLOCKING, "ИСиП-24-1")
    assert words in finding.message
    assert "Пользователь" not in finding.message


def test_a_list_of_groups_that_is_no_answer_blocks_everything(tmp_path: Path) -> None:
    with pytest.raises(InputInvalid) as refused:
        open_exports(module.write(tmp_path, module.changed(**{module.GROUPS: SESSION})), Settings())
    assert [one.code for one in refused.value.problems] == ["file.session-expired"]


def test_strange_fields_and_files_are_named_once_and_never_quoted(tmp_path: Path) -> None:
    files = module.changed()
    for page in (PAGE, OTHER_PAGE, SPRING_PAGE):
        files[page]["secretNote"] = "Тайна Иванова"
        for one in files[page]["lessons"]:
            one["meetingId"] = "Сидоров"
            for cell in one["markSets"].values():
                cell["Петров Пётр"] = {"comment": "молодец"}
    files["services/journal/gradebook/1873/exams.json"] = {"exam": "Тайна"}
    files["services/people/organization/statistics.json"] = {"name": "Колледж", "phone": "8 800"}
    exports, reading = read(tmp_path, files)
    fields = [one for one in reading.findings if one.code == "source.field-unknown"]
    assert {one.place.path for one in fields} == {
        "secretNote",
        "lessons[].meetingId",
        "lessons[].markSets.*.*",
    }
    assert len(fields) == 3
    assert {one.severity for one in (*fields, *exports.findings)} == {Severity.NOTE}
    assert {(one.code, one.place.file) for one in exports.findings} == {
        ("source.file-unknown", "services/journal/gradebook/1873/exams.json"),
        ("file.ignored", "services/people/organization/statistics.json"),
    }
    everything = repr((exports.findings, reading))
    assert not any(word in everything for word in ("Тайна", "Сидоров", "Петров", "молодец", "8 800"))


def test_a_changed_shape_blocks_once_however_many_cells_have_it(tmp_path: Path) -> None:
    files = module.changed()
    for page in (PAGE, OTHER_PAGE):
        for one in files[page]["lessons"]:
            one["date"] = {"day": 1}
        for student in files[page]["students"]:
            student["firstName"] = ["Пётр"]
    _exports, reading = read(tmp_path, files)
    blocking = [one for one in reading.findings if one.severity is Severity.BLOCKING]
    assert {(one.code, one.place.path) for one in blocking} == {
        ("file.value", "lessons[0].date"),
        ("file.value", "students[0].firstName"),
    }
    assert len(blocking) == 2
    assert "4, в 2 файлах" in next(one.message for one in blocking if one.place.path == "lessons[0].date")


def test_a_changed_shape_of_what_is_not_printed_does_not_block(tmp_path: Path) -> None:
    files = module.changed()
    files[module.ENTRIES][0]["name"] = {"group": 1}
    files[module.ENTRIES][0]["isActive"] = "нет"
    files[PAGE]["students"][0]["averageScore"] = "4,33"
    files[PAGE]["lessons"][0]["startTime"] = {"hour": 8}
    files[PAGE]["lessons"][0]["tasks"][0]["attachments"] = "файл"
    files[PAGE]["lessons"][0]["markSets"]["90210"]["marks"]["1000"]["isRequired"] = "да"
    assert told(*read(tmp_path, files)) == {}


def test_marks_are_texts_numbers_or_objects(tmp_path: Path) -> None:
    files = module.changed()
    files[PAGE]["lessons"][0]["markSets"] = {
        "90210": {"marks": {"1000": "Five"}},
        "90211": {"absenceType": "IsAbsent", "marks": {"1000": 4}},
        "90212": {"marks": {"1000": {"value": 4.5}}},
    }
    files[PAGE]["lessons"][1]["markSets"] = {
        "90210": {"marks": {"7": {"isRequired": True}}},
        "90211": {"absenceType": "Sick", "marks": {"7": {"value": "Excellent"}, "8": None}},
        "90212": {"absenceType": None, "marks": []},
    }
    files[SHEET]["subjects"][0]["marks"] = {"90210": "Five", "90211": 3, "90212": {"isRequired": True}}
    exports, reading = read(tmp_path, files)
    page = section(reading)
    assert {key: cell_text(marks) for key, marks in page.marks.items()} == {
        ("90210", "100"): "5",
        ("90211", "100"): "н,4",
        ("90212", "100"): "4.5",
        ("90210", "101"): "•",
        ("90211", "101"): "Sick/Excellent",
    }
    assert results(reading) == {"Экз. Агафонова": "5", "Экз. Бек": "3"}
    assert set(told(exports, reading)) == {"mark.unknown", "mark.owed", "grade.final-missing"}


def test_a_subject_with_results_and_no_page_blocks(tmp_path: Path) -> None:
    files = module.changed()
    files.pop(PAGE)
    exports, reading = read(tmp_path, files)
    finding = told(exports, reading)["spo.page-missing"]
    assert (finding.severity, finding.place.file, finding.place.subject) == (
        Severity.BLOCKING,
        PAGE,
        "ОП.01 Математика",
    )
    assert results(reading)["Экз. Бек"] == "3"  # accepted with a reason, the grades must not be lost


def test_pages_that_were_not_exported_are_one_line_a_period(tmp_path: Path) -> None:
    files = {name: value for name, value in module.changed().items() if "/subjects/" not in name}
    _exports, reading = read(tmp_path, files)
    assert [one.code for one in reading.findings] == ["spo.page-missing"] * 2


def test_pages_without_a_plan_block_and_keep_nothing_back(tmp_path: Path) -> None:
    files = module.changed()
    for entry in files[module.ENTRIES]:
        entry["scheduleSubjects"] = []
    exports, reading = read(tmp_path, files)
    assert told(exports, reading)["spo.page-without-subject"].severity is Severity.BLOCKING


def test_a_group_of_one_period(tmp_path: Path) -> None:
    files = {
        name: value for name, value in module.changed().items() if "41266" not in name and name != SHEET_2
    }
    files[module.ENTRIES].pop()
    exports, reading = read(tmp_path, files)
    assert told(exports, reading) == {}
    assert [one.number for one in journal(reading).terms] == [1]


def test_a_course_that_is_not_parted_into_periods(tmp_path: Path) -> None:
    files = {name: value for name, value in module.changed().items() if "41266" not in name}
    whole = module.entry(
        40517, 3, 1, "2025-09-01", "2026-06-28", {61: "ОП.01 Математика", 62: "ОП.02 Информатика"}
    )
    files[module.ENTRIES] = [whole | {"termType": "Course", "termNumber": None}]
    _exports, reading = read(tmp_path, files)
    assert [(one.number, one.name) for one in journal(reading).terms] == [(1, "Весь курс")]
    assert journal(reading).group.course == 3


def test_a_renamed_group_keeps_the_name_of_its_year(tmp_path: Path) -> None:
    files = module.changed()
    files[module.GROUPS][0]["name"] = "ИСиП-34-1"
    exports, reading = read(tmp_path, files)
    assert exports.groups[0].name == journal(reading).group.name == "ИСиП-24-1"
    finding = told(exports, reading)["group.renamed"]
    assert (finding.severity, finding.group) == (Severity.WARNING, "ИСиП-24-1")
    assert "ИСиП-34-1" in finding.message


@pytest.mark.parametrize("name", ["1 семестр", "ИСиП-24-1, 2 курс", "Журнал группы ИСиП-24-1", 7, None])
def test_a_gradebook_that_names_no_other_group_renames_none(tmp_path: Path, name: object) -> None:
    files = module.changed()
    for entry in files[module.ENTRIES]:
        entry["name"] = name
    assert told(*read(tmp_path, files)) == {}


def test_a_snapshot_without_the_list_of_groups_is_read(tmp_path: Path) -> None:
    files = module.changed()
    files.pop(module.GROUPS)
    exports, reading = read(tmp_path, files)
    assert journal(reading).group.name == "ИСиП-24-1"
    assert set(told(exports, reading)) == {"file.missing"}


def test_a_group_that_nothing_names_is_refused(tmp_path: Path) -> None:
    files = module.changed(**{module.GROUPS: []})
    for entry in files[module.ENTRIES]:
        entry["name"] = "1 семестр"
    with pytest.raises(InputInvalid) as refused:
        open_exports(module.write(tmp_path / "1", files), Settings())
    assert [one.code for one in refused.value.problems] == ["spo.group-unknown"]
    files[module.JOURNALS] = [{"id": 1873, "name": "ИСиП-24-1", "code": "09.02.07", "yearNumber": 3}]
    _exports, reading = read(tmp_path / "2", files)
    group = journal(reading).group
    assert (group.name, group.course, group.speciality_code) == ("ИСиП-24-1", 2, "09.02.07")


def test_an_open_period_is_a_note(tmp_path: Path) -> None:
    files = module.changed()
    files[module.ENTRIES][1]["isActive"] = True
    (note,) = told(*read(tmp_path, files)).values()
    assert (note.code, note.severity, note.place.term) == ("term.open", Severity.NOTE, 2)


def test_remarks_of_the_page_and_of_the_plan_are_counted(tmp_path: Path) -> None:
    files = module.changed()
    files[PAGE]["remarks"] = [{"text": "Нет тем"}, {"text": "Нет оценок"}]
    files[module.ENTRIES][0]["scheduleSubjects"][0]["remarks"] = {"text": "Исправить"}
    _exports, reading = read(tmp_path, files)
    assert {
        (one.place.file, one.place.path, one.place.subject, one.severity)
        for one in reading.findings
        if one.code == "spo.remarks"
    } == {
        (PAGE, "remarks", "ОП.01 Математика", Severity.WARNING),
        (module.ENTRIES, "scheduleSubjects[].remarks", "ОП.01 Математика", Severity.WARNING),
    }
    assert "Нет тем" not in repr(reading.findings)


def test_words_that_no_vocabulary_has_are_printed_and_told(tmp_path: Path) -> None:
    files = module.changed()
    files[PAGE]["lessons"][0]["type"] = "Webinar"
    files[SHEET]["subjects"][0]["examinationType"] = "Interview"
    _exports, reading = read(tmp_path, files)
    assert section(reading).lessons[0].kind == "Webinar"
    assert results(reading)["Interview Бек"] == "3"
    words = [one.message for one in reading.findings if one.code == "spo.word-unknown"]
    assert len(words) == 2
    assert "Webinar" in words[0] and "Interview" in words[1]


STUDENTS = {
    "studentsCount": 3,
    "students": [
        module.person(*one)
        | {
            "studentGroup": {"id": 1873, "name": "ИСиП-24-1"},
            "gender": "Male",
            "educationBasis": "RfSubjectBudget",
        }
        for one in module.PEOPLE
    ],
}


@pytest.mark.parametrize("name", ["", "?isActive=true&orderBy=+fullName&pageIndex=0&pageSize=200"])
def test_a_page_of_students_is_read_and_passed_over(tmp_path: Path, name: str) -> None:
    file = f"services/people/students{name}.json"
    assert told(*read(tmp_path / "1", module.changed(**{file: STUDENTS}))) == {}
    born = copy.deepcopy(STUDENTS)
    born["students"][0]["birthday"] = "2007-04-30T00:00:00.0000000"  # type: ignore[index]
    exports, reading = read(tmp_path / "2", module.changed(**{file: born}))
    assert {(one.code, one.severity) for one in exports.findings} == {("file.personal-data", Severity.NOTE)}
    assert "2007" not in repr((exports.findings, reading))


@pytest.mark.parametrize("answer", [SESSION, {}, b"<html>", {"students": [{"lastName": 5}]}, [7]])
def test_a_list_of_students_never_blocks(tmp_path: Path, answer: Any) -> None:
    exports, reading = read(tmp_path, module.changed(**{module.STUDENTS: answer}))
    assert {(one.code, one.severity) for one in exports.findings} == {
        ("spo.leaves-unknown", Severity.WARNING)
    }
    assert results(reading)["Экз. Бек"] == "3"


ORGANIZATION = {
    "abbreviation": "ЧТОТиБ",
    "address": {"kladr": "75", "mailAddress": "ул. Бабушкина, 66", "region": "Край", "settlement": "Чита"},
    "bankingDetails": {"inn": "7534000000"},
    "directorName": "Емельянова Любовь Васильевна",
    "directorPosition": "Директор",
    "email": "a@b.example",
    "name": "Техникум отраслевых технологий",
    "organizationId": "4e97a34f",
    "phone": "8 3022",
    "shortName": "ГПОУ «ЧТОТиБ»",
    "type": "Poo",
}


def test_what_the_module_calls_the_college_is_compared_with_the_settings(tmp_path: Path) -> None:
    files = module.changed(**{"services/people/organization.json": ORGANIZATION})
    exports, reading = read(tmp_path, files)
    (note,) = told(exports, reading).values()
    assert (note.code, note.severity) == ("college.in-module", Severity.NOTE)
    assert "Техникум отраслевых технологий" in note.message
    assert not any(word in note.message for word in ("7534", "8 3022", "Бабушкина"))
    settings = Settings(college=College(short_name="ГПОУ «ЧТОТиБ»"))
    assert open_exports(tmp_path, settings).findings == ()


@pytest.mark.parametrize("answer", [SESSION, {}, b"", {"name": 5}])
def test_what_the_module_says_of_the_college_never_blocks(tmp_path: Path, answer: Any) -> None:
    files = module.changed(**{"services/people/organization.json": answer})
    exports, _reading = read(tmp_path, files)
    assert [(one.code, one.severity) for one in exports.findings] == [("file.ignored", Severity.NOTE)]
