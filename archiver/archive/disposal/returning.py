"""Bags of an act that is over and that are back: erased under the act they belong to, each with its record.

A disk that was thought lost, a backup of a medium, a drawer: what comes back is destroyed by nobody's new
decision. The act, its approval and its tombstones say that it has to be gone.
"""

from __future__ import annotations

from dataclasses import dataclass

from archiver.archive.disposal.acts import act_of, refuse_changed
from archiver.archive.disposal.believing import heard_from
from archiver.archive.disposal.erasing import Erasing
from archiver.archive.disposal.following import Following
from archiver.archive.disposal.forgotten import gaps_of
from archiver.archive.disposal.preparing import returned
from archiver.archive.disposal.searching import Stray, look_through
from archiver.archive.preservation.adopting import look_again
from archiver.counter.session import Session, use_case
from archiver.counter.stores import Stores
from archiver.counter.turn import Turn
from archiver.errors import Refused
from archiver.locale import _
from archiver.permissions import Permission
from archiver.register.model.files import FileState
from archiver.register.work import Work
from archiver.remedies import Deed, Remedy
from archiver.wording.storage import refusal
from retention.act import DestructionAct
from retention.copies import Copy, CopyKind, is_version
from retention.errors import SamePerson
from retention.restored import check_gaps
from retention.steps import ActState
from storage.errors import StorageError

_BAGS = {CopyKind.MEDIUM, CopyKind.OBJECT}


@dataclass(frozen=True, slots=True)
class Finished:
    """What was `erased`, what could not be (`problems`), and media that could not be looked at (`absent`)."""

    erased: tuple[Copy, ...]
    strays: tuple[Stray, ...]
    problems: tuple[str, ...]
    absent: dict[str, str]

    @property
    def well(self) -> bool:
        """Whether nothing that was found is left."""
        return not self.strays and not self.problems


@use_case(Permission.ACT_EXECUTE, Turn.WRITING)
def finish_returned(session: Session, number: str) -> Finished:
    """Erase whatever lies on the media of an act that is accounted; all media, retired ones too.

    Raises Refused for an act that is not accounted (executing it does the same), for its approver, and where
    the register is not believed: the media tell otherwise, or its tables than its events.
    """
    with session.looking() as work:
        act, _entry = act_of(work, number)
        _refuse(act, session)
        media = work.media.all()
    erased, problems = list[Copy](), list[str]()
    with session.stores(media) as stores:
        heard_from(session, stores)
        with session.looking() as work:
            check_gaps(gaps_of(work, stores))
            refuse_changed(work, work.acts.files(number))
        again, strays = _lying(session, number, stores)
        following = Following(number)
        by_number = {medium.inventory_number: medium for medium in media}
        for copy in again:
            store = stores.get(copy.where)
            if store is None:
                continue
            erasing = Erasing(
                session, following, by_number[copy.where], store, _permitted, lambda _step: None
            )
            try:
                left = erasing.erase(copy)
            except StorageError as error:
                left = refusal(error, copy.where).message
            if left:
                problems.append(f"{copy.where}, {copy.what}: {left}")
            else:
                erased.append(copy)
        for where in sorted({copy.where for copy in erased}):
            if (store := stores.get(where)) is not None:
                look_again(session, by_number[where], store)
        return Finished(tuple(erased), strays, tuple(problems), dict(stores.absent))


def _refuse(act: DestructionAct, session: Session) -> None:
    if act.state is not ActState.ACCOUNTED:
        raise Refused(
            _("The act {number} is not accounted yet.").format(number=act.number),
            remedy=Remedy(Deed.CONTINUE_ACT, str(act.number)),
        )
    if act.approval is not None and act.approval.by.id == session.by:
        raise SamePerson(act=act.number, person=session.by, role="approver", step="executed")


def _lying(session: Session, number: str, stores: Stores) -> tuple[list[Copy], tuple[Stray, ...]]:
    """Everything of the act that is on the media now, noted as copies that were found."""
    with session.looking() as work:
        act, entry = act_of(work, number)
        execution = work.executions.get(act, entry)
        media = work.media.all()
    found = look_through(session, number, stores, media)
    new = [*returned(execution, stores), *found.copies]
    # Of an act that a medium told of, nothing is proven here: its own places are looked at too.
    old = [copy for copy in execution.left if copy.kind in _BAGS and not is_version(copy)]
    there = []
    for copy in old:
        store = stores.get(copy.where)
        if store is not None and any(store.traces(copy.what)):
            there.append(copy)
    with session.changing() as work:
        work.executions.found(entry, new)
    return [*there, *new], found.strays


def _permitted(work: Work, copy: Copy) -> None:
    """Only what has a tombstone of an accounted act may go without being asked about again."""
    for entry in work.acts.all():
        file_id = work.acts.files(entry.number).get(copy.file)
        stone = None if file_id is None else work.executions.tombstone(file_id)
        if file_id is None or stone is None or str(stone.act) != entry.number:
            continue
        if work.files.get(file_id).state is FileState.DESTROYED and entry.state is ActState.ACCOUNTED:
            return
    raise Refused(_("The file {id} is not destroyed under an accounted act.").format(id=copy.file))
