"""What only buckets have: locks, versions, uploads in parts that survive a crash. Against a real server."""

from __future__ import annotations

import datetime as dt
import hashlib
import random
import time
from typing import Any

import pytest
from bags import plan

from storage.bag.custody import erase_bag, hold_bag, lock_bag, locks_of
from storage.bag.writer import write_bag
from storage.digests import digest_bytes
from storage.errors import (
    AlreadyThere,
    LockNotKept,
    ReadBackDiffers,
    StoreDenied,
    StoreFailed,
    StoreRefused,
    StoreUnreachable,
)
from storage.probe import Outcome, probe_bucket
from storage.s3.settings import MIB, Checksum, S3Settings
from storage.s3.store import S3Store
from storage.source import BytesSource
from storage.store import LockMode, Store
from store_kinds import S3_IS_THERE, S3_KINDS

each = pytest.mark.parametrize("store", S3_KINDS, indirect=True)
locked = pytest.mark.parametrize("store", ["bucket"] if S3_IS_THERE else [], indirect=True)
plain = pytest.mark.parametrize("store", ["bucket-without-versions"] if S3_IS_THERE else [], indirect=True)
LARGE = random.Random(2).randbytes(13 * MIB)


def now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


def soon(seconds: float) -> dt.datetime:
    return now() + dt.timedelta(seconds=seconds)


class Client:
    """A client that counts calls, and can be told to fail one, before or after the server heard it."""

    def __init__(self, real: Any) -> None:
        self._real, self.calls = real, []
        self.fail: tuple[str, int, bool] | None = None

    def __getattr__(self, name: str) -> Any:
        real = getattr(self._real, name)
        if name in {"exceptions", "meta", "get_paginator", "close"}:
            return real

        def call(**arguments: Any) -> Any:
            from botocore.exceptions import ReadTimeoutError

            self.calls.append(name)
            if self.fail and self.fail[:2] == (name, self.calls.count(name)):
                if self.fail[2]:
                    real(**arguments)
                raise ReadTimeoutError(endpoint_url="injected")
            return real(**arguments)

        return call


@pytest.fixture
def client(store: S3Store) -> Client:
    client = Client(store.client)
    store.__dict__["client"] = client
    return client


@each
@pytest.mark.parametrize("at", [1, 2, 3])
@pytest.mark.parametrize("heard", [False, True])
def test_an_upload_in_parts_goes_on_where_it_was_interrupted(
    store: S3Store, client: Client, at: int, heard: bool
) -> None:
    client.fail = ("upload_part", at, heard)
    with pytest.raises(StoreFailed):
        store.put("key", BytesSource(LARGE))
    assert store.stat("key") is None
    client.fail = None
    client.calls.clear()
    store.put("key", BytesSource(LARGE))
    assert client.calls.count("create_multipart_upload") == 0
    assert client.calls.count("upload_part") == 3 - (at if heard else at - 1)
    assert store.read_back("key").digest == digest_bytes(LARGE)
    assert store.sweep() == ()


@each
def test_parts_of_another_content_are_not_taken_for_ours(store: S3Store, client: Client) -> None:
    client.fail = ("upload_part", 2, True)
    with pytest.raises(StoreFailed):
        store.put("key", BytesSource(LARGE[: 5 * MIB] + LARGE[:-1]))
    client.fail = None
    assert store.put("key", BytesSource(LARGE)) == digest_bytes(LARGE)
    entry = store.stat("key")
    assert entry
    assert entry.digest == store.read_back("key").digest == digest_bytes(LARGE)
    assert len(list(store.list(hidden=True))) == 1


@each
@pytest.mark.parametrize("method", ["put_object", "complete_multipart_upload"])
def test_an_answer_that_was_lost_does_not_write_twice(store: S3Store, client: Client, method: str) -> None:
    content = b"small" if method == "put_object" else LARGE
    client.fail = (method, 1, True)
    with pytest.raises(StoreFailed):
        store.put("key", BytesSource(content))
    assert store.read_back("key").digest == digest_bytes(content)
    with pytest.raises(AlreadyThere):
        store.put("key", BytesSource(content))
    assert len(store.erase("key")) == 1


@each
def test_a_retry_that_meets_its_own_first_attempt_has_succeeded(store: S3Store, client: Client) -> None:
    real = client._real.put_object

    def twice(**arguments: Any) -> Any:
        from botocore.exceptions import ClientError

        real(**arguments)
        raise ClientError({"Error": {"Code": "PreconditionFailed"}}, "PutObject")

    client.__dict__["put_object"] = twice
    assert store.put("key", BytesSource(b"x")) == digest_bytes(b"x")


@each
def test_a_server_that_keeps_something_else_is_found_out(store: S3Store, client: Client) -> None:
    real = client._real.put_object
    client.__dict__["put_object"] = lambda **more: real(**{**more, "Metadata": {}})
    with pytest.raises(ReadBackDiffers):
        store.put("key", BytesSource(b"x"))


