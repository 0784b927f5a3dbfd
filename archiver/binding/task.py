"""A group's turn in a run: what is to be bound of it, and what is known of it before."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from archiver.binder.copies import Copies
from archiver.binding.report import GroupReport
from archiver.binding.wanted import WHOLE_YEAR, Wanted
from archiver.disk.memory import Memory, user_memory
from archiver.intake.exports import GroupExport
from archiver.journal.findings import Finding
from archiver.journal.model import AcademicYear, Journal
from archiver.settings.tables import Accepted, Settings

if TYPE_CHECKING:
    from archiver.binder.plan import BinderPart
    from archiver.binder.scope import Scope
    from archiver.binding.lots import Lot


@dataclass(frozen=True, slots=True)
class Task:
    """A group to be bound into `out` as of `today`; `before` is what an earlier run reported of it.

    In names of files the group is `called` so. `printed` are the copies of its volumes on paper, by the
    number of a study period, None for the year's file. What becomes of it is put into `memory` under the name
    `remembered_as`, where it has one (`binding.standing`).
    """

    export: GroupExport
    out: Path
    settings: Settings
    cache: Path
    accepted: tuple[Accepted, ...]
    before: GroupReport | None
    today: dt.date
    called: str
    year: AcademicYear
    wanted: Wanted = WHOLE_YEAR
    printed: Mapping[int | None, Copies] = field(default_factory=dict)
    memory: Memory = field(default_factory=user_memory)
    remembered_as: str | None = None

    def lot(
        self,
        scope: Scope,
        period: int | None,
        parts: tuple[BinderPart, ...],
        accepted: Sequence[Accepted],
        journal: Journal,
    ) -> Lot:
        """Pages of the group to be bound: `journal` has the sections of the scope and no others."""
        from archiver.binding.lots import Lot
        from archiver.journal.signs import legend

        copies = self.printed.get(period, {})
        return Lot(scope, parts, tuple(accepted), legend(journal.sections), copies, self.wanted.copy)


@dataclass(frozen=True, slots=True)
class GroupOutcome:
    """What became of a group; `unread` are the findings that say why its export could not be read.

    `periods` are those that it has, where it was asked for one that neither it nor the college knows.
    `remembered` says that a run after this one will know of it even without a report.
    """

    report: GroupReport
    unread: tuple[Finding, ...] | None = None
    remembered: bool = False
    periods: tuple[int, ...] | None = None
