"""Correcting the card of a medium: where it is found, where it stands, who keeps it, what it may hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from archiver.errors import UsageError
from archiver.locale import _
from archiver.media.described import described_by_system
from archiver.media_stores import open_store
from archiver.register.model.media import Medium, MediumKind
from archiver.register.register import Register
from archiver.settings_of_archive import ArchiveSettings


def change_medium(
    register: Register, medium: Medium, changes: Mapping[str, Any], settings: ArchiveSettings, by: str
) -> Medium:
    """Apply `changes` (fields of Medium by name) and tell the medium as it is then.

    A new address is believed only when this very medium is found there. Raises UsageError for a bucket that
    is to become a disk or the reverse, Refused for a wrong medium and by the rules of the register,
    OutputFailed when nothing is at the new address.
    """
    wanted = replace(medium, **changes)
    if (wanted.kind is MediumKind.BUCKET) is not (medium.kind is MediumKind.BUCKET):
        raise UsageError(
            _("{address} is not the address of a medium of that kind.").format(address=wanted.address)
        )
    told = dict(changes)
    if "address" in changes:
        store = open_store(wanted, settings)
        try:
            if wanted.kind is not MediumKind.BUCKET:
                told["address"] = str(Path(wanted.address).resolve())
                told |= described_by_system(Path(wanted.address), store.space().capacity)
        finally:
            store.close()
        told |= {name: value for name, value in changes.items() if name in {"serial", "capacity"}}
    with register.transaction(by=by) as work:
        return work.media.change(medium, **told)
