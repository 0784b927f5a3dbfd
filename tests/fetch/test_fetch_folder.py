"""The folder of a snapshot: what of a stopped run is gone on with, and whose folder it is."""

from __future__ import annotations

import datetime as dt
import json
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from archiver.errors import UsageError
from archiver.fetch import asked
from archiver.fetch.folder import LOG, SnapshotFolder, opened
from archiver.fetch.module_address import module_at
from archiver.intake.taken import Taken, TakenGroup, from_bytes

MODULE = module_at("https://spo.asurso.ru")
TODAY = dt.date(2026, 1, 20)
PAGE, SHEET = asked.page_of("5101", "11"), asked.results_of("Semester", 1, TODAY, "311")


@contextmanager
def at(folder: Path, *, today: dt.date = TODAY, refresh: bool = False) -> Iterator[SnapshotFolder]:
    with opened(folder, MODULE, today, refresh=refresh) as made:
        yield made


def document(folder: Path) -> Taken:
    found = from_bytes((folder / "snapshot.json").read_bytes())
    assert found is not None
    return found


def test_a_finished_snapshot_says_what_it_is(tmp_path: Path) -> None:
    out = tmp_path / "to"
    with at(out) as made:
        made.store(PAGE, b"{}")
        made.refuse(SHEET, "forbidden", "ИС-21")
        made.name_groups({"311": TakenGroup("ИС-21", ("2025/26",))}, "spo_1")
        made.write_begun()
        assert not document(out).complete
        made.finish()
    taken = document(out)
    assert taken.complete
    assert (taken.address, taken.tenant, taken.reduced) == (MODULE.origin, "spo_1", ("people/employees/all",))
    assert {key: one.size for key, one in taken.answers.items()} == {PAGE.text: 2}
    assert [(one.why, one.group) for one in taken.not_given] == [("forbidden", "ИС-21")]
    assert sorted(one.name for one in out.iterdir()) == ["services", "snapshot.json"]
    for place in (out, *out.rglob("*")):
        wanted = 0o700 if place.is_dir() else 0o600
        assert stat.S_IMODE(place.stat().st_mode) == wanted, place


def test_a_run_that_got_nothing_leaves_nothing(tmp_path: Path) -> None:
    with at(tmp_path / "to"):
        pass
    assert list((tmp_path / "to").iterdir()) == []


def test_what_was_kept_is_not_asked_again_and_the_day_stays(tmp_path: Path) -> None:
    with at(tmp_path) as made:
        made.store(PAGE, b"[1]")
        made.refuse(SHEET, "failed", "ИС-21")
    with at(tmp_path, today=TODAY + dt.timedelta(days=3)) as made:
        assert made.today == TODAY
        assert made.has(PAGE)
        assert made.asked == {PAGE.text, SHEET.text}
        made.finish()
    with at(tmp_path, today=TODAY + dt.timedelta(days=3)) as made:
        assert made.asked == set()  # what was refused is asked again another time
        assert made.has(PAGE)
        assert made.today == TODAY + dt.timedelta(days=3)


@pytest.mark.parametrize("cut", [1, 10, 40])
def test_a_line_that_was_cut_off_was_never_written(tmp_path: Path, cut: int) -> None:
    with at(tmp_path) as made:
        made.store(PAGE, b"[1]")
        made.store(SHEET, b"[2]")
    log = tmp_path / LOG
    log.write_bytes(log.read_bytes()[:-cut])
    with at(tmp_path) as made:
        assert (made.has(PAGE), made.has(SHEET)) == (True, False)
        made.store(SHEET, b"[2]")
    lines = [json.loads(line) for line in log.read_text().splitlines()]
    assert [line.get("address") for line in lines] == [None, PAGE.text, SHEET.text]


@pytest.mark.parametrize("left", [b"", b"[", b"[9]"])
def test_an_answer_that_a_power_cut_took_is_asked_again(tmp_path: Path, left: bytes) -> None:
    with at(tmp_path) as made:
        made.store(PAGE, b"[1]")
        made.store(SHEET, b"[2]")
    (tmp_path / PAGE.file).write_bytes(left)
    (tmp_path / SHEET.file).unlink()
    with at(tmp_path) as made:
        assert not made.has(PAGE)
        assert not made.has(SHEET)
        assert made.asked == set()


def test_a_log_of_another_hand_leads_nowhere(tmp_path: Path) -> None:
    with at(tmp_path) as made:
        made.store(PAGE, b"[1]")
    with (tmp_path / LOG).open("a") as log:
        for address in ("../../etc/passwd", "people/students/1", None, 3):
            log.write(json.dumps({"address": address, "sha256": "0", "size": 1}) + "\n")
    with at(tmp_path) as made:
        assert made.asked == {PAGE.text}
        made.finish()
    assert set(document(tmp_path).answers) == {PAGE.text}


def test_a_run_with_nothing_to_ask_makes_a_snapshot_no_newer(tmp_path: Path) -> None:
    with at(tmp_path) as made:
        made.store(PAGE, b"[1]")
        made.finish()
    before = (tmp_path / "snapshot.json").read_bytes()
    with at(tmp_path) as made:
        made.write_begun()
        made.finish()
    assert (tmp_path / "snapshot.json").read_bytes() == before


def test_a_refresh_that_was_stopped_stays_one(tmp_path: Path) -> None:
    with at(tmp_path, refresh=True) as made:
        assert not made.refresh  # there is nothing to refresh
        made.store(PAGE, b"[1]")
        made.store(SHEET, b"[1]")
        made.finish()
    with at(tmp_path, refresh=True) as made:
        assert made.refresh
        made.store(PAGE, b"[2]")
    assert not document(tmp_path).complete
    with at(tmp_path) as made:
        assert made.refresh
        assert made.asked == {PAGE.text}
        assert made.has(SHEET)
        made.finish()
    assert document(tmp_path).complete


def test_a_folder_of_something_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "Журналы.xls").write_bytes(b"x")
    with pytest.raises(UsageError, match=r"Журналы\.xls"), at(tmp_path):
        pass
    assert [one.name for one in tmp_path.iterdir()] == ["Журналы.xls"]
    other = tmp_path / "other"
    (other / "services").mkdir(parents=True)
    with pytest.raises(UsageError, match="services"), at(other):
        pass
    (tmp_path / "Журналы.xls").unlink()
    own = tmp_path / "own"
    own.mkdir()
    (own / "archiver.toml").touch()
    with at(own) as made:
        made.store(PAGE, b"[1]")
        made.finish()


def test_a_snapshot_of_another_server_is_left_alone(tmp_path: Path) -> None:
    with at(tmp_path) as made:
        made.store(PAGE, b"[1]")
    other = module_at("https://poo.tomedu.ru")
    with pytest.raises(UsageError, match=r"spo\.asurso\.ru"), opened(tmp_path, other, TODAY, refresh=False):
        pass
    with at(tmp_path) as made:
        made.finish()
    with pytest.raises(UsageError, match=r"spo\.asurso\.ru"), opened(tmp_path, other, TODAY, refresh=True):
        pass
