"""Checking the audit trail, and noting that it was checked."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable

from archiver.errors import RegisterFailed
from archiver.register.chain import ChainReport
from archiver.register.facts import AUDITED
from archiver.register.model.trail import Anchor
from archiver.register.register import Register


def audit(register: Register, anchors: Iterable[Anchor] = (), *, by: str) -> ChainReport:
    """Check the whole chain, against `anchors` from outside too, and note the outcome in the trail.

    A chain that is broken at its end takes no further event; then the report is all there is.
    """
    with register.reading() as work:
        report = work.trail.verify(anchors)
    with contextlib.nullcontext() if report.whole else contextlib.suppress(RegisterFailed):
        _note(register, report, by)
    return report


def _note(register: Register, report: ChainReport, by: str) -> None:
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
