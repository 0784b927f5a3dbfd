"""`archiver repair --onto`: a new disk takes the place of a lost one, from what the others have."""

from __future__ import annotations

import shutil

import pytest
from preserved import Preserved

from archiver.register.model.packages import CopyState
from archives import flip
from storage.directory import DirectoryStore
from storage.errors import StoreFull
from storage.source import Source
from storage.store import Digest

WHOLE = [CopyState.REGISTERED] * 2


def lose(preserved: Preserved) -> None:
    """The second disk is gone for good, a third one is bought."""
    shutil.rmtree(preserved.disk(2))
    assert preserved.run("media", "retire", "Н-2", "--reason", "утерян", "--lost") == 3
    preserved.archive.add(3)


def test_a_new_disk_takes_the_place_of_a_lost_one(
    preserved: Preserved, capsys: pytest.CaptureFixture[str]
) -> None:
    assert preserved.run("repair", "--onto", "Н-2") == 0
    assert "копировать нечего" in capsys.readouterr().out
    lose(preserved)
    capsys.readouterr()
    assert preserved.run("repair", "--onto", "Н-3") == 0
    assert capsys.readouterr().out.count("скопирован на Н-3, взят с Н-1") == 2
    assert preserved.contents(3) == preserved.good
    assert preserved.judged(3)
    assert preserved.states()["Н-3"] == WHOLE
    assert len(preserved.events("copy.made")) == 2
    assert preserved.run("repair", "--onto", "Н-3") == 0
    assert preserved.run("verify", "Н-3") == 0


def test_copies_of_one_medium_move_to_another(preserved: Preserved) -> None:
    preserved.archive.add(3)
    assert preserved.run("repair", "--onto", "Н-3") == 0
    assert preserved.contents(3) == {}
    assert preserved.run("media", "retire", "Н-1", "--reason", "износ") == 3
    shutil.rmtree(preserved.bag(2))  # what the worn-out disk still has is taken from it
    assert preserved.run("repair", "--onto", "Н-3", "Н-1") == 0
    assert preserved.contents(3) == preserved.good


def test_a_stopped_copy_is_finished_and_damage_is_not_copied(
    preserved: Preserved, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    lose(preserved)
    flip(preserved.bags(1)[1] / "data/journal.json")
    real = DirectoryStore.put
    calls: list[str] = []

    def full(store: DirectoryStore, key: str, source: Source, digest: Digest | None = None) -> Digest:
        calls.append(key)
        if len(calls) == 8:
            raise StoreFull(store.place, key, "write", "No space left on device", errno=28)
        return real(store, key, source, digest)

    monkeypatch.setattr(DirectoryStore, "put", full)
    assert preserved.run("repair", "--onto", "Н-3") == 6
    assert "кончилось место" in capsys.readouterr().err
    assert preserved.states()["Н-3"] == []
    assert not preserved.bags(3)
    monkeypatch.setattr(DirectoryStore, "put", real)
    assert preserved.run("repair", "--onto", "Н-3") == 3
    assert "сначала восстановите" in capsys.readouterr().out
    assert len(preserved.bags(3)) == 1
    assert preserved.judged(3)
    assert preserved.states()["Н-3"] == WHOLE[:1]
    assert not any("ИС-22" in path for path in preserved.contents(3))


def test_foreign_files_in_the_way_are_not_touched(preserved: Preserved) -> None:
    lose(preserved)
    place = preserved.disk(3) / preserved.bag(1).relative_to(preserved.disk(1))
    place.mkdir(parents=True)
    (place / "чужой.txt").write_text("чужое")
    assert preserved.run("repair", "--onto", "Н-3") == 9
    assert (place / "чужой.txt").read_text() == "чужое"
    assert preserved.states()["Н-3"] == []
