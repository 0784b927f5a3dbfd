"""The file plan of a year (номенклатура дел) with its closing entry (domain 2.12)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from archiver.papers.forms import NO_PROTOCOL, NOBODY, Organisation, Protocol, Signer, set_form
from archiver.papers.wording import FILES, sum_of
from archiver.press.engine import Typeset
from archiver.settings.file_plan import period_text
from archiver.settings.pdf_a import PdfA
from retention.period import Permanent, RetentionPeriod, Years
from retention.schedule import Rule

_LONG = 10
"""Years: «временного (свыше 10 лет)» begins after them."""


class Category(StrEnum):
    """The lines of the closing entry."""

    PERMANENT = "Постоянного"
    LONG = "Временного (свыше 10 лет)"
    SHORT = "Временного (до 10 лет включительно)"


@dataclass(frozen=True, slots=True)
class PlanRow:
    """A row of the plan; `units` is the number of files opened, of which `carried` go on next year.

    `units` None is a blank to write in. A series kept electronically says so in `remark`:
    «ведётся в электронном виде».
    """

    index: str
    title: str
    units: int | None
    period: str
    category: Category
    carried: int = 0
    appraisal: bool = False
    remark: str = ""


@dataclass(frozen=True, slots=True)
class ClosingLine:
    """A line of the closing entry: files in all, carried over, with the mark «ЭПК»."""

    name: str
    total: int | None
    carried: int
    appraised: int


@dataclass(frozen=True, slots=True)
class PlanForm:
    """All texts of the plan.

    `span` follows «На» («2026 год»), `within` follows «в» («2026 году»).
    """

    college: Organisation
    director: Signer
    span: str
    within: str
    rows: tuple[PlanRow, ...]
    number: str = ""
    on: str = ""
    department: str = ""
    compiler: Signer = NOBODY
    commission: Protocol = NO_PROTOCOL
    regional: Protocol | None = None


def plan_row(rule: Rule, units: int | None, *, carried: int = 0, remark: str = "") -> PlanRow:
    """The row of a series of the schedule."""
    series = rule.series
    article = series.article or series.mandate
    return PlanRow(
        str(series.code),
        series.title,
        units,
        period_text(series.period, article, appraisal=series.appraisal),
        category(series.period),
        carried,
        series.appraisal,
        remark,
    )


def category(period: RetentionPeriod) -> Category:
    """Under which line of the closing entry files of a period are counted."""
    if isinstance(period, Permanent):
        return Category.PERMANENT
    return Category.LONG if isinstance(period, Years) and period.years > _LONG else Category.SHORT


def file_plan(form: PlanForm, pdf_a: PdfA) -> Typeset:
    """The plan as pages."""
    lines = tuple(_line(one.value, (row for row in form.rows if row.category is one)) for one in Category)
    return set_form(
        "acts/plan.html",
        form,
        pdf_a,
        closing=(*lines, _line("ИТОГО", form.rows)),
        in_words=_in_words(form.rows),
        imprint=f"Номенклатура дел на {form.span}",
    )


def _line(name: str, rows: Iterable[PlanRow]) -> ClosingLine:
    counted = tuple(rows)
    return ClosingLine(
        name,
        _together(counted),
        sum(row.carried for row in counted),
        _together([row for row in counted if row.appraisal]) or 0,
    )


def _together(rows: Sequence[PlanRow]) -> int | None:
    """The files of the rows; None as soon as one of them is not counted."""
    units = [row.units for row in rows]
    return None if None in units else sum(number or 0 for number in units)


def _in_words(rows: Sequence[PlanRow]) -> str:
    total = _together(rows)
    return "" if total is None else sum_of(total, FILES)
