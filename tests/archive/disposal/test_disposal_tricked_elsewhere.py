"""A few of the same histories on a PostgreSQL server."""

from __future__ import annotations

import os
import random
import secrets
from collections.abc import Iterator

import pytest
from buckets_of_folders import buckets_of_folders
from cheap import cheaply, in_memory
from history import History
from outsider import Offence
from starts import Starts
from tricks import TRICKS, any_cell

from postgresql_cluster import Cluster

pytestmark = pytest.mark.usefixtures("quick_papers")
MANY = 100 if os.environ.get("ARCHIVER_TEST_LONG") else 4


@pytest.fixture(scope="module")
def on_server(cluster: Cluster | None) -> Iterator[Starts]:
    if cluster is None:
        pytest.skip("no cluster starts here (package postgresql)")
    with in_memory() as above, cheaply(), buckets_of_folders():
        yield Starts(above, cluster)


@pytest.mark.parametrize("after", [False, True])
def test_the_same_on_a_server(on_server: Starts, after: bool) -> None:
    for seed in [secrets.randbelow(2**48) for _history in range(MANY // 2)]:
        history = History(on_server, seed, after=after)
        try:
            history.walk()
        except Offence as offence:
            pytest.fail("\n".join([f"seed {seed}", *history.told, str(offence)]), pytrace=False)
        finally:
            history.archive.register.close()


def test_every_trick_can_be_played_there(on_server: Starts) -> None:
    """Not one is only refused by the database; a history would pass over it in silence."""
    ground = on_server.ground(on_server.start(bucket=False, after=True))
    moment = on_server.start(bucket=False, after=True).moment
    for trick in TRICKS:
        if trick is not any_cell:  # it knows rows by SQLite's own numbers
            with ground.writing() as database:
                trick(database, random.Random(1), moment)
