"""What makes a history cheap without leaving a step of the program out: small buffers, one engine.

Media and register lie in memory where there is some, so that bringing a file to the device costs nothing; a
register is a copy of one that was made, with its tables and people.
"""

from __future__ import annotations

import contextlib
import functools
import gc
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from archiver.register import opening
from archiver.register.connection import make_engine
from storage import keys

_SMALL = 1 << 16
"""Bytes of a buffer: four times the largest file here, or a thread would be asked to sum it beside."""
_ENGINES: dict[sa.URL, sa.Engine] = {}
"""One engine for an address: every new one would compile all statements anew."""


@contextlib.contextmanager
def in_memory() -> Iterator[Path]:
    """A folder in memory, if there is some, for the length of the block."""
    memory = Path("/dev/shm")
    above = Path(tempfile.mkdtemp(dir=memory if os.access(memory, os.W_OK) else None))
    try:
        yield above
    finally:
        shutil.rmtree(above, ignore_errors=True)


@contextlib.contextmanager
def cheaply() -> Iterator[None]:
    """Histories within the block cost less. Files of a few bytes are read through small buffers."""

    def engine(url: sa.URL) -> sa.Engine:
        if url not in _ENGINES:
            _ENGINES[url] = make_engine(url)
        return _ENGINES[url]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("storage.digests.BLOCK", _SMALL)
        patch.setattr("storage.directory.BLOCK", _SMALL)
        patch.setattr(opening, "make_engine", engine)
        patch.setattr("storage.tree.offence_of", functools.cache(keys.offence_of))
        gc.collect()
        gc.freeze()
        usual = gc.get_threshold()
        gc.set_threshold(50_000, 20, 50)
        try:
            yield
        finally:
            gc.set_threshold(*usual)
            gc.unfreeze()
