"""Media that want to do harm: refused with the offence named, and nothing outside of them is touched."""

from __future__ import annotations

import os
import time
import tracemalloc
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from preserved import Preserved, document

from archives import flip
from storage.bag.layout import MOST_FILES
from storage.directory import DirectoryStore
from storage.store import Entry


@pytest.fixture
def outside(tmp_path: Path) -> Iterator[Path]:
    """A file outside of all media; at the end it is as it was, and nothing has joined it."""
    folder = tmp_path / "снаружи"
    folder.mkdir()
    file = folder / "тайна.txt"
    file.write_text("тайна")
    yield file
    assert file.read_text() == "тайна"
    assert list(folder.iterdir()) == [file]


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("data/../../../снаружи/тайна.txt", "ведёт наружу"),
        ("../тайна.txt", "ведёт наружу"),
        ("{outside}", "путь от корня"),
        ("data/" + unicodedata.normalize("NFD", "й.pdf"), "NFC"),
        ("data/a\x1b[31mb", "невидимый знак"),
        ("data/%2e%2e/x", "сохранит не всякий носитель"),
        ("тайна.txt", "путь вне data/"),
    ],
)
def test_a_manifest_that_names_what_is_not_the_bags(
    preserved: Preserved, outside: Path, path: str, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    line = f"{'0' * 64}  {path.format(outside=outside)}\n"
    with (preserved.bag(1) / "manifest-sha256.txt").open("a") as file:
        file.write(line)
    assert preserved.run("verify", "Н-1") == 3
    said = capsys.readouterr().out
    assert "manifest-sha256.txt: отвергнут" in said
    assert told in said
    assert "\x1b" not in said
    assert preserved.run("repair") == 0
    assert preserved.whole()


@pytest.mark.parametrize("place", ["data/journal.json", "bag-info.txt"])
def test_a_link_in_place_of_a_file_gives_way_to_the_file(
    preserved: Preserved, outside: Path, place: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """The link leads to the very same contents, so that following it would look well."""
    victim = preserved.bag(1) / place
    outside.write_bytes(victim.read_bytes())
    victim.unlink()
    victim.symlink_to(outside)
    assert preserved.run("verify", "Н-1") == 3
    assert f"{place}: отвергнут (ссылка)" in capsys.readouterr().out
    outside.write_text("тайна")
    assert preserved.run("repair") == 0
    assert not victim.is_symlink()
    assert preserved.whole()


@pytest.mark.parametrize("place", ["data/volumes", "data"])
def test_a_linked_folder_is_neither_read_nor_written(
    preserved: Preserved, tmp_path: Path, place: str, capsys: pytest.CaptureFixture[str]
) -> None:
    victim = preserved.bag(1) / place
    aside = tmp_path / "рядом"
    victim.rename(aside)
    victim.symlink_to(aside)
    assert preserved.run("verify", "Н-1") == 3
    assert f"{place}: отвергнут (ссылка)" in capsys.readouterr().out
    flip(next(path for path in aside.rglob("*") if path.is_file()), 7)
    before = {path: path.read_bytes() for path in aside.rglob("*") if path.is_file()}
    assert preserved.run("repair") == 3
    assert victim.is_symlink()
    assert before == {path: path.read_bytes() for path in aside.rglob("*") if path.is_file()}
    victim.unlink()
    assert preserved.run("repair") == 0
    assert preserved.whole()


def test_pipes_devices_and_names_in_parts(preserved: Preserved, capsys: pytest.CaptureFixture[str]) -> None:
    bag = preserved.bag(1)
    (bag / "bag-info.txt").unlink()
    os.mkfifo(bag / "bag-info.txt")
    (bag / "data" / unicodedata.normalize("NFD", "й.pdf")).write_bytes(b"x")
    (bag / "data" / "a\x1b[31mb").write_bytes(b"x")
    assert preserved.run("verify", "Н-1") == 3
    said = capsys.readouterr().out
    assert "bag-info.txt: отвергнут (устройство" in said
    assert "NFC" in said
    assert "\x1b" not in said
    assert preserved.run("repair") == 3


def test_a_bag_that_lies_about_its_size(preserved: Preserved, capsys: pytest.CaptureFixture[str]) -> None:
    info = preserved.bag(1) / "bag-info.txt"
    lines = info.read_text().splitlines(keepends=True)
    info.write_text("".join("Payload-Oxum: 99999999999.9\n" if "Oxum" in line else line for line in lines))
    with (preserved.bag(1) / "manifest-sha512.txt").open("r+b") as file:
        file.truncate(10 << 30)  # a hole: it takes no room
    capsys.readouterr()
    begun = time.monotonic()
    assert preserved.run("verify", "Н-1", "--json") == 3
    (medium,) = document(capsys)["media"]
    assert {one["path"].rpartition("/")[2] for one in medium["faults"]} == {
        "bag-info.txt",
        "manifest-sha512.txt",
    }
    assert preserved.run("repair") == 0
    assert time.monotonic() - begun < 30  # 10 GB were not read: that alone takes longer
    assert preserved.whole()


def test_a_million_entries_are_refused_in_bounded_memory(
    preserved: Preserved, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    real = DirectoryStore.list
    asked = 0

    def endless(store: DirectoryStore, prefix: str = "", *, hidden: bool = False) -> Iterator[Entry]:
        nonlocal asked
        if prefix:
            for number in range(1_000_000):
                asked = max(asked, number)
                yield Entry(f"{prefix}/data/{number}", 1)
        yield from real(store, prefix, hidden=hidden)

    monkeypatch.setattr(DirectoryStore, "list", endless)
    capsys.readouterr()
    tracemalloc.start()
    assert preserved.run("verify", "Н-1", "--json") == 3
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    (medium,) = document(capsys)["media"]
    assert {(one["kind"], one["offence"]) for one in medium["faults"]} == {("lies", "too-many-entries")}
    assert asked <= MOST_FILES + 100
    assert peak < 100 << 20
    monkeypatch.setattr(DirectoryStore, "list", real)
    assert preserved.run("repair") == 0
    assert preserved.whole()
