"""Stock-taking of paper: what stands in a room against what should (regulation, section 5: both carriers).

The labels read off the shelves are compared with the register. Each volume is found, missing, misplaced (it
should stand elsewhere), lent out, or unknown; one that is entered as destroyed and stands there is an alarm.
The check is an event of the chain. A volume is missing until a later check finds it, or somebody has it in
hands: moves it, lends it, takes it back.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from archiver.archive.custody.volume_labels import LabelIndex, Shelf, labels_in
from archiver.counter.session import Session, use_case
from archiver.errors import Refused, UsageError
from archiver.journal.as_typed import strictly_same
from archiver.locale import _
from archiver.permissions import Permission
from archiver.register.model.paper import Need, PaperCopy, PaperState
from archiver.register.work import Work

CHECKED = "paper.checked"


@dataclass(frozen=True, slots=True)
class Room:
    """Where volumes stand: the building and the room in it."""

    site: str
    room: str

    @property
    def name(self) -> str:
        """«Корпус 1, архив»."""
        return ", ".join(filter(None, (self.site, self.room)))


@dataclass(frozen=True, slots=True, kw_only=True)
class StockAsked:
    """A room (of one building where several have such a room), the labels read there, and what is wanting.

    `needs` are labels with what those volumes lack.
    """

    room: str
    site: str = ""
    text: str = ""
    needs: tuple[tuple[str, Need], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class StockTaken:
    """What came of it. `lent` are not in the room and need not be; `destroyed` stand there all the same.

    `unknown` are labels of no volume in the register.
    """

    room: Room
    on: dt.date
    found: tuple[Shelf, ...] = ()
    missing: tuple[Shelf, ...] = ()
    misplaced: tuple[Shelf, ...] = ()
    lent: tuple[Shelf, ...] = ()
    destroyed: tuple[Shelf, ...] = ()
    unknown: tuple[str, ...] = ()
    needs: Mapping[int, Need] = field(default_factory=dict)

    @property
    def listed(self) -> int:
        """How many volumes should be accounted for in the room."""
        return len(self.found) + len(self.missing) + len(self.lent)

    @property
    def well(self) -> bool:
        """Whether everything is in its place and nothing else is there."""
        return not (self.missing or self.misplaced or self.destroyed or self.unknown)


@use_case(Permission.PAPER_KEEP)
def expected(session: Session, room: str, site: str = "") -> tuple[Room, tuple[Shelf, ...]]:
    """The volumes that should stand in a room, to be carried round it; Refused for no such room."""
    with session.looking() as work:
        shelves = _shelves(work, session.settings.college.short_name)
    place = _room(shelves, room, site)
    return place, tuple(one for one in shelves if _stands(one.copy, place))


@use_case(Permission.PAPER_KEEP)
def take_stock(session: Session, asked: StockAsked) -> StockTaken:
    """Compare a room with the register, and record what came of it.

    Raises Refused for a room where nothing should stand, UsageError for one that several buildings have,
    for a list without labels, and for a need of a volume that was not found.
    """
    labels = labels_in(asked.text)
    if not labels:
        raise UsageError(_("The list holds no labels."))
    with session.changing() as work:
        shelves = _shelves(work, session.settings.college.short_name)
        index = LabelIndex.of(shelves)
        taken = _compared(_room(shelves, asked.room, asked.site), session.today, labels, shelves, index)
        taken = _with_needs(taken, asked.needs, index)
        work.trail.note(
            CHECKED,
            f"room:{taken.room.name}",
            "done" if taken.well else "differs",
            site=taken.room.site,
            room=taken.room.room,
            found=[one.copy.id for one in taken.found],
            missing=[one.copy.id for one in taken.missing],
            misplaced=[one.copy.id for one in taken.misplaced],
            destroyed=[one.copy.id for one in taken.destroyed],
            unknown=len(taken.unknown),
            needs={str(number): need.value for number, need in taken.needs.items()},
        )
    return taken


def missing_since(work: Work) -> dict[int, dt.date]:
    """The volumes that are missing, by their ids, with the day of the first check that did not find them.

    Whoever moves a volume, lends it or takes it back has it in hands: then it is missing no more.
    """
    since: dict[int, dt.datetime] = {}
    for event in work.trail.events(action=CHECKED):
        told, at = json.loads(event.detail), dt.datetime.fromisoformat(event.at)
        for number in (*told["found"], *told["misplaced"], *told["destroyed"]):
            since.pop(number, None)
        for number in told["missing"]:
            since.setdefault(number, at)
    return {
        number: at.astimezone().date()
        for number, at in since.items()
        if not any(movement.at > at for movement in work.paper.movements(number))
    }


def missing_volumes(work: Work) -> dict[int, tuple[tuple[int, dt.date], ...]]:
    """The same by file: the numbers of its volumes that are missing, each with its day."""
    found: dict[int, tuple[tuple[int, dt.date], ...]] = {}
    for number, since in missing_since(work).items():
        copy = work.paper.get(number)
        if copy.state is not PaperState.DESTROYED:
            found[copy.file_id] = (*found.get(copy.file_id, ()), (copy.volume, since))
    return found


def checked_rooms(work: Work) -> dict[Room, dt.date]:
    """Every room where volumes stand, with the day it was last checked, else that of its first volume."""
    last = {
        Room(told["site"], told["room"]): dt.datetime.fromisoformat(event.at).astimezone().date()
        for event in work.trail.events(action=CHECKED)
        for told in [json.loads(event.detail)]
    }
    return {
        room: last.get(room, first)
        for (site, name), first in work.paper.rooms().items()
        for room in [Room(site, name)]
    }


def _shelves(work: Work, college: str) -> tuple[Shelf, ...]:
    """Every volume on paper of the college; those that are destroyed, too."""
    copies = work.paper.everything()
    files = {number: work.files.get(number) for number in dict.fromkeys(one.file_id for one in copies)}
    return tuple(
        Shelf(files[copy.file_id], copy)
        for copy in copies
        if not college or files[copy.file_id].college in {"", college}
    )


def _room(shelves: Sequence[Shelf], room: str, site: str) -> Room:
    there = {
        Room(one.copy.site, one.copy.room)
        for one in shelves
        if one.copy.state is not PaperState.DESTROYED
        and strictly_same(room, one.copy.room)
        and (not site or strictly_same(site, one.copy.site))
    }
    if not there:
        rooms = {one.copy.room for one in shelves if one.copy.room}
        raise Refused(
            _("No volumes should stand in {room}. Rooms of the register: {rooms}.").format(
                room=room, rooms=", ".join(sorted(rooms)) or "—"
            )
        )
    if len(there) > 1:
        raise UsageError(
            _("Several buildings have the room {room}, name one: {sites}.").format(
                room=room, sites=", ".join(sorted(one.site for one in there))
            )
        )
    return there.pop()


def _stands(copy: PaperCopy, room: Room) -> bool:
    return copy.state is not PaperState.DESTROYED and Room(copy.site, copy.room) == room


def _compared(
    room: Room, on: dt.date, labels: Sequence[str], shelves: Sequence[Shelf], index: LabelIndex
) -> StockTaken:
    seen: dict[int, Shelf] = {}
    unknown = []
    for label in labels:
        shelf = index.volume(label)
        if shelf is None:
            unknown.append(label)
        else:
            seen[shelf.copy.id] = shelf
    own = [one for one in shelves if _stands(one.copy, room)]
    away = [one for one in own if one.copy.id not in seen]
    foreign = [one for one in seen.values() if not _stands(one.copy, room)]
    return StockTaken(
        room=room,
        on=on,
        found=tuple(one for one in own if one.copy.id in seen),
        missing=tuple(one for one in away if one.copy.state is PaperState.STORED),
        misplaced=tuple(one for one in foreign if one.copy.state is not PaperState.DESTROYED),
        lent=tuple(one for one in away if one.copy.state is PaperState.LENT),
        destroyed=tuple(one for one in foreign if one.copy.state is PaperState.DESTROYED),
        unknown=tuple(unknown),
    )


def _with_needs(taken: StockTaken, needs: Sequence[tuple[str, Need]], index: LabelIndex) -> StockTaken:
    there = {one.copy.id for one in (*taken.found, *taken.misplaced)}
    told: dict[int, Need] = {}
    for label, need in needs:
        shelf = index.volume(label)
        if shelf is None or shelf.copy.id not in there:
            raise UsageError(_("The volume {label} was not found in this check.").format(label=label))
        told[shelf.copy.id] = need
    return replace(taken, needs=told)
