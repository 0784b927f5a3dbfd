"""`repair --from`: what no medium has whole any more comes from a folder; the register's digests decide."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from preserved import Preserved

from archives import flip


def spoiled(preserved: Preserved) -> list[Path]:
    """Every document of the first bag is damaged on both media, and its manifests on one."""
    documents = [path for path in (preserved.bag(1) / "data").rglob("*") if path.is_file()]
    for bag in (preserved.bag(1), preserved.bag(2)):
        for path in documents:
            flip(bag / path.relative_to(preserved.bag(1)))
    (preserved.bag(1) / "manifest-sha256.txt").unlink()
    return documents


def test_a_folder_mends_what_no_medium_has(preserved: Preserved, capsys: pytest.CaptureFixture[str]) -> None:
    folder = preserved.archive.folder / "прежняя закладка"
    shutil.copytree(preserved.bag(1), folder / "взято" / "копия")
    # Names and places do not count, and neither does what only looks like it.
    data = folder / "взято" / "копия" / "data"
    data.rename(folder / "документы")
    (folder / "лишнее.txt").write_text("не из пакета", encoding="utf-8")
    spoiled(preserved)
    assert preserved.run("verify", "--all") == 3
    assert preserved.run("repair") == 3
    capsys.readouterr()
    assert preserved.run("repair", "--from", str(folder)) == 0
    assert "из папки" in capsys.readouterr().out
    assert preserved.whole()
    assert preserved.judged(1) and preserved.judged(2)
    assert not list((preserved.archive.folder / "cache").rglob("bag"))


def test_a_folder_without_the_right_bytes_mends_nothing(
    preserved: Preserved, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = preserved.archive.folder / "другая"
    shutil.copytree(preserved.bag(1), folder)
    for path in (folder / "data").rglob("*"):
        if path.is_file():
            flip(path)
    spoiled(preserved)
    assert preserved.run("verify", "--all") == 3
    assert preserved.run("repair", "--from", str(folder)) == 3
    assert preserved.run("repair", "--from", str(folder / "нет")) == 4
    assert preserved.run("repair", "--from", str(folder), "--onto", "Н-2") == 2
    assert "Папки" in capsys.readouterr().err
