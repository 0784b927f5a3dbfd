"""What a run of year-end is to bind."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a run is to bind: `term` is the number of a study period, None for the year's file.

    No volume gets a number of its copy below `copy`. `groups` are names as they were typed, () for all.
    """

    term: int | None = None
    copy: int = 1
    groups: tuple[str, ...] = ()


WHOLE_YEAR = Wanted()
"""The files of all groups."""
