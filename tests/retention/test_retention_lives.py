"""Any order of events: what may never happen, whatever people and stores do.

The machine accepts files, deposits copies in stores that fail, places and lifts holds, draws up acts and
takes them on, by anybody and at any time. Every byte that leaves a store is judged as it leaves.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from disposal_factories import AUTHOR, CHAIR, DIRECTOR, EXECUTOR, MSK, SCHEDULE, TERMS, sha
from retention.act import DestructionAct, draft
from retention.copies import Answer, Copy, CopyKind, Method, PaperHandOver, Proof
from retention.eligibility import Candidate, Decision, Statement, decide
from retention.errors import RetentionError
from retention.execution import Execution
from retention.holds import DisposalHold
from retention.moments import Reading
from retention.people import Protocol
from retention.permit import permit
from retention.record import Closure, Correction, RecordFile
from retention.rows import row_of
from retention.steps import ActState
from retention.tombstone import Tombstone, tombstone_of
from retention.words import FileTitle, GroupName, Identifier, SeriesCode, Span

PEOPLE = st.sampled_from([AUTHOR, DIRECTOR, EXECUTOR, CHAIR])
STORES = {
    "диск 1": (CopyKind.MEDIUM, Method.DELETED),
    "архив": (CopyKind.OBJECT, Method.DELETED),
    "стеллаж 2": (CopyKind.PAPER, Method.SHREDDED),
}
NUMBERS = st.integers(0, 3)


@dataclass
class Store:
    """A place with copies; unreachable ones answer nothing and lose nothing."""

    copies: dict[str, Copy] = field(default_factory=dict)
    reachable: bool = True


class Archive(RuleBasedStateMachine):
    """The archive of a college that everybody may touch."""

    @initialize()
    def open(self) -> None:
        self.now = dt.datetime(2026, 7, 6, 9, tzinfo=MSK)
        self.files: dict[str, RecordFile] = {}
        self.statements: dict[str, Statement] = {}
        self.holds: list[DisposalHold] = []
        self.stores = {name: Store() for name in STORES}
        self.executions: dict[str, Execution] = {}
        self.stones: dict[str, Tombstone] = {}
        self.papers: set[str] = set()
        self.erased: set[str] = set()

    # People and time

    @rule(days=st.sampled_from([0, 1, 30, 400, 2100]))
    def wait(self, days: int) -> None:
        self.now += dt.timedelta(days=days, minutes=1)

    @rule(series=st.sampled_from(["05-11", "05-12", "05-13", "05-15"]))
    def accept(self, series: str) -> None:
        number = len(self.files)
        if number > 3:
            return
        title = FileTitle("Дело", Span(self.now.year, self.now.year), GroupName(f"ИС-{number}"))
        file = RecordFile(Identifier(f"ф-{number}"), SeriesCode(series), title, Closure(self.now.date()))
        self.files[file.id] = file
        for place in STORES:
            self.put(file.id, place)

    @rule(number=NUMBERS, place=st.sampled_from(sorted(STORES)))
    def deposit(self, number: int, place: str) -> None:
        file = f"ф-{number}"
        if file in self.files and file not in self.stones:
            self.put(file, place)

    def put(self, file: str, place: str) -> None:
        kind, _method = STORES[place]
        number = sum(copy.startswith(file) for store in self.stores.values() for copy in store.copies)
        id_ = Identifier(f"{file}:{number}{len(self.erased)}{place[0]}")
        digest = None if kind is CopyKind.PAPER else sha(file)
        self.stores[place].copies[id_] = Copy(
            id_, Identifier(file), kind, place, id_, digest, 9 if digest is None else None
        )

    @rule(number=NUMBERS, verified=st.integers(0, 2))
    def take_statement_out(self, number: int, verified: int) -> None:
        self.statements[f"ф-{number}"] = Statement("в-1", 2, verified)

    @rule(number=NUMBERS)
    def correct(self, number: int) -> None:
        file = self.files.get(f"ф-{number}")
        if file is not None and file.closure is not None:
            late = file.closure.corrected(Correction(self.now.date(), "пересдача", AUTHOR.id))
            self.files[file.id] = RecordFile(file.id, file.series, file.title, late)

    @rule(number=NUMBERS)
    def hold(self, number: int) -> None:
        id_ = Identifier(f"п-{len(self.holds)}")
        self.holds.append(DisposalHold(id_, Identifier(f"ф-{number}"), "запрос", AUTHOR, self.now))

    @rule(number=NUMBERS)
    def lift(self, number: int) -> None:
        if number < len(self.holds) and self.holds[number].active:
            self.holds[number] = self.holds[number].lift("отзыв", AUTHOR, self.now)

    @rule(place=st.sampled_from(sorted(STORES)), reachable=st.booleans())
    def plug(self, place: str, reachable: bool) -> None:
        self.stores[place].reachable = reachable

    # Acts

    def judge(self, file: RecordFile, act: str | None = None) -> Decision:
        busy = [
            number
            for number, execution in self.executions.items()
            if execution.act.open and file.id in execution.act.files and number != act
        ]
        return decide(
            Candidate(
                file,
                tuple(self.holds),
                statement=self.statements.get(file.id),
                open_act=busy[0] if busy else None,
                destroyed_by=None if act or file.id not in self.stones else "1-1",
            ),
            SCHEDULE,
            Reading(self.now),
            for_act=act,
        )

    @rule(careful=st.booleans(), by=PEOPLE)
    def draw_up(self, careful: bool, by: object) -> None:
        decisions = [self.judge(file) for file in self.files.values()]
        chosen = [one for one in decisions if one.eligible] if careful else decisions
        try:
            rows = [
                row_of(
                    one.explanation,
                    self.copies_of(one.candidate.file.id),
                    inventory="1",
                    unit="1",
                    sheets=(9,),
                )
                for one in chosen
            ]
            number = Identifier(f"{len(self.executions) + 1}-а")
            act = draft(number, TERMS, rows, chosen, by=by, at=self.now)  # type: ignore[arg-type]
        except RetentionError:
            assert not chosen or not all(one.eligible for one in chosen)
            return
        assert all(one.eligible for one in chosen)
        self.executions[number] = Execution.of(act)

    def copies_of(self, file: str) -> list[Copy]:
        return [copy for store in self.stores.values() for copy in store.copies.values() if copy.file == file]

    @rule(
        number=st.integers(1, 3),
        step=st.sampled_from(["agree", "approve", "begin", "account", "cancel"]),
        by=PEOPLE,
        stones=st.booleans(),
    )
    def step(self, number: int, step: str, by: object, stones: bool) -> None:
        execution = self.executions.get(Identifier(f"{number}-а"))
        if execution is None:
            return
        try:
            act = self.take(execution, step, by)
        except RetentionError:
            return
        found = [copy for file in act.files for copy in self.copies_of(file)]
        again = Execution.of(act, [*execution.copies.values(), *found])
        for proof in execution.proofs.values():
            again = again.proven(proof)
        self.executions[act.number] = again
        if act.state is ActState.EXECUTING and stones:
            for row in act.rows:
                self.stones[row.file] = tombstone_of(act, row)
                self.papers.add(row.file)

    def take(self, execution: Execution, step: str, by: object) -> DestructionAct:
        act = execution.act
        fresh = [self.judge(self.files[file], act.number) for file in act.files]
        if step == "agree":
            return act.agree(Protocol("1", self.now.date()), by, self.now)  # type: ignore[arg-type]
        if step == "approve":
            return act.approve(by, self.now, fresh)  # type: ignore[arg-type]
        if step == "begin":
            return act.begin(by, self.now, fresh)  # type: ignore[arg-type]
        if step == "cancel":
            return act.cancel("передумали", by, self.now)  # type: ignore[arg-type]
        execution.check_complete(tombstones=self.stones, evidence=self.papers)
        return act.account(by, self.now)  # type: ignore[arg-type]

    @rule(number=st.integers(1, 3), by=PEOPLE, dies=st.booleans())
    def erase(self, number: int, by: object, dies: bool) -> None:
        """Erase what is left of an act; the program may die between a store's answer and its proof."""
        execution = self.executions.get(Identifier(f"{number}-а"))
        if execution is None:
            return
        for copy in execution.left:
            store = self.stores[copy.where]
            decision = self.judge(self.files[copy.file], execution.act.number)
            try:
                permit(
                    execution,
                    copy,
                    decision,
                    by=by,  # type: ignore[arg-type]
                    at=self.now,
                    tombstone=self.stones.get(copy.file),
                    evidence_prepared=copy.file in self.papers,
                )
            except RetentionError:
                return
            if not store.reachable:
                continue
            if store.copies.pop(copy.id, None):
                self.watch(copy, execution.act)
            if dies:
                return
            proof = Proof(
                copy.id,
                STORES[copy.where][1],
                self.now,
                by,  # type: ignore[arg-type]
                Answer(True, "нет"),
                copy.digest,
                PaperHandOver(9) if copy.kind is CopyKind.PAPER else None,
            )
            execution = execution.proven(proof)
            self.executions[execution.act.number] = execution

    @rule(
        eve=st.booleans(),
        verified=st.sampled_from([2, 2, 1]),
        approver=st.sampled_from([DIRECTOR, DIRECTOR, AUTHOR]),
        hold=st.sampled_from(["", "", "approve", "begin", "erase"]),
        stones=st.sampled_from([True, True, False]),
        stop=st.sampled_from(["", "", "begin", "erase"]),
    )
    def go_nearly_straight(
        self, eve: bool, verified: int, approver: object, hold: str, stones: bool, stop: str
    ) -> None:
        """Nearly what the rules ask, so that the far states are reached with one thing wrong or none."""
        if not self.files:
            self.accept("05-11")
        for number in range(4):
            self.take_statement_out(number, verified)
            self.lift(number)
        closure = self.files["ф-0"].closure
        assert closure is not None
        due = dt.datetime(closure.closed_on.year + 6, 1, 1, 12, tzinfo=MSK) - dt.timedelta(days=eve)
        self.now = max(self.now, due)
        self.draw_up(True, AUTHOR)
        act = len(self.executions)
        for step, by in (("agree", CHAIR), ("approve", approver), ("begin", EXECUTOR)):
            if hold == step:
                self.hold(0)
            if stop == step:
                return
            self.step(act, step, by, stones)
        if hold == "erase":
            self.hold(0)
        if stop != "erase":
            self.erase(act, EXECUTOR, False)
        self.step(act, "account", AUTHOR, stones)

    def watch(self, copy: Copy, act: DestructionAct) -> None:
        """What has to be true of every copy in the moment it is gone, told without the room's own words."""
        file = self.files[copy.file]
        years = {"05-11": 5, "05-12": 25, "05-15": 5}[file.series]  # KeyError: permanent
        assert file.closure is not None
        assert self.now.date() >= dt.date(file.closure.closed_on.year + years + 1, 1, 1)
        assert not any(hold.lifted is None and hold.file == file.id for hold in self.holds)
        steps = {step.kind.value: step.by.id for step in act.steps}
        assert {"agreed", "approved", "begun"} <= steps.keys() and "cancelled" not in steps
        assert steps["approved"] not in (steps["drafted"], steps["begun"])
        assert self.stones[copy.file].act == act.number
        if file.series == "05-11":
            assert self.statements[file.id].verified == 2
        self.erased.add(copy.id)

    @invariant()
    def nothing_is_left_after_accounting(self) -> None:
        for execution in getattr(self, "executions", {}).values():
            if execution.act.state is ActState.ACCOUNTED:
                assert not [copy for file in execution.act.files for copy in self.copies_of(file)]

    @invariant()
    def an_act_is_what_it_was(self) -> None:
        for execution in getattr(self, "executions", {}).values():
            execution.act.verify()


Archive.TestCase.settings = settings(
    max_examples=60, stateful_step_count=40, deadline=None, suppress_health_check=list(HealthCheck)
)
TestLives = Archive.TestCase
