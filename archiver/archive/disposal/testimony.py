"""What the media tell of decisions, and what of it the register does not know (ADR 0049).

Whoever writes the register cannot write to media: a hold that one of them tells of is in force until one of
them tells that it was lifted; a closing or a period is no earlier than any of them says.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from archiver.archive import bag_labels
from archiver.archive.disposal.notices import read_notices
from archiver.counter.stores import Stores
from archiver.counter.trail_files import MediumTold, Told, read_told
from archiver.register.agreeing import holds_told
from archiver.register.decided import lengthened_to
from archiver.register.decisions import Decision, DecisionKind
from archiver.register.model.files import File, FileState
from archiver.register.model.media import Medium
from archiver.register.model.trail import Anchor, AnchorKind
from archiver.register.work import Work
from archiver.wording.retention_words import word
from storage.errors import StorageError


class Forgotten(StrEnum):
    """What the register does not know, or not any more."""

    HOLD = "hold"
    CLOSING = "closing"
    PERIOD = "period"
    SCHEDULE = "schedule"
    MEDIUM = "medium"


@dataclass(frozen=True, slots=True)
class Lack:
    """A decision that media tell of and the register does not have; `subject` is a file, version, medium."""

    kind: Forgotten
    subject: str
    text: str
    decision: Decision | None = None

    @property
    def fact(self) -> str:
        """What the media tell: «hold: request No. 5», the fact alone where there is nothing to add."""
        return ": ".join(filter(None, (word(self.kind, "fact"), self.text)))


@dataclass(slots=True)
class Testimony:
    """All that was read; `read` are the media by inventory number, with the decisions each told.

    `lists` are the media that each file names as in service, by the number of the medium it lies on.
    """

    placed: dict[str, dict[str, Decision]] = field(default_factory=dict)
    lifted: set[str] = field(default_factory=set)
    corrected: dict[str, list[Decision]] = field(default_factory=dict)
    applied: dict[tuple[str, str], Decision] = field(default_factory=dict)
    adopted: dict[int, Decision] = field(default_factory=dict)
    media: dict[str, tuple[dt.datetime, MediumTold]] = field(default_factory=dict)
    gone: dict[str, dt.datetime] = field(default_factory=dict)
    anchors: list[Anchor] = field(default_factory=list)
    read: dict[str, set[tuple[str, str, str]]] = field(default_factory=dict)
    weakening: dict[tuple[str, str, str], Decision] = field(default_factory=dict)
    statements: dict[str, set[str]] = field(default_factory=dict)
    lists: set[tuple[str, frozenset[str]]] = field(default_factory=set)

    def hear(self, decision: Decision, number: str = "") -> None:
        """One more decision, told by the medium of that number."""
        self.read.setdefault(number, set()).add(decision.told)
        if decision.kind.weakens:
            self.weakening[decision.told] = decision
        match decision.kind:
            case DecisionKind.PLACED:
                self.placed.setdefault(decision.subject, {})[str(decision.detail["hold"])] = decision
            case DecisionKind.LIFTED:
                self.lifted.add(str(decision.detail["hold"]))
            case DecisionKind.CORRECTED:
                self.corrected.setdefault(decision.subject, []).append(decision)
            case DecisionKind.ELSEWHERE:
                self.lies(decision.subject, str(decision.detail["document"]))
            case DecisionKind.APPLIED:
                self.applied[decision.subject, decision.at] = decision
            case DecisionKind.ADOPTED:
                known = self.adopted.get(int(decision.subject))
                if known is None or known.at < decision.at:
                    self.adopted[int(decision.subject)] = decision
            case DecisionKind.GONE:
                at = dt.datetime.fromisoformat(decision.at)
                self.gone[decision.subject] = max(at, self.gone.get(decision.subject, at))

    def lies(self, file: str, document: str) -> None:
        """A medium, or the bag of a file, tells by which document its statement lies outside this archive."""
        self.statements.setdefault(file, set()).add(bag_labels.one_line(document))

    def is_told_elsewhere(self, file: str, document: str) -> bool:
        """Whether any of them tells so: the register's own word is not enough to let a journal go."""
        return bag_labels.one_line(document) in self.statements.get(file, ())

    def list_media(self, told: Told) -> None:
        """The media that were in service at a moment."""
        for medium in told.media:
            known = self.media.get(medium.identity)
            if known is None or known[0] < told.at:
                self.media[medium.identity] = told.at, medium

    def in_service(self) -> Iterator[MediumTold]:
        """Media that were told of, and were not stated gone since."""
        for identity, (at, medium) in self.media.items():
            gone = self.gone.get(identity)
            if gone is None or gone < at:
                yield medium

    def holds_on(self, file: str) -> Iterator[Decision]:
        """The holds on a file that media tell of, and of whose lifting none does."""
        for key, decision in self.placed.get(file, {}).items():
            if key not in self.lifted:
                yield decision

    def to_pass_on(self) -> dict[str, tuple[Decision, ...]]:
        """What weakens and only some media tell of, by the number of those it is to be told to."""
        lacking = {
            number: tuple(one for told, one in self.weakening.items() if told not in known)
            for number, known in self.read.items()
        }
        return {number: decisions for number, decisions in lacking.items() if decisions}

    def closed_on(self, file: str) -> dt.date | None:
        """The latest closing that was told."""
        return max(_days(self.corrected.get(file, ()), "closed_on"), default=None)

    def keep_until(self, file: File) -> dt.date | None:
        """The latest last day that was told of a file, or that follows from a rule that was told."""
        days = [*_days(self.corrected.get(file.external_id, ()), "keep_until")]
        if file.closed_on is not None:
            for (series, _at), rule in self.applied.items():
                last = lengthened_to(rule.detail, file.closed_on.year) if series == file.series else None
                days += [last] if last else []
        return max(days, default=None)


