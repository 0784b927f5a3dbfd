"""Who may read what: names of minors are for their owner only whatever the umask, made papers follow it."""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from archiver.errors import RegisterFailed
from archiver.intake.canonical import write_canonical
from archiver.press.cache import PartCache, taken
from archiver.register.backup import back_up
from archiver.register.opening import open_url
from archiver.register.restore import restore
from archiver.settings.tables import Cache
from factories import make_journal, make_section
from repository import archiver
from storage.directory import DirectoryStore
from storage.source import BytesSource

KEY = "ab" * 32


@pytest.fixture(params=[0o000, 0o077, 0o277], ids=oct)
def umask(request: pytest.FixtureRequest) -> Iterator[int]:
    before = os.umask(request.param)
    yield request.param
    os.umask(before)


def rights(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def loose(folder: Path) -> dict[str, str]:
    """What in a folder (itself too) others could look at, or its owner could not."""
    found = {}
    for path in (folder, *folder.rglob("*")):
        wanted = 0o700 if path.is_dir() else 0o600
        if not path.is_symlink() and rights(path) != wanted:
            found[path.relative_to(folder).as_posix()] = oct(rights(path))
    return found


def foreign_folder(path: Path) -> Path:
    path.mkdir()
    path.chmod(0o755)
    return path


def test_the_part_cache_is_private_and_so_is_one_that_is_there(tmp_path: Path, umask: int) -> None:
    for folder in (tmp_path / "new" / "parts", foreign_folder(tmp_path / "empty")):
        PartCache(folder).put(KEY, b"%PDF", 1)
        assert loose(folder) == {}
        folder.chmod(0o755)
        (folder / "ab").chmod(0o755)
        PartCache(folder).get(KEY)
        taken(Cache(folder=folder))
        assert loose(folder) == {}
    assert rights(tmp_path / "new") == 0o700


def test_the_register_and_its_logs_are_private_where_anybody_may_look(tmp_path: Path, umask: int) -> None:
    shared = foreign_folder(tmp_path / "общая")
    file = shared / "register.db"
    with open_url(f"sqlite:///{file}") as register, register.transaction(by="o") as work:
        work.trail.note("test.noted", "register:1")
        assert {path.name for path in shared.iterdir()} == {
            f"register.db{end}" for end in ("", "-wal", "-shm")
        }
        assert {rights(path) for path in shared.iterdir()} == {0o600}
    assert rights(shared) == 0o755  # a folder that only holds the register is its owner's
    with open_url(f"sqlite:///{tmp_path / 'новая' / 'архив' / 'register.db'}"):
        assert loose(tmp_path / "новая") == {}


def test_a_register_that_others_could_read_is_taken_from_them(tmp_path: Path) -> None:
    file = tmp_path / "register.db"
    open_url(f"sqlite:///{file}").close()
    file.chmod(0o644)
    with open_url(f"sqlite:///{file}") as register, register.reading():
        assert {rights(path) for path in tmp_path.iterdir()} == {0o600}


def test_what_is_no_register_keeps_its_rights(tmp_path: Path) -> None:
    file = tmp_path / "чужая.db"
    engine = sa.create_engine(f"sqlite:///{file}")
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE theirs (id INTEGER)")
    engine.dispose()
    file.chmod(0o644)
    with pytest.raises(RegisterFailed):
        open_url(f"sqlite:///{file}")
    assert rights(file) == 0o644


def test_copies_of_the_register_are_private(tmp_path: Path, umask: int) -> None:
    shared = foreign_folder(tmp_path / "общая")
    url = f"sqlite:///{tmp_path / 'archive' / 'register.db'}"
    with open_url(url) as register:
        for file in (shared / "реестр.gz", tmp_path / "копии" / "реестр.gz"):
            back_up(register, file, by="o")
            assert rights(file) == 0o600
    assert (rights(shared), rights(tmp_path / "копии")) == (0o755, 0o700)
    restored = restore(shared / "реестр.gz", url, by="o", replace=True)
    assert restored.kept_aside is not None
    assert restored.kept_aside.exists()
    assert loose(tmp_path / "archive") == {}


@pytest.mark.parametrize("mask", [0o000, 0o027, 0o077], ids=oct)
def test_bags_follow_the_umask(tmp_path: Path, mask: int) -> None:
    before = os.umask(mask)
    try:
        with contextlib.closing(DirectoryStore(tmp_path)) as store:
            store.put("2025-26/ИС-21/data/том.pdf", BytesSource(b"%PDF"))
    finally:
        os.umask(before)
    modes = {path.name: rights(path) for path in tmp_path.rglob("*")}
    assert modes.pop("том.pdf") == 0o666 & ~mask
    assert set(modes.values()) == {0o777 & ~mask}


@pytest.mark.parametrize("mask", [0o000, 0o077], ids=oct)
def test_a_whole_run_keeps_its_own_to_itself_and_leaves_binders_to_the_umask(
    tmp_path: Path, mask: int
) -> None:
    exports = tmp_path / "выгрузки"
    write_canonical(make_journal(sections=(make_section(),)), exports)
    cache = tmp_path / "cache" / "college-archiver"
    cache.mkdir(parents=True)
    cache.chmod(0o755)  # an earlier version made it so
    before = os.umask(mask)
    try:
        done = archiver(
            *("year-end", "2025/26", "--from", str(exports), "--to", str(tmp_path / "out"), "--workers", "1"),
            cwd=tmp_path,
            XDG_CACHE_HOME=str(tmp_path / "cache"),
        )
    finally:
        os.umask(before)
    assert done.returncode in (0, 3), done.stderr
    there = {path.name for path in cache.iterdir()}
    made_ready = {"fonts", "forms", "plates"}  # here only where set-up has not made them
    assert {"memory", "parts"} <= there <= {"memory", "parts", *made_ready}
    assert loose(cache) == {}
    made = [path for path in (tmp_path / "out").rglob("*") if path.is_file()]
    assert {path.suffix for path in made} == {".pdf", ".json"}
    assert {rights(path) for path in made} == {0o666 & ~mask}
    assert rights(tmp_path / "out") == 0o777 & ~mask
