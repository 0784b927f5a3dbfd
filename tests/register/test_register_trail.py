"""The chain of events: whole when untouched, and every kind of tampering found."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import json
from collections.abc import Callable
from dataclasses import replace

import pytest
from entries import ROSTER, deposited, file, medium
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from archiver.register.audit import audit
from archiver.register.chain import ChainFaultKind, ChainReport, check_chain, rows_of
from archiver.register.desk import signed
from archiver.register.model.trail import ORIGIN, Anchor, AnchorKind, Event, Head, MeasureKind
from archiver.register.premis import write_premis
from archiver.register.register import Register
from storage.bag.premis import NAMESPACE

AT = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)


def chain(count: int, *texts: str) -> list[Event]:
    events: list[Event] = []
    for number in range(1, count + 1):
        detail = texts[number % len(texts)] if texts else f'{{"n": {number}}}'
        previous = events[-1].digest if events else ORIGIN
        events.append(
            signed(number, "2026-01-01T00:00:00Z", "orlova", "archiver 1", "a", "file:1", "done", detail,
                   previous=previous)
        )  # fmt: skip
    return events


def anchor(event: Event, **fields: object) -> Anchor:
    made = Anchor(sequence=event.sequence, digest=event.digest, kind=AnchorKind.BAG, place="bag-1", at=AT)
    return replace(made, **fields)  # type: ignore[arg-type]


def check(events: list[Event], head: Event | None = None, *anchors: Anchor) -> ChainReport:
    last = Head(head.sequence, head.digest) if head else None
    return check_chain(rows_of(events), last, anchors)


def test_the_digest_is_what_the_decision_says() -> None:
    (event,) = chain(1, 'деталь "\\ \x01 \U0001f600')[:1]
    array = [1, event.at, event.actor, event.software, event.action, event.object, event.outcome,
             event.detail, ORIGIN]  # fmt: skip
    canonical = json.dumps(array, ensure_ascii=False, separators=(",", ":"))
    assert event.digest == hashlib.sha256(canonical.encode("utf-8", "surrogatepass")).hexdigest()


def test_an_untouched_chain_is_whole() -> None:
    events = chain(5)
    report = check(events, events[-1], anchor(events[2]))
    assert report.whole
    assert (report.events, report.anchored, report.unanchored) == (5, (1, 3), (4, 5))
    assert check([], None).whole


@settings(max_examples=60)
@given(st.data())
def test_tampering_is_found(data: st.DataObject) -> None:
    events = chain(data.draw(st.integers(3, 8)))
    last = events[-1]
    place = data.draw(st.integers(0, len(events) - 2))
    what = data.draw(st.sampled_from(["edit", "delete", "insert", "swap", "rename", "tail", "rewrite"]))
    broken = list(events)
    if what == "edit":
        field = data.draw(st.sampled_from(["at", "actor", "object", "outcome", "detail"]))
        broken[place] = replace(events[place], **{field: "другое"})
    elif what == "delete":
        del broken[place]
    elif what == "insert":
        broken.insert(place, replace(events[place], detail="лишнее"))
        broken = [replace(event, sequence=number) for number, event in enumerate(broken, 1)]
    elif what == "swap":
        broken[place], broken[place + 1] = broken[place + 1], broken[place]
    elif what == "rename":
        broken[place], broken[place + 1] = (
            replace(events[place + 1], sequence=place + 1),
            replace(events[place], sequence=place + 2),
        )
    elif what == "tail":
        broken = broken[: place + 1]
    else:  # everything from a place on written anew, digests and all
        broken = chain(place) + _resigned(events[place:], events[place - 1].digest if place else ORIGIN)
        assert check(broken).whole
        report = check(broken, broken[-1], anchor(last))
        assert ChainFaultKind.REWRITTEN in {fault.kind for fault in report.faults}
        return
    assert not check(broken, last).whole
    assert check(events, last).whole


def _resigned(events: list[Event], previous: str) -> list[Event]:
    made: list[Event] = []
    for event in events:
        made.append(
            signed(event.sequence, event.at, "кто-то", event.software, event.action, event.object,
                   event.outcome, event.detail, previous=made[-1].digest if made else previous)
        )  # fmt: skip
    return made


@pytest.mark.parametrize(
    ("spoil", "kind", "first", "last"),
    [
        (lambda events: events[:2] + events[3:], ChainFaultKind.MISSING, 3, 3),
        (lambda events: [replace(events[0], detail="x"), *events[1:]], ChainFaultKind.EDITED, 1, 1),
        (lambda events: events[:3], ChainFaultKind.TAIL_CUT, 4, 5),
    ],
)
def test_a_fault_is_named_with_its_place(
    spoil: Callable[[list[Event]], list[Event]], kind: ChainFaultKind, first: int, last: int
) -> None:
    events = chain(5)
    report = check(spoil(events), events[-1])
    assert (report.faults[0].kind, report.faults[0].first, report.faults[0].last) == (kind, first, last)


def test_a_cut_tail_is_seen_by_an_anchor_even_when_the_head_was_cut_too() -> None:
    events = chain(5)
    report = check(events[:3], events[2], anchor(events[4], place="акт 1"), anchor(events[1]))
    (fault,) = report.faults
    assert (fault.kind, fault.first, fault.last, fault.place) == (ChainFaultKind.TAIL_CUT, 4, 5, "акт 1")
    assert report.anchored == (1, 2)


def test_what_comes_after_a_fault_is_not_called_anchored() -> None:
    events = chain(5)
    spoiled = [*events[:2], replace(events[2], detail="x"), *events[3:]]
    assert check(spoiled, events[-1], anchor(events[1]), anchor(events[4])).anchored == (1, 2)


def test_faults_without_number_are_counted_and_the_first_named() -> None:
    events = [replace(event, detail="x") for event in chain(150)]
    report = check(events)
    assert (report.fault_count, len(report.faults)) == (150, 100)


def test_the_register_checks_itself_and_notes_it(register: Register) -> None:
    with register.transaction(by="orlova") as work:
        deposited(work, 1, (work.media.add(medium()),))
        head = work.trail.head()
        work.trail.anchor(AnchorKind.ACT, "акт 1", head)
    report = audit(register, by="orlova")
    assert report.whole
    assert report.anchored == (1, head.sequence)
    with register.reading() as work:
        (event,) = work.trail.events(action="audit.verified")
        assert event.outcome == "whole"
        assert [one.object for one in work.trail.events(object_="file:1")] == ["file:1"]
        assert next(work.trail.events(after=head.sequence)).sequence == head.sequence + 1
        (known,) = work.trail.anchors()
    cut = audit(register, [replace(known, sequence=99, place="объект")], by="orlova")
    assert not cut.whole
    assert audit(register, [replace(known, digest="0" * 64, place="сумка")], by="orlova").faults[0].kind is (
        ChainFaultKind.REWRITTEN
    )


def test_sql_past_the_triggers_is_found(register: Register) -> None:
    with register.transaction(by="orlova") as work:
        for number in range(1, 4):
            work.files.add(file(number), ROSTER)
    sqlite = register.engine.dialect.name == "sqlite"
    with register.engine.begin() as connection:
        connection.exec_driver_sql(
            "DROP TRIGGER events_no_update" if sqlite else "ALTER TABLE events DISABLE TRIGGER USER"
        )
        connection.exec_driver_sql("UPDATE events SET actor = 'petrov' WHERE sequence = 2")
    with register.reading() as work:
        (fault,) = work.trail.verify().faults
    assert (fault.kind, fault.first) == (ChainFaultKind.EDITED, 2)


def test_any_text_gets_through_both_databases(register: Register) -> None:
    with register.transaction(by="orlova") as work:
        work.trail.note(
            "x", "file:1", "a\x00b", path="имя\udcff", more={"k": [1, None]}, day=dt.date(2026, 1, 1)
        )
    with register.reading() as work:
        assert work.trail.verify().whole
        (event,) = work.trail.events()
    assert event.outcome == "a\\x00b"
    assert json.loads(event.detail)["day"] == "2026-01-01"


def test_measures_are_stated_with_their_document(register: Register) -> None:
    with register.transaction(by="orlova") as work:
        day = dt.date(2026, 9, 1)
        stated = work.trail.state_measure(
            MeasureKind.LOG_REVIEW, "протокол 2", stated_on=day, valid_until=day + dt.timedelta(days=365)
        )
        assert work.trail.measures() == (stated,)
        assert stated.author == "orlova"


def test_premis_holds_every_event_and_its_agents(register: Register) -> None:
    with register.transaction(by="orlova") as work:
        deposited(work, 1, (work.media.add(medium()),))
        work.trail.note("x", "bag:1", path="\x0b<&")
    stream = io.BytesIO()
    with register.reading() as work:
        count = write_premis(work.trail.events(), stream)
        head = work.trail.head()
    document = etree.fromstring(stream.getvalue())
    names = {"p": NAMESPACE}
    assert document.get("version") == "3.0"
    assert len(document.findall("p:event", names)) == count == head.sequence
    assert head.digest in document.findall("p:event", names)[-1].findtext(
        ".//p:eventDetail", namespaces=names
    )
    agents = {agent.findtext("p:agentName", namespaces=names) for agent in document.findall("p:agent", names)}
    linked = {node.text for node in document.iterfind(".//p:linkingAgentIdentifierValue", names)}
    assert agents == linked
    assert "orlova" in agents
