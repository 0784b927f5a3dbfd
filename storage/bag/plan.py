"""What is to become a bag."""

from __future__ import annotations

from dataclasses import dataclass

from storage.bag import info
from storage.bag.info import Pairs
from storage.bag.layout import PAYLOAD, check_paths
from storage.bag.manifest import ordered
from storage.bag.premis import PremisAgent, PremisEvent
from storage.digests import Digest
from storage.source import Source


@dataclass(frozen=True, slots=True)
class PayloadFile:
    """A document of the bag: its path below «data», its bytes, and their digest where it is known already.

    A known digest is checked against what is read, and saves a reading where a bucket wants it beforehand.
    """

    path: str
    source: Source
    media_type: str = "application/octet-stream"
    digest: Digest | None = None


@dataclass(frozen=True, slots=True)
class BagPlan:
    """The documents, the labels of bag-info.txt in order, and the events told in PREMIS.

    The same plan gives the same bytes, on any medium, at any time: dates are the caller's.
    """

    files: tuple[PayloadFile, ...]
    info: tuple[tuple[str, str], ...]
    events: tuple[PremisEvent, ...] = ()
    agents: tuple[PremisAgent, ...] = ()

    def check(self) -> None:
        """Refuse what no medium could keep; raises BagRefused."""
        check_paths(file.path for file in self.files)
        labels: Pairs = self.info
        info.encode(labels, size=0, count=0)

    def by_path(self) -> dict[str, PayloadFile]:
        """The documents by their path in the bag, in the order of the manifests."""
        files = {PAYLOAD + file.path: file for file in self.files}
        return {path: files[path] for path in ordered(files)}

    @property
    def size(self) -> int:
        """Bytes of all documents, as far as known before reading them."""
        return sum(file.source.size for file in self.files)
