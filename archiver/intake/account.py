"""The law of conservation: what became of everything that stands in a file of the exports."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FileAccount:
    """The account of one file: `seen == used + reported + left_out`.

    `unit` is «cells» (tables: cells that are not empty) or «field kinds» (answers of the module: kinds of
    fields, not values). `used` is what is printed or understood as a heading; `reported` what a finding
    names; `left_out` what docs/module-answers.md lists as known and not needed (always 0 for tables).
    """

    file: str
    unit: str
    seen: int
    used: int
    reported: int
    left_out: int = 0

    @property
    def balanced(self) -> bool:
        """Whether nothing of the file is unaccounted for."""
        return self.seen == self.used + self.reported + self.left_out
