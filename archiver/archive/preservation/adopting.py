"""Bags on a medium that nobody registered, taken in; and a second copy on the same medium, erased.

What is taken in has to be whole by its own records, and of a file that no act has destroyed: a destroyed one
goes by the act it belongs to (`disposal finish-returned`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from archiver.archive.custody.identity import registered_as
from archiver.archive.custody.told_destroyed import Destroyed, refuse_told_destroyed, told_destroyed
from archiver.archive.preservation.copies import known_of
from archiver.archive.preservation.reading import ReadBag, told_by
from archiver.archive.preservation.unregistered import (
    Stranger,
    StrangerKind,
    find_strangers,
    note_strangers,
)
from archiver.counter.lookups import medium_of
from archiver.counter.session import Session, use_case
from archiver.counter.turn import Turn
from archiver.errors import ArchiverError, Refused, UsageError
from archiver.locale import _
from archiver.permissions import Permission
from archiver.progress import Progress
from archiver.register.model.files import File, FileState
from archiver.register.model.media import Medium
from archiver.register.model.packages import Bag, CopyState
from archiver.register.rebuild import BagDescription, enter
from archiver.register.work import Work
from archiver.remedies import Deed, Remedy
from archiver.wording.storage import telling
from storage.bag.custody import erase_bag
from storage.fixity import FixityReport, verify_bag
from storage.store import Store

ADOPTED = "bag.adopted"
DUPLICATE_ERASED = "bag.duplicate-erased"


@dataclass(frozen=True, slots=True)
class Adopted:
    """What became of a bag at `place`: taken in, or `why` not and what to do about it."""

    place: str
    bag: str
    why: str = ""
    remedy: Remedy | None = None


@use_case(Permission.MEDIA_REPAIR, Turn.WRITING, Turn.CHECKING)
def adopt(session: Session, number: str, progress: Progress, *, place: str = "") -> tuple[Adopted, ...]:
    """Take in the bag at `place` of a medium, or every bag that is not registered there.

    Raises UsageError for an unknown medium and where there is no such bag, OutputFailed when the medium is
    not connected, Refused when it is another one or out of service.
    """
    with session.looking() as work:
        medium, media = medium_of(work, number), work.media.all(retired=False)
    if medium.retired_on is not None:
        raise Refused(
            _("The medium {medium} is out of service.").format(medium=number),
            remedy=Remedy(Deed.READMIT_MEDIUM, number),
        )
    with session.stores() as stores:
        told = told_destroyed(stores, media)
        store = stores.open(medium)
        with telling(number):
            found = [
                one for one in find_strangers(session.register, medium, store) if place in ("", one.prefix)
            ]
            if place and not found:
                raise UsageError(_("There is no bag at {place} that is not registered.").format(place=place))
            done = tuple(_adopted(session, medium, store, one, told, progress) for one in found)
            look_again(session, medium, store)
    return done


@use_case(Permission.MEDIA_REPAIR, Turn.WRITING, Turn.CHECKING)
def erase_duplicate(session: Session, number: str, place: str) -> str:
    """Erase a bag at `place` that lies registered and whole on the same medium; the id of the bag.

    Raises UsageError where no such bag lies, Refused when the registered copy is not whole now.
    """
    with session.looking() as work:
        medium = medium_of(work, number)
    with session.stores() as stores, telling(number):
        store = stores.open(medium)
        found = [one for one in find_strangers(session.register, medium, store) if one.prefix == place]
        with session.looking() as work:
            bag = work.bags.by_external_id(found[0].bag) if found else None
            own = None if bag is None else _own_place(work, bag, medium)
            known = None if bag is None else known_of(work, bag)
        if bag is None or own is None or found[0].kind is StrangerKind.REAPPEARED:
            raise UsageError(_("There is no second copy of a registered bag at {place}.").format(place=place))
        if own.startswith(f"{place}/") or place.startswith(f"{own}/"):
            raise Refused(_("One of the two copies lies inside the other; take them apart by hand."))
        if not verify_bag(store, own, seal=bag.digest, known=known).whole:
            raise Refused(
                _("The registered copy at {place} is not whole.").format(place=own),
                remedy=Remedy(Deed.REPAIR_BAG, bag.external_id),
            )
        with session.changing() as work:
            work.trail.note(DUPLICATE_ERASED, f"bag:{bag.id}", medium=medium.id, prefix=place, kept=own)
        erase_bag(store, place)
        look_again(session, medium, store)
    return bag.external_id


def look_again(session: Session, medium: Medium, store: Store) -> tuple[Stranger, ...]:
    """Look the medium through once more, and keep what is not registered there now."""
    left = find_strangers(session.register, medium, store)
    with session.changing() as work:
        note_strangers(work, medium, left)
    return left


def _adopted(
    session: Session, medium: Medium, store: Store, one: Stranger, told: Destroyed, progress: Progress
) -> Adopted:
    try:
        report = verify_bag(store, one.prefix, progress=progress.done)
        if not report.whole or not report.seal:
            raise Refused(_("it is not whole by its own records"))
        try:
            read = told_by(store, one.prefix, report.seal, session.register.now())
        except ValueError as error:
            raise Refused(_("it is no bag of this program ({why})").format(why=error)) from error
        with session.changing() as work:
            _refuse_destroyed(work, read.file, told)
            _enter(work, medium, one, read, report)
            work.trail.note(
                ADOPTED,
                f"medium:{medium.id}",
                bag=read.bag.external_id,
                prefix=one.prefix,
                was=one.kind.value,
            )
    except ArchiverError as error:
        return Adopted(one.prefix, one.bag, error.message, error.remedy)
    return Adopted(one.prefix, read.bag.external_id)


def _enter(work: Work, medium: Medium, one: Stranger, read: ReadBag, report: FixityReport) -> None:
    bag = work.bags.by_external_id(read.bag.external_id)
    if bag is not None and bag.digest != report.seal:
        raise Refused(_("it is whole, but the register knows other contents of the bag"))
    if bag is not None and _own_place(work, bag, medium) is not None:
        raise Refused(
            _("the bag lies on this medium twice"),
            remedy=Remedy(Deed.ERASE_DUPLICATE, f"{medium.inventory_number} '{one.prefix}'"),
        )
    way = report.way.value if report.way else ""
    enter(
        work,
        BagDescription(
            file=read.file,
            roster=read.roster,
            bag=read.bag,
            contents=read.contents,
            medium=medium,
            prefix=one.prefix,
            read_back=way,
            anchor=read.anchor,
        ),
    )


def _own_place(work: Work, bag: Bag, medium: Medium) -> str | None:
    """Where the register has a good copy of the bag on the medium."""
    for copy in work.copies.of_bag(bag.id):
        if copy.medium_id == medium.id and copy.state is CopyState.REGISTERED:
            return copy.prefix
    return None


def _refuse_destroyed(work: Work, file: File, told: Destroyed) -> None:
    known = registered_as(work, file)
    gone = known is not None and known.state is FileState.DESTROYED
    if known is not None and (gone or known.id in work.acts.being_destroyed()):
        stone = work.executions.tombstone(known.id)
        raise Refused(
            _("it was destroyed under an act, or is being destroyed"),
            remedy=Remedy(Deed.FINISH_RETURNED, str(stone.act) if stone else ""),
        )
    refuse_told_destroyed(told, file)


def adopted_lines(done: tuple[Adopted, ...]) -> Iterator[str]:
    """What became of each, a line each."""
    for one in done:
        told = one.why or _("taken in as {bag}").format(bag=one.bag)
        yield f"{one.place}: {told}"
