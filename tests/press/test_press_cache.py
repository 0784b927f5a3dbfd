"""The part cache and the worker that fills it."""

import os
import stat

import pytest

from archiver.errors import OutputFailed
from archiver.press.cache import PartCache, part_cache
from archiver.press.cache_folder import MARK
from archiver.press.section.pages import Layout, part_spec
from archiver.press.worker import set_part
from archiver.process.output import cache_beside
from archiver.settings.tables import Cache
from factories import make_journal, make_section

KEY = "ab" * 32
DAY = 86_400


def test_what_was_put_is_found_and_private(tmp_path):
    cache = PartCache(tmp_path / "parts")
    part = cache.put(KEY, b"%PDF pages", 7)
    assert cache.get(KEY) == part
    assert (part.pages, part.path.read_bytes()) == (7, b"%PDF pages")
    assert stat.S_IMODE(part.path.stat().st_mode) == 0o600
    assert stat.S_IMODE(cache.folder.stat().st_mode) == 0o700
    assert cache.get("cd" * 32) is None


@pytest.mark.parametrize("damage", [b"", b"%PDF pagez", b"%PDF pages and more"])
def test_a_damaged_part_is_thrown_away(tmp_path, damage):
    cache = PartCache(tmp_path)
    path = cache.put(KEY, b"%PDF pages", 7).path
    path.write_bytes(damage)
    assert cache.get(KEY) is None
    assert not path.exists()


def test_parts_not_used_for_long_are_removed_and_used_ones_stay(tmp_path):
    cache = PartCache(tmp_path)
    old, used = cache.put(KEY, b"old", 1).path, cache.put("cd" * 32, b"used", 1).path
    orphan = old.parent / ".archiver-0123456789abcdef.part"
    orphan.write_bytes(b"x")
    now = old.stat().st_mtime
    for path in (old, used, orphan):
        os.utime(path, (now - 40 * DAY, now - 40 * DAY))
    cache.get("cd" * 32)
    assert cache.prune(30, now + 60) == 1
    assert (old.exists(), used.exists(), orphan.exists()) == (False, True, False)


def test_size_and_clear(tmp_path):
    cache = PartCache(tmp_path)
    cache.put(KEY, b"12345", 1)
    cache.put("cd" * 32, b"123", 1)
    assert cache.size() == (2, 8)
    assert cache.clear() == 2
    assert cache.size() == (0, 0)


def test_a_full_or_forbidden_folder_is_said_and_leaves_nothing(tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("")
    with pytest.raises(OutputFailed) as failed:
        PartCache(blocked).put(KEY, b"x", 1)
    assert str(blocked) in failed.value.message


def test_the_folder_of_the_settings_is_the_one_used(tmp_path, monkeypatch):
    assert part_cache(Cache(folder=tmp_path / "mine")) == tmp_path / "mine"
    monkeypatch.setattr("platformdirs.user_cache_dir", lambda *_: str(tmp_path / "user"))
    assert part_cache(Cache()) == tmp_path / "user" / "parts"


def test_without_a_folder_of_the_user_parts_lie_beside_the_binders_and_go_with_the_run(tmp_path, monkeypatch):
    blocked = tmp_path / "file"
    blocked.write_text("")
    monkeypatch.setattr("platformdirs.user_cache_dir", lambda *_: str(blocked / "below"))
    (tmp_path / "out").mkdir()
    with cache_beside(tmp_path / "out"):
        folder = part_cache(Cache())
        part = PartCache(folder).put(KEY, b"%PDF pages", 7)
        assert tmp_path / "out" in part.path.parents
        assert PartCache(folder).get(KEY) == part
    assert list((tmp_path / "out").iterdir()) == []
    with pytest.raises(OutputFailed, match="file"), cache_beside(tmp_path / "out"):
        part_cache(Cache(folder=blocked))  # a folder that was asked for is used or told of


def test_a_part_is_set_once_and_again_only_when_damaged(tmp_path, monkeypatch):
    from archiver.press.section import setting

    asked = []
    set_pages = setting.set_pages
    monkeypatch.setattr(setting, "set_pages", lambda spec: asked.append(spec) or set_pages(spec))
    section = make_section()
    spec = part_spec(make_journal(sections=(section,)), section, Layout())
    part = set_part(spec, tmp_path)
    assert part.pages == 2
    assert set_part(spec, tmp_path) == part
    assert len(asked) == 1
    part.path.write_bytes(b"damaged")
    assert set_part(spec, tmp_path) == part
    assert len(asked) == 2
    assert {path.name for path in tmp_path.rglob("*") if path.is_file()} == {MARK, part.path.name}
