"""Refusals of retention: one tree, stable codes, data for whoever words them for people.

    RetentionError
    ├── ScheduleError       a schedule that cannot be read, shortened, or put into force
    ├── WordRefused         a text that may not stand where it was put (a name in a tombstone)
    ├── HoldError           a hold without its document, or lifted twice
    ├── ClockSuspicious     the machine's clock cannot be believed
    ├── RegisterBehind      the register is older than its own acts (restored from a backup)
    ├── EvidenceIncomplete  papers of Roskomnadzor order 179 lack required fields
    ├── ActError            a step of a destruction act that may not be taken
    │   ├── WrongState      … in this state
    │   ├── SamePerson      … by this person
    │   ├── StepIncomplete  … without a protocol, a reason, …
    │   ├── ProtocolMisdated … by a protocol of a day that cannot be
    │   ├── ActEdited       … because the act is not what was agreed
    │   ├── FilesExcluded   … because files of it may not be destroyed
    │   └── NotAccounted    … because copies, tombstones or evidence are missing
    └── ProofRefused        a proof of destruction that does not prove it

`code` never changes its meaning (scripts and translations rely on it); `data` are the fields of the
English message by name, as plain values.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import ClassVar


class RetentionError(Exception):
    """A refusal: `code`, the `data` of its message, and the message in English."""

    code: ClassVar[str] = "retention"
    english: ClassVar[str] = "Refused."

    def __init__(self, **data: object) -> None:
        self.data: Mapping[str, object] = data
        super().__init__(self.english.format(**data))


class ScheduleError(RetentionError):
    """Something is wrong with a retention schedule; `data["problems"]` where there are several."""

    code = "schedule"


class ScheduleInvalid(ScheduleError):
    """A schedule file that cannot be used: all of its errors, each with its place."""

    code = "schedule.invalid"
    english = "The retention schedule has errors: {problems}"

    def __init__(self, problems: Sequence[object]) -> None:
        super().__init__(problems="; ".join(map(str, problems)))
        self.problems = tuple(problems)


class ScheduleShortened(ScheduleError):
    """A version that would let files of a used schedule go earlier or with fewer decisions."""

    code = "schedule.shortened"
    english = "A schedule in use can only be lengthened; version {version} weakens: {series}."

    def __init__(self, *, version: int, series: Sequence[str]) -> None:
        super().__init__(version=version, series=", ".join(series))


class ScheduleDisordered(ScheduleError):
    """A version without an author, or not the next one, or older than the one before."""

    code = "schedule.disordered"
    english = "Version {version} of the schedule cannot follow version {last}: {fault}."

    def __init__(self, *, version: int, last: int, fault: str) -> None:
        super().__init__(version=version, last=last, fault=fault)


class SeriesUnknown(ScheduleError):
    """No version in force on that day knows the series."""

    code = "schedule.series-unknown"
    english = "The schedule in force on {on} has no series {series}."

    def __init__(self, *, series: str, on: dt.date) -> None:
        super().__init__(series=series, on=on)


class WordRefused(RetentionError):
    """A text that is not what its type promises; the text itself is not repeated (it may be a name).

    `fault`: "form", "person" (looks like a person's name) or "type" (an unchecked text).
    """

    code = "word.refused"
    english = "This is no {kind}: {fault}."

    def __init__(self, *, kind: str, fault: str) -> None:
        super().__init__(kind=kind, fault=fault)


class HoldError(RetentionError):
    """A hold that cannot be placed or lifted."""

    code = "hold"


class HoldIncomplete(HoldError):
    """A hold, or its lifting, without a document."""

    code = "hold.incomplete"
    english = "A hold needs a document that asks for it; so does its lifting ({hold})."

    def __init__(self, *, hold: str) -> None:
        super().__init__(hold=hold)


class HoldLifted(HoldError):
    """A hold lifted already."""

    code = "hold.lifted"
    english = "Hold {hold} was lifted on {on}."

    def __init__(self, *, hold: str, on: dt.date) -> None:
        super().__init__(hold=hold, on=on)


class ClockSuspicious(RetentionError):
    """The clock cannot be believed; nothing is decided by it."""

    code = "clock"


class ClockBackwards(ClockSuspicious):
    """Now is earlier than what has already happened."""

    code = "clock.backwards"
    english = "The clock says {now}, but the last event is of {last}. Set the clock right."

    def __init__(self, *, now: dt.datetime, last: dt.datetime) -> None:
        super().__init__(now=now, last=last)


class ClockJump(ClockSuspicious):
    """For `days` after the event of `last` nothing happened, and nobody has confirmed the date since."""

    code = "clock.jump"
    english = "The clock says {now}; for {days} days after {last} nothing happened. Confirm the date first."

    def __init__(self, *, now: dt.datetime, last: dt.datetime, days: int) -> None:
        super().__init__(now=now, last=last, days=days)


class ClockDiffers(ClockSuspicious):
    """The clock is days away from one that was asked elsewhere."""

    code = "clock.differs"
    english = "The clock says {now}, a live clock says {live}. Set the clock right."

    def __init__(self, *, now: dt.datetime, live: dt.datetime) -> None:
        super().__init__(now=now, live=live)


class ClockContradicted(ClockSuspicious):
    """Somebody states a date off a calendar, and the clock says another."""

    code = "clock.contradicted"
    english = "The clock says {now}, the date that is stated is {stated}. Set the clock right."

    def __init__(self, *, now: dt.datetime, stated: dt.date) -> None:
        super().__init__(now=now, stated=stated)


class ClockUnconfirmed(ClockSuspicious):
    """The director has not confirmed the date."""

    code = "clock.unconfirmed"
    english = "The director has to confirm the date {today}."

    def __init__(self, *, today: dt.date) -> None:
        super().__init__(today=today)


class RegisterBehind(RetentionError):
    """Anchors outside tell of acts the register does not know, or knows in an older state."""

    code = "register.behind"
    english = "The register is older than its acts (restored from a backup?): {gaps}."

    def __init__(self, gaps: Sequence[object]) -> None:
        super().__init__(gaps="; ".join(map(str, gaps)))
        self.gaps = tuple(gaps)


class EvidenceIncomplete(RetentionError):
    """Papers of order 179 without required fields; `missing` names items and fields."""

    code = "evidence.incomplete"
    english = "The papers of order 179 lack: {fields}."

    def __init__(self, missing: Sequence[object]) -> None:
        super().__init__(fields=", ".join(map(str, missing)))
        self.missing = tuple(missing)


class ActError(RetentionError):
    """A step of a destruction act that may not be taken."""

    code = "act"


class WrongState(ActError):
    """The act is not in a state that the step starts from (approved twice, cancelled, …)."""

    code = "act.wrong-state"
    english = "Act {act} is {state}; it cannot be {step}."

    def __init__(self, *, act: str, state: str, step: str) -> None:
        super().__init__(act=act, state=state, step=step)


class SamePerson(ActError):
    """Whoever approves an act is neither its author nor its executor."""

    code = "act.same-person"
    english = "Person {person} is the {role} of act {act}; the act cannot be {step} by the same person."

    def __init__(self, *, act: str, person: str, role: str, step: str) -> None:
        super().__init__(act=act, person=person, role=role, step=step)


class StepIncomplete(ActError):
    """Something the step must name is missing."""

    code = "act.step-incomplete"
    english = "Act {act} cannot be {step} without: {missing}."

    def __init__(self, *, act: str, step: str, missing: str) -> None:
        super().__init__(act=act, step=step, missing=missing)


class ProtocolMisdated(ActError):
    """A protocol of a sitting before the act was drawn up, or after today."""

    code = "act.protocol-misdated"
    english = "Act {act} cannot be {step}: the protocol is of {on}; the sitting can be of {first} to {last}."

    def __init__(self, *, act: str, step: str, on: dt.date, first: dt.date, last: dt.date) -> None:
        super().__init__(act=act, step=step, on=on, first=first, last=last)


class ActEdited(ActError):
    """What the act says is not what its steps were taken on."""

    code = "act.edited"
    english = "Act {act} was changed after it was {step}: its digest is {found}, it was {expected}."

    def __init__(self, *, act: str, step: str, expected: str, found: str) -> None:
        super().__init__(act=act, step=step, expected=expected, found=found)


class FilesExcluded(ActError):
    """Files that may not be destroyed; `excluded` maps each to its reasons (words of `Reason`).

    `titles` are what people call them, where that is known.
    """

    code = "act.files-excluded"
    english = "Act {act} cannot be {step}: {files}."

    def __init__(
        self,
        *,
        act: str,
        step: str,
        excluded: Mapping[str, Sequence[str]],
        titles: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        files = "; ".join(f"{file} ({', '.join(reasons)})" for file, reasons in excluded.items())
        super().__init__(act=act, step=step, files=files)
        self.excluded, self.titles = dict(excluded), dict(titles)


class NotAccounted(ActError):
    """Copies without proof, files without tombstone or evidence."""

    code = "act.not-accounted"
    english = (
        "Act {act} cannot be closed: copies left {copies}, "
        "tombstones missing {tombstones}, papers of order 179 missing {evidence}."
    )

    def __init__(self, *, act: str, copies: int, tombstones: int, evidence: int) -> None:
        super().__init__(act=act, copies=copies, tombstones=tombstones, evidence=evidence)


class ProofRefused(RetentionError):
    """A proof that proves nothing; `fault` is one of the stable words of `copies.Fault`.

    `place` says where the copy is and what, for people; its id where that is not known.
    """

    code = "proof.refused"
    english = "The proof for copy {copy} is refused: {fault}."

    def __init__(self, *, copy: str, fault: str, place: str = "") -> None:
        super().__init__(copy=copy, fault=fault, place=place or copy)
