"""Correcting the card of a medium: where it is found, where it stands, who keeps it, what it may hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from archiver.archive.media.described import another, described_by_system
from archiver.counter.lookups import medium_of
from archiver.counter.session import Session, use_case
from archiver.counter.stores import open_store
from archiver.errors import ArchiverError, Refused, UsageError
from archiver.locale import _
from archiver.permissions import Permission
from archiver.register.model.media import Medium
from archiver.remedies import Deed, Remedy
from archiver.settings.archive import ArchiveSettings


@use_case(Permission.MEDIA_KEEP)
def change_medium(
    session: Session, number: str, changes: Mapping[str, Any], *, replaced: bool = False
) -> Medium:
    """Apply `changes` (fields of Medium by name) and tell the medium as it is then.

    A new address is believed only when this very medium is found there; a clone of it, which bears its name
    on another file system or while the medium is at its old address, is refused unless it has `replaced` it.

    Raises UsageError for a bucket that is to become a disk or the reverse, Refused for a wrong medium and by
    the rules of the register, OutputFailed when nothing is at the new address.
    """
    with session.looking() as work:
        medium = medium_of(work, number)
    wanted = replace(medium, **changes)
    if wanted.kind.schemes != medium.kind.schemes:
        raise UsageError(
            _("{address} is not the address of a medium of that kind.").format(address=wanted.address)
        )
    told = dict(changes)
    if "address" in changes:
        store = open_store(wanted, session.settings.archive)
        try:
            if not wanted.kind.remote:
                clone = another(medium.filesystem, Path(wanted.address))
                if not replaced and _stays(medium, wanted, session.settings.archive):
                    raise Refused(
                        _(
                            "At {address} is not the medium {number} but a clone of it: the medium itself is "
                            "at {known}."
                        ).format(address=wanted.address, number=number, known=medium.address),
                        remedy=Remedy(Deed.KEEP_CLONE_APART),
                    )
                if clone and not replaced:
                    raise Refused(
                        _(
                            "At {address} is not the medium {number} but a clone of it: the file system is "
                            "{found}, that of the medium is {known}."
                        ).format(address=wanted.address, number=number, found=clone, known=medium.filesystem),
                        remedy=Remedy(Deed.KEEP_CLONE_APART),
                    )
                told["address"] = str(Path(wanted.address).resolve())
                told |= described_by_system(Path(wanted.address), store.space().capacity)
        finally:
            store.close()
        told |= {name: value for name, value in changes.items() if name in {"serial", "capacity"}}
    with session.changing() as work:
        return work.media.change(medium, **told)


def _stays(medium: Medium, wanted: Medium, settings: ArchiveSettings) -> bool:
    """Whether the medium is at its registered address too, in another folder than the one that is named.

    A disk copied sector by sector has also the UUID of its file system; one disk mounted twice is one folder.
    A disc is burnt from the folder that was its address, so of discs this tells nothing.
    """
    if not medium.rewritable:
        return False
    try:
        if Path(medium.address).samefile(wanted.address):
            return False
        open_store(medium, settings).close()
    except (OSError, ArchiverError):
        return False
    return True


@use_case(Permission.MEDIA_KEEP)
def retire(session: Session, number: str, reason: str, *, lost: bool = False, document: str = "") -> None:
    """Take a medium out of service for a reason; with `lost` even when it has the only copies.

    One that is out of service is stated gone once more by a `document`: other media may not have been told
    (ADR 0049). Raises UsageError for an unknown number, Refused by the rules of the register.
    """
    with session.changing() as work:
        medium = medium_of(work, number)
        if document.strip() and medium.retired_on is not None:
            work.media.state_gone(medium, document.strip())
            return
        told = "; ".join(filter(None, (reason.strip(), document.strip())))
        work.media.retire(medium, told, session.today, even_last=lost)
