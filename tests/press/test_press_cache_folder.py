"""The folder of the part cache: nobody's files are ever removed, whatever settings name."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from archiver.errors import ConfigInvalid, OutputFailed
from archiver.press.cache import PartCache, part_cache
from archiver.press.cache_folder import MARK, CacheFolder
from archiver.settings.tables import Cache

KEY = "ab" * 32
NAME = f"{KEY}-7-0123456789abcdef.pdf"
LONG_AGO = time.time() - 400 * 86_400


def aged(path: Path, text: str = "чужое") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    os.utime(path, (LONG_AGO, LONG_AGO))
    return path


def everything(folder: Path) -> dict[str, bytes | str | None]:
    """What lies in a folder: files with their bytes, links with where they lead."""

    def held(path: Path) -> bytes | str | None:
        if path.is_symlink():
            return str(path.readlink())
        return path.read_bytes() if path.is_file() else None

    return {path.relative_to(folder).as_posix(): held(path) for path in sorted(folder.rglob("*"))}


def _prune(folder: Path) -> object:
    return part_cache(Cache(folder=folder))


USES: dict[str, Callable[[Path], object]] = {
    "prune": _prune,
    "prune alone": lambda folder: PartCache(folder).prune(0, time.time() + 1),
    "clear": lambda folder: PartCache(folder).clear(),
    "size": lambda folder: PartCache(folder).size(),
    "get": lambda folder: PartCache(folder).get(KEY),
    "put": lambda folder: PartCache(folder).put(KEY, b"%PDF", 1),
}
uses = pytest.mark.parametrize("use", USES.values(), ids=USES)


@uses
def test_a_folder_of_somebody_is_refused_and_nothing_in_it_is_touched(tmp_path, use):
    for number in range(5):
        aged(tmp_path / f"2{number}" / f"Журнал ИС-2{number}.pdf")
    aged(tmp_path / "ab" / NAME)  # even what bears a name of ours: the folder is not ours
    before, mode = everything(tmp_path), tmp_path.stat().st_mode
    with pytest.raises(ConfigInvalid, match="не программой archiver"):
        use(tmp_path)
    assert (everything(tmp_path), tmp_path.stat().st_mode) == (before, mode)


@pytest.mark.parametrize(
    "foreign",
    [
        "ИС-21.pdf",
        "ab/ИС-21.pdf",
        f"ab/{NAME}.txt",
        f"ab/x{NAME}",
        f"ab/{NAME.upper()}",
        f"cd/{NAME}",  # another's shelf
        NAME,  # no shelf at all
        f"ab/cd/{NAME}",
        f"abc/{NAME}",
        f"AB/{NAME}",
        "ab/.torn.part",
        "abcdefgh.part",
        MARK,  # a mark of another program
    ],
)
def test_one_foreign_file_is_enough(tmp_path, foreign):
    aged(tmp_path / "ab" / f"{KEY}-8-0123456789abcdef.pdf")
    aged(tmp_path / foreign)
    before = everything(tmp_path)
    for use in USES.values():
        with pytest.raises(ConfigInvalid):
            use(tmp_path)
    assert everything(tmp_path) == before


def test_in_a_marked_folder_only_our_names_go(tmp_path):
    cache = PartCache(tmp_path / "parts")
    ours = cache.put(KEY, b"%PDF", 1).path
    left = aged(ours.parent / ".archiver-0123456789abcdef.part")
    left_by_an_earlier_version = aged(ours.parent / ".x1_y2z3a.part")
    os.utime(ours, (LONG_AGO, LONG_AGO))
    for name in ("ИС-21.pdf", "ab/ИС-21.pdf", f"cd/{NAME}", "ab/.torn.part", f"ab/cd/{NAME}"):
        aged(cache.folder / name)
    (cache.folder / "ab" / f"{KEY}-9-0123456789abcdef.pdf").mkdir()
    before = everything(cache.folder)
    assert cache.size() == (1, 4)
    assert cache.prune(30, time.time()) == 1
    gone = {path.relative_to(cache.folder).as_posix() for path in (ours, left, left_by_an_earlier_version)}
    assert everything(cache.folder) == {name: data for name, data in before.items() if name not in gone}
    cache.put(KEY, b"%PDF", 1)
    assert cache.clear() == 1
    assert everything(cache.folder) == {name: data for name, data in before.items() if name not in gone}


def test_links_are_not_followed(tmp_path):
    theirs = tmp_path / "theirs"
    aged(theirs / NAME)
    aged(theirs / "whole" / "ab" / NAME)
    cache = PartCache(tmp_path / "parts")
    cache.put("cd" * 32, b"%PDF", 1)
    (cache.folder / "ab").symlink_to(theirs)
    (cache.folder / "cd" / f"{'cd' * 32}-2-0123456789abcdef.pdf").symlink_to(theirs / NAME)
    before = everything(theirs)
    assert cache.size() == (1, 4)
    assert cache.get(KEY) is None
    assert cache.prune(0, time.time() + 10) == 1
    assert cache.clear() == 0
    (tmp_path / "link").symlink_to(theirs / "whole")
    for use in USES.values():
        with pytest.raises(ConfigInvalid, match="ссылка"):
            use(tmp_path / "link")
    (tmp_path / "nowhere").symlink_to(tmp_path / "none")
    for use in USES.values():
        with pytest.raises(ConfigInvalid, match="ссылка"):
            use(tmp_path / "nowhere")
    assert everything(theirs) == before


def test_a_shelf_swapped_for_a_link_keeps_nothing(tmp_path):
    cache = PartCache(tmp_path / "parts")
    cache.put("cd" * 32, b"%PDF", 1)
    (tmp_path / "theirs").mkdir()
    (cache.folder / "ab").symlink_to(tmp_path / "theirs")
    with pytest.raises(OutputFailed):
        cache.put(KEY, b"%PDF", 1)
    assert list((tmp_path / "theirs").iterdir()) == []


def test_a_cache_of_an_earlier_version_is_taken_over(tmp_path):
    """It has no mark, and holds parts in shelves, shelves that are empty, and what a killed run left."""
    old = aged(tmp_path / "ab" / NAME)
    aged(tmp_path / "ab" / ".tmp1abcd.part")
    (tmp_path / "ff").mkdir()
    assert PartCache(tmp_path).size() == (1, len("чужое".encode()))
    assert not (tmp_path / MARK).exists()  # looking at it takes nothing over
    part_cache(Cache(folder=tmp_path))
    assert not old.exists()
    assert sorted(everything(tmp_path)) == [MARK, "ab", "ff"]


def test_an_empty_folder_and_one_that_is_not_there_are_taken(tmp_path):
    (tmp_path / "empty").mkdir()
    for folder in (tmp_path / "empty", tmp_path / "new" / "parts"):
        CacheFolder(folder).take()
        assert [path.name for path in folder.iterdir()] == [MARK]
        aged(folder / "заметка.txt")  # once ours, it stays ours: what is not ours stays too
        part_cache(Cache(folder=folder))
        assert (folder / "заметка.txt").exists()


def test_looking_and_clearing_make_no_folder(tmp_path):
    cache = PartCache(tmp_path / "none")
    assert (cache.size(), cache.clear(), cache.get(KEY)) == ((0, 0), 0, None)
    assert not cache.folder.exists()


def test_a_mark_that_is_a_link_is_none(tmp_path):
    aged(tmp_path / "чужая.pdf")
    PartCache(tmp_path / "own").put(KEY, b"%PDF", 1)
    (tmp_path / MARK).symlink_to(tmp_path / "own" / MARK)
    with pytest.raises(ConfigInvalid):
        PartCache(tmp_path).clear()
