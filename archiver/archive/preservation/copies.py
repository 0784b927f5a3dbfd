"""One copy: checked against what the register keeps of its bag, and the outcome entered."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from archiver.counter.stores import open_store
from archiver.register.model import checks
from archiver.register.model.media import Medium
from archiver.register.model.packages import Bag, Copy, CopyState
from archiver.register.work import Work
from archiver.settings.archive import ArchiveSettings
from archiver.wording.storage import telling
from storage.digests import Digest
from storage.errors import StorageError, StoreUnreachable
from storage.fixity import Budget, Cursor, Fault, FaultKind, FixityReport, verify_bag
from storage.keys import joined
from storage.store import Store

CHECKED = (CopyState.REGISTERED, CopyState.DAMAGED, CopyState.MISSING)
"""States of copies that were once read back and are to be there; WRITING ones are the deposit's."""
_GONE = {FaultKind.MISSING, FaultKind.UNREADABLE}

Known = Mapping[str, Digest]
"""Every file of a bag with its digests, as the register keeps them since the deposit."""


def known_of(work: Work, bag: Bag) -> Known:
    """What the register keeps of a bag's files."""
    return {one.path: Digest(one.size, one.sha256, one.sha512) for one in work.bags.contents(bag.id)}


def check_copy(
    medium: Medium,
    settings: ArchiveSettings,
    store: Store,
    place: tuple[Copy, Bag],
    progress: Callable[[int], None],
    budget: Budget | None = None,
    cursor: Cursor | None = None,
    known: Known | None = None,
) -> FixityReport:
    """Compare a copy with the seal of its bag, to the end or to the end of `budget`.

    Raises OutputFailed or Refused when the medium itself is gone: what cannot be read then is no fault of
    the copy. A folder that cannot even be listed is one fault, of the whole bag.
    """
    copy, bag = place
    with telling(medium.inventory_number):
        try:
            report = verify_bag(
                store,
                copy.prefix,
                seal=bag.digest,
                known=known,
                budget=budget,
                cursor=cursor,
                progress=progress,
            )
        except StoreUnreachable:
            raise
        except StorageError as error:
            fault = Fault("", FaultKind.UNREADABLE, error.code)
            report = FixityReport(copy.prefix, (fault,), 0, 0, "", None)
    if any(fault.kind in _GONE for fault in report.faults):
        open_store(medium, settings).close()
    return report


def settle(work: Work, copy: Copy, report: FixityReport) -> Copy:
    """Enter the outcome of a finished check: found whole, damaged, or missing altogether."""
    now = work.copies.get(copy.id)
    if now.state not in CHECKED:
        return now  # erased, or written anew, while it was being read
    if report.intact:
        if now.state is CopyState.REGISTERED:
            work.copies.verified([now.id], work.now())
            return work.copies.get(now.id)
        return counted_again(work, now, report)
    if work.bags.get(now.bag_id).file_id in work.acts.being_destroyed():
        return now  # an act is erasing it: what is missing of it is no fault
    state = CopyState.MISSING if is_missing(report) else CopyState.DAMAGED
    if now.state is state:
        return now
    return work.copies.mark(now, state, "fixity", faults=len(report.faults))


def counted_again(work: Work, copy: Copy, report: FixityReport) -> Copy:
    """A copy that was damaged or missing is whole: it counts again; what is known of its lock stays."""
    return work.copies.register(
        copy,
        report.way.value if report.way else "",
        locked_until=copy.locked_until,
        lock_mode=copy.lock_mode,
        legal_hold=copy.legal_hold,
    )


def is_missing(report: FixityReport) -> bool:
    """Whether nothing of a bag was there at all."""
    return not report.files and all(fault.kind is FaultKind.MISSING for fault in report.faults)


def is_unreadable(report: FixityReport) -> bool:
    """Whether something is there and not a byte of it could be read."""
    return not report.files and any(fault.kind is FaultKind.UNREADABLE for fault in report.faults)


def faults_of(copy: Copy, report: FixityReport) -> Iterator[checks.Fault]:
    """The faults as the register keeps them: place on the medium, and kind with its offence.

    A bag of which nothing is there is one fault, under its own place.
    """
    if is_missing(report):
        yield checks.Fault(copy.prefix, FaultKind.MISSING.value)
        return
    for fault in report.faults:
        kind = f"{fault.kind}:{fault.offence}" if fault.offence else fault.kind.value
        yield checks.Fault(joined(copy.prefix, fault.path) if fault.path else copy.prefix, kind)
