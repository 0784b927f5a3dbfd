"""Exports that are remembered: whatever changes, they are as if they had been opened for the first time."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from archiver.disk.memory import Memory
from archiver.intake import open as opening
from archiver.intake.exports import Exports
from archiver.intake.fingerprint import UnknownValueError, fingerprint
from archiver.intake.open import open_exports
from archiver.intake.report import discover
from archiver.journal.model import AcademicYear
from archiver.sample.college import make_college
from archiver.sample.college_files import college_files
from archiver.sample.target_folder import write_sample
from archiver.settings.tables import Settings

YEAR = AcademicYear(2025)
COLLEGE = make_college(groups=2, seed=3)


@pytest.fixture(scope="module", params=["spo", "html"])
def college(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    folder = tmp_path_factory.mktemp("college") / "выгрузки"
    write_sample(folder, college_files(COLLEGE, request.param))
    return request.param, folder


def _found(exports: Exports, *, read: bool = False) -> tuple[object, ...]:
    """What was found; with `read` the first group too, which is the one that changes."""
    groups = [(one.name, one.year, one.files, one.told) for one in exports.groups]
    return groups, exports.findings, exports.account, exports.groups[0].read() if read else None


def _page(folder: Path) -> Path:
    """A page of a snapshot, a report of others."""
    pages = sorted(folder.glob("services/journal/gradebook/*/subjects/*")) or sorted(folder.glob("*.html"))
    return pages[0]


def _nothing(folder: Path) -> None:
    """Nothing at all."""


def _letter(folder: Path) -> None:
    """Letters of one file, whose size and time stay."""
    file = _page(folder)
    before, text = file.stat(), file.read_text("utf-8")
    found = text.replace("а", "о", 3)
    assert found != text
    file.write_text(found, "utf-8")
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))


def _name(folder: Path) -> None:
    """A file more, which is none of theirs."""
    (folder / "заметки.txt").write_text("не выгрузка", "utf-8")


def _gone(folder: Path) -> None:
    _page(folder).unlink()


def test_what_is_remembered_is_what_is_found(college: tuple[str, Path], tmp_path: Path) -> None:
    """One change after another, each upon those before."""
    _form, folder = college
    memory = Memory(tmp_path / "memory")
    for change in (_nothing, _letter, _name, _gone):
        change(folder)
        again = open_exports(folder, Settings(), YEAR, memory)
        read = change is _letter
        fresh = open_exports(folder, Settings(), YEAR)
        assert _found(again, read=read) == _found(fresh, read=read), change.__name__


def test_only_what_changed_is_looked_into(
    college: tuple[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    form, folder = college
    memory = Memory(tmp_path / "memory")
    open_exports(folder, Settings(), YEAR, memory)
    seen: list[str] = []
    real: Callable[..., Any] = discover.each_apart

    def noted(work: Any, tree: Any, names: Any, limits: Any) -> Any:
        seen.extend(names)
        return real(work, tree, names, limits)

    monkeypatch.setattr(discover, "each_apart", noted)
    monkeypatch.setattr(opening, "sort_files", _never)
    open_exports(folder, Settings(), YEAR, memory)
    monkeypatch.undo()
    monkeypatch.setattr(discover, "each_apart", noted)
    _letter(folder)
    if form == "spo":  # no list says what is on a page
        monkeypatch.setattr(opening, "sort_files", _never)
    open_exports(folder, Settings(), YEAR, memory)
    assert seen == ([] if form == "spo" else [_page(folder).name])


def _never(*_words: object, **_more: object) -> None:
    raise AssertionError


def test_a_fingerprint_says_everything_or_nothing() -> None:
    assert fingerprint({"a": 1, "b": {2, 3}}) == fingerprint({"b": {3, 2}, "a": 1})
    different = [
        1,
        "1",
        True,
        1.0,
        None,
        (),
        ((),),
        {},
        {1: 2},
        {2: 1},
        {1},
        YEAR,
        b"1",
        Path("1"),
        ("a", "b"),
        ("ab",),
    ]
    assert len({fingerprint(one) for one in different}) == len(different)
    with pytest.raises(UnknownValueError):
        fingerprint(object())
