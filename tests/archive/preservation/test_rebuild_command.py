"""`archiver register rebuild`: the register out of the media alone, with nothing that they do not tell."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from archiver.archive.level.matrix import judge
from archiver.archive.retrieval.finding import Found, find
from archiver.register.finding import Query
from archiver.register.model.packages import CopyState
from archives import SmallArchive, flip, journal_of
from counters import at

ROOT = Path(__file__).resolve().parents[3]
VOLUME = "data/volumes/volume 1.pdf"


@pytest.fixture
def lost(small_archive: SmallArchive) -> SmallArchive:
    """Two journals on two disks, one in two versions; `told` is what the register knew before it was lost."""
    small_archive.deposit(journal_of("ИС-21", "Физика"), journal_of("ИС-22", "Химия"))
    small_archive.deposit(journal_of("ИС-22", "Химия", "Физика"), new_version="исправлена отметка")
    return small_archive


def lose(archive: SmallArchive) -> None:
    (archive.folder / "register.db").unlink()


def rebuild(archive: SmallArchive, *disks: str) -> int:
    return archive.run("register", "rebuild", *(str(archive.folder / disk) for disk in disks))


def known(archive: SmallArchive) -> dict[str, Any]:
    """What the register knows, without what it numbers and dates itself."""
    with archive.register() as register:
        found, _more = find(at(register), Query())
        with register.reading() as work:
            return {one.file.external_id: _plain(work, one) for one in found}


def _plain(work: Any, found: Found) -> dict[str, Any]:
    moment = found.file.registered_at
    bags = work.bags.of_file(found.file.id)
    return {
        "file": replace(found.file, id=0, registered_at=moment.min),
        "roster": work.files.roster(found.file),
        "bags": sorted((bag.external_id, bag.digest, bag.size, bag.files, bag.state) for bag in bags),
        "contents": {
            bag.external_id: [replace(one, id=0, bag_id=0) for one in work.bags.contents(bag.id)]
            for bag in bags
        },
        "copies": sorted(
            (bag.external_id, work.media.get(copy.medium_id).identity, copy.prefix, copy.state)
            for bag in bags
            for copy in work.copies.of_bag(bag.id)
        ),
    }


def test_everything_the_media_tell_is_known_again(
    lost: SmallArchive, capsys: pytest.CaptureFixture[str]
) -> None:
    before = known(lost)
    lose(lost)
    assert rebuild(lost, "disk1", "disk2") == 0
    assert known(lost) == before
    told = capsys.readouterr().out
    assert "дел 2, пакетов 3, копий 6, носителей 2" in told
    assert "внесите заново" in told and "журнал событий утрачен" in told
    assert lost.run("find", "елкин", "--subject", "физика") == 0
    assert lost.run("get", "ИС-21", "--to", "out") == 0


def test_what_nobody_can_know_is_not_there(lost: SmallArchive) -> None:
    lose(lost)
    assert rebuild(lost, "disk1", "disk2") == 0
    with lost.register() as register, register.reading() as work:
        assert [(one.site, one.custodian, one.last_checked) for one in work.media.all()] == [
            ("", "", None)
        ] * 2
        assert not work.people.all() and not work.trail.measures()
        level = judge(work.facts(work.now().date()))
    assert not [cell for cell in level.cells if cell.area.value == "storage" and cell.met]


def test_it_goes_on_with_a_disk_that_is_found_later(lost: SmallArchive) -> None:
    before = known(lost)
    lose(lost)
    assert rebuild(lost, "disk2") == 0
    assert {len(one["copies"]) for one in known(lost).values()} == {1, 2}
    assert rebuild(lost, "disk1") == 0
    assert rebuild(lost, "disk1", "disk2") == 0
    assert known(lost) == before


def test_a_killed_rebuild_is_finished_by_the_next_one(lost: SmallArchive) -> None:
    before = known(lost)
    lose(lost)
    script = (
        "import os, signal, sys\n"
        "from archiver.register import rebuild\n"
        "enter, entered = rebuild.enter, []\n"
        "def killed(work, found):\n"
        "    enter(work, found)\n"
        "    entered.append(found)\n"
        "    if len(entered) == 3: os.kill(os.getpid(), signal.SIGKILL)\n"
        "rebuild.enter = killed\n"
        "from archiver.__main__ import run\n"
        "sys.exit(run(sys.argv[1:]))\n"
    )
    words = ("register", "rebuild", "disk1", "disk2", "--config", "archiver.toml")
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", script, *words], cwd=lost.folder, env=environment, check=False
    )
    assert done.returncode == -signal.SIGKILL
    assert sum(len(one["copies"]) for one in known(lost).values()) == 2
    assert rebuild(lost, "disk1", "disk2") == 0
    assert known(lost) == before


def test_a_damaged_copy_is_entered_and_does_not_count(
    lost: SmallArchive, capsys: pytest.CaptureFixture[str]
) -> None:
    (volume,) = (lost.folder / "disk1").glob(f"**/ИС-21*/{VOLUME}")
    flip(volume)
    lose(lost)
    assert rebuild(lost, "disk1", "disk2") == 3
    assert "Повреждён: ТК/05-11/2025-26/ИС-21" in capsys.readouterr().out
    with lost.register() as register:
        (found,), _more = find(at(register), Query(), "ИС-21")
    assert {medium.inventory_number: copy.state for medium, copy in found.copies} == {
        "Н-1": CopyState.DAMAGED,
        "Н-2": CopyState.REGISTERED,
    }


def test_a_bag_whose_own_records_are_damaged_is_not_believed(
    lost: SmallArchive, capsys: pytest.CaptureFixture[str]
) -> None:
    for info in lost.folder.glob("disk*/**/ИС-21*/bag-info.txt"):
        info.write_bytes(info.read_bytes().replace("Академия".encode(), b"").replace(b"2031", b"2026"))
    lose(lost)
    assert rebuild(lost, "disk1", "disk2") == 3
    assert "Не учтён: Н-1: 05-11/2025-26/ИС-21" in capsys.readouterr().out
    assert set(known(lost)) == {"ТК/05-11/2025-26/ИС-22"}


def test_the_majority_of_whole_copies_is_right(lost: SmallArchive) -> None:
    before = known(lost)
    lose(lost)
    third = lost.folder / "disk3"
    shutil.copytree(lost.folder / "disk1", third)
    assert rebuild(lost, "disk1", "disk3") == 9  # a clone carries the same identity
    assert rebuild(lost, "disk1", "disk2") == 0
    assert known(lost) == before


def test_only_a_lost_register_is_made_anew(lost: SmallArchive) -> None:
    before = known(lost)
    assert rebuild(lost, "disk1") == 9
    assert known(lost) == before


def test_what_is_no_medium_is_refused(lost: SmallArchive) -> None:
    lose(lost)
    (lost.folder / "other").mkdir()
    assert rebuild(lost, "other") == 9
    assert rebuild(lost, "nowhere") == 6
    assert rebuild(lost, "disk1", "disk2") == 0
