"""Every warning of the engine is an error in the tests of the reports."""

from __future__ import annotations

import pytest

from archiver.press.engine import STRICT_VARIABLE


@pytest.fixture(autouse=True, scope="session")
def _strict_engine():
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(STRICT_VARIABLE, "1")
        yield


@pytest.fixture
def full_disk(monkeypatch: pytest.MonkeyPatch):
    """A disk that takes no bytes any more from the moment it is called."""
    import errno
    import os

    def refuse(_handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    return lambda: monkeypatch.setattr(os, "fsync", refuse)
