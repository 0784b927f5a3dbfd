"""Two disks and a year's binders: introduced, deposited, judged by a stranger's tools, refused when wrong."""

from __future__ import annotations

import subprocess
from pathlib import Path

import bagit
import pytest

from archiver.__main__ import run
from archiver.intake.canonical import write_canonical
from factories import make_journal, make_section


@pytest.fixture
def college(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Exports of one group, its binders, two empty disks, and a register of the test's own."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    settings = tmp_path / "archiver.toml"
    settings.write_text('[college]\nname = "Тестовый колледж"\nshort_name = "ТК"\n', encoding="utf-8")
    monkeypatch.setenv("ARCHIVER_CONFIG", str(settings))
    monkeypatch.chdir(tmp_path)
    write_canonical(make_journal(sections=(make_section(),)), tmp_path / "exports")
    binders = ("year-end", "2025/26", "--from", "exports", "--to", "out", "--workers", "1")
    assert run(binders) in (0, 3)
    for disk in ("disk1", "disk2"):
        (tmp_path / disk).mkdir()
    return tmp_path


def introduce(college: Path) -> None:
    for number in ("1", "2"):
        words = ("media", "add", f"ИТ-{number}", str(college / f"disk{number}"), "--kind", "directory")
        assert run((*words, "--site", f"Корпус {number}")) == 0


def test_binders_lie_whole_on_both_disks_and_once(college: Path, capsys: pytest.CaptureFixture[str]) -> None:
    introduce(college)
    assert run(("deposit", "out", "--from", "exports")) == 0
    for disk in ("disk1", "disk2"):
        (bag,) = (path.parent for path in (college / disk).rglob("bagit.txt"))
        bagit.Bag(str(bag)).validate()
        checked = subprocess.run(["sha256sum", "-c", "--quiet", "manifest-sha256.txt"], cwd=bag, check=False)
        assert checked.returncode == 0
        assert [path.suffix for path in (bag / "data" / "volumes").iterdir()] == [".pdf"]
        assert (bag / "data" / "journal.json").exists()
    before = {path: path.stat().st_mtime_ns for path in college.glob("disk*/**/*") if path.is_file()}
    capsys.readouterr()
    assert run(("deposit", "out", "--from", "exports")) == 0
    assert "уже сдано" in capsys.readouterr().out
    assert before == {path: path.stat().st_mtime_ns for path in before}


def test_one_medium_is_too_few_and_nothing_is_written(college: Path) -> None:
    assert run(("media", "add", "ИТ-1", str(college / "disk1"), "--kind", "directory", "--site", "К1")) == 0
    assert run(("deposit", "out", "--from", "exports")) == 9
    assert not list((college / "disk1").rglob("bagit.txt"))


def test_a_swapped_disk_is_refused(college: Path) -> None:
    introduce(college)
    (college / "disk1").rename(college / "aside")
    (college / "disk2").rename(college / "disk1")
    (college / "aside").rename(college / "disk2")
    assert run(("deposit", "out", "--from", "exports")) in (3, 9)
    assert not list(college.glob("disk*/**/bagit.txt"))


def test_numbers_are_given_once_and_labels_are_printed(college: Path) -> None:
    introduce(college)
    again = ("media", "add", "ИТ-1", str(college / "disk2"), "--kind", "directory", "--site", "К1")
    assert run(again) == 9
    assert run(("media", "list")) == 0
    assert run(("media", "label", "ИТ-1", "--to", "label.pdf")) == 0
    assert (college / "label.pdf").read_bytes().startswith(b"%PDF-")
