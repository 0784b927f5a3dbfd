"""`archiver register rebuild`: a lost register made anew from the bags on the media, and nothing else.

Every bag is verified first. Which content of a bag is right, when copies of one id differ, the majority of
whole copies decides, as there is no seal left to ask. Broken off, it is called again and goes on.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from archiver.errors import Refused
from archiver.locale import _
from archiver.media_stores import store_at
from archiver.preservation.copies import is_missing
from archiver.preservation.reading import Told, id_of, told_by
from archiver.preservation.watch import Watch
from archiver.register.model.media import Medium, MediumKind
from archiver.register.model.packages import CopyState
from archiver.register.rebuild import BagDescription, Rebuilt, rebuild
from archiver.register.register import Register
from archiver.register.work import Work
from archiver.settings import ArchiveSettings
from archiver.storage_refusals import message, telling
from storage.bag.custody import find_bags
from storage.errors import StorageError, StoreUnreachable
from storage.fixity import FixityReport, verify_bag
from storage.medium import recognise
from storage.store import Store

BEGUN = "register.rebuild-begun"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of it: `damaged` copies are entered and do not count, `refused` bags are not entered (place
    and reason), `silent` bags have no names to be found by, and of `media` only the identity is known.
    """

    rebuilt: Rebuilt
    media: tuple[Medium, ...]
    damaged: tuple[tuple[str, str], ...]
    refused: tuple[tuple[str, str], ...]
    silent: tuple[str, ...]


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
    """Rebuilds in the name of the person `by`."""

    def __init__(self, register: Register, settings: ArchiveSettings, by: str, *, watch: Watch) -> None:
        self._register, self._settings, self._by, self._watch = register, settings, by, watch
        self._refused: list[tuple[str, str]] = []
        self._silent: list[str] = []
        self._entered: list[_Seen] = []

    def from_media(self, addresses: Sequence[str]) -> Outcome:
        """Read the media at these addresses (folders or buckets) and enter what is on them.

        Raises Refused when the register holds something that was not rebuilt, OutputFailed when a medium is
        not there, Refused when one is no medium of the archive.
        """
        with self._register.transaction(self._by) as work:
            _refuse_filled(work)
            if not work.trail.head().sequence:
                work.trail.note(BEGUN, "register:1", media=len(addresses))
            moment = work.now()
        stores: list[Store] = []
        try:
            media = []
            for address in addresses:
                medium, store = self._introduced(address, moment.date())
                stores.append(store)
                media.append((medium, store))
            seen = [one for medium, store in media for one in self._seen(medium, store)]
            rebuilt = rebuild(self._register, self._described(seen, moment), by=self._by)
        finally:
            for store in stores:
                store.close()
        damaged = self._mark_damaged()
        refused = (*self._refused, *rebuilt.conflicts)
        return Outcome(
            rebuilt, tuple(medium for medium, _store in media), damaged, refused, tuple(self._silent)
        )

    def _introduced(self, address: str, today: dt.date) -> tuple[Medium, Store]:
        kind = MediumKind.BUCKET if "://" in address else MediumKind.DIRECTORY
        with telling():
            store = store_at(kind, address, self._settings)
            try:
                identity = recognise(store)
                filesystem = store.identity()
                space = store.space()
            except BaseException:
                store.close()
                raise
        medium = Medium(
            inventory_number=identity.inventory,
            kind=kind,
            identity=identity.id,
            address=address,
            site="",
            registered_on=today,
            filesystem=filesystem,
            capacity=space.capacity,
            next_check_due=today,
        )
        return medium, store

    def _seen(self, medium: Medium, store: Store) -> Iterator[_Seen]:
        """Every bag of a medium, verified as far as it can vouch for itself."""
        with telling(medium.inventory_number):
            for prefix in list(find_bags(store)):
                try:
                    report = verify_bag(store, prefix, progress=self._watch.bytes)
                except StoreUnreachable:
                    raise
                except StorageError as error:
                    self._refused.append((f"{medium.inventory_number}: {prefix}", message(error)))
                    continue
                seen = _Seen(medium, store, prefix, id_of(store, prefix), report)
                if not seen.bag:
                    self._refused.append((seen.place, _("it does not say which bag it is")))
                    continue
                self._watch.line(
                    _("{place}: whole").format(place=seen.place)
                    if report.whole
                    else _("{place}: damaged").format(place=seen.place)
                )
                yield seen

    def _described(self, seen: Sequence[_Seen], moment: dt.datetime) -> Iterator[BagDescription]:
        """Whole bags first, those most copies agree on before others; then damaged copies of theirs."""
        votes = Counter((one.bag, one.report.seal) for one in seen if one.report.whole)
        whole = sorted(
            (one for one in seen if one.report.whole),
            key=lambda one: (-votes[one.bag, one.report.seal], one.bag, one.place),
        )
        right: dict[str, Told] = {}
        taken: set[tuple[str, str]] = set()
        for one in (*whole, *(one for one in seen if not one.report.whole)):
            if (one.bag, one.medium.identity) in taken:
                self._refused.append((one.place, _("the bag lies on this medium twice")))
                continue
            told = right.get(one.bag)
            if told is None or (one.report.whole and told.bag.digest != one.report.seal):
                told = self._told(one, moment)
            if told is None:
                continue
            if one.bag not in right and told.silent:
                self._silent.append(one.bag)
            right.setdefault(one.bag, told)
            taken.add((one.bag, one.medium.identity))
            if not one.report.whole:
                self._entered.append(one)
            yield BagDescription(
                file=told.file,
                roster=told.roster,
                bag=told.bag,
                contents=told.contents,
                medium=one.medium,
                prefix=one.prefix,
                read_back=one.report.way.value if one.report.whole and one.report.way else "",
                anchor=told.anchor,
            )

    def _told(self, one: _Seen, moment: dt.datetime) -> Told | None:
        if not one.report.seal:
            self._refused.append((one.place, _("its tag manifest is lost, and there is no whole copy of it")))
            return None
        try:
            told = told_by(one.store, one.prefix, one.report.seal, moment)
        except StorageError as error:
            self._refused.append((one.place, message(error)))
        except ValueError as error:
            self._refused.append((one.place, _("it is no bag of this program ({why})").format(why=error)))
        else:
            return replace(told, anchor=told.anchor if one.report.whole else None)
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


def _refuse_filled(work: Work) -> None:
    """Only an empty register is filled, or one that a rebuild began and nothing was destroyed in since."""
    if not work.trail.head().sequence:
        return
    first = next(iter(work.trail.events()), None)
    begun = first is not None and first.action == BEGUN
    if not begun or next(iter(work.trail.events(action="file.destroyed")), None) is not None:
        raise Refused(
            _(
                "The register is not empty; it was not touched. Only a lost register is made anew: save this "
                "one (archiver backup), and name a new one in archive.register_url."
            )
        )
