"""PAR2 on a medium: made by `media parity`, used by `repair` when no copy has the right bytes any more."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from preserved import Preserved

from archives import flip


def test_the_same_damage_on_all_media_is_mended_by_parity(
    preserved: Preserved, capsys: pytest.CaptureFixture[str]
) -> None:
    assert preserved.run("media", "parity", "Н-1") == 0
    assert "добавлены к пакетам: 2" in capsys.readouterr().out
    assert preserved.run("media", "parity", "Н-1") == 0
    assert "уже были: 2" in capsys.readouterr().out
    assert preserved.run("verify", "--all") == 0
    for number in (1, 2):
        flip(preserved.bag(number) / "data/journal.json", 30)
    assert preserved.run("verify", "--all") == 3
    capsys.readouterr()
    assert preserved.run("repair") == 0
    assert "Н-2: data/journal.json — восстановлен по избыточным данным PAR2" in capsys.readouterr().out
    there = preserved.contents(1)
    assert {path: there[path] for path in preserved.good} == preserved.good
    assert preserved.contents(2) == preserved.good
    assert preserved.judged(1) and preserved.judged(2)
    assert not list((Path(os.environ["XDG_CACHE_HOME"]) / "college-archiver" / "salvage").iterdir())


def test_unfinished_parity_is_made_anew_and_a_damaged_bag_gets_none(
    preserved: Preserved, capsys: pytest.CaptureFixture[str]
) -> None:
    first, second = preserved.bags(1)
    left = first.with_name(f"{first.name}.par2")
    left.mkdir()
    (left / "parity.vol000+01.par2").write_bytes(b"half")
    flip(second / "data/journal.json")
    assert preserved.run("media", "parity", "Н-1") == 3
    assert "повреждён" in capsys.readouterr().out
    assert (left / "parity.par2").exists()
    assert not any(path.read_bytes() == b"half" for path in left.iterdir())
    assert not second.with_name(f"{second.name}.par2").exists()


def test_without_par2_it_says_what_to_install(
    preserved: Preserved, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python"))
    monkeypatch.setenv("PATH", str(tmp_path))
    assert preserved.run("media", "parity", "Н-1") == 7
    assert "parity" in capsys.readouterr().err


def test_lost_and_rotten_parity_is_named_and_made_again(
    preserved: Preserved, capsys: pytest.CaptureFixture[str]
) -> None:
    assert preserved.run("media", "parity", "Н-1") == 0
    first, second = (bag.with_name(f"{bag.name}.par2") for bag in preserved.bags(1))
    lost = [path.name for path in first.glob("*.vol*.par2")]
    for name in lost:
        (first / name).unlink()
    rotten = sorted(second.glob("*.vol*.par2"))[-1]
    flip(rotten)
    capsys.readouterr()
    assert preserved.run("verify", "Н-1") == 3
    told = capsys.readouterr().out
    for name in lost:
        assert f"{name}: нет на месте (избыточные данные PAR2)" in told
    assert f"{rotten.name}: изменён (избыточные данные PAR2)" in told
    assert "Сделать их заново: archiver media parity Н-1" in told
    assert "все целы" in told, "the bags themselves are"
    assert preserved.run("media", "parity", "Н-1") == 0
    assert "добавлены к пакетам: 2" in capsys.readouterr().out
    assert preserved.run("verify", "Н-1") == 0
