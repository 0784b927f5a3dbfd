"""Introducing a medium: its identity onto itself, its card into the register."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from archiver.errors import Refused
from archiver.locale import _
from archiver.media.described import described_by_system
from archiver.media_stores import store_at
from archiver.register.model.media import Medium, MediumKind
from archiver.register.register import Register
from archiver.settings_of_archive import ArchiveSettings
from archiver.storage_refusals import telling
from storage.bag.custody import find_bags
from storage.errors import MediumRefused
from storage.medium import MediumIdentity, introduce, recognise
from storage.store import Store


@dataclass(frozen=True, slots=True)
class Introduced:
    """The medium as registered, and what speaks against relying on it."""

    medium: Medium
    warnings: tuple[str, ...]


def add_medium(
    register: Register, medium: Medium, label: str, settings: ArchiveSettings, by: str
) -> Introduced:
    """Register `medium` (its identity is made here) and write its identity onto it.

    Serial number, file system and capacity are read where the system tells them. An introduction that was
    interrupted after writing is finished. Raises Refused for a number or a medium that is taken, a medium
    that carries bags of another register; OutputFailed when it cannot be written.
    """
    number = medium.inventory_number
    with register.reading() as work:
        if work.media.by_inventory(number) is not None:
            raise Refused(
                _("The inventory number {number} is taken by another medium. Give this one its own.").format(
                    number=number
                )
            )
    with telling(number):
        store = store_at(medium.kind, medium.address, settings)
        try:
            identity = _identity(register, store, number, label)
            capacity = store.space().capacity
        finally:
            store.close()
    described = replace(medium, identity=identity.id, capacity=medium.capacity or capacity)
    warnings: list[str] = []
    if medium.kind is not MediumKind.BUCKET:
        told = described_by_system(Path(medium.address), described.capacity)
        if medium.serial:
            told["serial"] = medium.serial
        described = replace(described, address=str(Path(medium.address).resolve()), **told)
    with register.transaction(by=by) as work:
        warnings += _doubts(described, work.media.all(retired=False))
        added = work.media.add(described)
    return Introduced(added, tuple(warnings))


def _identity(register: Register, store: Store, number: str, label: str) -> MediumIdentity:
    try:
        return introduce(store, number, label)
    except MediumRefused as taken:
        if taken.offence != "taken":
            raise
        found = recognise(store)
        with register.reading() as work:
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
                "{place} was introduced elsewhere, as the medium {number}; this register does not know it. "
                "If the register was lost: archiver register rebuild. Else take another medium."
            ).format(place=store.place, number=found.inventory)
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


def is_folder(address: str) -> bool:
    """Whether an address is a path of this computer rather than that of a bucket."""
    return "://" not in address or Path(address).is_dir()
