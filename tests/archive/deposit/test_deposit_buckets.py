"""Deposits into buckets of a real server: locked until the last day, told for what they are."""

from __future__ import annotations

import datetime as dt
import json
import time
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest

from archiver.archive.custody.identity import identifier_of
from archiver.archive.custody.told_destroyed import FOLDER, FORMAT
from archiver.register.model.packages import Copy
from college_of_test import College
from s3_proxy import Fate, Judge, Request, between
from s3_server import Server
from storage.fixity import verify_bag
from storage.s3.settings import S3Settings
from storage.s3.store import S3Store
from storage.source import BytesSource
from store_kinds import S3_IS_THERE


@dataclass
class Cloud:
    """The server as a college sees it; what is put there is taken away again, locked or not."""

    server: Server
    college: College
    stores: list[S3Store] = field(default_factory=list)

    def bucket(self, number: str, *, locks: bool, endpoint: str | None = None) -> S3Store:
        """A place of the test's own as a medium."""
        made = self.server.store(locks=locks, versions=locks)
        own = uuid.uuid4().hex[:8]
        name = made.settings.bucket
        made.close()
        store = S3Store(self.server.settings(name, prefix=own))
        self.stores.append(store)
        address = f"{endpoint or self.server.endpoint}/{name}/{own}"
        self.college.well("media", "add", number, address, "--site", "ЦОД")
        return store

    def copy(self, number: str) -> tuple[Copy, str]:
        """The only copy on a medium, and the seal of its bag."""
        with self.college.register() as register, register.reading() as work:
            medium = work.media.by_inventory(number)
            assert medium
            (copy,) = work.copies.on_medium(medium.id)
            return copy, work.bags.get(copy.bag_id).digest


@pytest.fixture
def cloud(
    request: pytest.FixtureRequest,
    college: College,
    monkeypatch: pytest.MonkeyPatch,
    record_property: Callable[[str, object], None],
) -> Iterator[Cloud | None]:
    """None where no server starts, which the run then says."""
    if not S3_IS_THERE:
        record_property("not tested", "deposits into buckets: no S3 server starts here")
        yield None
        return
    server: Server = request.getfixturevalue("server")
    for name, value in (("ACCESS_KEY_ID", server.access_key), ("SECRET_ACCESS_KEY", server.secret_key)):
        if value:
            monkeypatch.setenv(f"AWS_{name}", value)
    college.disk("ИТ-1")
    college.binders()
    made = Cloud(server, college)
    yield made
    for store in made.stores:
        for entry in list(store.list(hidden=True)):
            store.erase(entry.key, bypass=True)
        store.close()


def test_a_bag_is_locked_until_its_last_day(college: College, cloud: Cloud | None) -> None:
    if cloud is None:
        return
    store = cloud.bucket("S3-1", locks=True)
    said = college.deposit()
    assert said.code == 0, said
    assert (
        "S3-1 сообщает, что запрещает удаление до 31.12.2031 включительно (GOVERNANCE); это не испыт"
        in said.err
    )
    copy, seal = cloud.copy("S3-1")
    after = dt.datetime(2032, 1, 1, tzinfo=dt.UTC)
    assert (copy.locked_until, copy.lock_mode, copy.read_back) == (after, "GOVERNANCE", "network")
    assert verify_bag(store, copy.prefix, seal=seal).whole
    keys = [entry.key for entry in store.list(copy.prefix)]
    assert len(keys) > 10
    for key in keys:  # asked of the server itself, not of the program
        kept = store.client.get_object_retention(Bucket=store.settings.bucket, Key=store.settings.whole(key))
        assert kept["Retention"] == {"Mode": "GOVERNANCE", "RetainUntilDate": after}, key
        assert not any(answer.gone for answer in store.erase(key))
    assert verify_bag(store, copy.prefix, seal=seal).whole
    assert "уже сдано" in college.well("deposit", "out", "--from", "exports").out


def test_a_lock_that_was_probed_is_told_as_one(college: College, cloud: Cloud | None) -> None:
    if cloud is None:
        return
    cloud.bucket("S3-1", locks=True)
    college.well("media", "probe", "S3-1")
    assert "S3-1 запрещает удаление до 31.12.2031 включительно (GOVERNANCE)" in college.deposit().err


def test_a_bucket_without_locks_is_told_to_forbid_nothing(college: College, cloud: Cloud | None) -> None:
    if cloud is None:
        return
    cloud.bucket("S3-1", locks=False)
    said = college.deposit()
    assert (said.code, "S3-1 удаления не запрещает" in said.err) == (0, True), said
    copy, _seal = cloud.copy("S3-1")
    assert (copy.locked_until, copy.lock_mode) == (None, "")


