"""Signed hand-over to the archive: who gave a group's files to whom, and on which day (regulation item 4).

A hand-over is an act that people sign. Its record is an event of the chain and stands in no table: what was
recorded by mistake is withdrawn by another record with its reason, and both stay. The last one counts.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from archiver.counter.session import Session, use_case
from archiver.errors import Refused, UsageError
from archiver.journal.model import AcademicYear
from archiver.locale import _
from archiver.papers.holdings import of_year
from archiver.permissions import Permission
from archiver.register.model.files import File
from archiver.register.model.trail import Event
from archiver.register.work import Work

SIGNED = "handover.signed"
WITHDRAWN = "handover.withdrawn"


@dataclass(frozen=True, slots=True)
class HandOver:
    """A hand-over as its act says: signed when, by whom given and taken, under which number (or "")."""

    signed_on: dt.date
    given_by: str
    taken_by: str
    number: str = ""


@dataclass(frozen=True, slots=True)
class HandedFile:
    """A file with the hand-over that stands in the register, and whether it stood there before."""

    file: File
    handed: HandOver
    before: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOverFiles:
    """The files an act is about: those of an academic year, of one series or of some groups."""

    year: AcademicYear
    series: str = ""
    groups: Sequence[str] = ()


def hand_overs(work: Work) -> Mapping[int, HandOver]:
    """The hand-overs that stand, by the id of the file; a college has some hundred a year."""
    told: list[Event] = [*work.trail.events(action=SIGNED), *work.trail.events(action=WITHDRAWN)]
    standing: dict[int, HandOver] = {}
    for event in sorted(told, key=lambda event: event.sequence):
        file = int(event.object.partition(":")[2])
        if event.action == WITHDRAWN:
            standing.pop(file, None)
            continue
        detail = json.loads(event.detail)
        standing[file] = HandOver(
            dt.date.fromisoformat(detail["signed_on"]),
            detail["given_by"],
            detail["taken_by"],
            detail["number"],
        )
    return standing


@use_case(Permission.HANDOVER_RECORD)
def record(session: Session, about: HandOverFiles, handed: HandOver) -> tuple[HandedFile, ...]:
    """Record that the files were handed over. The same record again changes nothing.

    Raises UsageError for a day that is to come or lies before the year, without names, and for no such files;
    Refused, and nothing is recorded, when another hand-over of one of the files stands.
    """
    _check(session, about, handed)
    with session.changing() as work:
        standing = hand_overs(work)
        files = _files(session, work, about)
        other = [file for file in files if standing.get(file.id, handed) != handed]
        if other:
            raise Refused(
                _("Another hand-over is recorded of {files}: withdraw it first, with a reason.").format(
                    files=", ".join(file.external_id for file in other)
                )
            )
        for file in files:
            if file.id not in standing:
                work.trail.note(
                    SIGNED,
                    f"file:{file.id}",
                    file=file.external_id,
                    signed_on=handed.signed_on.isoformat(),
                    given_by=handed.given_by,
                    taken_by=handed.taken_by,
                    number=handed.number,
                )
        return tuple(HandedFile(file, handed, file.id in standing) for file in files)


@use_case(Permission.HANDOVER_RECORD)
def withdraw(session: Session, about: HandOverFiles, reason: str) -> tuple[HandedFile, ...]:
    """Withdraw what was recorded by mistake; gives the hand-overs that do not stand any more.

    Raises UsageError without a reason and for no such files, Refused when none of them was handed over.
    """
    if not reason.strip():
        raise UsageError(_("Say why the record is withdrawn."))
    with session.changing() as work:
        standing = hand_overs(work)
        found = [file for file in _files(session, work, about) if file.id in standing]
        if not found:
            raise Refused(_("No hand-over of these files is recorded."))
        for file in found:
            work.trail.note(WITHDRAWN, f"file:{file.id}", file=file.external_id, reason=reason.strip())
        return tuple(HandedFile(file, standing[file.id], before=True) for file in found)


def _check(session: Session, about: HandOverFiles, handed: HandOver) -> None:
    day = f"{handed.signed_on:%d.%m.%Y}"
    if handed.signed_on > session.today:
        raise UsageError(_("The act is of {day}, which is yet to come.").format(day=day))
    if handed.signed_on < about.year.first_day:
        raise UsageError(_("On {day} the year {year} had not begun.").format(day=day, year=about.year))
    if not handed.given_by.strip() or not handed.taken_by.strip():
        raise UsageError(_("Say who handed the files over and who took them."))


def _files(session: Session, work: Work, about: HandOverFiles) -> tuple[File, ...]:
    college = session.settings.college.short_name
    found = of_year(work, about.year, college, series=about.series or None, groups=about.groups)
    return tuple(one.file for one in found)
