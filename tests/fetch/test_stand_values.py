"""What the other commands make of a snapshot that was fetched, beside values written here by hand."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from stand_command import Done, Stand, Standing, run

CELLS = """
ОГСЭ.03 Иностранный язык, 1, подгруппа 1, Ли А.
  Абрамова: 5 | 5 | 5 | 4 || Итог 5
ОГСЭ.03 Иностранный язык, 1, подгруппа 2, Каргин П.А.
  Бек: 3 | 4 | 4 | 5 || Итог 4
  Яшин: 4 | н | 5 | 5 || Итог 5
ОГСЭ.04 Физкультура, 2
  Абрамова: зач | зач | зач | зач || З зач
  Бек: зач | зач | зач | зач || З зач
  Яшин: незач | незач | незач | незач || З зач
ОП.01 Инженерная графика, 1, Каргин П.А.
  Абрамова: 5 | 4 3 | 5 | б || ДЗ 5
  Бек: нп | оп 4 | 4 | 5 || ДЗ 4
  Яшин: 3 | уп | • | 2 || ДЗ 3
ОП.01 Инженерная графика, 2, Каргин П.А.
  Абрамова: 5 | 5 | 5 | 4 || Экз. 5
  Бек: 4 | 4 | 4 |  || Экз. 4
  Яшин: 3 | 3 | 3 | 3 || Экз. 3
"""
"""Cells of ИСиП-24-1, as a dispatcher would read them off the module's screen."""

SECOND_YEAR = {
    "ИСиП-24-1": (2, "Каргин Пётр Андреевич", "Отделение цифровых технологий", 5),
    "ТО-25-1": (1, "Ли Анна", "Отделение цифровых технологий", 2),
    "ЭК-22-1": (4, None, "Отделение цифровых технологий", 2),
}
"""Course, curator, department (the graduated group's is told by its results sheet), sections."""

PRINTED = (
    "1 Абрамова Дарья Олеговна 5 4/3 5 Б 5",
    "2 Бек Тимур НП ОП,4 4 5 4",
    "3 Яшин Степан Ильич 3 УП • 2 3",
    "2 Яшин Степан Ильич 4 Н 5 5 5",
    "3 Яшин Степан Ильич незач незач незач незач зач",
    "2 Бек Тимур 4 4 4 4",
)
"""Rows of the bound volume, as its text is read."""

FINAL = {
    "Абрамова": {
        "ОГСЭ.03 Иностранный язык": "5",
        "ОГСЭ.04 Физкультура": "зач",
        "ОП.01 Инженерная графика": "5",
    },
    "Бек": {"ОГСЭ.03 Иностранный язык": "4", "ОГСЭ.04 Физкультура": "зач", "ОП.01 Инженерная графика": "4"},
    "Яшин": {"ОГСЭ.03 Иностранный язык": "5", "ОГСЭ.04 Физкультура": "зач", "ОП.01 Инженерная графика": "3"},
}
"""Final grades of the year's statement: of two terms that of the last."""


@pytest.fixture
def fetched(stand: Standing, tmp_path: Path) -> Stand:
    module = stand(employees="personal", cookies="chunked", login_answer="empty")
    done = module.fetch(tmp_path / "to")
    assert done.code == 0, done.said
    return module


def archiver(folder: Path, *words: str, code: int) -> Done:
    done = run(words, cwd=folder, timeout=200)
    assert done.code == code, done.said
    assert "Traceback" not in done.said
    return done


def cells(journal: dict[str, Any]) -> str:
    """The journal's cells in the notation of CELLS."""
    lines = []
    for section in journal["sections"]:
        subject = section["subject"]
        part = f", подгруппа {section['subgroup']}" if "subgroup" in section else ""
        teacher = f", {section['teacher']}" if section.get("teacher") else ""
        lines.append(f"{subject['name']}, {section['term']}{part}{teacher}")
        titles = {one["id"]: one["title"] for one in section["period_columns"]}
        for student in section["students"]:
            row = " | ".join(_text(section["marks"], student["id"], one["id"]) for one in section["lessons"])
            ends = " ".join(
                f"{title} {_text(section['period_marks'], student['id'], column)}"
                for column, title in titles.items()
            )
            lines.append(f"  {student['surname']}: {row} || {ends}")
    return "\n".join(lines)


def _text(marks: list[dict[str, Any]], student: str, column: str) -> str:
    found = [one for one in marks if (one["student"], one["column"]) == (student, column)]
    return " ".join(mark["text"] for one in found for mark in one["marks"])


def test_the_journals_hold_what_the_module_showed(fetched: Stand, tmp_path: Path) -> None:
    archiver(tmp_path, "convert", "to", "--to", "json", "--year", "2025/26", code=0)
    journals = {
        one["group"]["name"]: one
        for one in (json.loads(path.read_text("utf-8")) for path in (tmp_path / "json").glob("*.json"))
    }
    assert {
        name: (
            one["group"]["course"],
            one["group"].get("curator"),
            one["group"]["department"]["name"],
            len(one["sections"]),
        )
        for name, one in journals.items()
    } == SECOND_YEAR
    assert blocks(cells(journals["ИСиП-24-1"])) == blocks(CELLS)
    assert journals["ИСиП-24-1"]["group"]["department"]["head"] == "Ким Ольга Сергеевна"
    section = next(one for one in journals["ИСиП-24-1"]["sections"] if one["subject"]["code"] == "ОП.01")
    assert [(one["date"], one["hours"], one["topic"], one["kind"]) for one in section["lessons"]] == [
        ("2025-09-08", 2, "Тема 1", "Лекция"),
        ("2025-09-15", 2, "Тема 2", "Практическое занятие"),
        ("2025-09-22", 2, "Тема 3", "Лекция"),
        ("2025-09-29", 2, "Тема 4", "Контрольная работа"),
    ]
    assert section["lessons"][0]["homework"] == "§ 1, упр. 2"


