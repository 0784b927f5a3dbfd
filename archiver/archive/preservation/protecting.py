"""Parity beside bags (PAR2): gives back a few damaged blocks when no other copy has them (extra `parity`).

It is made from copies that have just been proven whole, lies beside the bag under «<place>.par2», and is
erased with it. Its files are noted with their digests: a check names what is lost or rotten of them, and the
next call makes it anew.
"""

from __future__ import annotations

import contextlib
from dataclasses import dataclass, field

from archiver.archive.preservation.copies import Known, check_copy, known_of, settle
from archiver.archive.preservation.parity_known import MADE, made_of
from archiver.archive.preservation.salvaging import salvage_folder
from archiver.archive.preservation.selection import being_destroyed
from archiver.counter.lookups import medium_in_use
from archiver.counter.session import Session, use_case
from archiver.counter.stores import open_store
from archiver.counter.turn import Turn
from archiver.disk.private import private_cache
from archiver.disk.unfinished import scratch_folder
from archiver.errors import OutputFailed
from archiver.locale import _
from archiver.permissions import Permission
from archiver.progress import Progress, Unit
from archiver.register.model.media import Medium
from archiver.register.model.packages import Bag, Copy, CopyState
from archiver.wording.causes import cause
from archiver.wording.storage import telling
from storage.parity import is_protected, par2_program, protect
from storage.parity_check import parity_faults
from storage.store import Store


@dataclass
class Protected:
    """How many bags got parity now, how many had it already, and ids of bags that are not whole."""

    made: int = 0
    there: int = 0
    damaged: list[str] = field(default_factory=list)


@use_case(Permission.MEDIA_REPAIR, Turn.WRITING, Turn.CHECKING)
def protect_medium(session: Session, number: str, *, redundancy: int, progress: Progress) -> Protected:
    """Give every registered copy on a medium parity of `redundancy` per cent, unless it has some.

    May be stopped and called again. Raises EngineFailed (par2 is not installed), OutputFailed, Refused.
    """
    done = Protected()
    with telling():
        par2_program()
    settings = session.settings.archive
    with session.looking() as work:
        medium = medium_in_use(work, number)
        destroyed = being_destroyed(work)
        found, after = list[tuple[Copy, Bag]](), 0
        while page := work.copies.on_medium(medium.id, after=after, state=CopyState.REGISTERED):
            after = page[-1].id
            found += [(copy, work.bags.get(copy.bag_id)) for copy in page]
    with contextlib.closing(open_store(medium, settings, guard=session.register.ask_turn)) as store:
        for copy, bag in found:
            if bag.file_id in destroyed:
                continue
            with session.looking() as work:
                made, known = made_of(work, copy), known_of(work, bag)
            with telling(medium.inventory_number):
                there = is_protected(store, copy.prefix) and not parity_faults(store, copy.prefix, made)
            if there:
                done.there += 1
                continue
            progress.expect(bag.size, Unit.BYTES, f"{medium.inventory_number}: {bag.external_id}")
            report = check_copy(medium, settings, store, (copy, bag), progress.done, known=known)
            with session.changing() as work:
                settle(work, copy, report)
            if not report.intact:
                done.damaged.append(bag.external_id)
                continue
            files = _make(store, copy, medium, redundancy, known)
            done.made += 1
            with session.changing() as work:
                work.trail.note(
                    MADE,
                    f"copy:{copy.id}",
                    bag=bag.id,
                    medium=medium.id,
                    redundancy=redundancy,
                    files=files,
                )
    return done


def _make(store: Store, copy: Copy, medium: Medium, redundancy: int, known: Known) -> dict[str, str]:
    folder = salvage_folder()
    try:
        private_cache("salvage")
        with scratch_folder(folder) as scratch, telling(medium.inventory_number):
            return protect(store, copy.prefix, scratch, redundancy=redundancy, known=known)
    except OSError as error:
        raise OutputFailed(
            _("The bag cannot be copied to {folder} to make parity: {cause}.").format(
                folder=folder, cause=cause(error)
            )
        ) from error
