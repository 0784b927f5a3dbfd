"""How the lessons of a section are shared out: so many on a marks page, so many topics on a list page.

Few pages, and even ones: 28 lessons are 14 and 14, not 25 and 3, and topics that take two pages fill both
alike. Pure arithmetic on heights and counts; lengths are in mm.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Portion:
    """Lessons that stand on one marks page, and the pages on which their topics are listed, in order.

    Indices are those of the section's lessons; `lists` cover `lessons` without a gap.
    """

    lessons: range
    lists: tuple[range, ...]

    @property
    def pages(self) -> int:
        """Pages of the list, and one of marks."""
        return 1 + len(self.lists)


def portions(
    heights: Sequence[float], most: int, room: float, closing: float, *, facing: bool = False
) -> tuple[Portion, ...]:
    """The portions that take the fewest pages, no marks page with more than `most` lessons.

    `heights` are those of the topics' rows, `room` what a list page holds of them, `closing` what must
    stand under the very last one. A row higher than a page has pages of its own. `facing` pages begin each
    portion on the left, so that an odd number of them leaves one blank; where it makes no difference, topics
    on one page are taken, which face all their marks.
    """
    count = len(heights)
    if not count:
        return ()
    least = -(-count // most)
    # Topics run on from page to page inside a portion, so that one more portion saves a page at the most:
    # where its border falls on one that the list would have anyway. Full portions are tried last: an even
    # border may part topics that just fit on a page together.
    splits = [even(count, number) for number in range(least, min(least + 1, count) + 1)]
    splits.append([range(first, min(first + most, count)) for first in range(0, count, most)])
    best: tuple[Portion, ...] = ()
    for split in splits:
        found = tuple(
            Portion(share, _lists(heights, share, room, closing if share.stop == count else 0.0))
            for share in split
        )
        if not best or cost(found, facing=facing) < cost(best, facing=facing):
            best = found
        if cost(best, facing=facing) == (2 * least, 0):
            break  # a page of marks and one of topics each: nothing takes fewer
    return best


def cost(found: Sequence[Portion], *, facing: bool) -> tuple[int, int]:
    """Pages, and how many portions have topics that do not face their marks."""
    if not facing:
        return sum(one.pages for one in found), 0
    return sum(one.pages + one.pages % 2 for one in found), sum(len(one.lists) > 1 for one in found)


def even(count: int, shares: int) -> list[range]:
    """`count` things in so many shares, which differ by one at the most."""
    if not count:
        return []
    edges = [round(count * at / shares) for at in range(shares + 1)]
    return [range(first, last) for first, last in pairwise(edges)]


def _lists(heights: Sequence[float], share: range, room: float, closing: float) -> tuple[range, ...]:
    """The list pages of one portion: as few as hold it, as even as their rows allow."""
    rows = [heights[at] for at in share]
    rows[-1] += closing
    edges = _filled(rows, room)
    if len(edges) > 1:
        edges = _evenly(rows, edges, room)
    stops = [share.start + stop for stop in edges]
    return tuple(range(first, last) for first, last in pairwise([share.start, *stops]))


def _evenly(rows: Sequence[float], edges: list[int], room: float) -> list[int]:
    """The ends of as many pages as `edges` are, in the least room in which `rows` take no more.

    `edges` fill `room`. Each step takes just less room than the fullest page needs, until that costs a page.
    """
    highest = max(rows)
    while highest <= room:
        fullest = max(sum(rows[first:last]) for first, last in pairwise([0, *edges]))
        if fullest <= highest + _ROUNDING:
            break  # a row alone on its page
        tried = _filled(rows, max(fullest - 2 * _ROUNDING, highest))
        if len(tried) > len(edges):
            break
        edges = tried
    return edges


def _filled(rows: Sequence[float], room: float) -> list[int]:
    """Where pages end when each takes all it can: the index after its last row."""
    stops, used = [], 0.0
    for at, height in enumerate(rows):
        if used and used + height > room + _ROUNDING:
            stops.append(at)
            used = 0.0
        used += height
    return [*stops, len(rows)]


_ROUNDING = 1e-9
