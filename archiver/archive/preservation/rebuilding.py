"""`archiver register rebuild`: a lost register made anew from the bags on the media, and nothing else.

Every bag is verified first, as there is no seal left to ask. When copies of one id differ, what most whole
copies agree on is right. Of media only what can be seen of them is entered: where they stand, who keeps them
and what kind of disk they are, nobody can tell but people. Broken off, it is called again.
"""

from __future__ import annotations

import contextlib
import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from archiver.archive.custody.identity import registered_as
from archiver.archive.kinship import Belonging, belonging_of, refuse_apart
from archiver.archive.preservation.copies import is_missing
from archiver.archive.preservation.reading import ReadBag, id_of, told_by
from archiver.counter.stores import kind_at, store_at
from archiver.errors import Refused
from archiver.locale import _
from archiver.progress import Progress, Unit
from archiver.register.kinship import Identity, identity_of
from archiver.register.model.files import FileState
from archiver.register.model.media import Medium, MediumKind
from archiver.register.model.packages import CopyState
from archiver.register.rebuild import BEGUN, BagDescription, Rebuilt, rebuild
from archiver.register.register import Register
from archiver.register.work import Work
from archiver.remedies import Deed, Remedy
from archiver.settings.archive import ArchiveSettings
from archiver.wording.storage import message, telling
from storage.bag.custody import find_bags, locks_of
from storage.bag.layout import PAYLOAD
from storage.errors import StorageError, StoreDenied, StoreUnreachable, Unsupported
from storage.file_system import file_system_of
from storage.fixity import FixityReport, verify_bag
from storage.medium import recognise
from storage.store import Feature, Lock, Store

_DISCS = {"iso9660", "udf"}
JOINED = "register.joined"
"""The event that says by which document archives became one."""
_NEVER = dt.datetime.min.replace(tzinfo=dt.UTC)


@dataclass(frozen=True, slots=True)
class RebuildOutcome:
    """What came of it.

    `damaged` copies (medium and bag) are entered and do not count; `refused` bags are not entered (place and
    reason); `silent` bags have no names to be found by.
    """

    rebuilt: Rebuilt
    media: tuple[Medium, ...]
    damaged: tuple[tuple[str, str], ...]
    refused: tuple[tuple[str, str], ...]
    silent: tuple[str, ...]

    @property
    def clean(self) -> bool:
        """Whether everything on the media is whole and entered."""
        return not (self.damaged or self.refused or self.silent)


@dataclass(frozen=True, slots=True)
class _Seen:
    medium: Medium
    store: Store
    prefix: str
    bag: str
    report: FixityReport

    @property
    def place(self) -> str:
        return f"{self.medium.inventory_number}: {self.prefix}"


