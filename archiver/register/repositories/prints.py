"""Prints: which copies of which volumes are on paper."""

from __future__ import annotations

from dataclasses import asdict, replace

import sqlalchemy as sa

from archiver.register.desk import Desk, columns
from archiver.register.model.prints import VolumePrint
from archiver.register.tables.prints import prints

_SELECT = sa.select(*columns(prints, VolumePrint)).order_by(
    prints.c.file, prints.c.period, prints.c.volume, prints.c.copy
)


class Prints:
    """Copies of volumes on paper."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def of_year(self, academic_year: int) -> tuple[VolumePrint, ...]:
        """All of a year, those of one volume together and in the order of their numbers."""
        return self._desk.all(VolumePrint, _SELECT.where(prints.c.academic_year == academic_year))

    def all(self) -> tuple[VolumePrint, ...]:
        """The same of all years."""
        return self._desk.all(VolumePrint, _SELECT)

    def numbered(self, volume: int, copy: int) -> tuple[VolumePrint, ...]:
        """Copies of one number of volumes of one number: of every group and year."""
        return self._desk.all(VolumePrint, _SELECT.where(prints.c.volume == volume, prints.c.copy == copy))

    def of_volume(self, file: str, period: int, volume: int) -> tuple[VolumePrint, ...]:
        """The copies of one volume, in the order of their numbers."""
        query = _SELECT.where(prints.c.file == file, prints.c.period == period, prints.c.volume == volume)
        return self._desk.all(VolumePrint, query)

    def add(self, one: VolumePrint) -> VolumePrint:
        """Note a copy; that it has a number of its own is for the caller to see to."""
        added = replace(one, id=self._desk.insert(prints, one))
        self._note("volume.certified" if one.certified_on else "volume.printed", added)
        return added

    def certify(self, one: VolumePrint) -> VolumePrint:
        """Note the certification of a copy that was noted before: its day, the sheets counted, the reason."""
        self._desk.who()
        changed = {key: asdict(one)[key] for key in ("certified_on", "certified_sheets", "reason")}
        self._desk.connection.execute(sa.update(prints).where(prints.c.id == one.id).values(**changed))
        self._note("volume.certified", one)
        return one

    def _note(self, action: str, one: VolumePrint) -> None:
        self._desk.note(
            action,
            f"print:{one.id}",
            file=one.file,
            period=one.period,
            volume=one.volume,
            copy=one.copy,
            identifier=one.identifier,
            sha256=one.sha256,
            sheets=one.sheets,
            printed_on=one.printed_on,
            certified_on=one.certified_on,
            certified_sheets=one.certified_sheets,
            reason=one.reason,
        )
