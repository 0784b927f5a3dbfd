"""The seam between export formats and the rest: what a reader offers, whatever it reads.

A folder (or zip) of exports is opened once; groups are then read one by one, so a college of
60 groups never stands in memory whole.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from archiver.intake.account import FileAccount
from archiver.intake.departures import Departure
from archiver.intake.file_tree import FileTree
from archiver.journal.findings import Finding
from archiver.journal.model import AcademicYear, Journal

if TYPE_CHECKING:
    from archiver.intake.taken import Taken


@dataclass(frozen=True, slots=True)
class Reading:
    """One group read: a journal, or None with the blocking findings that say why not.

    `account` says of each of its files what became of everything in it. `left` are last days of students that
    were taken from the settings.
    """

    journal: Journal | None
    findings: tuple[Finding, ...] = ()
    account: tuple[FileAccount, ...] = ()
    left: tuple[Departure, ...] = ()


@dataclass(frozen=True, slots=True)
class GroupExport:
    """A group found in the exports; `read()` does the reading and never raises for bad data.

    `name` is as displayed; `year` None where only reading can tell; `files` are the export files
    it is read from, relative to the exports. `tree` holds those files and `told` is the digest of
    everything else that `read()` knows: what it answers follows from both. Without them nobody can tell.
    """

    name: str
    year: AcademicYear | None
    files: tuple[str, ...]
    read: Callable[[], Reading]
    tree: FileTree | None = field(default=None, compare=False)
    told: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Exports:
    """Everything found: groups in alphabetical order, and findings that belong to no group.

    A BLOCKING finding here is a file that could not be read and whose group is unknown. `tree` are the files
    as they were when the exports were opened; `account` is that of files that belong to no group; `taken` are
    the snapshots that `archiver fetch` took.
    """

    groups: tuple[GroupExport, ...]
    findings: tuple[Finding, ...]
    tree: FileTree
    account: tuple[FileAccount, ...] = ()
    taken: tuple[Taken, ...] = ()
