"""Form 3 computed: months, periods and formulas of a teacher's year (domain 6.3).

    после снятия = тарификация − изменение − праздничные
    дано за год  = всего часов дано + консультации и экзамены, которых нет среди занятий
    сверх плана  = max(0, дано за год − после снятия), не выполнено = max(0, после снятия − дано за год)

Each is of a column; totals are sums of columns, so that what is lacking in one subject is never paid for by
another. A figure that needs what nobody told is None and stays a blank.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from archiver.journal.collation import sort_key
from archiver.reports.hours.months import Amount, Form2, Line
from archiver.reports.hours.norms import NOTHING_PLANNED, Norm
from archiver.reports.hours.pages import Work
from archiver.reports.hours.plan import ColumnKey

Month = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Column:
    """What a column of form 3 is about; a substitution is a column of its own."""

    subject: str
    group: str
    subgroup: str = ""
    practice: bool = False
    substitution: bool = False


@dataclass(frozen=True, slots=True)
class Figures:
    """The lower rows of form 3 for one column, or for columns together.

    `consultations` and `exams` are those that are no lessons; None is a blank.
    """

    given: Amount
    practice: Amount
    consultations_given: Amount
    exams_given: Amount
    consultations: int | None
    exams: int | None
    tariff: int | None
    change: int | None
    holidays: int | None
    after: int | None
    lacking: int | None
    above: int | None
    year: int | None


@dataclass(frozen=True, slots=True)
class TermRows:
    """The months of a study period and their amounts, column by column."""

    term: int
    months: tuple[Month, ...]
    amounts: dict[Month, tuple[Amount, ...]]

    def subtotal(self) -> tuple[Amount, ...]:
        """The sum of the period, column by column."""
        columns = zip(*(self.amounts[month] for month in self.months), strict=True)
        return tuple(sum(column, Amount()) for column in columns)


@dataclass(frozen=True, slots=True)
class Form3:
    """A teacher's year: `figures` column by column, substitutions last."""

    teacher: str
    columns: tuple[Column, ...]
    terms: tuple[TermRows, ...]
    figures: tuple[Figures, ...]

    def given(self) -> tuple[Amount, ...]:
        """«Всего часов дано», column by column."""
        return tuple(one.given for one in self.figures)

    def together(self, places: Iterable[int]) -> Figures:
        """Several columns: sums, None as soon as one of them is not known."""
        chosen = [self.figures[place] for place in places]
        return Figures(
            _amount(one.given for one in chosen),
            _amount(one.practice for one in chosen),
            _amount(one.consultations_given for one in chosen),
            _amount(one.exams_given for one in chosen),
            _hours([one.consultations for one in chosen]),
            _hours([one.exams for one in chosen]),
            _hours([one.tariff for one in chosen]),
            _hours([one.change for one in chosen]),
            _hours([one.holidays for one in chosen]),
            _hours([one.after for one in chosen]),
            _hours([one.lacking for one in chosen]),
            _hours([one.above for one in chosen]),
            _hours([one.year for one in chosen]),
        )


def form3(
    teacher: str,
    forms: Sequence[Form2],
    norms: Mapping[ColumnKey, Norm],
    holiday_percent: float,
    *,
    payers: Mapping[str, object] | None = None,
) -> Form3:
    """The year of `teacher` from the forms 2 of all groups.

    `norms` are of all columns, also of those in which no hour was given. Holidays are shared among columns so
    that they add up, first among the `payers` of groups, whose columns are summed together.
    """
    rows = [(form, line) for form in forms for line in form.lines if teacher in line.load.teachers]
    found: dict[tuple[ColumnKey, bool], Column] = {}
    for _form, line in rows:
        load = line.load
        key = load.column, bool(load.instead_of)
        found.setdefault(
            key, Column(load.subject, load.group, load.subgroup, load.practice, bool(load.instead_of))
        )
    for place, norm in norms.items():
        if not any((norm.tariff, norm.change, norm.consultations, norm.exams)):
            continue
        found.setdefault((place, False), Column(norm.subject, norm.group, norm.subgroup, norm.practice))
    keys = sorted(found, key=lambda key: _order(found[key]))
    columns = tuple(found[key] for key in keys)
    cells: dict[tuple[int, Month, tuple[ColumnKey, bool]], Amount] = {}
    works: dict[tuple[ColumnKey, bool], dict[Work, Amount]] = defaultdict(dict)
    for form, line in rows:
        key = line.load.column, bool(line.load.instead_of)
        cell = line.load.term, (form.year, form.month), key
        cells[cell] = cells.get(cell, Amount()) + _own(line, line.total)
        for work, amount in line.works.items():
            works[key][work] = works[key].get(work, Amount()) + _own(line, amount)
    terms = tuple(_term_rows(term, months, keys, cells) for term, months in _months_by_term(forms))
    chosen = [NOTHING_PLANNED if stood_in else norms.get(key, Norm()) for key, stood_in in keys]
    holidays = _holidays([norm.tariff for norm in chosen], columns, holiday_percent, payers or {})
    figures = tuple(
        _figures(column, works[key], norm, off)
        for column, key, norm, off in zip(columns, keys, chosen, holidays, strict=True)
    )
    return Form3(teacher, columns, terms, figures)


