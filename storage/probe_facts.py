"""The values a probe answers with."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from storage.errors import StorageError


class Outcome(StrEnum):
    """What a store did when it was tried."""

    ENFORCED = "enforced"
    """It did what was asked, or refused what must be refused; seen, not believed."""
    IGNORED = "ignored"
    """It answered well and did nothing."""
    REFUSED = "refused"
    """It says it cannot: honest, and of no use."""
    UNKNOWN = "unknown"
    """It could not be tried, because something before it failed."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that was tried, what came of it, and the store's answer; `error` is a refusal it came of."""

    name: str
    outcome: Outcome
    evidence: str
    error: StorageError | None = field(default=None, compare=False, repr=False)
