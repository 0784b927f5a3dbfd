"""Checking the audit trail, and noting that it was checked."""

from __future__ import annotations

from collections.abc import Iterable

from archiver.register.chain import ChainReport
from archiver.register.level.facts import AUDITED
from archiver.register.model.trail import Anchor
from archiver.register.register import Register


def audit(register: Register, anchors: Iterable[Anchor] = (), *, by: str) -> ChainReport:
    """Check the whole chain, against `anchors` from outside too, and note the outcome in the trail."""
    with register.reading() as work:
        report = work.trail.verify(anchors)
    with register.transaction(by=by) as work:
        work.trail.note(
            AUDITED,
            "register:1",
            "whole" if report.whole else "broken",
            events=report.events,
            head=report.head.digest,
            anchored=report.anchored,
            faults=[f"{fault.kind}:{fault.first}-{fault.last}" for fault in report.faults],
        )
    return report
