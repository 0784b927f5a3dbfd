"""Any order of events over the real use cases: what may never happen, whatever people and disks do.

The machine deposits journals on folders that are pulled out, fail and lose answers, takes acts on by anybody
at any time, stops runs anywhere and puts bags back. A model kept here, in plain dates and names, judges every
file that leaves a folder; folders and database are read as a stranger reads them.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from archive_for_disposal import Archive
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from witness import bags_below, is_whole, names_in, seal_of

import archiver.depositing.shelves
import archiver.disposal.shelves
from archiver.disposal import steps
from archiver.disposal.drafting import Wanted, draw_up
from archiver.disposal.execution import Run
from archiver.disposal.paper import HandOver, confirm_paper
from archiver.disposal.papers import Papers
from archiver.errors import ArchiverError
from archiver.media_stores import open_store
from archiver.register.model.media import Medium
from archiver.settings import ArchiveSettings
from retention.copies import Method
from retention.people import Protocol
from storage.errors import StoreFailed, StoreUnreachable
from storage.store import Erased, Store

MEDIA = ("Н-1", "Н-2")
GROUPS = ("А-1", "Б-2", "В-3")
SURNAMES = {"А-1": "Абаев", "Б-2": "Бородин", "В-3": "Воронов"}
LOGINS = ("archivist", "director", "it")
JOURNALS, EVIDENCE = "05-11", "05-14"
Media = dict[str, dict[str, dict[str, bytes]]]


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

    def open(self, medium: Medium, settings_: ArchiveSettings) -> Store:
        store = open_store(medium, settings_)
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
            raise StoreFailed(store.place, key, "write", "no space")

        return put


GROUP = st.sampled_from(GROUPS)
MEDIUM = st.sampled_from(MEDIA)
LOGIN = st.sampled_from(LOGINS)
ACT = st.integers(1, 3)
STOP = st.one_of(st.none(), st.none(), st.integers(1, 26))


class Lives(RuleBasedStateMachine):
    """An archive everybody may touch."""

    template: Path

    @initialize()
    def open(self) -> None:
        self.stack = ExitStack()
        above = Path(tempfile.mkdtemp(dir=self.template.parent))
        self.stack.callback(shutil.rmtree, above)
        patch = self.stack.enter_context(pytest.MonkeyPatch.context())
        self.disks = Disks()
        for module in (archiver.disposal.shelves, archiver.depositing.shelves):
            patch.setattr(module, "open_store", self.disks.open)
        patch.setattr(Papers, "printed", lambda _self, completed, _lines: papers_of(completed.subjects))
        self.folder = above
        shutil.copy(self.template, above / "register.db")
        self.archive = Archive.at(f"sqlite:///{above}/register.db", above)
        self.stack.callback(self.archive.register.close)
        self.files: dict[str, File] = {}
        self.acts: dict[str, Act] = {}

    def teardown(self) -> None:
        if hasattr(self, "stack"):
            self.stack.close()

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

    def office(self, login: str) -> Any:
        return self.archive.office(login, self.today())

    def number(self, act: int) -> str:
        return list(self.acts)[act - 1] if act <= len(self.acts) else "нет"

    # People, papers, disks, time

    @rule(days=st.sampled_from([0, 1, 30, 400]))
    def wait(self, days: int) -> None:
        self.archive.clock.now += dt.timedelta(days=days, minutes=1)

    @rule(
        group=GROUP,
        closed=st.sampled_from([2020, 2020, 2021]),
        statement=st.sampled_from([True, True, False]),
    )
    def accept(self, group: str, closed: int, statement: bool) -> None:
        if group not in self.files and self.deposit(group, b"1", dt.date(closed, 7, 5)):
            self.files[group] = File(dt.date(closed, 7, 5))
            if statement:
                self.take_statement_out(group)

    @rule(group=GROUP)
    def take_statement_out(self, group: str) -> None:
        if group in self.files and self.deposit(group, b"1", self.files[group].closed_on, "05-12"):
            self.files[group].statement = True

    @rule(group=GROUP, late=st.booleans(), stop=st.one_of(st.none(), st.integers(1, 6)))
    def make_anew(self, group: str, late: bool, stop: int | None) -> None:
        """A new version of a journal: reprinted, or corrected late; the run may die."""
        file = self.files.get(group)
        if file is None:
            return
        closed = self.today() if late else file.closed_on
        if self.deposit(group, str(self.archive.clock.now).encode(), closed, stop=stop):
            file.closed_on = closed

    def deposit(
        self, group: str, content: bytes, closed: dt.date, series: str = JOURNALS, stop: int | None = None
    ) -> bool:
        students = (f"{SURNAMES[group]} Пётр Ильич",) if series == JOURNALS else ("Сводная Вера Львовна",)
        try:
            self.archive.deposit(
                group, series, content=content, new_version="правка", closed_on=closed, students=students,
                step=stopping(stop),
            )  # fmt: skip
        except (ArchiverError, AssertionError, Stopped):
            return False
        return True

    @rule(group=GROUP)
    def hold(self, group: str) -> None:
        file_id = self.id_of(group)
        if file_id is not None:
            with self.archive.register.transaction(by="director") as work:
                self.files[group].holds.append(work.holds.place(file_id, "запрос").id)

    @rule(group=GROUP)
    def lift(self, group: str) -> None:
        if group in self.files and self.files[group].holds:
            with self.archive.register.transaction(by="director") as work:
                work.holds.lift(work.holds.get(self.files[group].holds.pop()), "отзыв")

    def id_of(self, group: str) -> int | None:
        found = self.rows(
            f"SELECT id FROM files WHERE series = '{JOURNALS}' AND external_id LIKE '%/{group}'"
        )
        return found[0][0] if found else None

    @rule(group=GROUP)
    def bind(self, group: str) -> None:
        """A volume on paper is registered."""
        file_id = self.id_of(group)
        if file_id is not None:
            with self.archive.register.reading() as work:
                file = work.files.get(file_id)
            self.attempt(lambda: self.archive.paper(file))

    @rule(medium=MEDIUM)
    def plug(self, medium: str) -> None:
        """Take a medium away, or bring it back."""
        folder, drawer = self.folder / medium, self.folder / f"{medium} in a drawer"
        if folder.exists():
            folder.rename(drawer)
        else:
            drawer.rename(folder)

    @rule(medium=MEDIUM, mood=st.sampled_from(["", "", "refusing", "dying", "losing answers", "full"]))
    def change_mood(self, medium: str, mood: str) -> None:
        self.disks.moods[medium] = mood

    @rule(group=GROUP, medium=MEDIUM)
    def copy_back(self, group: str, medium: str) -> None:
        """Somebody restores a disk from a backup nobody told of, while the act is not closed."""
        file = self.files.get(group)
        if file and not any(act.accounted for act in self.acts.values() if group in act.groups):
            for prefix, bag in file.kept.get(medium, {}).items():
                for path, content in bag.items():
                    place = self.place(medium) / prefix / path
                    if not place.exists():
                        place.parent.mkdir(parents=True, exist_ok=True)
                        place.write_bytes(content)

    # Acts

    @rule(by=LOGIN, groups=st.sets(GROUP, min_size=0, max_size=2))
    def draw_up(self, by: str, groups: set[str]) -> None:
        wanted = Wanted(tuple(f"ТК-1/{JOURNALS}/2019-20/{group}" for group in sorted(groups)))
        number = f"{len(self.acts) + 1}-а"
        if len(self.acts) < 3 and self.attempt(
            lambda: draw_up(self.office(by), Wanted(wanted.files, JOURNALS, number))
        ):
            named = self.rows(
                "SELECT value FROM act_rows JOIN destruction_acts d ON d.id = act_id "
                f"WHERE d.number = '{number}'"
            )
            taken = tuple(json.loads(value)["file"].rpartition("/")[2] for (value,) in named)
            for group in taken:
                self.check_ripe(group)
            self.acts[number] = Act(taken, by)

    @rule(act=ACT, by=LOGIN)
    def agree(self, act: int, by: str) -> None:
        number = self.number(act)
        if self.attempt(lambda: steps.agree(self.office(by), number, Protocol("1", self.today()))):
            assert not self.acts[number].cancelled
            self.acts[number].agreed = True

    @rule(act=ACT, by=LOGIN)
    def approve(self, act: int, by: str) -> None:
        number = self.number(act)
        if self.attempt(lambda: steps.approve(self.office(by), number)):
            known = self.acts[number]
            assert known.agreed and not known.cancelled and by != known.author and not known.approver
            known.approver = by

    @rule(act=ACT, by=LOGIN)
    def cancel(self, act: int, by: str) -> None:
        number = self.number(act)
        if self.attempt(lambda: steps.cancel(self.office(by), number, "передумали")):
            assert not self.acts[number].begun
            self.acts[number].cancelled = True

    @rule(act=ACT, by=LOGIN, stop=STOP)
    def execute(self, act: int, by: str, stop: int | None) -> None:
        number = self.number(act)
        known = self.acts.get(number)
        before = self.media()
        run = Run(self.office(by), number, step=stopping(stop))
        try:
            begun = self.attempt(run.run)
        except Stopped:
            begun = True
        states = dict(self.rows("SELECT number, state FROM destruction_acts"))
        if begun and states.get(number) == "executing":
            assert known is not None and known.approver and not known.cancelled
            known.begun = True
        self.check_gone(before, number, by)

    @rule(act=ACT, by=LOGIN)
    def confirm(self, act: int, by: str) -> None:
        number, before = self.number(act), self.burnt()
        if self.attempt(lambda: confirm_paper(self.office(by), number, HandOver(Method.BURNT))):
            known = self.acts[number]
            assert known.begun and by != known.approver
            for group in self.burnt() - before:
                assert group in known.groups
                self.check_ripe(group)

    def burnt(self) -> set[str]:
        """Groups with a volume that is destroyed."""
        rows = self.rows("SELECT file_id FROM paper_copies WHERE state = 'destroyed'")
        return {group for group in self.files if (self.id_of(group),) in rows}

    @rule(act=ACT, by=LOGIN)
    def account(self, act: int, by: str) -> None:
        number = self.number(act)
        if self.attempt(lambda: steps.account(self.office(by), number)):
            self.acts[number].accounted = True
            self.check_nothing_left(number)

    @rule(
        group=GROUP,
        paper=st.booleans(),
        stop=STOP,
        fault=st.sampled_from(["", "", "", "hold", "late", "drawer", "approver", "again"]),
    )
    def go_nearly_straight(self, group: str, paper: bool, stop: int | None, fault: str) -> None:
        """Nearly what the rules ask, with one thing wrong or none."""
        self.disks.moods = {}
        for medium in MEDIA:
            if not (self.folder / medium).exists():
                self.plug(medium)
        self.accept(group, 2020, True)
        while self.files.get(group) and self.files[group].holds:
            self.lift(group)
        if paper:
            self.bind(group)
        known = len(self.acts)
        self.draw_up("archivist", {group})
        if len(self.acts) == known:
            return
        act = len(self.acts)
        self.agree(act, "archivist")
        self.approve(act, "archivist" if fault == "approver" else "director")
        if fault == "hold":
            self.hold(group)
        if fault == "late":
            self.make_anew(group, True, None)
        if fault == "drawer":
            self.plug("Н-2")
        self.execute(act, "director" if fault == "approver" else "it", stop)
        if fault == "again":
            self.copy_back(group, "Н-1")
        if stop is not None or paper:
            self.confirm(act, "it")
            self.execute(act, "archivist", None)
        self.account(act, "archivist")

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

    @invariant()
    def bags_are_known(self) -> None:
        """Only an execution takes anything away; what is new and whole is remembered."""
        if not hasattr(self, "acts"):
            return
        for medium, bags in self.media().items():
            for prefix, bag in bags.items():
                group = prefix.rpartition("/")[2].partition(" ")[0]
                assert not any(act.accounted for act in self.acts.values() if group in act.groups)
                if group in self.files and is_whole(bag):
                    self.files[group].kept.setdefault(medium, {}).setdefault(prefix, bag)


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


@pytest.fixture(autouse=True)
def in_memory(empty_register: Path) -> Iterator[None]:
    """Folders in memory where there is some: a disk waits for every file that is brought to it."""
    shared = Path("/dev/shm")
    above = tempfile.mkdtemp(dir=shared if os.access(shared, os.W_OK) else None)
    Lives.template = Path(shutil.copy(empty_register, above))
    yield
    shutil.rmtree(above)


Lives.TestCase.settings = settings(
    max_examples=30, stateful_step_count=16, deadline=None, suppress_health_check=list(HealthCheck)
)
pytestmark = pytest.mark.usefixtures("in_memory")
TestLives = Lives.TestCase
