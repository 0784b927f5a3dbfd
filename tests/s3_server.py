"""A real S3 server for tests: started once for a run and shared by its workers."""

from __future__ import annotations

import contextlib
import json
import os
import tempfile
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from filelock import FileLock

import rgw
from store_kinds import BUCKET

if TYPE_CHECKING:
    from storage.s3.settings import S3Settings
    from storage.s3.store import S3Store


@dataclass(frozen=True)
class Server:
    """Where buckets can be made, or the one bucket there is."""

    endpoint: str | None
    access_key: str | None
    secret_key: str | None
    bucket: str | None

    def settings(self, bucket: str, **more: object) -> S3Settings:
        from storage.s3.settings import MIB, S3Settings
        from storage.store import LockMode

        fields = {"part_size": 5 * MIB, "prefix": f"архив-{uuid.uuid4().hex[:8]}", "attempts": 2, **more}
        return S3Settings(
            bucket=self.bucket or bucket,
            endpoint=self.endpoint,
            access_key=self.access_key,
            secret_key=self.secret_key,
            lock_mode=LockMode.GOVERNANCE,
            **fields,  # type: ignore[arg-type]
        )

    def store(self, *, locks: bool = True, versions: bool = True, **more: object) -> S3Store:
        """A store in a bucket of the kind; buckets are made when first asked for."""
        from storage.s3.store import S3Store

        kind = "locked" if locks else "versions" if versions else "plain"
        store = S3Store(self.settings(kind, **more))
        if self.bucket is None:
            with contextlib.suppress(store.client.exceptions.BucketAlreadyOwnedByYou):
                store.client.create_bucket(Bucket=kind, ObjectLockEnabledForBucket=locks)
            if versions and not locks:
                store.client.put_bucket_versioning(Bucket=kind, VersioningConfiguration={"Status": "Enabled"})
        return store


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Iterator[Server]:
    """The S3 server of this run: one for all workers; the last to leave stops it."""
    if name := os.environ.get(BUCKET):
        yield Server(os.environ.get("ARCHIVER_TEST_ENDPOINT"), None, None, name)
        return
    shared = tmp_path_factory.getbasetemp()
    shared = shared if worker_id == "master" else shared.parent
    state, lock = shared / "rgw.json", FileLock(shared / "rgw.lock")
    with lock:
        known = json.loads(state.read_text()) if state.exists() else {}
        if not known:
            # Sockets have short paths only, and pytest's own folders are deep.
            owner = os.getpid() if worker_id == "master" else os.getppid()
            gateway = rgw.start(Path(tempfile.mkdtemp(prefix="rgw-")), owner)
            known = {"endpoint": gateway.endpoint, "home": str(gateway.home), "users": 0}
        known["users"] += 1
        state.write_text(json.dumps(known))
    yield Server(known["endpoint"], rgw.ACCESS_KEY, rgw.SECRET_KEY, None)
    with lock:
        known = json.loads(state.read_text())
        known["users"] -= 1
        if known["users"]:
            state.write_text(json.dumps(known))
        else:
            state.unlink()
            rgw.Gateway(known["endpoint"], Path(known["home"])).stop()
