"""What marks mean, and how figures are rounded."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

GRADES = {"5": 5, "4": 4, "3": 3, "2": 2}
"""Domain 4.4: MarkRating."""
ABSENT = {"уп": False, "б": False, "нп": True, "н": None}
"""Domain 4.4: absence → without a valid reason? «н» tells no reason: it is not known. Late is no absence."""
DEBTS = frozenset({"2", "незач", "н/а", "н/я"})
"""docs/grade-statement.md: «н/а», «н/я», «незачёт» и «2» — задолженность."""
PASSED = frozenset({"5", "4", "3", "зач"})
NOT_ATTESTED = frozenset({"н/а", "н/я"})


def rounded(value: Fraction, places: int) -> Decimal:
    """Half up, as people round."""
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def share(part: int, whole: int) -> Decimal | None:
    """Per cent with one digit; None of nobody."""
    return rounded(Fraction(100 * part, whole), 1) if whole else None


def mean(grades: list[int]) -> Decimal | None:
    """Two digits."""
    return rounded(Fraction(sum(grades), len(grades)), 2) if grades else None


def is_absence(texts: list[str]) -> bool:
    """Is there a mark of absence in the cell («уп,5» too)?"""
    return any(text in ABSENT for text in texts)
