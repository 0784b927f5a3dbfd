"""The chain of events: what is hashed, and checking it from the first event to the last.

The digest of an event is the SHA-256 of its canonical form: a JSON array, in UTF-8 without spaces, of
[sequence, at, actor, software, action, object, outcome, detail, previous], all texts as they are stored and
`previous` the digest of the event before (ADR 0014). Anyone can check it with a few lines of any language.

A bare chain cannot see its tail cut off, nor that somebody with the database's password wrote all of it
anew; anchors can: copies of the head kept in bags, on printed acts, in a locked object.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from json.encoder import encode_basestring as quoted

from archiver.register.model.agreement import Difference
from archiver.register.model.trail import ORIGIN, Anchor, Event, Head

Row = tuple[int, str, str, str, str, str, str, str, str, str]
"""An event as it comes from the database, in the order of `Event`."""

RESTORED = "register.restored"
"""The action of the event that says: from here on the register is that of an earlier copy."""

REBUILT = "register.rebuilt"
"""The action of the event that says: from here on the register is what the media tell."""

BEHIND = "behind its media"
"""Its outcome when nobody said so: media told of later events, and the register was compared with them."""

MOST_FAULTS = 100
"""So many faults are named; checking goes on, memory stays the same."""


def digest_of(
    sequence: int,
    at: str,
    actor: str,
    software: str,
    action: str,
    object_: str,
    outcome: str,
    detail: str,
    previous: str,
) -> str:
    """The digest of an event with these texts."""
    canonical = (
        f"[{sequence},{quoted(at)},{quoted(actor)},{quoted(software)},{quoted(action)},{quoted(object_)},"
        f"{quoted(outcome)},{quoted(detail)},{quoted(previous)}]"
    )
    return hashlib.sha256(canonical.encode()).hexdigest()


class ChainFaultKind(StrEnum):
    """How an event is not what was written; LOST ones went when an earlier copy was restored, as noted."""

    EDITED = "edited"
    MISSING = "missing"
    OUT_OF_PLACE = "out-of-place"
    TAIL_CUT = "tail-cut"
    REWRITTEN = "rewritten"
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class ChainFault:
    """Events `first`…`last` are missing, or `first` is not what was written; `place` is the anchor's."""

    kind: ChainFaultKind
    first: int
    last: int
    place: str = ""


@dataclass(frozen=True, slots=True)
class ChainReport:
    """What a check found.

    Events up to `anchored_to` are proven by an anchor outside the register; those after it only by each
    other. `faults` names at most MOST_FAULTS of `fault_count`; `lost` is
    what anchors know of and a restoration, noted in the chain, took away. `differences` are what tables say
    otherwise than the events, where they were compared (`audit.audit`).
    """

    events: int
    head: Head
    anchored_to: int
    anchors: int
    faults: tuple[ChainFault, ...]
    fault_count: int
    lost: tuple[ChainFault, ...] = ()
    differences: tuple[Difference, ...] = ()

    @property
    def whole(self) -> bool:
        """Whether nothing is wrong with the chain."""
        return self.fault_count == 0

    @property
    def agreed(self) -> bool:
        """Whether the chain is whole and the tables say what it tells."""
        return self.whole and not self.differences

    @property
    def anchored(self) -> tuple[int, int] | None:
        """First and last event proven from outside."""
        return (1, self.anchored_to) if self.anchored_to else None

    @property
    def unanchored(self) -> tuple[int, int] | None:
        """First and last event proven only by each other."""
        return (self.anchored_to + 1, self.head.sequence) if self.anchored_to < self.head.sequence else None


