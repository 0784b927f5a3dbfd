"""Who pays for the studies: from the settings or from a file in our own format, and never guessed."""

from __future__ import annotations

from pathlib import Path

from archiver.intake.canonical import dump
from archiver.intake.exports import Reading
from archiver.intake.open import open_exports
from archiver.journal.funding import Funding, funding_of
from archiver.settings.tables import Settings
from factories import make_journal, make_section, make_student


def read(folder: Path, **own: object) -> Reading:
    """A journal of three students on two pages, the second of whom pays; `own` is what the settings say."""
    students = (make_student(1), make_student(2, funding=Funding.PAID), make_student(3))
    sections = tuple(make_section(name, students=students) for name in ("Физика", "Химия"))
    (folder / "журнал.json").write_bytes(dump(make_journal(sections=sections)))
    settings = Settings.model_validate({"groups": [{"name": "ис–21", **own}]})
    (export,) = open_exports(folder, settings).groups
    return export.read()


def fundings(reading: Reading) -> list[list[str | None]]:
    assert reading.journal is not None
    group = reading.journal.group
    return [[funding_of(student, group) for student in one.students] for one in reading.journal.sections]


def test_what_nobody_told_stays_unknown(tmp_path: Path) -> None:
    assert fundings(read(tmp_path)) == [[None, "paid", None]] * 2


def test_the_groups_funding_and_those_who_pay_in_it(tmp_path: Path) -> None:
    first = make_student(1).full_name
    reading = read(tmp_path, funding="budget", paying=[first.upper()])
    assert fundings(reading) == [["paid", "paid", "budget"]] * 2
    (note,) = [one for one in reading.findings if one.code == "settings.used"]
    assert "основа обучения" in note.message and "кто учится за плату" in note.message


def test_those_who_pay_are_known_without_the_groups_funding(tmp_path: Path) -> None:
    assert fundings(read(tmp_path, paying=[make_student(3).full_name])) == [[None, "paid", "paid"]] * 2


def test_a_name_that_nobody_bears_is_told_by_its_place_alone(tmp_path: Path) -> None:
    reading = read(tmp_path, funding="budget", paying=[make_student(1).full_name, "Никто Н.Н."])
    (told,) = [one for one in reading.findings if one.code == "settings.student-unknown"]
    assert "запись 2" in told.message and "Никто" not in told.message + told.advice
