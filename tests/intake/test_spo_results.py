"""Results sheets of a period: which is used is told, two that differ are a finding, and none goes astray."""

from __future__ import annotations

import copy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import module_answers as module
import pytest
from module_answers import PAGE, SHEET, SHEET_2, read, results, told

from archiver.intake.open import open_exports
from archiver.journal.findings import Severity
from archiver.settings.tables import Settings


def _older(files: module.Answers, change: Callable[[Any], None]) -> None:
    sheet = copy.deepcopy(files[SHEET])
    change(sheet["subjects"])
    files[f"{module.SHEETS}Semester/1/2025-12-30/1873.json"] = sheet


def test_the_latest_sheet_is_used_and_that_is_told(tmp_path: Path) -> None:
    files = module.changed()
    _older(files, lambda subjects: subjects[0]["marks"].clear())
    exports, reading = read(tmp_path, files)
    (note,) = told(exports, reading).values()
    assert (note.code, note.severity, note.place.file) == ("spo.results-source", Severity.NOTE, SHEET)
    assert "2025-12-30" in note.message


def test_a_grade_that_changed_between_two_sheets_is_a_warning(tmp_path: Path) -> None:
    files = module.changed()
    _older(files, lambda subjects: subjects[0]["marks"].update({"90211": {"value": "Two"}}))
    exports, reading = read(tmp_path, files)
    assert told(exports, reading)["spo.results-changed"].severity is Severity.WARNING
    assert results(reading)["Экз. Бек"] == "3"


def test_a_later_sheet_without_marks_takes_none_away(tmp_path: Path) -> None:
    files = module.changed()
    empty = module.sheet(1, {})
    exports, reading = read(tmp_path, files | {f"{module.SHEETS}Semester/1/2026-09-15/1873.json": empty})
    assert results(reading)["Экз. Бек"] == "3"
    assert set(told(exports, reading)) == {"spo.results-source"}


def test_a_sheet_of_a_student_that_says_otherwise_blocks(tmp_path: Path) -> None:
    files = module.changed()
    sheet = copy.deepcopy(files[SHEET])
    sheet["subjects"][0]["marks"] = {"90211": {"value": "Two"}}
    exports, reading = read(tmp_path, files | {f"{module.OF_STUDENT}90211.json": sheet})
    assert told(exports, reading)["spo.results-differ"].severity is Severity.BLOCKING


def test_sheets_of_students_are_put_together(tmp_path: Path) -> None:
    files = module.changed()
    whole = files.pop(SHEET)
    for number, *_name in module.PEOPLE:
        sheet = copy.deepcopy(whole)
        sheet["students"] = [one for one in sheet["students"] if one["id"] == number]
        for subject in sheet["subjects"]:
            subject["marks"] = {str(number): subject["marks"][str(number)]}
        files[f"{module.OF_STUDENT}{number}"] = sheet  # without .json
    exports, reading = read(tmp_path, files)
    assert results(reading) == {"Экз. Агафонова": "5", "Экз. Бек": "3", "Экз. Яковлев": "4"}
    assert told(exports, reading) == {}


def test_a_sheet_of_the_whole_study_goes_to_the_plans_that_have_its_subjects(tmp_path: Path) -> None:
    files = module.changed()
    autumn, spring = files.pop(SHEET), files.pop(SHEET_2)
    whole = {key: value for key, value in autumn.items() if key not in ("termNumber", "year")}
    whole["subjects"] = [*autumn["subjects"], *spring["subjects"]]
    exports, reading = read(tmp_path, files | {f"{module.SHEETS}1873.json": whole})
    assert results(reading)["Экз. Бек"] == "3"
    assert results(reading, term=2)["ДЗ Бек"] == "3"
    assert told(exports, reading) == {}


def test_a_result_that_may_be_of_two_periods_is_told_and_given_to_neither(tmp_path: Path) -> None:
    files = module.changed()
    autumn, spring = files.pop(SHEET), files.pop(SHEET_2)
    autumn["subjects"] += spring["subjects"]
    for number, subject in enumerate(autumn["subjects"]):
        subject["id"] = 7000 + number
    exports, reading = read(tmp_path, files | {f"{module.SHEETS}1873.json": autumn})
    assert results(reading) == results(reading, term=2) == {}
    assert "ОП.01 Математика" in told(exports, reading)["spo.results-nowhere"].message
    assert results(reading, "ОП.02 Информатика")["Итог Бек"] == "3"


def test_a_sheet_of_another_year_is_not_used(tmp_path: Path) -> None:
    files = module.changed()
    files[SHEET]["year"] = 2024
    exports, reading = read(tmp_path, files)
    assert told(exports, reading)["spo.results-nowhere"].place.file == SHEET
    assert results(reading) == {}


def test_a_sheet_without_a_year_is_of_the_period_before_its_day(tmp_path: Path) -> None:
    files = module.changed()
    files[module.ENTRIES].append(
        module.entry(30001, 1, 1, "2024-09-01", "2024-12-30", {61: "ОП.01 Математика"})
    )
    files["services/journal/gradebook/30001/subjects/61.json"] = module.page([])
    files[SHEET].pop("year")
    exports = open_exports(module.write(tmp_path, files), Settings())
    older, newer = (one.read() for one in exports.groups)
    assert results(older) == {}
    assert results(newer)["Экз. Бек"] == "3"


@pytest.mark.parametrize(
    "file", [f"{module.SHEETS}Semester/1/2026-06-30/555.json", f"{module.OF_STUDENT}77.json"]
)
def test_results_of_a_group_that_is_not_there_are_told(tmp_path: Path, file: str) -> None:
    sheet = module.sheet(1, {8001: ("Чужой предмет", "Exam", module.FINALS)})
    exports, _reading = read(tmp_path, module.changed(**{file: sheet}))
    assert [(one.code, one.place.file) for one in exports.findings] == [("spo.results-unknown", file)]


def test_numbers_of_modules_are_not_those_of_subjects(tmp_path: Path) -> None:
    files = module.changed()
    marks = {"90210": {"value": "Five"}}
    files[SHEET]["profModules"] = [{"id": 61, "name": "ПМ.01 Разработка", "marks": marks}]
    files[SHEET]["courseWorks"] = [{"id": 62, "name": "ОП.01 Математика", "marks": marks}]
    _exports, reading = read(tmp_path, files)
    assert results(reading, "ПМ.01 Разработка") == {"Экз. Агафонова": "5"}
    assert results(reading)["КР Агафонова"] == "5"
    assert "КР Агафонова" not in results(reading, "ОП.02 Информатика")


def test_a_name_that_the_page_tells_in_part_is_found_by_its_number(tmp_path: Path) -> None:
    files = module.changed()
    files[PAGE]["students"][1] = {"id": 90211, "number": 2, "lastName": "Бек"}
    exports, reading = read(tmp_path, files)
    assert results(reading)["Экз. Бек"] == "3"
    assert told(exports, reading) == {}


def test_another_student_of_the_same_number_gets_no_result(tmp_path: Path) -> None:
    files = module.changed()
    files[PAGE]["students"][1] = {"id": 90211, "number": 2, "lastName": "Бек", "firstName": "Алина"}
    exports, reading = read(tmp_path, files)
    assert told(exports, reading)["mark.no-place"].severity is Severity.BLOCKING
