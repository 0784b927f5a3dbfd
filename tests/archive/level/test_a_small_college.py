"""One computer, two disks and a bucket: NDSA level 3 is reached, and the program says so itself."""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from archives import SmallArchive, journal_of
from s3_server import Server
from store_kinds import S3_IS_THERE

UNTIL = (dt.date.today() + dt.timedelta(days=365)).isoformat()
OTHER = Path("/dev/shm")
"""Another file system than that of temporary folders on most machines: it plays the second disk."""


@pytest.fixture
def second_disk(tmp_path: Path) -> Iterator[Path | None]:
    """A folder on another file system; None where there is none."""
    if not OTHER.is_dir() or not os.access(OTHER, os.W_OK) or OTHER.stat().st_dev == tmp_path.stat().st_dev:
        yield None
        return
    folder = Path(tempfile.mkdtemp(prefix="archiver-disk-", dir=OTHER))
    yield folder
    shutil.rmtree(folder)


def reached(archive: SmallArchive, capsys: pytest.CaptureFixture[str]) -> dict[str, int]:
    capsys.readouterr()
    assert archive.run("level", "--json") == 0
    judged: dict[str, Any] = json.loads(capsys.readouterr().out)
    return {area: judged["reached"][area] for area in ("storage", "integrity")}


def locks(archive: SmallArchive, capsys: pytest.CaptureFixture[str]) -> dict[str, tuple[str, str]]:
    capsys.readouterr()
    assert archive.run("find", "--json") == 0
    found = json.loads(capsys.readouterr().out)["files"]
    return {
        one["id"]: (copy["locked_until"], copy["lock_mode"])
        for one in found
        for copy in one["copies"]
        if copy["medium"] == "О-1"
    }


def test_level_3_in_storage_and_integrity(
    tmp_path: Path,
    second_disk: Path | None,
    request: pytest.FixtureRequest,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    record_property: Any,
) -> None:
    if not S3_IS_THERE or second_disk is None:
        record_property("not tested", "NDSA level 3 end to end: no S3 server, or no second file system here")
        return
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.chdir(tmp_path)
    archive = SmallArchive(tmp_path)
    server: Server = request.getfixturevalue("server")
    with contextlib.closing(server.store()) as store:
        bucket, prefix = store.settings.bucket, store.settings.prefix
        if server.access_key:
            monkeypatch.setenv("AWS_ACCESS_KEY_ID", server.access_key)
            monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", str(server.secret_key))
        address = f"{server.endpoint}/{bucket}/{prefix}" if server.endpoint else f"s3://{bucket}/{prefix}"

        archive.add(1, "--kind", "disk", "--site", "Корпус 1", "--room", "каб. 12", "--threat", "центр")
        words = ("media", "add", "Н-2", str(second_disk), "--kind", "disk", "--site", "Корпус 2")
        assert archive.run(*words, "--threat", "центр") == 0
        archive.deposit(journal_of("ИС-21"), journal_of("ИС-22"))
        assert reached(archive, capsys) == {"storage": 1, "integrity": 0}

        words = ("media", "add", "О-1", address, "--site", "ЦОД", "--threat", "вне города")
        assert archive.run(*words) == 0
        archive.deposit(journal_of("ИС-21"), journal_of("ИС-22"))
        assert archive.run("verify", "--all") == 0
        assert archive.run("audit", "verify") == 0
        assert archive.run("backup", "backup.gz", "--kept-at", "сейф бухгалтерии") == 0
        for kind in ("media-dependencies", "obsolescence-watch", "virus-check", "write-blocker"):
            words = ("level", "state", kind, "--document", "приказ № 7", "--until", UNTIL)
            assert archive.run(*words) == 0
        assert reached(archive, capsys) == {"storage": 3, "integrity": 3}

        # One journal more, on nothing but the disks, and it is over.
        archive.deposit(journal_of("ИС-23"), media=("Н-1", "Н-2"))
        assert reached(archive, capsys)["storage"] == 1
        assert archive.run("get", "ИС-21", "--to", "out") == 0

        # The register is lost: what the bucket holds locked is known again, as it tells it itself.
        before = locks(archive, capsys)
        assert set(before.values()) == {("2032-01-01T00:00:00+00:00", "GOVERNANCE")}
        (tmp_path / "register.db").unlink()
        addresses = (str(tmp_path / "disk1"), str(second_disk), address)
        assert archive.run("register", "rebuild", *addresses) == 0
        assert locks(archive, capsys) == before
        assert archive.run("audit", "verify") == 0
