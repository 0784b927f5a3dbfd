"""`archiver verify`: complete, resumable, and honest about what it could not look at."""

from __future__ import annotations

import datetime as dt
import random
import shutil
from pathlib import Path

import pytest
from preserved import Preserved, document

from archiver.register.model.media import Condition
from archiver.register.model.packages import CopyState
from archives import flip
from draws import fresh_seed
from storage.directory import DirectoryStore
from storage.errors import StoreFailed, StoreUnreachable
from storage.store import ReadBack

WHOLE, DAMAGED, MISSING = CopyState.REGISTERED, CopyState.DAMAGED, CopyState.MISSING


def test_what_is_whole_is_said_to_be_and_its_next_check_is_set(
    preserved: Preserved, capsys: pytest.CaptureFixture[str]
) -> None:
    make_due(preserved, 1)
    capsys.readouterr()
    assert preserved.run("media", "due") == 3
    assert preserved.run("verify") == 0
    told = capsys.readouterr().out
    assert "Н-1: пакетов 2" in told
    assert "Н-2: пакетов" not in told
    assert preserved.run("media", "due") == 0
    assert preserved.run("verify") == 0
    assert "Проверять пока нечего" in capsys.readouterr().out
    assert [event.outcome for event in preserved.events("fixity.finished")] == ["passed"]


def make_due(preserved: Preserved, number: int) -> None:
    """Let the last check of a medium be three years ago."""
    with preserved.archive.register() as register, register.transaction("test") as work:
        medium = work.media.by_inventory(f"Н-{number}")
        assert medium is not None
        work.media.checked(medium, dt.date.today() - dt.timedelta(days=1100), Condition.GOOD)


def test_all_that_is_wrong_is_named_at_once(preserved: Preserved, capsys: pytest.CaptureFixture[str]) -> None:
    first, second = preserved.bags(1)
    flip(first / "data/journal.json")
    (first / "bag-info.txt").unlink()
    (first / "data/чужой.txt").write_text("x")
    shutil.rmtree(second)
    capsys.readouterr()
    assert preserved.run("verify", "Н-1", "--json") == 3
    (medium,) = document(capsys)["media"]
    place = first.relative_to(preserved.disk(1)).as_posix()
    assert [(fault["path"], fault["kind"]) for fault in medium["faults"]] == [
        (f"{place}/bag-info.txt", "missing"),
        (f"{place}/data/journal.json", "changed"),
        (f"{place}/data/чужой.txt", "extra"),
        (second.relative_to(preserved.disk(1)).as_posix(), "missing"),
    ]
    assert medium["copies"] == {"whole": 0, "faulty": 2}
    assert preserved.states() == {"Н-1": [DAMAGED, MISSING], "Н-2": [WHOLE, WHOLE]}
    preserved.run("media", "show", "Н-1")
    assert "под сомнением" in capsys.readouterr().out


def test_any_bit_anywhere_is_found_named_and_mended(
    preserved: Preserved, capsys: pytest.CaptureFixture[str]
) -> None:
    """Every file of a bag in turn, a bit of it chosen by chance, and then fresh bits of all files at once."""
    chance = random.Random(20261125)
    bag = preserved.bag(1)
    name = f"ТК/{bag.relative_to(preserved.disk(1)).as_posix().rpartition(' ')[0]}"
    files = sorted(path for path in bag.rglob("*") if path.is_file())
    assert len(files) == 10
    for path in files:
        check_found_and_mended(preserved, capsys, name, [path], chance)
    check_found_and_mended(preserved, capsys, name, files, random.Random(fresh_seed()))
    assert preserved.whole()
    assert preserved.judged(1)


def check_found_and_mended(
    preserved: Preserved,
    capsys: pytest.CaptureFixture[str],
    name: str,
    damaged: list[Path],
    chance: random.Random,
) -> None:
    for path in damaged:
        flip(path, chance.randrange(path.stat().st_size))
    capsys.readouterr()
    assert preserved.run("verify", "--bag", name, "Н-1", "--json") == 3
    (copy,) = document(capsys)["copies"]
    assert {fault["path"] for fault in copy["faults"]} == {
        path.relative_to(preserved.disk(1)).as_posix() for path in damaged
    }
    assert preserved.run("repair") == 0
    assert preserved.whole()


def test_a_check_in_pieces_goes_on_and_tells_all_at_its_end(
    preserved: Preserved, capsys: pytest.CaptureFixture[str]
) -> None:
    make_due(preserved, 1)
    first, second = preserved.bags(1)
    flip(first / "bag-info.txt")
    flip(second / "ЧИТАТЬ.txt")
    runs = 0
    finished = False
    while not finished:
        capsys.readouterr()
        code = preserved.run("verify", "Н-1", "--budget", "1KB", "--json")
        (medium,) = document(capsys)["media"]
        finished = medium["finished"]
        assert medium["next_check_due"] is None or finished
        runs += 1
    assert code == 3
    assert runs >= 10
    assert [fault["path"].rpartition("/")[2] for fault in medium["faults"]] == ["bag-info.txt", "ЧИТАТЬ.txt"]
    assert medium["files"] == 20
    assert medium["bytes"] == sum(map(len, preserved.good.values()))
    assert preserved.states()["Н-1"] == [DAMAGED, DAMAGED]
    assert len(preserved.events("fixity.begun")) == 1


