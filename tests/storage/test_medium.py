"""A medium is known by what it carries itself."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from storage.directory import DirectoryStore
from storage.errors import MediumRefused
from storage.file_system import file_system_of
from storage.medium import KEY, introduce, recognise, require
from storage.source import BytesSource
from storage.store import Store
from store_kinds import KINDS


@pytest.mark.parametrize("store", KINDS, indirect=True)
def test_a_medium_is_recognised(store: Store) -> None:
    identity = introduce(store, "МН-001", "Журналы 2025/26, экз. 1")
    assert recognise(store) == identity
    assert require(store, identity.id) == identity
    with pytest.raises(MediumRefused) as refusal:
        introduce(store, "МН-002", "другой")
    assert (refusal.value.offence, refusal.value.found) == ("taken", "МН-001")
    assert recognise(store) == identity


def test_the_wrong_disk_is_refused_whatever_its_label(tmp_path: Path) -> None:
    identities = []
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        identities.append(introduce(DirectoryStore(tmp_path / name), "МН-001", "Архив"))
    with pytest.raises(MediumRefused) as refusal:
        require(DirectoryStore(tmp_path / "a"), identities[1].id)
    assert refusal.value.offence == "wrong-medium"
    assert (refusal.value.expected, refusal.value.found) == (identities[1].id, identities[0].id)


def test_a_medium_without_identity_is_refused(directory: DirectoryStore) -> None:
    with pytest.raises(MediumRefused) as refusal:
        recognise(directory)
    assert refusal.value.offence == "no-identity"


GOOD = {"format": 1, "id": "3d1c7a9e-3f0b-4c55-9a51-0a5b3ad1c001", "inventory": "1", "label": "x"}


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff",
        b"[]",
        b"{}",
        json.dumps({**GOOD, "format": 2}).encode(),
        json.dumps({**GOOD, "id": "../../x"}).encode(),
        json.dumps({**GOOD, "label": 5}).encode(),
        json.dumps({**GOOD, "more": ""}).encode(),
        json.dumps(GOOD).encode() + b" " * 10_000 + b"x",
    ],
)
def test_an_identity_that_is_none_is_refused(directory: DirectoryStore, content: bytes) -> None:
    directory.put(KEY, BytesSource(content))
    with pytest.raises(MediumRefused) as refusal:
        recognise(directory)
    assert refusal.value.offence == "unreadable-identity"


def test_the_file_system_is_told(tmp_path: Path) -> None:
    system = file_system_of(tmp_path)
    assert (Path(system.mount_point) / system.path).samefile(tmp_path)
    assert 0 <= system.free <= system.capacity
    assert system.kind
    assert not system.read_only
    assert DirectoryStore(tmp_path).identity().endswith(system.path)
