"""Disposal holds: any number on a file, lifted one by one."""

from __future__ import annotations

from dataclasses import replace

import sqlalchemy as sa

from archiver.errors import Refused
from archiver.locale import _
from archiver.register.desk import Desk, columns
from archiver.register.model.disposal import Hold
from archiver.register.tables.disposal import holds

_SELECT = sa.select(*columns(holds, Hold))


class Holds:
    """Holds on files; whoever holds names the document that asks for it."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def place(self, file_id: int, document: str, reason: str = "", *, key: str = "") -> Hold:
        """Put a hold on a file in the name of who acts; Refused without a document.

        `key` names one that is entered again, as media tell of it.
        """
        if not document.strip():
            raise Refused(
                _("Name the document that asks for the hold: a request, an order, its number and date.")
            )
        hold = Hold(
            file_id=file_id,
            document=document.strip(),
            author=self._desk.who(),
            placed_at=self._desk.now(),
            reason=reason,
        )
        placed = replace(hold, id=self._desk.insert(holds, hold))
        again = {"key": key} if key else {}
        self._desk.note("hold.placed", f"file:{file_id}", hold=placed.id, document=placed.document, **again)
        return placed

    def lift(self, hold: Hold, document: str) -> Hold:
        """Lift one hold, by a document; Refused when it is lifted already."""
        now = self.get(hold.id)
        if now.lifted_at is not None:
            raise Refused(_("This hold is lifted already."))
        if not document.strip():
            raise Refused(_("Name the document by which the hold is lifted."))
        changes = {
            "lifted_at": self._desk.now(),
            "lifted_by": self._desk.who(),
            "lifted_document": document.strip(),
        }
        self._desk.connection.execute(sa.update(holds).where(holds.c.id == hold.id).values(**changes))
        self._desk.note("hold.lifted", f"file:{hold.file_id}", hold=hold.id, document=document.strip())
        return self.get(hold.id)

    def get(self, hold_id: int) -> Hold:
        """The hold of that id; it must exist."""
        found = self._desk.one(Hold, _SELECT.where(holds.c.id == hold_id))
        if found is None:
            raise LookupError(f"hold {hold_id}")
        return found

    def of_file(self, file_id: int, *, active: bool = True) -> tuple[Hold, ...]:
        """The holds on a file; with `active` False also those that were lifted."""
        query = _SELECT.where(holds.c.file_id == file_id).order_by(holds.c.id)
        return self._desk.all(Hold, query.where(holds.c.lifted_at.is_(None)) if active else query)

    def active(self) -> tuple[Hold, ...]:
        """Every hold that is not lifted."""
        return self._desk.all(Hold, _SELECT.where(holds.c.lifted_at.is_(None)).order_by(holds.c.id))

    def all(self) -> tuple[Hold, ...]:
        """Every hold there ever was."""
        return self._desk.all(Hold, _SELECT.order_by(holds.c.id))
