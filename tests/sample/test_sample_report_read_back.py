"""Printed reports of a sample, and spoiled ones, read by the program's own readers."""

import tomllib
from pathlib import Path

import pytest

from archiver.intake.open import open_exports
from archiver.journal.findings import Severity
from archiver.journal.model import Cells, Journal, Section
from archiver.sample.college import College, make_college
from archiver.sample.college_files import FORMATS, college_files
from archiver.sample.target_folder import write_sample
from archiver.settings.tables import Settings

Key = tuple[str, str | None, int]
Page = tuple[list[str], list[object], dict[tuple[int, int], list[str]], dict[tuple[int, int], list[str]]]


def read(college: College, form: str, folder: Path) -> tuple[dict[str, Journal], set[str]]:
    """Journals by group, and codes of what is worse than a note."""
    write_sample(folder, college_files(college, form))
    settings = Settings.model_validate(tomllib.loads((folder / "archiver.toml").read_text("utf-8")))
    exports = open_exports(folder, settings)
    readings = [(group.name, group.read()) for group in exports.groups]
    findings = [*exports.findings, *(one for _name, reading in readings for one in reading.findings)]
    journals = {name: reading.journal for name, reading in readings if reading.journal is not None}
    return journals, {one.code for one in findings if one.severity is not Severity.NOTE}


def key(section: Section) -> Key:
    return section.subject.name, section.subgroup, section.term


def pages(journal: Journal) -> dict[Key, Page]:
    return {key(one): page(one) for one in journal.sections}


def teachers(journal: Journal) -> dict[Key, str | None]:
    return {key(one): one.teacher for one in journal.sections}


def facing(journal: Journal) -> dict[Key, list[object]]:
    return {
        key(one): [(lesson.date, lesson.hours, lesson.topic, lesson.homework) for lesson in one.lessons]
        for one in journal.sections
    }


def page(section: Section) -> Page:
    """Names, dates and every cell by its row and column: what a report on paper shows."""
    rows = {student.id: number for number, student in enumerate(section.students)}
    lessons = {lesson.id: number for number, lesson in enumerate(section.lessons)}
    columns = {column.id: number for number, column in enumerate(section.period_columns)}

    def cells(marks: Cells, order: dict[str, int]) -> dict[tuple[int, int], list[str]]:
        return {
            (rows[student], order[column]): [mark.text for mark in cell]
            for (student, column), cell in marks.items()
        }

    return (
        [student.full_name for student in section.students],
        [lesson.date for lesson in section.lessons] + [column.title for column in section.period_columns],
        cells(section.marks, lessons),
        cells(section.period_marks, columns),
    )


@pytest.mark.parametrize("form", ["xls", "xlsx", "html"])
def test_a_report_shows_the_marks_dates_and_students_of_the_college(tmp_path: Path, form: str) -> None:
    college = make_college(2, 6)
    journals, grave = read(college, form, tmp_path)
    assert grave == set()
    for made in college.journals:
        journal = journals[made.group.name]
        assert pages(journal) == pages(made)
        assert journal.terms == made.terms
        assert journal.group.department == made.group.department
        assert teachers(journal) == teachers(made)


def test_the_facing_list_of_a_page_has_topics_hours_and_homework(tmp_path: Path) -> None:
    college = make_college(1, 6)
    journals, _grave = read(college, "html", tmp_path)
    assert facing(journals["ИС-21"]) == facing(college.journal(0))


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("fault", ["truncated-file", "empty-file"])
def test_a_broken_file_is_told(tmp_path: Path, form: str, fault: str) -> None:
    college = make_college(2, 6, faults=[fault])
    journals, grave = read(college, form, tmp_path)
    assert any(code.startswith(("file.", "json.")) for code in grave), grave
    assert "ТО-11" in journals


@pytest.mark.parametrize("form", ["xls", "xlsx", "html"])
def test_two_exports_that_disagree_are_told(tmp_path: Path, form: str) -> None:
    _journals, clean = read(make_college(1, 6), form, tmp_path)
    _journals, grave = read(make_college(1, 6, faults=["page-contradiction"]), form, tmp_path)
    assert clean == set()
    assert any("contradict" in code or "disagree" in code for code in grave), grave


@pytest.mark.parametrize("form", FORMATS)
def test_hostile_texts_are_read_as_texts(tmp_path: Path, form: str) -> None:
    journals, _grave = read(make_college(1, 6, faults=["hostile-names"]), form, tmp_path)
    names = [student.surname for student in journals["ИС-21"].sections[0].students]
    assert "<script>alert(1)</script>" in " ".join(names)
    assert not list(tmp_path.parent.glob("x*"))
