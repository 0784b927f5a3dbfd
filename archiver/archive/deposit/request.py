"""Deposit as a use case: what is asked for, found in folders, onto the media that fit."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from archiver.archive.custody.schedule import schedule_for_deposit
from archiver.archive.deposit.candidates import find
from archiver.archive.deposit.deposit import Deposit
from archiver.archive.deposit.filing import Filing
from archiver.archive.deposit.outcome import DepositOutcome
from archiver.archive.deposit.placing import CopiesWanted
from archiver.counter.session import Session, use_case
from archiver.counter.turn import Turn
from archiver.permissions import Permission
from archiver.progress import Progress


@dataclass(frozen=True, slots=True, kw_only=True)
class DepositRequest:
    """Folders of year-end or of statements, with the exports they were made from.

    `media` are inventory numbers, () for all that fit; `copies` None for those of the settings; `closed_on`
    overrides the day of the last entry; `new_version` is the reason why files with other contents than
    before become new versions.
    """

    folders: Sequence[Path]
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
    today = session.today
    schedule = schedule_for_deposit(session.register, session.settings, by=session.by, today=today)
    filing = Filing(session.settings, schedule, today, request.closed_on)
    found = find(request.folders, request.exports, filing)
    wanted = CopiesWanted(request.media, request.copies or session.settings.archive.copies)
    run = Deposit(session.register, filing, wanted, progress, session.by, request.new_version.strip())
    yield from run.run(found)
