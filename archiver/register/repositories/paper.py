"""Paper copies: where each volume stands, and every change of custody."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

import sqlalchemy as sa

from archiver.errors import Refused
from archiver.locale import _
from archiver.register.desk import Desk, columns, of
from archiver.register.model.paper import Movement, MovementKind, PaperCopy, PaperState
from archiver.register.tables.paper import movements, paper_copies

_SELECT = sa.select(*columns(paper_copies, PaperCopy))


class Paper:
    """Volumes on paper."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def add(self, paper: PaperCopy, document: str = "") -> PaperCopy:
        """Register a volume in its place; Refused when that volume of the file is registered."""
        known = self._desk.one(
            PaperCopy,
            _SELECT.where(paper_copies.c.file_id == paper.file_id, paper_copies.c.volume == paper.volume),
        )
        if known is not None:
            raise Refused(
                _("Volume {volume} of this file is in the register already.").format(volume=paper.volume)
            )
        added = replace(paper, id=self._desk.insert(paper_copies, paper))
        self._moved(added, MovementKind.REGISTERED, document=document)
        return added

    def get(self, paper_id: int) -> PaperCopy:
        """The volume of that id; it must exist."""
        found = self._desk.one(PaperCopy, _SELECT.where(paper_copies.c.id == paper_id))
        if found is None:
            raise LookupError(f"paper copy {paper_id}")
        return found

    def of_file(self, file_id: int) -> tuple[PaperCopy, ...]:
        """The volumes of a file, in their order."""
        return self.of_files([file_id]).get(file_id, ())

    def of_files(self, file_ids: Sequence[int]) -> dict[int, tuple[PaperCopy, ...]]:
        """The same for some files (a thousand at most), by the file's id; files without any are left out."""
        query = _SELECT.where(paper_copies.c.file_id.in_(file_ids)).order_by(paper_copies.c.volume)
        by_file: dict[int, tuple[PaperCopy, ...]] = {}
        for paper in self._desk.all(PaperCopy, query):
            by_file[paper.file_id] = (*by_file.get(paper.file_id, ()), paper)
        return by_file

    def everything(self) -> tuple[PaperCopy, ...]:
        """Every volume, by file and number; those that are destroyed, too."""
        return self._desk.all(PaperCopy, _SELECT.order_by(paper_copies.c.file_id, paper_copies.c.volume))

    def rooms(self) -> dict[tuple[str, str], dt.date]:
        """The buildings and rooms where volumes stand, each with the day its first one was registered."""
        query = (
            sa.select(paper_copies.c.site, paper_copies.c.room, sa.func.min(paper_copies.c.registered_at))
            .where(paper_copies.c.state != PaperState.DESTROYED)
            .group_by(paper_copies.c.site, paper_copies.c.room)
        )
        return {
            (site, room): first.astimezone().date()
            for site, room, first in self._desk.connection.execute(query)
        }

    def lent_out(self) -> tuple[PaperCopy, ...]:
        """Every volume somebody has."""
        query = _SELECT.where(paper_copies.c.state == PaperState.LENT).order_by(paper_copies.c.id)
        return self._desk.all(PaperCopy, query)

    def standing(
        self, site: str = "", room: str = "", shelf: str = "", box: str = ""
    ) -> tuple[PaperCopy, ...]:
        """Volumes of a place that are not destroyed, by file; empty words do not count."""
        query = _SELECT.where(paper_copies.c.state != PaperState.DESTROYED)
        for column, word in (("site", site), ("room", room), ("shelf", shelf), ("box", box)):
            if word:
                query = query.where(paper_copies.c[column] == word)
        return self._desk.all(PaperCopy, query.order_by(paper_copies.c.file_id, paper_copies.c.volume))

    def move(
        self, paper: PaperCopy, *, site: str, room: str = "", shelf: str = "", box: str = "",
        custodian: str | None = None, document: str = "",
    ) -> PaperCopy:  # fmt: skip
        """Put a volume elsewhere, or into other hands; Refused while it is lent or when it is destroyed."""
        self._require(paper, PaperState.STORED)
        return self._change(
            paper,
            MovementKind.MOVED,
            {
                "site": site,
                "room": room,
                "shelf": shelf,
                "box": box,
                "custodian": paper.custodian if custodian is None else custodian,
            },
            document=document,
        )

    def lend(self, paper: PaperCopy, whom: str, due_back: dt.date, document: str = "") -> PaperCopy:
        """Give a volume out; Refused when it is out already or destroyed."""
        self._require(paper, PaperState.STORED)
        return self._change(
            paper,
            MovementKind.LENT,
            {"state": PaperState.LENT},
            whom=whom,
            due_back=due_back,
            document=document,
        )

    def take_back(self, paper: PaperCopy, document: str = "") -> PaperCopy:
        """A volume that was lent is in its place again."""
        self._require(paper, PaperState.LENT)
        return self._change(paper, MovementKind.RETURNED, {"state": PaperState.STORED}, document=document)

    def destroyed(self, paper: PaperCopy, document: str) -> PaperCopy:
        """A volume is destroyed, by the waybill or act `document`; its proof stands beside this."""
        self._require(paper, PaperState.STORED)
        return self._change(paper, MovementKind.DESTROYED, {"state": PaperState.DESTROYED}, document=document)

    def movements(self, paper_id: int) -> tuple[Movement, ...]:
        """Everything that happened to a volume, in order."""
        query = sa.select(*columns(movements, Movement)).where(movements.c.paper_id == paper_id)
        return self._desk.all(Movement, query.order_by(movements.c.id))

    def _require(self, paper: PaperCopy, state: PaperState) -> None:
        now = self.get(paper.id).state
        if now is state:
            return
        text = {
            PaperState.LENT: _("Volume {volume} is lent; register its return first."),
            PaperState.DESTROYED: _("Volume {volume} is destroyed."),
            PaperState.STORED: _("Volume {volume} is in its place; it was not lent."),
        }[now]
        raise Refused(text.format(volume=paper.volume))

    def _change(
        self, paper: PaperCopy, kind: MovementKind, changes: dict[str, object], *,
        whom: str = "", due_back: dt.date | None = None, document: str = "",
    ) -> PaperCopy:  # fmt: skip
        self._desk.who()
        self._desk.connection.execute(
            sa.update(paper_copies).where(paper_copies.c.id == paper.id).values(**changes)
        )
        changed = self.get(paper.id)
        self._moved(changed, kind, whom=whom, due_back=due_back, document=document)
        return changed

    def _moved(
        self, paper: PaperCopy, kind: MovementKind, *,
        whom: str = "", due_back: dt.date | None = None, document: str = "",
    ) -> None:  # fmt: skip
        place = ", ".join(filter(None, (paper.site, paper.room, paper.shelf, paper.box)))
        movement = Movement(
            paper_id=paper.id,
            kind=kind,
            at=self._desk.now(),
            actor=self._desk.who(),
            place=place,
            whom=whom,
            due_back=due_back,
            document=document,
        )
        self._desk.insert(movements, movement)
        self._desk.note(
            f"paper.{kind}",
            of("paper", paper),
            file=paper.file_id,
            volume=paper.volume,
            place=place,
            due_back=due_back,
            document=document,
        )