def _order(column: Column) -> tuple[object, ...]:
    names = column.subject, column.group, column.subgroup
    return column.substitution, *map(sort_key, names)


def _own(line: Line, amount: Amount) -> Amount:
    """What of a line is one teacher's: of a page of several nobody knows."""
    return amount if len(line.load.teachers) == 1 else Amount(shared=amount.hours + amount.unknown)


def _months_by_term(forms: Sequence[Form2]) -> Iterator[tuple[int, tuple[Month, ...]]]:
    """Every period with its months, all in which anybody had lessons: a teacher's form has them all."""
    found = defaultdict[int, set[Month]](set)
    for form in forms:
        for line in form.lines:
            found[line.load.term].add((form.year, form.month))
    for term, months in sorted(found.items()):
        yield term, tuple(_between(min(months), max(months)))


def _term_rows(
    term: int,
    months: tuple[Month, ...],
    keys: Sequence[tuple[ColumnKey, bool]],
    cells: Mapping[tuple[int, Month, tuple[ColumnKey, bool]], Amount],
) -> TermRows:
    return TermRows(
        term,
        months,
        {month: tuple(cells.get((term, month, one), Amount()) for one in keys) for month in months},
    )


def _between(first: Month, last: Month) -> Iterable[Month]:
    """Every month from the first to the last: one without lessons is a row too."""
    year, month = first
    while (year, month) <= last:
        yield year, month
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)


def _figures(column: Column, works: Mapping[Work, Amount], norm: Norm, holidays: int | None) -> Figures:
    given = sum(works.values(), Amount())
    consulted, examined = works.get(Work.CONSULTATION, Amount()), works.get(Work.EXAM, Amount())
    consultations, exams = _besides(norm.consultations, consulted), _besides(norm.exams, examined)
    after = None
    if norm.tariff is not None and norm.change is not None and holidays is not None:
        after = norm.tariff - norm.change - holidays
    year = None
    if not given.unknown and not given.shared and consultations is not None and exams is not None:
        year = given.hours + consultations + exams
    lacking = above = None
    if after is not None and year is not None:
        lacking, above = max(0, after - year), max(0, year - after)
    return Figures(
        given,
        given if column.practice else Amount(),
        consulted,
        examined,
        consultations,
        exams,
        norm.tariff,
        norm.change,
        holidays,
        after,
        lacking,
        above,
        year,
    )


def _besides(stated: int | None, among_lessons: Amount) -> int | None:
    """Of the hours stated, those that are no lessons of the journal."""
    if stated is None or among_lessons.unknown or among_lessons.shared:
        return None if stated is None or stated else 0
    return max(0, stated - among_lessons.hours)


def _holidays(
    tariffs: Sequence[int | None], columns: Sequence[Column], percent: float, payers: Mapping[str, object]
) -> list[int | None]:
    """The share of holidays in whole hours, column by column: the sum is the share of the sum.

    The whole is rounded once and divided by largest remainders, first among those that pay.
    """
    known = [place for place, hours in enumerate(tariffs) if hours is not None]
    rate = Decimal(str(percent)) / 100
    exact = {place: Decimal(tariffs[place] or 0) * rate for place in known}
    whole = int(sum(exact.values(), Decimal(0)).quantize(Decimal(1), ROUND_HALF_UP))
    of_payer: dict[object, list[int]] = defaultdict(list)
    for place in known:
        of_payer[payers.get(columns[place].group)].append(place)
    result: list[int | None] = [None] * len(tariffs)
    sums = [sum((exact[place] for place in places), Decimal(0)) for places in of_payer.values()]
    for hours, places in zip(shared_out(whole, sums), of_payer.values(), strict=True):
        for place, part in zip(places, shared_out(hours, [exact[one] for one in places]), strict=True):
            result[place] = part
    return result


def shared_out(whole: int, exact: Sequence[Decimal]) -> list[int]:
    """Whole hours near to `exact` that add up to `whole`: those with the largest remainders get one more."""
    parts = [int(one) for one in exact]
    by_remainder = sorted(range(len(exact)), key=lambda place: (parts[place] - exact[place], place))
    for place in by_remainder[: max(0, whole - sum(parts))]:
        parts[place] += 1
    for place in reversed(by_remainder):
        if sum(parts) <= whole:
            break
        parts[place] -= parts[place] > 0
    return parts


def _amount(values: Iterable[Amount]) -> Amount:
    return sum(values, Amount())


def _hours(values: Sequence[int | None]) -> int | None:
    return None if None in values else sum(value or 0 for value in values)
