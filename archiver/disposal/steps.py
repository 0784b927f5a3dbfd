"""The steps of an act between its draft and its execution, and the one after it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from archiver.disposal.facts import Facts
from archiver.disposal.following import Following
from archiver.disposal.moments import confirm
from archiver.disposal.notices import put_notice
from archiver.disposal.office import Office, act_of
from archiver.disposal.preparing import prepare, returned
from archiver.disposal.shelves import Shelves
from archiver.errors import Refused
from archiver.locale import _
from archiver.register.work import Work
from retention.act import DestructionAct
from retention.copies import Copy
from retention.eligibility import Decision
from retention.moments import Reading
from retention.people import Protocol
from storage.errors import StorageError


def agree(office: Office, number: str, protocol: Protocol) -> DestructionAct:
    """The appraisal commission has agreed, by its protocol."""
    return _step(office, number, lambda act, _work, clock: act.agree(protocol, office.officer, clock.now))


def agree_regionally(office: Office, number: str, protocol: Protocol) -> DestructionAct:
    """The regional commission has agreed (acquisition sources only)."""
    return _step(
        office, number, lambda act, _work, clock: act.agree_regionally(protocol, office.officer, clock.now)
    )


def approve(office: Office, number: str) -> DestructionAct:
    """The director approves; every file is judged once more."""
    return _step(
        office,
        number,
        lambda act, work, clock: act.approve(
            office.officer, clock.now, decisions_on(office, work, clock, act.number)
        ),
    )


def cancel(office: Office, number: str, reason: str) -> DestructionAct:
    """Withdraw the act before its execution, with a reason."""
    return _step(office, number, lambda act, _work, clock: act.cancel(reason, office.officer, clock.now))


def account(office: Office, number: str) -> DestructionAct:
    """Close the act: refused while a copy, a tombstone or a paper of order 179 is missing, and while a bag
    lies again on a medium that is connected.

    The media that are connected are told, so that a register restored from before it learns of it.
    """

    def closing(act: DestructionAct, work: Work, clock: Reading) -> DestructionAct:
        following = Following(number)
        entry = following.entry(work)
        for row in act.rows:
            prepare(office, work, following, row)  # a volume registered since, a deposit that was going on
        names = {file_id: name for name, file_id in work.acts.files(number).items()}
        buried = [name for file_id, name in names.items() if work.executions.tombstone(file_id)]
        papers = [
            names[one.file_id] for one in work.executions.all_evidence(entry) if one.kept_as is not None
        ]
        execution = work.executions.get(act, entry)
        execution.check_complete(tombstones=buried, evidence=papers)
        return act.account(office.officer, clock.now)

    with office.looking() as work:
        media = work.media.all(retired=False)
        entered, entry = act_of(work, number)
        execution = work.executions.get(entered, entry)
    with Shelves(media, office) as shelves:
        _refuse_returned(number, returned(execution, shelves))
        office.register.forget()  # before the act says that nothing is left
        act = _step(office, number, closing)
        with office.looking() as work:
            head = work.trail.head()
        for where in sorted({copy.where for copy in execution.copies.values()}):
            store = shelves.get(where)
            if store is not None:
                try:
                    put_notice(store, act, head)
                except StorageError as error:
                    shelves.lose(where, error)
    return act


def _refuse_returned(number: str, again: Sequence[Copy]) -> None:
    if again:
        raise Refused(
            _(
                "Bags are on the media again whose destruction was proven: {places}. Erase them too: "
                "archiver disposal execute {number}."
            ).format(number=number, places="; ".join(f"{copy.where}, {copy.what}" for copy in again[:5]))
        )


def decisions_on(office: Office, work: Work, clock: Reading, number: str) -> list[Decision]:
    """Fresh decisions on every file of an act."""
    facts = Facts(work, office.schedule(work), clock)
    files = [work.files.get(file_id) for file_id in work.acts.files(number).values()]
    return facts.decide_all(files, for_act=number)


def _step(
    office: Office, number: str, take: Callable[[DestructionAct, Work, Reading], DestructionAct]
) -> DestructionAct:
    with office.changing() as work:
        clock = office.clock(work)
        clock.check()
        confirm(work, clock)
        act, _entry = act_of(work, number)
        taken = take(act, work, clock)
        work.acts.step(taken)
        return taken
