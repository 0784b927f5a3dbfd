"""The plan of a binder: which parts make which volume, and on which pages they will stand.

Regulation item 5 numbers pages through the binder «начиная с первого»; archival practice allows at
most 250 sheets a file, splits it between subjects and numbers each volume from 1 (domain rule 2.5).
Pure: no PDF is opened here.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby, pairwise

from archiver.binder.facing import Page, extent, turned
from archiver.journal.codes import finding
from archiver.journal.findings import Finding, Place
from archiver.locale import _
from archiver.press.part import LaidPart, Part

Interval = tuple[dt.date, dt.date]
"""First and last day, both inclusive."""


@dataclass(frozen=True, slots=True)
class BinderPart:
    """A finished part and what the contents list says of it; texts as printed on the page.

    `digest` is that of what was entered in the section, whatever it looks like on paper.
    """

    title: str
    subgroup: str | None
    term: int
    term_name: str
    teacher: str | None
    interval: Interval | None
    part: Part | LaidPart
    digest: str = ""


@dataclass(frozen=True, slots=True)
class ContentsEntry:
    """A row of the contents: one part and its first and last page in the volume, from 1, inclusive."""

    title: str
    subgroup: str | None
    term: int
    term_name: str
    teacher: str | None
    interval: Interval | None
    first_page: int
    last_page: int
    digest: str = ""


@dataclass(frozen=True, slots=True)
class VolumePlan:
    """One volume: «Том `number` из `count`» (0: nobody knows yet), its parts in order and their pages.

    `pages` and `sheets` count the numbered ones: cover, contents and certification are not among
    them (domain rule 2.6). `max_sheets` is the limit it was planned for. `order` are the pages of each part
    as they lie, with blank ones; where there are facing pages, `titled` says that page 1 tells the group.
    """

    number: int
    count: int
    parts: tuple[BinderPart, ...]
    contents: tuple[ContentsEntry, ...]
    pages: int
    sheets: int
    duplex: bool
    max_sheets: int
    order: tuple[tuple[Page, ...], ...]
    titled: bool

    @property
    def blanks(self) -> int:
        """Numbered pages with nothing on them."""
        return sum(page is None for part in self.order for page in part)


def sheets_of(pages: int, *, duplex: bool) -> int:
    """Sheets of paper that `pages` pages take."""
    return (pages + 1) // 2 if duplex else pages


def plan_volumes(parts: Sequence[BinderPart], *, max_sheets: int, duplex: bool) -> tuple[VolumePlan, ...]:
    """Volumes of at most `max_sheets` sheets for `parts`, which are already in the binder's order.

    As few volumes as possible, and of all such splits the one whose thickest volume is thinnest, so
    that none is almost empty. A subject (equal titles in a row) stays whole unless it alone is
    thicker than a volume; then it is split between its sections. A single section above the limit
    stays whole (see `thickness_findings`). No parts give no volumes.
    """
    units = _units(parts, max_sheets, duplex)
    ends = [0, *accumulate(sum(_extent(part, duplex) for part in unit) for unit in units)]
    cuts = _cuts(ends, max_sheets, duplex, _title_pages(parts, duplex))
    return tuple(
        _volume(
            number,
            len(cuts) - 1,
            tuple(part for unit in units[start:end] for part in unit),
            max_sheets,
            duplex,
        )
        for number, (start, end) in enumerate(pairwise(cuts), 1)
    )


def thickness_findings(plan: VolumePlan, group: str) -> tuple[Finding, ...]:
    """`volume.too-thick` for a volume that one section alone makes thicker than the limit."""
    if plan.sheets <= plan.max_sheets:
        return ()
    part = plan.parts[0]
    return (
        finding(
            "volume.too-thick",
            _(
                "Volume {number} has {sheets} sheets, more than {limit}: «{subject}» alone is thicker "
                "than a volume, and a section is never torn apart."
            ).format(number=plan.number, sheets=plan.sheets, limit=plan.max_sheets, subject=part.title),
            group=group,
            place=Place(subject=part.title, subgroup=part.subgroup, term=part.term),
        ),
    )


Unit = tuple[BinderPart, ...]


def _units(parts: Sequence[BinderPart], max_sheets: int, duplex: bool) -> list[Unit]:
    """What may not be torn apart: subjects, or the sections of a subject that fills more than a volume."""
    units: list[Unit] = []
    for _title, group in groupby(parts, key=lambda part: part.title):
        subject = tuple(group)
        pages = _title_pages(subject, duplex) + sum(_extent(part, duplex) for part in subject)
        if sheets_of(pages, duplex=duplex) <= max_sheets:
            units.append(subject)
        else:
            units.extend((part,) for part in subject)
    return units


def _spreads(part: BinderPart, duplex: bool) -> Sequence[tuple[int, bool]]:
    """What must lie on a side; printed on one side, nothing must."""
    return part.part.spreads if duplex else ()


def _extent(part: BinderPart, duplex: bool) -> int:
    return extent(part.part.pages, _spreads(part, duplex))


def _title_pages(parts: Sequence[BinderPart], duplex: bool) -> int:
    """1 where there are spreads, else 0: the first one lies on the left and cannot be page 1."""
    return int(any(_spreads(part, duplex) for part in parts))


def _cuts(ends: list[int], max_sheets: int, duplex: bool, before: int) -> list[int]:
    """Where volumes begin and end, as indices into units; `ends[i]` is the pages of the first i units.

    `before` are the pages of a volume that come before its parts.
    """

    def sheets(start: int, end: int) -> int:
        return sheets_of(before + ends[end] - ends[start], duplex=duplex)

    def cheapest(limit: int, weight: int) -> list[int]:
        """The cuts with the fewest volumes, then the least sum of `sheets ** weight`."""
        best: list[tuple[int, int, int]] = [(0, 0, 0)]  # volumes, sum, where the last one begins
        for end in range(1, len(ends)):
            best.append(
                min(
                    (best[start][0] + 1, best[start][1] + sheets(start, end) ** weight, start)
                    for start in range(end)
                    if start == end - 1 or sheets(start, end) <= limit
                )
            )
        cuts = [len(ends) - 1]
        while cuts[-1]:
            cuts.append(best[cuts[-1]][2])
        return cuts[::-1]

    if len(ends) == 1:
        return [0]
    fewest = len(cheapest(max_sheets, 0))
    low, high = 1, max_sheets
    while low < high:  # the thinnest limit that needs no more volumes
        middle = (low + high) // 2
        if len(cheapest(middle, 0)) > fewest:
            low = middle + 1
        else:
            high = middle
    return cheapest(low, 2)


def _volume(
    number: int, count: int, parts: tuple[BinderPart, ...], max_sheets: int, duplex: bool
) -> VolumePlan:
    titled = _title_pages(parts, duplex)
    order, firsts, page = [], [], 1 + titled
    for part in parts:
        own = turned(part.part.pages, _spreads(part, duplex), page)
        firsts.append(page + (own[0] is None))
        order.append(own)
        page += len(own)
    pages = page - 1
    contents = tuple(
        ContentsEntry(
            part.title,
            part.subgroup,
            part.term,
            part.term_name,
            part.teacher,
            part.interval,
            first,
            first + len(own) - 1 - (own[0] is None),
            part.digest,
        )
        for part, own, first in zip(parts, order, firsts, strict=True)
    )
    sheets = sheets_of(pages, duplex=duplex)
    return VolumePlan(
        number, count, parts, contents, pages, sheets, duplex, max_sheets, tuple(order), bool(titled)
    )
