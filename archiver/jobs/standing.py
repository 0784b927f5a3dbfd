"""How a job stands: seven states, never mixed up, each in a word; how far it is; what became of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from archiver.errors import ExitCode
from archiver.jobs.order import Order
from archiver.locale import _


class State(StrEnum):
    """A job is in exactly one of them."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    REMARKS = "remarks"
    """Done, and something was found: the exit code FINDINGS of the command."""
    FAILED = "failed"
    INTERRUPTED = "interrupted"
    """Begun, and its worker is gone: the next worker goes on with it by itself."""
    STOPPED = "stopped"
    """Somebody wanted it no more."""

    @property
    def open(self) -> bool:
        """Whether something will still become of it."""
        return self in (State.WAITING, State.RUNNING, State.INTERRUPTED)


def in_words(state: State) -> str:
    """The state as people are told it."""
    return {
        State.WAITING: _("waiting"),
        State.RUNNING: _("running"),
        State.DONE: _("done"),
        State.REMARKS: _("done, with remarks"),
        State.FAILED: _("an error"),
        State.INTERRUPTED: _("interrupted"),
        State.STOPPED: _("stopped"),
    }[state]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a job: the exit code its command would have ended with, and what there is to say.

    `fault` are the places in the program where an unforeseen failure happened, without any value.
    """

    code: ExitCode
    message: str = ""
    fault: tuple[str, ...] = ()

    @property
    def state(self) -> State:
        """The state it leaves the job in."""
        match self.code:
            case ExitCode.DONE:
                return State.DONE
            case ExitCode.FINDINGS:
                return State.REMARKS
            case ExitCode.INTERRUPTED:
                return State.STOPPED
            case _:
                return State.FAILED

    def as_json(self) -> dict[str, Any]:
        """As it is kept."""
        return {"code": int(self.code), "message": self.message, "fault": list(self.fault)}

    @classmethod
    def of_json(cls, plain: Mapping[str, Any]) -> Outcome:
        """As it was kept."""
        return cls(ExitCode(plain["code"]), plain["message"], tuple(plain["fault"]))


@dataclass(frozen=True, slots=True)
class HowFar:
    """How far a job is: `done` of `total` of a unit (`Unit.name`), never more than all of it.

    `seconds` are those since it was begun, so that something moves while one large thing is being done;
    `note` says why nothing does.
    """

    unit: str = ""
    done: int = 0
    total: int = 0
    of: str = ""
    pages: int = 0
    seconds: int = 0
    note: str = ""

    def as_json(self) -> dict[str, Any]:
        """As it is kept."""
        return {name: getattr(self, name) for name in self.__slots__}

    @classmethod
    def of_json(cls, plain: Mapping[str, Any]) -> HowFar:
        """As it was kept; keys of another release are left out."""
        return cls(**{name: plain[name] for name in cls.__slots__ if name in plain})


@dataclass(frozen=True, slots=True)
class Standing:
    """A job as it stands now; `number` is what people call it by, and the number of its incident.

    `attempts` counts how often it was begun: more than once when a worker was lost. `lines` are what its run
    has told last.
    """

    number: str
    order: Order
    state: State
    asked_at: dt.datetime
    begun_at: dt.datetime | None = None
    ended_at: dt.datetime | None = None
    attempts: int = 0
    how_far: HowFar = field(default_factory=HowFar)
    outcome: Outcome | None = None
    lines: tuple[str, ...] = ()
