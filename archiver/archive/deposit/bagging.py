"""What the bag of a file looks like: everything in it comes from the file and the event that began it.

A bag must come out the same, byte for byte, however often its writing is begun anew and on however many
media; so what depends on the day and on the trail is taken from the event `deposit.begun` (ADR 0017).
"""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from typing import Any

from archiver import clock
from archiver.archive.bag_labels import labels_of, one_line, with_head
from archiver.archive.deposit.record import Kind, Record, media_type
from archiver.disk.names import safe_name
from archiver.register.model.packages import Bag, BagContent
from archiver.register.model.trail import Event, Head
from archiver.register.work import Work
from archiver.settings.tables import Settings
from storage.bag.layout import PAYLOAD
from storage.bag.plan import BagPlan, PayloadFile
from storage.bag.premis import PremisAgent, PremisEvent
from storage.bag.writer import BagReceipt

BEGUN = "deposit.begun"
WRITING = "deposit.writing"


@dataclass(frozen=True, slots=True)
class Begun:
    """A bag that was begun: its id, where it lies on every medium, its labels, and the event that says so."""

    bag: str
    prefix: str
    info: tuple[tuple[str, str], ...]
    bagged_on: dt.date
    notes: tuple[str, ...]
    organisation: str
    event: Event

    @property
    def head(self) -> Head:
        """What the bag anchors."""
        return Head(self.event.sequence, self.event.digest)


def bag_id(record: Record) -> str:
    """The id of the bag with these contents: «05-11/2025-26/ИС-21/3f9a2c7b51d0»."""
    return f"{record.file.external_id}/{record.identity[:12]}"


def object_of(record: Record) -> str:
    """How events name the deposit of a file."""
    return f"deposit:{record.file.external_id}"


def begin(work: Work, record: Record, settings: Settings) -> Begun:
    """The deposit of this content: the one begun before, or a new one, noted in the trail."""
    bag = bag_id(record)
    for one in begun_of(work, record):
        if one.bag == bag:
            return one
    file, today = record.file, clock.today()
    labels = labels_of(
        file,
        bag=bag,
        bagged_on=today,
        organisation=settings.college.name or settings.college.short_name,
        address=settings.college.city,
        statement_document=record.statement_document,
    )
    year = f"{file.academic_year}-{(file.academic_year + 1) % 100:02d}"
    # A bag's prefix must leave room for the longest of its paths (storage.keys).
    prefix = f"{file.series}/{year}/{safe_name(file.group.replace('%', '-'), 40)} {record.identity[:8]}"
    event = work.trail.note(
        BEGUN,
        object_of(record),
        bag=bag,
        prefix=prefix,
        info=labels,
        bagged_on=today.isoformat(),
        notes=record.notes,
        organisation=one_line(settings.college.name or settings.college.short_name),
    )
    return _begun(event)


def begun_of(work: Work, record: Record) -> list[Begun]:
    """Every deposit of the file that was ever begun, oldest first."""
    events = work.trail.events(object_=object_of(record), action=BEGUN)
    return [_begun(event) for event in events]


def note_writing(work: Work, record: Record, begun: Begun, media: list[int]) -> None:
    """Note which media a bag is about to be written to: what an interrupted run left is looked for there."""
    work.trail.note(WRITING, object_of(record), bag=begun.bag, media=media)


def _begun(event: Event) -> Begun:
    detail: dict[str, Any] = json.loads(event.detail)
    return Begun(
        bag=detail["bag"],
        prefix=detail["prefix"],
        info=tuple((label, value) for label, value in detail["info"]),
        bagged_on=dt.date.fromisoformat(detail["bagged_on"]),
        notes=tuple(detail["notes"]),
        organisation=detail["organisation"],
        event=event,
    )


def plan_of(record: Record, begun: Begun) -> BagPlan:
    """The bag: the documents, the labels with the head of the trail, and its history."""
    agents = [
        PremisAgent(one_line(begun.event.actor) or "—", one_line(begun.event.actor) or "—", "person"),
        PremisAgent(begun.event.software, begun.event.software, "software"),
    ]
    if begun.organisation:
        agents.append(PremisAgent("organization", begun.organisation, "organization"))
    return BagPlan(
        files=tuple(
            PayloadFile(one.path, one.source, media_type(one.path) or "application/octet-stream", one.digest)
            for one in record.documents
        ),
        info=with_head(begun.info, begun.head, begun.event.software),
        events=_history(record, begun, tuple(agent.identifier for agent in agents[:2])),
        agents=tuple(agents),
    )


def _history(record: Record, begun: Begun, agents: tuple[str, ...]) -> tuple[PremisEvent, ...]:
    when = dt.datetime.fromisoformat(begun.event.at)
    paths = {kind: [PAYLOAD + one.path for one in record.documents if one.kind is kind] for kind in Kind}
    told = [
        ("ingestion", "Выгрузка принята в том виде, в каком получена.", paths[Kind.SOURCE]),
        ("creation", "Машиночитаемый вид составлен по выгрузке.", paths[Kind.TWIN]),
        ("message digest calculation", "Вычислены SHA-256 и SHA-512 каждого документа.", []),
        *(("validation", one_line(note), []) for note in begun.notes),
        ("information package creation", "Составлен архивный пакет BagIt.", []),
    ]
    return tuple(
        PremisEvent(f"{begun.event.sequence}.{number}", kind, when, detail, "success", agents, tuple(of))
        for number, (kind, detail, of) in enumerate(told, 1)
        if of or kind not in {"ingestion", "creation"}
    )


def registered_bag(file_id: int, begun: Begun, receipt: BagReceipt) -> Bag:
    """What the register keeps of the bag."""
    return Bag(
        file_id=file_id,
        external_id=begun.bag,
        digest=receipt.seal,
        size=receipt.size,
        files=len(receipt.digests),
        bagged_on=begun.bagged_on,
    )


def contents_of(record: Record, receipt: BagReceipt) -> list[BagContent]:
    """Every file in the bag for the register, with its format where its name tells it."""
    kinds = {PAYLOAD + one.path: one.kind for one in record.documents}
    return [
        BagContent(
            path=path,
            size=digest.size,
            sha256=digest.sha256,
            sha512=digest.sha512,
            kind=kinds.get(path, Kind.TAG).value,
            format=media_type(path),
        )
        for path, digest in receipt.digests.items()
    ]
