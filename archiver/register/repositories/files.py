"""Files: registered with their names, closed later when corrected, remembered after destruction."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace

import sqlalchemy as sa

from archiver.errors import Refused
from archiver.locale import _
from archiver.register.decided import ELSEWHERE, TOLD
from archiver.register.desk import Desk, columns, of
from archiver.register.folding import folded
from archiver.register.model.files import File, FileState, Roster
from archiver.register.model.packages import BagState, CopyState
from archiver.register.model.paper import PaperState
from archiver.register.repositories.names import Names
from archiver.register.tables.bags import bags, copies
from archiver.register.tables.disposal import act_files, destruction_acts, holds, tombstones
from archiver.register.tables.files import files
from archiver.register.tables.paper import paper_copies
from archiver.register.tables.trail import events
from retention.steps import ActState

_SELECT = sa.select(*columns(files, File))
"""The event that says by which document the grade statement of a journal lies outside this archive."""


class Files:
    """Files of record series."""

    def __init__(self, desk: Desk, names: Names) -> None:
        self._desk = desk
        self._names = names

    def add(self, file: File, roster: Roster) -> File:
        """Register a file with the names in it; Refused when its external id is taken."""
        if self.by_external_id(file.external_id) is not None:
            raise Refused(_("The file {id} is in the register already.").format(id=file.external_id))
        added = replace(file, id=self._desk.insert(files, file, group_key=folded(file.group)))
        self._names.keep(added.id, roster)
        self._desk.note(
            "file.registered",
            of("file", added),
            id=added.external_id,
            students=len(roster.students),
            **{name: getattr(added, name) for name in TOLD},
        )
        return added

    def get(self, file_id: int) -> File:
        """The file of that id; it must exist."""
        found = self._desk.one(File, _SELECT.where(files.c.id == file_id))
        if found is None:
            raise LookupError(f"file {file_id}")
        return found

    def by_external_id(self, external_id: str) -> File | None:
        """The file with this id, kept or destroyed."""
        return self._desk.one(File, _SELECT.where(files.c.external_id == external_id))

    def known_as(self, external_id: str) -> File:
        """The file with this id; it must exist."""
        found = self.by_external_id(external_id)
        if found is None:
            raise LookupError(f"file {external_id}")
        return found

    def of_year(self, academic_year: int, *, series: str | None = None) -> tuple[File, ...]:
        """Every file of an academic year, by group and series: for inventories and the file plan."""
        query = _SELECT.where(files.c.academic_year == academic_year)
        if series is not None:
            query = query.where(files.c.series == series)
        return self._desk.all(File, query.order_by(files.c.group_key, files.c.series, files.c.id))

    def groups(self, college: str = "", *, destroyed: bool = False) -> tuple[str, ...]:
        """The names of all groups that have a kept file, each spelling once; of one college, or of all.

        With `destroyed` also of those whose files are destroyed.
        """
        query = sa.select(files.c.group).where(files.c.group != "")
        if not destroyed:
            query = query.where(files.c.state == FileState.KEPT)
        if college:
            query = query.where(files.c.college == college)
        return tuple(self._desk.connection.execute(query.distinct()).scalars())

    def sibling(self, file: File, series: str) -> File | None:
        """The kept file of another series of the same group, year and college: its grade statements."""
        query = _SELECT.where(
            files.c.group_key == folded(file.group),
            files.c.academic_year == file.academic_year,
            files.c.series == series,
            files.c.college == file.college,
            files.c.state == FileState.KEPT,
        )
        found = self._desk.all(File, query.order_by(files.c.id.desc()).limit(1))
        return found[0] if found else None

    def statement_lies(self, file: File, document: str) -> None:
        """Say where the grade statement of a journal made elsewhere lies: the inventory, the number.

        What is said last counts. It decides on destruction, so it stands in the chain and in no table.
        """
        self._refuse_destroyed(file)
        self._desk.note(ELSEWHERE, of("file", file), document=document)

    def statement_elsewhere(self, file: File) -> str:
        """The document that says where the statement lies; "" when nobody said so."""
        query = (
            sa.select(events.c.detail)
            .where(events.c.object == of("file", file), events.c.action == ELSEWHERE)
            .order_by(events.c.sequence.desc())
            .limit(1)
        )
        told = self._desk.connection.execute(query).scalar()
        return "" if told is None else str(json.loads(told)["document"])

    def roster(self, file: File) -> Roster | None:
        """The names in a file; None after destruction."""
        return self._names.roster(file.id)

    def correct(
        self,
        file: File,
        reason: str,
        *,
        closed_on: dt.date | None = None,
        keep_until: dt.date | None = None,
        sheets: int | None = None,
        volumes: int | None = None,
        roster: Roster | None = None,
    ) -> File:
        """Change a kept file after a late correction.

        A retention period once given can only get longer (domain 2.2): Refused when it would get shorter.
        """
        self._refuse_destroyed(file)
        if keep_until is not None and file.keep_until is not None and keep_until < file.keep_until:
            raise Refused(
                _("The file {id} is kept until {day}; a retention period cannot be made shorter.").format(
                    id=file.external_id, day=file.keep_until.strftime("%d.%m.%Y")
                )
            )
        given = {"closed_on": closed_on, "keep_until": keep_until, "sheets": sheets, "volumes": volumes}
        changes = {key: value for key, value in given.items() if value is not None}
        if changes:
            self._desk.connection.execute(sa.update(files).where(files.c.id == file.id).values(**changes))
        if roster is not None:
            self._names.keep(file.id, roster)
        self._desk.note(
            "file.corrected",
            of("file", file),
            reason=reason,
            roster=roster is not None,
            before={key: getattr(file, key) for key in changes},
            after=changes,
        )
        return self.get(file.id)

    def destroy(self, file: File, act_id: int) -> File:
        """Make a tombstone: title, index, years, sheets, digests and act stay; every name goes.

        Refused while an electronic or paper copy is left, a hold is on it, it has no tombstone, or no act
        naming it is executed.
        Call `Register.forget` after the transaction.
        """
        self._refuse_destroyed(file)
        left = self._copies_left(file)
        if left:
            raise Refused(
                _("The file {id} still has {count} copies; each must be erased with its proof first.").format(
                    id=file.external_id, count=left
                )
            )
        connection = self._desk.connection
        if connection.execute(
            sa.select(holds.c.id).where(holds.c.file_id == file.id, holds.c.lifted_at.is_(None)).limit(1)
        ).first():
            raise Refused(_("There is a hold on the file {id}.").format(id=file.external_id))
        state = connection.execute(
            sa.select(destruction_acts.c.state)
            .join(act_files, act_files.c.act_id == destruction_acts.c.id)
            .where(act_files.c.file_id == file.id, destruction_acts.c.id == act_id)
        ).scalar_one_or_none()
        if state is not ActState.EXECUTING:
            raise Refused(_("The file {id} is in no act that is being executed.").format(id=file.external_id))
        if not connection.execute(
            sa.select(tombstones.c.file_id).where(tombstones.c.file_id == file.id)
        ).first():
            raise Refused(_("The file {id} has no tombstone yet.").format(id=file.external_id))
        digests = tuple(
            connection.execute(
                sa.select(bags.c.digest).where(bags.c.file_id == file.id).order_by(bags.c.id)
            ).scalars()
        )
        # One that was entered from its act has no bags here, and the digests that the act tells of.
        digests = digests or self.get(file.id).digests
        erased = self._names.erase(file.id)
        moment = self._desk.now()
        connection.execute(
            sa.update(bags).where(bags.c.file_id == file.id).values(state=BagState.ERASED, placement="")
        )
        connection.execute(
            sa.update(files)
            .where(files.c.id == file.id)
            .values(state=FileState.DESTROYED, act_id=act_id, destroyed_at=moment, digests=digests)
        )
        self._desk.note("file.destroyed", of("file", file), act=act_id, digests=list(digests), names=erased)
        return self.get(file.id)

    def remember(self, file: File) -> File:
        """Enter what is left of a file that went before this register began; it has no names and no copies.

        Refused when its external id is taken.
        """
        if self.by_external_id(file.external_id) is not None:
            raise Refused(_("The file {id} is in the register already.").format(id=file.external_id))
        gone = replace(file, state=FileState.DESTROYED)
        added = replace(gone, id=self._desk.insert(files, gone, group_key=folded(gone.group)))
        told = {name: getattr(added, name) for name in TOLD}
        self._desk.note("file.remembered", of("file", added), id=added.external_id, **told)
        return added

    def belongs_to(self, file: File, act_id: int) -> None:
        """Say by which act a remembered file went."""
        self._desk.who()
        self._desk.connection.execute(
            sa.update(files)
            .where(files.c.id == file.id, files.c.act_id.is_(None), files.c.state == FileState.DESTROYED)
            .values(act_id=act_id)
        )

    def _refuse_destroyed(self, file: File) -> None:
        if self.get(file.id).state is FileState.DESTROYED:
            raise Refused(_("The file {id} is destroyed.").format(id=file.external_id))

    def _copies_left(self, file: File) -> int:
        electronic = (
            sa.select(sa.func.count())
            .select_from(copies.join(bags, bags.c.id == copies.c.bag_id))
            .where(bags.c.file_id == file.id, copies.c.state != CopyState.ERASED)
        )
        paper = (
            sa.select(sa.func.count())
            .select_from(paper_copies)
            .where(paper_copies.c.file_id == file.id, paper_copies.c.state != PaperState.DESTROYED)
        )
        return sum(self._desk.connection.execute(query).scalar_one() for query in (electronic, paper))
