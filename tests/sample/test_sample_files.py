"""The bytes of a sample, looked at without the program's own readers."""

import hashlib
import io
import json
import subprocess
import sys
import tomllib

import pytest
from python_calamine import CalamineWorkbook

from archiver.errors import UsageError
from archiver.journal.marks import cell_text
from archiver.sample.college import make_college
from archiver.sample.college_files import FORMATS, college_files
from archiver.settings.tables import Settings

_DIGEST = (
    "import hashlib\n"
    "from archiver.sample.college import make_college\n"
    "from archiver.sample.college_files import college_files\n"
    "whole = hashlib.sha256()\n"
    "for batch in college_files(make_college(2, 5), {form!r}):\n"
    "    for file in batch:\n"
    "        whole.update(file.path.encode() + file.data)\n"
    "print(whole.hexdigest())\n"
)


def files(form: str, *faults: str, groups: int = 1, seed: int = 1) -> dict[str, bytes]:
    college = make_college(groups, seed, faults=faults)
    return {file.path: file.data for batch in college_files(college, form) for file in batch}


@pytest.mark.parametrize("form", FORMATS)
def test_bytes_are_the_same_in_another_process_with_another_hash_order(form: str) -> None:
    digest = hashlib.sha256()
    for path, data in files(form, groups=2, seed=5).items():
        digest.update(path.encode() + data)
    for seed in ("1", "2"):
        other = subprocess.run(
            [sys.executable, "-c", _DIGEST.format(form=form)],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(sys.path), "TZ": "Asia/Kamchatka"},
            capture_output=True,
            check=True,
            text=True,
        )
        assert other.stdout.strip() == digest.hexdigest()


@pytest.mark.parametrize("form", FORMATS)
def test_settings_beside_the_exports_are_valid(form: str) -> None:
    found = Settings.model_validate(tomllib.loads(files(form, groups=4)["archiver.toml"].decode()))
    assert found.academic_year == "2025/26"
    assert [period.start for period in found.periods] == ["09-01", "01-12"]
    assert {name for one in found.departments for name in one.groups} == {one.name for one in found.groups}
    assert all(department.head for department in found.departments)
    assert found.groups[0].teachers["ОГСЭ.02 История"]


def test_an_spo_folder_mirrors_the_addresses_of_the_module() -> None:
    found = files("spo")
    assert {
        "services/people/student-groups/all.json",
        "services/people/departments/all.json",
        "services/people/employees/all.json",
        "services/journal/gradebook/101/entries.json",
        "services/reports/curator/group-attestation-for-student/1011.json",
    } <= set(found)
    entries = json.loads(found["services/journal/gradebook/101/entries.json"])
    for entry in entries:
        for subject in entry["scheduleSubjects"]:
            assert f"services/journal/gradebook/{entry['id']}/subjects/{subject['id']}.json" in found
    managers = {one["managerId"] for one in json.loads(found["services/people/departments/all.json"])}
    staff = {one["id"] for one in json.loads(found["services/people/employees/all.json"])}
    assert managers <= staff


def test_an_spo_page_uses_the_words_of_the_module() -> None:
    pages = [json.loads(data) for path, data in files("spo").items() if "/subjects/" in path]
    ratings, absences, tasks = set(), set(), set()
    for page in pages:
        for lesson in page["lessons"]:
            known = {str(task["id"]) for task in lesson["tasks"]}
            tasks.update(task["type"] for task in lesson["tasks"])
            for answer in lesson["markSets"].values():
                assert set(answer["marks"]) <= known
                ratings.update(mark["value"] for mark in answer["marks"].values())
                absences.add(answer.get("absenceType"))
    assert ratings == {"Two", "Three", "Four", "Five", "Success"}
    assert absences - {None} == {
        "IsAbsentByValidReason",
        "IsAbsentByNotValidReason",
        "SickLeave",
        "IsLate",
    }
    assert {"Control", "PracticalWork", "Laboratory", "Home"} <= tasks


@pytest.mark.parametrize("form", ["xls", "xlsx"])
def test_a_spreadsheet_has_the_layout_of_the_report(form: str) -> None:
    found = files(form)
    rows = (
        CalamineWorkbook.from_filelike(io.BytesIO(found[f"ИС-21 1 семестр 2025-26.{form}"]))
        .get_sheet_by_index(0)
        .to_python()
    )
    top = next(number for number, row in enumerate(rows) if str(row[0]).startswith("Предмет : "))
    assert rows[top][0] == "Предмет : ОГСЭ.02 История"
    assert rows[top + 2][2] == "Сентябрь"
    assert rows[top + 2][3] == ""  # a merged month stands in its first cell
    assert rows[top + 3][2] == 1
    journal = make_college(1, 1).journal(0)
    section = journal.sections[0]
    listed = rows[top + 4 : top + 4 + len(section.students)]
    assert [row[1] for row in listed] == [student.full_name for student in section.students]
    for student, row in zip(section.students, listed, strict=True):
        for column, lesson in enumerate(section.lessons[:25], 2):
            text = cell_text(section.marks.get((student.id, lesson.id), ()))
            assert str(row[column]).removesuffix(".0") == text
    assert not isinstance(rows[top + 4 + len(section.students)][0], float)


def test_a_page_of_html_has_marks_and_the_facing_list() -> None:
    text = files("html")["ИС-21 2 семестр 2025-26.html"].decode()
    blocks = text.count("Предмет : ")
    assert text.count('<table class="table-print">') == 2 * blocks
    assert text.count("<th>Домашнее задание</th>") == blocks
    assert "Интервал : 12.01.2026 – 28.06.2026" in text


def test_markup_in_names_is_text_in_html() -> None:
    text = files("html", "hostile-names")["ИС-21 1 семестр 2025-26.html"].decode()
    assert "<script>" not in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text


def test_a_formula_in_a_name_is_text_in_xlsx() -> None:
    data = files("xlsx", "hostile-names")["ИС-21 1 семестр 2025-26.xlsx"]
    rows = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()
    assert any(str(cell).startswith("=HYPERLINK") for row in rows for cell in row)


def test_a_group_named_like_a_path_stays_in_the_folder() -> None:
    for form in FORMATS:
        for path in files(form, "hostile-group"):
            assert ".." not in path.split("/")
            assert not path.startswith("/")


def test_two_exports_of_one_page_disagree_in_one_cell() -> None:
    found = files("html", "page-contradiction")
    one = found["ИС-21 1 семестр 2025-26.html"].decode().splitlines()
    other = found["ИС-21 1 семестр 2025-26 (2).html"].decode().splitlines()
    assert sum(a != b for a, b in zip(one, other, strict=True)) == 1


@pytest.mark.parametrize(("fault", "form"), [("page-contradiction", "spo"), ("wrong-encoding", "xls")])
def test_a_fault_that_a_format_cannot_show_is_refused(fault: str, form: str) -> None:
    with pytest.raises(UsageError, match=fault):
        files(form, fault)


def test_file_faults_hit_one_file_of_the_group() -> None:
    clean = files("spo")
    for fault in ("truncated-file", "empty-file", "wrong-encoding"):
        spoiled = files("spo", fault)
        changed = [path for path in clean if clean[path] != spoiled[path]]
        assert len(changed) == 1
        data = spoiled[changed[0]]
        if fault == "empty-file":
            assert data == b""
        else:
            with pytest.raises(ValueError):
                json.loads(data)
