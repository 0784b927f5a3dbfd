"""Destruction acts: retention's values kept whole, and what a database can keep true beside them.

Which step may follow which, and who may take it, are rules of `retention`; here rows never change, steps only
follow, and a file is in one open act only.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

import sqlalchemy as sa

from archiver.errors import Refused
from archiver.locale import _
from archiver.register.desk import Desk, columns
from archiver.register.frozen_values import act_of_texts, value_of
from archiver.register.model.disposal import ActEntry
from archiver.register.tables.disposal import act_files, act_rows, act_steps, destruction_acts
from archiver.remedies import Deed, Remedy
from retention.act import DestructionAct
from retention.errors import RetentionError
from retention.frozen import freeze
from retention.rows import ActRow
from retention.steps import ActState
from retention.words import Identifier

_SELECT = sa.select(*columns(destruction_acts, ActEntry))
_CLOSED = (ActState.ACCOUNTED, ActState.CANCELLED)
_MANY = 400

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class RowText:
    """A row of an act as it is kept: its number in the act, the register's number of its file, its text."""

    position: int
    file_id: int
    text: str


class Acts:
    """Acts with their rows and steps."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def add(self, act: DestructionAct, files: Mapping[Identifier, int]) -> ActEntry:
        """Register an act with all its steps; `files` gives the register's id of each file.

        Refused when the number is taken, or when a file is in another open act.
        """
        if self.entry(act.number) is not None:
            raise Refused(_("There is an act number {number} already.").format(number=act.number))
        ids = [files[row.file] for row in act.rows]
        self._refuse_taken(ids)
        entry = ActEntry(number=act.number, state=act.state, drawn_on=act.drawn_up_at.date())
        act_id = self._desk.insert(destruction_acts, entry, terms=freeze(act.terms))
        self._insert(
            act_rows,
            [
                {"act_id": act_id, "position": row.number, "file_id": files[row.file], "value": freeze(row)}
                for row in act.rows
            ],
        )
        if act.open:
            self._insert(act_files, [{"act_id": act_id, "file_id": file} for file in ids])
        for position in range(len(act.steps)):
            self._step(act_id, act, position)
        return self._entry(act.number)

    def step(self, act: DestructionAct) -> ActEntry:
        """Keep the last step of `act`, whose other steps are here already; its files are freed at the end."""
        entry = self._entry(act.number)
        self._step(entry.id, act, len(act.steps) - 1)
        connection = self._desk.connection
        connection.execute(
            sa.update(destruction_acts).where(destruction_acts.c.id == entry.id).values(state=act.state)
        )
        if not act.open:
            connection.execute(sa.delete(act_files).where(act_files.c.act_id == entry.id))
        return self._entry(act.number)

    def get(self, number: str) -> DestructionAct | None:
        """The act of that number as it is kept; `verify` tells whether it is what was agreed to.

        Refused when a value of it cannot be read: somebody has changed the database.
        """
        entry = self.entry(number)
        if entry is None:
            return None
        terms = sa.select(destruction_acts.c.terms).where(destruction_acts.c.id == entry.id)
        text = self._desk.connection.execute(terms).scalar_one()
        rows, steps = self._values(act_rows, entry.id), self._values(act_steps, entry.id)
        return _told(number, lambda: act_of_texts(number, text, rows, steps))

    def entry(self, number: str) -> ActEntry | None:
        """The line of an act in the list of acts."""
        return self._desk.one(ActEntry, _SELECT.where(destruction_acts.c.number == number))

    def all(self) -> tuple[ActEntry, ...]:
        """Every act, in the order they were drawn up."""
        return self._desk.all(ActEntry, _SELECT.order_by(destruction_acts.c.id))

    def open(self) -> tuple[ActEntry, ...]:
        """Acts that wait for somebody, in the order they were drawn up."""
        query = _SELECT.where(destruction_acts.c.state.not_in(_CLOSED))
        return self._desk.all(ActEntry, query.order_by(destruction_acts.c.id))

    def files(self, number: str) -> dict[Identifier, int]:
        """The register's id of each file of an act, in the order of its rows."""
        query = (
            sa.select(act_rows.c.value, act_rows.c.file_id)
            .join(destruction_acts, destruction_acts.c.id == act_rows.c.act_id)
            .where(destruction_acts.c.number == number)
            .order_by(act_rows.c.position)
        )
        found = self._desk.connection.execute(query).all()
        return _told(number, lambda: {value_of(ActRow, value).file: file for value, file in found})

    def step_texts(self, entry: ActEntry) -> tuple[str, ...]:
        """The steps of an act as they are kept: other texts mean that it has gone on, or was changed."""
        return self._values(act_steps, entry.id)

    def row_texts(self, entry: ActEntry) -> tuple[RowText, ...]:
        """The rows of an act as they are kept, in their order."""
        return tuple(RowText(*row) for row in self._desk.connection.execute(_rows_of(entry)))

    def row_text(self, entry: ActEntry, position: int) -> RowText | None:
        """One of them by its number, None when it is not there any more."""
        query = _rows_of(entry).where(act_rows.c.position == position)
        row = self._desk.connection.execute(query).one_or_none()
        return None if row is None else RowText(*row)

    def of_file(self, file_id: int) -> str | None:
        """The number of the open act a file is in."""
        query = (
            sa.select(destruction_acts.c.number)
            .join(act_files, act_files.c.act_id == destruction_acts.c.id)
            .where(act_files.c.file_id == file_id)
        )
        return self._desk.connection.execute(query).scalar()

    def being_destroyed(self) -> frozenset[int]:
        """Ids of files that an act is destroying now: nothing of theirs is put back or added."""
        query = (
            sa.select(act_files.c.file_id)
            .join(destruction_acts, destruction_acts.c.id == act_files.c.act_id)
            .where(destruction_acts.c.state == ActState.EXECUTING)
        )
        return frozenset(self._desk.connection.execute(query).scalars())

    def _refuse_taken(self, files: list[int]) -> None:
        for start in range(0, len(files), _MANY):
            query = (
                sa.select(destruction_acts.c.number, act_rows.c.value)
                .join(act_files, act_files.c.act_id == destruction_acts.c.id)
                .join(
                    act_rows,
                    (act_rows.c.act_id == destruction_acts.c.id)
                    & (act_rows.c.file_id == act_files.c.file_id),
                )
                .where(act_files.c.file_id.in_(files[start : start + _MANY]))
                .limit(1)
            )
            taken = self._desk.connection.execute(query).first()
            if taken is not None:
                title = _told(taken.number, lambda: value_of(ActRow, taken.value).title)  # noqa: B023 - called at once
                raise Refused(
                    _("«{title}» is in the act {number}, which is not closed.").format(
                        title=title, number=taken.number
                    )
                )

    def _step(self, act_id: int, act: DestructionAct, position: int) -> None:
        step = act.steps[position]
        self._insert(act_steps, [{"act_id": act_id, "position": position, "value": freeze(step)}])
        self._desk.note(
            f"act.{step.kind}",
            f"act:{act_id}",
            number=act.number,
            by=step.by.id,
            account=self._desk.account,
            digest=step.digest,
            seal=step.seal,
            protocol=step.protocol.number if step.protocol else "",
            reason=step.reason,
        )

    def _entry(self, number: str) -> ActEntry:
        entry = self.entry(number)
        if entry is None:
            raise LookupError(f"act {number}")
        return entry

    def _values(self, table: sa.Table, act_id: int) -> tuple[str, ...]:
        query = sa.select(table.c.value).where(table.c.act_id == act_id).order_by(table.c.position)
        return tuple(self._desk.connection.execute(query).scalars())

    def _insert(self, table: sa.Table, rows: list[dict[str, Any]]) -> None:
        self._desk.who()
        self._desk.connection.execute(sa.insert(table), rows)


def _rows_of(entry: ActEntry) -> sa.Select[Any]:
    columns_ = (act_rows.c.position, act_rows.c.file_id, act_rows.c.value)
    return sa.select(*columns_).where(act_rows.c.act_id == entry.id).order_by(act_rows.c.position)


def _told(number: str, read: Callable[[], T]) -> T:
    """What `read` gives; Refused when what is kept of the act cannot be read."""
    try:
        return read()
    except (ValueError, RetentionError) as error:
        raise Refused(
            _(
                "What the register keeps of the act {number} cannot be read: it was changed from "
                "outside. Compare it with the printed act."
            ).format(number=number),
            remedy=Remedy(Deed.CHECK_TRAIL),
        ) from error
