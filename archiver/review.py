"""Review before print: a group is read and checked, and it is decided whether its binder may be made.

Regulation item 5: «Перед печатью необходимо проверить отображение всех сведений».
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from archiver.intake.account import FileAccount
from archiver.intake.exports import GroupExport
from archiver.journal.checks import check
from archiver.journal.collation import same_name
from archiver.journal.findings import Finding, Severity
from archiver.journal.model import Journal
from archiver.press.legibility import unprintable_findings
from archiver.settings import Accepted, Settings


@dataclass(frozen=True, slots=True)
class Review:
    """What is known of a group before print; `journal` None when its export cannot be read.

    `accepted` are the blocking findings the college took upon itself, with their reasons; `account` says
    of each file read what became of everything in it.
    """

    name: str
    journal: Journal | None
    findings: tuple[Finding, ...]
    accepted: tuple[Accepted, ...] = ()
    account: tuple[FileAccount, ...] = ()

    @property
    def readable(self) -> bool:
        """Whether every file of the group could be read."""
        return self.journal is not None and not any(
            finding.severity is Severity.BLOCKING and finding.code.startswith("file.")
            for finding in self.findings
        )

    @property
    def blocking(self) -> tuple[Finding, ...]:
        """Blocking findings that nobody has accepted."""
        codes = {item.code for item in self.accepted}
        return tuple(
            finding
            for finding in self.findings
            if finding.severity is Severity.BLOCKING and finding.code not in codes
        )


def review(export: GroupExport, settings: Settings, accepted: Sequence[Accepted] = ()) -> Review:
    """Read `export` and check it; `accepted` comes on top of what `settings` accepts."""
    reading = export.read()
    findings = reading.findings
    if reading.journal is not None:
        findings += check(reading.journal, min_grades=settings.checks.min_grades)
        findings += unprintable_findings(reading.journal)
    found = {finding.code for finding in findings if finding.severity is Severity.BLOCKING}
    return Review(
        export.name,
        reading.journal,
        findings,
        tuple(
            item
            for item in (*settings.accepted, *accepted)
            if same_name(item.group, export.name) and item.code in found
        ),
        reading.account,
    )
