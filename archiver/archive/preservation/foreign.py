"""Foreign files in bags: removed by name when a person says so; the register's list of the bag decides."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from archiver.archive.preservation.copies import CHECKED, known_of
from archiver.archive.preservation.selection import bag_of, being_destroyed
from archiver.counter.lookups import medium_in_use
from archiver.counter.session import Session, use_case
from archiver.counter.stores import open_store
from archiver.counter.turn import Turn
from archiver.errors import ArchiverError
from archiver.permissions import Permission
from archiver.register.model.media import Medium
from archiver.register.model.packages import Bag, Copy
from archiver.register.work import Work
from archiver.wording.storage import telling
from storage.bag.foreign import remove_foreign as erase_foreign

REMOVED = "copy.foreign-removed"


@dataclass(frozen=True, slots=True)
class Removed:
    """What was removed from a copy of a bag, and what would not go; `why` a medium could not be asked."""

    medium: Medium
    bag: Bag
    removed: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    why: str = ""


@use_case(Permission.MEDIA_REPAIR, Turn.WRITING, Turn.CHECKING)
def remove_foreign(
    session: Session, *, media: Sequence[str] = (), bags: Sequence[str] = ()
) -> Iterator[Removed]:
    """Remove from the copies on media (all in service), or of bags, what is no file of theirs.

    Nothing of a bag is touched. Raises UsageError for unknown names.
    """
    with session.looking() as work:
        places = list(_places(work, media, bags))
        destroyed = being_destroyed(work)
    for medium, copies in places:
        guard = session.register.ask_turn
        try:
            store = open_store(medium, session.settings.archive, guard=guard)
        except ArchiverError as error:
            yield from (Removed(medium, bag, why=error.message) for _copy, bag in copies[:1])
            continue
        with contextlib.closing(store):
            for copy, bag in copies:
                if bag.file_id in destroyed:
                    continue
                with session.looking() as work:
                    known = known_of(work, bag)
                if not known:
                    continue  # nobody knows what belongs to it
                with telling(medium.inventory_number):
                    answers = erase_foreign(store, copy.prefix, known)
                if not answers:
                    continue
                gone = tuple(one.key for one in answers if one.gone)
                with session.changing() as work:
                    work.trail.note(REMOVED, f"copy:{copy.id}", bag=bag.id, medium=medium.id, count=len(gone))
                yield Removed(medium, bag, gone, tuple(one.key for one in answers if not one.gone))


def _places(
    work: Work, media: Sequence[str], bags: Sequence[str]
) -> Iterator[tuple[Medium, list[tuple[Copy, Bag]]]]:
    named = [medium_in_use(work, number) for number in media]
    wanted = {bag_of(work, name).id for name in bags}
    for medium in named or [one for one in work.media.all(retired=False) if one.in_service]:
        found, after = list[tuple[Copy, Bag]](), 0
        while page := work.copies.on_medium(medium.id, after=after):
            after = page[-1].id
            found += [
                (copy, work.bags.get(copy.bag_id))
                for copy in page
                if copy.state in CHECKED and (not wanted or copy.bag_id in wanted)
            ]
        if found:
            yield medium, found
