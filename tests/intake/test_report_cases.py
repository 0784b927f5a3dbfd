"""Tables as offices keep them, on which the reader was once wrong: nothing of them is lost any more."""

import shutil
from pathlib import Path

import pytest

from archiver.intake.exports import Exports, Reading
from archiver.intake.open import open_exports
from archiver.journal.checks import check
from archiver.journal.findings import Severity
from archiver.journal.model import AcademicYear, MarkKind, Section
from archiver.journal.results import ResultKind
from archiver.sample.college import make_college
from archiver.sample.college_files import college_files
from archiver.settings.tables import Settings

CASES = Path(__file__).parent / "cases"
YEAR = AcademicYear(2025)


def opened(name: str) -> Exports:
    return open_exports(CASES / name, Settings(), YEAR)


def readings(name: str) -> dict[str, Reading]:
    return {group.name: group.read() for group in opened(name).groups}


def sections(reading: Reading) -> list[Section]:
    assert reading.journal is not None
    assert all(one.balanced for one in reading.account)
    assert not [one for one in reading.findings if one.severity is Severity.BLOCKING]
    return list(reading.journal.sections)


def told(reading: Reading) -> list[tuple[str, str | None]]:
    """The findings but for the notes of where things came from, with their cells."""
    return [(one.code, one.place.cell) for one in reading.findings if not one.code.startswith("source.")]


def results(section: Section) -> dict[str, list[str]]:
    return {
        one.title: [
            "/".join(mark.text for mark in section.period_marks.get((who.id, one.id), ()))
            for who in section.students
        ]
        for one in section.period_columns
    }


def test_an_exam_beside_the_grade_of_the_term_is_a_column_of_its_own() -> None:
    (section,) = sections(readings("22-exam-beside-term-grade/input")["ИС-81"])
    assert results(section) == {"1 сем.": ["5", "4", "3"], "Экз.": ["2", "н/я", "5"]}
    (empty,) = sections(readings("22-exam-beside-term-grade/input2")["ИС-82"])
    assert results(empty) == {"1 сем.": ["5", "4", "3"], "Экз.": ["", "", ""]}


def test_a_number_with_a_fraction_is_one_unknown_mark() -> None:
    (section,) = sections(readings("23-fail-read-as-absent-and-passed/input")["ОТ-1"])
    (column,) = section.period_columns
    (mark,) = section.period_marks[section.students[5].id, column.id]
    assert (mark.text, mark.kind) == ("4,5", MarkKind.UNKNOWN)


@pytest.mark.parametrize(
    ("group", "findings"),
    [
        ("АБ-11", []),
        ("АВ-12", []),
        ("АГ-13", []),
        ("АД-14", [("report.subgroups-in-list", "A12")]),
        ("АЕ-15", [("report.unnumbered", "A12")]),
    ],
)
def test_a_gap_in_the_list_ends_nothing(group: str, findings: list[tuple[str, str]]) -> None:
    reading = readings("24-rows-below-a-gap/input")[group]
    (section,) = sections(reading)
    assert len(section.students) == 10
    assert len(section.marks) == 60 and results(section) == {"1 сем.": ["5"] * 10}
    assert told(reading) == findings
    numbers = [1, 2, 3, 4, 5, 11 if group == "АЕ-15" else 6, 7, 8, 9, 10]
    assert [one.number for one in section.students] == numbers


def test_columns_of_no_grades_are_kept_as_they_stand() -> None:
    found = {
        one.subject.name[0]: one for one in sections(readings("26-columns-that-are-no-grades/input")["ИС-61"])
    }
    assert results(found["А"]) == {"Ср. балл": ["4,25", "3.67", "4,5"], "1 сем.": ["4", "4", "5"]}
    assert results(found["Г"]) == {"1 семестр": ["4", "4", "5"], "Пропуски": ["12", "5", "3"]}
    assert results(found["Е"]) == {"Количество пропусков по уважительной причине": ["4", "5", "2"]}
    kinds = [one.kind for letter in "ВЕ" for one in found[letter].period_columns]
    assert kinds == [ResultKind.AVERAGE, ResultKind.ABSENCE]


def test_a_title_that_nobody_knows_is_named_once_and_is_no_grade() -> None:
    reading = readings("26-columns-that-are-no-grades/input2")["ИС-71"]
    unknown = [
        one for one in sections(reading) if any(c.kind is ResultKind.UNKNOWN for c in one.period_columns)
    ]
    titles = {
        one.title for section in unknown for one in section.period_columns if one.kind is ResultKind.UNKNOWN
    }
    assert reading.journal is not None
    named = [one.message for one in check(reading.journal) if one.code == "column.unknown"]
    assert len(named) == len(titles) < len(unknown)
    assert all(any(f"«{title}»" in message for message in named) for title in titles)


def test_what_one_term_has_and_the_other_lacks_is_there_to_be_compared() -> None:
    found = sections(readings("27-terms-that-disagree/input")["ИС-51"])
    assert [(one.subject.name, one.term, len(one.students)) for one in found] == [
        ("Физика", 1, 6),
        ("Химия", 1, 6),
        ("Физика", 2, 5),
    ]


def test_a_stray_table_beside_the_exports_claims_no_group(tmp_path: Path) -> None:
    college = make_college(1, 7)
    (name,) = (journal.group.name for journal in college.journals)
    for file in (file for batch in college_files(college, "xls") for file in batch):
        (tmp_path / file.path).write_bytes(file.data)
    for stray in (CASES / "52-stray-xlsx-blocks-group" / "input").iterdir():
        shutil.copy(stray, tmp_path / stray.name.replace("ИС-21", name))
    exports = open_exports(tmp_path, Settings(), None)
    (group,) = exports.groups
    assert sections(group.read())
    assert {(one.code, one.severity) for one in exports.findings} == {("report.not-a-journal", Severity.NOTE)}
    assert len(exports.findings) == 3


def test_a_damaged_file_named_after_the_group_still_blocks_it(tmp_path: Path) -> None:
    source = next((CASES / "24-rows-below-a-gap" / "input").glob("АБ-11*"))
    (tmp_path / source.name).write_bytes(source.read_bytes())
    (tmp_path / "АБ-11 2 семестр 2025-26.xls").write_bytes(source.read_bytes()[:3000])
    (group,) = open_exports(tmp_path, Settings(), YEAR).groups
    blocking = [one for one in group.read().findings if one.severity is Severity.BLOCKING]
    assert [(one.code, one.place.file) for one in blocking] == [
        ("file.broken", "АБ-11 2 семестр 2025-26.xls")
    ]


def test_a_grade_that_became_a_date_is_told_as_that() -> None:
    reading = readings("57-excel-date-for-4-5/input")["ИС-21"]
    (section,) = sections(reading)
    assert told(reading) == [("report.date-for-mark", "C6")]
    (finding,) = [one for one in reading.findings if one.code == "report.date-for-mark"]
    assert "C6" in finding.message and "«4/5»" in finding.message and "«5/4»" in finding.message
    dates = [marks for marks in section.marks.values() if marks[0].kind is MarkKind.UNKNOWN]
    assert [[mark.text for mark in marks] for marks in dates] == [["04.05.2025"], ["05.04.2025"]]
