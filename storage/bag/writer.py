"""Writing a bag into a store, in one pass over the documents, so that it can be interrupted anywhere.

The order is the proof: documents, then tag files, then manifests, all brought to the device (at once, where
the system can), all read back from there, and only then `bagit.txt`, which makes it a bag. Called again with
the same plan, what is already whole is read back and left, the rest is written; a bag that is whole already
only gets proven.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from storage.bag import info, manifest
from storage.bag.foreign import is_of_a_system
from storage.bag.layout import (
    COMMIT,
    COMMIT_CONTENT,
    INFO,
    MANIFESTS,
    MOST_FILES,
    PREMIS,
    READ_ME,
    SEALED,
    TAG_MANIFESTS,
    TAGS,
)
from storage.bag.plan import BagPlan, PayloadFile
from storage.bag.premis import premis_xml
from storage.bag.read_me import read_me
from storage.digests import ALGORITHMS, Digest
from storage.errors import BagConflict, HostileEntry, Missing
from storage.keys import joined
from storage.source import BytesSource, Source, Watched
from storage.store import Entry, Store, Way, weakest

Progress = Callable[[int], None]
"""Told how many more bytes were written or read back; a bag of n bytes of documents tells about 2 n."""


@dataclass(frozen=True, slots=True)
class BagReceipt:
    """A bag that lies whole on a medium, proven by reading it back.

    `seal` is the SHA-256 of its tagmanifest-sha256.txt: the register keeps it, and it vouches for every byte.
    `way` is the weakest way any of its files was read back. `kept` were there already, `written` were not.
    """

    prefix: str
    seal: str
    digests: dict[str, Digest]
    way: Way
    written: tuple[str, ...]
    kept: tuple[str, ...]

    @property
    def size(self) -> int:
        """Bytes of all files."""
        return sum(digest.size for digest in self.digests.values())


def write_bag(plan: BagPlan, store: Store, prefix: str, *, progress: Progress | None = None) -> BagReceipt:
    """Write `plan` under the folder `prefix`, read all of it back, and commit it.

    Raises BagRefused (the plan), BagConflict (another whole bag is there, or files no plan of this bag has),
    ReadBackDiffers (the medium does not keep what it is given), and what Store.put raises. After any of them
    the bag is not committed, and calling again goes on from there.
    """
    plan.check()
    return _Writing(plan, store, prefix, progress or (lambda _bytes: None)).go()


class _Writing:
    def __init__(self, plan: BagPlan, store: Store, prefix: str, progress: Progress) -> None:
        self.files, self.plan = plan.by_path(), plan
        self.store, self.prefix, self.progress = store, prefix, progress
        self.digests: dict[str, Digest] = {}
        self.ways: dict[str, Way] = {}
        self.kept: list[str] = []
        self.written: list[str] = []

    def go(self) -> BagReceipt:
        self.store.sweep(self.prefix)
        there = self._there()
        self.whole = COMMIT in there
        with self.store.together() as made_durable:
            for path, file in self.files.items():
                self._ensure(path, file, there.get(path))
            for path, content in self._tags():
                self._ensure(path, PayloadFile(path, BytesSource(content)), there.get(path))
            made_durable()
        with self.store.visit():  # the folders are walked to anew: what is proven lies where it is looked for
            for path in self.written:
                self._prove(path)
        self._ensure(COMMIT, PayloadFile(COMMIT, BytesSource(COMMIT_CONTENT)), there.get(COMMIT))
        if COMMIT in self.written:
            self._prove(COMMIT)
        return BagReceipt(
            self.prefix,
            self.digests[SEALED].sha256,
            self.digests,
            weakest(self.ways.values()),
            tuple(self.written),
            tuple(self.kept),
        )

    def _there(self) -> dict[str, Entry]:
        cut = len(joined(self.prefix, ""))
        ours = {*self.files, *TAGS, *TAG_MANIFESTS.values()}
        there: dict[str, Entry] = {}
        foreign: list[str] = []
        for entry in self.store.list(self.prefix):
            path = entry.key[cut:]
            if path not in ours:
                if not is_of_a_system(path):  # a window was open beside: that stops no deposit
                    foreign.append(path)
            elif entry.offence:
                raise HostileEntry(self.store.place, entry.key, entry.offence)
            else:
                there[path] = entry
            if len(foreign) > MOST_FILES:
                break
        if foreign:
            raise BagConflict(self.store.place, self.prefix, foreign[:20])
        return there

    def _ensure(self, path: str, file: PayloadFile, entry: Entry | None) -> None:
        key = joined(self.prefix, path)
        if entry is None:
            if self.whole:  # a whole bag is not added to: that is repair's work, which knows the seal
                raise BagConflict(self.store.place, self.prefix, [path])
            self.digests[path] = self.store.put(key, self._watched(path, file), file.digest)
            self.written.append(path)
            return
        digest = self.digests[path] = file.digest or file.source.digest()
        if entry.size == digest.size:
            try:
                back = self.store.read_back(key)
            except Missing as error:  # taken away under our eyes
                raise BagConflict(self.store.place, self.prefix, [path]) from error
            if back.digest == digest:
                self.ways[path] = back.way
                self.kept.append(path)
                self._tell(path, 2 * digest.size)
                return
        if self.whole:
            raise BagConflict(self.store.place, self.prefix, [path])
        self.store.replace(key, self._watched(path, file), digest)
        self.written.append(path)

    def _tags(self) -> list[tuple[str, bytes]]:
        """All tag files but the last, in the order of writing."""
        documents = {path: (self.digests[path], file.media_type) for path, file in self.files.items()}
        total = sum(digest.size for digest, _kind in documents.values())
        tags = {
            INFO: info.encode(self.plan.info, size=total, count=len(documents)),
            READ_ME: read_me(self.plan.info, size=total, count=len(documents)),
            PREMIS: premis_xml(documents, self.plan.events, self.plan.agents),
        }
        for algorithm in ALGORITHMS:
            sums = {path: self.digests[path].of(algorithm) for path in self.files}
            tags[MANIFESTS[algorithm]] = manifest.encode(sums)
        of_tags = {path: BytesSource(content).digest() for path, content in tags.items()}
        of_tags[COMMIT] = BytesSource(COMMIT_CONTENT).digest()
        for algorithm in ALGORITHMS:
            sums = {path: digest.of(algorithm) for path, digest in of_tags.items()}
            tags[TAG_MANIFESTS[algorithm]] = manifest.encode(sums)
        return list(tags.items())

    def _prove(self, path: str) -> None:
        self.ways[path] = self.store.prove(joined(self.prefix, path), self.digests[path])
        self._tell(path, self.digests[path].size)

    def _watched(self, path: str, file: PayloadFile) -> Source:
        """The source of a file whose bytes are told as they are written."""
        return Watched(file.source, self.progress) if path in self.files else file.source

    def _tell(self, path: str, size: int) -> None:
        """Tell of bytes of documents: twice what they are is what a deposit expects, without tags."""
        if path in self.files:
            self.progress(size)
