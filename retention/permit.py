"""The only way to a permission to erase a copy: every condition is asked again, copy by copy.

Between the approval and the last copy days may pass: a hold placed meanwhile, a register restored, a
clock gone wrong stop what is left.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from retention.act import check_files
from retention.copies import Copy
from retention.eligibility import Decision
from retention.errors import NotAccounted, ProofRefused, SamePerson, WrongState
from retention.execution import Execution
from retention.people import Person
from retention.steps import ActState, StepKind
from retention.tombstone import Tombstone
from retention.words import Identifier


@dataclass(frozen=True, slots=True)
class Permit:
    """Leave to erase one copy, by one person, on one day. Made by `permit` only."""

    act: Identifier
    copy: Copy
    by: Person
    on: dt.date


def permit(
    execution: Execution,
    copy: Copy,
    decision: Decision,
    *,
    by: Person,
    at: dt.datetime,
    tombstone: Tombstone | None,
    evidence_prepared: bool,
) -> Permit:
    """Leave to erase `copy`, or the refusal that stops it.

    Raises ActEdited, WrongState (not executing), SamePerson (the approver), ProofRefused (no copy of this
    act), FilesExcluded (not eligible today: held, corrected, …), NotAccounted (no tombstone of this act,
    or the papers of order 179 are not prepared).
    """
    act = execution.act
    act.verify()
    if act.state is not ActState.EXECUTING or act.approval is None:
        raise WrongState(act=act.number, state=act.state.value, step="executed")
    if by.id == act.approval.by.id:
        raise SamePerson(act=act.number, person=by.id, role="approver", step="executed")
    if execution.copies.get(copy.id) != copy:
        raise ProofRefused(copy=copy.id, fault="other-copy")
    check_files(act.number, StepKind.BEGUN, [copy.file], [decision], at)
    row = next(row for row in act.rows if row.file == copy.file)
    stone = tombstone is not None and (tombstone.file, tombstone.act) == (copy.file, act.number)
    papers = evidence_prepared or not row.personal_data
    if not stone or not papers:
        raise NotAccounted(
            act=act.number, copies=len(execution.left), tombstones=int(not stone), evidence=int(not papers)
        )
    return Permit(act.number, copy, by, at.date())
