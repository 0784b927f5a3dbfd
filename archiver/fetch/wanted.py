"""What a run is asked for, and what it came to."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from archiver.fetch.account import Credentials
from archiver.fetch.asked import Address
from archiver.fetch.module_address import Module
from archiver.fetch.pace import GAP
from archiver.fetch.reading import Gradebook, ModuleGroup
from archiver.intake.taken import Taken
from archiver.journal.model import AcademicYear

CHANGING_DAYS = 30
"""So long after its end a period's pages are asked again: retakes are entered in these days."""


@dataclass(frozen=True, slots=True)
class FetchRequest:
    """The journals of a year (that of `today` without any), of all groups and periods unless some are named.

    `results_date`: the day results sheets are asked as of, instead of a period's last one. `refresh`: what
    may have changed is asked again. `shape`: where the structure of the answers is written, also when the run
    fails.
    """

    module: Module
    folder: Path
    credentials: Credentials
    today: dt.date
    year: AcademicYear | None = None
    term: int | None = None
    groups: tuple[str, ...] = ()
    gap: float = GAP
    ca: Path | None = None
    results_date: dt.date | None = None
    refresh: bool = False
    shape: Path | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """One thing to be asked: the address, whose it is, and whether a refresh asks it again.

    `subject` is empty for a results sheet.
    """

    address: Address
    group: ModuleGroup
    gradebook: Gradebook
    subject: str = ""
    changing: bool = True


@dataclass(frozen=True, slots=True)
class OldSheet:
    """A results sheet of a day before the last lesson with marks: results of retakes may be missing."""

    group: str
    term: int
    day: dt.date
    last: dt.date


@dataclass(frozen=True, slots=True)
class Fetched:
    """A finished snapshot: how many answers were asked this time, and which sheets are too old.

    `not_begun` are periods of the year that had not begun, as «group, number».
    """

    taken: Taken
    asked: int = 0
    old_sheets: tuple[OldSheet, ...] = ()
    not_begun: tuple[str, ...] = ()
