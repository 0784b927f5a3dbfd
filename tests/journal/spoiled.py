"""What the tests of checks ask of a spoiled journal."""

from __future__ import annotations

from archiver.journal.checks import check
from archiver.journal.findings import Finding
from archiver.journal.model import Journal


def codes(journal: Journal) -> list[str]:
    """The codes found, in their order."""
    return [finding.code for finding in check(journal)]


def only(journal: Journal, code: str) -> Finding:
    """The one finding of `code`."""
    found = [finding for finding in check(journal) if finding.code == code]
    assert len(found) == 1, codes(journal)
    return found[0]
