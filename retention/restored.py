"""A register restored from before its own acts: the acts outside tell what it has forgotten.

Anchors lie outside the register: in bags, in locked objects, on printed acts. An act that an anchor
knows and the register does not (or knows in an older state, or with another content) means that copies
may be gone which the register believes to be there, and the other way round. Until each gap is closed,
nothing is drafted or executed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from retention.act import DestructionAct
from retention.errors import RegisterBehind
from retention.steps import ActState
from retention.words import Identifier, Sha256

_ORDER = (
    ActState.DRAFT,
    ActState.AGREED,
    ActState.REGIONALLY_AGREED,
    ActState.APPROVED,
    ActState.EXECUTING,
    ActState.ACCOUNTED,
)


class GapKind(StrEnum):
    """How the register differs from an anchor."""

    UNKNOWN = "unknown"  # the register has no such act
    OLDER = "older"  # it has the act in an earlier state
    OTHER = "other"  # it has another act under the number


@dataclass(frozen=True, slots=True)
class Anchor:
    """What was put down outside the register of one act at one moment."""

    act: Identifier
    digest: Sha256
    state: ActState
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class Gap:
    """One difference; `state` is what the register has, None for an unknown act."""

    kind: GapKind
    anchor: Anchor
    state: ActState | None

    def __str__(self) -> str:
        return f"{self.anchor.act} ({self.kind}: {self.anchor.state} at {self.anchor.at.date()})"


def gaps(acts: Mapping[Identifier, DestructionAct], anchors: Iterable[Anchor]) -> tuple[Gap, ...]:
    """Where the register is behind its anchors, in the order of the anchors' moments."""
    found = []
    for anchor in sorted(anchors, key=lambda anchor: (anchor.at, anchor.act)):
        act = acts.get(anchor.act)
        if act is None:
            found.append(Gap(GapKind.UNKNOWN, anchor, None))
        elif act.digest != anchor.digest:
            found.append(Gap(GapKind.OTHER, anchor, act.state))
        elif _behind(act.state, anchor.state):
            found.append(Gap(GapKind.OLDER, anchor, act.state))
    return tuple(found)


def check_gaps(found: Iterable[Gap]) -> None:
    """Raise RegisterBehind while there are gaps."""
    listed = tuple(found)
    if listed:
        raise RegisterBehind(listed)


def _behind(known: ActState, anchored: ActState) -> bool:
    if anchored is ActState.CANCELLED:
        return known is not ActState.CANCELLED
    if known is ActState.CANCELLED:
        # Cancelling is only possible before the execution: an execution anchored outside was forgotten.
        return _ORDER.index(anchored) >= _ORDER.index(ActState.EXECUTING)
    return _ORDER.index(known) < _ORDER.index(anchored)
