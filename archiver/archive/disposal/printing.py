"""The printed act, and the paper of its execution, anchored: the head of the trail stands on every copy.

The act is what was approved, whenever it is printed; what was done afterwards stands on the other paper.
"""

from __future__ import annotations

from archiver.archive.disposal.accounts import accounts_of
from archiver.archive.disposal.execution import standing
from archiver.counter.session import Session, use_case
from archiver.errors import Refused
from archiver.journal.words import initials_first
from archiver.locale import _
from archiver.papers.destruction import destruction_act
from archiver.papers.execution import execution_paper
from archiver.papers.forms import Organisation, Signer
from archiver.papers.of_act import destruction_form, execution_form
from archiver.permissions import Permission
from archiver.register.model.trail import AnchorKind
from archiver.remedies import Deed, Remedy
from retention.execution import Execution


@use_case(Permission.ACT_PRINT)
def print_act(session: Session, number: str) -> bytes:
    """The act as PDF/A, as far as it has come to its approval. The printing is noted and anchored first."""
    execution, accounts, head = _noted(session, number, "act.printed")
    reports, approval = session.settings.reports, execution.act.approval
    director = Signer(reports.director_post, initials_first(reports.director))
    if approval is not None:
        director = Signer(approval.by.post, initials_first(approval.by.name))
    form = destruction_form(
        execution.act, college=_college(session), director=director, trail_head=head, accounts=accounts
    )
    return destruction_act(form, session.settings.printing.pdf_a).pdf


@use_case(Permission.ACT_PRINT)
def print_execution(session: Session, number: str) -> bytes:
    """What was done under the act so far, as PDF/A; noted and anchored as the act.

    Refused while the execution has not begun: there is nothing to tell.
    """
    with session.looking() as work:
        execution, _entry = standing(work, number)
    if execution.act.begun is None:
        raise Refused(
            _("The execution of the act {number} has not begun; there is nothing to print of it.").format(
                number=number
            ),
            remedy=Remedy(Deed.CONTINUE_ACT, number),
        )
    execution, accounts, head = _noted(session, number, "act.execution-printed")
    form = execution_form(execution, college=_college(session), trail_head=head, accounts=accounts)
    return execution_paper(form, session.settings.printing.pdf_a).pdf


def _noted(session: Session, number: str, event: str) -> tuple[Execution, tuple[str, ...], str]:
    """The act as it stands, the accounts of its steps, and the event that says it is printed."""
    with session.changing() as work:
        execution, entry = standing(work, number)
        noted = work.trail.note(
            event, f"act:{entry.id}", number=number, digest=execution.act.digest, state=entry.state
        )
        accounts = accounts_of(work, execution.act, entry)
        work.trail.anchor(AnchorKind.ACT, number, work.trail.head())
    return execution, accounts, f"{noted.sequence} {noted.digest}"


def _college(session: Session) -> Organisation:
    college = session.settings.college
    return Organisation(college.name, college.authority, college.city, session.settings.disposal.address)
