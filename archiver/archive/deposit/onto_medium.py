"""A bag on one medium: what is left of earlier runs cleared, written and read back, locked."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from archiver import clock
from archiver.archive.custody.projection import weakest_lock
from archiver.archive.deposit.bagging import Begun
from archiver.archive.deposit.record import Record
from archiver.errors import Refused
from archiver.locale import _
from archiver.register.enforcement import lock_moment
from archiver.register.model.media import Medium
from archiver.register.model.packages import Bag
from archiver.remedies import Deed, Remedy
from archiver.wording.storage import reading_documents, refusal, telling
from storage.bag.custody import abandon_bag, erase_bag, lock_bag
from storage.bag.plan import BagPlan
from storage.bag.reading import is_bag
from storage.bag.writer import BagReceipt, write_bag
from storage.errors import LockNotKept, StorageError, StoreDenied, StoreFull, Unsupported
from storage.store import Feature, Lock, Store


@dataclass(frozen=True, slots=True)
class Written:
    """A bag on a medium, read back, with the lock the store tells of."""

    medium: Medium
    receipt: BagReceipt
    lock: Lock


def write_onto(
    store: Store,
    plan: BagPlan,
    begun: Begun,
    others: Sequence[Begun],
    known: Bag | None,
    progress: Callable[[int], None],
    *,
    forgotten: bool = False,
) -> BagReceipt:
    """Write the bag, or finish it, and read it back.

    `others` are deposits of the file begun with other contents: what is unfinished of them is removed.
    `known` is the bag as registered: a copy that comes out otherwise is removed again and Refused.
    `forgotten`: the trail no longer has the deposit of that bag, whose event stands in its labels. Raises
    StorageError (on a full medium what was begun is removed first) and InputInvalid for a document that can
    no longer be read.
    """
    _abandon(store, others)
    documents = {file.source.name for file in plan.files}
    try:
        with reading_documents(documents):
            receipt = write_bag(plan, store, begun.prefix, progress=progress)
    except StoreFull:
        _give_up(store, begun)
        raise
    if known is not None and known.digest != receipt.seal:
        erase_bag(store, begun.prefix)
        raise Refused(_twin_differs(forgotten=forgotten).format(bag=begun.bag), remedy=Remedy(Deed.REPAIR))
    return receipt


def _abandon(store: Store, others: Sequence[Begun]) -> None:
    """Remove what is unfinished of earlier contents of the file; whole bags are never touched."""
    for prefix in {one.prefix for one in others}:
        if not is_bag(store, prefix):
            abandon_bag(store, prefix)


def _give_up(store: Store, begun: Begun) -> None:
    """Free what an unfinished bag takes on a full medium: it will have to go onto another one."""
    with contextlib.suppress(StorageError):
        if not is_bag(store, begun.prefix):
            abandon_bag(store, begun.prefix)


def locked(store: Store, medium: Medium, begun: Begun, record: Record) -> tuple[Lock, list[str]]:
    """Lock the bag where the store can, until the end of its period; what it tells of it afterwards."""
    moment = lock_moment(record.file.keep_until, now=clock.now())
    with telling(medium.inventory_number):
        if moment is None or Feature.LOCK not in store.features:
            return Lock(), []
        try:
            locks = lock_bag(store, begun.prefix, moment)
        except (Unsupported, LockNotKept, StoreDenied) as error:
            return Lock(), [refusal(error, medium.inventory_number).message]
    return weakest_lock(locks.values()), []


def _twin_differs(*, forgotten: bool) -> str:
    if forgotten:
        return _(
            "The bag {bag} was taken in from a medium: the audit trail has lost the event of its deposit, "
            "with which it is labelled, so it cannot be made the same again; the new copy was removed. Copy "
            "it from a whole one."
        )
    return _(
        "The bag {bag} was made by another version of the program and cannot be made the same again; the new "
        "copy was removed. Copy it from a whole one."
    )
