"""Tables as offices keep them, which a sample has on request, read back."""

from __future__ import annotations

from pathlib import Path

import pytest

from archiver.errors import UsageError
from archiver.intake.exports import Reading
from archiver.intake.open import open_exports
from archiver.journal.findings import Severity
from archiver.journal.marks import cell_text
from archiver.journal.model import Section
from archiver.journal.results import ResultKind
from archiver.sample.college import make_college
from archiver.sample.college_files import college_files
from archiver.sample.table_shapes import INTERRUPTED, SLASHED, TABLES
from archiver.sample.target_folder import write_sample
from archiver.settings.tables import Settings


def read(folder: Path, form: str, *faults: str) -> Reading:
    write_sample(folder, college_files(make_college(1, 4, faults=faults), form))
    (group,) = open_exports(folder, Settings()).groups
    reading = group.read()
    assert not [one for one in reading.findings if one.severity is Severity.BLOCKING]
    assert all(one.balanced for one in reading.account)
    return reading


def sections(reading: Reading) -> tuple[Section, ...]:
    assert reading.journal is not None
    return reading.journal.sections


def results(reading: Reading, kind: ResultKind) -> set[str]:
    return {
        cell_text(marks)
        for section in sections(reading)
        for (_student, column), marks in section.period_marks.items()
        if any(one.id == column and one.kind is kind for one in section.period_columns)
    }


@pytest.mark.parametrize("form", TABLES)
def test_an_interrupted_list_loses_nobody(tmp_path: Path, form: str) -> None:
    whole, broken = read(tmp_path / "whole", form), read(tmp_path / "broken", form, INTERRUPTED)
    assert [one.marks for one in sections(broken)] == [one.marks for one in sections(whole)]
    assert [one.period_marks for one in sections(broken)] == [one.period_marks for one in sections(whole)]
    names = [[student.full_name for student in one.students] for one in sections(whole)]
    assert [[student.full_name for student in one.students] for one in sections(broken)] == names
    assert {"report.unnumbered", "report.subgroups-in-list"} <= {one.code for one in broken.findings}


def test_tables_may_be_without_a_final_column(tmp_path: Path) -> None:
    assert results(read(tmp_path / "whole", "xls"), ResultKind.FINAL)
    assert not results(read(tmp_path / "shape", "xls", "no-final-column"), ResultKind.FINAL)


def test_exams_may_differ_from_the_grade_of_the_term(tmp_path: Path) -> None:
    reading = read(tmp_path, "xlsx", "exam-failed")
    assert {"2", "н/я"} <= results(reading, ResultKind.EXAM)
    assert not {"2", "н/я"} & results(reading, ResultKind.TERM)


def test_fails_may_be_written_with_a_slash(tmp_path: Path) -> None:
    reading = read(tmp_path, "html", SLASHED)
    assert {"н/зач", "н/з"} <= results(reading, ResultKind.TEST)
    assert "н/а" in results(reading, ResultKind.TERM)


@pytest.mark.parametrize(("fault", "form"), [(INTERRUPTED, "spo"), (INTERRUPTED, "json"), (SLASHED, "spo")])
def test_a_shape_that_a_format_cannot_show_is_refused(fault: str, form: str) -> None:
    with pytest.raises(UsageError):
        list(college_files(make_college(1, 4, faults=[fault]), form))
