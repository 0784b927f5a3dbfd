"""Checking and mending a bucket of a real server, over a good road and a bad one."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from preserved import document

from archiver.register.model.packages import CopyState
from archives import SmallArchive, journal_of
from s3_proxy import Fate, Request, between
from s3_server import Server
from storage.digests import digest_bytes
from storage.s3.store import S3Store
from storage.source import BytesSource
from store_kinds import S3_IS_THERE

BAG = "05-11/2025-26/"


@dataclass
class Road:
    """An archive on a disk and in a bucket with locks; `judge` decides what becomes of requests."""

    archive: SmallArchive
    store: S3Store
    judge: Callable[[Request], Fate] = lambda _request: Fate.PASSED
    seen: list[Request] = field(default_factory=list)

    def fate(self, request: Request) -> Fate:
        self.seen.append(request)
        return self.judge(request)

    def key(self, path: str) -> str:
        """The key of a file of the bag."""
        return next(entry.key for entry in self.store.list() if entry.key.endswith(path))

    def damage(self, path: str) -> None:
        """Put other bytes in the place of a file."""
        self.store.replace(self.key(path), BytesSource(b"damaged"), digest_bytes(b"damaged"))

    def state(self) -> tuple[CopyState, bool]:
        """The state of the copy in the bucket, and whether it is locked as the register says."""
        with self.archive.register() as register, register.reading() as work:
            medium = work.media.by_inventory("S3-1")
            assert medium is not None
            (copy,) = work.copies.on_medium(medium.id)
        locks = {self.store.lock_of(entry.key).until for entry in self.store.list("05-11")}
        return copy.state, locks == {copy.locked_until}

    def contents(self) -> dict[str, str]:
        """What lies in the bucket: key → SHA-256."""
        return {
            entry.key: self.store.read_back(entry.key).digest.sha256 for entry in self.store.list("05-11")
        }


WHOLE, DAMAGED = CopyState.REGISTERED, CopyState.DAMAGED


@pytest.fixture
def road(
    request: pytest.FixtureRequest,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    record_property: Callable[[str, object], None],
) -> Iterator[Road | None]:
    if not S3_IS_THERE:
        record_property("not tested", "checking and mending of buckets: no S3 server starts here")
        yield None
        return
    server: Server = request.getfixturevalue("server")
    for name, value in (("ACCESS_KEY_ID", server.access_key), ("SECRET_ACCESS_KEY", server.secret_key)):
        if value:
            monkeypatch.setenv(f"AWS_{name}", value)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.chdir(tmp_path)
    store = server.store(prefix=f"p-{uuid.uuid4().hex[:8]}")
    archive = SmallArchive(tmp_path)
    archive.add(1)
    made = Road(archive, store)
    with between(str(server.endpoint), made.fate) as endpoint:
        address = f"{endpoint}/{store.settings.bucket}/{store.settings.prefix}"
        assert archive.run("media", "add", "S3-1", address, "--site", "ЦОД") == 0
        archive.deposit(journal_of("ИС-21"))
        yield made
    for entry in list(store.list(hidden=True)):
        store.erase(entry.key, bypass=True)
    store.close()


def test_a_bucket_is_checked_mended_and_locked_again(
    road: Road | None, capsys: pytest.CaptureFixture[str]
) -> None:
    if road is None:
        return
    good = road.contents()
    assert road.state() == (WHOLE, True)
    assert road.archive.run("verify", "S3-1") == 0
    road.damage("journal.json")
    road.store.erase(road.key("manifest-sha256.txt"), bypass=True)
    capsys.readouterr()
    assert road.archive.run("verify", "S3-1", "--json") == 3
    (medium,) = document(capsys)["media"]
    assert [(one["path"].rpartition("/")[2], one["kind"]) for one in medium["faults"]] == [
        ("journal.json", "changed"),
        ("manifest-sha256.txt", "missing"),
    ]
    assert road.archive.run("repair") == 0
    assert road.contents() == good
    assert road.state() == (WHOLE, True)
    for entry in list(road.store.list("05-11")):
        road.store.erase(entry.key, bypass=True)
    assert road.archive.run("verify", "S3-1") == 3
    assert road.archive.run("repair") == 0
    assert road.contents() == good
    assert road.state() == (WHOLE, True)


@pytest.mark.parametrize("fate", [Fate.LATE, Fate.LOST, Fate.REFUSED])
def test_answers_that_are_late_lost_or_errors_now_and_then_change_nothing(
    road: Road | None, fate: Fate
) -> None:
    if road is None:
        return
    good = road.contents()
    road.judge = lambda request: fate if request.number % 7 == 3 else Fate.PASSED
    assert road.archive.run("verify", "S3-1") == 0
    road.damage("journal.json")
    road.store.erase(road.key("bag-info.txt"), bypass=True)
    assert road.archive.run("verify", "S3-1") == 3
    assert road.archive.run("repair") == 0
    road.judge = lambda _request: Fate.PASSED
    assert road.contents() == good
    assert road.state() == (WHOLE, True)


def test_a_server_that_falls_silent_is_no_fault_of_the_copies(
    road: Road | None, capsys: pytest.CaptureFixture[str]
) -> None:
    if road is None:
        return
    begin = len(road.seen)
    road.judge = lambda _request: Fate.REFUSED if len(road.seen) - begin > 8 else Fate.PASSED
    assert road.archive.run("verify", "S3-1") == 6
    assert "S3-1" in capsys.readouterr().err
    road.judge = lambda _request: Fate.PASSED
    assert road.state() == (WHOLE, True)
    assert road.archive.run("verify", "S3-1") == 0


def test_a_server_that_says_yes_and_keeps_nothing_is_found_out(
    road: Road | None, capsys: pytest.CaptureFixture[str]
) -> None:
    if road is None:
        return
    road.damage("journal.json")
    assert road.archive.run("verify", "S3-1") == 3
    before = road.contents()
    road.judge = lambda request: Fate.IGNORED if request.method == "PUT" else Fate.PASSED
    capsys.readouterr()
    assert road.archive.run("repair") == 6
    assert "Носитель неисправен" in capsys.readouterr().out
    road.judge = lambda _request: Fate.PASSED
    assert road.contents() == before
    assert road.state()[0] is DAMAGED
    assert road.archive.run("repair") == 0
    assert road.state() == (WHOLE, True)
