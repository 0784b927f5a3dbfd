"""What decides on a file, as the events tell it: closing, period, holds, volumes (ADR 0049).

A pure fold: events of one file in their order make one `Decided`. What no event tells is not in `facts`, so
nothing is compared with it; registers of older releases told less when a file was entered.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from archiver.register.model.files import FileState
from archiver.register.model.paper import MovementKind, PaperState
from archiver.register.model.trail import Event
from retention.period import Years, eligible_from

PLACED, LIFTED = "hold.placed", "hold.lifted"
REGISTERED, REMEMBERED = "file.registered", "file.remembered"
CORRECTED, DESTROYED = "file.corrected", "file.destroyed"
ELSEWHERE = "file.statement-elsewhere"
"""A document says where the grade statement of a journal lies: by it alone a journal may go."""
ADOPTED, APPLIED = "schedule.adopted", "schedule.applied"
ENTERED = f"paper.{MovementKind.REGISTERED}"
BIRTHS = (REGISTERED, REMEMBERED)

TOLD = ("series", "college", "group", "academic_year", "closed_on", "keep_until", "years", "appraisal")
"""What the first event of a file tells besides its id."""

_STATES = {
    f"paper.{MovementKind.REGISTERED}": PaperState.STORED,
    f"paper.{MovementKind.RETURNED}": PaperState.STORED,
    f"paper.{MovementKind.LENT}": PaperState.LENT,
    f"paper.{MovementKind.DESTROYED}": PaperState.DESTROYED,
}


@dataclass(frozen=True, slots=True)
class HoldTold:
    """A hold as events tell it; `key` is the same in every register that ever knows it."""

    key: str
    document: str
    lifted: bool = False


@dataclass(slots=True)
class Decided:
    """What the events told so far decide; `facts` holds texts as JSON has them, by the column's name."""

    facts: dict[str, Any] = field(default_factory=dict)
    holds: dict[int, HoldTold] = field(default_factory=dict)
    unreadable: bool = False

    def hear(self, event: Event, closed_on: dt.date | None = None) -> None:
        """Take one more event of the file, or of the schedule of its series.

        `closed_on` stands for a closing that no event told. An event that is none of ours makes it
        `unreadable`, whatever else was told.
        """
        try:
            self._hear(event, detail_of(event), closed_on)
        except (KeyError, TypeError, ValueError):
            self.unreadable = True

    def _hear(self, event: Event, detail: Mapping[str, Any], closed_on: dt.date | None) -> None:
        match event.action:
            case "file.registered" | "file.remembered":
                self.facts |= {"external_id": detail["id"]}
                self.facts |= {name: detail[name] for name in TOLD if name in detail}
                gone = event.action == REMEMBERED
                self.facts["state"] = FileState.DESTROYED.value if gone else FileState.KEPT.value
            case "file.corrected":
                self.facts |= {name: detail["after"][name] for name in TOLD if name in detail["after"]}
            case "file.destroyed":
                self.facts["state"] = FileState.DESTROYED.value
            case "hold.placed":
                key = detail.get("key") or key_of(event)
                self.holds[detail["hold"]] = HoldTold(key, detail["document"])
            case "hold.lifted" if detail["hold"] in self.holds:
                placed = self.holds[detail["hold"]]
                self.holds[detail["hold"]] = HoldTold(placed.key, placed.document, lifted=True)
            case "schedule.applied":
                self._lengthen(detail, closed_on)

    def _lengthen(self, detail: Mapping[str, Any], closed_on: dt.date | None) -> None:
        """As `Schedules.apply` has done it to the table."""
        told = self.facts.get("closed_on")
        closed = dt.date.fromisoformat(told) if told else closed_on
        if self.facts.get("state") != FileState.KEPT or closed is None or "keep_until" not in self.facts:
            return
        last = lengthened_to(detail, closed.year)
        until = self.facts["keep_until"]
        shorter = until is not None and (last is None or until < last.isoformat())
        if "appraisal" not in detail:  # an older release: it told less of what it set
            self.facts.pop("appraisal", None)
            self.facts.pop("years", None)
        elif shorter or self.facts.get("appraisal", detail["appraisal"]) != detail["appraisal"]:
            self.facts |= {"appraisal": detail["appraisal"], "years": detail["years"]}
        if shorter:
            self.facts["keep_until"] = None if last is None else last.isoformat()


def lengthened_to(detail: Mapping[str, Any], year: int) -> dt.date | None:
    """The last day of a file closed in `year` by an event of an applied rule; None: kept for ever."""
    years = detail["years"]
    if years is None:
        return None
    return eligible_from(Years(int(years)), dt.date(year, 12, 31)) - dt.timedelta(days=1)


def detail_of(event: Event) -> dict[str, Any]:
    """What an event tells; nothing for one that somebody has written otherwise than the program does."""
    try:
        detail = json.loads(event.detail)
    except (ValueError, RecursionError):
        return {}
    return detail if isinstance(detail, dict) else {}


def key_of(event: Event) -> str:
    """What names a hold outside this register: the beginning of the digest of the event that placed it."""
    return event.digest[:20]


def decided(events: Iterable[Event], closed_on: dt.date | None = None) -> Decided:
    """What events of one file (and of its series' schedule), in their order, decide."""
    told = Decided()
    for event in events:
        told.hear(event, closed_on)
    return told


def paper_state(events: Iterable[Event]) -> PaperState | None:
    """In which state the events of one volume leave it; None when none tells of it."""
    state = None
    for event in events:
        state = _STATES.get(event.action, state)
    return state
