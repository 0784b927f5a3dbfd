"""The printed act with its annexes, anchored: the head of the audit trail stands on every copy of it."""

from __future__ import annotations

from archiver.archive.disposal.accounts import accounts_of
from archiver.archive.disposal.execution import standing
from archiver.counter.session import Session, use_case
from archiver.journal.words import initials_first
from archiver.papers.destruction import destruction_act
from archiver.papers.forms import Organisation, Signer
from archiver.papers.of_act import destruction_form
from archiver.permissions import Permission
from archiver.register.model.trail import AnchorKind


@use_case(Permission.ACT_PRINT)
def print_act(session: Session, number: str) -> bytes:
    """The act as PDF/A in the state it is in. The printing is noted, and its head anchored, first."""
    college, reports = session.settings.college, session.settings.reports
    with session.changing() as work:
        execution, entry = standing(work, number)
        noted = work.trail.note(
            "act.printed", f"act:{entry.id}", number=number, digest=execution.act.digest, state=entry.state
        )
        head = work.trail.head()
        accounts = accounts_of(work, execution.act, entry)
        work.trail.anchor(AnchorKind.ACT, number, head)
    approval = execution.act.approval
    director = Signer(reports.director_post, initials_first(reports.director))
    if approval is not None:
        director = Signer(approval.by.post, initials_first(approval.by.name))
    form = destruction_form(
        execution,
        college=Organisation(
            college.name, college.authority, college.city, session.settings.disposal.address
        ),
        director=director,
        trail_head=f"{noted.sequence} {noted.digest}",
        accounts=accounts,
    )
    return destruction_act(form, session.settings.printing.pdf_a).pdf
