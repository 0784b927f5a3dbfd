"""The steps of an act between its draft and its execution, and the one after it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from archiver.archive.custody.schedule import schedule_of
from archiver.archive.disposal.acts import act_of, clock_of, officer_of, refuse_other_files
from archiver.archive.disposal.clock import confirm, confirm_by_director, confirmed_by_director
from archiver.archive.disposal.deciding import Deciding
from archiver.archive.disposal.following import Following
from archiver.archive.disposal.inventories import note_agreed
from archiver.archive.disposal.notices import put_notice
from archiver.archive.disposal.preparing import prepare, returned
from archiver.archive.disposal.searching import Search, look_through, stray_line
from archiver.archive.disposal.testimony import Testimony
from archiver.counter.session import Session, use_case
from archiver.errors import Refused
from archiver.locale import _
from archiver.permissions import Permission
from archiver.register.work import Work
from archiver.remedies import Deed, Remedy
from retention.act import DestructionAct
from retention.copies import Copy
from retention.eligibility import OF_STATEMENTS, Decision
from retention.errors import FilesExcluded
from retention.moments import Reading
from retention.people import Protocol
from retention.steps import StepKind
from storage.errors import StorageError


@use_case(Permission.ACT_AGREE)
def agree(session: Session, number: str, protocol: Protocol) -> DestructionAct:
    """The appraisal commission has agreed, by its protocol; a statement not read lately stops it."""

    def agreed(act: DestructionAct, work: Work, clock: Reading) -> DestructionAct:
        taken = act.agree(protocol, officer_of(session), clock.now)
        _refuse_stale(session, work, clock, taken, StepKind.AGREED)
        if taken.terms.inventories_with_act:
            college = session.settings.college.short_name
            files = [work.files.get(file_id) for file_id in work.acts.files(number).values()]
            for year in sorted({file.academic_year for file in files}):
                note_agreed(work, college, year, protocol)
        return taken

    return _step(session, number, agreed)


@use_case(Permission.ACT_AGREE)
def agree_regionally(session: Session, number: str, protocol: Protocol) -> DestructionAct:
    """The regional commission has agreed (acquisition sources only)."""

    def agreed(act: DestructionAct, work: Work, clock: Reading) -> DestructionAct:
        taken = act.agree_regionally(protocol, officer_of(session), clock.now)
        _refuse_stale(session, work, clock, taken, StepKind.REGIONALLY_AGREED)
        return taken

    return _step(session, number, agreed)


@use_case(Permission.ACT_APPROVE)
def approve(session: Session, number: str) -> DestructionAct:
    """The director approves; every file is judged once more.

    It is the director who confirms the date, as a part of this step, where no live clock can be asked and
    where the last confirmation is long ago: what one officer says of the date destroys nothing.
    """

    def approved(act: DestructionAct, work: Work, clock: Reading) -> DestructionAct:
        taken = act.approve(officer_of(session), clock.now, decisions_on(session, work, clock, act.number))
        confirm_by_director(work, clock, number)
        clock.check_director(confirmed_by_director(work), began=clock.today)
        return taken

    return _step(session, number, approved)


@use_case(Permission.ACT_APPROVE)
def confirm_date(session: Session, number: str) -> DestructionAct:
    """The director confirms the date once more, for an act whose execution comes months after its approval.

    Raises Refused when the date said is not the clock's.
    """
    with session.changing() as work:
        clock = clock_of(session, work)
        clock.check()
        act, _entry = act_of(work, number)
        confirm(work, clock)
        confirm_by_director(work, clock, number)
        clock.check_director(confirmed_by_director(work), began=clock.today)
        return act


@use_case(Permission.ACT_CANCEL)
def cancel(session: Session, number: str, reason: str) -> DestructionAct:
    """Withdraw the act before its execution, with a reason."""
    return _step(
        session, number, lambda act, _work, clock: act.cancel(reason, officer_of(session), clock.now)
    )


@dataclass(frozen=True, slots=True)
class Accounted:
    """An act that is closed, and the look through the media before it was."""

    act: DestructionAct
    found: Search


@use_case(Permission.ACT_ACCOUNT)
def account(session: Session, number: str) -> Accounted:
    """Close the act: refused while a copy, a tombstone or a paper of order 179 is missing, and while a bag
    lies again on a medium that is connected.

    The media that are connected are told, so that a register restored from before it learns of it.
    """

    def closing(act: DestructionAct, work: Work, clock: Reading) -> DestructionAct:
        following = Following(number)
        entry = following.entry(work)
        for row in act.rows:
            prepare(session, work, following, row)  # a volume registered since, a deposit that was going on
        refuse_other_files(work, work.acts.files(number))
        names = {file_id: name for name, file_id in work.acts.files(number).items()}
        buried = [name for file_id, name in names.items() if work.executions.tombstone(file_id)]
        papers = [
            names[one.file_id] for one in work.executions.all_evidence(entry) if one.kept_as is not None
        ]
        execution = work.executions.get(act, entry)
        execution.check_complete(tombstones=buried, evidence=papers)
        return act.account(officer_of(session), clock.now)

    with session.looking() as work:
        media = work.media.all()
        entered, entry = act_of(work, number)
        execution = work.executions.get(entered, entry)
    with session.stores(media) as stores:
        _refuse_returned(number, returned(execution, stores))
        found = look_through(session, number, stores, media)
        _refuse_moved(number, found)
        session.register.forget()  # before the act says that nothing is left
        act = _step(session, number, closing)
        with session.looking() as work:
            head = work.trail.head()
        for where in sorted({copy.where for copy in execution.copies.values()}):
            store = stores.get(where)
            if store is not None:
                try:
                    put_notice(store, act, head)
                except StorageError as error:
                    stores.lose(where, error)
    return Accounted(act, found)


def _refuse_returned(number: str, again: Sequence[Copy]) -> None:
    if again:
        raise Refused(
            _("Bags are on the media again whose destruction was proven: {places}.").format(
                number=number, places="; ".join(f"{copy.where}, {copy.what}" for copy in again[:5])
            ),
            remedy=Remedy(Deed.CONTINUE_ACT, number),
        )


def _refuse_moved(number: str, found: Search) -> None:
    if not found.nothing:
        lying = [f"{copy.where}, {copy.what}" for copy in found.copies] + list(map(stray_line, found.strays))
        raise Refused(
            _("Bags of the act lie elsewhere on the media: {places}.").format(places="; ".join(lying[:5])),
            remedy=Remedy(Deed.CONTINUE_ACT, number),
        )


def _refuse_stale(session: Session, work: Work, clock: Reading, act: DestructionAct, kind: StepKind) -> None:
    """Raise FilesExcluded for files whose statements are not known to be whole; all else is judged later."""
    unsafe: dict[str, list[str]] = {}
    for decision in decisions_on(session, work, clock, act.number):
        if reasons := sorted(reason.value for reason in decision.reasons & OF_STATEMENTS):
            unsafe[decision.candidate.file.id] = reasons
    if unsafe:
        raise FilesExcluded(act=act.number, step=kind.value, excluded=unsafe)


def decisions_on(
    session: Session,
    work: Work,
    clock: Reading,
    number: str,
    whole: Mapping[int, int] | None = None,
    heard: Testimony | None = None,
) -> list[Decision]:
    """Fresh decisions on every file of an act.

    `whole` are the statements that were read, `heard` is what media tell, where they were asked (Deciding).
    """
    deciding = Deciding(work, schedule_of(work, session.settings), clock, whole=whole or {}, heard=heard)
    named = work.acts.files(number)
    refuse_other_files(work, named)
    files = [work.files.get(file_id) for file_id in named.values()]
    return deciding.decide_all(files, for_act=number)


def _step(
    session: Session, number: str, take: Callable[[DestructionAct, Work, Reading], DestructionAct]
) -> DestructionAct:
    with session.changing() as work:
        clock = clock_of(session, work)
        clock.check()
        confirm(work, clock)
        act, _entry = act_of(work, number)
        taken = take(act, work, clock)
        work.acts.step(taken)
        return taken
