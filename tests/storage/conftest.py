"""Stores of every kind."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from bags import Kept

from memory_store import MemoryStore
from storage.directory import DirectoryStore
from storage.s3.store import S3Store
from storage.store import Store


@pytest.fixture
def store(request: pytest.FixtureRequest, disk: Path) -> Iterator[Store]:
    """A store of the kind the test is parametrized with (`indirect`)."""
    made: Store
    if request.param == "memory":
        made = MemoryStore()
    elif request.param == "directory":
        made = DirectoryStore(disk)
    else:
        locks = request.param == "bucket"
        made = request.getfixturevalue("server").store(locks=locks, versions=locks)
    yield made
    if isinstance(made, S3Store):
        for entry in list(made.list(hidden=True)):
            made.erase(entry.key, bypass=True)
    made.close()


@pytest.fixture
def disk(tmp_path: Path) -> Path:
    """An empty folder that plays a medium."""
    folder = tmp_path / "носитель"
    folder.mkdir()
    return folder


@pytest.fixture
def directory(disk: Path) -> Iterator[DirectoryStore]:
    made = DirectoryStore(disk)
    yield made
    made.close()


@pytest.fixture
def kept(disk: Path, directory: DirectoryStore) -> Kept:
    """A whole bag on a disk."""
    return Kept.on(directory, disk)


@pytest.fixture
def quick(tmp_path: Path) -> Iterator[Path]:
    """A folder in memory where there is one: killing is the subject here, not the device."""
    if not os.access("/dev/shm", os.W_OK):
        yield tmp_path
        return
    with tempfile.TemporaryDirectory(dir="/dev/shm") as folder:
        yield Path(folder)
