"""Inventories of files kept for over ten years: the commission agrees to them before an act of the same years
or at the sitting that agrees to it; of an acquisition source the region has approved them (domain 1.3).

What was agreed is an event, so it is asked once for a year and remembered.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable
from dataclasses import dataclass

from archiver.errors import Refused, UsageError
from archiver.journal.model import AcademicYear
from archiver.locale import _
from archiver.register.model.files import File
from archiver.register.work import Work
from archiver.remedies import Deed, Remedy
from retention.errors import SeriesUnknown
from retention.people import Protocol
from retention.period import Permanent, Years
from retention.schedule import Schedule

AGREED = "inventories.agreed"
_LONG = 10


@dataclass(frozen=True, slots=True)
class Inventories:
    """The protocols that an act names; `with_act`: the one that agrees to the act will be it."""

    protocols: tuple[Protocol, ...] = ()
    with_act: bool = False


@dataclass(frozen=True, slots=True)
class Asking:
    """Asks for the inventories of the years of an act; files of other colleges do not count."""

    work: Work
    schedule: Schedule
    college: str
    today: dt.date

    def of(self, files: Iterable[File], given: Protocol | None, *, with_act: bool) -> Inventories:
        """The protocols, those that are `given` remembered for every year of the files that needs one.

        Raises UsageError for a protocol without a number or of the future, Refused where a year has none.
        """
        years = [year for year in sorted({file.academic_year for file in files}) if self._kept_long(year)]
        if given is not None:
            if not given.complete or given.on > self.today:
                raise UsageError(
                    _("Name the number of the protocol, and a date of the sitting that has been.")
                )
            for year in years:
                note_agreed(self.work, self.college, year, given)
            return Inventories((given,))
        known = {year: agreed_of(self.work, self.college, year) for year in years}
        missing = [str(AcademicYear(year)) for year, protocol in known.items() if protocol is None]
        if missing and not with_act:
            raise Refused(
                _(
                    "It is not known that the commission has agreed to the inventories of files kept for "
                    "over ten years, of {years}."
                ).format(years=", ".join(missing)),
                remedy=Remedy(Deed.NAME_INVENTORIES),
            )
        there = dict.fromkeys(protocol for protocol in known.values() if protocol is not None)
        return Inventories(tuple(there), with_act=bool(missing))

    def _kept_long(self, year: int) -> bool:
        """Whether a file of the year is kept for over ten years: then there is an inventory to agree to."""
        return any(self._long(file) for file in self.work.files.of_year(year) if file.college == self.college)

    def _long(self, file: File) -> bool:
        try:
            period = self.schedule.rule(file.series, self.today).series.period
        except SeriesUnknown:
            return False
        return isinstance(period, Permanent) or (isinstance(period, Years) and period.years > _LONG)


def note_agreed(work: Work, college: str, year: int, protocol: Protocol) -> None:
    """Remember that the inventories of an academic year are agreed to."""
    work.trail.note(
        AGREED, f"inventories:{year}", college=college, number=protocol.number, on=protocol.on.isoformat()
    )


def agreed_of(work: Work, college: str, year: int) -> Protocol | None:
    """The last protocol on the inventories of an academic year; None while none is known."""
    found = None
    for event in work.trail.events(object_=f"inventories:{year}", action=AGREED):
        detail = json.loads(event.detail)
        if detail["college"] == college:
            found = Protocol(detail["number"], dt.date.fromisoformat(detail["on"]))
    return found
