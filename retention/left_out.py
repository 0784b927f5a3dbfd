"""A file whose period is over and that an act does not name: the act itself says so, for who agrees to it."""

from __future__ import annotations

from dataclasses import dataclass

from retention.eligibility import Decision, Reason
from retention.words import FileTitle, Identifier


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What stays in an act for ever, so codes only: a hold's document may name people."""

    file: Identifier
    title: FileTitle
    reasons: tuple[Reason, ...]


def left_out_by(decision: Decision) -> LeftOut:
    """The file of a decision that keeps it from an act."""
    file = decision.candidate.file
    reasons = dict.fromkeys(one.reason for one in decision.exclusions)
    return LeftOut(file.id, file.title, tuple(reasons))