@each
def test_a_body_damaged_on_its_way_is_refused_by_the_server(store: S3Store, client: Client) -> None:
    real = client._real.put_object
    client.__dict__["put_object"] = lambda **more: real(**{**more, "Body": b"damaged"})
    with pytest.raises(StoreFailed) as refusal:
        store.put("key", BytesSource(b"x" * 7))
    assert refusal.value.answer == "BadDigest"
    assert store.stat("key") is None


@each
def test_metadata_carry_both_digests(store: S3Store) -> None:
    store.put("key", BytesSource(b"x"))
    head = store.client.head_object(Bucket=store.settings.bucket, Key=store.settings.whole("key"))
    assert head["Metadata"]["sha256"] == hashlib.sha256(b"x").hexdigest()
    assert head["Metadata"]["sha512"] == hashlib.sha512(b"x").hexdigest()


@plain
def test_a_replacement_is_proven_before_the_old_content_goes(store: S3Store, client: Client) -> None:
    store.put("key", BytesSource(b"old"))
    real = client._real.get_object
    key = store.settings.whole("key")
    client.__dict__["get_object"] = lambda **more: real(**{**more, "Key": key})  # whatever is asked for
    with pytest.raises(ReadBackDiffers):
        store.replace("key", BytesSource(b"new"), digest_bytes(b"new"))
    del client.__dict__["get_object"]
    assert store.read("key", 9) == b"old"
    assert [entry.key for entry in store.list(hidden=True)] == ["key"]


@locked
def test_a_version_that_does_not_read_back_is_withdrawn(store: S3Store, client: Client) -> None:
    store.put("key", BytesSource(b"old"))
    real = client._real.get_object
    client.__dict__["get_object"] = lambda **more: real(**{**more, "Range": "bytes=0-0"})
    with pytest.raises(ReadBackDiffers):
        store.replace("key", BytesSource(b"new"), digest_bytes(b"new"))
    del client.__dict__["get_object"]
    assert store.read("key", 9) == b"old"


@locked
def test_a_lock_holds_until_its_end(store: S3Store) -> None:
    store.put("key", BytesSource(b"x"))
    until = soon(3)
    lock = store.lock("key", until)
    assert lock == store.lock_of("key")
    assert lock.until
    assert until <= lock.until < until + dt.timedelta(seconds=1)
    assert lock.mode is LockMode.GOVERNANCE
    (answer,) = store.erase("key")
    assert not answer.gone
    assert "403" in answer.answer
    assert store.lock("key", soon(1)) == lock  # locked longer already
    time.sleep(4)
    (answer,) = store.erase("key")
    assert answer.gone


@locked
def test_a_court_can_order_an_early_erasure(store: S3Store) -> None:
    store.put("key", BytesSource(b"x"))
    store.lock("key", soon(3600))
    assert store.lock("key", soon(7200)).until > soon(7000)  # type: ignore[operator]
    shorter = store.lock("key", soon(60), bypass=True)
    assert shorter.until
    assert shorter.until < soon(120)
    store.client.delete_object(Bucket=store.settings.bucket, Key=store.settings.whole("key"))
    assert store.stat("key") is None
    kinds = {answer.kind: answer.gone for answer in store.erase("key")}
    assert kinds == {"delete-marker": True, "version": False}
    assert [answer.gone for answer in store.erase("key", bypass=True)] == [True]


@locked
def test_a_hold_outlasts_the_right_to_bypass(store: S3Store) -> None:
    store.put("key", BytesSource(b"x"))
    assert store.hold("key", True).hold
    assert [answer.gone for answer in store.erase("key", bypass=True)] == [False]
    assert not store.hold("key", False).hold
    assert [answer.gone for answer in store.erase("key")] == [True]


@locked
def test_compliance_cannot_be_bypassed(store: S3Store) -> None:
    from dataclasses import replace

    strict = S3Store(replace(store.settings, lock_mode=LockMode.COMPLIANCE))
    strict.put("key", BytesSource(b"x"))
    until = soon(8)  # a busy machine may take seconds for the three calls
    assert strict.lock("key", until).mode is LockMode.COMPLIANCE
    with pytest.raises(StoreDenied):
        strict.lock("key", soon(1), bypass=True)
    assert [answer.gone for answer in strict.erase("key", bypass=True)] == [False]
    time.sleep(max(0.0, (until - dt.datetime.now(dt.UTC)).total_seconds()) + 1)
    assert [answer.gone for answer in strict.erase("key")] == [True]


