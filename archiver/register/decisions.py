"""Decisions as they are told outside the register: of holds, closings, periods, media (ADR 0049).

Files, holds and media are named by words that outlive the register. No student is named, nor who decided.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import sqlalchemy as sa

from archiver.register.agreeing import holds_told
from archiver.register.decided import detail_of
from archiver.register.model.trail import Event
from archiver.register.noted import DECIDING
from archiver.register.tables.files import files
from archiver.register.tables.media import media
from archiver.register.tables.trail import events

_EVENT = [events.c[name] for name in Event.__slots__]
_MANY = 500


class DecisionKind(StrEnum):
    """What was decided, as the event is called."""

    PLACED = "hold.placed"
    LIFTED = "hold.lifted"
    CORRECTED = "file.corrected"
    ELSEWHERE = "file.statement-elsewhere"
    ADOPTED = "schedule.adopted"
    APPLIED = "schedule.applied"
    GONE = "medium.gone"

    @property
    def weakens(self) -> bool:
        """Whether less is kept by it: only the command that decided so tells of it, never a later one."""
        return self in {DecisionKind.LIFTED, DecisionKind.GONE, DecisionKind.ELSEWHERE}


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision: the event's number and moment in the trail it was made in, whom it is about, the rest.

    `subject` is a file's id, the number of a version, a series, or the identity of a medium.
    """

    kind: DecisionKind
    sequence: int
    at: str
    subject: str
    detail: Mapping[str, Any]

    @property
    def told(self) -> tuple[str, str, str]:
        """The same for the same decision wherever it is told."""
        return self.kind, self.subject, str(self.detail.get("hold") or f"{self.sequence} {self.at}")

    def as_json(self) -> dict[str, Any]:
        """For a notice."""
        return {
            "kind": self.kind,
            "sequence": self.sequence,
            "at": self.at,
            "subject": self.subject,
            "detail": dict(self.detail),
        }


def read_decision(told: Mapping[str, Any]) -> Decision:
    """A decision out of a notice; raises ValueError, KeyError or TypeError for what is none."""
    return Decision(
        DecisionKind(told["kind"]),
        int(told["sequence"]),
        str(told["at"]),
        str(told["subject"]),
        dict(told["detail"]),
    )


def decisions_after(connection: sa.Connection, sequence: int) -> Iterator[Decision]:
    """What keeps more since an event: holds in force, closings, versions. What weakens is not among it."""
    # Later ones by their numbers alone: whatever the planner thinks of the indices, few are read.
    few = events.c.sequence > sequence if sequence else events.c.action.in_(sorted(DECIDING))
    rows = connection.execute(sa.select(*_EVENT).where(few).order_by(events.c.sequence))
    found = (event for row in rows if (event := Event(*row)).action in DECIDING)
    for one in decisions_of(connection, found):
        if not one.kind.weakens and not (one.kind is DecisionKind.PLACED and one.detail["lifted"]):
            yield one


def decisions_at(connection: sa.Connection, sequences: Iterable[int]) -> Iterator[Decision]:
    """The decisions of these events, whatever they do."""
    wanted = sorted(set(sequences))
    for start in range(0, len(wanted), _MANY):
        query = sa.select(*_EVENT).where(events.c.sequence.in_(wanted[start : start + _MANY]))
        found = (Event(*row) for row in connection.execute(query.order_by(events.c.sequence)))
        yield from decisions_of(connection, found)


def decisions_of(connection: sa.Connection, heard: Iterable[Event]) -> Iterator[Decision]:
    """What these events decided; those that decide nothing outside the register are passed over."""
    for event in list(heard):
        detail = detail_of(event)
        kind, _colon, number = event.object.partition(":")
        told: dict[str, Any] | None = None
        if kind in {"file", "medium"} and not number.isdecimal():
            continue
        match event.action:
            case "hold.placed" | "hold.lifted":
                hold = holds_told(connection, int(number)).get(detail.get("hold", 0))
                if hold is not None:
                    document = detail.get("document", "")
                    told = {"hold": hold.key, "document": document, "lifted": hold.lifted}
            case "file.corrected":
                after = detail.get("after", {})
                told = {name: after[name] for name in ("closed_on", "keep_until") if name in after} or None
            case "file.statement-elsewhere":
                told = {"document": str(detail.get("document", ""))}
            case "schedule.adopted":
                told = {name: detail.get(name, "") for name in ("author", "document", "content")}
            case "schedule.applied":
                told = {name: detail[name] for name in ("years", "appraisal") if name in detail}
            case "medium.retired" | "medium.gone":
                told = {"document": detail.get("document") or detail.get("reason", "")}
        if told is None:
            continue
        subject = _subject(connection, kind, number)
        action = DecisionKind.GONE if kind == "medium" else DecisionKind(event.action)
        if subject:
            yield Decision(action, event.sequence, event.at, subject, told)


def _subject(connection: sa.Connection, kind: str, number: str) -> str:
    if kind == "file":
        query = sa.select(files.c.external_id).where(files.c.id == int(number))
    elif kind == "medium":
        query = sa.select(media.c.identity).where(media.c.id == int(number))
    else:
        return number
    return connection.execute(query).scalar() or ""
