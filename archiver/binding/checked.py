"""Exports checked before anything is printed, and the document that tells machines of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from archiver.binding.college import accepted_of_nobody, chosen_groups, groups_asked
from archiver.binding.periods import review_wanted
from archiver.binding.remarks import Remark, remarks_of
from archiver.binding.review import Review
from archiver.counter.use_case import Workplace, use_case
from archiver.intake.account import FileAccount
from archiver.intake.exports import Exports
from archiver.intake.taken import Taken
from archiver.journal.codes import finding
from archiver.journal.findings import Finding, Severity, count_by_severity
from archiver.locale import ngettext
from archiver.permissions import Permission


@dataclass(frozen=True, slots=True)
class Checked:
    """Everything found; `groups` are JSON-ready, so that no college stands in memory whole.

    `findings` are those `of_no_group` and those of every group. `unreadable`: some export cannot be read.
    `remarks` are those of the findings that teachers can put right.
    """

    of_no_group: Sequence[Finding]
    findings: Sequence[Finding]
    groups: tuple[Mapping[str, Any], ...] = ()
    account: Sequence[FileAccount] = ()
    today: dt.date | None = None
    unreadable: bool = True
    remarks: Sequence[Remark] = ()

    @property
    def counts(self) -> dict[str, int]:
        """How many findings there are of each severity."""
        return count_by_severity(self.findings)

    def as_json(self) -> dict[str, Any]:
        """The document, but for the settings that were in force."""
        return {
            "format": "college-archiver/check",
            "version": 1,
            "today": self.today.isoformat() if self.today else None,
            "groups": self.groups,
            "findings": [finding.as_json() for finding in self.of_no_group],
            "account": [asdict(one) for one in self.account],
            "counts": self.counts,
        }


def _of_groups(
    exports: Exports,
    *,
    today: dt.date,  # noqa: ARG001
    groups: Sequence[str] = (),
    term: int | None = None,  # noqa: ARG001
) -> tuple[str, ...]:
    return groups_asked(exports, groups)


@use_case(Permission.JOURNAL_CHECK, groups=_of_groups)
def check_exports(
    place: Workplace,
    exports: Exports,
    *,
    today: dt.date,
    groups: Sequence[str] = (),
    term: int | None = None,
) -> Checked:
    """What is known before print of each group, or of those named; raises UsageError for one not there.

    With `term` of the study period of that number alone, as its volumes are bound by themselves.
    """
    ages = (_age(one, today) for one in exports.taken)
    of_no_group = (*exports.findings, *ages, *accepted_of_nobody(exports, place.settings))
    findings, unreadable = [*of_no_group], _blocked(of_no_group)
    told = []
    remarks: list[Remark] = []
    for export in chosen_groups(exports, groups):
        seen = review_wanted(export, place.settings, today=today, period=term)
        unreadable = unreadable or not seen.readable
        findings += seen.findings
        remarks += remarks_of(seen)
        told.append(_group_json(seen))
    account = exports.account
    return Checked(of_no_group, tuple(findings), tuple(told), account, today, unreadable, tuple(remarks))


def _age(taken: Taken, today: dt.date) -> Finding:
    """How old a snapshot is: what has been entered since is not in it."""
    on = (taken.finished or taken.begun).astimezone()
    message = ngettext(
        "The snapshot of {address} was taken on {moment}, {count} day ago.",
        "The snapshot of {address} was taken on {moment}, {count} days ago.",
        days := max(0, (today - on.date()).days),
    )
    return finding(
        "snapshot.age", message.format(address=taken.address, moment=f"{on:%d.%m.%Y %H:%M}", count=days)
    )


def _blocked(findings: Sequence[Finding]) -> bool:
    return any(finding.severity is Severity.BLOCKING for finding in findings)


def _group_json(seen: Review) -> dict[str, Any]:
    journal = seen.journal
    return {
        "name": seen.name,
        "year": str(journal.year) if journal else None,
        "format": journal.format if journal else None,
        "sections": len(journal.sections) if journal else None,
        "blocked": journal is None or bool(seen.blocking),
        "counts": count_by_severity(seen.findings),
        "accepted": [{"code": one.code, "reason": one.reason, "by": one.by} for one in seen.accepted],
        "findings": [finding.as_json() for finding in seen.findings],
        "account": [asdict(one) for one in seen.account],
    }
