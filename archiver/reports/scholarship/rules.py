"""What a kind of scholarship asks for, and who may be proposed for one at all.

The regional decree (Samara: № 764 of 16.12.2013) and order 1663 of 27.12.2016 for the federal budget agree in
this: no grade below 4 and no debts, full-time studies, on the budget; students of the first year all get it
until their first attestation (domain 1.3).
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from archiver.reports.statement.tally import Tally
from archiver.settings.scholarships import Retakes


@dataclass(frozen=True, slots=True)
class Rule:
    """A kind of scholarship and what it asks for; `for_paying` one that is not the state's."""

    name: str
    lowest_grade: int = 4
    least_average: Decimal = Decimal(0)
    most_debts: int = 0
    for_paying: bool = False

    def holds(self, tally: Tally, earlier_debts: int = 0) -> bool:
        """Whether results, and debts of earlier terms, fulfil it; those of a student without any do not."""
        grades = {5: tally.fives, 4: tally.fours, 3: tally.threes, 2: tally.twos}
        below = sum(count for grade, count in grades.items() if grade < self.lowest_grade)
        # A 2 is a debt as well: where debts are allowed it is counted as one, not twice.
        low = below - (tally.twos if self.most_debts else 0)
        average = tally.average if tally.average is not None else Decimal(0)
        return (
            tally.due > 0
            and low <= 0
            and tally.debts + earlier_debts <= self.most_debts
            and (not self.least_average or average >= self.least_average)
        )

    @property
    def demands(self) -> tuple[int, Decimal, int]:
        """How much it asks for, to find the kind that asks for least."""
        return self.lowest_grade, self.least_average, -self.most_debts


@dataclass(frozen=True, slots=True)
class Conditions:
    """The college's rules in their order, what is printed where none holds, and what a retake does."""

    rules: tuple[Rule, ...]
    otherwise: str = "нет"
    retakes: Retakes = Retakes.COMMISSION

    @property
    def first_year(self) -> Rule | None:
        """What everybody of the first year gets: the state's kind that asks for least."""
        return min(
            (rule for rule in self.rules if not rule.for_paying), key=lambda rule: rule.demands, default=None
        )


_PART_TIME = ("заоч", "вечер")
_FULL_TIME = ("очн", "дневн")


def full_time(form: str | None) -> bool | None:
    """Whether a form of studies («очная», «очно-заочная») is the full-time one; None where it is not told."""
    text = (form or "").casefold()
    if any(part in text for part in _PART_TIME):
        return False
    return True if any(part in text for part in _FULL_TIME) else None
