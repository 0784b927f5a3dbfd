"""Fixity: every bit counts, every fault is named, and nothing is believed of a hostile medium."""

from __future__ import annotations

import hashlib
import os
import random
import tracemalloc
from pathlib import Path

import pytest
from bags import PATHS, PREFIX, Kept, flip, plan
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from memory_store import MemoryStore
from storage.bag import layout
from storage.bag.writer import write_bag
from storage.directory import DirectoryStore
from storage.errors import StoreFailed, StoreUnreachable
from storage.fixity import Budget, Cursor, Fault, FaultKind, FixityReport, verify_bag
from storage.fixity_claims import proven
from storage.source import BytesSource
from storage.store import Entry, Way


def paths_of(report: FixityReport) -> list[str]:
    return [fault.path for fault in report.faults]


def faults_of(report: FixityReport) -> list[tuple[str, str]]:
    return [(fault.path, fault.offence or str(fault.kind)) for fault in report.faults]


def test_a_whole_bag_is_whole(kept: Kept) -> None:
    for seal in (None, kept.seal):
        report = verify_bag(kept.store, PREFIX, seal=seal)
        assert report.whole
        assert report.seal == kept.seal
        assert report.files == len(kept.receipt.digests)
        assert report.size == kept.receipt.size
        assert report.way in {Way.DEVICE, Way.CACHE}


@pytest.fixture(scope="module")
def memory() -> tuple[MemoryStore, str]:
    store = MemoryStore()
    return store, write_bag(plan(), store, "x").seal


FILES = [*PATHS[:2], *layout.TAGS, *layout.TAG_MANIFESTS.values()]


