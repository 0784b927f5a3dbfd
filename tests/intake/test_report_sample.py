"""A fictional college printed in every report format and read back: the same journals, fault for fault."""

import pytest
from report_printing import Memory

from archiver.intake.exports import GroupExport, Reading
from archiver.intake.report.discover import report_groups
from archiver.journal.findings import Severity
from archiver.journal.model import Cells, Journal, Section
from archiver.sample.college import College, make_college
from archiver.sample.college_files import college_files
from archiver.settings.tables import Settings

FORMATS = ("xls", "xlsx", "html")


def exported(college: College, form: str) -> list[GroupExport]:
    written = (file for batch in college_files(college, form) for file in batch)
    files = {file.path: file.data for file in written if not file.path.endswith(".toml")}
    tree = Memory(files)
    groups, findings = report_groups(tree, tree.names(), Settings(), None)
    assert not findings
    return groups


def blocking(reading: Reading) -> set[str]:
    return {one.code for one in reading.findings if one.severity is Severity.BLOCKING}


def cells(marks: Cells, students: dict[str, int], columns: dict[str, object]) -> dict[object, str]:
    return {
        (students[student], columns[column]): ",".join(mark.text for mark in cell)
        for (student, column), cell in marks.items()
    }


def told(section: Section, *, facing: bool) -> tuple[object, ...]:
    """What the report prints of a section."""
    students = {one.id: one.number for one in section.students}
    lessons = {one.id: (one.date, position) for position, one in enumerate(section.lessons)}
    columns: dict[str, object] = {one.id: one.title for one in section.period_columns}
    return (
        (section.subject, section.subgroup, section.term, section.teacher),
        [(one.number, one.full_name) for one in section.students],
        [
            (one.date, *((one.hours, one.topic or None, one.homework or None) if facing else ()))
            for one in section.lessons
        ],
        cells(section.marks, students, dict(lessons)),
        list(columns.values()),
        cells(section.period_marks, students, columns),
    )


@pytest.mark.parametrize("form", FORMATS)
def test_a_college_is_read_back(form: str) -> None:
    college = make_college(2, 7)
    groups = exported(college, form)
    assert [one.name for one in groups] == sorted(one.group.name for one in college.journals)
    by_name = {one.name: one.read() for one in groups}
    for journal in college.journals:
        reading = by_name[journal.group.name]
        assert blocking(reading) == set()
        read = reading.journal
        assert isinstance(read, Journal) and (read.year, read.terms) == (journal.year, journal.terms)
        facing = form == "html"
        ours, theirs = (
            {(one.subject.name, one.subgroup, one.term): told(one, facing=facing) for one in whole.sections}
            for whole in (journal, read)
        )
        assert ours.keys() == theirs.keys()
        for key, section in ours.items():
            assert section == theirs[key]


@pytest.mark.parametrize(
    ("form", "fault", "code"),
    [
        ("xls", "page-contradiction", "page.contradiction"),
        ("html", "truncated-file", "file.broken"),
        ("xlsx", "empty-file", "file.empty"),
    ],
)
def test_faults_of_files_block_their_group_only(form: str, fault: str, code: str) -> None:
    college = make_college(2, 7, faults=[fault])
    first, second = (journal.group.name for journal in college.journals)
    readings = {one.name: one.read() for one in exported(college, form)}
    assert code in blocking(readings[first])
    assert blocking(readings[second]) == set()
