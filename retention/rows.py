"""A frozen row of an act: what the file was, so that the act says it after the file is gone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from retention.clock import Explanation
from retention.copies import Copy
from retention.errors import FilesExcluded
from retention.period import RetentionPeriod
from retention.words import FileTitle, Identifier, SeriesCode


@dataclass(frozen=True, slots=True)
class ActRow:
    """One file of an act (form of domain 2.13, columns 1–8) with its copies as they were known.

    `inventory` and `unit` are columns 4 and 5: number of the inventory and of the unit in it; for files
    that never got an inventory the year of the file plan and the file's index. `units` are storage
    units (volumes), `sheets` those of each volume.
    """

    file: Identifier
    series: SeriesCode
    title: FileTitle
    inventory: str
    unit: str
    sheets: tuple[int, ...]
    period: RetentionPeriod
    mandate: str
    article: str
    schedule_version: int
    eligible_from: dt.date
    personal_data: bool
    copies: tuple[Copy, ...]
    remark: str = ""
    number: int = 0

    @property
    def units(self) -> int:
        """Storage units: volumes; a file that was never printed is one."""
        return max(1, len(self.sheets))


def row_of(
    told: Explanation,
    copies: Iterable[Copy],
    *,
    inventory: str,
    unit: str,
    sheets: tuple[int, ...],
    remark: str = "",
) -> ActRow:
    """The row of a file whose period is over; its rule and day are taken from the explanation.

    Raises FilesExcluded for a file that has no day of eligibility.
    """
    series, file = told.rule.series, told.file
    if told.eligible_from is None:
        raise FilesExcluded(act="", step="drafted", excluded={file.id: [told.state.value]})
    return ActRow(
        file.id,
        file.series,
        file.title,
        inventory,
        unit,
        sheets,
        series.period,
        series.mandate,
        series.article,
        told.rule.version,
        told.eligible_from,
        series.personal_data,
        tuple(copies),
        remark,
    )
