"""From which account of the operating system each step of an act was taken, as the trail tells."""

from __future__ import annotations

import json

from archiver.register.model.disposal import ActEntry
from archiver.register.work import Work
from retention.act import DestructionAct


def accounts_of(work: Work, act: DestructionAct, entry: ActEntry) -> tuple[str, ...]:
    """The accounts of the steps of `act`, in their order; "" for one that was noted without."""
    of_step: dict[str, str] = {}
    for kind in {step.kind for step in act.steps}:
        for event in work.trail.events(object_=f"act:{entry.id}", action=f"act.{kind}"):
            detail = json.loads(event.detail)
            of_step[detail["seal"]] = detail.get("account", "")
    return tuple(of_step.get(step.seal, "") for step in act.steps)
