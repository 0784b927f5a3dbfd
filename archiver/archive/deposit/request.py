"""Deposit as a use case: what is asked for, found in folders, onto the media that fit."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from archiver.archive.custody.schedule import schedule_for_deposit
from archiver.archive.custody.told_destroyed import told_destroyed
from archiver.archive.deposit.candidates import find
from archiver.archive.deposit.deposit import Deposit
from archiver.archive.deposit.filing import Filing
from archiver.archive.deposit.outcome import DepositOutcome
from archiver.archive.deposit.placing import CopiesWanted
from archiver.archive.deposit.ready import ReadyFile, digests_of, find_ready
from archiver.archive.deposit.record import Kind
from archiver.counter.session import Session, use_case
from archiver.counter.turn import Turn
from archiver.errors import Refused, UsageError
from archiver.journal.as_typed import strictly_same
from archiver.journal.collation import same_name
from archiver.locale import _
from archiver.permissions import Permission
from archiver.progress import Progress
from archiver.register.model.files import File, FileState
from archiver.register.model.packages import BagState
from archiver.register.work import Work
from archiver.remedies import Deed, Remedy

MADE_FROM = "deposit.made-from"
"""The event that names the folders that a run has deposited from, and its bags."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DepositRequest:
    """Folders of year-end or of statements, with the exports they were made from; or a `ready` file instead.

    `media` are inventory numbers, () for all that fit; `copies` None for those of the settings; `closed_on`
    overrides the day of the last entry; `new_version` is the reason why files with other contents than
    before become new versions.
    """

    folders: Sequence[Path] = ()
    ready: ReadyFile | None = None
    exports: Path | None = None
    media: tuple[str, ...] = ()
    copies: int | None = None
    closed_on: dt.date | None = None
    new_version: str = ""


@use_case(Permission.FILE_DEPOSIT, Turn.WRITING)
def deposit(session: Session, request: DepositRequest, progress: Progress) -> Iterator[DepositOutcome]:
    """Deposit every file found, each outcome as soon as it is certain; as `Deposit.run`.

    Called again, it finishes what a stopped run has left.
    """
    today, ready = session.today, request.ready
    if ready is None and not request.folders:
        raise UsageError(_("Name a folder to deposit, or a finished binder."))
    if ready is not None and request.folders:
        raise UsageError(_("Either folders are deposited or a finished binder, not both at once."))
    schedule = schedule_for_deposit(session.register, session.settings, by=session.by, today=today)
    filing = Filing(session.settings, schedule, today, request.closed_on)
    if ready is None:
        found = find(request.folders, request.exports, filing)
    else:
        ready = _as_registered(session, ready)
        found = find_ready(ready, filing)
        _refuse_known(session, ready, filing)
    wanted = CopiesWanted(request.media, request.copies or session.settings.archive.copies)
    with session.looking() as work:
        media = work.media.all(retired=False)
    with session.stores(patient=False) as stores:
        told = told_destroyed(stores, media)
    run = Deposit(session.register, filing, wanted, progress, session.by, request.new_version.strip(), told)
    bags: list[str] = []
    try:
        for outcome in run.run(found):
            if outcome.bag:
                bags.append(outcome.bag)
            yield outcome
    finally:
        if bags:
            _note_sources(session, request, bags)
    if ready is not None and ready.document:
        _say_where(session, ready, filing)


def _note_sources(session: Session, request: DepositRequest, bags: Sequence[str]) -> None:
    """What the bags were made from holds the names too, and no act reaches it: closing an act names it."""
    ready = (*request.ready.volumes, *request.ready.statements) if request.ready else ()
    places = [*request.folders, *ready, *([request.exports] if request.exports else [])]
    with session.changing() as work:
        folders = [str(place.absolute()) for place in places]
        work.trail.note(MADE_FROM, "deposit:1", folders=folders, bags=list(bags))


def _as_registered(session: Session, ready: ReadyFile) -> ReadyFile:
    """The group as the register spells it, where it knows the group."""
    with session.looking() as work:
        groups = work.files.groups(session.settings.college.short_name, destroyed=True)
    known = [name for name in groups if strictly_same(ready.group, name)]
    return replace(ready, group=known[0] if len(known) == 1 else ready.group.strip())


def _refuse_known(session: Session, ready: ReadyFile, filing: Filing) -> None:
    """Refuse a PDF that another file has, or had before it was destroyed: one of the two names is wrong."""
    brought = digests_of((*ready.volumes, *ready.statements))
    volumes = digests_of(ready.volumes)
    with session.looking() as work:
        if ready.document and any(_made_here(work, file) for file in _journals(work, ready, filing)):
            raise Refused(
                _(
                    "The journal of {group} was deposited with its export: its statement is made of that."
                ).format(group=ready.group),
                remedy=Remedy(Deed.MAKE_STATEMENTS),
            )
        for bag, document in work.bags.with_documents(brought):
            file = work.files.get(bag.file_id)
            series = filing.journals if document.sha256 in volumes else filing.all_statements
            same = same_name(file.group, ready.group) and file.academic_year == ready.year
            if file.state is not FileState.DESTROYED and same and file.series == series:
                continue
            message = (
                _("{file} was in the file {id}, which is destroyed under an act.")
                if file.state is FileState.DESTROYED
                else _("{file} is in the archive already, in the file {id}.")
            )
            raise Refused(message.format(file=brought[document.sha256].name, id=file.external_id))


def _say_where(session: Session, ready: ReadyFile, filing: Filing) -> None:
    """Where the statement lies may be said later than the journal was deposited, and anew."""
    with session.changing() as work:
        for file in _journals(work, ready, filing):
            deposited = any(bag.state is BagState.CURRENT for bag in work.bags.of_file(file.id))
            if deposited and work.files.statement_elsewhere(file) != ready.document:
                work.files.statement_lies(file, ready.document)


def _journals(work: Work, ready: ReadyFile, filing: Filing) -> tuple[File, ...]:
    """The kept journal of the group and year, if it is in the register."""
    college = filing.settings.college.short_name
    return tuple(
        file
        for file in work.files.of_year(ready.year, series=filing.journals)
        if same_name(file.group, ready.group) and file.college == college and file.state is FileState.KEPT
    )


def _made_here(work: Work, file: File) -> bool:
    """Whether a version of the file was made by this program, out of which it makes the statement too."""
    bags = work.bags.of_file(file.id)
    listed = work.bags.contents_of_kind([bag.id for bag in bags], Kind.NAMES)
    return any(bag.id not in listed for bag in bags)
