"""Checking the audit trail, and noting that it was checked."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable
from dataclasses import replace
from itertools import islice

from archiver.errors import RegisterFailed
from archiver.register.agreeing import all_differing
from archiver.register.chain import MOST_FAULTS, ChainReport
from archiver.register.facts import AUDITED
from archiver.register.model.trail import Anchor
from archiver.register.register import Register


def audit(register: Register, anchors: Iterable[Anchor] = (), *, by: str) -> ChainReport:
    """Check the whole chain, against `anchors` from outside too, and note the outcome in the trail.

    The tables are compared with what the events decide (ADR 0049); MOST_FAULTS differences are named. A chain
    that is broken at its end takes no further event; then the report is all there is.
    """
    with register.reading() as work:
        report = work.trail.verify(anchors)
        found = tuple(islice(all_differing(work.connection), MOST_FAULTS))
    report = replace(report, differences=found)
    with contextlib.nullcontext() if report.whole else contextlib.suppress(RegisterFailed):
        _note(register, report, by)
    return report


def _note(register: Register, report: ChainReport, by: str) -> None:
    with register.transaction(by=by) as work:
        work.trail.note(
            AUDITED,
            "register:1",
            "whole" if report.agreed else "broken",
            events=report.events,
            head=report.head.digest,
            anchored=report.anchored,
            faults=[f"{fault.kind}:{fault.first}-{fault.last}" for fault in report.faults],
            differences=[f"{one.fact}:{one.subject}" for one in report.differences],
        )
