"""Bags: canonical, whole or no bag at all, and valid to judges that are not us."""

from __future__ import annotations

import os
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from bags import INFO, PATHS, PREFIX, Kept, contents, flip, loc_bagit, plan
from lxml import etree

from memory_store import MemoryStore
from storage.bag import info
from storage.bag.custody import abandon_bag, erase_bag, find_bags, keys_of
from storage.bag.layout import COMMIT
from storage.bag.plan import BagPlan, PayloadFile
from storage.bag.premis import PremisEvent
from storage.bag.reading import is_bag, read_info
from storage.bag.writer import write_bag
from storage.directory import DirectoryStore
from storage.errors import BagConflict, BagRefused, HostileEntry, ReadBackDiffers, StoreFailed
from storage.fixity import verify_bag
from storage.source import BytesSource
from storage.store import Store
from store_kinds import KINDS


def test_the_library_of_congress_finds_the_bag_valid(kept: Kept) -> None:
    bag = loc_bagit().Bag(str(kept.folder))
    assert bag.validate()
    assert bag.version == "1.0"
    assert set(bag.payload_files()) == set(PATHS)
    assert bag.info["Payload-Oxum"] == info.value_of(read_info(kept.store, PREFIX), "Payload-Oxum")
    assert bag.info["Source-Organization"].split() == INFO[0][1].split()
    assert bag.info["X-Note"] == ["первая", "вторая"]


