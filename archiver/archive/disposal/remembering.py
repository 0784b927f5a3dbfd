"""Entering decisions again that a register has forgotten: holds, closings, versions, media, as media tell.

What was lifted or stated gone since comes back too where no medium tells of it: people then decide anew.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from archiver.archive.custody.schedule import apply, schedule_of
from archiver.archive.disposal.believing import chain_against
from archiver.archive.disposal.testimony import (
    Forgotten,
    Lack,
    Testimony,
    all_lacks,
    read_testimony,
    unknown_media,
    unread,
)
from archiver.archive.kinship import refuse_foreign
from archiver.counter.stores import Stores
from archiver.counter.trail_files import MediumTold
from archiver.errors import ArchiverError, Refused
from archiver.locale import _
from archiver.register.chain import BEHIND, RESTORED
from archiver.register.model.media import Medium, MediumKind
from archiver.register.register import Register
from archiver.register.work import Work
from archiver.settings.tables import Settings
from retention.frozen import thaw
from retention.schedule import Version

TOLD_BY_MEDIA = "told by media"
"""The reason of a closing that was entered again."""


@dataclass(frozen=True, slots=True)
class Remembered:
    """A decision that was entered again, or why it could not be."""

    lack: Lack
    fault: str = ""

    @property
    def line(self) -> str:
        """In words."""
        lack = self.lack
        told = self.fault or _("entered once more")
        return f"{lack.subject}, {lack.fact} — {told}"


@dataclass(frozen=True, slots=True)
class ReadBack:
    """What was entered again from media, which are still to be read; or `fault`: why nothing was entered."""

    entered: tuple[Remembered, ...] = ()
    unread: tuple[str, ...] = ()
    fault: str = ""

    @property
    def well(self) -> bool:
        """Whether nothing is left to be read or entered."""
        return not self.fault and not self.unread and not any(one.fault for one in self.entered)

    def and_then(self, later: ReadBack) -> ReadBack:
        """Both, what could be entered by neither reading once."""
        again = [one for one in self.entered if not one.fault or one not in later.entered]
        return ReadBack((*again, *later.entered), later.unread, self.fault or later.fault)


def remember(work: Work, settings: Settings, heard: Testimony, today: dt.date) -> ReadBack:
    """Enter again all that can be; the register's own later decisions stay as they are.

    Raises Refused where the trail is broken, or a medium carries another archive's.
    """
    refuse_foreign(heard.lists, work.media.all())
    _note_behind(work, heard)
    entered = [_medium(work, told, today) for told in unknown_media(work.media.all(), heard)]
    entered += [_version(work, lack) for lack in _of(work, heard, Forgotten.SCHEDULE)]
    if work.schedules.filed():
        apply(work, schedule_of(work, settings), today)
    for lack in _of(work, heard, Forgotten.CLOSING, Forgotten.PERIOD):
        entered += _closing(work, heard, lack)
    entered += [_hold(work, lack) for lack in _of(work, heard, Forgotten.HOLD)]
    return ReadBack(tuple(entered), unread(work.media.all(), heard))


def read_back(register: Register, settings: Settings, *, by: str) -> ReadBack:
    """Read the media that are connected and enter again what they tell; for a register just put back.

    Media that cannot be believed do not undo that: `fault` says why.
    """
    with register.reading() as work:
        media = work.media.all()
    with Stores(settings.archive, media=media, guard=register.ask_turn) as stores:
        heard = read_testimony(stores)
        try:
            with register.transaction(by=by) as work:
                return remember(work, settings, heard, register.now().astimezone().date())
        except Refused as error:
            return ReadBack(fault=error.message)


def _of(work: Work, heard: Testimony, *kinds: Forgotten) -> Iterator[Lack]:
    return iter([lack for lack in all_lacks(work, heard) if lack.kind in kinds])


def _note_behind(work: Work, heard: Testimony) -> None:
    """Media know later events: from here on the register is known to be that of an earlier copy.

    Refused when the trail is broken in itself: that is no earlier copy.
    """
    report = chain_against(work, heard)
    if report.whole:
        return
    if any(not fault.place for fault in report.faults):
        raise Refused(_("The audit trail is broken."))
    lost = min(fault.first for fault in report.faults), max(fault.last for fault in report.faults)
    work.trail.note(RESTORED, "register:1", BEHIND, lost=lost)


def _medium(work: Work, told: MediumTold, today: dt.date) -> Remembered:
    lack = Lack(Forgotten.MEDIUM, told.number, told.address)
    try:
        work.media.add(
            Medium(
                inventory_number=told.number,
                kind=MediumKind(told.kind),
                identity=told.identity,
                address=told.address,
                site="",
                registered_on=today,
            )
        )
    except (Refused, ValueError) as error:
        return Remembered(lack, error.message if isinstance(error, Refused) else str(error))
    return Remembered(lack)


def _version(work: Work, lack: Lack) -> Remembered:
    decision = lack.decision
    if decision is None:  # pragma: no cover - every version is told by one
        return Remembered(lack, _("no medium tells of it"))
    known = {version.number for version in work.schedules.versions()}
    if int(lack.subject) in known:
        return Remembered(lack, _("the register has another version of this number"))
    try:
        version = thaw(Version, str(decision.detail["content"]))
    except (ValueError, KeyError):
        return Remembered(lack, _("it cannot be read"))
    work.schedules.adopt(version, str(decision.detail["document"]))
    return Remembered(lack)


def _closing(work: Work, heard: Testimony, lack: Lack) -> Iterator[Remembered]:
    file = work.files.known_as(lack.subject)
    closed = max(filter(None, (file.closed_on, heard.closed_on(file.external_id))), default=None)
    until = [day for day in (file.keep_until, heard.keep_until(file)) if day is not None]
    if (closed, max(until, default=None)) == (file.closed_on, file.keep_until):
        return  # the other of the two has brought it
    for_ever = file.keep_until is None
    try:
        work.files.correct(
            file,
            TOLD_BY_MEDIA,
            closed_on=closed,
            keep_until=None if for_ever else max(until, default=None),
        )
    except ArchiverError as error:
        yield Remembered(lack, error.message)
        return
    yield Remembered(lack)


def _hold(work: Work, lack: Lack) -> Remembered:
    decision = lack.decision
    file = work.files.known_as(lack.subject)
    if decision is None:  # pragma: no cover - every hold is told by one
        return Remembered(lack, _("no medium tells of it"))
    work.holds.place(file.id, lack.text, key=str(decision.detail["hold"]))
    return Remembered(lack)
