"""Execution on a real S3 server: every version and delete marker has its proof, locks and holds stop it."""

from __future__ import annotations

import datetime as dt
import time
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest

from archive_for_disposal import Archive
from archiver.register.model.media import MediumKind
from retention.copies import CopyKind
from s3_server import Server
from storage.s3.store import S3Store
from storage.source import BytesSource
from storage.store import LockMode


@pytest.fixture
def bucket(server: Server, monkeypatch: pytest.MonkeyPatch) -> Iterator[S3Store]:
    """An empty folder of a bucket with Object Lock."""
    if server.access_key and server.secret_key:
        monkeypatch.setenv("AWS_ACCESS_KEY_ID", server.access_key)
        monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", server.secret_key)
    store = server.store(prefix=f"d-{uuid.uuid4().hex[:8]}")
    yield store
    for trace in list(store.traces("")):
        store.erase(trace.key, bypass=True)
    store.close()


@pytest.fixture
def archive(url: str, tmp_path: Path, bucket: S3Store) -> Iterator[Archive]:
    """A folder and a bucket as media."""
    made = Archive.at(url, tmp_path)
    settings = bucket.settings
    made.add("S3", MediumKind.BUCKET, f"{settings.endpoint}/{settings.bucket}/{settings.prefix}")
    yield made
    made.register.close()


def of_journal(bucket: S3Store) -> list[str]:
    return sorted(trace.key for trace in bucket.traces("05-11"))


def test_every_version_and_marker_is_proven(archive: Archive, bucket: S3Store) -> None:
    archive.journal()
    keys = [entry.key for entry in bucket.list("05-11")]
    volume = next(key for key in keys if key.endswith("volume.pdf"))
    source = BytesSource(b"another version")
    bucket.replace(volume, source, source.digest())
    bucket.client.delete_object(Bucket=bucket.settings.bucket, Key=bucket.settings.whole(keys[0]))
    act = archive.approved()
    done = archive.execute(act.number)
    assert done.over, (done.problems, done.left)
    assert of_journal(bucket) == []
    with archive.register.reading() as work:
        entry = work.acts.entry(act.number)
        assert entry is not None
        execution = work.executions.get(done.act, entry)
    versions = [copy for copy in execution.copies.values() if copy.id.startswith("version-")]
    assert len(versions) == len(keys) + 2
    assert sum(copy.kind is CopyKind.DELETE_MARKER for copy in versions) == 1
    assert {execution.proofs[copy.id].answer.gone for copy in versions} == {True}
    assert all("HTTP 204" in execution.proofs[copy.id].answer.text for copy in versions)
    archive.account(act.number)
    notices = [trace.key for trace in bucket.traces("archiver-acts")]
    assert len(notices) == 2
    assert {bucket.lock_of(key).mode for key in notices} == {LockMode.GOVERNANCE}


def test_a_lock_or_hold_the_register_does_not_know_keeps_the_act_open(
    archive: Archive, bucket: S3Store
) -> None:
    archive.journal()
    locked, held = [entry.key for entry in bucket.list("05-11")][-2:]
    bucket.lock(locked, dt.datetime.now(dt.UTC) + dt.timedelta(hours=1))
    bucket.hold(held, on=True)
    act = archive.approved()
    done = archive.execute(act.number)
    assert not done.over
    assert any("refused" in problem for problem in done.problems)
    assert of_journal(bucket) == sorted([locked, held])
    bucket.lock(locked, dt.datetime.now(dt.UTC) + dt.timedelta(seconds=1), bypass=True)
    time.sleep(2)
    bucket.hold(held, on=False)
    done = archive.execute(act.number)
    assert done.over, done.problems


def test_a_lock_the_register_knows_is_lifted_under_the_act(archive: Archive, bucket: S3Store) -> None:
    file = archive.journal()
    until = dt.datetime.now(dt.UTC) + dt.timedelta(days=100)
    for entry in bucket.list("05-11"):
        bucket.lock(entry.key, until)
    with archive.register.transaction(by="it") as work:
        (bag,) = work.bags.of_file(file.id)
        (copy,) = (
            one
            for one in work.copies.of_bag(bag.id)
            if work.media.get(one.medium_id).inventory_number == "S3"
        )
        work.copies.locked(copy, until, "GOVERNANCE", legal_hold=False)
    done = archive.execute(archive.approved().number)
    assert done.over, done.problems
    assert of_journal(bucket) == []
