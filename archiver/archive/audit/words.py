"""What the commands about the audit trail print."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterator

from archiver.counter.vocabulary import Anchor, ChainFault, ChainFaultKind, ChainReport, Event
from archiver.locale import _

_FAULTS: dict[ChainFaultKind, Callable[[], str]] = {
    ChainFaultKind.EDITED: lambda: _("event {first} was edited"),
    ChainFaultKind.MISSING: lambda: _("events {first}–{last} are missing"),
    ChainFaultKind.OUT_OF_PLACE: lambda: _("event {first} does not follow the one before: inserted or moved"),
    ChainFaultKind.TAIL_CUT: lambda: _("the tail is cut off: events {first}–{last} are known and not there"),
    ChainFaultKind.REWRITTEN: lambda: _("event {first} is another one than was anchored: it was rewritten"),
    ChainFaultKind.LOST: lambda: _("events {first}–{last} were lost when an earlier copy was restored"),
}


def report_lines(report: ChainReport, outside: Collection[Anchor]) -> Iterator[str]:
    """How many events there are, which ranges are proven by what, and everything wrong.

    `outside` are the anchors read just now: those the register itself notes prove nothing against its owner.
    """
    yield _("Events: {count}, the last one {digest}").format(count=report.events, digest=report.head.digest)
    lost = {fault.place for fault in report.lost}
    met = [one.sequence for one in outside if one.sequence <= report.anchored_to and one.place not in lost]
    read_to = max(met, default=0)
    for first, last, text in (
        (1, read_to, _("Proven by anchors outside the register: events {first}–{last}.")),
        (read_to + 1, report.anchored_to, _("Anchored, as the register notes: events {first}–{last}.")),
        (report.anchored_to + 1, report.head.sequence, _("Not anchored yet: events {first}–{last}.")),
    ):
        if first <= last:
            yield text.format(first=first, last=last)
    if report.whole:
        yield _("The trail is whole.")
    else:
        yield _("THE TRAIL IS BROKEN. Keep the register as it is, and find out who could change it:")
    for fault in (*report.faults, *report.lost):
        yield f"  {_in_words(fault)}"
    if report.fault_count > len(report.faults):
        yield _("  and more: {count} in all").format(count=report.fault_count)


def _in_words(fault: ChainFault) -> str:
    text = _FAULTS[fault.kind]().format(first=fault.first, last=fault.last)
    return f"{text} ({fault.place})" if fault.place else text


def event_line(event: Event) -> str:
    """«17  24.11.2026 12:00:01  orlova  hold.placed  file:7  done  {…}», in local time."""
    at = dt.datetime.fromisoformat(event.at).astimezone()
    texts = (f"{at:%d.%m.%Y %H:%M:%S}", event.actor, event.action, event.object, event.outcome, event.detail)
    return "  ".join((str(event.sequence), *texts))
