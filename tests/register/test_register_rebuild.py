"""A lost register rebuilt from what the bags say."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from entries import ROSTER, bag, contents, file, medium

from archiver.register.finding import Query
from archiver.register.model.media import MediumKind
from archiver.register.model.packages import CopyState
from archiver.register.model.trail import Anchor, AnchorKind
from archiver.register.rebuild import BEGUN, BagDescription, of_this_trail, rebuild
from archiver.register.register import Register

ANCHOR = Anchor(
    sequence=40, digest="ee" * 32, kind=AnchorKind.BAG, place="bag", at=dt.datetime(2026, 7, 1, tzinfo=dt.UTC)
)


def described(number: int, on: int, **fields: object) -> BagDescription:
    of_file = file(number)
    made = BagDescription(
        file=of_file,
        roster=ROSTER,
        bag=bag(of_file),
        contents=contents(),
        medium=medium(on),
        prefix=f"bags/{number}",
        read_back="rebuild",
        anchor=ANCHOR,
    )
    return replace(made, **fields)  # type: ignore[arg-type]


def test_everything_on_the_media_is_found_again(register: Register) -> None:
    found = [described(number, on) for on in (1, 2) for number in (1, 2)]
    done = rebuild(register, found, by="orlova")
    assert (done.files, done.bags, done.copies, done.conflicts) == (2, 2, 4, ())
    assert done.anchors == (ANCHOR,)
    with register.reading() as work:
        assert work.counts() == {"files": 2, "bags": 2, "copies": 4, "media": 2, "paper": 0}
        assert len(work.find(Query(student="ёлкин")).files) == 2
        assert work.due(dt.date(2026, 11, 24)).short == 0
        assert not work.trail.verify(done.anchors).whole
    assert rebuild(register, found, by="orlova").copies == 4
    with register.reading() as work:
        assert work.counts()["copies"] == 4


def test_a_bag_that_contradicts_is_named_and_the_others_go_on(register: Register) -> None:
    disc = medium(2, kind=MediumKind.OPTICAL, rewritable=False, destruction_year=2052)
    lying = described(1, 1)
    found = [
        described(1, 1),
        replace(lying, bag=replace(lying.bag, digest="ff" * 32)),
        described(2, 2, medium=disc),
        described(3, 1),
    ]
    done = rebuild(register, found, by="orlova")
    assert [external_id for external_id, _reason in done.conflicts] == [
        "05-11/2025/1/bag-1",
        "05-11/2025/2/bag-1",
    ]
    assert done.copies == 2
    with register.reading() as work:
        assert work.media.by_identity("identity-2") is None


def test_a_copy_that_was_not_verified_is_listed_but_does_not_count(register: Register) -> None:
    rebuild(register, [described(1, 1, read_back="")], by="orlova")
    with register.reading() as work:
        (copy,) = work.copies.troubled()
        assert copy.state is CopyState.WRITING
        assert work.due(dt.date(2026, 11, 24)).short == 1


def test_marks_of_the_lost_trail_do_not_break_the_new_one(register: Register) -> None:
    with register.transaction(by="orlova") as work:
        work.trail.note(BEGUN, "register:1")
        begun = work.now()
    rebuild(register, [described(1, 1)], by="orlova")
    earlier, later = begun - dt.timedelta(days=9), begun + dt.timedelta(days=9)
    old = replace(ANCHOR, kind=AnchorKind.OBJECT, at=earlier, digest="aa" * 32)
    forged = replace(ANCHOR, kind=AnchorKind.OBJECT, at=later, digest="bb" * 32)
    with register.reading() as work:
        assert of_this_trail(work, [ANCHOR, old]) == ()
        assert work.trail.verify(of_this_trail(work, [ANCHOR, old])).whole
        assert of_this_trail(work, [ANCHOR, old, forged]) == (forged,)
        assert not work.trail.verify([forged]).whole


def test_a_trail_that_was_never_lost_answers_for_every_mark(register: Register) -> None:
    with register.transaction(by="orlova") as work:
        work.media.add(medium(1))
        assert of_this_trail(work, [ANCHOR]) == (ANCHOR,)
