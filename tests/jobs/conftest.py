"""The jobs beside a register on SQLite and on PostgreSQL; what could not be tested is said at the end."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from workers import Workers, settings_at

from archiver.jobs.place import Place
from archiver.settings.loading import load_settings
from postgresql_cluster import Cluster

HOOK = """
import os, sys
def hook(event, words):
    inet = event == "socket.__new__" and int(words[1]) in (2, 10)
    if inet or event in ("socket.getaddrinfo", "urllib.Request"):
        with open({log!r}, "a") as log:
            log.write(event + "\\n")
sys.addaudithook(hook)
"""
"""Notes every socket of the internet, in each Python process that finds it on its path."""


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def workers(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workers]:
    """Jobs with a worker, which the tests of a module share; nothing of it may ask for the network."""
    folder = tmp_path_factory.mktemp(request.param)
    url = f"sqlite:///{folder}/register.db"
    if request.param == "postgresql":
        started: Cluster | None = request.getfixturevalue("cluster")
        if started is None:
            request.node.user_properties.append(
                ("not tested", "jobs on PostgreSQL: no cluster starts here (Debian package postgresql)")
            )
        else:
            url = started.new_database()
    log = folder / "network"
    (folder / "hook").mkdir()
    (folder / "hook" / "sitecustomize.py").write_text(HOOK.format(log=str(log)), encoding="utf-8")
    config = settings_at(folder, url)
    found = Workers(
        Place.beside(load_settings(config).settings.archive),
        config,
        environment={"PYTHONPATH": str(folder / "hook")},
    )
    yield found
    found.close()
    assert not log.exists(), log.read_text(encoding="utf-8")
