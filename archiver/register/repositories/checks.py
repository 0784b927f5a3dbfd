"""Fixity checks: begun, continued from where they stopped, ended with every fault by name."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa

from archiver.register.desk import Desk, columns, of
from archiver.register.model.checks import CheckOutcome, Fault, FixityCheck
from archiver.register.model.media import Condition, Medium
from archiver.register.repositories.media import Media
from archiver.register.tables.media import fixity_checks

_SELECT = sa.select(*columns(fixity_checks, FixityCheck))
_CONDITIONS = {
    CheckOutcome.PASSED: Condition.GOOD,
    CheckOutcome.FAULTY: Condition.DOUBTFUL,
    CheckOutcome.UNREADABLE: Condition.FAILED,
}


class Checks:
    """Checks of media and of single copies."""

    def __init__(self, desk: Desk, media: Media) -> None:
        self._desk = desk
        self._media = media

    def begin(self, medium: Medium, copy_id: int | None = None) -> FixityCheck:
        """Begin a check, or go on with the one of the same medium (and copy) that was not finished."""
        running = self._desk.one(
            FixityCheck,
            _SELECT.where(
                fixity_checks.c.medium_id == medium.id,
                fixity_checks.c.copy_id.is_(None) if copy_id is None else fixity_checks.c.copy_id == copy_id,
                fixity_checks.c.outcome == CheckOutcome.RUNNING,
            )
            .order_by(fixity_checks.c.id.desc())
            .limit(1),
        )
        if running is not None:
            return running
        check = FixityCheck(medium_id=medium.id, copy_id=copy_id, started_at=self._desk.now())
        number = self._desk.insert(fixity_checks, check)
        started = self.get(number)
        self._desk.note("fixity.begun", of("medium", medium), check=number, copy=copy_id)
        return started

    def reached(
        self, check: FixityCheck, cursor: str, *, files: int, size: int, faults: Sequence[Fault] = ()
    ) -> FixityCheck:
        """Remember how far a check has come (totals, not additions), so that it can go on from there."""
        self._desk.who()
        changes = {"cursor": cursor, "files": files, "bytes": size, "faults": tuple(faults)}
        self._update(check, changes)
        return self.get(check.id)

    def finish(
        self,
        check: FixityCheck,
        outcome: CheckOutcome,
        *,
        files: int,
        size: int,
        faults: Sequence[Fault] = (),
    ) -> FixityCheck:
        """End a check; that of a whole medium sets its condition and when the next one is due."""
        moment = self._desk.now()
        self._update(
            check,
            {
                "finished_at": moment,
                "files": files,
                "bytes": size,
                "outcome": outcome,
                "faults": tuple(faults),
            },
        )
        self._desk.note(
            "fixity.finished",
            f"medium:{check.medium_id}",
            outcome.value,
            check=check.id,
            copy=check.copy_id,
            files=files,
            bytes=size,
            faults=len(faults),
        )
        if check.copy_id is None:
            medium = self._media.get(check.medium_id)
            self._media.checked(medium, moment.date(), _CONDITIONS[outcome])
        return self.get(check.id)

    def get(self, check_id: int) -> FixityCheck:
        """The check of that id; it must exist."""
        found = self._desk.one(FixityCheck, _SELECT.where(fixity_checks.c.id == check_id))
        if found is None:
            raise LookupError(f"fixity check {check_id}")
        return found

    def of_medium(self, medium_id: int, limit: int = 100) -> tuple[FixityCheck, ...]:
        """The last checks on a medium, newest first."""
        query = _SELECT.where(fixity_checks.c.medium_id == medium_id)
        return self._desk.all(FixityCheck, query.order_by(fixity_checks.c.id.desc()).limit(limit))

    def of_copy(self, copy_id: int, limit: int = 100) -> tuple[FixityCheck, ...]:
        """The last checks of one copy alone, newest first."""
        query = _SELECT.where(fixity_checks.c.copy_id == copy_id)
        return self._desk.all(FixityCheck, query.order_by(fixity_checks.c.id.desc()).limit(limit))

    def _update(self, check: FixityCheck, changes: dict[str, object]) -> None:
        self._desk.connection.execute(
            sa.update(fixity_checks).where(fixity_checks.c.id == check.id).values(**changes)
        )
