"""Form 3 computed: months, terms and formulas of a teacher's year (domain 6.3).

    после снятия = тарификация − изменение − праздничные
    дано за год  = всего часов дано + экзаменационные
    сверх плана  = max(0, дано за год − после снятия), не выполнено = max(0, после снятия − дано за год)

A figure that needs what nobody told is None and stays a blank.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from archiver.journal.collation import name_key, same_name, sort_key
from archiver.reports.hours.months import Amount, Form2

Column = tuple[str, str, str]
"""Subject, group, subgroup."""


@dataclass(frozen=True, slots=True)
class Norm:
    """What is known of a column besides its lessons; None for what nobody told.

    `planned` are the journal's planned hours, `tariff` those of the tariff list, which go first.
    """

    planned: int | None = None
    tariff: int | None = None
    change: int | None = None
    exam_hours: int | None = None

    @property
    def hours(self) -> int | None:
        """«Всего по тарификации»."""
        return self.planned if self.tariff is None else self.tariff


@dataclass(frozen=True, slots=True)
class Balance:
    """The lower rows of form 3 for one column, or for columns together."""

    given: Amount
    exam_hours: int | None
    tariff: int | None
    change: int | None
    holidays: int | None

    @property
    def after(self) -> int | None:
        """«Количество часов после снятия»."""
        if self.tariff is None or self.change is None or self.holidays is None:
            return None
        return self.tariff - self.change - self.holidays

    @property
    def year(self) -> int | None:
        """«Всего дано за год»."""
        return None if self.given.unknown or self.exam_hours is None else self.given.hours + self.exam_hours

    @property
    def lacking(self) -> int | None:
        """«Не выполнено»."""
        return None if self.after is None or self.year is None else max(0, self.after - self.year)

    @property
    def above(self) -> int | None:
        """«Дано часов сверх плана»."""
        return None if self.after is None or self.year is None else max(0, self.year - self.after)


@dataclass(frozen=True, slots=True)
class TermRows:
    """The months of a study period and their amounts, column by column."""

    term: int
    months: tuple[tuple[int, int], ...]
    amounts: dict[tuple[int, int], tuple[Amount, ...]]

    def subtotal(self) -> tuple[Amount, ...]:
        """The sum of the period, column by column."""
        columns = zip(*(self.amounts[month] for month in self.months), strict=True)
        return tuple(sum(column, Amount()) for column in columns)


@dataclass(frozen=True, slots=True)
class Form3:
    """A teacher's year."""

    teacher: str
    columns: tuple[Column, ...]
    terms: tuple[TermRows, ...]
    balances: tuple[Balance, ...]

    def given(self) -> tuple[Amount, ...]:
        """«Всего часов дано», column by column."""
        return tuple(balance.given for balance in self.balances)

    def together(self, places: Iterable[int]) -> Balance:
        """The balance of several columns: sums, None as soon as one of them is not known."""
        chosen = [self.balances[place] for place in places]
        return Balance(
            sum((one.given for one in chosen), Amount()),
            _sum([one.exam_hours for one in chosen]),
            _sum([one.tariff for one in chosen]),
            _sum([one.change for one in chosen]),
            _sum([one.holidays for one in chosen]),
        )


def form3(teacher: str, forms: Sequence[Form2], norms: dict[Column, Norm], holiday_percent: float) -> Form3:
    """The year of `teacher` from the forms 2 of all groups; `norms` by column."""
    rows = [(form, line) for form in forms for line in form.lines if same_name(line.load.teacher, teacher)]
    columns = tuple(
        sorted({line.load.column for _form, line in rows}, key=lambda column: tuple(map(sort_key, column)))
    )
    cells: dict[tuple[int, tuple[int, int], Column], Amount] = {}
    for form, line in rows:
        key = line.load.term, (form.year, form.month), line.load.column
        cells[key] = cells.get(key, Amount()) + line.total
    terms = tuple(
        _term_rows(term, columns, cells) for term in sorted({line.load.term for _form, line in rows})
    )
    given = [
        sum((amount for (_term, _month, one), amount in cells.items() if one == column), Amount())
        for column in columns
    ]
    balances = tuple(
        _balance(amount, norms.get(column, Norm()), holiday_percent)
        for column, amount in zip(columns, given, strict=True)
    )
    return Form3(teacher, columns, terms, balances)


def _term_rows(
    term: int, columns: Sequence[Column], cells: dict[tuple[int, tuple[int, int], Column], Amount]
) -> TermRows:
    given = sorted({month for number, month, _column in cells if number == term})
    months = tuple(_between(given[0], given[-1]))
    return TermRows(
        term,
        months,
        {month: tuple(cells.get((term, month, one), Amount()) for one in columns) for month in months},
    )


def _between(first: tuple[int, int], last: tuple[int, int]) -> Iterable[tuple[int, int]]:
    """Every month from the first to the last: one without lessons is a row too."""
    year, month = first
    while (year, month) <= last:
        yield year, month
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)


def _balance(given: Amount, norm: Norm, holiday_percent: float) -> Balance:
    holidays = None
    if norm.hours is not None:
        share = Decimal(norm.hours) * Decimal(str(holiday_percent)) / 100
        holidays = int(share.quantize(Decimal(1), ROUND_HALF_UP))
    return Balance(given, norm.exam_hours, norm.hours, norm.change, holidays)


def _sum(values: Sequence[int | None]) -> int | None:
    return None if None in values else sum(value or 0 for value in values)


def column_key(column: Column) -> tuple[object, ...]:
    """What two spellings of a column have in common."""
    return tuple(map(name_key, column))