@pytest.mark.parametrize("path", FILES)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(chance=st.randoms(use_true_random=False), sealed=st.booleans())
def test_any_bit_turned_over_is_found_and_its_file_named(
    memory: tuple[MemoryStore, str], path: str, chance: random.Random, sealed: bool
) -> None:
    store, seal = memory
    good = store.contents[f"x/{path}"]
    bit = chance.randrange(len(good) * 8)
    damaged = bytearray(good)
    damaged[bit // 8] ^= 1 << (bit % 8)
    store.contents[f"x/{path}"] = bytes(damaged)
    try:
        report = verify_bag(store, "x", seal=seal if sealed else None)
    finally:
        store.contents[f"x/{path}"] = good
    assert paths_of(report) == [path]


@pytest.mark.parametrize("path", [*FILES, "data/пустой.txt"])
@pytest.mark.parametrize("change", ["cut", "grown", "missing"])
def test_files_cut_grown_and_missing(kept: Kept, path: str, change: str) -> None:
    file = kept.folder / path
    content = file.read_bytes()
    if change == "missing":
        file.unlink()
    else:
        file.write_bytes(content[:-1] if change == "cut" and content else content + b"\n")
    for seal in (None, kept.seal):
        report = verify_bag(kept.store, PREFIX, seal=seal)
        assert paths_of(report) == [path]
        kinds = {FaultKind.MISSING} if change == "missing" else {FaultKind.CHANGED, FaultKind.HOSTILE}
        assert report.faults[0].kind in kinds


def test_all_is_named_at_once(kept: Kept) -> None:
    flip(kept.folder / "data/Ёлки 1.pdf", 99)
    (kept.folder / "data/twin/журнал.json").unlink()
    (kept.folder / "data/лишний.txt").write_text("x")
    (kept.folder / "заметка.txt").write_text("x")
    assert faults_of(verify_bag(kept.store, PREFIX, seal=kept.seal)) == [
        ("data/twin/журнал.json", "missing"),
        ("data/Ёлки 1.pdf", "changed"),
        ("data/лишний.txt", "extra"),
        ("заметка.txt", "extra"),
    ]


def test_a_bag_rewritten_consistently_breaks_the_seal(directory: DirectoryStore, kept: Kept) -> None:
    write_bag(plan(pdf=b"forged"), directory, "forged")
    assert verify_bag(directory, "forged").whole
    report = verify_bag(directory, "forged", seal=kept.seal)
    assert faults_of(report) == [("tagmanifest-sha256.txt", "seal-broken")]
    assert report.seal != kept.seal


def test_a_forged_half_of_the_manifests_does_not_outvote_the_seal(kept: Kept) -> None:
    """Document, manifest-sha512 and tagmanifest-sha512 are changed together; the seal tells who is right."""
    store = MemoryStore()
    write_bag(plan(pdf=b"forged"), store, "f")
    for path in ("data/Ёлки 1.pdf", "manifest-sha512.txt", "tagmanifest-sha512.txt"):
        (kept.folder / path).write_bytes(store.contents[f"f/{path}"])
    report = verify_bag(kept.store, PREFIX, seal=kept.seal)
    assert {"data/Ёлки 1.pdf", "manifest-sha512.txt"} <= set(paths_of(report))
    assert "tagmanifest-sha256.txt" not in paths_of(report)


def test_nothing_there_is_no_bag(directory: DirectoryStore) -> None:
    report = verify_bag(directory, "nowhere")
    assert {fault.kind for fault in report.faults} == {FaultKind.MISSING}
    assert "bagit.txt" in paths_of(report)
    assert not report.whole


@pytest.mark.parametrize("budget", [Budget(size=1), Budget(seconds=0.0)])
def test_a_check_in_pieces_finds_the_same(kept: Kept, budget: Budget) -> None:
    flip(kept.folder / "bag-info.txt")
    flip(kept.folder / "data/Ёлки 1.pdf")
    once = verify_bag(kept.store, PREFIX, seal=kept.seal)
    told: list[int] = []
    cursor: Cursor | None = None
    calls = 0
    while True:
        more = {"seal": kept.seal, "budget": budget, "cursor": cursor}
        report = verify_bag(kept.store, PREFIX, progress=told.append, **more)  # type: ignore[arg-type]
        calls += 1
        if report.finished:
            break
        assert report.cursor
        assert not report.whole
        cursor = Cursor.decode(report.cursor.encode())
        assert cursor == report.cursor
    assert report == once
    assert calls > 5
    assert sum(told) == once.size


def test_a_cursor_of_another_state_starts_anew(kept: Kept) -> None:
    report = verify_bag(kept.store, PREFIX, budget=Budget(size=1))
    assert report.cursor
    (kept.folder / "data/twin/журнал.json").write_bytes(b"changed behind the cursor")
    flip(kept.folder / "manifest-sha512.txt", 3)
    again = verify_bag(kept.store, PREFIX, cursor=report.cursor)
    assert set(paths_of(again)) == {"data/twin/журнал.json", "manifest-sha512.txt"}
    for text in ("", "{}", "[]", '{"v":2}', '{"v":1,"faults":[]}'):
        assert Cursor.decode(text) is None


def hostile(root: Path, payload: str, *, oxum: str = "1.1") -> None:
    """A bag whose manifests agree with each other and name `payload`, made as an attacker would."""
    tags = {
        "bagit.txt": layout.COMMIT_CONTENT,
        "bag-info.txt": f"Payload-Oxum: {oxum}\n".encode(),
        "ЧИТАТЬ.txt": b"x",
        "metadata/premis.xml": b"<x/>",
    }
    for algorithm in ("sha256", "sha512"):
        digest = hashlib.new(algorithm, b"x").hexdigest()
        tags[f"manifest-{algorithm}.txt"] = f"{digest}  {payload}\n".encode()
    listed = sorted(tags, key=str.encode)
    for algorithm in ("sha256", "sha512"):
        lines = (f"{hashlib.new(algorithm, tags[path]).hexdigest()}  {path}\n" for path in listed)
        tags[f"tagmanifest-{algorithm}.txt"] = "".join(lines).encode()
    for path, content in tags.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(content)


@pytest.mark.parametrize(
    ("path", "offence"),
    [
        ("data/../../снаружи.txt", "dot-segment"),
        ("../снаружи.txt", "dot-segment"),
        ("/etc/passwd", "absolute"),
        ("data/и\u0306.pdf", "not-nfc"),
        ("data/C:\\x", "forbidden-character"),
        ("data/%2e%2e/x", "percent-sign"),
        ("снаружи.txt", "outside-payload"),
        ("data/" + "x" * 300, "too-long"),
    ],
)
def test_manifests_that_point_elsewhere_are_refused_by_name(
    directory: DirectoryStore, tmp_path: Path, path: str, offence: str
) -> None:
    (tmp_path / "снаружи.txt").write_bytes(b"x")
    hostile(directory.root / "bag", path)
    report = verify_bag(directory, "bag")
    assert ("manifest-sha256.txt", f"{offence}: {path}") in faults_of(report)
    assert (tmp_path / "снаружи.txt").read_bytes() == b"x"
    assert report.size < 10_000


def test_a_bag_that_lies_about_its_size(directory: DirectoryStore) -> None:
    hostile(directory.root / "bag", "data/x", oxum="999999999999.1")
    (directory.root / "bag/data").mkdir()
    (directory.root / "bag/data/x").write_bytes(b"x")
    assert faults_of(verify_bag(directory, "bag")) == [("bag-info.txt", "oxum-lies")]


def test_links_and_pipes_in_a_bag_are_not_followed(kept: Kept, tmp_path: Path) -> None:
    good = (kept.folder / "data/Ёлки 1.pdf").read_bytes()
    (tmp_path / "такой же.pdf").write_bytes(good)
    (kept.folder / "data/Ёлки 1.pdf").unlink()
    (kept.folder / "data/Ёлки 1.pdf").symlink_to(tmp_path / "такой же.pdf")
    (kept.folder / "bag-info.txt").unlink()
    os.mkfifo(kept.folder / "bag-info.txt")
    faults = faults_of(verify_bag(kept.store, PREFIX, seal=kept.seal))
    assert faults == [("bag-info.txt", "not-a-file"), ("data/Ёлки 1.pdf", "symbolic-link")]


class Endless(MemoryStore):
    """A medium with a million files, of which the n-th is made when asked for."""

    def list(self, prefix: str = "", *, hidden: bool = False):  # type: ignore[no-untyped-def]
        yield from super().list(prefix)
        for number in range(1_000_000):
            self.asked = number
            yield Entry(f"{prefix}/data/{number}", 1)

    def read_back(self, key: str):  # type: ignore[no-untyped-def]
        if key not in self.contents:
            raise StoreFailed(self.place, key, "read back", "injected")
        return super().read_back(key)


def test_a_million_entries_are_given_up_in_little_memory() -> None:
    store = Endless()
    source = MemoryStore()
    write_bag(plan(), source, "x")
    store.contents = source.contents
    tracemalloc.start()
    report = verify_bag(store, "x")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert Fault("data/", FaultKind.LIES, "too-many-entries") in report.faults
    assert store.asked <= layout.MOST_FILES
    assert peak < 100 << 20


def test_a_manifest_without_end_is_not_read(kept: Kept) -> None:
    with (kept.folder / "manifest-sha512.txt").open("r+b") as file:
        file.truncate(10 << 30)  # a hole: it takes no room
    store = kept.store
    real = store.read_back
    store.read_back = lambda key: (  # type: ignore[method-assign]
        (_ for _ in ()).throw(StoreFailed("", key, "", ""))
        if key.endswith("manifest-sha512.txt")
        else real(key)
    )
    assert ("manifest-sha512.txt", "too-large") in faults_of(verify_bag(store, PREFIX))


def test_what_the_medium_cannot_read_is_named_and_the_rest_compared(kept: Kept) -> None:
    store = MemoryStore()
    write_bag(plan(), store, "x")
    real = store.read_back

    def read_back(key: str):  # type: ignore[no-untyped-def]
        if key.endswith(".pdf"):
            raise StoreFailed("medium", key, "read", "Input/output error", errno=5)
        return real(key)

    store.read_back = read_back  # type: ignore[method-assign]
    report = verify_bag(store, "x")
    assert [(fault.path, fault.kind) for fault in report.faults] == [
        ("data/Ёлки 1.pdf", FaultKind.UNREADABLE)
    ]
    assert report.files == 10

    def gone(key: str) -> None:
        raise StoreUnreachable("medium", key, "read", "No such device")

    store.read_back = gone  # type: ignore[method-assign, assignment]
    with pytest.raises(StoreUnreachable):
        verify_bag(store, "x")


def test_unfinished_writes_of_others_are_no_fault(kept: Kept) -> None:
    (kept.folder / "data" / ".archiver-1.part").write_bytes(b"half")
    assert verify_bag(kept.store, PREFIX).whole
    kept.store.put(f"{PREFIX}/extra", BytesSource(b""))
    assert paths_of(verify_bag(kept.store, PREFIX)) == ["extra"]


def test_the_registers_list_judges_alone_when_the_seal_vouches_for_it(kept: Kept) -> None:
    known = dict(kept.receipt.digests)
    for path in (kept.folder / name for name in (*layout.MANIFESTS.values(), *layout.TAG_MANIFESTS.values())):
        path.write_bytes(b"")
    (kept.folder / PATHS[0]).unlink()
    (kept.folder / "data/лишний.txt").write_text("x")
    with (kept.folder / PATHS[1]).open("r+b") as file:
        file.truncate(1 << 40)  # of another length: it is not read
    manifests = sorted((*layout.MANIFESTS.values(), *layout.TAG_MANIFESTS.values()))
    report = verify_bag(kept.store, PREFIX, seal=kept.seal, known=known)
    assert sorted(paths_of(report)) == sorted([*manifests, *PATHS[:2], "data/лишний.txt"])
    kinds = {fault.path: fault.kind for fault in report.faults}
    assert [kinds[path] for path in (*PATHS[:2], "data/лишний.txt")] == [
        FaultKind.MISSING,
        FaultKind.CHANGED,
        FaultKind.EXTRA,
    ]


@pytest.mark.parametrize("wrong", ["shorter", "other", "no seal"])
def test_a_list_that_the_seal_does_not_vouch_for_is_not_believed(kept: Kept, wrong: str) -> None:
    known = dict(kept.receipt.digests)
    if wrong == "shorter":
        del known[PATHS[0]]
    elif wrong == "other":
        known[PATHS[0]] = known[PATHS[1]]
    seal = None if wrong == "no seal" else kept.seal
    assert proven(kept.receipt.digests, kept.seal)
    assert not proven(known, seal)
    assert verify_bag(kept.store, PREFIX, seal=seal, known=known).whole
