"""What a code of a finding is: how much it weighs, its title and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass

from archiver.journal.findings import Severity
from archiver.locale import _
from archiver.remedies import Remedy

BLOCKING, WARNING, NOTE = Severity.BLOCKING, Severity.WARNING, Severity.NOTE


@dataclass(frozen=True, slots=True)
class Code:
    """A kind of finding: its default severity and, in English, its title and what to do.

    `remedy` is what does it, where a use case does.
    """

    severity: Severity
    title_source: str
    advice_source: str
    remedy: Remedy | None = None

    @property
    def title(self) -> str:
        """What is found, in the user's language."""
        return _(self.title_source)

    @property
    def advice(self) -> str:
        """What to do about it, in the user's language."""
        return _(self.advice_source)
