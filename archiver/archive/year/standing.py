"""How far a group's year has come: a pure judgement over its facts.

The stages are a partial order: an export is received, checked and bound; the binder is printed and
certified, and deposited; certified and deposited, it is handed over (regulation, items 4 and 5). A stage
holds only while all that it stands on holds and is of the same bytes. What was done of something older stays
a fact, and is told as out of date with the subjects that changed since.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from archiver.archive.year.facts import (
    NOTHING,
    Bound,
    Checked,
    Deposited,
    Entries,
    Fact,
    HandedOver,
    Printed,
    Received,
    changed,
)


class Stage(StrEnum):
    """A stage of the year, in the order in which people think of them."""

    RECEIVED = "received"
    CHECKED = "checked"
    BOUND = "bound"
    PRINTED = "printed"
    CERTIFIED = "certified"
    DEPOSITED = "deposited"
    HANDED_OVER = "handed-over"


STANDS_ON: Mapping[Stage, tuple[Stage, ...]] = {
    Stage.RECEIVED: (),
    Stage.CHECKED: (Stage.RECEIVED,),
    Stage.BOUND: (Stage.CHECKED,),
    Stage.PRINTED: (Stage.BOUND,),
    Stage.CERTIFIED: (Stage.PRINTED,),
    Stage.DEPOSITED: (Stage.BOUND,),
    Stage.HANDED_OVER: (Stage.CERTIFIED, Stage.DEPOSITED),
}


class State(StrEnum):
    """How a stage stands."""

    NONE = "none"
    BLOCKED = "blocked"
    PARTLY = "partly"
    STALE = "stale"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Stand:
    """One stage: `on` is the day it was reached, `made` of `needed` things are done (volumes, copies).

    `found` counts what blocks. A stale stage names the `subjects` that changed since; none of them where the
    rules changed, or where what changed is not in any subject (a list of students, the head of the journal).
    """

    stage: Stage
    state: State
    on: dt.date | None = None
    made: int = 0
    needed: int = 0
    found: int = 0
    subjects: tuple[str, ...] = ()

    @property
    def current(self) -> bool:
        """Whether the stage is reached and still holds."""
        return self.state is State.DONE


@dataclass(frozen=True, slots=True)
class Standing:
    """Every stage of a group, in their order."""

    stages: Mapping[Stage, Stand]

    def __getitem__(self, stage: Stage) -> Stand:
        return self.stages[stage]

    @property
    def next(self) -> Stage | None:
        """What is to be done first; None when the year is handed over."""
        return next((stage for stage in Stage if not self.stages[stage].current), None)

    @property
    def done(self) -> bool:
        """Whether nothing is left to do."""
        return self.next is None


G = TypeVar("G", bound=Fact)
F = TypeVar("F", bound=Received | Checked | Bound | Deposited | HandedOver)


def standing(facts: Iterable[Fact], *, rules: str | None = None, copies: int = 1) -> Standing:
    """The standing by all `facts` of one group, in whatever order they come.

    `rules` are those in force now (None: whatever the newest facts were made by), `copies` the media on which
    a volume has to lie. Rules that change after a binder was certified do not matter to it: what was signed
    is outdated by another journal only.
    """
    return _Judgement(tuple(facts), rules, copies).standing()


class _Judgement:
    """The facts of one group, asked stage by stage."""

    def __init__(self, facts: Sequence[Fact], rules: str | None, copies: int) -> None:
        self.facts, self.copies = facts, copies
        self.received = _latest(self._all(Received))
        self.rules = rules if rules is not None else self._rules_in_force()
        self.binder = _latest(self._all(Bound))
        self.settled = self._is_settled()

    def standing(self) -> Standing:
        stands: dict[Stage, Stand] = {}
        for judge in (
            self._received,
            self._checked,
            self._bound,
            self._printed,
            self._certified,
            self._deposited,
            self._handed_over,
        ):
            stand = judge(stands)
            stands[stand.stage] = stand
        return Standing(stands)

    def _all(self, kind: type[G]) -> list[G]:
        return [fact for fact in self.facts if isinstance(fact, kind)]

    def _rules_in_force(self) -> str:
        """The newest rules that anything was checked or made by."""
        by_rules: list[Checked | Bound] = [*self._all(Checked), *self._all(Bound)]
        newest = max(by_rules, key=lambda one: (one.at, one.rules), default=None)
        return newest.rules if newest is not None else ""

    def _is_settled(self) -> bool:
        """Whether all of the binder was signed as it is: then no rule touches it any more."""
        signed = {one.volume for one in self._all(Printed) if one.certified_on is not None}
        return bool(self._volumes) and signed.issuperset(self._volumes)

    @property
    def _entries(self) -> Entries:
        return self.received.entries if self.received is not None else NOTHING

    def _received(self, _stands: Mapping[Stage, Stand]) -> Stand:
        if self.received is None:
            return Stand(Stage.RECEIVED, State.NONE)
        return Stand(Stage.RECEIVED, State.DONE, _day(self.received.at))

    def _checked(self, _stands: Mapping[Stage, Stand]) -> Stand:
        all_checks = self._all(Checked)
        last = _latest(all_checks)
        now = _latest([one for one in all_checks if self._is_of_now(one)])
        if now is not None:
            state = State.BLOCKED if now.blocking else State.DONE
            return Stand(Stage.CHECKED, state, _day(now.at), found=now.blocking)
        if last is None:
            return Stand(Stage.CHECKED, State.NONE)
        return Stand(Stage.CHECKED, State.STALE, _day(last.at), subjects=self._since(last.export))

    def _is_of_now(self, one: Checked | Bound) -> bool:
        if self.received is None or one.export != self.received.export:
            return False
        return one.rules == self.rules or self.settled

    def _since(self, export: str) -> tuple[str, ...]:
        """What changed since an export that was taken in before."""
        before = _latest([one for one in self._all(Received) if one.export == export])
        return changed(before.entries, self._entries) if before is not None else ()

    def _bound(self, stands: Mapping[Stage, Stand]) -> Stand:
        made = self.binder
        if made is None:
            return Stand(Stage.BOUND, State.NONE)
        count = len(made.volumes)
        if _stands_firm(Stage.BOUND, stands) and self._is_of_now(made):
            return Stand(Stage.BOUND, State.DONE, _day(made.at), count, count)
        return Stand(
            Stage.BOUND,
            State.STALE,
            _day(made.at),
            count,
            count,
            subjects=changed(made.entries, self._entries),
        )

    def _printed(self, stands: Mapping[Stage, Stand]) -> Stand:
        prints = self._all(Printed)
        return self._on_paper(Stage.PRINTED, stands, {one: one.printed_on for one in prints})

    def _certified(self, stands: Mapping[Stage, Stand]) -> Stand:
        prints = self._all(Printed)
        signed = {one: one.certified_on for one in prints if one.certified_on is not None}
        return self._on_paper(Stage.CERTIFIED, stands, signed)

    def _on_paper(
        self, stage: Stage, stands: Mapping[Stage, Stand], days: Mapping[Printed, dt.date]
    ) -> Stand:
        """A stage that each volume reaches by itself, on the day of the first copy of its present bytes."""
        volumes = self._volumes
        reached = {
            volume: min(day for one, day in days.items() if one.volume == volume)
            for volume in volumes
            if any(one.volume == volume for one in days)
        }
        on, count = max(reached.values(), default=None), len(reached)
        if not _stands_firm(stage, stands):
            if not days:
                return Stand(stage, State.NONE, needed=len(volumes))
            return self._outdated(stage, days, on, count, len(volumes))
        if count == len(volumes) and volumes:
            return Stand(stage, State.DONE, on, count, count)
        if reached:
            return Stand(stage, State.PARTLY, on, count, len(volumes))
        if days:
            return self._outdated(stage, days, None, 0, len(volumes))
        return Stand(stage, State.NONE, needed=len(volumes))

    def _outdated(
        self, stage: Stage, days: Mapping[Printed, dt.date], on: dt.date | None, count: int, needed: int
    ) -> Stand:
        """What was printed or signed of something else than there is now."""
        in_order = sorted(days, key=lambda one: (days[one], one.moment))
        before = {entry: digest for one in in_order for entry, digest in one.entries.items()}
        return Stand(
            stage,
            State.STALE,
            on or days[in_order[-1]],
            count,
            needed,
            subjects=changed(before, self._entries),
        )

    @property
    def _volumes(self) -> frozenset[str]:
        volumes = self.binder.volumes if self.binder is not None else ()
        return frozenset(one.sha256 for one in volumes)

    def _deposited(self, stands: Mapping[Stage, Stand]) -> Stand:
        kept, volumes = self._all(Deposited), self._volumes
        last = _latest(kept)
        if last is None:
            return Stand(Stage.DEPOSITED, State.NONE, needed=self.copies)
        one = _latest([one for one in kept if one.volumes == volumes])
        if one is None or not _stands_firm(Stage.DEPOSITED, stands):
            return Stand(
                Stage.DEPOSITED,
                State.STALE,
                _day(last.at),
                last.copies,
                self.copies,
                subjects=stands[Stage.BOUND].subjects,
            )
        state = State.DONE if one.copies >= self.copies else State.PARTLY
        return Stand(Stage.DEPOSITED, state, _day(one.at), one.copies, self.copies)

    def _handed_over(self, stands: Mapping[Stage, Stand]) -> Stand:
        handed = self._all(HandedOver)
        last = _latest(handed)
        if last is None:
            return Stand(Stage.HANDED_OVER, State.NONE)
        of_these = _latest([one for one in handed if one.volumes == self._volumes])
        if of_these is not None and _stands_firm(Stage.HANDED_OVER, stands):
            return Stand(Stage.HANDED_OVER, State.DONE, of_these.signed_on)
        return Stand(Stage.HANDED_OVER, State.STALE, last.signed_on, subjects=stands[Stage.BOUND].subjects)


def _stands_firm(stage: Stage, stands: Mapping[Stage, Stand]) -> bool:
    return all(stands[below].current for below in STANDS_ON[stage])


def _latest(facts: Collection[F]) -> F | None:
    """The newest of facts of one kind; of the same moment always the same one, whatever their order."""
    return max(facts, key=lambda fact: fact.moment, default=None)


def _day(at: dt.datetime) -> dt.date:
    return at.astimezone().date()
