"""Answers of the module on which the reader was once wrong, as public clients of it receive them."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from archiver.intake.exports import Exports, Reading
from archiver.intake.open import open_exports
from archiver.journal.checks import check
from archiver.journal.findings import Finding, Severity
from archiver.journal.model import AcademicYear, Journal, MarkKind
from archiver.settings.tables import Settings

CASES = Path(__file__).parent / "cases"
STUDENT_SHEETS = "services/reports/curator/group-attestation-for-student/"


def opened(folder: Path, name: str, without: str | None = None, file: str = "input") -> Exports:
    """The whole snapshot with the files of the case in their places, `without` what the case has not."""
    for archive in ("spo-whole.zip", f"{name}/{file}.zip"):
        with zipfile.ZipFile(CASES / archive) as files:
            files.extractall(folder)
            if archive == "spo-whole.zip" and without:
                for one in folder.glob(f"{without}*.json"):
                    one.unlink()
    return open_exports(folder, Settings())


def read(exports: Exports) -> Reading:
    (group,) = exports.groups
    reading = group.read()
    assert all(one.balanced for one in reading.account)
    return reading


def journal(reading: Reading) -> Journal:
    assert reading.journal is not None
    return reading.journal


def told(exports: Exports) -> list[Finding]:
    """Everything that is said, but for the notes that every snapshot of this college has."""
    reading = read(exports)
    everything = (*exports.findings, *reading.findings, *check(journal(reading)))
    always = {"lesson.duration", "student.left", "student.leave", "settings.used"}
    return [one for one in everything if one.code not in always]


def results(found: Journal) -> int:
    return sum(len(section.period_marks) for section in found.sections)


def test_a_teacher_may_be_an_object(tmp_path: Path) -> None:
    exports = opened(tmp_path, "01-att-teacher-object")
    assert told(exports) == []
    assert results(journal(read(exports))) > 500


def test_results_are_taken_from_the_address_of_staff(tmp_path: Path) -> None:
    whole = results(journal(read(opened(tmp_path / "1", "01-att-teacher-object"))))
    exports = opened(tmp_path / "2", "02-att-staff-address", without=STUDENT_SHEETS)
    assert told(exports) == []
    assert results(journal(read(exports))) == whole


def test_kinds_of_a_lesson_are_not_those_of_a_subject(tmp_path: Path) -> None:
    found = journal(read(opened(tmp_path, "03-lesson-kind-labels")))
    pages = [one for one in found.sections if one.subject.code == "ОГСЭ.03"]
    kinds = {lesson.kind for page in pages for lesson in page.lessons}
    assert {"Практическое занятие", "Контрольная работа"} <= kinds
    assert not kinds & {"Учебная практика", "Экзамен"}


@pytest.mark.parametrize("file", ["input", "input2"])
def test_a_group_that_has_finished_is_named_by_its_gradebooks(tmp_path: Path, file: str) -> None:
    exports = opened(tmp_path, "04-graduated-group-gone", file=file)
    assert [(one.name, str(one.year)) for one in exports.groups] == [("ИС-21", "2025/26")]
    assert {(one.code, one.group, one.severity) for one in told(exports)} == {
        ("group.without-journal", "ИС-22", Severity.WARNING),
        ("spo.group-not-listed", "ИС-21", Severity.WARNING),
    }


def test_a_finished_group_keeps_the_department_its_results_tell(tmp_path: Path) -> None:
    department = journal(read(opened(tmp_path, "04-graduated-group-gone"))).group.department
    assert department is not None
    assert (department.name, bool(department.head)) == ("Отделение информационных технологий", True)


def test_a_past_year_without_pages_is_one_line(tmp_path: Path) -> None:
    exports = opened(tmp_path, "05-past-years-flood")
    assert [str(one.year) for one in exports.groups] == ["2025/26"]
    (note,) = told(exports)
    assert (note.code, note.severity) == ("year.not-exported", Severity.NOTE)
    assert "2024/25" in note.message
    assert "ИС-21" in note.message


def test_a_past_year_asked_for_is_blocked_and_not_forgotten(tmp_path: Path) -> None:
    opened(tmp_path, "05-past-years-flood")
    (group,) = open_exports(tmp_path, Settings(), AcademicYear(2024)).groups
    found = group.read().journal
    assert found is not None
    assert (found.sections, len(found.terms), len(found.plan)) == ((), 2, 30)
    assert any(one.severity is Severity.BLOCKING for one in check(found))


def test_marks_that_are_owed_stand_in_their_cells(tmp_path: Path) -> None:
    exports = opened(tmp_path, "07-owed-marks")
    (finding,) = told(exports)
    assert (finding.code, finding.severity) == ("mark.owed", Severity.WARNING)
    marks = [
        mark
        for section in journal(read(exports)).sections
        for cell in section.marks.values()
        for mark in cell
        if mark.kind is MarkKind.OWED
    ]
    assert [mark.text for mark in marks] == ["•"] * 5


def test_an_absence_without_a_reason_is_an_absence(tmp_path: Path) -> None:
    exports = opened(tmp_path, "08-isabsent")
    assert told(exports) == []
    page = next(one for one in journal(read(exports)).sections if one.subject.code == "ЕН.01")
    absences = {mark.text for cell in page.marks.values() for mark in cell if mark.kind is MarkKind.ABSENCE}
    assert absences == {"н"}


def test_the_list_of_students_never_blocks(tmp_path: Path) -> None:
    exports = opened(tmp_path, "09-students-page", without="services/people/students/")
    assert {one.code for one in told(exports)} == {"student.no-finals"}  # the leave is on no list now
    assert not exports.findings


def test_remarks_of_the_inspector_are_told_and_not_quoted(tmp_path: Path) -> None:
    (finding,) = told(opened(tmp_path, "17-remarks"))
    assert (finding.code, finding.place.subject, finding.place.term) == ("spo.remarks", "ОГСЭ.02 История", 1)
    assert "Петрова" not in finding.message
    assert "темы" not in finding.message