@dataclass(slots=True)
class _Findings:
    faults: list[ChainFault] = field(default_factory=list)
    count: int = 0
    lost: list[ChainFault] = field(default_factory=list)
    restored: list[tuple[int, dt.datetime]] = field(default_factory=list)
    contradicted: list[tuple[ChainFaultKind, int, Anchor]] = field(default_factory=list)
    met: list[tuple[int, int, int]] = field(default_factory=list)

    def add(self, kind: ChainFaultKind, first: int, last: int | None = None, place: str = "") -> None:
        self.count += 1
        if len(self.faults) < MOST_FAULTS:
            self.faults.append(ChainFault(kind, first, first if last is None else last, place))

    def contradict(self, kind: ChainFaultKind, first: int, anchor: Anchor) -> None:
        """An anchor knows another event, or one that is not there; why may be told further on."""
        self.contradicted.append((kind, first, anchor))

    def meet(self, sequence: int) -> None:
        """An anchor proves the events up to its own, if nothing before it is wrong."""
        self.met.append((sequence, self.count, len(self.contradicted)))

    def settle(self) -> int:
        """Tell lost events from rewritten ones, all restorations being known; up to where is proven."""
        first_wrong = len(self.contradicted)
        for place, (kind, first, anchor) in enumerate(self.contradicted):
            if any(sequence <= anchor.sequence and anchor.at <= at for sequence, at in self.restored):
                if len(self.lost) < MOST_FAULTS:
                    self.lost.append(ChainFault(ChainFaultKind.LOST, first, anchor.sequence, anchor.place))
            else:
                first_wrong = min(first_wrong, place)
                self.add(kind, first, anchor.sequence, anchor.place)
        return max((one for one, wrong, before in self.met if not wrong and before <= first_wrong), default=0)


def check_chain(  # noqa: PLR0912 - one pass over millions of events, so nothing is called per event
    rows: Iterable[Row], head: Head | None = None, anchors: Iterable[Anchor] = ()
) -> ChainReport:
    """Check events in the order of their sequence, against the head the register names and the anchors.

    Finds an edit, a deletion, an insertion, a reordering, and a tail cut off behind the head or an anchor.
    Constant memory but for the anchors: one per bag and act.
    """
    findings = _Findings()
    waiting = sorted(anchors, key=lambda anchor: anchor.sequence, reverse=True)
    total = len(waiting)
    last, previous, events = 0, ORIGIN, 0
    sha256, quote = hashlib.sha256, quoted
    for sequence, at, actor, software, action, object_, outcome, detail, before, digest in rows:
        canonical = (
            f"[{sequence},{quote(at)},{quote(actor)},{quote(software)},{quote(action)},{quote(object_)},"
            f"{quote(outcome)},{quote(detail)},{quote(before)}]"
        )
        events += 1
        if sequence != last + 1:
            findings.add(ChainFaultKind.MISSING, last + 1, sequence - 1)
        elif before != previous:
            findings.add(ChainFaultKind.OUT_OF_PLACE, sequence)
        if sha256(canonical.encode(errors="surrogatepass")).hexdigest() != digest:
            findings.add(ChainFaultKind.EDITED, sequence)
        last, previous = sequence, digest
        if action == RESTORED:
            findings.restored.append((0 if outcome == BEHIND else sequence, dt.datetime.fromisoformat(at)))
        while waiting and waiting[-1].sequence <= sequence:
            anchor = waiting.pop()
            if anchor.sequence == sequence and anchor.digest == digest:
                findings.meet(sequence)
            elif anchor.sequence == sequence:
                findings.contradict(ChainFaultKind.REWRITTEN, sequence, anchor)
            else:
                findings.contradict(ChainFaultKind.MISSING, anchor.sequence, anchor)
    for anchor in reversed(waiting):
        findings.contradict(ChainFaultKind.TAIL_CUT, last + 1, anchor)
    anchored_to = findings.settle()
    if head is not None and (head.sequence, head.digest) != (last, previous):
        if head.sequence > last:
            findings.add(ChainFaultKind.TAIL_CUT, last + 1, head.sequence)
        else:
            findings.add(ChainFaultKind.OUT_OF_PLACE, last)
    return ChainReport(
        events,
        Head(last, previous),
        anchored_to,
        total,
        tuple(findings.faults),
        findings.count,
        tuple(findings.lost),
    )


def rows_of(events: Iterable[Event]) -> Iterator[Row]:
    """Events as the rows that `check_chain` takes."""
    for event in events:
        yield (
            event.sequence,
            event.at,
            event.actor,
            event.software,
            event.action,
            event.object,
            event.outcome,
            event.detail,
            event.previous,
            event.digest,
        )
