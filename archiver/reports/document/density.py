"""How closely a report is set: as it is read with ease, or so that it stands on one sheet."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Density:
    """`body_pt` of the rows, `padding_mm` above and below their text, `margins_mm` above and below the page.

    `widest_mm` is how wide a turned heading may become before it is made longer; `dense` closes up the head
    and sets signatures beside each other.
    """

    body_pt: float = 8.5
    padding_mm: float = 0.45
    margins_mm: tuple[float, float] = (14.0, 14.0)
    widest_mm: float = 11.5
    dense: bool = False


ROOMY = Density()
LEVELS = (
    ROOMY,
    Density(8.5, 0.3, dense=True),
    Density(8.0, 0.2, widest_mm=13.0, dense=True),
    Density(7.5, 0.15, (12.0, 12.0), widest_mm=16.0, dense=True),
    Density(7.0, 0.12, (10.0, 12.0), widest_mm=16.0, dense=True),
    Density(6.5, 0.1, (9.0, 12.0), widest_mm=16.0, dense=True),
)
"""What is tried for a report that is to stand on one sheet, the easiest to read first."""
