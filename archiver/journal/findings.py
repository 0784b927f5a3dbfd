"""Findings: what checks and readers say about a journal, with a stable code and a place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any

from archiver.remedies import Remedy


class Severity(StrEnum):
    """How much a finding weighs: BLOCKING stops the group's binder unless accepted with a reason."""

    BLOCKING = "blocking"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a finding points to; every part that is known is filled in.

    `file` is relative to the exports; `cell` is a spreadsheet address («B12») and `path` a JSON
    path (`lessons[3].date`). `subject`, `subgroup` and `term` are as printed on the page, and so is
    `teacher`: two teachers may have a page each of one subject in one term.
    """

    file: str | None = None
    sheet: str | None = None
    cell: str | None = None
    path: str | None = None
    subject: str | None = None
    subgroup: str | None = None
    term: int | None = None
    teacher: str | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """One remark: `code` is stable (`lesson.outside-interval`), texts are in the user's language.

    `group` is the group's displayed name, None when the finding belongs to no group.
    `remedy` is what does what the advice says, where a use case does.
    """

    code: str
    severity: Severity
    message: str
    advice: str
    group: str | None = None
    place: Place = field(default_factory=Place)
    remedy: Remedy | None = None

    def as_json(self) -> dict[str, Any]:
        """An object of a JSON document; the place holds what is known of it.

        `remedy` is a deed and its subject (`archiver.remedies`): a command for it is a door's.
        """
        place = {key: value for key, value in asdict(self.place).items() if value is not None}
        return {
            "code": self.code,
            "severity": self.severity.value,
            "message": self.message,
            "advice": self.advice,
            "remedy": None if self.remedy is None else asdict(self.remedy),
            "group": self.group,
            "place": place,
        }


def worse_than_notes(findings: Iterable[Finding]) -> bool:
    """Whether anything was found that has to be looked at: notes tell, and ask for nothing."""
    return any(finding.severity is not Severity.NOTE for finding in findings)


def count_by_severity(findings: Iterable[Finding]) -> dict[str, int]:
    """Number of findings of each severity, zeros included."""
    counts = {severity.value: 0 for severity in Severity}
    for finding in findings:
        counts[finding.severity.value] += 1
    return counts
