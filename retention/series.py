"""A row of the retention schedule: what a series of records is, how long it is kept and why."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from retention.period import RetentionPeriod, covers
from retention.words import SeriesCode


class Action(StrEnum):
    """What happens at the end of the period."""

    DESTROY = "destroy"
    REVIEW = "review"  # the commission decides file by file


@dataclass(frozen=True, slots=True)
class RecordSeries:
    """A series of the file plan with its retention rule (domain 2.2, 2.12).

    `mandate` is the text of the basis, `article` the item of a list or "". `appraisal` is the mark
    «ЭПК»: the regional commission must look before destruction. `statement_series` names the series
    that must be taken out and registered before files of this one may go (regulation item 5,
    «изъятых из ЭЖ сводных ведомостей»). `personal_data`: destruction needs the papers of order 179.
    `valid_from` is the first day the rule is in force.
    """

    code: SeriesCode
    title: str
    period: RetentionPeriod
    mandate: str
    valid_from: dt.date
    article: str = ""
    action: Action = Action.DESTROY
    appraisal: bool = False
    personal_data: bool = True
    statement_series: SeriesCode | None = None

    def weakens(self, before: RecordSeries) -> bool:
        """Whether a file under this rule could go earlier, or with fewer decisions, than under `before`."""
        return (
            not covers(self.period, before.period)
            or (before.action is Action.REVIEW and self.action is Action.DESTROY)
            or (before.appraisal and not self.appraisal)
            or (before.personal_data and not self.personal_data)
            or (before.statement_series is not None and self.statement_series != before.statement_series)
        )
