"""Introducing a medium: its identity onto itself, its card into the register."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from archiver.archive.media.described import described_by_system
from archiver.archive.media.suitability import shortcomings
from archiver.counter.session import Session, use_case
from archiver.counter.stores import kind_at, store_at
from archiver.errors import Refused, UsageError
from archiver.locale import _
from archiver.permissions import Permission
from archiver.register.model.media import Medium, MediumKind
from archiver.remedies import Deed, Remedy
from archiver.wording.storage import telling
from storage.bag.custody import find_bags
from storage.errors import MediumRefused
from storage.file_system import file_system_of
from storage.medium import MediumIdentity, introduce, recognise
from storage.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class NewMedium:
    """What is known of a medium that is to be introduced; `capacity` in bytes.

    `kind` may be left out for a bucket, which its address tells.
    """

    number: str
    address: str
    site: str
    kind: MediumKind | None = None
    room: str = ""
    threat: str = ""
    custodian: str = ""
    serial: str = ""
    label: str = ""
    capacity: int | None = None
    series: str | None = None
    destruction_year: int | None = None
    academic_year: int | None = None
    write_once: bool = False


@dataclass(frozen=True, slots=True)
class Introduced:
    """The medium as registered, and what speaks against relying on it."""

    medium: Medium
    warnings: tuple[str, ...]


@use_case(Permission.MEDIA_KEEP)
def add_medium(session: Session, wanted: NewMedium) -> Introduced:
    """Register a medium (its identity is made here) and write its identity onto it.

    Serial number, file system and capacity are read where the system tells them. An introduction that was
    interrupted after writing is finished. Raises Refused for a number or a medium that is taken, a medium
    that carries bags of another register; OutputFailed when it cannot be written; UsageError for a kind that
    its address is not of.
    """
    medium = _card(wanted, session.today)
    number = medium.inventory_number
    with session.looking() as work:
        if work.media.by_inventory(number) is not None:
            raise Refused(
                _("The inventory number {number} is taken by another medium. Give this one its own.").format(
                    number=number
                )
            )
    with telling(number):
        store = store_at(medium.kind, medium.address, session.settings.archive)
        try:
            identity = _identity(session, store, number, wanted.label or number)
            capacity = store.space().capacity
        finally:
            store.close()
    described = replace(medium, identity=identity.id, capacity=medium.capacity or capacity)
    warnings: list[str] = []
    if not medium.kind.remote:
        told = described_by_system(Path(medium.address), described.capacity)
        if medium.serial:
            told["serial"] = medium.serial
        with telling(number):
            system = file_system_of(Path(medium.address))
        warnings += shortcomings(system, getattr(store, "publishing", None))
        described = replace(described, address=str(Path(medium.address).resolve()), **told)
    with session.changing() as work:
        warnings += _doubts(described, work.media.all(retired=False))
        added = work.media.add(described)
    return Introduced(added, tuple(warnings))


def _card(wanted: NewMedium, today: dt.date) -> Medium:
    told = kind_at(wanted.address)
    kind = wanted.kind or told
    if kind is None:
        raise UsageError(_("Say what the medium is: --kind disk, usb, optical or directory."))
    if kind is not told and (told is not None or kind.remote):
        raise UsageError(
            _("{address} is not the address of a medium of that kind.").format(address=wanted.address)
        )
    return Medium(
        inventory_number=wanted.number,
        kind=kind,
        identity="",
        address=wanted.address,
        site=wanted.site,
        registered_on=today,
        serial=wanted.serial,
        capacity=wanted.capacity,
        room=wanted.room,
        threat=wanted.threat,
        custodian=wanted.custodian,
        series=wanted.series,
        destruction_year=wanted.destruction_year,
        rewritable=not wanted.write_once and kind.rewritable,
        academic_year=wanted.academic_year,
    )


def _identity(session: Session, store: Store, number: str, label: str) -> MediumIdentity:
    try:
        return introduce(store, number, label)
    except MediumRefused as taken:
        if taken.offence != "taken":
            raise
        found = recognise(store)
        with session.looking() as work:
            known = work.media.by_identity(found.id)
        if known is not None:
            raise Refused(
                _("This medium is in the register already, under the inventory number {number}.").format(
                    number=known.inventory_number
                )
            ) from taken
        if found.inventory == number and next(iter(find_bags(store)), None) is None:
            return found  # written by a run that was stopped before it could register it
        raise Refused(
            _(
                "{place} was introduced elsewhere, as the medium {number}; this register does not know it."
            ).format(place=store.place, number=found.inventory),
            remedy=Remedy(Deed.REBUILD_REGISTER),
        ) from taken


def _doubts(medium: Medium, others: tuple[Medium, ...]) -> Iterator[str]:
    for other in others:
        if medium.filesystem and medium.filesystem == other.filesystem:
            yield _(
                "It lies on the same file system as the medium {number}: when that disk fails, both are "
                "lost. Two copies belong on two disks."
            ).format(number=other.inventory_number)
    if others and all(other.site == medium.site for other in others):
        yield _("All media stand at one site ({site}): keep one of them in another building.").format(
            site=medium.site
        )