def blocks(text: str) -> set[str]:
    """The sections, in whatever order."""
    found: list[str] = []
    for line in text.strip().splitlines():
        if line.startswith("  "):
            found[-1] += f"\n{line.rstrip()}"
        else:
            found.append(line.rstrip())
    return set(found)


def test_the_year_before_can_be_fetched_and_read_too(stand: Standing, tmp_path: Path) -> None:
    module = stand()
    assert module.fetch(tmp_path / "to", "--year", "2024/25").code in {0, 3}
    archiver(tmp_path, "convert", "to", "--to", "json", "--year", "2024/25", code=0)
    (path,) = (tmp_path / "json").glob("*.json")
    journal = json.loads(path.read_text("utf-8"))
    assert blocks(cells(journal)) == blocks(
        """
БУП.01 Математика, 1, Ли А.
  Абрамова: 5 | 5 | 5 | 5 || Итог 5
  Бек: 4 | 4 | 4 | 4 || Итог 4
  Яшин: 3 | 3 | 3 | 3 || Итог 3
БУП.01 Математика, 2, Ли А.
  Абрамова: 5 | 5 | 5 | 5 || Экз. 4
  Бек: 4 | 4 | 4 | 4 || Экз. 4
  Яшин: 3 | 3 | 3 | 3 || Экз. 3
"""
    )
    assert journal["group"]["course"] == 1


def test_the_settings_are_filled_in_with_what_the_module_knows(fetched: Stand, tmp_path: Path) -> None:
    archiver(tmp_path, "config", "init", "--from-snapshot", "to", code=0)
    archiver(tmp_path, "config", "validate", "archiver.toml", code=0)
    told = tomllib.loads((tmp_path / "archiver.toml").read_text(encoding="utf-8"))
    assert (told["college"]["name"], told["college"]["short_name"]) == (
        "ГБПОУ «Волжский техникум»",
        "Волжский техникум",
    )
    (department,) = told["departments"]
    assert {name: department[name] for name in ("name", "head", "head_post")} == {
        "name": "Отделение цифровых технологий",
        "head": "Ким Ольга Сергеевна",
        "head_post": "Заведующая отделением",
    }
    assert set(department["groups"]) >= {"ИСиП-24-1", "ТО-25-1"}
    assert {one["name"]: one.get("curator") for one in told["groups"]}.items() >= {
        ("ИСиП-24-1", "Каргин Пётр Андреевич"),
        ("ТО-25-1", "Ли Анна"),
    }
    done = archiver(tmp_path, "check", "to", "--year", "2025/26", "--json", code=0)
    assert "college.in-module" not in done.out  # it is named as the module names it


def test_check_tells_what_is_amiss_and_reads_every_answer(fetched: Stand, tmp_path: Path) -> None:
    done = archiver(tmp_path, "check", "to", "--year", "2025/26", "--json", code=0)
    told = json.loads(done.out)
    codes = {one["code"] for one in _findings(told)}
    assert codes >= {"mark.owed", "teacher.missing", "spo.group-not-listed", "grades.few", "snapshot.age"}
    assert not {code for code in codes if code.startswith(("file.", "source."))}, codes
    assert not {one["code"] for one in _findings(told) if one["severity"] in {"blocking", "error"}}


def _findings(told: Any) -> list[dict[str, Any]]:
    if isinstance(told, dict):
        own = [told] if {"code", "severity"} <= told.keys() else []
        return own + [one for value in told.values() for one in _findings(value)]
    return [one for value in told for one in _findings(value)] if isinstance(told, list) else []


def test_from_the_module_to_bound_volumes_and_statements_with_final_grades(
    fetched: Stand, tmp_path: Path
) -> None:
    """End to end: fetched, bound and certified, and the year's grades drawn up."""
    archiver(
        tmp_path, "year-end", "2025/26", "--from", "to", "--to", "bound", "--today", "2026-11-30", code=0
    )
    volumes = sorted(path.name for path in (tmp_path / "bound").glob("*.pdf"))
    assert volumes == [f"Журнал {group} 2025-26.pdf" for group in ("ИСиП-24-1", "ТО-25-1", "ЭК-22-1")]
    pages = [page.extract_text() for page in PdfReader(tmp_path / "bound" / volumes[0]).pages]
    lines = {line.strip() for page in pages for line in page.splitlines()}
    assert [row for row in PRINTED if row not in lines] == []
    assert "ЗАВЕРИТЕЛЬНАЯ НАДПИСЬ" in pages[-1]
    assert "10 (десять) листов" in " ".join(pages[-1].split())
    assert "О.С. Ким" in " ".join(pages[-1].split())

    archiver(tmp_path, "statement", "to", "--to", "grades", "--year", "2025/26", code=0)
    (path,) = (tmp_path / "grades").rglob("Сводная ведомость ИСиП-24-1 2025-26 год.json")
    statement = json.loads(path.read_text("utf-8"))
    last: dict[str, tuple[int, str]] = {}
    for entry in statement["entries"]:
        known = last.get(entry["subject"], (0, ""))
        last[entry["subject"]] = max(known, (entry["term"], entry["id"]))
    assert {
        student["surname"]: {
            subject: student["marks"][column][-1]["text"] for subject, (_term, column) in last.items()
        }
        for student in statement["students"]
    } == FINAL
    for path in (*(tmp_path / "bound").rglob("*"), *(tmp_path / "grades").rglob("*")):
        data = path.read_bytes() if path.is_file() else b""
        assert b"1979-04-17" not in data
