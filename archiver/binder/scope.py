"""What is bound: the journal of a whole year, of one study period, or a file that has a volume for each.

Regulation item 5: printed after every study period, bound at the end of the year. A file kept by the period
is one file (дело) all the same: its volumes are numbered through it, and only the last of them can say how
many there are. So a volume that was bound in January says nothing that July could make untrue (ADR 0045).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from archiver.binder.plan import VolumePlan
from archiver.journal.model import Term


@dataclass(frozen=True, slots=True)
class Scope:
    """Which part of a group's year is bound; without anything, all of it.

    `term` is the study period of the pages, None for the whole year. `in_file`: its volumes are those of a
    file that has a volume for each period; `before` are then the volumes of earlier periods, and `last` says
    that no period follows.
    """

    term: Term | None = None
    in_file: bool = False
    before: tuple[VolumePlan, ...] = ()
    last: bool = True

    def numbered(self, plans: Sequence[VolumePlan]) -> tuple[VolumePlan, ...]:
        """The plans of the scope with their numbers in the file; nobody knows yet a count of 0."""
        if not self.in_file:
            return tuple(plans)
        first = len(self.before)
        count = first + len(plans) if self.last else 0
        return tuple(replace(plan, number=first + plan.number, count=count) for plan in plans)

    def listed_before(self, plans: Sequence[VolumePlan], plan: VolumePlan) -> tuple[VolumePlan, ...]:
        """The volumes whose contents `plan`, one of `plans`, lists too: all that come before the last."""
        if not self.in_file or plan.number != plan.count:
            return ()
        return (*self.before, *(one for one in plans if one.number < plan.number))


YEAR = Scope()
"""All study periods in one file, subjects in alphabetical order."""
