"""Bags for tests: a small plan with hard names, and a bag that lies on a disk."""

from __future__ import annotations

import datetime as dt
import sys
import types
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from types import ModuleType

from storage.bag.plan import BagPlan, PayloadFile
from storage.bag.premis import PremisAgent, PremisEvent
from storage.bag.writer import BagReceipt, write_bag
from storage.source import BytesSource
from storage.store import Store

PREFIX = "2025-26/ИС-21"
PATHS = ("data/twin/журнал.json", "data/Ёлки 1.pdf", "data/пустой.txt")
INFO = (
    ("Source-Organization", "Технологический колледж имени человека с длинной фамилией в городе на Волге"),
    ("External-Identifier", "05-11/2025-26/ИС-21"),
    ("Bagging-Date", "2026-07-02"),
    ("Record-Series", "05-11"),
    ("Keep-Until", "2032-01-01"),
    ("X-Note", "первая"),
    ("X-Note", "вторая"),
)


def plan(**contents: bytes) -> BagPlan:
    """Three documents; `pdf=…` gives another content to one of them."""
    files = (
        PayloadFile(
            "Ёлки 1.pdf",
            BytesSource(contents.get("pdf", b"%PDF " + bytes(range(256)) * 20)),
            "application/pdf",
        ),
        PayloadFile("twin/журнал.json", BytesSource(b'{"\xd1\x91": 1}'), "application/json"),
        PayloadFile("пустой.txt", BytesSource(b"")),
    )
    event = PremisEvent(
        "event-1",
        "ingestion",
        dt.datetime(2026, 7, 2, 9, 30, tzinfo=dt.timezone(dt.timedelta(hours=4))),
        "Принято в архив <по описи> & проверено",
        agents=("archiver",),
        paths=("data/Ёлки 1.pdf",),
    )
    return BagPlan(files, INFO, (event,), (PremisAgent("archiver", "archiver 1.0", "software"),))


@dataclass(frozen=True)
class Kept:
    """A whole bag in a store; `folder` is where it lies on the disk."""

    store: Store
    folder: Path
    receipt: BagReceipt

    @classmethod
    def on(cls, store: Store, root: Path, prefix: str = PREFIX) -> Kept:
        return cls(store, root / prefix, write_bag(plan(), store, prefix))

    @property
    def seal(self) -> str:
        return self.receipt.seal

    def files(self) -> dict[str, bytes]:
        """Everything in the folder, by path."""
        return contents(self.folder)


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and not path.is_symlink()
    }


def flip(path: Path, bit: int = 0) -> None:
    """Turn one bit of a file over."""
    content = bytearray(path.read_bytes())
    content[bit // 8] ^= 1 << (bit % 8)
    path.write_bytes(content)


def loc_bagit() -> ModuleType:
    """The Library of Congress' bagit, the outside judge; it asks setuptools, if there, for its version."""
    stand_in = types.ModuleType("pkg_resources")
    stand_in.DistributionNotFound = metadata.PackageNotFoundError  # type: ignore[attr-defined]
    stand_in.get_distribution = metadata.distribution  # type: ignore[attr-defined]
    sys.modules.setdefault("pkg_resources", stand_in)
    import bagit

    return bagit
