"""Tables as offices keep them, on whose papers the program was once wrong: from the export to the paper."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from openpyxl import load_workbook

from archiver.cli.main import main

CASES = Path(__file__).parents[1] / "intake" / "cases"


@pytest.fixture(autouse=True)
def alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


def call(*words: object) -> str:
    done = CliRunner().invoke(main, [str(word) for word in words])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done.output


def twin(case: str) -> dict[str, Any]:
    """The statement of the case's only term, written into «out»."""
    call("statement", CASES / case, "--to", "out", "--year", "2025/26")
    (file,) = Path("out").glob("**/*семестр.json")
    value: dict[str, Any] = json.loads(file.read_bytes())
    return value


def results(value: dict[str, Any]) -> dict[str, list[str]]:
    """Of each subject what every student has, in the order of the list."""
    return {
        entry["subject"]: [
            "/".join(mark["text"] for mark in student.get("marks", {}).get(entry["id"], ()))
            for student in value["students"]
        ]
        for entry in value["entries"]
    }


def rows(pattern: str, folder: str = "out") -> list[list[str]]:
    (file,) = Path(folder).glob(pattern)
    sheet = load_workbook(file).worksheets[0]
    return [[str(cell) for cell in row if cell is not None] for row in sheet.iter_rows(values_only=True)]


def test_an_exam_beside_the_grade_of_the_term() -> None:
    value = twin("22-exam-beside-term-grade/input")
    assert [(one["assessment"], one["title"]) for one in value["entries"]] == [("exam", "Экз.")]
    assert results(value) == {"Физика": ["2", "н/я", "5"]}
    assert any("«Экз.» и «1 сем.» — 3" in line for line in value["missing"])
    table = rows("**/Сводная*.xlsx")
    assert ["Успеваемость, %", "33.3"] in [row[:2] for row in table]
    call(
        "scholarship",
        CASES / "22-exam-beside-term-grade/input",
        "--term",
        1,
        "--to",
        "out",
        "--year",
        "2025/26",
    )
    told = [row[-1] for row in rows("Стипендия*.xlsx") if row and row[0] in {"1", "2", "3"}]
    assert told == ["нет", "нет", "академическая"]
    call("certificate", "out", "--student", "Абаев Иван Иванович", "--to", "справка")
    line = next(row for row in rows("Справка*.xlsx", "справка") if row and row[0] == "1")
    assert line[-2:] == ["2 (неудовлетворительно)", "экзамен, 1 семестр 2025/2026 учебного года"]


def test_an_exam_nobody_has_a_grade_of() -> None:
    value = twin("22-exam-beside-term-grade/input2")
    assert results(value) == {"Физика": ["", "", ""]}
    assert any(line.startswith("Нет экзаменационных оценок") for line in value["missing"])
    checked = call("check", CASES / "22-exam-beside-term-grade/input2", "--year", "2025/26")
    assert "results.empty" in checked and "нет экзаменационных оценок" in checked


def test_fails_and_fractions() -> None:
    value = twin("23-fail-read-as-absent-and-passed/input")
    told = {
        row["surname"]: [(mark["text"], mark["kind"]) for mark in row["marks"]["01"]]
        for row in value["students"]
    }
    assert told["Абаев"] == [("н/зач", "credit")]
    assert told["Гаврилов"] == [("н/п", "absence")]
    assert told["Дроздов"] == [("4,5", "unknown")]
    assert told["Ежов"] == [("5/4", "unknown")]
    assert told["Жуков"] == [("5-", "unknown")]
    call(
        "scholarship",
        CASES / "23-fail-read-as-absent-and-passed/input",
        "--term",
        1,
        "--to",
        "out",
        "--year",
        "2025/26",
    )
    decided = {row[1].split()[0]: row[-1] for row in rows("Стипендия*.xlsx") if row and row[0].isdecimal()}
    assert {decided[name] for name in ("Абаев", "Белов", "Васильев", "Климов")} == {"нет"}
    assert {decided[name] for name in ("Гаврилов", "Дроздов", "Ежов", "Жуков")} == {"не определено"}
    assert {decided[name] for name in ("Ёлкин", "Зайцев", "Иванов")} == {"академическая"}


def test_columns_that_are_no_grades() -> None:
    value = twin("26-columns-that-are-no-grades/input")
    assert results(value) == {
        "А Ср-потом-сем": ["4", "4", "5"],
        "Б сем-потом-Ср": ["4", "4", "5"],
        "В только Ср": ["", "", ""],
        "Г сем-пропуски": ["4", "4", "5"],
        "Д длинные": ["5", "4", "н/а"],
        "Е непонятный": ["", "", ""],
    }
    assert "Нет итоговой оценки (число студентов): В только Ср — 3; Е непонятный — 3." in value["missing"]


def test_titles_of_every_kind() -> None:
    value = twin("26-columns-that-are-no-grades/input2")
    found = results(value)
    without = {name for name, marks in found.items() if marks == ["", ""]}
    numbers = {int(name[1:3]) for name in without}
    # «Аттестация», «Оценка», «Год» in three wordings, four averages, «Пропуски», «Н», «Всего»,
    # «Рубежный контроль», and «Оценка» beside «Пропуски»; «КР» is a course work and no grade of its subject
    assert numbers == {18, 19, 20, 21, 22, 25, 26, 27, 28, 29, 30, 31, 33, 42}
    (line,) = (line for line in value["missing"] if line.startswith("Нет итоговой оценки"))
    assert all(name in line for name in without)
    checked = call("check", CASES / "26-columns-that-are-no-grades/input2", "--year", "2025/26", "--details")
    assert [
        checked.count(f"столбце «{title}»") for title in ("Аттестация", "Оценка", "Рубежный контроль")
    ] == [
        1,
        1,
        1,
    ]
    assert "mark.unknown" not in checked