def test_a_notice_of_an_act_in_a_bucket_is_read_before_a_deposit(
    college: College, cloud: Cloud | None
) -> None:
    if cloud is None:
        return
    store = cloud.bucket("S3-1", locks=False)
    college.deposit()
    with college.register() as register, register.reading() as work:
        (file,) = work.files.of_year(2025)
    notice = {
        "format": FORMAT,
        "number": "7-2032",
        "state": "executing",
        "rows": [{"file": identifier_of(file)}],
    }
    store.put(f"{FOLDER}/7-2032/04 executing.json", BytesSource(json.dumps(notice).encode()))
    said = college.deposit()
    assert said.code == 3 and "по акту 7-2032" in said.err + said.out


def test_a_server_that_ignores_locks_is_found_out(college: College, cloud: Cloud | None) -> None:
    if cloud is None:
        return

    def deaf(request: Request) -> Fate:
        return Fate.IGNORED if request.method == "PUT" and "retention" in request.query else Fate.PASSED

    with between(str(cloud.server.endpoint), deaf) as endpoint:
        cloud.bucket("S3-1", locks=True, endpoint=endpoint)
        said = college.deposit()
    assert (said.code, "запретил удаление, но это не так" in said.err) == (3, True), said
    copy, _seal = cloud.copy("S3-1")
    assert (copy.locked_until, copy.lock_mode) == (None, "")


def _every_third(fate: Fate) -> Judge:
    return lambda request: fate if request.method == "PUT" and request.number % 3 == 0 else Fate.PASSED


@pytest.mark.parametrize(
    ("fate", "locks"), [(Fate.LATE, True), (Fate.REFUSED, True), (Fate.LOST, True), (Fate.LOST, False)]
)
def test_answers_late_lost_or_refused_now_and_then(
    college: College, cloud: Cloud | None, monkeypatch: pytest.MonkeyPatch, fate: Fate, locks: bool
) -> None:
    """A lost answer means that the server hears the same request twice."""
    if cloud is None:
        return
    sleep = time.sleep
    monkeypatch.setattr(time, "sleep", lambda seconds: sleep(min(seconds, 0.02)))
    with between(str(cloud.server.endpoint), _every_third(fate), lateness=0.2) as endpoint:
        store = cloud.bucket("S3-1", locks=locks, endpoint=endpoint)
        said = college.deposit()
    assert said.code == 0, said
    copy, seal = cloud.copy("S3-1")
    assert verify_bag(store, copy.prefix, seal=seal).whole
    told = {"Bucket": store.settings.bucket, "Prefix": store.settings.whole("")}
    versions = [(one["Key"], one["ETag"]) for one in store.client.list_object_versions(**told)["Versions"]]
    assert len(set(versions)) == len({key for key, _etag in versions}), "another content under the same key"
    if not locks:  # Ceph lets If-None-Match pass unheard where it keeps versions
        assert len(versions) == len(set(versions)), "written twice"


@pytest.mark.parametrize("fate", [Fate.LOST, Fate.REFUSED])
def test_a_server_that_stays_away_leaves_everything_as_it_was(
    college: College, cloud: Cloud | None, monkeypatch: pytest.MonkeyPatch, fate: Fate
) -> None:
    if cloud is None:
        return
    sleep = time.sleep
    monkeypatch.setattr(time, "sleep", lambda seconds: sleep(min(seconds, 0.02)))
    broken = False

    def judge(request: Request) -> Fate:
        return (
            fate if broken and request.method == "PUT" and "manifest-sha512" in request.path else Fate.PASSED
        )

    with between(str(cloud.server.endpoint), judge) as endpoint:
        store = cloud.bucket("S3-1", locks=True, endpoint=endpoint)
        broken = True
        said = college.deposit()
        assert (said.code, "S3-1" in said.err, "Traceback" in said.err) == (6, True, False), said
        assert college.copies() == 0
        assert not [entry for entry in store.list() if entry.key.endswith("bagit.txt")]
        broken = False
        assert college.deposit().code == 0
    copy, seal = cloud.copy("S3-1")
    assert verify_bag(store, copy.prefix, seal=seal).whole


def test_a_server_that_is_slower_than_patience(
    college: College, cloud: Cloud | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    if cloud is None:
        return
    monkeypatch.setattr(S3Settings, "__init__", _impatient(S3Settings.__init__))
    broken = False

    def judge(request: Request) -> Fate:
        return Fate.LATE if broken and request.method == "PUT" else Fate.PASSED

    with between(str(cloud.server.endpoint), judge, lateness=0.6) as endpoint:
        cloud.bucket("S3-1", locks=True, endpoint=endpoint)
        broken = True
        said = college.deposit()
        assert (said.code, "S3-1" in said.err) == (6, True), said
        assert college.copies() == 0
        broken = False
        assert college.deposit().code == 0


def _impatient(init: Callable[..., None]) -> Callable[..., None]:
    def short(self: S3Settings, *arguments: object, **more: object) -> None:
        init(self, *arguments, **{**more, "timeout": 0.3, "attempts": 1})

    return short
