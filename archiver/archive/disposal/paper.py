"""Paper copies: destroyed by people, confirmed here by waybill, weight and count of sheets."""

from __future__ import annotations

import contextlib
import datetime as dt
from dataclasses import dataclass

from archiver.archive.disposal.acts import act_of, officer_of
from archiver.archive.disposal.believing import heard_from
from archiver.archive.disposal.copies import bag_copies, volume_of
from archiver.archive.disposal.execution import Run
from archiver.archive.disposal.preparing import prepare
from archiver.counter.session import Session, use_case
from archiver.errors import Refused, UsageError
from archiver.locale import _
from archiver.permissions import Permission
from archiver.register.model.packages import CopyState
from archiver.remedies import Deed, Remedy
from retention.copies import METHODS, Answer, Copy, CopyKind, Intent, Method, PaperHandOver, Proof
from storage.errors import StorageError


@dataclass(frozen=True, slots=True)
class HandOver:
    """How volumes went: weight of all in grams, who took them, by which waybill; sheets counted of one."""

    method: Method
    weight_g: int | None = None
    recipient: str = ""
    waybill: str = ""
    waybill_on: dt.date | None = None
    sheets: int | None = None


@use_case(Permission.ACT_CONFIRM)
def confirm_paper(session: Session, number: str, hand_over: HandOver, *, file: str = "") -> tuple[Copy, ...]:
    """Prove that the volumes of an act (or of one file of it) are destroyed; those proven by this call.

    Sheets are those of the register where none were counted. Raises Refused, UsageError.
    """
    run = Run(session, number)
    _hear(session, run)
    with session.changing() as work:
        act, entry = act_of(work, number)
        execution = work.executions.get(act, entry)
        left = [copy for copy in execution.left if copy.kind is CopyKind.PAPER and file in ("", copy.file)]
        if not left:
            raise UsageError(_("The act {number} has no paper copy left there.").format(number=number))
        if hand_over.sheets is not None and len(left) > 1:
            raise UsageError(_("--sheets is for one volume; there are {count}.").format(count=len(left)))
        rows = {row.file: row for row in act.rows}
        files = work.acts.files(number)
        weights = _shared(hand_over.weight_g, [copy.sheets or 1 for copy in left])
        for copy, weight in zip(left, weights, strict=True):
            prepare(session, work, run.following, rows[copy.file])
            run.check_permit(work, copy)
            told = PaperHandOver(
                hand_over.sheets or copy.sheets or 0,
                weight,
                hand_over.recipient,
                hand_over.waybill,
                hand_over.waybill_on,
            )
            proof = Proof(
                copy.id,
                hand_over.method,
                work.now().astimezone(),
                officer_of(session),
                Answer(gone=True, text="уничтожено, подтверждено лицом"),
                paper=told,
            )
            execution = execution.proven(proof)
            work.executions.intend(entry, [Intent(copy.id, proof.at, officer_of(session))])
            work.executions.prove(entry, copy, proof)
            volume = volume_of(work, files[copy.file], copy)
            if volume is not None:
                work.paper.destroyed(volume, hand_over.waybill or f"акт {number}")
    return tuple(left)


@use_case(Permission.ACT_CONFIRM)
def confirm_medium(session: Session, number: str, medium: str, document: str) -> tuple[Copy, ...]:
    """Prove that copies went with their medium, which was destroyed by hand by `document`.

    For discs that cannot be rewritten, and disks that died. Refused while the medium is in service, and while
    a bag of the act can be read from it.
    """
    run = Run(session, number)
    _refuse_readable(session, number, medium)
    _hear(session, run)
    with session.changing() as work:
        act, entry = act_of(work, number)
        found = work.media.by_inventory(medium)
        execution = work.executions.get(act, entry)
        left = [copy for copy in execution.left if copy.where == medium]
        if found is None or not left:
            raise UsageError(
                _("The act {number} has no copy left on a medium {medium}.").format(
                    number=number, medium=medium
                )
            )
        if found.retired_on is None:
            raise Refused(
                _("The medium {medium} is in service.").format(medium=medium),
                remedy=Remedy(Deed.RETIRE_MEDIUM, medium),
            )
        if not document.strip():
            raise UsageError(_("Name the document by which the medium was destroyed."))
        rows = {row.file: row for row in act.rows}
        files = work.acts.files(number)
        for copy in left:
            if Method.MEDIUM_DESTROYED not in METHODS[copy.kind]:
                raise Refused(_("{medium} is a bucket: it is erased, not destroyed.").format(medium=medium))
            prepare(session, work, run.following, rows[copy.file])
            run.check_permit(work, copy)
            proof = Proof(
                copy.id,
                Method.MEDIUM_DESTROYED,
                work.now().astimezone(),
                officer_of(session),
                Answer(gone=True, text=document.strip()),
                remark="носитель уничтожен целиком, содержимое перед этим не читалось",
            )
            execution = execution.proven(proof)
            work.executions.intend(entry, [Intent(copy.id, proof.at, officer_of(session))])
            work.executions.prove(entry, copy, proof)
            for kept in bag_copies(work, files[copy.file], copy):
                if kept.state is not CopyState.ERASED:
                    work.copies.mark(kept, CopyState.ERASED, f"act {number}")
    return tuple(left)


def _hear(session: Session, run: Run) -> None:
    """What the media that are connected tell counts for paper too."""
    with session.looking() as work:
        media = work.media.all()
    with session.stores(media) as stores:
        run.heard = heard_from(session, stores)


def _refuse_readable(session: Session, number: str, medium: str) -> None:
    with session.looking() as work:
        act, entry = act_of(work, number)
        left = [copy for copy in work.executions.get(act, entry).left if copy.where == medium]
        media = work.media.all()
    with session.stores(media) as stores:
        store = stores.get(medium) if left else None
        for copy in left if store else ():
            with contextlib.suppress(StorageError):  # it died: that is why it was destroyed
                if store is not None and any(store.traces(copy.what)):
                    raise Refused(
                        _(
                            "The medium {medium} is connected, and the bag {place} is on it. Destroy the "
                            "medium first, or execute the act if it can be erased."
                        ).format(medium=medium, place=copy.what)
                    )


def _shared(weight_g: int | None, sheets: list[int]) -> list[int | None]:
    """A weight of all shared out by sheets, so that the parts add up to it exactly."""
    if weight_g is None:
        return [None] * len(sheets)
    total, given, parts = sum(sheets), 0, list[int | None]()
    counted = 0
    for number in sheets:
        counted += number
        upto = weight_g * counted // total
        parts.append(upto - given)
        given = upto
    return parts
