"""Histories of an archive with an adversary in it, each from the same start, judged from outside (ADR 0049).

Honest people keep, hold, destroy and repair as their duties are. The adversary writes the register at will, a
chain recomputed from any event included, restores any copy of it, makes it anew, sets the clock, and brings
erased bags back; media are lost and found. He cannot write to the media while they are in use, nor act in the
name of honest people, who state the date on the calendar. What was found so far is in docs/histories.md.
"""

from __future__ import annotations

import os
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from history import History
from honest import make_base
from outsider import Offence

pytestmark = pytest.mark.usefixtures("quick_papers")
PARTS, OF_PART = (100, 200) if os.environ.get("ARCHIVER_TEST_LONG") else (4, 25)
ONE = os.environ.get("ARCHIVER_HISTORY", "")
"""The seed of a history to be repeated, as a failure prints it."""


@pytest.fixture(scope="module")
def base() -> Iterator[Path]:
    """The start of every history, made once where it is used: media know their addresses."""
    memory = Path("/dev/shm")
    above = Path(tempfile.mkdtemp(dir=memory if os.access(memory, os.W_OK) else None))
    (above / "archive").mkdir()
    make_base(above / "archive")
    (above / "archive").rename(above / "base")
    yield above / "base"
    shutil.rmtree(above)


def run(base: Path, seed: int) -> History:
    """One history; a failure tells all of it."""
    with pytest.MonkeyPatch.context() as patch:
        history = History(base.with_name("archive"), base, seed)
        patch.setattr("archiver.clock.now", history.clock)
        try:
            history.walk()
        except Offence as offence:
            pytest.fail("\n".join([f"ARCHIVER_HISTORY={seed}", *history.told, str(offence)]), pytrace=False)
        finally:
            history.archive.register.close()
    return history


@pytest.mark.parametrize("part", range(1 if ONE else PARTS))
def test_nothing_is_destroyed_wrongly_whatever_is_done_to_the_register(base: Path, part: int) -> None:
    del part  # each part draws its own seeds
    for seed in [int(ONE)] if ONE else [secrets.randbelow(2**48) for _history in range(OF_PART)]:
        run(base, seed)
