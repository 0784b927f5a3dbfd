"""snapshot.json beside a snapshot: what is told by it, and that a snapshot is read the same without it."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
from spo_snapshot import ENTRIES, GROUPS, PAGE, answers, write

from archiver.__main__ import run
from archiver.intake.open import open_exports
from archiver.intake.taken import NotGiven, Taken, TakenAnswer, as_bytes, from_bytes
from archiver.settings.tables import Settings

BEGUN = dt.datetime(2026, 1, 20, 9, tzinfo=dt.UTC)


def document(folder: Path, **more: Any) -> Taken:
    kept = {
        name.removeprefix("services/").removesuffix(".json"): TakenAnswer(
            hashlib.sha256((folder / name).read_bytes()).hexdigest(), (folder / name).stat().st_size
        )
        for name in (GROUPS, ENTRIES, PAGE)
    }
    given = {"finished": BEGUN, "answers": kept} | more
    made = Taken("https://spo.asurso.ru", "0.1.0", BEGUN, **given)
    (folder / "snapshot.json").write_bytes(as_bytes(made))
    return made


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write(tmp_path, answers())
    return tmp_path


def codes(folder: Path) -> list[str]:
    found = open_exports(folder, Settings()).findings
    return sorted(one.code for one in found if one.code.startswith("snapshot.") or one.code == "file.ignored")


def test_a_whole_snapshot_has_nothing_to_tell_but_its_age(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    without = [one.name for one in open_exports(folder, Settings()).groups]
    document(folder)
    opened = open_exports(folder, Settings())
    assert [one.name for one in opened.groups] == without
    assert codes(folder) == []
    assert [one.address for one in opened.taken] == ["https://spo.asurso.ru"]
    run(["check", str(folder), "--today", "2026-02-12", "--json"])
    told = json.loads(capsys.readouterr().out)["findings"]
    (age,) = (one for one in told if one["code"] == "snapshot.age")
    assert "20.01.2026" in age["message"]
    assert "23 дня назад" in age["message"]


def test_what_was_changed_or_taken_away_is_told(folder: Path) -> None:
    document(folder)
    (folder / PAGE).write_bytes((folder / PAGE).read_bytes() + b" ")
    assert codes(folder) == ["snapshot.changed"]
    (folder / PAGE).unlink()
    assert codes(folder) == ["snapshot.changed"]


def test_what_is_not_there_yet_and_what_was_not_given_is_told(folder: Path) -> None:
    refused = (NotGiven("journal/gradebook/102/entries", "forbidden", "ТО-11"),)
    document(folder, finished=None, not_given=refused)
    assert codes(folder) == ["snapshot.not-given", "snapshot.unfinished"]


@pytest.mark.parametrize(
    "text", ["", "{}", "[1]", '{"format":"college-archiver/snapshot","version":2}', "\x00"]
)
def test_a_document_that_is_none_of_ours_says_nothing(folder: Path, text: str) -> None:
    (folder / "snapshot.json").write_text(text)
    assert not any(one.startswith("snapshot.") for one in codes(folder))
    assert open_exports(folder, Settings()).groups


def test_the_document_reads_back_and_is_the_same_bytes(folder: Path) -> None:
    made = document(folder)
    assert from_bytes(as_bytes(made)) == made
    assert as_bytes(made) == (folder / "snapshot.json").read_bytes()
