"""The year of a group: which export was taken in, what its check counted, and what was bound of it.

`file` is the id that the group's journal has in the register, or will have once it is deposited. Digests are
hex SHA-256. None of these names a student.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenExport:
    """The export of a group: `export` is its digest, `files` are (digest, bytes) of each of its files.

    How files are called is not kept: people put names there, and these rows outlive the journal.

    `subjects` tell each page of the contents: subject, subgroup, term, digest of what was entered.
    """

    file: str
    group: str
    academic_year: int
    export: str
    files: Sequence[Sequence[object]]
    subjects: Sequence[Sequence[object]]
    taken_at: dt.datetime
    id: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportCheck:
    """What an export counted when it was checked by `rules`: settings and findings accepted of the group."""

    file: str
    academic_year: int
    export: str
    rules: str
    blocking: int
    warnings: int
    checked_at: dt.datetime
    id: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeBinder:
    """A binder of a group's year or, where `period` is not 0, of a study period that is bound by itself.

    `volumes` tell of each: number, digest of the PDF, sheets, and its pages as in `TakenExport.subjects`.
    """

    file: str
    academic_year: int
    period: int
    export: str
    rules: str
    identity: str
    volumes: Sequence[Sequence[object]]
    made_at: dt.datetime
    id: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Acceptance:
    """A finding that blocks and that the college took upon itself, until it was `withdrawn_at`."""

    file: str
    academic_year: int
    code: str
    reason: str
    decided_by: str
    accepted_at: dt.datetime
    withdrawn_at: dt.datetime | None = None
    id: int = 0
