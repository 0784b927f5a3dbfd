"""The contract of stores, run over every kind of them: memory, directory, and buckets of a real S3 server."""

from __future__ import annotations

import random

import pytest

from storage.digests import digest_bytes
from storage.errors import (
    AlreadyThere,
    KeyRefused,
    LockNotKept,
    Missing,
    SourceChanged,
    StoreFailed,
    Unsupported,
)
from storage.source import BytesSource, FileSource
from storage.store import Feature, Store, Way
from store_kinds import KINDS

pytestmark = pytest.mark.parametrize("store", KINDS, indirect=True)
KEY = "год/группа/Ёж й.bin"
LARGE = random.Random(1).randbytes(6 << 20)


def put(store: Store, key: str, content: bytes) -> None:
    store.put(key, BytesSource(content))


@pytest.mark.parametrize("content", [b"", b"x", LARGE], ids=["empty", "small", "in parts"])
def test_what_is_put_comes_back(store: Store, content: bytes) -> None:
    digest = store.put(KEY, BytesSource(content))
    assert digest == digest_bytes(content)
    with store.open(KEY) as stream:
        assert stream.read() == content
    back = store.read_back(KEY)
    assert back.digest == digest
    entry = store.stat(KEY)
    assert entry
    assert (entry.key, entry.size, entry.offence) == (KEY, len(content), None)
    assert entry.digest in (None, digest)
    assert store.prove(KEY, digest) is back.way


def test_a_file_is_a_source(store: Store, tmp_path) -> None:
    path = tmp_path / "файл"
    path.write_bytes(LARGE)
    assert store.put(KEY, FileSource(path), digest_bytes(LARGE)) == digest_bytes(LARGE)


def test_nothing_is_overwritten(store: Store) -> None:
    put(store, KEY, b"first")
    with pytest.raises(AlreadyThere) as refusal:
        put(store, KEY, b"second")
    assert refusal.value.key == KEY
    assert store.read(KEY, 100) == b"first"
    with pytest.raises(AlreadyThere):
        put(store, KEY, LARGE)
    assert store.read(KEY, 100) == b"first"


def test_replace_takes_the_place(store: Store) -> None:
    put(store, KEY, b"damaged")
    for content in (b"good", LARGE):
        assert store.replace(KEY, BytesSource(content), digest_bytes(content)) == digest_bytes(content)
        assert store.read_back(KEY).digest == digest_bytes(content)
    store.replace("new", BytesSource(b"new"), digest_bytes(b"new"))
    assert {entry.key for entry in store.list()} == {KEY, "new"}


@pytest.mark.parametrize("content", [b"other", LARGE], ids=["small", "in parts"])
def test_a_source_that_is_not_what_its_digest_says_leaves_nothing(store: Store, content: bytes) -> None:
    with pytest.raises(SourceChanged):
        store.put(KEY, BytesSource(content), digest_bytes(content[:-1] + b"?"))
    assert store.stat(KEY) is None
    assert list(store.list(hidden=True)) == []
    put(store, KEY, b"old")
    with pytest.raises(SourceChanged):
        store.replace(KEY, BytesSource(content), digest_bytes(b"?"))
    assert store.read(KEY, 100) == b"old"
    assert store.sweep() == ()


def test_ranges(store: Store) -> None:
    put(store, KEY, bytes(range(100)))
    for start, length in ((0, 10), (90, None), (95, 100), (100, 1), (200, None), (5, 0)):
        with store.open(KEY, start, length) as stream:
            end = None if length is None else start + length
            assert stream.read() == bytes(range(100))[start:end], (start, length)
    assert store.read(KEY, 5) == bytes(range(6))


def test_what_is_not_there(store: Store) -> None:
    assert store.stat(KEY) is None
    assert list(store.list()) == list(store.list("год")) == []
    assert store.erase(KEY) == ()
    for verb in (store.read_back, store.source):
        with pytest.raises(Missing) as refusal:
            verb(KEY)
        assert refusal.value.key == KEY
    with pytest.raises(Missing), store.open(KEY) as stream:
        stream.read()


def test_listing_by_folder(store: Store) -> None:
    for key in ("a/1", "a/b/2", "ab/3", "a.txt"):
        put(store, key, key.encode())
    assert {(entry.key, entry.size) for entry in store.list("a")} == {("a/1", 3), ("a/b/2", 5)}
    assert {entry.key for entry in store.list()} == {"a/1", "a/b/2", "ab/3", "a.txt"}


