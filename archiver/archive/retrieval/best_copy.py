"""The best copy that is at hand: tried in turn until one gives what the register's digests ask for.

A copy that does not is checked to its end at once and entered as damaged, so that it is repaired; a medium
that is not there, or is another one, says nothing about its copy.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from archiver.archive.preservation.copies import CHECKED, check_copy, settle
from archiver.archive.retrieval.finding import Found
from archiver.counter.session import Session
from archiver.counter.stores import open_store
from archiver.errors import ArchiverError, OutputFailed, Refused
from archiver.locale import _
from archiver.progress import Progress, Unit
from archiver.register.model.files import FileState
from archiver.register.model.media import Condition, Medium
from archiver.register.model.packages import Bag, Copy, CopyState
from archiver.remedies import Deed, Remedy
from storage.errors import StorageError
from storage.store import Store

T = TypeVar("T")


class CopyDiffers(Exception):
    """A copy gives other bytes than the register's digests; the next one is tried."""


@dataclass(frozen=True, slots=True)
class Given(Generic[T]):
    """What a copy gave, and from which medium; `damaged` are media whose copies are not whole."""

    value: T
    medium: Medium
    copy: Copy
    damaged: tuple[Medium, ...]


def best_copy(
    session: Session,
    found: Found,
    take: Callable[[Store, str], T],
    *,
    progress: Progress,
) -> Given[T]:
    """What `take` makes of the first copy that has it; it gets a store and the bag's prefix there.

    `take` raises CopyDiffers or StorageError for what is the copy's fault. Raises Refused (no bag, every
    copy at hand is damaged) and OutputFailed (no medium with a copy is at hand).
    """
    bag = bag_of(found)
    places = [place for place in found.copies if place[1].state in CHECKED and not place[0].retired_on]
    absent: list[tuple[Medium, str]] = []
    damaged: list[Medium] = []
    for medium, copy in sorted(places, key=_rank):
        try:
            store = open_store(medium, session.settings.archive)
        except ArchiverError as error:
            absent.append((medium, error.message))
            continue
        with contextlib.closing(store):
            try:
                return Given(take(store, copy.prefix), medium, copy, tuple(damaged))
            except (CopyDiffers, StorageError):
                progress.line(_("{medium}: the copy is not whole").format(medium=medium.inventory_number))
            try:
                whole = look_again(session, (medium, copy), bag, store, progress=progress)
            except ArchiverError as error:  # it was taken away meanwhile
                absent.append((medium, error.message))
                continue
        if whole:
            raise OutputFailed(_faulty_here().format(id=found.file.external_id, medium=place_of(medium)))
        damaged.append(medium)
    raise _nothing(found, bag, absent, damaged)


def look_again(
    session: Session, place: tuple[Medium, Copy], bag: Bag, store: Store, *, progress: Progress
) -> bool:
    """Check a copy that did not give what it should to its end, and enter how it is; whether it is whole.

    Raises OutputFailed or Refused when the medium itself is gone.
    """
    medium, copy = place
    progress.expect(bag.size, Unit.BYTES)
    report = check_copy(medium, session.settings.archive, store, (copy, bag), progress.done)
    with session.changing() as work:
        settle(work, copy, report)
    return report.intact


def bag_of(found: Found) -> Bag:
    """The bag of a file that was found; raises Refused when it has none."""
    if found.file.state is FileState.DESTROYED:
        raise Refused(
            _("The file {id} was destroyed under an act; nothing is left of it but its entry.").format(
                id=found.file.external_id
            )
        )
    if found.bag is None:
        raise Refused(
            _("The file {id} has no bag in the archive; it is only on paper.").format(
                id=found.file.external_id
            )
        )
    return found.bag


def _rank(place: tuple[Medium, Copy]) -> tuple[bool, bool, int, float]:
    """Copies that count, on sound media, near ones first, those verified last before others."""
    medium, copy = place
    seen = copy.verified_at.timestamp() if copy.verified_at else 0.0
    return (
        copy.state is not CopyState.REGISTERED,
        medium.condition is not Condition.GOOD,
        medium.kind.rank,
        -seen,
    )


def _nothing(
    found: Found, bag: Bag, absent: list[tuple[Medium, str]], damaged: list[Medium]
) -> ArchiverError:
    """Why no copy could be taken, and what to do."""
    name = found.file.external_id
    if absent:
        return OutputFailed(
            _("{id}: no whole copy is at hand. Connect one of these media: {media}.\n{reasons}").format(
                id=name,
                media="; ".join(place_of(medium) for medium, _reason in absent),
                reasons="\n".join(reason for _medium, reason in absent),
            )
        )
    if damaged:
        return Refused(
            _("{id}: no copy is whole ({media}).").format(
                id=name, media=", ".join(medium.inventory_number for medium in damaged)
            ),
            remedy=Remedy(Deed.REPAIR_BAG, bag.external_id),
        )
    return Refused(_("{id}: no copy is left on any medium of the register.").format(id=name))


def _faulty_here() -> str:
    return _(
        "{id}: the copy on {medium} is whole, but what was taken out of it is not. The disk it was copied "
        "to, or this computer, is faulty: take another one."
    )


def place_of(medium: Medium) -> str:
    """A medium and where it stands, for people: «Н-1 (корпус 2, шкаф 3)»."""
    where = ", ".join(filter(None, (medium.site, medium.room)))
    return f"{medium.inventory_number} ({where})" if where else medium.inventory_number
