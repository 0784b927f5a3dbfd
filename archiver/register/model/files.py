"""A file of a record series (дело): a group's journal of a year, a group's grade statements of a year."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class FileState(StrEnum):
    """Kept, or a tombstone: what the register remembers after destruction."""

    KEPT = "kept"
    DESTROYED = "destroyed"


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A file of `series`, one destruction year (domain 2.2, 2.8).

    `external_id` names it outside the register (bags, labels). `academic_year` is the calendar year it begins
    in. `years` is the retention period, None when it is permanent or runs until an event; `keep_until` is its
    last day (31 December), None while it has none. `appraisal` is the mark «ЭПК». After destruction
    `state`, `act_id`, `destroyed_at` and `digests` (of the bags it had) make the tombstone.
    """

    external_id: str
    series: str
    index: str
    title: str
    academic_year: int
    registered_at: dt.datetime
    college: str = ""
    department: str = ""
    group: str = ""
    opened_on: dt.date | None = None
    closed_on: dt.date | None = None
    years: int | None = None
    mandate: str = ""
    keep_until: dt.date | None = None
    appraisal: bool = False
    sheets: int = 0
    volumes: int = 1
    state: FileState = FileState.KEPT
    act_id: int | None = None
    destroyed_at: dt.datetime | None = None
    digests: tuple[str, ...] = ()
    id: int = 0

    @property
    def destruction_year(self) -> int | None:
        """The first year an act may name it in (domain 2.2): the year after its last day."""
        return None if self.keep_until is None else self.keep_until.year + 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Roster:
    """The names in a file, as in the journal; erased with it (Roskomnadzor order 179, domain 3.3)."""

    students: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    teachers: tuple[str, ...] = ()

    @classmethod
    def of(
        cls, students: Iterable[str] = (), subjects: Iterable[str] = (), teachers: Iterable[str] = ()
    ) -> Roster:
        """A roster without repetitions, order kept."""
        return cls(
            students=tuple(dict.fromkeys(students)),
            subjects=tuple(dict.fromkeys(subjects)),
            teachers=tuple(dict.fromkeys(teachers)),
        )
