"""The unit of a lesson's duration: set, or guessed and told once."""

from __future__ import annotations

from pathlib import Path

import module_answers as module
import pytest
from module_answers import OTHER_PAGE, PAGE, SPRING_PAGE, section

from archiver.intake.exports import Reading
from archiver.intake.open import open_exports
from archiver.intake.spo.durations import academic_hours
from archiver.journal.findings import Severity
from archiver.settings.hours import CalendarSettings, LessonDuration
from archiver.settings.tables import Settings


@pytest.mark.parametrize(
    ("duration", "hours"),
    [(2, 2), (6, 6), (12, 12), (45, 1), (90, 2), (80, 2), (270, 6), (0, 0), (1.5, None), (None, None)],
)
def test_a_duration_is_hours_up_to_twelve_and_minutes_above(
    duration: float | None, hours: int | None
) -> None:
    assert academic_hours(duration) == hours


def read(folder: Path, durations: list[float | None], unit: LessonDuration = LessonDuration.AUTO) -> Reading:
    files = module.changed(**{OTHER_PAGE: module.page([]), SPRING_PAGE: module.page([])})
    files[PAGE]["lessons"] = [
        module.lesson(number, f"2025-09-{number:02}", duration=one) for number, one in enumerate(durations, 1)
    ]
    settings = Settings(calendar=CalendarSettings(lesson_duration=unit))
    (group,) = open_exports(module.write(folder, files), settings).groups
    return group.read()


def told(reading: Reading) -> list[tuple[str, Severity]]:
    return [(one.code, one.severity) for one in reading.findings if one.code.startswith("lesson.")]


@pytest.mark.parametrize("durations", [[2, 2], [90, 80], [2, 6, 95]])
def test_a_guess_is_told_once(tmp_path: Path, durations: list[float | None]) -> None:
    assert told(read(tmp_path, durations)) == [("lesson.duration", Severity.NOTE)]


@pytest.mark.parametrize("durations", [[90, 45], [270, None], [0]])
def test_whole_hours_in_minutes_are_no_guess(tmp_path: Path, durations: list[float | None]) -> None:
    assert told(read(tmp_path, durations)) == []


@pytest.mark.parametrize(
    ("unit", "durations", "hours"),
    [(LessonDuration.HOURS, [2, 6], [2, 6]), (LessonDuration.MINUTES, [80, 40, 90], [2, 1, 2])],
)
def test_a_unit_that_is_set_is_believed(
    tmp_path: Path, unit: LessonDuration, durations: list[float | None], hours: list[int]
) -> None:
    reading = read(tmp_path, durations, unit)
    assert [one.hours for one in section(reading).lessons] == hours
    assert told(reading) == []


@pytest.mark.parametrize(("unit", "duration"), [(LessonDuration.HOURS, 90), (LessonDuration.MINUTES, 2)])
def test_a_unit_that_cannot_be_right_is_told(tmp_path: Path, unit: LessonDuration, duration: float) -> None:
    assert told(read(tmp_path, [duration], unit)) == [("lesson.duration", Severity.NOTE)]


def test_hours_that_cannot_be_printed_are_told(tmp_path: Path) -> None:
    reading = read(tmp_path, [1.5, 90])
    assert [one.hours for one in section(reading).lessons] == [None, 2]
    assert told(reading) == [("lesson.hours-blank", Severity.WARNING)]
