"""Disposal holds («приостановление уничтожения»): any number a file, each lifted on its own.

A prosecutor's request, a court, an appeal or an inspection stops every path to destruction until each
of its holds is lifted by a document (domain 2.2).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Self

from retention.errors import HoldIncomplete, HoldLifted
from retention.people import Person
from retention.words import Identifier


@dataclass(frozen=True, slots=True)
class Lifting:
    """The end of a hold: by whose document, who entered it, when."""

    document: str
    by: Person
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class DisposalHold:
    """A hold on one file; HoldIncomplete without a document reference."""

    id: Identifier
    file: Identifier
    document: str
    author: Person
    placed_at: dt.datetime
    lifted: Lifting | None = None

    def __post_init__(self) -> None:
        if not self.document.strip():
            raise HoldIncomplete(hold=self.id)

    @property
    def active(self) -> bool:
        """Whether the hold blocks destruction."""
        return self.lifted is None

    def lift(self, document: str, by: Person, at: dt.datetime) -> Self:
        """The hold lifted; HoldLifted when it was before, HoldIncomplete without a document."""
        if self.lifted:
            raise HoldLifted(hold=self.id, on=self.lifted.at.date())
        if not document.strip():
            raise HoldIncomplete(hold=self.id)
        return replace(self, lifted=Lifting(document, by, at))


def active_holds(holds: Iterable[DisposalHold], file: str) -> tuple[DisposalHold, ...]:
    """The holds that block `file`."""
    return tuple(hold for hold in holds if hold.active and hold.file == file)
