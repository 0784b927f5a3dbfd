"""Paper copies: where each volume stands, who has it, and when it is to be back (regulation R9, R13).

A file has both carriers; destruction waits for the last volume as for the last electronic copy.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from archiver.archive.custody.naming import file_named, files_of
from archiver.counter.session import Session, use_case
from archiver.errors import Refused, UsageError
from archiver.locale import _
from archiver.permissions import Permission
from archiver.register.model.files import File, FileState
from archiver.register.model.paper import Movement, MovementKind, PaperCopy, PaperState
from archiver.register.work import Work
from archiver.remedies import Deed, Remedy

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


@use_case(Permission.PAPER_KEEP)
def add(
    session: Session,
    name: str,
    place: Place,
    *,
    volume: int | None = None,
    sheets: int | None = None,
    document: str = "",
) -> tuple[File, tuple[PaperCopy, ...]]:
    """Register a volume, or all that are not registered yet; sheets as bound where they are not given.

    Raises Refused without the right, for a volume that is registered or destroyed, and where sheets are not
    known; UsageError for a volume the file does not have, and for sheets of no certain volume. `name` is an
    id, or a group with one file.
    """
    if sheets is not None and volume is None:
        raise UsageError(_("--sheets belongs to --volume."))
    with session.changing() as work:
        file = file_named(work, name, college=session.settings.college.short_name)
        if file.state is FileState.DESTROYED:
            raise Refused(_("The file {id} is destroyed.").format(id=file.external_id))
        wanted = to_register(work, file, place, volume=volume, sheets=sheets)
        if not wanted:
            raise Refused(_("All volumes of {id} are in the register already.").format(id=file.external_id))
        return file, tuple(work.paper.add(one, document) for one in wanted)


def to_register(
    work: Work, file: File, place: Place, *, volume: int | None = None, sheets: int | None = None
) -> tuple[PaperCopy, ...]:
    """The volumes of a file as they are to be registered in a place: one, or all that are not yet.

    Raises Refused where sheets are not known, UsageError for a volume that the file does not have.
    """
    there = {copy.volume for copy in work.paper.of_file(file.id)}
    known = sheets_of(work, file)
    volumes = max(file.volumes, len(known), 1)
    wanted = [volume] if volume else [number for number in range(1, volumes + 1) if number not in there]
    if volume and volume > volumes:
        raise UsageError(_("The file {id} has {count} volumes.").format(id=file.external_id, count=volumes))
    counted = {number: sheets or (known[number - 1] if number <= len(known) else 0) for number in wanted}
    for number, count in counted.items():
        if not count:
            raise Refused(
                _("Sheets of volume {volume} are not known; give them: --volume {volume} --sheets N.").format(
                    volume=number
                )
            )
    return tuple(_copy(work, file, place, number, volumes, count) for number, count in counted.items())


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


@use_case(Permission.PAPER_KEEP)
def move(session: Session, name: str, volume: int | None, place: Place, document: str) -> tuple[OnShelf, ...]:
    """Put volumes elsewhere: all of a file or one. Raises Refused without the right, or while one is lent."""
    with session.changing() as work:
        chosen = tuple(_chosen(session, work, name, volume, PaperState.STORED))
        return tuple(OnShelf(file, put_in_place(work, copy, place, document)) for file, copy in chosen)


def put_in_place(work: Work, copy: PaperCopy, place: Place, document: str) -> PaperCopy:
    """A volume put elsewhere; who answers for it stays where nobody is named."""
    return work.paper.move(
        copy,
        site=place.site,
        room=place.room,
        shelf=place.shelf,
        box=place.box,
        custodian=place.custodian or None,
        document=document,
    )


@use_case(Permission.PAPER_KEEP)
def lend(
    session: Session, name: str, volume: int | None, whom: str, due_back: dt.date, document: str
) -> tuple[OnShelf, ...]:
    """Give volumes out until a day. Raises UsageError for a day that is over, Refused as `move`."""
    if due_back < session.today:
        raise UsageError(_("{day} is over already.").format(day=f"{due_back:%d.%m.%Y}"))
    with session.changing() as work:
        lent = [
            work.paper.lend(copy, whom.strip(), due_back, document)
            for _file, copy in _chosen(session, work, name, volume, PaperState.STORED)
        ]
        return tuple(_on_shelf(work, lent))


@use_case(Permission.PAPER_KEEP)
def take_back(session: Session, name: str, volume: int | None, document: str = "") -> tuple[OnShelf, ...]:
    """Volumes are in their places again. Raises Refused without the right, or when one was not lent."""
    with session.changing() as work:
        return tuple(
            OnShelf(file, work.paper.take_back(copy, document))
            for file, copy in _chosen(session, work, name, volume, PaperState.LENT)
        )


@use_case(Permission.ARCHIVE_LOOK)
def shelves(
    session: Session, *, name: str = "", group: str = "", year: int | None = None, overdue: bool = False
) -> tuple[OnShelf, ...]:
    """The volumes of a file or of a group (of one academic year), else all that are lent.

    With `overdue` only those that should be back. Raises Refused for an unknown file or group.
    """
    college = session.settings.college.short_name
    with session.looking() as work:
        if name:
            copies = work.paper.of_file(file_named(work, name, college=college).id)
        elif group:
            files = files_of(work, group, year, college=college)
            copies = tuple(copy for file in files for copy in work.paper.of_file(file.id))
        else:
            copies = work.paper.lent_out()
        return tuple(one for one in _on_shelf(work, copies) if not overdue or one.overdue(session.today))


def _chosen(
    session: Session, work: Work, name: str, volume: int | None, state: PaperState
) -> Iterator[tuple[File, PaperCopy]]:
    """The volume of a file of that number, or all in a state; Refused when there is none."""
    file = file_named(work, name, college=session.settings.college.short_name)
    copies = work.paper.of_file(file.id)
    if volume is not None:
        copies = tuple(copy for copy in copies if copy.volume == volume)
    else:
        copies = tuple(copy for copy in copies if copy.state is state)
    if not copies:
        raise Refused(
            _("There is no such volume of {id} on paper.").format(id=file.external_id),
            remedy=Remedy(Deed.LIST_VOLUMES, file.external_id),
        )
    for copy in copies:
        yield file, copy


def _on_shelf(work: Work, copies: Sequence[PaperCopy]) -> Iterator[OnShelf]:
    """Volumes with their files and loans."""
    for copy in copies:
        loan = None
        if copy.state is PaperState.LENT:
            lent = [one for one in work.paper.movements(copy.id) if one.kind is MovementKind.LENT]
            loan = lent[-1] if lent else None
        yield OnShelf(work.files.get(copy.file_id), copy, loan)
