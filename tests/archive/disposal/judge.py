"""A model of what may be destroyed, in plain dates and names, that judges what an archive lets go.

It reads folders and the database as a stranger does, by paths and SQL, and asks the program nothing.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from witness import bags_below, is_whole, names_in, seal_of

from archive_for_disposal import Archive
from archiver.counter.stores import open_store
from archiver.errors import ArchiverError
from archiver.register.model.media import Medium
from archiver.settings.tables import ArchiveSettings
from storage.errors import StoreFailed, StoreFull, StoreUnreachable
from storage.store import Erased, Store

MEDIA = ("Н-1", "Н-2")
GROUPS = ("А-1", "Б-2", "В-3")
SURNAMES = {"А-1": "Абаев", "Б-2": "Бородин", "В-3": "Воронов"}
LOGINS = ("archivist", "director", "it")
MOODS = ("refusing", "dying", "losing answers", "full")
"""How a folder fails."""
JOURNALS, EVIDENCE = "05-11", "05-14"
Media = dict[str, dict[str, dict[str, bytes]]]


def papers_of(names: tuple[str, ...]) -> dict[str, bytes]:
    """Papers that come out otherwise each time."""
    text = "\n".join(names).encode() + os.urandom(8)
    return {"act": text, "extract": text}


def stopping(at: int | None) -> Callable[[str], None]:
    """Dies at the n-th step it is told."""
    left = at

    def step(_name: str) -> None:
        nonlocal left
        if left is not None:
            left -= 1
            if left == 0:
                raise Stopped

    return step


class Stopped(BaseException):
    """The program dies here."""


@dataclass
class File:
    """What is known here of a journal: when it may go, what keeps it, what it was."""

    closed_on: dt.date
    holds: list[int] = field(default_factory=list)
    statement: bool = False
    kept: Media = field(default_factory=dict)
    """Every bag it ever had, by medium and place, as it was first seen whole."""

    @property
    def may_go_on(self) -> dt.date:
        return dt.date(self.closed_on.year + 6, 1, 1)


@dataclass
class Act:
    """What is known here of an act: its groups and who took which step."""

    groups: tuple[str, ...]
    author: str
    agreed: bool = False
    approver: str = ""
    begun: bool = False
    cancelled: bool = False
    accounted: bool = False


class Disks:
    """Opens folders that fail as the test wants."""

    def __init__(self) -> None:
        self.moods: dict[str, str] = {}

    def open(
        self, medium: Medium, settings_: ArchiveSettings, *, guard: Callable[[], None] | None = None
    ) -> Store:
        store = open_store(medium, settings_, guard=guard)
        mood = self.moods.get(medium.inventory_number, "")
        if mood:
            setattr(store, "erase", self.failing(store, mood))  # noqa: B010 - a method of one store only
        if mood == "full":
            setattr(store, "put", self.full(store))  # noqa: B010
        return store

    def failing(self, store: Store, mood: str) -> Callable[..., tuple[Erased, ...]]:
        real, calls = store.erase, 0

        def erase(key: str, *, bypass: bool = False) -> tuple[Erased, ...]:
            nonlocal calls
            calls += 1
            if mood == "refusing" and calls % 2:
                return (Erased(key, "file", None, 1, "refused", gone=False),)
            if mood == "dying" and calls > 3:
                raise StoreUnreachable(store.place, key, "erase", "gone")
            answers = real(key, bypass=bypass)
            if mood == "losing answers" and calls % 3 == 0:
                raise StoreFailed(store.place, key, "erase", "input/output error")
            return answers

        return erase

    def full(self, store: Store) -> Callable[..., Any]:
        def put(key: str, *_more: object) -> None:
            raise StoreFull(store.place, key, "write", "no space")

        return put


class Judge:
    """Looks at an archive in `folder` and compares it with the model in `files` and `acts`."""

    archive: Archive
    folder: Path
    files: dict[str, File]
    acts: dict[str, Act]

    # Looking as a stranger

    def place(self, medium: str) -> Path:
        folder = self.folder / medium
        return folder if folder.exists() else self.folder / f"{medium} in a drawer"

    def media(self) -> Media:
        return {medium: bags_below(self.place(medium), JOURNALS) for medium in MEDIA}

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        with closing(sqlite3.connect(f"file:{self.folder}/register.db?mode=ro", uri=True)) as database:
            return database.execute(query).fetchall()

    def everything(self) -> str:
        with closing(sqlite3.connect(f"file:{self.folder}/register.db?mode=ro", uri=True)) as database:
            return hashlib.sha256("\n".join(database.iterdump()).encode()).hexdigest()

    def attempt(self, action: Callable[[], object]) -> bool:
        """Whether it was done; what is refused changes nothing."""
        before = self.everything(), self.media()
        try:
            action()
        except ArchiverError:
            assert (self.everything(), self.media()) == before
            return False
        return True

    def today(self) -> dt.date:
        return self.archive.clock.today

    def id_of(self, group: str) -> int | None:
        found = self.rows(
            f"SELECT id FROM files WHERE series = '{JOURNALS}' AND external_id LIKE '%/{group}'"
        )
        return found[0][0] if found else None

    def burnt(self) -> set[str]:
        """Groups with a volume that is destroyed."""
        rows = self.rows("SELECT file_id FROM paper_copies WHERE state = 'destroyed'")
        return {group for group in self.files if (self.id_of(group),) in rows}

    # Judging

    def check_ripe(self, group: str) -> None:
        file = self.files[group]
        assert self.today() >= file.may_go_on
        assert not file.holds
        assert file.statement

    def check_gone(self, before: Media, number: str, by: str) -> None:
        """Every file that left a folder in a run of an act."""
        after = self.media()
        gone = [
            (medium, prefix)
            for medium, bags in before.items()
            for prefix, bag in bags.items()
            if after[medium].get(prefix) != bag
        ]
        if not gone:
            return
        act = self.acts[number]
        assert act.agreed and act.approver and act.begun and not act.cancelled and not act.accounted
        assert by != act.approver and act.approver != act.author
        intents = self.told("intents", number)
        for medium, prefix in gone:
            group = prefix.rpartition("/")[2].partition(" ")[0]
            assert group in act.groups
            self.check_ripe(group)
            assert self.rows(f"SELECT 1 FROM tombstones WHERE file_id = {self.id_of(group)}")
            assert self.rows(f"SELECT 1 FROM evidence WHERE file_id = {self.id_of(group)}")
            copies = [copy for copy, place in self.places(number).items() if place == (medium, prefix)]
            assert any(copy in intents for copy in copies)

    def told(self, table: str, number: str) -> dict[str, dict[str, Any]]:
        found = self.rows(
            f"SELECT t.copy, t.value FROM {table} t JOIN destruction_acts d ON d.id = t.act_id "
            f"WHERE d.number = '{number}'"
        )
        return {copy: json.loads(value) for copy, value in found}

    def places(self, number: str) -> dict[str, tuple[str, str]]:
        """Where each copy of an act lies or lay."""
        rows = self.rows(
            "SELECT r.value FROM act_rows r JOIN destruction_acts d ON d.id = r.act_id "
            f"WHERE d.number = '{number}'"
        )
        copies = [copy for (value,) in rows for copy in json.loads(value)["copies"]]
        copies += self.told("act_copies", number).values()
        return {copy["id"]: (copy["where"], copy["what"]) for copy in copies}

    def check_nothing_left(self, number: str) -> None:
        act = self.acts[number]
        proofs, places = self.told("proofs", number), self.places(number)
        assert proofs.keys() == places.keys()
        assert act.approver not in {proof["by"]["id"] for proof in proofs.values()}
        for group in act.groups:
            assert names_in(self.folder / "register.db", [SURNAMES[group]]) == []
            assert self.rows(f"SELECT state FROM files WHERE id = {self.id_of(group)}") == [("destroyed",)]
            assert not self.rows(
                f"SELECT 1 FROM paper_copies WHERE file_id = {self.id_of(group)} AND state != 'destroyed'"
            )
            for medium in MEDIA:
                bags = bags_below(self.place(medium), EVIDENCE).values()
                named = [bag for bag in bags if SURNAMES[group].encode() in bag["data/evidence/act.pdf"]]
                assert [is_whole(bag) for bag in named] == [True]
                for prefix, bag in self.files[group].kept.get(medium, {}).items():
                    of_copy = [proofs[copy] for copy, place in places.items() if place == (medium, prefix)]
                    assert seal_of(bag) in [proof["digest_before"] for proof in of_copy]

    def remember(self) -> None:
        """Remember what is new and whole; nothing may lie anywhere of what is accounted for."""
        for medium, bags in self.media().items():
            for prefix, bag in bags.items():
                group = prefix.rpartition("/")[2].partition(" ")[0]
                assert not any(act.accounted for act in self.acts.values() if group in act.groups)
                if group in self.files and is_whole(bag):
                    self.files[group].kept.setdefault(medium, {}).setdefault(prefix, bag)
