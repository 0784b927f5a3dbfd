"""Copies that somebody removed besides the execution: accounted by a person with a document, never proven."""

from __future__ import annotations

from collections.abc import Sequence

from archiver.archive.disposal.acts import act_of, officer_of
from archiver.archive.disposal.copies import bag_copies
from archiver.archive.disposal.execution import Run
from archiver.archive.disposal.preparing import prepare
from archiver.archive.disposal.searching import look_through, stray_line
from archiver.counter.session import Session, use_case
from archiver.counter.turn import Turn
from archiver.errors import Refused, UsageError
from archiver.locale import _
from archiver.permissions import Permission
from archiver.register.model.media import Medium
from archiver.register.model.packages import CopyState
from archiver.remedies import Deed, Remedy
from archiver.wording.storage import telling
from retention.copies import METHODS, Answer, Copy, Intent, Method, Proof, is_version
from storage.bag.layout import parity_prefix
from storage.store import Store

_REMARK = "удалено помимо программы; доказательства нет, учтено по документу"


@use_case(Permission.ACT_CONFIRM, Turn.WRITING)
def confirm_removed(session: Session, number: str, medium: str, document: str) -> tuple[Copy, ...]:
    """Account, by `document`, for the copies of an act that are not on a medium any more.

    The medium has to be connected, and is looked through once more. Refused when anything of the act lies on
    it; OutputFailed when it is not there (a medium destroyed whole is confirmed otherwise); raises UsageError
    for no copies.
    """
    if not document.strip():
        raise UsageError(_("Name the document that says who removed the copies, and when."))
    with session.looking() as work:
        act, entry = act_of(work, number)
        found = work.media.by_inventory(medium)
        left = [
            copy
            for copy in work.executions.get(act, entry).left
            if copy.where == medium and Method.REMOVED in METHODS[copy.kind] and not is_version(copy)
        ]
    if found is None or not left:
        raise UsageError(
            _("The act {number} has no copy left on a medium {medium}.").format(number=number, medium=medium)
        )
    gone = _gone(session, number, found, left)
    run = Run(session, number)
    rows = {row.file: row for row in act.rows}
    with session.changing() as work:
        files = work.acts.files(number)
        for copy in gone:
            prepare(session, work, run.following, rows[copy.file])
            run.check_permit(work, copy)
            answer = Answer(gone=True, text=document.strip())
            moment = work.now().astimezone()
            proof = Proof(copy.id, Method.REMOVED, moment, officer_of(session), answer, remark=_REMARK)
            run.following.execution(work, copy.file).check(proof)
            work.executions.intend(entry, [Intent(copy.id, proof.at, proof.by, remark=_REMARK)])
            work.executions.prove(entry, copy, proof)
            for kept in bag_copies(work, files[copy.file], copy):
                if kept.state is not CopyState.ERASED:
                    work.copies.mark(kept, CopyState.ERASED, f"act {number}")
    return gone


def _gone(session: Session, number: str, medium: Medium, left: Sequence[Copy]) -> tuple[Copy, ...]:
    """Those that are not there, after a look through the whole medium."""
    with session.stores([medium]) as stores:
        with telling(medium.inventory_number):
            store = stores.open(medium)
            gone = tuple(copy for copy in left if not _lies(store, copy))
        found = look_through(session, number, stores, [medium])
    places = [f"{one.where}, {one.what}" for one in found.copies] + list(map(stray_line, found.strays))
    if places or not gone or medium.inventory_number in stores.absent:
        where = "; ".join(places or (f"{one.where}, {one.what}" for one in left))
        raise Refused(
            _("The medium still has bags of the act: {places}.").format(places=where),
            remedy=Remedy(Deed.CONTINUE_ACT, number),
        )
    return gone


def _lies(store: Store, copy: Copy) -> bool:
    return any(any(store.traces(prefix)) for prefix in (copy.what, parity_prefix(copy.what)))
