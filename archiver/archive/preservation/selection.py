"""Which media, bags and copies a command means, by the words of the command line."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence

from archiver.archive.preservation.copies import CHECKED
from archiver.counter.lookups import medium_in_use
from archiver.errors import UsageError
from archiver.locale import _
from archiver.register.model.files import FileState
from archiver.register.model.media import Medium
from archiver.register.model.packages import Bag, BagState, Copy
from archiver.register.work import Work
from archiver.remedies import Deed, Remedy


def media_to_check(
    work: Work, numbers: Sequence[str], today: dt.date, *, everything: bool = False
) -> tuple[Medium, ...]:
    """The media named, all that are in service, or those whose check is due, the most overdue first."""
    if numbers:
        return tuple(dict.fromkeys(medium_in_use(work, number) for number in numbers))
    if everything:
        return tuple(medium for medium in work.media.all(retired=False) if medium.in_service)
    return work.media_due(today).overdue


def bag_of(work: Work, name: str) -> Bag:
    """The bag of that id, or the current bag of the file of that id; UsageError when there is none."""
    bag = work.bags.by_external_id(name)
    if bag is None and (file := work.files.by_external_id(name)) is not None:
        bags = work.bags.of_file(file.id)
        bag = next((one for one in bags if one.state is BagState.CURRENT), bags[0] if bags else None)
    if bag is None:
        raise UsageError(_("There is no bag {id} in the register.").format(id=name), remedy=Remedy(Deed.FIND))
    return bag


def copies_of(work: Work, bag: Bag, retired: Collection[Medium] = ()) -> tuple[tuple[Medium, Copy], ...]:
    """Copies of a bag that are to be there, with their media; of retired media only those named."""
    found = []
    for copy in work.copies.of_bag(bag.id):
        place = work.media.get(copy.medium_id)
        if copy.state in CHECKED and (place.retired_on is None or place in retired):
            found.append((place, copy))
    return tuple(found)


def being_destroyed(work: Work) -> frozenset[int]:
    """Ids of files that an act is destroying now: nothing of theirs is put back."""
    return work.acts.being_destroyed()


def is_destroyed(work: Work, bag: Bag) -> bool:
    """Whether the bag's file is a tombstone."""
    return bag.state is BagState.ERASED or work.files.get(bag.file_id).state is FileState.DESTROYED
