"""Facing pages: in a volume printed on both sides, marks lie on the left and their topics on the right.

A page with an even number is the back of a sheet and lies on the left of the open volume, as in every book.
Where a spread would begin on the wrong side, a blank page goes before it.
"""

from __future__ import annotations

from collections.abc import Sequence

Page = int | None
"""The index of a page in its part, from 0; None is a blank page."""


def turned(pages: int, spreads: Sequence[tuple[int, bool]], first: int) -> tuple[Page, ...]:
    """The pages of a part that begins on page `first` of its volume, blank ones where a side is wanted.

    `spreads` are (index of its first page, whether that must lie on the left), as `Part.spreads`.
    """
    sides = dict(spreads)
    found: list[Page] = []
    for index in range(pages):
        number = first + len(found)
        if index in sides and sides[index] is not (number % 2 == 0):
            found.append(None)
        found.append(index)
    return tuple(found)


def extent(pages: int, spreads: Sequence[tuple[int, bool]]) -> int:
    """Pages that a part takes at the most, blank ones with it, wherever in a volume it begins."""
    return max(len(turned(pages, spreads, first)) for first in (1, 2))
