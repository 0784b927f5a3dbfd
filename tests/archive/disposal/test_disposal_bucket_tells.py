"""A hold that only a real bucket tells of: written out of the register, it is in force all the same."""

from __future__ import annotations

import hashlib
import random
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from grounds import OnFile
from tricks import never_held

from archive_for_disposal import Archive
from archiver.archive.custody.holding import Meant, place
from archiver.archive.disposal.drafting import ActWanted, draw_up
from archiver.archive.disposal.recovering import recover
from archiver.errors import Refused
from archiver.register.model.media import MediumKind
from archiver.remedies import Deed
from retention.errors import RetentionError
from s3_server import Server
from storage.s3.store import S3Store

pytestmark = pytest.mark.usefixtures("quick_papers")


@pytest.fixture
def bucket(server: Server, monkeypatch: pytest.MonkeyPatch) -> Iterator[S3Store]:
    """An empty folder of a bucket with Object Lock."""
    if server.access_key and server.secret_key:
        monkeypatch.setenv("AWS_ACCESS_KEY_ID", server.access_key)
        monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", server.secret_key)
    store = server.store(prefix=f"t-{uuid.uuid4().hex[:8]}")
    yield store
    for trace in list(store.traces("")):
        store.hold(trace.key, on=False)
        store.erase(trace.key, bypass=True)
    store.close()


def raw(bucket: S3Store, folder: Path) -> dict[str, str]:
    """What lies of journals and statements, by its bytes."""
    found = {path: path.read_bytes() for path in folder.rglob("05-1[12]/**/*") if path.is_file()}
    kept = {str(path.relative_to(folder)): content for path, content in found.items()}
    kept |= {f"s3 {one.key}": bucket.read(one.key, 1 << 20) for one in bucket.list("05-11")}
    return {name: hashlib.sha256(content).hexdigest() for name, content in kept.items()}


def test_a_hold_that_was_written_away_is_in_force_where_only_a_bucket_tells_of_it(
    url: str, tmp_path: Path, bucket: S3Store
) -> None:
    archive = Archive.at(url, tmp_path)
    settings = bucket.settings
    archive.add("S3", MediumKind.BUCKET, f"{settings.endpoint}/{settings.bucket}/{settings.prefix}")
    journal = archive.journal().external_id
    away = {folder: folder.rename(f"{folder} в сейфе") for folder in archive.folders.values()}
    place(archive.office("archivist"), Meant((journal,)), "запрос суда № 5")
    for folder, drawer in away.items():
        drawer.rename(folder)
    before = raw(bucket, tmp_path)
    archive.register.forget()
    with OnFile(tmp_path).writing() as database:
        never_held(database, random.Random(1), archive.clock.now)
    wanted = ActWanted((journal,), inventories_with_act=True)
    with pytest.raises(Refused) as refused:
        draw_up(archive.office("archivist"), wanted)
    assert refused.value.remedy is not None
    assert refused.value.remedy.deed is Deed.RECOVER_ACTS
    recover(archive.office("archivist"))
    with pytest.raises((Refused, RetentionError), match="приостановлено"):
        draw_up(archive.office("archivist"), wanted)
    assert raw(bucket, tmp_path) == before
    archive.register.close()