def read_testimony(stores: Stores) -> Testimony:
    """What every medium of `stores` that is connected tells; those that are not are in `stores.absent`."""
    heard = Testimony()
    for number, store in stores.connected():
        try:
            told = list(read_told(store))
            notices = list(read_notices(store))
        except StorageError as error:
            stores.lose(number, error)
            continue
        heard.read.setdefault(number, set())
        for one in told:
            heard.anchors.append(one.anchor(number))
            heard.list_media(one)
            heard.lists.add((number, one.named))
            for decision in one.decisions:
                heard.hear(decision, number)
        for notice in notices:
            heard.anchors.append(
                Anchor(
                    sequence=notice.head.sequence,
                    digest=notice.head.digest,
                    kind=AnchorKind.ACT,
                    place=str(notice.anchor.act),
                    at=notice.anchor.at,
                )
            )
    return heard


def lacks_of(work: Work, heard: Testimony, file: File) -> Iterator[Lack]:
    """What the media tell of one kept file and the register does not."""
    if file.state is not FileState.KEPT:
        return
    told = list(heard.holds_on(file.external_id))
    if told:
        known = {hold.key for hold in holds_told(work.connection, file.id).values() if not hold.lifted}
        for one in told:
            if str(one.detail["hold"]) not in known:
                yield Lack(Forgotten.HOLD, file.external_id, str(one.detail["document"]), one)
    closed = heard.closed_on(file.external_id)
    if closed is not None and (file.closed_on is None or file.closed_on < closed):
        yield Lack(Forgotten.CLOSING, file.external_id, f"{closed:%d.%m.%Y}")
    until = heard.keep_until(file)
    if until is not None and file.keep_until is not None and file.keep_until < until:
        yield Lack(Forgotten.PERIOD, file.external_id, f"{until:%d.%m.%Y}")


def all_lacks(work: Work, heard: Testimony) -> Iterator[Lack]:
    """What the media tell and the register does not know, of all files it has; versions first."""
    versions = {version.number: version.content for version in work.schedules.versions()}
    for number, decision in sorted(heard.adopted.items()):
        if versions.get(number) != decision.detail["content"]:
            yield Lack(Forgotten.SCHEDULE, str(number), str(decision.detail["document"]), decision)
    for name in sorted(heard.placed.keys() | heard.corrected.keys()):
        file = work.files.by_external_id(name)
        if file is not None:
            yield from lacks_of(work, heard, file)


def unread(media: Iterable[Medium], heard: Testimony) -> tuple[str, ...]:
    """The media that have to be read first, by number: in service here or told of, and not stated gone.

    Discs that cannot be rewritten are told nothing, so they have nothing to tell.
    """
    known = {medium.identity: medium for medium in media}
    wanted = {
        medium.inventory_number
        for medium in known.values()
        if medium.retired_on is None and medium.rewritable
    }
    for told in heard.in_service():
        medium = known.get(told.identity)
        if medium is None or medium.rewritable:
            wanted.add(medium.inventory_number if medium else told.number)
    return tuple(sorted(wanted - heard.read.keys()))


def unknown_media(media: Iterable[Medium], heard: Testimony) -> tuple[MediumTold, ...]:
    """Media that others tell of, that nobody stated gone, and that the register has no card of."""
    known = {medium.identity for medium in media}
    return tuple(told for told in heard.in_service() if told.identity not in known)


def _days(decisions: Iterable[Decision], name: str) -> Iterator[dt.date]:
    for decision in decisions:
        value: Mapping[str, Any] = decision.detail
        if value.get(name):
            yield dt.date.fromisoformat(str(value[name]))
