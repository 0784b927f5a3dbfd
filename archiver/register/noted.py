"""What a run has noted since the media were last told: the events by which it has to tell them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from archiver.register.decided import ADOPTED, APPLIED, CORRECTED, ELSEWHERE, LIFTED, PLACED

if TYPE_CHECKING:
    from archiver.register.decisions import Decision

RETIRED, GONE = "medium.retired", "medium.gone"
DECIDING = frozenset({PLACED, LIFTED, CORRECTED, ELSEWHERE, ADOPTED, APPLIED, RETIRED, GONE})
"""Actions that change what is kept and until when, what lets it go, or which media must be asked."""


@dataclass(slots=True)
class Noted:
    """`last` is the newest event, 0 for none; `decided` are the events that decide, by their numbers.

    `further` is what some media, by their inventory numbers, are to be told besides: what others tell of.
    """

    last: int = 0
    decided: list[int] = field(default_factory=list)
    further: dict[str, tuple[Decision, ...]] = field(default_factory=dict)

    def hear(self, sequence: int, action: str) -> None:
        """One more event of this run."""
        self.last = sequence
        if action in DECIDING:
            self.decided.append(sequence)

    def add(self, other: Noted) -> None:
        """What a unit of work has noted, once it is committed."""
        self.last = max(self.last, other.last)
        self.decided += other.decided

    def take(self) -> Noted:
        """All of it, which is then as told."""
        taken = Noted(self.last, self.decided, self.further)
        self.last, self.decided, self.further = 0, [], {}
        return taken
