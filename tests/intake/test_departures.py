"""Who left by archiver.toml: found by number or name, never over the export's own day, and told."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace

import pytest

from archiver.intake.completion import completed
from archiver.intake.departures import Departure
from archiver.intake.exports import Reading
from archiver.journal.checks import check
from archiver.journal.model import Journal
from archiver.settings.groups import GroupSettings
from archiver.settings.tables import Settings
from factories import make_journal, make_section, make_student

DAY = dt.date(2026, 2, 26)


def read(journal: Journal, left: Mapping[str, dt.date]) -> Reading:
    settings = Settings(groups=(GroupSettings(name="ИС-21", left=dict(left)),))
    return completed(Reading(journal), settings)


def days(reading: Reading, identity: str = "s2") -> set[dt.date | None]:
    """The last day of a student on every list he is on."""
    assert reading.journal
    return {one.left for page in reading.journal.sections for one in page.students if one.id == identity}


@pytest.mark.parametrize("who", ["2", "№ 2", "№2", "Ёлкин Пётр Ильич", "елкин  пётр ильич"])
def test_a_number_or_a_name_names_a_student_on_every_page(who: str) -> None:
    reading = read(make_journal(), {who: DAY})
    assert days(reading) == {DAY}
    assert days(reading, "s1") == {None}
    assert reading.left == (Departure(2, DAY),)
    (note,) = reading.findings
    assert (note.code, "кто выбыл: № 2 (26.02.2026)" in note.message) == ("settings.used", True)


def test_the_exports_own_day_stands_and_the_difference_is_told() -> None:
    own = dt.date(2026, 3, 2)
    students = (make_student(1), make_student(2, left=own), make_student(3))
    journal = make_journal(sections=(make_section("Физика", 2, students=students),))
    reading = read(journal, {"2": DAY})
    assert (days(reading), reading.left) == ({own}, ())
    (found,) = reading.findings
    assert found.code == "left.contradicted"
    assert "02.03.2026" in found.message and "26.02.2026" in found.message
    assert read(journal, {"2": own}).findings == ()


def test_a_day_that_only_a_subgroups_list_tells_is_a_move_and_not_the_end() -> None:
    moved = dt.date(2026, 1, 20)
    first = make_section("Физика", 2, students=(make_student(1), make_student(2, left=moved)), subgroup="1")
    second = make_section("Физика", 2, students=(make_student(2), make_student(3)), subgroup="2")
    whole = make_section("История", 2)
    reading = read(make_journal(sections=(first, second, whole)), {"2": DAY})
    assert days(reading) == {moved, DAY}
    assert reading.left == (Departure(2, DAY),)


@pytest.mark.parametrize(
    ("who", "day", "severity"),
    [
        ("99", DAY, "warning"),
        ("Никто Никита Никитич", DAY, "warning"),
        ("2", dt.date(2025, 2, 26), "note"),  # of the year before: settings outlive years
    ],
)
def test_an_entry_that_means_nobody_is_told_without_the_name(who: str, day: dt.date, severity: str) -> None:
    reading = read(make_journal(), {who: day})
    assert (days(reading), reading.left) == ({None}, ())
    (found,) = reading.findings
    assert (found.code, found.severity.value) == ("left.unclear", severity)
    assert "Никто" not in found.message


def test_a_number_that_two_lists_give_to_two_students_names_nobody() -> None:
    one = make_section("История", 2, students=(make_student(1), make_student(2)))
    other = make_section("Физика", 2, students=(make_student(1), replace(make_student(3), number=2)))
    journal = make_journal(sections=(one, other))
    (found,) = read(journal, {"2": DAY}).findings
    assert (found.code, "несколько" in found.message) == ("left.unclear", True)
    assert days(read(journal, {"Ёлкин Пётр Ильич": DAY})) == {DAY}


def test_what_follows_is_checked_as_if_the_export_had_told_it() -> None:
    """Marks after the day are told, final grades are not asked for, the movement is noted."""
    journal = replace(make_journal(), carries=make_journal().carries - {"enrolment"})
    reading = read(journal, {"2": DAY})
    assert reading.journal
    codes = {one.code for one in check(reading.journal)}
    assert "student.left" in codes
    late = read(journal, {"2": dt.date(2026, 1, 20)}).journal
    assert late
    assert "mark.outside-enrolment" in {one.code for one in check(late)}


def test_another_groups_entry_says_nothing_here() -> None:
    settings = Settings(groups=(GroupSettings(name="ТО-11", left={"2": DAY}),))
    assert completed(Reading(make_journal()), settings).left == ()
