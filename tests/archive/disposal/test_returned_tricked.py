"""Bags that are back, in a register that somebody wrote or that was made anew (docs/histories.md)."""

from __future__ import annotations

import contextlib
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from archive_for_disposal import Archive
from archiver.archive.disposal.execution import Run
from archiver.archive.disposal.recovering import recover
from archiver.archive.disposal.remembering import read_back
from archiver.archive.disposal.returning import finish_returned
from archiver.archive.preservation.rebuilding import Rebuilding
from archiver.errors import Refused
from archiver.progress import Silent
from archiver.register.opening import open_url
from archiver.remedies import Deed

pytestmark = pytest.mark.usefixtures("quick_papers")


def bag_of(archive: Archive, group: str) -> Path:
    (bag,) = archive.folders["Н-1"].glob(f"05-11/*/{group} *")
    return bag


def destroyed(archive: Archive, group: str) -> Path:
    """A journal is destroyed under an act that is over; a bag of it as it was, kept elsewhere."""
    kept = Path(shutil.copytree(bag_of(archive, group), archive.folder / "карман"))
    number = str(archive.approved(f"ТК-1/05-11/2019-20/{group}").number)
    assert archive.execute(number).over
    archive.account(number)
    return kept


SWAP = (
    "UPDATE files SET external_id = 'x' WHERE series = '05-11' AND \"group\" = 'ИС-21'",
    "UPDATE files SET external_id = replace(external_id, 'ИС-22', 'ИС-21') "
    "WHERE external_id LIKE '%05-11%ИС-22'",
    "UPDATE files SET external_id = 'ТК-1/05-11/2019-20/ИС-22' WHERE external_id = 'x'",
    "UPDATE copies SET prefix = prefix || ' прежнее' WHERE prefix LIKE '05-11/%'",
)


def two(archive: Archive) -> None:
    for group in ("ИС-21", "ИС-22"):
        archive.deposit(group, "05-12", content=group.encode())
        archive.deposit(group, content=group.encode())


def events_too(connection: sqlite3.Connection) -> None:
    """The first entry of each of the two tells the other's name; the chain is not asked in this test."""
    for new, old in (("ИС-2X", "ИС-21"), ("ИС-21", "ИС-22"), ("ИС-22", "ИС-2X")):
        connection.execute(
            "UPDATE events SET detail = replace(detail, ?, ?) WHERE action = 'file.registered' "
            "AND detail LIKE '%\"05-11\"%'",
            (f"05-11/2019-20/{old}", f"05-11/2019-20/{new}"),
        )


@pytest.mark.parametrize("more", [None, events_too])
def test_a_file_that_took_the_name_of_a_destroyed_one_does_not_go_for_it(
    archive: Archive, url: str, more: Callable[[sqlite3.Connection], None] | None
) -> None:
    """Two statements gave the destroyed file the name of another: its bags went as bags that were back."""
    two(archive)
    destroyed(archive, "ИС-21")
    there = sorted(path for folder in archive.folders.values() for path in folder.rglob("05-11/*/ИС-22 */*"))
    archive.register.forget()
    with contextlib.closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as connection:
        for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            connection.execute(f'DROP TRIGGER "{name}"')
        for statement in SWAP:
            connection.execute(statement)
        if more is not None:
            more(connection)
        connection.commit()
    with pytest.raises(Refused) as refused:
        finish_returned(archive.office("it"), "1-2026")
    assert refused.value.remedy is not None
    assert refused.value.remedy.deed is Deed.CHECK_TRAIL
    assert there
    assert all(path.exists() for path in there)


def test_an_act_of_a_register_made_anew_finds_the_bag_that_came_back(
    archive: Archive, url: str, empty_register: Path
) -> None:
    """A register made anew has the bag without names; the act goes on, and the bag with it."""
    archive.journal()
    kept = destroyed(archive, "ИС-21")
    shutil.copytree(kept, archive.folders["Н-1"] / "найдено")
    archive.register.close()
    file = Path(url.removeprefix("sqlite:///"))
    for suffix in ("", "-wal", "-shm"):
        Path(f"{file}{suffix}").unlink(missing_ok=True)
    file.write_bytes(empty_register.read_bytes())
    archive.register = open_url(url, clock=archive.clock)
    Rebuilding(archive.register, archive.settings.archive, "it", progress=Silent()).from_media(
        [str(folder) for folder in archive.folders.values()]
    )
    read_back(archive.register, archive.settings, by="it")
    archive.staff()
    assert recover(archive.office("archivist", archive.clock.today)).entered
    done = Run(archive.office("it", archive.clock.today), "1-2026").run()
    assert not done.problems
    assert not (archive.folders["Н-1"] / "найдено").exists()
