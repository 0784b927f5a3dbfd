"""The yearly drill: taken back from every medium, checked by what the bag prints, opened, recorded."""

from __future__ import annotations

import datetime as dt
import json
import shutil
import tempfile
from pathlib import Path

import pytest

from archiver.archive.retrieval import drill
from archiver.archive.retrieval.drill import DRILLED
from archiver.register.model.packages import CopyState
from college_of_test import College, blank_pdf, college

__all__ = ["college"]


@pytest.fixture
def kept(college: College, monkeypatch: pytest.MonkeyPatch) -> College:
    """A finished binder on two disks; the folder for temporary files is the test's own."""
    (college.root / "tmp").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(college.root / "tmp"))
    college.disks()
    (college.root / "Том.pdf").write_bytes(blank_pdf(2))
    (college.root / "имена.txt").write_text("Ёлкин Пётр Ильич\n", encoding="utf-8")
    words = ("--ready", "Том.pdf", "--group", "ЭД-15", "--year", "2020/21", "--names", "имена.txt")
    college.well("deposit", *words)
    return college


def records(college: College) -> list[tuple[str, str]]:
    """The outcome and object of every drill in the trail."""
    with college.register() as register, register.reading() as work:
        return [(event.outcome, event.object) for event in work.trail.events(action=DRILLED)]


def due(college: College) -> dict[str, dt.date]:
    """When the next drill of each medium is due."""
    found = json.loads(college.call("calendar", "--json").out)["obligations"]
    return {one["subject"]: dt.date.fromisoformat(one["due"]) for one in found if one["duty"] == "drill-done"}


def test_every_medium_is_drilled_and_it_is_recorded(kept: College) -> None:
    year = dt.timedelta(days=365)
    today = dt.date.today()
    assert set(due(kept)) == {"ИТ-1", "ИТ-2"} and min(due(kept).values()) >= today + year
    before = json.loads(kept.call("level", "--json").out)
    said = kept.well("drill")
    assert said.out.count("sha256sum -c manifest-sha256.txt; sha256sum -c tagmanifest-sha256.txt") == 2
    assert said.out.count("открыто PDF: 1") == 2
    assert records(kept) == [("whole", "medium:1"), ("whole", "medium:2")]
    assert not list((kept.root / "tmp").iterdir())
    after = json.loads(kept.call("level", "--json").out)
    assert "взят пакет" in json.dumps(after, ensure_ascii=False)
    assert "взят пакет" not in json.dumps(before, ensure_ascii=False)
    assert "Учебное восстановление" in kept.call("--help").out


def test_what_cannot_be_had_again_is_named_and_waits_for_repair(kept: College) -> None:
    volume = next((kept.root / "ИТ-1").rglob("Том.pdf"))
    volume.write_bytes(volume.read_bytes().replace(b"/Page", b"/Rage", 1))
    said = kept.call("drill")
    assert said.code == 3, said
    assert "НЕ прочтён: «sha256sum -c manifest-sha256.txt» не сошлась" in said.out
    assert records(kept) == [("failed", "medium:1"), ("whole", "medium:2")]
    with kept.register() as register, register.reading() as work:
        assert [copy.state for copy in work.copies.troubled()] == [CopyState.DAMAGED]
    kept.well("repair")
    kept.well("drill", "ИТ-1")


def test_a_medium_that_is_not_there_stays_due(kept: College) -> None:
    shutil.move(kept.root / "ИТ-2", kept.root / "в сейфе")
    said = kept.call("drill")
    assert said.code == 6, said
    assert records(kept) == [("whole", "medium:1")]
    assert kept.call("drill", "ИТ-9").code == 2


def test_only_the_commands_of_the_instructions_are_run(tmp_path: Path) -> None:
    """A bag from elsewhere may print anything."""
    page = tmp_path / "ЧИТАТЬ.txt"
    page.write_bytes(
        b"    rm -rf /\r\n    sha256sum -c ../other\r\n    sha256sum -c manifest-sha256.txt; rm x\r\n"
        b"    sha256sum -c manifest-sha256.txt\r\n"
    )
    assert drill._printed_commands(tmp_path) == ("sha256sum -c manifest-sha256.txt",)
    page.unlink()
    assert drill._printed_commands(tmp_path) == ()
