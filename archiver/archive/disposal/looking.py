"""Acts looked up: the list of them, and one with its copies and proofs."""

from __future__ import annotations

from archiver.archive.disposal.accounts import accounts_of
from archiver.archive.disposal.execution import standing
from archiver.counter.session import Session, use_case
from archiver.permissions import Permission
from archiver.register.model.disposal import ActEntry
from retention.execution import Execution


@use_case(Permission.ARCHIVE_LOOK)
def acts(session: Session, *, over: bool = False) -> tuple[ActEntry, ...]:
    """The acts under way, in their order; with `over` those that are over too."""
    with session.looking() as work:
        return work.acts.all() if over else work.acts.open()


@use_case(Permission.ARCHIVE_LOOK)
def execution_of(session: Session, number: str) -> tuple[Execution, tuple[str, ...]]:
    """An act with what is proven of its copies, and the account of each step; Refused when there is none."""
    with session.looking() as work:
        execution, entry = standing(work, number)
        return execution, accounts_of(work, execution.act, entry)