class Rebuilding:
    """Rebuilds in the name of the person `by`; `joined` is the document by which archives became one."""

    def __init__(
        self, register: Register, settings: ArchiveSettings, by: str, *, progress: Progress, joined: str = ""
    ) -> None:
        self._register, self._settings, self._by, self._progress = register, settings, by, progress
        self._joined = joined
        self._refused: list[tuple[str, str]] = []
        self._silent: list[str] = []
        self._entered: list[_Seen] = []

    def from_media(self, addresses: Sequence[str]) -> RebuildOutcome:
        """Read the media at these addresses (folders or buckets) and enter what is on them.

        Raises Refused when the register holds something that was not rebuilt, OutputFailed when a medium is
        not there, Refused when one is no medium of the archive, or they are of several archives.
        """
        with self._register.reading() as work:
            _refuse_filled(work)
            moment, known = work.now(), identity_of(work)
        with contextlib.ExitStack() as stack:
            media = self._introduced(addresses, moment.date(), stack)
            if not self._joined:
                self._refuse_apart(known, media)
            with self._register.transaction(self._by) as work:
                _refuse_filled(work)
                if not work.trail.head().sequence:
                    work.trail.note(BEGUN, "register:1", media=len(addresses))
                if self._joined:
                    work.trail.note(JOINED, "register:1", document=self._joined)
            seen = [one for medium, store in media for one in self._seen(medium, store)]
            rebuilt = rebuild(self._register, self._described(seen, moment), by=self._by)
        return RebuildOutcome(
            rebuilt,
            tuple(medium for medium, _store in media),
            self._mark_damaged(),
            (*self._refused, *rebuilt.conflicts),
            tuple(self._silent),
        )

    def _refuse_apart(self, known: Identity, media: Sequence[tuple[Medium, Store]]) -> None:
        belonging = []
        for medium, store in media:
            with telling(medium.inventory_number):
                name = f"{medium.inventory_number}, {medium.address}"
                belonging.append((name, belonging_of(store, medium.identity)))
        refuse_apart(Belonging(known.media, frozenset(known.colleges) - {""}), belonging)

    def _introduced(
        self, addresses: Sequence[str], today: dt.date, stack: contextlib.ExitStack
    ) -> list[tuple[Medium, Store]]:
        """The media there; all of them, before the first is read."""
        found: dict[str, tuple[Medium, Store]] = {}
        for address in dict.fromkeys(addresses):
            with telling():
                medium, store = self._looked_at(address, today, stack)
            twin = found.get(medium.identity)
            if twin is not None:
                raise Refused(
                    _(
                        "{one} and {other} carry the same identity ({number}): one is a clone of the "
                        "other, or the same one twice. Name only one of them."
                    ).format(one=twin[0].address, other=address, number=medium.inventory_number)
                )
            found[medium.identity] = medium, store
        return list(found.values())

    def _looked_at(self, address: str, today: dt.date, stack: contextlib.ExitStack) -> tuple[Medium, Store]:
        kind = kind_at(address) or MediumKind.DIRECTORY
        store = stack.enter_context(contextlib.closing(store_at(kind, address, self._settings)))
        identity = recognise(store)
        medium = Medium(
            inventory_number=identity.inventory,
            kind=kind,
            identity=identity.id,
            address=address,
            site="",
            registered_on=today,
            capacity=store.space().capacity,
            next_check_due=today,
        )
        if kind.remote:
            return medium, store
        system = file_system_of(Path(address))
        medium = replace(medium, address=str(Path(address).resolve()), filesystem=system.name)
        if system.kind in _DISCS:
            medium = replace(medium, kind=MediumKind.OPTICAL, rewritable=False)
        return medium, store

    def _seen(self, medium: Medium, store: Store) -> Iterator[_Seen]:
        """Every bag of a medium, verified as far as it can vouch for itself."""
        with telling(medium.inventory_number):
            self._progress.expect(
                sum(entry.size for entry in store.list()), Unit.BYTES, medium.inventory_number
            )
            for prefix in sorted(find_bags(store)):
                try:
                    report = verify_bag(store, prefix, progress=self._progress.done)
                except StoreUnreachable:
                    raise
                except StorageError as error:
                    self._refused.append((f"{medium.inventory_number}: {prefix}", message(error)))
                    continue
                seen = _Seen(medium, store, prefix, id_of(store, prefix), report)
                if not seen.bag:
                    self._refused.append((seen.place, _("it does not say which bag it is")))
                    continue
                self._progress.line(
                    _("{place}: whole").format(place=seen.place)
                    if report.intact
                    else _("{place}: damaged").format(place=seen.place)
                )
                yield seen

    def _described(self, seen: Sequence[_Seen], moment: dt.datetime) -> Iterator[BagDescription]:
        """Every copy of every bag that is believed, earlier versions of a file before later ones."""
        right = self._right(seen, moment)
        self._silent += sorted(bag for bag, told in right.items() if told.silent)
        taken: set[tuple[str, str]] = set()
        for one in sorted((one for one in seen if one.bag in right), key=lambda one: right[one.bag].age):
            told = right[one.bag]
            if one.report.intact and one.report.seal != told.bag.digest:
                self._refused.append(
                    (one.place, _("it is whole, but other copies of the bag differ from it"))
                )
                continue
            if self._is_gone(told):
                self._refused.append((one.place, _("it was destroyed under an act, or is being destroyed")))
                continue
            if (one.bag, one.medium.identity) in taken:
                self._refused.append((one.place, _("the bag lies on this medium twice")))
                continue
            taken.add((one.bag, one.medium.identity))
            if not one.report.intact:
                self._entered.append(one)
            lock = _lock_of(one)
            yield BagDescription(
                file=told.file,
                roster=told.roster,
                bag=told.bag,
                contents=told.contents,
                medium=one.medium,
                prefix=one.prefix,
                read_back=one.report.way.value if one.report.intact and one.report.way else "",
                locked_until=lock.until,
                lock_mode=lock.mode.value if lock.mode else "",
                legal_hold=lock.hold,
                anchor=told.anchor,
                statement_document=told.statement_document,
            )

    def _is_gone(self, told: ReadBag) -> bool:
        """Whether an act that was entered from the media has destroyed the file."""
        with self._register.reading() as work:
            known = registered_as(work, told.file)
        return known is not None and known.state is FileState.DESTROYED

    def _right(self, seen: Sequence[_Seen], moment: dt.datetime) -> dict[str, ReadBag]:
        """What each bag tells: by what most whole copies agree on, else by a damaged one's whole records."""
        votes = Counter((one.bag, one.report.seal) for one in seen if one.report.intact)
        right: dict[str, ReadBag] = {}
        for one in sorted(
            seen,
            key=lambda one: (not one.report.intact, -votes[one.bag, one.report.seal], one.place),
        ):
            if one.bag not in right and (told := self._told(one, moment)) is not None:
                right[one.bag] = told
        return right

    def _told(self, one: _Seen, moment: dt.datetime) -> ReadBag | None:
        """What a bag tells; None when it may not be believed, or is none of ours."""
        if not one.report.seal or any(not fault.path.startswith(PAYLOAD) for fault in one.report.faults):
            self._refused.append((one.place, _("its own records are damaged, and there is no whole copy")))
            return None
        try:
            return told_by(one.store, one.prefix, one.report.seal, moment)
        except StorageError as error:
            self._refused.append((one.place, message(error)))
        except ValueError as error:
            self._refused.append((one.place, _("it is no bag of this program ({why})").format(why=error)))
        return None

    def _mark_damaged(self) -> tuple[tuple[str, str], ...]:
        """Copies that are not whole wait for repair, not for a deposit."""
        named = []
        for one in self._entered:
            with self._register.transaction(self._by) as work:
                bag, medium = work.bags.by_external_id(one.bag), work.media.by_identity(one.medium.identity)
                for copy in work.copies.of_bag(bag.id) if bag and medium else ():
                    if medium and copy.medium_id == medium.id and copy.state is CopyState.WRITING:
                        state = CopyState.MISSING if is_missing(one.report) else CopyState.DAMAGED
                        work.copies.mark(copy, state, "rebuild", faults=len(one.report.faults))
                        named.append((one.medium.inventory_number, one.bag))
        return tuple(named)


def _lock_of(one: _Seen) -> Lock:
    """The weakest lock of the bag's files, as the store tells of it."""
    if not one.report.intact or Feature.LOCK not in one.store.features:
        return Lock()
    with telling(one.medium.inventory_number):
        try:
            locks = locks_of(one.store, one.prefix).values()
        except (Unsupported, StoreDenied):
            return Lock()
    least = min(locks, key=lambda lock: (lock.until is not None, lock.until or _NEVER))
    return replace(least, hold=all(lock.hold for lock in locks))


def _refuse_filled(work: Work) -> None:
    """Only an empty register is filled, or one that a rebuild began and nothing was destroyed in since."""
    if not work.trail.head().sequence:
        return
    first = next(iter(work.trail.events()), None)
    begun = first is not None and first.action == BEGUN
    if not begun or next(iter(work.trail.events(action="file.destroyed")), None) is not None:
        raise Refused(
            _("The register is not empty; it was not touched. Only a lost register is made anew."),
            remedy=Remedy(Deed.SAVE_REGISTER),
        )
