"""The standing of a group's year: by hand what people meet, by properties every order of facts."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Mapping

from hypothesis import given, settings
from hypothesis import strategies as st

from archiver.archive.year.facts import (
    Bound,
    BoundVolume,
    Checked,
    Deposited,
    Entry,
    Fact,
    HandedOver,
    Printed,
    Received,
)
from archiver.archive.year.standing import STANDS_ON, Stage, Stand, Standing, State, standing

MATHS, HISTORY = ("Математика", "", 1), ("История", "", 2)
JUNE: Mapping[Entry, str] = {MATHS: "m1", HISTORY: "h1"}
JULY: Mapping[Entry, str] = {MATHS: "m2", HISTORY: "h1"}


def moment(day: int, hour: int = 12) -> dt.datetime:
    return dt.datetime(2026, 7, day, hour, tzinfo=dt.UTC)


def received(day: int, export: str, entries: Mapping[Entry, str] = JUNE) -> Received:
    return Received(at=moment(day), export=export, entries=entries)


def checked(day: int, export: str, blocking: int = 0, rules: str = "rules") -> Checked:
    return Checked(at=moment(day), export=export, rules=rules, blocking=blocking)


def bound(
    day: int, export: str, *volumes: str, entries: Mapping[Entry, str] = JUNE, rules: str = "rules"
) -> Bound:
    made = tuple(
        BoundVolume(number=n, sha256=one, sheets=7, entries=entries) for n, one in enumerate(volumes, 1)
    )
    return Bound(at=moment(day), export=export, rules=rules, identity="".join(volumes), volumes=made)


def printed(day: int, volume: str, *, signed: int = 0, entries: Mapping[Entry, str] = JUNE) -> Printed:
    on = moment(signed).date() if signed else None
    return Printed(volume=volume, copy=1, printed_on=moment(day).date(), certified_on=on, entries=entries)


def deposited(day: int, *volumes: str, copies: int = 2) -> Deposited:
    return Deposited(at=moment(day), volumes=frozenset(volumes), copies=copies)


def handed(day: int, *volumes: str) -> HandedOver:
    return HandedOver(signed_on=moment(day).date(), volumes=frozenset(volumes))


MADE: list[Fact] = [received(1, "A"), checked(1, "A"), bound(2, "A", "v1", "v2")]
SIGNED: list[Fact] = [*MADE, printed(3, "v1", signed=3), printed(3, "v2", signed=4)]
HANDED: list[Fact] = [*SIGNED, deposited(4, "v1", "v2"), handed(5, "v1", "v2")]


def states(found: Standing) -> dict[Stage, State]:
    return {stage: found[stage].state for stage in Stage if found[stage].state is not State.NONE}


def test_nothing_is_known_of_a_group() -> None:
    found = standing([])
    assert states(found) == {}
    assert found.next is Stage.RECEIVED


def test_a_group_that_was_handed_over_is_done() -> None:
    found = standing(HANDED, copies=2)
    assert states(found) == dict.fromkeys(Stage, State.DONE)
    assert found.done
    assert found[Stage.CERTIFIED] == Stand(Stage.CERTIFIED, State.DONE, dt.date(2026, 7, 4), 2, 2)


def test_what_blocks_is_counted_and_is_next() -> None:
    found = standing([received(1, "A"), checked(1, "A", blocking=3)])
    assert found[Stage.CHECKED] == Stand(Stage.CHECKED, State.BLOCKED, dt.date(2026, 7, 1), found=3)
    assert found.next is Stage.CHECKED


def test_one_of_two_volumes_is_on_paper() -> None:
    found = standing([*MADE, printed(3, "v2", signed=3)])
    assert found[Stage.PRINTED] == Stand(Stage.PRINTED, State.PARTLY, dt.date(2026, 7, 3), 1, 2)
    assert found[Stage.CERTIFIED].state is State.NONE or found[Stage.CERTIFIED].state is State.STALE


def test_a_new_export_outdates_all_below_it_and_names_the_subjects() -> None:
    found = standing([*HANDED, received(6, "B", JULY)], copies=2)
    assert states(found) == {Stage.RECEIVED: State.DONE} | dict.fromkeys(list(Stage)[1:], State.STALE)
    assert {found[stage].subjects for stage in list(Stage)[1:]} == {("Математика",)}
    assert found.next is Stage.CHECKED


def test_a_new_export_that_makes_the_same_binder_outdates_nothing() -> None:
    again: list[Fact] = [received(6, "B"), checked(6, "B"), bound(6, "B", "v1", "v2")]
    assert standing([*HANDED, *again], copies=2).done


def test_a_binder_made_anew_has_to_be_printed_signed_and_deposited_again() -> None:
    anew: list[Fact] = [received(6, "B", JULY), checked(6, "B"), bound(6, "B", "v1", "w2", entries=JULY)]
    found = standing([*HANDED, *anew], copies=2)
    assert found[Stage.BOUND].state is State.DONE
    assert found[Stage.PRINTED] == Stand(Stage.PRINTED, State.PARTLY, dt.date(2026, 7, 3), 1, 2)
    assert found[Stage.DEPOSITED].state is State.STALE
    assert found.next is Stage.PRINTED


def test_other_rules_outdate_what_nobody_has_signed() -> None:
    assert standing(MADE, rules="other")[Stage.BOUND].state is State.STALE
    assert standing(SIGNED, rules="other")[Stage.BOUND].state is State.DONE
    assert standing(HANDED, rules="other", copies=2).done


def test_a_deposit_on_too_few_media_is_half_done() -> None:
    found = standing([*MADE, deposited(4, "v1", "v2", copies=1)], copies=2)
    assert found[Stage.DEPOSITED] == Stand(Stage.DEPOSITED, State.PARTLY, dt.date(2026, 7, 4), 1, 2)


def test_a_hand_over_of_what_nobody_has_certified_does_not_hold() -> None:
    found = standing([*MADE, deposited(4, "v1", "v2"), handed(5, "v1", "v2")])
    assert found[Stage.HANDED_OVER].state is State.STALE
    assert found.next is Stage.PRINTED


DAYS = st.integers(1, 9)
EXPORTS = st.sampled_from(["A", "B", "C"])
RULES = st.sampled_from(["rules", "other"])
VOLUMES = st.sampled_from(["v1", "v2", "w1"])
SOME = st.sets(VOLUMES, max_size=2)
HELD = st.dictionaries(st.sampled_from([MATHS, HISTORY]), st.sampled_from(["1", "2"]))
FACTS: st.SearchStrategy[Fact] = st.one_of(
    st.builds(received, DAYS, EXPORTS, HELD),
    st.builds(checked, DAYS, EXPORTS, st.integers(0, 1), RULES),
    st.builds(
        lambda day, export, volumes, held, rules: bound(day, export, *volumes, entries=held, rules=rules),
        DAYS, EXPORTS, st.lists(VOLUMES, max_size=2, unique=True), HELD, RULES,
    ),
    st.builds(lambda day, one, signed: printed(day, one, signed=signed), DAYS, VOLUMES, st.integers(0, 9)),
    st.builds(lambda day, all_, n: deposited(day, *all_, copies=n), DAYS, SOME, st.integers(0, 2)),
    st.builds(lambda day, all_: handed(day, *all_), DAYS, SOME),
)  # fmt: skip
YEARS = st.lists(FACTS, max_size=12)


@settings(max_examples=250)
@given(YEARS, st.randoms(use_true_random=False))
def test_the_order_in_which_facts_come_does_not_matter(facts: list[Fact], chance: random.Random) -> None:
    told, told_now = standing(facts, rules="rules", copies=2), standing(facts)
    for _order in range(4):
        shuffled = chance.sample(facts, len(facts))
        assert standing(shuffled, rules="rules", copies=2) == told
        assert standing([*shuffled, *facts]) == told_now


@settings(max_examples=200)
@given(YEARS)
def test_nothing_current_stands_on_something_that_is_not(facts: list[Fact]) -> None:
    found = standing(facts, rules="rules", copies=2)
    for stage in Stage:
        if found[stage].current:
            assert all(found[below].current for below in STANDS_ON[stage])


@settings(max_examples=200)
@given(YEARS, EXPORTS, HELD)
def test_an_export_nobody_has_seen_leaves_only_itself_current(
    facts: list[Fact], export: str, held: Mapping[Entry, str]
) -> None:
    found = standing([*facts, received(10, f"{export} anew", held)], rules="rules")
    assert [stage for stage in Stage if found[stage].current] == [Stage.RECEIVED]


@settings(max_examples=200)
@given(YEARS)
def test_what_is_current_was_done_of_the_newest_binder(facts: list[Fact]) -> None:
    found = standing(facts, copies=2)
    made = max((one for one in facts if isinstance(one, Bound)), key=lambda one: one.moment, default=None)
    if found[Stage.CERTIFIED].current:
        assert made is not None
        signed = {one.volume for one in facts if isinstance(one, Printed) and one.certified_on}
        assert {one.sha256 for one in made.volumes} <= signed
    if found[Stage.DEPOSITED].current:
        assert made is not None
        kept = [one for one in facts if isinstance(one, Deposited) and one.copies >= 2]
        assert any(one.volumes == {volume.sha256 for volume in made.volumes} for one in kept)
