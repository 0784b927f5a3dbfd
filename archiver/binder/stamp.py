"""Stamps: the page number at the top right, the mirrored margin, and ЧЕРНОВИК under the text.

They are content streams put before and after a page's own, so that the page itself stays the bytes
the press made and a part can be bound on any page (design, «Page numbers»). No transparency: ISO
19005-2 allows it, but a part of it in a volume would have to be judged page by page.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from archiver.press.text.letters import letters

MM = 72 / 25.4
"""PDF units in a millimetre."""

OUTER_MARGIN_MM = 10.0
"""The margin away from the binding (ГОСТ Р 7.0.97: at least 10 mm); templates/press/base.html has it too."""

NUMBER_POINTS = 12.0
NUMBER_BASELINE_MM = 12.0
"""From the top edge, inside the margin of 20 mm: «в верхнем правом углу» (regulation item 5)."""

FACE = "PTF55F"
FONT_NAME = "/Stamp"
"""The stamps' face in a page's resources."""

DRAFT = "ЧЕРНОВИК"
_DRAFT_GREY = 0.9


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page's size in PDF units, and whether it is the back of a sheet printed on both sides."""

    width: float
    height: float
    back: bool
    binding_margin_mm: float

    @property
    def shift(self) -> float:
        """How far the back's text moves so that its margins mirror those of the face (ГОСТ Р 7.0.97, 3.3)."""
        return (OUTER_MARGIN_MM - self.binding_margin_mm) * MM if self.back else 0.0

    @property
    def right_edge(self) -> float:
        """Where the text ends at the right."""
        return self.width - OUTER_MARGIN_MM * MM + self.shift


def opening(sheet: Sheet) -> bytes:
    """What stands before the page's own content."""
    return b"q\n" + (f"1 0 0 1 {sheet.shift:.4f} 0 cm\n".encode() if sheet.back else b"")


def closing(sheet: Sheet, number: int | None) -> bytes:
    """What stands after it: the number of the page, if it has one."""
    if number is None:
        return b"Q\n"
    glyphs, width = letters(FACE).figures(str(number))
    x = sheet.right_edge - width * NUMBER_POINTS / 1000
    y = sheet.height - NUMBER_BASELINE_MM * MM
    return (
        "Q\n/Artifact <</Type /Pagination /Subtype /Header>> BDC\n"
        f"BT 0 g {FONT_NAME} {NUMBER_POINTS:g} Tf 1 0 0 1 {x:.4f} {y:.4f} Tm <{glyphs}> Tj ET\nEMC\n"
    ).encode()


def draft_mark(sheet: Sheet) -> bytes:
    """«ЧЕРНОВИК» along the diagonal, light grey, painted before the text and so under it."""
    glyphs, width = letters(FACE).figures(DRAFT)
    diagonal = math.hypot(sheet.width, sheet.height)
    size = 0.66 * diagonal * 1000 / width
    cos, sin = sheet.width / diagonal, sheet.height / diagonal
    # Centred: half the word's length back along the diagonal, a third of the size (half a capital) down.
    along, across = -width * size / 2000, -0.35 * size
    x = sheet.width / 2 + along * cos - across * sin
    y = sheet.height / 2 + along * sin + across * cos
    return (
        "/Artifact <</Type /Background>> BDC\n"
        f"q {_DRAFT_GREY} g BT {FONT_NAME} {size:.3f} Tf "
        f"{cos:.5f} {sin:.5f} {-sin:.5f} {cos:.5f} {x:.3f} {y:.3f} Tm <{glyphs}> Tj ET Q\nEMC\n"
    ).encode()
