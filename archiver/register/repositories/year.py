"""The facts of a group's year: what was taken in, checked, bound and accepted."""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar

import sqlalchemy as sa

from archiver.register.desk import Desk, columns, of
from archiver.register.model.year import Acceptance, ExportCheck, MadeBinder, TakenExport
from archiver.register.tables.year import acceptances, export_checks, made_binders, taken_exports

Row = TypeVar("Row", TakenExport, ExportCheck, MadeBinder)

_TABLES = {TakenExport: taken_exports, ExportCheck: export_checks, MadeBinder: made_binders}


class Year:
    """Facts are added and stay. To accept a finding is a decision with its event; so is withdrawing it."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def all(self, kind: type[Row], academic_year: int) -> tuple[Row, ...]:
        """The facts of one kind of a year's groups, the oldest first."""
        table = _TABLES[kind]
        query = sa.select(*columns(table, kind)).where(table.c.academic_year == academic_year)
        return self._desk.all(kind, query.order_by(table.c.id))

    def add(self, fact: TakenExport | ExportCheck | MadeBinder) -> None:
        """Add a fact."""
        self._desk.who()
        self._desk.insert(_TABLES[type(fact)], fact)

    def accepted(self, academic_year: int) -> tuple[Acceptance, ...]:
        """The findings accepted of a year's groups and not withdrawn, the oldest first."""
        query = sa.select(*columns(acceptances, Acceptance)).where(
            acceptances.c.academic_year == academic_year, acceptances.c.withdrawn_at.is_(None)
        )
        return self._desk.all(Acceptance, query.order_by(acceptances.c.id))

    def accept(self, one: Acceptance) -> Acceptance:
        """Note that the college takes a finding upon itself."""
        added = replace(one, id=self._desk.insert(acceptances, one))
        self._note("finding.accepted", added)
        return added

    def withdraw(self, one: Acceptance) -> Acceptance:
        """Note that it does so no more."""
        gone = replace(one, withdrawn_at=self._desk.now())
        self._desk.who()
        change = sa.update(acceptances).where(acceptances.c.id == one.id)
        self._desk.connection.execute(change.values(withdrawn_at=gone.withdrawn_at))
        self._note("finding.withdrawn", gone)
        return gone

    def _note(self, action: str, one: Acceptance) -> None:
        self._desk.note(
            action,
            of("acceptance", one),
            file=one.file,
            code=one.code,
            reason=one.reason,
            decided_by=one.decided_by,
        )
