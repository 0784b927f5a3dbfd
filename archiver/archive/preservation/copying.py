"""One more copy: bags copied onto a medium that lacks them, when a disk is lost or worn out.

Every file is held against the register's digest while it is read, put create-only, and read back;
`bagit.txt` comes last, and only then is the copy registered. So a stopped run is finished by calling again.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from archiver.archive.custody.projection import Result, project
from archiver.archive.custody.told_destroyed import Destroyed
from archiver.archive.preservation.copies import CHECKED, Known, known_of
from archiver.archive.preservation.mending import refuse_destroyed
from archiver.archive.preservation.selection import being_destroyed, copies_of
from archiver.counter.stores import open_store
from archiver.errors import ArchiverError
from archiver.locale import _
from archiver.progress import Progress, Unit
from archiver.register.model.media import Medium
from archiver.register.model.packages import Bag, BagState
from archiver.register.register import Register
from archiver.register.work import Work
from archiver.remedies import Deed, Remedy
from archiver.settings.archive import ArchiveSettings
from archiver.wording.storage import telling
from storage.bag.custody import abandon_bag, keys_of
from storage.bag.foreign import is_of_a_system
from storage.bag.layout import COMMIT
from storage.errors import (
    AlreadyThere,
    BagConflict,
    HostileEntry,
    Missing,
    SourceChanged,
    StoreFailed,
)
from storage.keys import joined
from storage.source import Watched
from storage.store import Store, Way, weakest

MADE = "copy.made"


@dataclass(frozen=True, slots=True)
class Copied:
    """What became of a bag: `sources` are the media its files came from; `why` it was not copied, or «».

    `remedy` is what has to be done first.

    `warnings` tell of locks that could not be set.
    """

    bag: Bag
    sources: tuple[str, ...] = ()
    why: str = ""
    warnings: tuple[str, ...] = ()
    remedy: Remedy | None = None


class Copying:
    """Copies onto `target`, from `media` above all, in the name of the person `by`."""

    def __init__(
        self,
        register: Register,
        settings: ArchiveSettings,
        target: Medium,
        media: Sequence[Medium],
        by: str,
        *,
        progress: Progress,
        told: Destroyed | None = None,
    ) -> None:
        self._told: Destroyed = told or {}
        self._register, self._settings, self._by, self._progress = register, settings, by, progress
        self._target, self._media = target, media

    def waiting(self) -> tuple[Bag, ...]:
        """Bags that the target has no copy of: those of the media named, else those with too few copies."""
        with self._register.reading() as work:
            destroyed = being_destroyed(work)
            service = {one.id for one in work.media.all(retired=False) if one.in_service}
            there = set(_bags_on(work, self._target))
            chosen = {bag_id for medium in self._media for bag_id in _bags_on(work, medium)}
            found = []
            for bag in work.bags.all():
                few = len(service & set(bag.media)) < self._settings.copies
                wanted = bag.id in chosen if self._media else few
                kept = bag.state is not BagState.ERASED and bag.file_id not in destroyed
                if wanted and kept and bag.id not in there:
                    found.append(bag)
        return tuple(found)

    def bags(self, bags: Sequence[Bag]) -> Iterator[Copied]:
        """Copy each; raises OutputFailed and Refused when the target itself refuses."""
        self._progress.expect(sum(bag.size for bag in bags), Unit.BYTES, self._target.inventory_number)
        guard = self._register.ask_turn
        with contextlib.closing(open_store(self._target, self._settings, guard=guard)) as store:
            for bag in bags:
                yield self._bag(bag, store)

    def _bag(self, bag: Bag, store: Store) -> Copied:
        with self._register.transaction(self._by) as work:
            try:
                refuse_destroyed(work, bag, self._told)
                work.media.admit(self._target, work.files.get(bag.file_id))
            except ArchiverError as error:
                return Copied(bag, why=error.message, remedy=error.remedy)
            places = copies_of(work, bag, self._media)
            known = known_of(work, bag)
        reasons = []
        with contextlib.ExitStack() as stack:
            donors: list[tuple[str, Store, str]] = []
            for medium, copy in places:
                try:
                    donor = stack.enter_context(contextlib.closing(open_store(medium, self._settings)))
                except ArchiverError as error:
                    reasons.append(error.message)
                    continue
                donors.append((medium.inventory_number, donor, copy.prefix))
            prefix = places[0][1].prefix if places else ""
            with telling(self._target.inventory_number):
                done = self._copied(store, prefix, donors, known) if donors else None
        if done is None:
            lost = _("no copy at hand has all of it; repair it first.")
            remedy = Remedy(Deed.REPAIR_BAG, bag.external_id)
            return Copied(bag, why=" ".join([lost, *reasons]), remedy=remedy)
        sources, way = done
        with self._register.transaction(self._by) as work:
            copy = work.copies.begin(bag, self._target.id, prefix)
            work.copies.register(copy, way.value)
            work.trail.note(MADE, f"copy:{copy.id}", bag=bag.id, medium=self._target.id, sources=sources)
        told = project(self._register, self._settings, by=self._by, files=[bag.file_id])
        return Copied(
            bag, sources, warnings=tuple(one.message for one in told if one.result is Result.FAILED)
        )

    def _copied(
        self, store: Store, prefix: str, donors: Sequence[tuple[str, Store, str]], known: Known
    ) -> tuple[tuple[str, ...], Way] | None:
        """The media the files came from and how they were read back; None when a file is nowhere."""
        store.sweep(prefix)
        there = {key[len(prefix) + 1 :] for key in keys_of(store, prefix)}
        if foreign := sorted(path for path in there - known.keys() if not is_of_a_system(path)):
            raise BagConflict(store.place, prefix, foreign)
        sources: dict[str, None] = {}
        ways = []
        for path in sorted(known, key=lambda path: (path == COMMIT, path.encode())):
            source = self._put(store, joined(prefix, path), donors, path, known)
            if source is None:
                if COMMIT not in there:
                    abandon_bag(store, prefix)
                return None
            sources |= dict.fromkeys(filter(None, [source]))
            ways.append(store.prove(joined(prefix, path), known[path]))
        return tuple(sources), weakest(ways)

    def _put(
        self, store: Store, key: str, donors: Sequence[tuple[str, Store, str]], path: str, known: Known
    ) -> str | None:
        """Put one file; the medium it came from, «» when it was there, None when no donor has it."""
        for name, donor, prefix in donors:
            try:
                source = Watched(donor.source(joined(prefix, path)), self._progress.done)
                store.put(key, source, known[path])
            except AlreadyThere:
                if store.read_back(key).digest != known[path]:
                    raise BagConflict(store.place, key, [path]) from None
                return ""
            except (Missing, HostileEntry, SourceChanged):
                continue
            except StoreFailed as error:
                if error.place == store.place:
                    raise
                continue
            return name
        return None


def _bags_on(work: Work, medium: Medium) -> Iterator[int]:
    """Ids of the bags that have, or had before it failed, a copy on a medium."""
    after = 0
    while page := work.copies.on_medium(medium.id, after=after):
        after = page[-1].id
        yield from (copy.bag_id for copy in page if copy.state in CHECKED)