@locked
def test_a_bag_is_locked_held_and_erased_as_a_whole(store: S3Store) -> None:
    receipt = write_bag(plan(), store, "bag")
    until = soon(3600)
    locks = lock_bag(store, "bag", until)
    assert {key.removeprefix("bag/") for key in locks} == set(receipt.digests)
    assert lock_bag(store, "bag", until) == locks == locks_of(store, "bag")
    assert all(lock.hold for lock in hold_bag(store, "bag", True).values())
    hold_bag(store, "bag", False)
    assert not any(answer.gone for answer in erase_bag(store, "bag"))
    assert write_bag(plan(), store, "bag").kept  # a locked bag can still be proven
    assert all(answer.gone for answer in erase_bag(store, "bag", bypass=True))
    assert list(store.list(hidden=True)) == []


@locked
def test_a_server_that_says_yes_and_does_nothing_is_not_believed(store: S3Store, client: Client) -> None:
    client.__dict__["put_object_retention"] = lambda **_more: {"ResponseMetadata": {"HTTPStatusCode": 200}}
    store.put("key", BytesSource(b"x"))
    with pytest.raises(LockNotKept) as refusal:
        store.lock("key", soon(60))
    assert refusal.value.found == "no lock, hold off"
    verdict = probe_bucket(store, now)
    assert verdict.outcome("lock") is Outcome.IGNORED
    assert verdict.outcome("lock-delete") is Outcome.UNKNOWN
    assert verdict.outcome("hold") is Outcome.ENFORCED
    assert not verdict.worm


@locked
def test_a_probe_of_a_bucket_with_locks(store: S3Store) -> None:
    verdict = probe_bucket(store, now)
    assert verdict.worm
    assert verdict.leftovers == ()
    assert (dt.datetime.now(dt.UTC) - verdict.when).total_seconds() < 60
    locks = ("lock-delete", "lock-shorten", "lock-overwrite", "lock-bypass", "lock-expiry", "hold-delete")
    for name in ("read-back", "content-md5", "versioning", "delete", *locks):
        assert verdict.outcome(name) is Outcome.ENFORCED, name
    # What this very server does not do, and a probe has to find out.
    assert verdict.outcome("checksum") is Outcome.IGNORED
    assert verdict.outcome("nonsense") is Outcome.UNKNOWN
    assert list(store.list(hidden=True)) == []


@plain
def test_a_probe_of_a_bucket_without(store: S3Store) -> None:
    verdict = probe_bucket(store, now)
    assert not verdict.worm
    assert verdict.outcome("conditional-put") is Outcome.ENFORCED
    assert verdict.outcome("versioning") is Outcome.REFUSED
    assert verdict.outcome("lock") is Outcome.REFUSED
    assert verdict.outcome("hold") is Outcome.REFUSED
    assert verdict.outcome("delete") is Outcome.ENFORCED
    assert verdict.leftovers == ()


@each
def test_a_server_that_does_not_confirm_checksums_is_refused_when_they_are_required(store: S3Store) -> None:
    from dataclasses import replace

    strict = S3Store(replace(store.settings, checksum=Checksum.REQUIRED))
    for content in (b"x", LARGE):
        with pytest.raises(StoreRefused) as refusal:
            strict.put("key", BytesSource(content))
        assert refusal.value.offence == "checksum-not-kept"
        assert list(strict.list(hidden=True)) == []


@each
def test_a_bucket_that_is_not_there(store: S3Store) -> None:
    from dataclasses import replace

    for settings in (
        replace(store.settings, bucket="nowhere"),
        replace(store.settings, endpoint="http://127.0.0.1:9", attempts=1),
    ):
        for act in (
            lambda there: there.put("key", BytesSource(b"x")),
            lambda there: list(there.list()),
            lambda there: there.features,
        ):
            with pytest.raises(StoreUnreachable):
                act(S3Store(settings))
    wrong: Store = S3Store(replace(store.settings, secret_key="wrong", access_key="wrong"))
    with pytest.raises(StoreDenied):
        wrong.put("key", BytesSource(b"x"))


def test_names_do_not_go_over_the_network_in_the_open() -> None:
    with pytest.raises(StoreRefused) as refusal:
        S3Settings("bucket", endpoint="http://s3.example.org")
    assert refusal.value.offence == "plain-http"
    S3Settings("bucket", endpoint="https://s3.example.org")
    assert "geheim" not in repr(S3Settings("bucket", secret_key="geheim", access_key="geheim"))
    with pytest.raises(ValueError, match="5 MiB"):
        S3Settings("bucket", part_size=MIB)


@each
def test_sweeping_removes_what_a_crash_left(store: S3Store, client: Client) -> None:
    client.fail = ("upload_part", 1, False)
    with pytest.raises(StoreFailed):
        store.put("a/key", BytesSource(LARGE))
    assert list(store.list()) == []
    assert [entry.key for entry in store.list(hidden=True)] == ["a/key"]
    assert store.sweep("b") == ()
    assert store.sweep("a") == ("a/key",)
    assert list(store.list(hidden=True)) == []
