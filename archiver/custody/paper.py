"""Paper copies: where each volume stands, who has it, and when it is to be back (regulation R9, R13).

A file has both carriers; destruction waits for the last volume as for the last electronic copy.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from archiver.acting.who import Acting
from archiver.errors import Refused, UsageError
from archiver.locale import _
from archiver.register.model.files import File, FileState
from archiver.register.model.paper import Movement, MovementKind, PaperCopy, PaperState
from archiver.register.model.people import Role
from archiver.register.register import Register
from archiver.register.work import Work

KEEPERS = (Role.ARCHIVIST, Role.SECRETARY, Role.DISPATCHER)
"""Statements stand in the study office first and in the archive later (R13)."""
VOLUMES = "file.volumes"
"""The event that keeps the sheets of each bound volume of a file."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a volume stands: building, room, shelf, box; `custodian` answers for it."""

    site: str
    room: str = ""
    shelf: str = ""
    box: str = ""
    custodian: str = ""


@dataclass(frozen=True, slots=True)
class OnShelf:
    """A volume of a file, and its loan while somebody has it."""

    file: File
    copy: PaperCopy
    loan: Movement | None = None

    def overdue(self, today: dt.date) -> bool:
        """Whether it should be back."""
        return self.loan is not None and self.loan.due_back is not None and self.loan.due_back < today


def sheets_of(work: Work, file: File) -> tuple[int, ...]:
    """The sheets of each volume as bound; () while only the sum is known."""
    told: tuple[int, ...] = (file.sheets,) if file.volumes == 1 else ()
    for event in work.trail.events(object_=f"file:{file.id}"):
        if event.action == VOLUMES:
            told = tuple(json.loads(event.detail)["sheets"])
    return told


def add(
    register: Register,
    acting: Acting,
    file: File,
    place: Place,
    *,
    volume: int | None = None,
    sheets: int | None = None,
    document: str = "",
) -> tuple[PaperCopy, ...]:
    """Register a volume, or all that are not registered yet; sheets as bound where they are not given.

    Raises Refused without the right, for a volume that is registered or destroyed, and where sheets are not
    known; UsageError for a volume the file does not have.
    """
    acting.require_if_staffed(*KEEPERS)
    with register.transaction(by=acting.login) as work:
        file = work.files.get(file.id)
        if file.state is FileState.DESTROYED:
            raise Refused(_("The file {id} is destroyed.").format(id=file.external_id))
        there = {copy.volume for copy in work.paper.of_file(file.id)}
        known = sheets_of(work, file)
        volumes = max(file.volumes, len(known), 1)
        wanted = [volume] if volume else [number for number in range(1, volumes + 1) if number not in there]
        if volume and volume > volumes:
            raise UsageError(
                _("The file {id} has {count} volumes.").format(id=file.external_id, count=volumes)
            )
        if not wanted:
            raise Refused(_("All volumes of {id} are in the register already.").format(id=file.external_id))
        added = []
        for number in wanted:
            counted = sheets or (known[number - 1] if number <= len(known) else 0)
            if not counted:
                raise Refused(
                    _(
                        "Sheets of volume {volume} are not known; give them: --volume {volume} --sheets N."
                    ).format(volume=number)
                )
            added.append(work.paper.add(_copy(work, file, place, number, volumes, counted), document))
        return tuple(added)


def _copy(work: Work, file: File, place: Place, number: int, volumes: int, sheets: int) -> PaperCopy:
    return PaperCopy(
        file_id=file.id,
        volume=number,
        volumes=volumes,
        sheets=sheets,
        site=place.site,
        registered_at=work.now(),
        room=place.room,
        shelf=place.shelf,
        box=place.box,
        custodian=place.custodian,
    )


def move(
    register: Register, acting: Acting, copies: Sequence[PaperCopy], place: Place, document: str
) -> tuple[PaperCopy, ...]:
    """Put volumes elsewhere: all of them or none. Raises Refused without the right, or while one is lent."""
    acting.require_if_staffed(*KEEPERS)
    with register.transaction(by=acting.login) as work:
        return tuple(
            work.paper.move(
                copy,
                site=place.site,
                room=place.room,
                shelf=place.shelf,
                box=place.box,
                custodian=place.custodian or None,
                document=document,
            )
            for copy in copies
        )


def lend(
    register: Register,
    acting: Acting,
    copies: Sequence[PaperCopy],
    whom: str,
    due_back: dt.date,
    document: str,
    today: dt.date,
) -> tuple[PaperCopy, ...]:
    """Give volumes out until a day. Raises UsageError for a day that is over, Refused as `move`."""
    acting.require_if_staffed(*KEEPERS)
    if due_back < today:
        raise UsageError(_("{day} is over already.").format(day=f"{due_back:%d.%m.%Y}"))
    with register.transaction(by=acting.login) as work:
        return tuple(work.paper.lend(copy, whom.strip(), due_back, document) for copy in copies)


def take_back(
    register: Register, acting: Acting, copies: Sequence[PaperCopy], document: str = ""
) -> tuple[PaperCopy, ...]:
    """Volumes are in their places again. Raises Refused without the right, or when one was not lent."""
    acting.require_if_staffed(*KEEPERS)
    with register.transaction(by=acting.login) as work:
        return tuple(work.paper.take_back(copy, document) for copy in copies)


def chosen(work: Work, file: File, volume: int | None, state: PaperState) -> tuple[PaperCopy, ...]:
    """The volume of a file of that number, or all in a state; Refused when there is none."""
    copies = work.paper.of_file(file.id)
    if volume is not None:
        copies = tuple(copy for copy in copies if copy.volume == volume)
    else:
        copies = tuple(copy for copy in copies if copy.state is state)
    if not copies:
        raise Refused(
            _("There is no such volume of {id} on paper: archiver paper list {id}.").format(
                id=file.external_id
            )
        )
    return copies


def on_shelf(work: Work, copies: Sequence[PaperCopy]) -> Iterator[OnShelf]:
    """Volumes with their files and loans."""
    for copy in copies:
        loan = None
        if copy.state is PaperState.LENT:
            lent = [one for one in work.paper.movements(copy.id) if one.kind is MovementKind.LENT]
            loan = lent[-1] if lent else None
        yield OnShelf(work.files.get(copy.file_id), copy, loan)
