"""Histories of an archive with an adversary in it, judged from outside (ADR 0049).

Honest people keep, hold, destroy and repair as their duties are. The adversary writes the register at will, a
chain recomputed from any event included, restores any copy of it, makes it anew, sets the clock, deceives
somebody with it, and brings erased bags back; media are lost, found and go bad. He cannot write to the media
while they are in use, nor act in the name of honest people. What was found so far is in docs/histories.md.
"""

from __future__ import annotations

import os
import random
import secrets
import sys
from collections import Counter
from collections.abc import Iterator

import pytest
from buckets_of_folders import buckets_of_folders
from cheap import cheaply, in_memory
from history import History
from outsider import Offence
from starts import Starts

pytestmark = pytest.mark.usefixtures("quick_papers")
LONG = bool(os.environ.get("ARCHIVER_TEST_LONG"))
PARTS, OF_PART = (100, 200) if LONG else (4, 25)
"""The long run draws its seeds anew; the short one walks the same histories each time."""
ONE = os.environ.get("ARCHIVER_HISTORY", "")
"""The seed of a history to be repeated, as a failure prints it."""


@pytest.fixture(scope="module")
def kinds() -> Iterator[Counter[str]]:
    """In how many histories each kind of thing happened; told at the end (`pytest -s`)."""
    counted: Counter[str] = Counter()
    yield counted
    sys.stdout.write("\n".join(["", *(f"{count:7} {kind}" for kind, count in counted.most_common()), ""]))


@pytest.fixture(scope="module")
def starts() -> Iterator[Starts]:
    with in_memory() as above, cheaply(), buckets_of_folders():
        yield Starts(above)


def run(starts: Starts, seed: int, kinds: Counter[str]) -> None:
    """One history; a failure tells all of it."""
    history = History(starts, seed)
    try:
        history.walk()
    except Offence as offence:
        pytest.fail("\n".join([f"ARCHIVER_HISTORY={seed}", *history.told, str(offence)]), pytrace=False)
    finally:
        history.archive.register.close()
    kinds.update(kind for kind, count in history.kinds.items() if count)
    kinds.update(
        {"histories": 1, "documents erased": history.outsider.erased, "excused": history.outsider.excused}
    )


@pytest.mark.parametrize("part", range(1 if ONE else PARTS))
def test_nothing_is_destroyed_wrongly_whatever_is_done_to_the_register(
    starts: Starts, kinds: Counter[str], part: int
) -> None:
    draw = secrets.SystemRandom() if LONG else random.Random(part)
    for seed in [int(ONE)] if ONE else [draw.randrange(2**48) for _history in range(OF_PART)]:
        run(starts, seed, kinds)