@pytest.mark.parametrize("manifest", ["manifest-sha256.txt", "tagmanifest-sha256.txt"])
@pytest.mark.parametrize("damaged", [False, True])
def test_sha256sum_checks_the_bag_as_it_is(kept: Kept, manifest: str, damaged: bool) -> None:
    if damaged:
        flip(kept.folder / ("data/Ёлки 1.pdf" if manifest.startswith("m") else "bag-info.txt"))
    done = subprocess.run(
        ["sha256sum", "--strict", "-c", manifest],
        cwd=kept.folder,
        env={**os.environ, "LC_ALL": "C.UTF-8"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == int(damaged), done.stderr
    assert done.stdout.count(": OK") == (3 if manifest.startswith("m") else 6) - damaged
    done = subprocess.run(["sha512sum", "--strict", "-c", manifest.replace("256", "512")], cwd=kept.folder,
                          capture_output=True, check=False)  # fmt: skip
    assert done.returncode == int(damaged)


@pytest.mark.parametrize("store", KINDS, indirect=True)
def test_the_same_plan_gives_the_same_bytes_in_every_store(store: Store, kept: Kept) -> None:
    told = 0

    def progress(count: int) -> None:
        nonlocal told
        told += count

    receipt = write_bag(plan(), store, "another/place", progress=progress)
    assert receipt.seal == kept.seal
    documents = sum(receipt.digests[path].size for path in PATHS)
    assert told == 2 * documents  # written and read back; tags are not told of
    written = {path: store.read(f"another/place/{path}", 1 << 20) for path in receipt.digests}
    assert written == kept.files()
    again = write_bag(plan(), store, "another/place", progress=progress)
    assert (again.seal, again.written, set(again.kept)) == (receipt.seal, (), set(receipt.written))
    assert told == 4 * documents
    assert list(find_bags(store)) in (["another/place"], ["another/place", PREFIX])


def test_the_order_of_the_files_of_a_plan_does_not_matter(kept: Kept) -> None:
    turned = replace(plan(), files=plan().files[::-1])
    assert write_bag(turned, MemoryStore(), "x").seal == kept.seal


def test_bagit_txt_is_the_last_to_be_written_and_after_reading_back() -> None:
    class Watched(MemoryStore):
        def __init__(self) -> None:
            super().__init__()
            self.acts: list[tuple[str, str]] = []

        def put(self, key, source, digest=None):  # type: ignore[no-untyped-def]
            self.acts.append(("put", key))
            return super().put(key, source, digest)

        def read_back(self, key):  # type: ignore[no-untyped-def]
            self.acts.append(("back", key))
            return super().read_back(key)

    store = Watched()
    receipt = write_bag(plan(), store, "x")
    assert store.acts[-2:] == [("put", "x/bagit.txt"), ("back", "x/bagit.txt")]
    before = {key for verb, key in store.acts[:-2] if verb == "back"}
    assert before == {f"x/{path}" for path in receipt.digests} - {"x/bagit.txt"}


def test_bag_info_tells_what_it_was_told(kept: Kept) -> None:
    text = (kept.folder / "bag-info.txt").read_text("utf-8")
    assert all(len(line) <= info.WIDTH for line in text.splitlines())
    assert text.splitlines()[1].startswith(" ")
    size = sum(len(content) for path, content in kept.files().items() if path.startswith("data/"))
    assert read_info(kept.store, PREFIX) == (*INFO, ("Payload-Oxum", f"{size}.3"))
    assert info.value_of(INFO, "keep-until") == "2032-01-01"


def test_the_read_me_is_for_windows_and_tells_how_to_check(kept: Kept) -> None:
    raw = (kept.folder / "ЧИТАТЬ.txt").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    assert raw.count(b"\n") == raw.count(b"\r\n") > 20
    text = raw.decode("utf-8-sig")
    for words in (
        "sha256sum -c manifest-sha256.txt",
        "Get-FileHash",
        "Хранить до: 2032-01-01",
        "ИС-21",
        "data: 3",
    ):
        assert words in text


def test_premis_is_in_the_order_of_its_schema(kept: Kept) -> None:
    root = etree.fromstring((kept.folder / "metadata/premis.xml").read_bytes())
    assert root.tag == "{http://www.loc.gov/premis/v3}premis"
    names = [etree.QName(child).localname for child in root]
    assert names == ["object"] * 3 + ["event", "agent"]
    space = {"p": "http://www.loc.gov/premis/v3"}
    path = "p:object[p:objectIdentifier/p:objectIdentifierValue='data/Ёлки 1.pdf']//p:messageDigest/text()"
    digest = kept.receipt.digests["data/Ёлки 1.pdf"]
    assert root.xpath(path, namespaces=space) == [digest.sha256, digest.sha512]
    assert root.xpath("p:event/p:eventDateTime/text()", namespaces=space) == ["2026-07-02T09:30:00+04:00"]
    assert "<по описи> &" in root.xpath("string(p:event//p:eventDetail)", namespaces=space)


BAD_PATHS = {
    "../наружу": "dot-segment",
    "/etc/passwd": "absolute",
    "100%.pdf": "percent-sign",
    "и\u0306.pdf": "not-nfc",
    "a:b": "forbidden-character",
    "ёлки 1.PDF": "name-collision",
    "Ёлки 1.pdf": "named-twice",
    "Ёлки 1.pdf/x": "name-collision",
}


@pytest.mark.parametrize(("path", "offence"), BAD_PATHS.items())
def test_documents_no_medium_could_carry_are_refused_before_writing(path: str, offence: str) -> None:
    store = MemoryStore()
    bad = replace(plan(), files=(*plan().files, PayloadFile(path, BytesSource(b""))))
    with pytest.raises(BagRefused) as refusal:
        write_bag(bad, store, "x")
    assert refusal.value.offence == offence
    assert store.contents == {}


BAD_INFO = {
    ("Label With Space", "x"): "bad-label",
    ("payload-oxum", "1.1"): "bad-label",
    ("A", " \n "): "empty-value",
    ("A", "x\0y"): "control-character",
    ("A", "и\u0306"): "not-nfc",
}


@pytest.mark.parametrize(("pair", "offence"), BAD_INFO.items())
def test_labels_that_could_be_read_as_something_else_are_refused(pair: tuple[str, str], offence: str) -> None:
    with pytest.raises(BagRefused) as refusal:
        write_bag(replace(plan(), info=(pair,)), MemoryStore(), "x")
    assert refusal.value.offence == offence


def test_an_empty_bag_and_times_without_zone_are_refused() -> None:
    import datetime as dt

    with pytest.raises(BagRefused):
        write_bag(BagPlan((), INFO), MemoryStore(), "x")
    event = PremisEvent("e", "creation", dt.datetime(2026, 1, 1), "x")
    with pytest.raises(BagRefused):
        write_bag(replace(plan(), events=(event,)), MemoryStore(), "x")


def test_a_value_may_not_smuggle_in_a_line(kept: Kept) -> None:
    store = MemoryStore()
    write_bag(replace(plan(), info=(("A", "one\nPayload-Oxum: 1.1\n  two"),)), store, "x")
    assert read_info(store, "x")[0] == ("A", "one Payload-Oxum: 1.1 two")


def test_another_whole_bag_is_never_touched(kept: Kept) -> None:
    before = kept.files()
    with pytest.raises(BagConflict) as refusal:
        write_bag(plan(pdf=b"other"), kept.store, PREFIX)
    assert refusal.value.paths == ("data/Ёлки 1.pdf",)
    (kept.folder / "data/пустой.txt").unlink()
    with pytest.raises(BagConflict):
        write_bag(plan(), kept.store, PREFIX)
    with pytest.raises(BagConflict):
        abandon_bag(kept.store, PREFIX)
    assert contents(kept.folder) == {path: one for path, one in before.items() if path != "data/пустой.txt"}


def test_foreign_files_are_named_and_left(directory: DirectoryStore) -> None:
    directory.put("x/data/чужой.txt", BytesSource(b"theirs"))
    with pytest.raises(BagConflict) as refusal:
        write_bag(plan(), directory, "x")
    assert refusal.value.paths == ("data/чужой.txt",)
    assert [entry.key for entry in directory.list()] == ["x/data/чужой.txt"]


def test_a_link_in_place_of_a_file_is_refused(directory: DirectoryStore, tmp_path: Path) -> None:
    (directory.root / "x").mkdir()
    (directory.root / "x/bag-info.txt").symlink_to(tmp_path / "outside")
    with pytest.raises(HostileEntry):
        write_bag(plan(), directory, "x")
    assert not (tmp_path / "outside").exists()


def test_an_interrupted_bag_is_none_and_is_finished(directory: DirectoryStore) -> None:
    whole = write_bag(plan(), directory, "x")
    for torn in ("bagit.txt", "data/Ёлки 1.pdf"):
        (directory.root / "x" / torn).unlink()
    flip(directory.root / "x/bag-info.txt")
    (directory.root / "x/data/пустой.txt").write_bytes(b"not empty")
    assert not is_bag(directory, "x")
    assert list(find_bags(directory)) == []
    with pytest.raises(loc_bagit().BagError):
        loc_bagit().Bag(str(directory.root / "x"))
    receipt = write_bag(plan(), directory, "x")
    assert receipt.seal == whole.seal
    assert set(receipt.written) == {"bagit.txt", "data/Ёлки 1.pdf", "bag-info.txt", "data/пустой.txt"}
    assert loc_bagit().Bag(str(directory.root / "x")).validate()


def test_an_unfinished_bag_can_be_given_up(directory: DirectoryStore) -> None:
    write_bag(plan(), directory, "x")
    (directory.root / "x" / COMMIT).unlink()
    assert all(answer.gone for answer in abandon_bag(directory, "x"))
    assert list(directory.root.iterdir()) == []


@pytest.mark.parametrize("store", KINDS, indirect=True)
def test_erasing_a_bag_leaves_nothing(store: Store) -> None:
    receipt = write_bag(plan(), store, "x")
    write_bag(plan(), store, "xy")
    answers = erase_bag(store, "x")
    assert answers[0].key == "x/bagit.txt"
    assert {answer.key for answer in answers} == {f"x/{path}" for path in receipt.digests}
    assert all(answer.gone for answer in answers)
    assert keys_of(store, "x", hidden=True) == []
    assert erase_bag(store, "x") == ()
    assert is_bag(store, "xy")


def test_a_medium_that_does_not_keep_what_it_is_given_gets_no_bag() -> None:
    class Torn(MemoryStore):
        def put(self, key, source, digest=None):  # type: ignore[no-untyped-def]
            found = super().put(key, source, digest)
            if key.endswith(".pdf"):
                self.contents[key] = self.contents[key][:-1]
            return found

    store = Torn()
    with pytest.raises(ReadBackDiffers) as refusal:
        write_bag(plan(), store, "x")
    assert refusal.value.key == "x/data/Ёлки 1.pdf"
    assert not is_bag(store, "x")


class Failing(MemoryStore):
    """Fails at its n-th act, in one of the ways stores do: before, after (the answer is lost), or by half."""

    def __init__(self, at: int, late: bool) -> None:
        super().__init__()
        self.at, self.late, self.acts = at, late, 0

    def _act(self) -> bool:
        self.acts += 1
        return self.acts == self.at

    def put(self, key, source, digest=None):  # type: ignore[no-untyped-def]
        fails = self._act()
        if fails and not self.late:
            raise StoreFailed(self.place, key, "put", "injected")
        found = super().put(key, source, digest)
        if fails:
            raise StoreFailed(self.place, key, "put", "injected: the answer is lost")
        return found

    def read_back(self, key):  # type: ignore[no-untyped-def]
        if self._act():
            raise StoreFailed(self.place, key, "read back", "injected")
        return super().read_back(key)


@pytest.mark.parametrize("late", [False, True])
def test_whenever_a_store_fails_the_bag_is_none_and_the_next_call_finishes_it(late: bool, kept: Kept) -> None:
    for at in range(1, 23):
        store = Failing(at, late)
        with pytest.raises(StoreFailed):
            write_bag(plan(), store, "x")
        if is_bag(store, "x"):  # everything but the last reading back had been done
            assert at >= 21
        receipt = write_bag(plan(), store, "x")
        assert receipt.seal == kept.seal
        assert {key[2:]: content for key, content in store.contents.items()} == kept.files()
    assert store.acts > 23


def test_what_a_system_leaves_in_the_folder_stops_no_writing(directory: DirectoryStore) -> None:
    folder = directory.root / "x"
    (folder / "data").mkdir(parents=True)
    (folder / "data/Thumbs.db").write_bytes(b"x")
    receipt = write_bag(plan(), directory, "x")
    found = verify_bag(directory, "x", seal=receipt.seal, known=receipt.digests)
    assert found.intact
    assert [fault.path for fault in found.faults] == ["data/Thumbs.db"]
    assert all(answer.gone for answer in erase_bag(directory, "x")), "thumbnails show what the bag held"
    assert not folder.exists()