def test_a_budget_in_time_ends_and_is_said(preserved: Preserved, capsys: pytest.CaptureFixture[str]) -> None:
    assert preserved.run("verify", "--all", "--budget", "0,001с") == 0
    told = capsys.readouterr().out
    assert "та же команда" in told
    assert "очередь не дошла" in told
    assert preserved.run("verify", "--all", "--budget", "3 попугая") == 2


def test_a_stopped_check_goes_on(
    preserved: Preserved, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    real = DirectoryStore.read_back
    asked: list[str] = []

    def stopped(store: DirectoryStore, key: str) -> ReadBack:
        asked.append(key)
        if len(asked) == 15:
            raise KeyboardInterrupt
        return real(store, key)

    monkeypatch.setattr(DirectoryStore, "read_back", stopped)
    assert preserved.run("verify", "Н-1") == 130
    assert "Остановлено" in capsys.readouterr().err
    asked.clear()
    assert preserved.run("verify", "Н-1") == 0
    assert len(asked) == 10  # the second bag only


def test_media_that_are_away_or_swapped_say_nothing_about_their_copies(
    preserved: Preserved, capsys: pytest.CaptureFixture[str]
) -> None:
    aside = preserved.archive.folder / "aside"
    preserved.disk(1).rename(aside)
    assert preserved.run("verify", "--all") == 6
    told = capsys.readouterr()
    assert "Н-1" in told.err and "ничего нет" in told.err
    assert "Н-2: пакетов 2" in told.out
    preserved.disk(2).rename(preserved.disk(1))
    assert preserved.run("verify", "Н-1") == 9
    assert "другой носитель" in capsys.readouterr().err
    assert set(preserved.states()["Н-1"]) == {WHOLE}
    assert len(preserved.events("fixity.begun")) == 1


@pytest.mark.parametrize("error", [StoreUnreachable, StoreFailed])
def test_a_medium_taken_away_meanwhile_is_no_fault_of_its_copies(
    preserved: Preserved, monkeypatch: pytest.MonkeyPatch, error: type[StoreFailed]
) -> None:
    real = DirectoryStore.read_back
    aside = preserved.archive.folder / "aside"

    def torn_out(store: DirectoryStore, key: str) -> ReadBack:
        if key.endswith("journal.json"):
            if preserved.disk(1).exists():
                preserved.disk(1).rename(aside)
            raise error(store.place, key, "read back", "Input/output error", errno=5)
        return real(store, key)

    monkeypatch.setattr(DirectoryStore, "read_back", torn_out)
    assert preserved.run("verify", "Н-1") == 6
    assert set(preserved.states()["Н-1"]) == {WHOLE}
    aside.rename(preserved.disk(1))
    monkeypatch.setattr(DirectoryStore, "read_back", real)
    assert preserved.run("verify", "Н-1") == 0


def test_a_read_error_is_named_and_the_rest_is_compared(
    preserved: Preserved, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    real = DirectoryStore.read_back

    def bad_sector(store: DirectoryStore, key: str) -> ReadBack:
        if key.endswith("journal.json"):
            raise StoreFailed(store.place, key, "read back", "Input/output error", errno=5)
        return real(store, key)

    flip(preserved.bag(1) / "ЧИТАТЬ.txt")
    monkeypatch.setattr(DirectoryStore, "read_back", bad_sector)
    assert preserved.run("verify", "Н-1") == 3
    told = capsys.readouterr().out
    assert "journal.json: не читается (ошибка чтения)" in told
    assert "ЧИТАТЬ.txt: изменён" in told
    monkeypatch.setattr(DirectoryStore, "read_back", real)
    assert preserved.run("repair") == 0
    assert preserved.whole()


def test_a_bag_nobody_registered_is_named_and_left(
    preserved: Preserved, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(preserved.bag(1), preserved.disk(1) / "от соседа")
    before = preserved.contents(1)
    assert preserved.run("verify", "Н-1") == 3
    told = capsys.readouterr().out
    assert "от соседа: такой пакет в реестре есть, но не на этом месте" in told
    assert "все целы" in told
    (preserved.disk(1) / "от соседа" / "bag-info.txt").write_text("Чужой: да\n")
    assert preserved.run("verify", "Н-1") == 3
    assert "от соседа: пакет, которого нет в реестре" in capsys.readouterr().out
    assert len(preserved.contents(1)) == len(before)
    assert len(preserved.events("medium.strangers")) == 2


def test_retired_and_unknown_media_are_not_checked(
    preserved: Preserved, capsys: pytest.CaptureFixture[str]
) -> None:
    assert preserved.run("media", "retire", "Н-1", "--reason", "износ") == 3  # one copy is left
    assert preserved.run("verify", "Н-1") == 2
    assert "выведен" in capsys.readouterr().err
    assert preserved.run("verify", "--all", "--json") == 0
    assert [one["medium"] for one in document(capsys)["media"]] == ["Н-2"]
    assert preserved.run("verify", "Н-3") == 2
    assert preserved.run("verify", "--bag", "нет такого") == 2
    assert preserved.run("verify", "--all", "Н-2") == 2


def test_two_checks_at_once_are_one_too_many(
    preserved: Preserved, capsys: pytest.CaptureFixture[str]
) -> None:
    from archiver.counter.turn import Turn, alone

    with preserved.archive.register() as register, alone(register, Turn.CHECKING):
        assert preserved.run("verify", "Н-1") == 10
        assert preserved.run("repair") == 10
    assert "Проверка носителей уже идёт" in capsys.readouterr().err
