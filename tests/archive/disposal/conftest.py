"""An archive on each database, with two folders as media."""

from __future__ import annotations

import os
import secrets
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from approved_archive import make_approved

from archive_for_disposal import Archive
from archiver.archive.disposal.papers import Papers
from archiver.register.opening import open_url
from postgresql_cluster import Cluster
from retention.evidence import Evidence


@pytest.fixture(scope="session")
def empty_register(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A register without entries: copying it is faster than making its tables."""
    path = tmp_path_factory.mktemp("template") / "register.db"
    open_url(f"sqlite:///{path}").close()
    return path


@pytest.fixture
def url(tmp_path: Path, empty_register: Path) -> str:
    """The address of an empty register in a file."""
    path = tmp_path / "register.db"
    path.write_bytes(empty_register.read_bytes())
    return f"sqlite:///{path}"


@pytest.fixture
def postgresql(cluster: Cluster | None, record_property: Callable[[str, object], None], url: str) -> str:
    """The same on PostgreSQL; without one the file serves once more, and the summary says so."""
    if cluster is None:
        record_property("not tested", "disposal on PostgreSQL: no cluster starts here (package postgresql)")
        return url
    return cluster.new_database()


@pytest.fixture
def archive(url: str, tmp_path: Path) -> Iterator[Archive]:
    made = Archive.at(url, tmp_path)
    yield made
    made.register.close()


@pytest.fixture
def quick_papers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Papers that come out otherwise whenever they are printed; how they look is tested elsewhere."""

    def printed(_papers: Papers, completed: Evidence, _lines: object) -> dict[str, bytes]:
        text = "\n".join(completed.subjects).encode() + secrets.token_bytes(16)
        return {"act": text, "extract": text}

    monkeypatch.setattr(Papers, "printed", printed)


@pytest.fixture(scope="session")
def approved() -> Iterator[Path]:
    """An archive with an approved act, kept beside where it was made; in memory, if there is room."""
    memory = Path("/dev/shm")
    above = Path(tempfile.mkdtemp(dir=memory if os.access(memory, os.W_OK) else None))
    (above / "archive").mkdir()
    make_approved(above / "archive")
    yield (above / "archive").rename(above / "kept")
    shutil.rmtree(above)


@pytest.fixture
def archives(approved: Path) -> Callable[[], Path]:
    """Makes the archive anew, always at the same place: the register knows the folders by their addresses."""

    def fresh() -> Path:
        place = approved.with_name("archive")
        shutil.rmtree(place, ignore_errors=True)
        shutil.copytree(approved, place)
        return place

    return fresh
