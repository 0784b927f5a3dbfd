"""The canonical twin of a statement: whole, readable by itself, refused when it is not sound."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_journal import OWNER, journal

from archiver.journal.model import Stay
from archiver.reports.statement.extract import grade_statement
from archiver.reports.statement.schema import json_schema
from archiver.reports.statement.twin import dump, is_statement, load
from archiver.reports.statement.values import GradeStatement

DOCS = Path(__file__).resolve().parents[2] / "docs"
KEPT = Path(__file__).resolve().parent / "kept" / "statement-version-1.json"


@pytest.fixture(scope="module")
def data() -> bytes:
    return dump(grade_statement(journal(), OWNER))


def spoiled(data: bytes, change: object) -> str:
    value = json.loads(data)
    change(value)
    found = load(json.dumps(value, ensure_ascii=False).encode(), "в.json")
    assert isinstance(found, tuple)
    assert {finding.severity.value for finding in found} == {"blocking"}
    return "\n".join(finding.message for finding in found)


@pytest.mark.parametrize("term", [1, 2, None])
def test_what_was_written_is_read(term: int | None) -> None:
    statement = grade_statement(journal(), OWNER, term=term)
    again = load(dump(statement), "ведомость.json")
    assert isinstance(again, GradeStatement)
    assert dump(again) == dump(statement)
    for name in (
        "organisation",
        "year",
        "terms",
        "annual",
        "entries",
        "unit",
        "missing",
        "made_from",
        "period",
    ):
        assert getattr(again, name) == getattr(statement, name)
    for row, other in zip(again.students, statement.students, strict=True):
        assert (row.student.full_name, row.student.enrolled, row.student.left, row.student.leaves) == (
            other.student.full_name,
            other.student.enrolled,
            other.student.left,
            other.student.leaves,
        )
        assert (row.listed, row.absences) == (other.listed, other.absences)
        assert {key: [(m.text, m.kind, m.source) for m in marks] for key, marks in row.marks.items()} == {
            key: [(m.text, m.kind, m.source) for m in marks] for key, marks in other.marks.items()
        }


def test_the_schema_in_docs_is_that_of_the_code_and_fits(data: bytes) -> None:
    assert (DOCS / "grade-statement.schema.json").read_bytes() == json_schema()
    jsonschema.Draft202012Validator(json.loads(json_schema())).validate(json.loads(data))


def test_every_key_is_told_in_docs() -> None:
    page = (DOCS / "grade-statement.md").read_text(encoding="utf-8")
    for key in json.loads(json_schema())["properties"]:
        assert f"`{key}" in page, key


def test_the_file_explains_itself(data: bytes) -> None:
    assert is_statement(data)
    assert not is_statement(b'{"format": "college-archiver/journal"}')
    about = " ".join(json.loads(data)["about"])
    for word in ("entries", "students", "absences", "exam", "not-assessed", "25 лет"):
        assert word in about


def test_a_file_of_the_first_version_is_read_and_its_schema_is_kept() -> None:
    data = KEPT.read_bytes()
    old = json.loads((DOCS / "grade-statement-1.schema.json").read_bytes())
    jsonschema.Draft202012Validator(old).validate(json.loads(data))
    read = load(data, "в.json")
    assert isinstance(read, GradeStatement)
    # Петров left on 20.11.2025, Петрова is on leave from 01.02.2026; nobody came back
    assert [str(row.student.left) for row in read.students][:3] == ["None", "None", "2025-11-20"]
    assert str(read.students[3].student.leaves[0].start) == "2026-02-01"
    assert not any(row.student.away for row in read.students)
    assert [len(row.marks) for row in read.students] == [8, 8, 0, 4, 7]
    assert json.loads(dump(read))["version"] == 2


def test_stays_of_a_student_who_came_back_are_kept() -> None:
    made = grade_statement(journal(), OWNER)
    gap = Stay(dt.date(2025, 10, 16), dt.date(2026, 2, 1))
    row = replace(made.students[0], student=replace(made.students[0].student, away=(gap,)))
    data = dump(replace(made, students=(row, *made.students[1:])))
    assert json.loads(data)["students"][0]["away"] == [{"start": "2025-10-16", "end": "2026-02-01"}]
    read = load(data, "в.json")
    assert isinstance(read, GradeStatement)
    assert read.students[0].student.stays == (
        Stay(None, dt.date(2025, 10, 15)),
        Stay(dt.date(2026, 2, 2), None),
    )


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda value: value.update(format="другое"), "не сводная ведомость"),
        (lambda value: value.update(version=3), "верси"),
        (lambda value: value.update(year="2025/27"), "учебного года 2025/27"),
        (lambda value: value["entries"][0].update(term=7), "entries[0].term"),
        (lambda value: value["entries"][1].update(id="01"), "entries[1].id"),
        (lambda value: value["students"][0]["marks"].update({"99": []}), "графы 99 нет"),
        (lambda value: value["students"][0].update(number="первый"), "students[0].number"),
        (lambda value: value.pop("group"), "group"),
        (lambda value: value.update(лишнее=1), "лишнее"),
    ],
)
def test_what_is_not_sound_is_refused_with_its_place(data: bytes, change: object, told: str) -> None:
    assert told in spoiled(data, change)


def test_damage_is_told_not_raised(data: bytes) -> None:
    for broken in (b"", data[: len(data) // 2], data.replace("ЕН".encode(), b"\xff\xfe", 1), b"[]", b"null"):
        found = load(broken, "в.json")
        assert isinstance(found, tuple)
        assert "в.json" in found[0].message


@settings(max_examples=40)
@given(st.binary(max_size=60), st.integers(0, 4000))
def test_any_bytes_in_the_middle_are_read_or_refused(noise: bytes, place: int) -> None:
    data = dump(grade_statement(journal(), OWNER, term=1))
    found = load(data[:place] + noise + data[place + len(noise) :], "в.json")
    assert isinstance(found, (GradeStatement, tuple))
