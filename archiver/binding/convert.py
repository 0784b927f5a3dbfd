"""Conversion: journals of any export format written as canonical JSON, all of them or none."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from archiver.binding.college import groups_asked
from archiver.binding.review import reviewed
from archiver.counter.use_case import Workplace, use_case
from archiver.errors import InputInvalid
from archiver.intake.canonical import write_canonical
from archiver.intake.exports import Exports
from archiver.journal.findings import Finding, Severity
from archiver.locale import _
from archiver.permissions import Permission


@use_case(Permission.JOURNAL_CHECK, groups=lambda exports, _out, **_more: groups_asked(exports, ()))
def convert_exports(
    place: Workplace, exports: Exports, out: Path, *, today: dt.date
) -> tuple[tuple[Path, ...], tuple[Finding, ...]]:
    """Write every journal of `exports` into `out`; returns the files and all that is known before print.

    The journals are checked as of `today`: whoever keeps the canonical files instead of the exports learns
    now what would stop their binders. That stops no conversion, for it loses nothing that was read.
    Every group is read before the first file is written, then read again to be written, so that
    a college never stands in memory whole. Raises InputInvalid naming every problem of every file.
    """
    findings = list(exports.findings)
    unreadable = any(finding.severity is Severity.BLOCKING for finding in findings)
    for group in exports.groups:
        reading = group.read()
        # A journal with a file missing must not become the canonical one, whatever the college accepts.
        unreadable = unreadable or any(one.severity is Severity.BLOCKING for one in reading.findings)
        findings += reviewed(group.name, reading, place.settings, today=today).findings
    if unreadable:
        raise InputInvalid(_("Some exports cannot be read; nothing was written."), tuple(findings))
    written = []
    for group in exports.groups:
        journal = group.read().journal
        if journal is not None:
            written.append(write_canonical(journal, out))
    return tuple(written), tuple(findings)
