"""Tables made with fresh eyes: what stands in each is read as it is or named, and nothing else is told."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from archiver.__main__ import run as archiver
from archiver.intake.exports import Reading
from archiver.journal.checks import check
from archiver.journal.findings import Finding
from archiver.journal.model import Section
from intake import fresh_files, fresh_lists, fresh_marks  # noqa: F401 - each keeps its tables
from intake.fresh_tables import TABLES
from intake.report_printing import read_all

EVERYWHERE = ("source.", "term.", "grades.few", "teacher.missing", "department.missing")
"""What is told of every small table: where its data came from, few grades, one term."""


def row_of(section: Section, student: str) -> str:
    """The marks of a student in the order of the columns."""
    lessons = [section.marks.get((student, one.id), ()) for one in section.lessons]
    results = [section.period_marks.get((student, one.id), ()) for one in section.period_columns]
    return " | ".join(
        "".join(f"{mark.before or ''}{mark.text}" for mark in cell) for cell in lessons + results
    )


def read(reading: Reading) -> tuple[list[str], list[Finding]]:
    """What a reading holds, as tables say it, and everything that is told of it."""
    marks: list[str] = []
    told = list(reading.findings)
    journal = reading.journal
    for section in journal.sections if journal is not None else ():
        marks += [f"{one.surname}: {row_of(section, one.id)}" for one in section.students]
        marks += [one.topic for one in section.lessons if one.topic]
    return marks, told + list(check(journal) if journal is not None else ())


@pytest.mark.parametrize("name", TABLES)
def test_what_stands_in_a_table_is_read_or_named(name: str) -> None:
    table = TABLES[name]()
    readings, told = read_all(dict(table.files))
    marks: list[str] = []
    for reading in readings.values():
        found, more = read(reading)
        marks += found
        told += more
    told = [one for one in told if not one.code.startswith(EVERYWHERE)]
    if "file.broken" not in table.told:
        assert sorted(marks) == sorted(table.marks)
    assert {one.code for one in told} == set(table.told)
    for code, words in table.told.items():
        assert any(words in one.message for one in told if one.code == code), [one.message for one in told]
    said = " ".join(f"{one.message} {one.advice}" for one in told)
    assert not [words for words in table.silent if words in said]


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="needs pdftotext")
@pytest.mark.parametrize("name", ["two_grades_in_a_cell", "struck_in_ods", "two_lessons_under_one_day"])
def test_what_is_read_stands_on_paper(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    table = TABLES[name]()
    settings = tmp_path / "archiver.toml"
    cache = f"[cache]\nfolder = '{tmp_path / 'cache'}'\n"
    settings.write_text(f"{cache}[[groups]]\nname = 'ИС-21'\nperiods = [1]\n", encoding="utf-8")
    monkeypatch.setenv("ARCHIVER_CONFIG", str(settings))
    exports, bound = tmp_path / "выгрузки", tmp_path / "журналы"
    exports.mkdir()
    for file, data in table.files.items():
        (exports / file).write_bytes(data)
    assert (
        archiver(["year-end", "2025/26", "--from", str(exports), "--to", str(bound), "--workers", "1"]) == 0
    )
    capsys.readouterr()
    (paper,) = bound.rglob("*.pdf")
    text = subprocess.run(["pdftotext", "-layout", paper, "-"], capture_output=True, check=True).stdout
    lines = ["".join(line.split()) for line in text.decode().splitlines()]
    for told in table.marks:
        surname, marks = told.split(": ", 1)
        printed = marks.replace("|", "").replace(" ", "").upper()  # signs of absences are set in capitals
        assert any(surname in line and line.endswith(printed) for line in lines), told
