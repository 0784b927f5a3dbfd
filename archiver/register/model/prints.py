"""Prints: the copies of volumes that were printed, and which of them somebody has certified."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class VolumePrint:
    """One copy of one volume on paper.

    `file` is the id that the file has, or will have once it is deposited: a volume of January is printed long
    before. `period` is the number of the study period whose volumes these are, 0 for the year's file.
    `volumes` are the numbers of all that hold the same study periods together; `terms` are those periods:
    number, name, first and last day. `subjects` tell each page of the contents: subject, subgroup, term,
    digest of what was entered. `sheets` are those bound, `certified_sheets` those that were counted, with the
    `reason` where they differ.
    """

    file: str
    group: str
    academic_year: int
    period: int
    volume: int
    copy: int
    identifier: str
    sha256: str
    sheets: int
    volumes: Sequence[int]
    terms: Sequence[Sequence[object]]
    subjects: Sequence[Sequence[object]]
    printed_on: dt.date
    certified_on: dt.date | None = None
    certified_sheets: int | None = None
    reason: str = ""
    id: int = 0
