"""The accounted act as a file of the archive for ever: the paper with its proofs, and the same for machines.

The act is kept permanently (file plan, «дело фонда»); a stranger can verify it without this program:
act.json holds what the digests and seals are made of. No student is named in it.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from archiver import clock
from archiver.archive.custody.schedule import schedule_of
from archiver.archive.deposit.deposit import Deposit
from archiver.archive.deposit.filing import Filing
from archiver.archive.deposit.outcome import DepositStatus
from archiver.archive.deposit.placing import CopiesWanted
from archiver.archive.deposit.record import Candidate, Candidates, Document, Kind, Record
from archiver.archive.disposal.acts import clock_of
from archiver.archive.disposal.execution import standing
from archiver.archive.disposal.printing import print_act, print_execution
from archiver.archive.disposal.steps import account
from archiver.archive.disposal.unseen import Unseen, unseen_of
from archiver.counter.session import Session, use_case
from archiver.counter.turn import Turn
from archiver.errors import ArchiverError, Refused, TurnLost
from archiver.fetch.remembered import snapshots_naming
from archiver.journal.model import AcademicYear
from archiver.locale import _
from archiver.permissions import Permission
from archiver.progress import Silent
from archiver.register.facts import BACKED_UP
from archiver.register.model.files import File, Roster
from retention.act import DestructionAct
from retention.errors import SeriesUnknown
from retention.execution import Execution
from retention.frozen import freeze
from retention.schedule import Rule
from retention.steps import ActState
from storage.source import BytesSource

FORMAT = "college-archiver/destruction/1"


@use_case(Permission.ACT_ACCOUNT, Turn.WRITING)
def keep_act(session: Session, number: str) -> File:
    """Deposit an accounted act; done again, it gives back the file there is.

    Raises Refused for an act that is not accounted, and where the schedule has no series for acts.
    """
    with session.looking() as work:
        execution, entry = standing(work, number)
        schedule, today = schedule_of(work, session.settings), clock_of(session, work).today
    if entry.state is not ActState.ACCOUNTED:
        raise Refused(_("The act {number} is not accounted yet.").format(number=number))
    index = session.settings.disposal.act_index
    try:
        rule = schedule.rule(index, today)
    except SeriesUnknown as error:
        raise Refused(
            _(
                "The retention schedule has no series {series} for destruction acts: disposal.act_index."
            ).format(series=index)
        ) from error
    file = _file(session, execution, rule)
    with session.looking() as work:
        known = work.files.by_external_id(file.external_id)
    if known is not None:
        return known
    texts = {
        "act.pdf": print_act(session, number),
        "execution.pdf": print_execution(session, number),
        "act.json": _machine(execution),
    }
    documents = tuple(
        Document(f"act/{name}", source, Kind.EVIDENCE, source.digest())
        for name, content in texts.items()
        for source in [BytesSource(content)]
    )
    record = Record(file, Roster.of(), documents)
    candidate = Candidate(file.title, file.series, file.academic_year, record.size, lambda: record)
    run = Deposit(
        session.register,
        Filing(session.settings, schedule, today),
        CopiesWanted(copies=session.settings.archive.copies),
        Silent(),
        session.by,
    )
    (outcome,) = run.run(Candidates((candidate,)))
    if outcome.status not in {DepositStatus.DEPOSITED, DepositStatus.COMPLETED, DepositStatus.ALREADY}:
        raise Refused(outcome.message, remedy=next(iter(outcome.remedies), None))
    with session.looking() as work:
        return work.files.known_as(file.external_id)


@dataclass(frozen=True, slots=True)
class Closed:
    """An act that is accounted: the file it is kept as, or why it is not yet.

    `backups` of the register hold the names still, and so do `snapshots` of the module that lie on this
    computer: the archive does not keep them, and so cannot destroy them. `unseen` are the other places that
    nobody has looked into.
    """

    act: DestructionAct
    kept: File | None
    why_not: ArchiverError | None
    backups: tuple[str, ...]
    unseen: Unseen
    snapshots: tuple[Path, ...] = ()


@use_case(Permission.ACT_ACCOUNT)
def close_act(session: Session, number: str) -> Closed:
    """Account an act, and keep it for ever where the media are connected; as `account` and `keep_act`."""
    accounted = account(session, number)
    kept: File | None = None
    why_not: ArchiverError | None = None
    try:
        kept = keep_act(session, number)
    except TurnLost:
        raise
    except ArchiverError as error:
        why_not = error
    with session.looking() as work:
        told = [
            json.loads(event.detail).get("file", "") if event.outcome == "done" else event.outcome
            for event in work.trail.events(action=BACKED_UP)
        ]
        files = [work.files.get(one) for one in work.acts.files(number).values()]
    groups = [(one.group, str(AcademicYear(one.academic_year))) for one in files if one.group]
    unseen = unseen_of(session, number, accounted.found)
    return Closed(accounted.act, kept, why_not, tuple(told), unseen, snapshots_naming(groups))


def _file(session: Session, execution: Execution, rule: Rule) -> File:
    act, college = execution.act, session.settings.college
    closed_on = act.steps[-1].at.date()
    number = str(act.number).replace("/", "-")
    return File(
        external_id="/".join(filter(None, (college.short_name, str(rule.series.code), number))),
        series=str(rule.series.code),
        index=str(rule.series.code),
        title=f"Акт о выделении документов к уничтожению № {act.number}",
        academic_year=closed_on.year if closed_on.month >= 9 else closed_on.year - 1,
        registered_at=clock.now(),
        college=college.short_name,
        group=f"Акт {number}",
        opened_on=act.drawn_up_at.date(),
        closed_on=closed_on,
        mandate=rule.series.mandate,
        keep_until=None,
    )


def _machine(execution: Execution) -> bytes:
    act = execution.act
    document = {
        "format": FORMAT,
        "number": act.number,
        "digest": act.digest,
        "terms": json.loads(freeze(act.terms)),
        "rows": [json.loads(freeze(row)) for row in act.rows],
        "steps": [json.loads(freeze(step)) for step in act.steps],
        "copies": [json.loads(freeze(copy)) for copy in execution.copies.values()],
        "proofs": [json.loads(freeze(proof)) for proof in execution.proofs.values()],
    }
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()
