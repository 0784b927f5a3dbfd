"""The steps of an act: who did what when, on which content, chained so that none can be replaced."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Self

from retention.canonical import digest
from retention.people import Person, Protocol
from retention.words import Sha256

NO_SEAL = Sha256("0" * 64)
"""The seal of a step that has not been chained yet."""


class ActState(StrEnum):
    """Where an act is on its way."""

    DRAFT = "draft"
    AGREED = "agreed"
    REGIONALLY_AGREED = "region-agreed"
    APPROVED = "approved"
    EXECUTING = "executing"
    ACCOUNTED = "accounted"
    CANCELLED = "cancelled"


class StepKind(StrEnum):
    """What was done to the act."""

    DRAFTED = "drafted"
    AGREED = "agreed"
    REGIONALLY_AGREED = "region-agreed"
    APPROVED = "approved"
    BEGUN = "begun"
    ACCOUNTED = "accounted"
    CANCELLED = "cancelled"

    @property
    def leads_to(self) -> ActState:
        """The state after the step."""
        return _LEADS_TO[self]


_LEADS_TO = {
    StepKind.DRAFTED: ActState.DRAFT,
    StepKind.AGREED: ActState.AGREED,
    StepKind.REGIONALLY_AGREED: ActState.REGIONALLY_AGREED,
    StepKind.APPROVED: ActState.APPROVED,
    StepKind.BEGUN: ActState.EXECUTING,
    StepKind.ACCOUNTED: ActState.ACCOUNTED,
    StepKind.CANCELLED: ActState.CANCELLED,
}

FOLLOWS: dict[StepKind, frozenset[ActState]] = {
    StepKind.DRAFTED: frozenset(),
    StepKind.AGREED: frozenset({ActState.DRAFT}),
    StepKind.REGIONALLY_AGREED: frozenset({ActState.AGREED}),
    StepKind.APPROVED: frozenset({ActState.AGREED, ActState.REGIONALLY_AGREED}),
    StepKind.BEGUN: frozenset({ActState.APPROVED}),
    StepKind.ACCOUNTED: frozenset({ActState.EXECUTING}),
    StepKind.CANCELLED: frozenset(
        {ActState.DRAFT, ActState.AGREED, ActState.REGIONALLY_AGREED, ActState.APPROVED}
    ),
}
"""The states each step may be taken in."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step. `digest` is that of the act it was taken on; `seal` chains it to the step before."""

    kind: StepKind
    by: Person
    at: dt.datetime
    digest: Sha256
    protocol: Protocol | None = None
    reason: str = ""
    seal: Sha256 = NO_SEAL

    def sealed(self, before: Sha256 | None) -> Self:
        """The step with its seal, over itself and the seal `before` it."""
        return replace(self, seal=digest({"before": before or NO_SEAL, "step": replace(self, seal=NO_SEAL)}))
