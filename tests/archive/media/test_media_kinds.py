"""Kinds of media: what is so of each stands in one table, and few files ask which kind it is by name."""

from __future__ import annotations

import contextlib
import re
from pathlib import Path

import pytest

from archiver.counter import stores
from archiver.counter.choices import KINDS
from archiver.register.model.media import MediumKind
from archiver.register.opening import intervals_of
from archiver.settings.archive import ArchiveSettings
from repository import ROOT
from storage.directory import DirectoryStore

NAMED = {
    "archiver/counter/stores.py",  # how the store of a kind is opened
    "archiver/archive/preservation/rebuilding.py",  # what a folder is taken for when nobody says
}
"""Outside the register, which keeps the table, and the command line. A new kind of store is four files: its
record in the register's model, its store, how it is opened, its name in Russian."""


def test_a_kind_is_named_where_its_store_is_opened_and_hardly_anywhere_else() -> None:
    naming = {
        str(path.relative_to(ROOT))
        for package in ("archiver", "retention", "storage")
        for path in (ROOT / package).rglob("*.py")
        if re.search(r"MediumKind\.[A-Z]", path.read_text(encoding="utf-8"))
    }
    assert {path for path in naming if not path.startswith(("archiver/cli/", "archiver/register/"))} == NAMED


@pytest.mark.parametrize("kind", MediumKind)
def test_every_kind_has_its_record_and_its_store(kind: MediumKind, tmp_path: Path) -> None:
    address = f"{kind.schemes[0]}://server/bucket" if kind.remote else str(tmp_path)
    settings = ArchiveSettings()
    with contextlib.closing(stores.store_at(kind, address, settings)) as store:
        assert isinstance(store, DirectoryStore) is not kind.remote
    assert stores.kind_at(address) is (kind if kind.remote else None)
    assert kind.in_words and kind.on_paper


def test_what_settings_say_by_default_is_what_holds_without_settings() -> None:
    assert intervals_of(ArchiveSettings()).days == {kind: kind.days for kind in MediumKind}


def test_each_kind_has_a_rank_of_its_own() -> None:
    assert sorted(kind.rank for kind in MediumKind) == list(range(len(MediumKind)))


def test_only_what_is_remote_can_be_asked_for_locks() -> None:
    assert [kind for kind in MediumKind if kind.locks and not kind.remote] == []


def test_options_offer_every_kind() -> None:
    assert tuple(kind.value for kind in MediumKind) == KINDS


def test_a_folder_is_a_folder_whatever_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "s3:" / "bucket").mkdir(parents=True)
    assert stores.kind_at("s3://bucket") is None
    assert stores.kind_at("s3://another") is MediumKind.BUCKET
    assert stores.kind_at("ftp://server") is MediumKind.BUCKET
