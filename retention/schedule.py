"""The retention schedule and its versions: once used it can only be lengthened.

Every change is a new version with an author and a date; old versions stay, because acts quote them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from typing import Self

from retention.errors import ScheduleDisordered, ScheduleShortened, SeriesUnknown
from retention.series import RecordSeries


@dataclass(frozen=True, slots=True)
class Version:
    """One version: number from 1, who made it, from which day it exists, its rows."""

    number: int
    author: str
    adopted_on: dt.date
    series: tuple[RecordSeries, ...]

    def find(self, code: str) -> RecordSeries | None:
        """The row of that code."""
        return next((row for row in self.series if row.code == code), None)


@dataclass(frozen=True, slots=True)
class Rule:
    """A row in force and the version it comes from."""

    series: RecordSeries
    version: int


@dataclass(frozen=True, slots=True)
class Schedule:
    """All versions, oldest first. Make the first with `Schedule.of`, the next with `amended`."""

    versions: tuple[Version, ...]

    @classmethod
    def of(cls, first: Version) -> Self:
        """A schedule of one version; ScheduleDisordered unless it has an author."""
        _check_author(first, last=0)
        return cls((first,))

    @property
    def latest(self) -> Version:
        """The newest version, in force or not."""
        return self.versions[-1]

    def rule(self, code: str, on: dt.date) -> Rule:
        """The rule for a series on a day: of the newest version whose row is in force by then.

        Files closed before that day are under it too: a longer period reaches what is not destroyed
        yet. SeriesUnknown when no version has such a row.
        """
        for version in reversed(self.versions):
            row = version.find(code)
            if version.adopted_on <= on and row is not None and row.valid_from <= on:
                return Rule(row, version.number)
        raise SeriesUnknown(series=code, on=on)

    def rules(self, on: dt.date) -> tuple[Rule, ...]:
        """The rule of every series that has one on that day, by code."""
        codes = sorted({row.code for version in self.versions for row in version.series})
        found = []
        for code in codes:
            try:
                found.append(self.rule(code, on))
            except SeriesUnknown:
                continue
        return tuple(found)

    def amended(self, version: Version, *, used: Collection[str]) -> Self:
        """The schedule with `version` added; `used` are the codes of series that have files.

        Raises ScheduleDisordered (no author, not the next number, dated before the last) and
        ScheduleShortened (a used series left out, with a shorter period, or with fewer decisions).
        Each row is compared with every earlier one, so no chain of changes shortens either.
        """
        last = self.latest
        _check_author(version, last=last.number)
        if version.number != last.number + 1:
            raise ScheduleDisordered(version=version.number, last=last.number, fault="not-next")
        if version.adopted_on < last.adopted_on:
            raise ScheduleDisordered(version=version.number, last=last.number, fault="earlier-date")
        weaker = [code for code in sorted(used) if self._weakens(version, code)]
        if weaker:
            raise ScheduleShortened(version=version.number, series=weaker)
        return type(self)((*self.versions, version))

    def _weakens(self, version: Version, code: str) -> bool:
        rows = [row for earlier in self.versions if (row := earlier.find(code)) is not None]
        new = version.find(code)
        # A row taken over unchanged is no change of its series, whatever became of it while unused.
        if not rows or new == rows[-1]:
            return False
        return new is None or new.weakens(rows[-1])


def _check_author(version: Version, *, last: int) -> None:
    if not version.author.strip():
        raise ScheduleDisordered(version=version.number, last=last, fault="no-author")
    codes = [row.code for row in version.series]
    if len(set(codes)) != len(codes):
        raise ScheduleDisordered(version=version.number, last=last, fault="series-twice")
