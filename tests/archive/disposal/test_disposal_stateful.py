"""Any order of events over the real use cases: what may never happen, whatever people and disks do.

The machine deposits journals on folders that are pulled out, fail and lose answers, takes acts on by anybody
at any time, stops runs anywhere and puts bags back. A model (judge.py) judges every file that leaves one.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from judge import (
    GROUPS,
    JOURNALS,
    LOGINS,
    MEDIA,
    MOODS,
    SURNAMES,
    Act,
    Disks,
    File,
    Judge,
    Stopped,
    papers_of,
    stopping,
)

import archiver.counter.stores
from archive_for_disposal import Archive
from archiver.archive.disposal import steps
from archiver.archive.disposal.drafting import ActWanted, draw_up
from archiver.archive.disposal.execution import Run
from archiver.archive.disposal.paper import HandOver, confirm_paper
from archiver.archive.disposal.papers import Papers
from archiver.errors import ArchiverError
from retention.copies import Method
from retention.people import Protocol

GROUP = st.sampled_from(GROUPS)
MEDIUM = st.sampled_from(MEDIA)
LOGIN = st.sampled_from(LOGINS)
ACT = st.integers(1, 3)
STOP = st.one_of(st.none(), st.integers(3, 22))
WAYS = ("", "paper", "anew", "half anew")
RIPE = st.sampled_from(WAYS)
MISTAKES = ("hold", "hold between", "late", "approver")


class Lives(RuleBasedStateMachine, Judge):
    """An archive everybody may touch."""

    template: Path

    @initialize()
    def open(self) -> None:
        self.stack = ExitStack()
        above = Path(tempfile.mkdtemp(dir=self.template.parent))
        self.stack.callback(shutil.rmtree, above)
        patch = self.stack.enter_context(pytest.MonkeyPatch.context())
        self.disks = Disks()
        patch.setattr(archiver.counter.stores, "open_store", self.disks.open)
        patch.setattr(
            Papers,
            "printed",
            lambda _self, completed, _lines: papers_of(completed.subjects),
        )
        self.folder = above
        shutil.copy(self.template, above / "register.db")
        self.archive = Archive.at(f"sqlite:///{above}/register.db", above)
        self.stack.callback(self.archive.register.close)
        self.files: dict[str, File] = {}
        self.acts: dict[str, Act] = {}

    def teardown(self) -> None:
        if hasattr(self, "stack"):
            self.stack.close()

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
        self,
        group: str,
        content: bytes,
        closed: dt.date,
        series: str = JOURNALS,
        stop: int | None = None,
    ) -> bool:
        students = (f"{SURNAMES[group]} Пётр Ильич",) if series == JOURNALS else ("Сводная Вера Львовна",)
        try:
            self.archive.deposit(
                group, series, content=content, new_version="правка", closed_on=closed, students=students,
                step=stopping(stop),
            )  # fmt: skip
        except (ArchiverError, AssertionError, Stopped):
            return False
        self.remember()
        return True

    def hold(self, group: str) -> None:
        file_id = self.id_of(group)
        if file_id is not None:
            with self.archive.register.transaction(by="director") as work:
                self.files[group].holds.append(work.holds.place(file_id, "запрос").id)

    def lift(self, group: str) -> None:
        if group in self.files and self.files[group].holds:
            with self.archive.register.transaction(by="director") as work:
                work.holds.lift(work.holds.get(self.files[group].holds.pop()), "отзыв")

    def bind(self, group: str) -> None:
        """A volume on paper is registered."""
        file_id = self.id_of(group)
        if file_id is not None:
            with self.archive.register.reading() as work:
                file = work.files.get(file_id)
            self.attempt(lambda: self.archive.paper(file))

    def plug(self, medium: str) -> None:
        """Take a medium away, or bring it back."""
        folder, drawer = self.folder / medium, self.folder / f"{medium} in a drawer"
        if folder.exists():
            folder.rename(drawer)
        else:
            drawer.rename(folder)

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
        wanted = ActWanted(tuple(f"ТК-1/{JOURNALS}/2019-20/{group}" for group in sorted(groups)))
        number = f"{len(self.acts) + 1}-а"
        if len(self.acts) < 3 and self.attempt(
            lambda: draw_up(self.office(by), ActWanted(wanted.files, JOURNALS, number))
        ):
            named = self.rows(
                "SELECT value FROM act_rows JOIN destruction_acts d ON d.id = act_id "
                f"WHERE d.number = '{number}'"
            )
            taken = tuple(json.loads(value)["file"].rpartition("/")[2] for (value,) in named)
            for group in taken:
                self.check_ripe(group)
            self.acts[number] = Act(taken, by)

    def agree(self, act: int, by: str) -> None:
        number = self.number(act)
        if self.attempt(lambda: steps.agree(self.office(by), number, Protocol("1", self.today()))):
            assert not self.acts[number].cancelled
            self.acts[number].agreed = True

    def approve(self, act: int, by: str) -> None:
        number = self.number(act)
        if self.attempt(lambda: steps.approve(self.office(by), number)):
            known = self.acts[number]
            assert known.agreed and not known.cancelled and by != known.author and not known.approver
            known.approver = by

    def cancel(self, act: int, by: str) -> None:
        number = self.number(act)
        if self.attempt(lambda: steps.cancel(self.office(by), number, "передумали")):
            assert not self.acts[number].begun
            self.acts[number].cancelled = True

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
            assert known.begun or by != known.approver
            known.begun = True
        self.check_gone(before, number, by)

    def confirm(self, act: int, by: str) -> None:
        number, before = self.number(act), self.burnt()
        if self.attempt(lambda: confirm_paper(self.office(by), number, HandOver(Method.BURNT))):
            known = self.acts[number]
            assert known.begun and by != known.approver
            for group in self.burnt() - before:
                assert group in known.groups
                self.check_ripe(group)

    def account(self, act: int, by: str) -> None:
        number = self.number(act)
        if self.attempt(lambda: steps.account(self.office(by), number)):
            self.acts[number].accounted = True
            self.check_nothing_left(number)

    @rule(
        group=GROUP,
        what=st.sampled_from(["hold", "lift", "bind", "take_statement_out"]),
    )
    def keep(self, group: str, what: str) -> None:
        getattr(self, what)(group)

    @rule(
        medium=MEDIUM,
        group=GROUP,
        mood=st.sampled_from(["plug", "copy back", "", *MOODS]),
    )
    def handle(self, medium: str, group: str, mood: str) -> None:
        if mood == "plug":
            self.plug(medium)
        elif mood == "copy back":
            self.copy_back(group, medium)
        else:
            self.disks.moods[medium] = mood

    @rule(
        act=ACT,
        by=LOGIN,
        step=st.sampled_from(["agree", "approve", "cancel", "execute", "confirm", "account"]),
        stop=STOP,
    )
    def step(self, act: int, by: str, step: str, stop: int | None) -> None:
        if step == "execute":
            self.execute(act, by, stop)
        else:
            getattr(self, step)(act, by)

    @rule(group=GROUP, ripe=RIPE, stop=STOP, fault=st.sampled_from(MISTAKES))
    def go_nearly_straight(self, group: str, ripe: str, stop: int | None, fault: str) -> None:
        self.go(group, ripe, stop, fault)

    @rule(group=GROUP, ripe=RIPE, stop=STOP, fault=st.sampled_from(["drawer", *MOODS]))
    def go_with_bad_disks(self, group: str, ripe: str, stop: int | None, fault: str) -> None:
        self.go(group, ripe, stop, fault)

    @rule(group=GROUP, ripe=RIPE, stop=STOP, fault=st.sampled_from(["", "again"]))
    def go_straight(self, group: str, ripe: str, stop: int | None, fault: str) -> None:
        self.go(group, ripe, stop, fault)

    def go(self, group: str, ripe: str, stop: int | None, fault: str) -> None:
        """Nearly what the rules ask, with one thing wrong or none, so that the far states are reached."""
        self.disks.moods = {}
        for medium in MEDIA:
            if not (self.folder / medium).exists():
                self.plug(medium)
        self.accept(group, 2020, True)
        while self.files.get(group) and self.files[group].holds:
            self.lift(group)
        if ripe == "paper":
            self.bind(group)
        if ripe in {"anew", "half anew"}:
            self.make_anew(group, False, 3 if ripe == "half anew" else None)
        known = len(self.acts)
        self.draw_up("archivist", {group})
        if len(self.acts) > known:
            self.go_on(len(self.acts), group, stop, fault)

    def go_on(self, act: int, group: str, stop: int | None, fault: str) -> None:
        self.agree(act, "archivist")
        self.approve(act, "archivist" if fault == "approver" else "director")
        if fault == "hold":
            self.hold(group)
        if fault == "late":
            self.make_anew(group, True, None)
        if fault == "drawer":
            self.plug("Н-2")
        if fault in MOODS:
            self.disks.moods["Н-1"] = fault
        self.execute(act, "director" if fault == "approver" else "it", stop)
        self.execute(act, "director", None)
        if fault == "hold between":
            self.hold(group)
        if fault == "again" and stop is not None:
            self.copy_back(group, "Н-1")
        self.disks.moods = {}
        if stop is not None or fault in MOODS:
            self.execute(act, "archivist", None)
        self.confirm(act, "it")
        if fault == "again":
            self.copy_back(group, "Н-1")
            self.account(act, "archivist")
        self.execute(act, "it", None)
        self.account(act, "archivist")

    @invariant()
    def bags_are_known(self) -> None:
        if hasattr(self, "acts"):
            self.remember()


@pytest.fixture(autouse=True)
def in_memory(empty_register: Path) -> Iterator[None]:
    """Folders in memory where there is some: a disk waits for every file that is brought to it."""
    shared = Path("/dev/shm")
    above = tempfile.mkdtemp(dir=shared if os.access(shared, os.W_OK) else None)
    Lives.template = Path(shutil.copy(empty_register, above))
    yield
    shutil.rmtree(above)


Lives.TestCase.settings = settings(
    max_examples=30,
    stateful_step_count=9,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
pytestmark = pytest.mark.usefixtures("in_memory")
TestLives = Lives.TestCase


@pytest.mark.parametrize("fault", ["", *MISTAKES, "drawer", "again", *MOODS])
def test_each_fault_on_the_straight_way(fault: str) -> None:
    """What chance would seldom reach: each fault, with a run that dies at a copy or at the papers."""
    for number, stop in enumerate((None, 5, 17)):
        life = Lives()
        try:
            life.open()
            life.go(GROUPS[0], WAYS[(len(fault) + number) % len(WAYS)], stop, fault)
            life.bags_are_known()
        finally:
            life.teardown()
