"""Shapes of the module that a sample has on request, read back."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from archiver.errors import UsageError
from archiver.intake.exports import Exports, Reading
from archiver.intake.open import open_exports
from archiver.journal.checks import check
from archiver.journal.findings import Severity
from archiver.sample.college import make_college
from archiver.sample.college_files import college_files
from archiver.sample.spo_shapes import SHAPES
from archiver.sample.target_folder import write_sample
from archiver.settings.tables import Settings


def read(folder: Path, *shapes: str) -> tuple[Exports, Reading]:
    write_sample(folder, college_files(make_college(1, 4, faults=shapes), "spo"))
    exports = open_exports(folder, Settings())
    (group,) = exports.groups
    return exports, group.read()


def grave(exports: Exports, reading: Reading) -> set[str]:
    found = (*exports.findings, *reading.findings, *(check(reading.journal) if reading.journal else ()))
    return {one.code for one in found if one.severity is not Severity.NOTE}


@pytest.mark.parametrize(
    ("shape", "codes"),
    [
        ("teacher-objects", set()),
        ("staff-results", set()),
        ("past-terms", set()),
        ("owed-marks", {"mark.owed"}),
    ],
)
def test_a_shape_is_read_back(tmp_path: Path, shape: str, codes: set[str]) -> None:
    _exports, whole = read(tmp_path / "whole")
    exports, reading = read(tmp_path / "shape", shape)
    assert grave(exports, reading) == codes
    assert whole.journal is not None
    assert reading.journal is not None
    sections = whole.journal.sections
    assert [one.subject for one in reading.journal.sections] == [one.subject for one in sections]
    assert [one.teacher for one in reading.journal.sections] == [one.teacher for one in sections]
    assert [one.period_marks for one in reading.journal.sections] == [one.period_marks for one in sections]


def test_pages_that_no_plan_names_block(tmp_path: Path) -> None:
    exports, reading = read(tmp_path, "no-plan")
    assert "spo.page-without-subject" in grave(exports, reading)


def test_a_year_before_is_one_note(tmp_path: Path) -> None:
    exports, _reading = read(tmp_path, "past-terms")
    assert [one.code for one in exports.findings] == ["year.not-exported"]


def test_shapes_may_be_asked_for_together() -> None:
    college = make_college(1, 4, faults=["teacher-objects", "staff-results", "owed-marks"])
    files = {file.path: file.data for batch in college_files(college, "spo") for file in batch}
    staff = [path for path in files if "group-attestation/Semester/" in path]
    assert [path.split("/")[-1] for path in staff] == ["101.json", "101.json"]
    assert all(isinstance(one["teacher"], dict) for one in json.loads(files[staff[0]])["subjects"])


@pytest.mark.parametrize("shape", sorted(SHAPES))
def test_only_a_snapshot_can_have_them(shape: str) -> None:
    with pytest.raises(UsageError):
        list(college_files(make_college(1, 1, faults=[shape]), "xlsx"))
