"""The audit trail in words: what a check found, where it is anchored, an event."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence

from archiver.archive.audit.anchors import Anchored
from archiver.archive.audit.trail import Checked
from archiver.archive.kinship import foreign_trail
from archiver.counter.vocabulary import ChainFault, ChainFaultKind, Difference, Event, Head
from archiver.locale import _
from archiver.wording.figures import day, events
from archiver.wording.retention_words import word

_FAULTS: dict[ChainFaultKind, Callable[[], str]] = {
    ChainFaultKind.EDITED: lambda: _("event {first} was edited"),
    ChainFaultKind.MISSING: lambda: _("missing: {events}"),
    ChainFaultKind.OUT_OF_PLACE: lambda: _("event {first} does not follow the one before: inserted or moved"),
    ChainFaultKind.TAIL_CUT: lambda: _("the tail is cut off: {events}; known and not there"),
    ChainFaultKind.REWRITTEN: lambda: _("event {first} is another one than was anchored: it was rewritten"),
    ChainFaultKind.LOST: lambda: _("lost when an earlier copy was restored: {events}"),
}


def report_lines(checked: Checked, *, media: bool) -> Iterator[str]:
    """How many events there are, which ranges are proven by what, and everything wrong; of `media` if asked.

    Anchors that the register itself notes prove nothing against its owner: those read just now do.
    """
    report, found = checked.report, checked.gathered
    yield _("Events: {count}, the last one {digest}").format(count=report.events, digest=report.head.digest)
    lost = {fault.place for fault in report.lost}
    met = (one.sequence for one in checked.anchors if one.place not in lost)
    read_to = max((place for place in met if place <= report.anchored_to), default=0)
    for first, last, text in (
        (1, read_to, _("Proven by anchors outside the register: {events}.")),
        (read_to + 1, report.anchored_to, _("Anchored, as the register notes: {events}.")),
        (report.anchored_to + 1, report.head.sequence, _("Not anchored yet: {events}.")),
    ):
        if first <= last:
            yield text.format(events=events(first, last))
    if report.whole:
        yield _("The trail is whole.")
    else:
        yield _("THE TRAIL IS BROKEN. Keep the register as it is, and find out who could change it:")
    for fault in (*report.faults, *report.lost):
        yield f"  {_in_words(fault)}"
    yield from _differing_lines(report.differences)
    if report.fault_count > len(report.faults):
        yield _("  and more: {count} in all").format(count=report.fault_count)
    if media:
        yield _("Media asked for anchors: {count}, anchors found there: {anchors}.").format(
            count=found.asked, anchors=len(found.anchors)
        )
    for number in found.foreign:
        yield foreign_trail(number).message
    if found.lost:
        yield _("Anchors of the trail that was lost before the register was rebuilt: {count}.").format(
            count=found.lost
        )


def _differing_lines(differences: Sequence[Difference]) -> Iterator[str]:
    if not differences:
        yield _("What decides on files (closing, period, holds, paper, acts) is as the events tell it.")
        return
    yield _("THE REGISTER WAS CHANGED PAST ITS TRAIL. Nothing may be destroyed by it; find out who did it:")
    for one in differences:
        yield "  " + _("{subject}, {fact}: the events say «{told}», the register «{kept}»").format(
            subject=one.subject, fact=word(one.fact, "fact"), told=one.told, kept=one.kept
        )


def anchored_lines(head: Head, done: Iterable[Anchored]) -> Iterator[str]:
    """The head of the trail, and where it lies locked."""
    yield _("Event {number}, {digest}").format(number=head.sequence, digest=head.digest)
    for one in done:
        yield _("{medium}: {key}, locked until {day}").format(
            medium=one.medium, key=one.key, day=day(one.lock.until)
        )


def _in_words(fault: ChainFault) -> str:
    text = _FAULTS[fault.kind]().format(first=fault.first, events=events(fault.first, fault.last))
    return f"{text} ({fault.place})" if fault.place else text


def event_line(event: Event) -> str:
    """«17  24.11.2026 12:00:01  orlova  hold.placed  file:7  done  {…}», in local time."""
    at = dt.datetime.fromisoformat(event.at).astimezone()
    texts = (f"{at:%d.%m.%Y %H:%M:%S}", event.actor, event.action, event.object, event.outcome, event.detail)
    return "  ".join((str(event.sequence), *texts))