def test_erasing_answers_for_everything(store: Store) -> None:
    put(store, KEY, b"one")
    store.replace(KEY, BytesSource(b"two"), digest_bytes(b"two"))
    put(store, KEY + "2", b"neighbour")
    answers = store.erase(KEY)
    assert len(answers) == (2 if Feature.VERSIONS in store.features else 1)
    assert all(answer.gone and answer.key == KEY and answer.answer for answer in answers)
    assert store.stat(KEY) is None
    assert store.erase(KEY) == ()
    assert [entry.key for entry in store.list(hidden=True)] == [KEY + "2"]
    put(store, KEY, b"again")


@pytest.mark.parametrize("key", ["../x", "/x", "a//b", "a/../b", "", "x.", "nul", "e\u0308", "a\\b", "a:b"])
def test_bad_names_are_refused_by_every_verb(store: Store, key: str) -> None:
    source = BytesSource(b"x")
    for act in (
        lambda: store.put(key, source),
        lambda: store.replace(key, source, source.digest()),
        lambda: store.stat(key),
        lambda: store.read_back(key),
        lambda: store.erase(key),
        lambda: store.read(key, 1),
    ):
        with pytest.raises(KeyRefused):
            act()
    assert list(store.list()) == []


def test_what_a_store_cannot_it_says(store: Store) -> None:
    import datetime as dt

    put(store, KEY, b"x")
    if Feature.LOCK in store.features:
        assert store.lock_of(KEY).until is None
        return
    with pytest.raises(Unsupported):
        store.lock(KEY, dt.datetime.now(dt.UTC))
    with pytest.raises((Unsupported, LockNotKept)):
        store.hold(KEY, True)


def test_a_source_that_cannot_be_read_leaves_nothing(store: Store, tmp_path) -> None:
    with pytest.raises((Missing, StoreFailed)):
        store.put(KEY, FileSource(tmp_path / "nothing"))
    with pytest.raises(StoreFailed):
        store.put(KEY, FileSource(tmp_path))  # a folder
    assert list(store.list(hidden=True)) == []


def test_a_store_copies_into_another(store: Store) -> None:
    from memory_store import MemoryStore

    put(store, KEY, LARGE)
    other = MemoryStore()
    assert other.put(KEY, store.source(KEY), digest_bytes(LARGE)) == digest_bytes(LARGE)
    put(store, "empty", b"")
    other.put("empty", store.source("empty"))
    assert other.contents == {KEY: LARGE, "empty": b""}


def test_identity_and_space(store: Store) -> None:
    assert store.identity() == store.identity() != ""
    space = store.space()
    assert space.free is None or 0 < space.free <= (space.capacity or 0)


def test_the_way_of_reading_back_is_told(store: Store) -> None:
    put(store, KEY, LARGE)
    expected = {"memory": {Way.MEMORY}, "directory": {Way.DEVICE, Way.CACHE}}
    kind = type(store).__name__.removesuffix("Store").lower()
    assert store.read_back(KEY).way in expected.get(kind, {Way.NETWORK})


class Forbidden(Exception):
    """What the guard of these tests raises."""


@pytest.mark.parametrize("content", [b"small", random.Random(2).randbytes(9 << 20)], ids=["small", "large"])
@pytest.mark.parametrize("verb", ["put", "replace", "erase"])
def test_a_guard_that_refuses_at_any_point_leaves_all_as_it_was(
    store: Store, verb: str, content: bytes
) -> None:
    source, digest = BytesSource(content), digest_bytes(content)
    put(store, KEY, b"old")
    target = KEY if verb != "put" else "новое"
    left = 0

    def guard() -> None:
        nonlocal left
        left -= 1
        if left < 0:
            raise Forbidden

    for allowed in range(50):
        left, store.guard = allowed, guard
        try:
            {
                "put": lambda: store.put(target, source, digest),
                "replace": lambda: store.replace(target, source, digest),
                "erase": lambda: store.erase(target),
            }[verb]()
        except Forbidden:
            store.guard = None
            if verb != "erase":  # of a bucket's versions some may be gone
                assert store.read(KEY, 100) == b"old"
                assert store.stat("новое") is None
        else:
            break
    store.guard = None
    assert allowed
    assert store.read(target, 1 << 25) == content if verb != "erase" else store.stat(target) is None
    assert {entry.key for entry in store.list()} == {KEY, target} - ({KEY} if verb == "erase" else set())
