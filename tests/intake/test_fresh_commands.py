"""Whole commands on fresh exports: what is printed, what is told, and with which code the command ends."""

from __future__ import annotations

import copy
import json
import os
from pathlib import Path
from typing import Any

import fresh_answers as fresh
import pytest
from fresh_answers import ENTRIES, GROUPS, SHEET, SHEET_2, write

from archiver.__main__ import run
from archiver.disk.atomic import write_atomically
from archiver.errors import OutputFailed

TOML = """academic_year = "2025/26"
[college]
name = "Колледж"
short_name = "К"
city = "г. Город"
"""


@pytest.fixture(autouse=True)
def alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An empty folder to work in, with a cache of its own."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.delenv("ARCHIVER_CONFIG", raising=False)
    monkeypatch.chdir(tmp_path)


def two_groups() -> fresh.Answers:
    """A second group like the first."""
    found = fresh.answers()
    other = copy.deepcopy(found)
    found[GROUPS].append(found[GROUPS][0] | {"id": 8, "name": "ЭК-12"})
    for entry, book in zip(other[ENTRIES], (81, 82), strict=True):
        entry |= {"id": book, "name": "ЭК-12"}
    found["journal/gradebook/8/entries"] = other[ENTRIES]
    for book in (71, 72):
        for subject in fresh.NAMES:
            page = other[f"journal/gradebook/{book}/subjects/{subject}"]
            found[f"journal/gradebook/{book + 10}/subjects/{subject}"] = page
    for sheet in (SHEET, SHEET_2):
        found[f"{sheet[:-1]}8"] = other[sheet]
    return found


def asked(capsys: pytest.CaptureFixture[str], *words: str | Path) -> tuple[int, Any]:
    capsys.readouterr()
    code = run([str(word) for word in words])
    return code, json.loads(capsys.readouterr().out)


def test_a_bad_group_does_not_stop_a_good_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = two_groups()
    damaged = "journal/gradebook/82/subjects/702"
    found[damaged] = json.dumps(found[damaged])[:500]
    exports = write(tmp_path / "exports", found)
    (tmp_path / "archiver.toml").write_text(TOML, "utf-8")
    code, checked = asked(capsys, "check", exports, "--json", "--today", "2026-07-01")
    assert code == 4
    blocked = {one["name"]: one["counts"]["blocking"] for one in checked["groups"]}
    assert blocked["ЭК-11"] == 0 < blocked["ЭК-12"]
    words = ("2025/26", "--from", exports, "--to", tmp_path / "out", "--json", "--workers", "1")
    code, report = asked(capsys, "year-end", *words, "--today", "2026-07-01")
    assert code == 3
    assert [(one["name"], one["status"]) for one in report["groups"]] == [
        ("ЭК-11", "done"),
        ("ЭК-12", "failed"),
    ]
    assert [path.name for path in (tmp_path / "out").glob("*.pdf")] == ["Журнал ЭК-11 2025-26.pdf"]


def test_one_term_before_and_after_the_end_of_the_other(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = {key: one for key, one in fresh.answers().items() if "/72/" not in key and key != SHEET_2}
    del found[ENTRIES][1]
    exports = write(tmp_path / "exports", found)
    for today, code, severity in (("2025-12-29", 0, "note"), ("2026-07-01", 3, "blocking")):
        ended, checked = asked(capsys, "check", exports, "--json", "--today", today)
        (group,) = checked["groups"]
        weights = {one["code"]: one["severity"] for one in group["findings"]}
        assert (ended, weights["term.missing"]) == (code, severity)


def test_settings_and_exports_without_the_right_to_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    exports = write(tmp_path / "exports", fresh.answers())
    settings = tmp_path / "own.toml"
    settings.write_text(TOML, "utf-8")
    monkeypatch.setattr(os, "access", lambda *_args, **_words: False)  # what click would ask
    assert run(["check", str(exports), "--config", str(settings)]) in (0, 3)


def test_a_statement_that_lacks_something_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = fresh.answers()
    del found[SHEET]["subjects"][0]["marks"]["11"]
    exports = write(tmp_path / "exports", found)
    capsys.readouterr()
    words = ["statement", str(exports), "--to", str(tmp_path / "out"), "--term", "1"]
    assert run(words) == 0
    assert "не хватает" in capsys.readouterr().err
    assert run([*words, "--strict"]) == 3


def test_a_file_in_the_place_of_the_folder_is_told_in_russian(tmp_path: Path) -> None:
    (tmp_path / "out").write_bytes(b"")
    with pytest.raises(OutputFailed) as failed:
        write_atomically(tmp_path / "out" / "report.json", b"{}")
    assert "File exists" not in str(failed.value)
