"""A bucket that is a folder: the program takes it for one, and the judge reads its bytes."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from archiver.counter import stores
from archiver.register.model.media import MediumKind
from archiver.settings.archive import ArchiveSettings
from storage.directory import DirectoryStore


def address_of(folder: Path) -> str:
    """The address of the bucket that is this folder."""
    return f"s3://bucket{folder}"


@contextlib.contextmanager
def buckets_of_folders() -> Iterator[None]:
    """Within the block every bucket is a folder."""

    def opened(address: str, _settings: ArchiveSettings, _patient: bool) -> DirectoryStore:
        return DirectoryStore(Path(unquote(urlsplit(address).path)))

    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(stores._REMOTE, MediumKind.BUCKET, opened)
        yield
