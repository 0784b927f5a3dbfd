"""A copy of another college's register, and media of another archive, are told from one's own (ADR 0058)."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from archiver.archive.disposal.recovering import recover
from archiver.archive.kinship import Belonging, is_foreign, refuse_apart
from archiver.counter.trail_files import FOLDER
from archiver.disk.account import os_login
from archiver.errors import Refused
from archiver.register.model.people import Role
from archives import SmallArchive, journal_of
from counters import at

COLLEGES = ("ТК", "МК")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two colleges with media of the same numbers; a copy of each register lies in its folder."""
    place = tmp_path_factory.mktemp("archives")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(place / "cache"))
        for name in COLLEGES:
            (place / name).mkdir()
            archive = SmallArchive(place / name)
            config = place / name / "archiver.toml"
            config.write_text(config.read_text("utf-8").replace('"ТК"', f'"{name}"'), encoding="utf-8")
            archive.add(1)
            archive.add(2)
            archive.deposit(journal_of("ИС-21"))
            assert archive.run("backup", str(place / name / "копия.gz")) == 0
    shutil.copytree(place, place.with_name("kept"))
    return place


@pytest.fixture
def both(made: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[SmallArchive, SmallArchive]:
    """The two as they were made, at the same place: a register knows its media by their addresses."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(made / "cache"))
    shutil.rmtree(made)
    shutil.copytree(made.with_name("kept"), made)
    ours, theirs = (SmallArchive.there(made / name) for name in COLLEGES)
    return ours, theirs


def restore(archive: SmallArchive, of: SmallArchive, *words: str) -> int:
    return archive.run("restore", str(of.folder / "копия.gz"), *words)


def colleges(archive: SmallArchive) -> set[str]:
    with archive.register() as register, register.reading() as work:
        return {file.college for file in work.files.of_year(2025)}


def test_a_copy_of_another_archive_takes_no_registers_place(
    both: tuple[SmallArchive, SmallArchive], capsys: pytest.CaptureFixture[str]
) -> None:
    ours, theirs = both
    assert restore(ours, theirs, "--replace") == 9
    told = capsys.readouterr().err
    assert "другого архива (МК, начат" in told and "реестр, который там есть (ТК" in told
    assert "--another-archive" in told
    assert colleges(ours) == {"ТК"}
    assert restore(ours, ours, "--replace") == 3  # its own, a little older
    assert restore(ours, theirs, "--replace", "--another-archive", "реестр был учебным") == 0
    assert "а в настройках — ТК" in capsys.readouterr().out
    assert colleges(ours) == {"МК"}
    with ours.register() as register, register.reading() as work:
        (event,) = work.trail.events(action="register.restored")
    assert "реестр был учебным" in event.detail


def test_a_register_without_files_and_media_is_replaced_by_any(
    both: tuple[SmallArchive, SmallArchive],
) -> None:
    ours, _theirs = both
    (ours.folder / "register.db").unlink()
    assert ours.run("people", "add", os_login(), "Иванова Анна Петровна", "--role", "administrator") == 0
    assert restore(ours, ours, "--replace") == 0
    assert colleges(ours) == {"ТК"}


def test_where_no_register_is_left_the_media_say_whose_the_copy_is(
    both: tuple[SmallArchive, SmallArchive], capsys: pytest.CaptureFixture[str]
) -> None:
    ours, theirs = both
    (ours.folder / "register.db").unlink()
    # Another computer had its disk at the same place, as disks are everywhere.
    for name in ("disk1", "disk2"):
        (theirs.folder / name).rename(theirs.folder / f"{name} в сейфе")
    shutil.copytree(ours.folder / "disk1", theirs.folder / "disk1")
    assert restore(ours, theirs) == 9
    assert "носители, которые о ней не знают" in capsys.readouterr().err
    assert restore(ours, ours) in (0, 3)


def test_a_register_made_anew_is_of_the_archive_still(both: tuple[SmallArchive, SmallArchive]) -> None:
    ours, _theirs = both
    (ours.folder / "register.db").unlink()
    assert ours.run("register", "rebuild", str(ours.folder / "disk1")) == 0
    assert restore(ours, ours, "--replace") in (0, 3)


def test_media_of_two_archives_make_no_register(
    both: tuple[SmallArchive, SmallArchive], capsys: pytest.CaptureFixture[str]
) -> None:
    ours, theirs = both
    (ours.folder / "register.db").unlink()
    disks = [str(one.folder / "disk1") for one in both]
    assert ours.run("register", "rebuild", *disks) == 9
    told = capsys.readouterr().err
    assert f"Н-1, {disks[0]} (ТК); Н-1, {disks[1]} (МК)" in told and "--joined" in told
    assert ours.run("register", "rebuild", disks[0]) == 0
    assert ours.run("register", "rebuild", disks[1]) == 9
    (theirs.folder / "register.db").unlink()
    assert ours.run("register", "rebuild", disks[1], "--joined", "приказ 5") == 3  # its number is taken
    assert "МК" in capsys.readouterr().out


def test_a_trail_that_was_copied_from_another_archive_is_not_believed(
    both: tuple[SmallArchive, SmallArchive], capsys: pytest.CaptureFixture[str]
) -> None:
    ours, theirs = both
    for file in (theirs.folder / "disk1" / FOLDER).iterdir():
        shutil.copy(file, ours.folder / "disk1" / FOLDER / f"{file.stem}.json")
    with ours.register() as register, pytest.raises(Refused, match="журнале событий другого архива"):
        recover(at(register, ours.settings, Role.ARCHIVIST))
    ours.run("audit", "verify")
    told = capsys.readouterr().out
    assert "Журнал событий цел." in told and "журнале событий другого архива" in told
    assert restore(ours, ours, "--replace") == 3
    assert "журнале событий другого архива" in capsys.readouterr().out


def test_what_hangs_together_is_of_one_archive() -> None:
    one = Belonging(frozenset({"a", "b"}), frozenset({"ТК"}))
    two = Belonging(frozenset({"b", "c"}), frozenset())
    three = Belonging(frozenset({"c"}), frozenset({"МК"}))
    nobody = Belonging(frozenset({"z"}), frozenset())
    refuse_apart(nobody, [])
    refuse_apart(Belonging(frozenset(), frozenset()), [("1", one), ("3", three), ("2", two), ("9", nobody)])
    with pytest.raises(Refused):
        refuse_apart(one, [("3", three)])
    assert is_foreign({"a"}, {"b"}) and not is_foreign({"a", "b"}, {"b"}) and not is_foreign((), {"b"})
