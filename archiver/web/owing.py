"""Who owes what: which of the year's obligations stand on the first page of which role.

Roles and duties are those of the regulation, sections 4 and 5; acts wait for whoever takes their next step.
"""

from __future__ import annotations

from collections.abc import Iterable

from archiver.archive.calendar.lines import Line
from archiver.counter.vocabulary import Person, Role
from retention.calendar import Duty
from retention.steps import ActState

MOST = 7
"""Lines of the first page: more are not read."""

_OWED = {
    Duty.TERM_PRINTED: {Role.DISPATCHER},
    Duty.BINDER_MADE: {Role.DISPATCHER},
    Duty.HANDED_OVER: {Role.DISPATCHER, Role.ARCHIVIST},
    Duty.MEDIUM_READY: {Role.IT},
    Duty.FIXITY_CHECKED: {Role.IT, Role.ARCHIVIST},
    Duty.DRILL_DONE: {Role.IT, Role.ARCHIVIST},
    Duty.LOCKS_SET: {Role.IT, Role.ARCHIVIST},
    Duty.COPIES_MADE: {Role.IT, Role.ARCHIVIST},
    Duty.BAGS_ENTERED: {Role.IT, Role.ARCHIVIST},
    Duty.PAPER_CHECKED: {Role.ARCHIVIST},
    Duty.FILES_DISPOSED: {Role.ARCHIVIST},
    Duty.CONFIRMATION_NAMED: {Role.ARCHIVIST, Role.ADMINISTRATOR},
}
_STEPS = {
    ActState.DRAFT: {Role.COMMISSION},
    ActState.AGREED: {Role.DIRECTOR},
    ActState.REGIONALLY_AGREED: {Role.DIRECTOR},
    ActState.APPROVED: {Role.ARCHIVIST, Role.IT},
    ActState.EXECUTING: {Role.ARCHIVIST, Role.IT},
}


def owed_by(person: Person, found: Iterable[Line]) -> tuple[Line, ...]:
    """The open obligations of a person's roles, the earliest first."""
    roles = set(person.roles)
    return tuple(line for line in found if not line.done and roles & _whose(line))


def _whose(line: Line) -> set[Role]:
    if line.duty is Duty.ACT_MOVED_ON:
        return next(
            (roles for state, roles in _STEPS.items() if state.value == line.detail), {Role.ARCHIVIST}
        )
    return _OWED.get(line.duty, {Role.ADMINISTRATOR})
