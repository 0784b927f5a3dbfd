"""Whole exports as offices bring them: one term forgotten, terms that disagree, the sample with one term."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from archiver.__main__ import run

CASES = Path(__file__).parent / "cases"


@pytest.fixture
def case(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to work in, with a cache of its own."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.delenv("ARCHIVER_CONFIG", raising=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def document(capsys: pytest.CaptureFixture[str], *words: str | Path) -> Any:
    capsys.readouterr()
    run([str(word) for word in words])
    return json.loads(capsys.readouterr().out)


def codes(checked: Any, group: str) -> dict[str, str]:
    (one,) = [one for one in checked["groups"] if one["name"] == group]
    return {found["code"]: found["severity"] for found in one["findings"]}


def test_one_term_only(case: Path, capsys: pytest.CaptureFixture[str]) -> None:
    exports = shutil.copytree(CASES / "25-one-term-only" / "input", case / "input")
    config = ("--config", CASES / "25-one-term-only" / "input.archiver.toml")
    for today, severity in (("2026-06-28", "note"), ("2026-06-29", "blocking")):
        checked = document(capsys, "check", exports, *config, "--json", "--today", today)
        for group in ("ИС-21", "ТО-11"):
            assert codes(checked, group)["term.missing"] == severity
    words = ("2025/26", "--from", exports, "--to", case / "out", *config, "--json", "--workers", "1")
    report = document(capsys, "year-end", *words, "--today", "2026-01-10")
    assert [one["status"] for one in report["groups"]] == ["done", "done"]
    due = ("deadlines", exports, "--printed", case / "out", *config, "--json", "--today")
    states = {
        today: {row["term"]: row["state"] for row in document(capsys, *due, today)["deadlines"]}
        for today in ("2026-07-01", "2026-07-04")
    }
    assert states == {
        "2026-07-01": {"1 семестр": "printed", "2 семестр": "due"},
        "2026-07-04": {"1 семестр": "printed", "2 семестр": "overdue"},
    }
    report = document(capsys, "year-end", *words, "--today", "2026-07-01")
    assert [one["status"] for one in report["groups"]] == ["blocked", "blocked"]


def test_terms_that_disagree(case: Path, capsys: pytest.CaptureFixture[str]) -> None:
    exports = shutil.copytree(CASES / "27-terms-that-disagree" / "input", case / "input")
    checked = document(capsys, "check", exports, "--json")
    found = codes(checked, "ИС-51")
    assert (found["student.one-term"], found["subject.one-term"]) == ("warning", "note")
    assert "term.missing" not in found
    (group,) = checked["groups"]
    said = {one["code"]: one["message"] for one in group["findings"]}
    assert "№ 3" in said["student.one-term"] and "Химия" in said["subject.one-term"]


@pytest.mark.parametrize("form", ["spo", "xls", "xlsx", "html", "json"])
def test_a_sample_of_one_term(case: Path, capsys: pytest.CaptureFixture[str], form: str) -> None:
    assert run(["sample", "exports", "--groups", "2", "--format", form, "--fault", "one-term@ТО-11"]) == 0
    checked = document(capsys, "check", "exports", "--json", "--today", "2026-07-15")
    found = codes(checked, "ТО-11")
    assert {code for code, weight in found.items() if weight == "blocking"} == {"term.missing"}
    assert "term.missing" not in codes(checked, "ИС-21")
