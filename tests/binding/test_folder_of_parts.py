"""The folder of finished parts as commands meet it: somebody's folder is refused, and no binder is lost."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest
from calling import Call

LONG_AGO = time.time() - 40 * 86_400


@pytest.fixture
def binders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Binders 40 days old, in the folder of one's own settings, which name that very folder for parts."""
    (tmp_path / "archiver.toml").write_text('[cache]\nfolder = "."\n', encoding="utf-8")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "caches"))
    made = []
    for number in range(5):
        made.append(tmp_path / "Журналы" / f"Журнал ИС-2{number}.pdf")
        made[-1].parent.mkdir(exist_ok=True)
        made[-1].write_bytes(b"%PDF-1.7")
        os.utime(made[-1], (LONG_AGO, LONG_AGO))
    return made


@pytest.mark.parametrize(
    "words",
    [
        ("cache", "show"),
        ("cache", "clear"),
        ("year-end", "2025/26", "--from", "exports", "--to", "out"),
        ("preview", "exports", "--group", "ИС-21", "--to", "out.pdf"),
        ("doctor",),
    ],
    ids=lambda words: " ".join(words[:2]),
)
def test_no_command_removes_binders(
    archiver: Call, one_group: Path, binders: list[Path], words: tuple[str, ...]
) -> None:
    answer = archiver(*words)
    assert answer.code == 5
    assert "cache.folder" in answer.err + answer.out
    assert all(path.exists() for path in binders)


def test_looking_at_the_cache_removes_nothing_from_it(archiver: Call, tmp_path: Path) -> None:
    from archiver.press.cache import PartCache

    part = PartCache(tmp_path / "cache").put("ab" * 32, b"%PDF", 1).path
    os.utime(part, (LONG_AGO, LONG_AGO))
    answer = archiver("cache", "show")
    assert answer.code == 0
    assert "1 часть" in answer.out
    assert part.exists()


def test_a_run_removes_what_was_not_used_for_long(archiver: Call, one_group: Path, tmp_path: Path) -> None:
    from archiver.press.cache import PartCache

    part = PartCache(tmp_path / "cache").put("ab" * 32, b"%PDF", 1).path
    os.utime(part, (LONG_AGO, LONG_AGO))
    assert archiver("year-end", "2025/26", "--from", one_group, "--to", tmp_path / "out").code == 0
    assert not part.exists()
