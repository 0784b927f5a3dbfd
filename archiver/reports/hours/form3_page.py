"""Form 3 as a report: a teacher's year. Layout: domain 6.3."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from archiver.journal.funding import Funding
from archiver.journal.model import AcademicYear
from archiver.journal.words import surname_first
from archiver.reports.document.layout import laid
from archiver.reports.document.report import (
    Align,
    Cell,
    Column,
    Emphasis,
    Fact,
    Organisation,
    Report,
    Row,
    Sheet,
    Signature,
    Table,
    Value,
)
from archiver.reports.document.wording import listed, long_year, month_name
from archiver.reports.hours.form2_page import amount_text
from archiver.reports.hours.months import Amount
from archiver.reports.hours.year import Column as Taught
from archiver.reports.hours.year import Figures, Form3

_UPRIGHT_MM = 22.0
"""In so much a subject can be read; where there is no room for all of them, they are turned."""
_HOLIDAYS = "Праздничные"
_FIGURES: tuple[tuple[str, Callable[[Figures], Value | None]], ...] = (
    ("Всего часов дано", lambda one: amount_text(one.given, zero=True)),
    ("в том числе практика", lambda one: amount_text(one.practice, zero=True)),
    ("в том числе консультации", lambda one: amount_text(one.consultations_given, zero=True)),
    ("в том числе экзамены", lambda one: amount_text(one.exams_given, zero=True)),
    ("Консультации сверх занятий", lambda one: one.consultations),
    ("Экзаменационные часы сверх занятий", lambda one: one.exams),
    ("Всего по тарификации", lambda one: one.tariff),
    ("Изменение педнагрузки", lambda one: one.change),
    (_HOLIDAYS, lambda one: one.holidays),
    ("Количество часов после снятия", lambda one: one.after),
    ("Не выполнено", lambda one: one.lacking),
    ("Дано часов сверх плана", lambda one: one.above),
    ("Всего дано за год", lambda one: one.year),
)


def form3_report(
    form: Form3,
    year: AcademicYear,
    organisation: Organisation,
    *,
    payers: Mapping[str, Funding | None],
    terms: Mapping[int, str],
    holiday_percent: float,
    left_out: Sequence[str] = (),
    signatures: Sequence[Signature] = (),
) -> Report:
    """A teacher's year.

    `payers` says of groups whether the budget pays: what cannot be told stays a blank. `terms` are the names
    of study periods by number, `left_out` groups whose journals were not looked at.
    """
    whole = range(len(form.columns))
    sums = (
        _places(form.columns, payers, Funding.BUDGET),
        _places(form.columns, payers, Funding.PAID),
        whole,
    )
    table, sheet = _on_sheet(form, tuple(_rows(form, sums, terms, holiday_percent)))
    of_payers = [None if places is None else form.together(places) for places in sums[:2]]
    return Report(
        title="ГОДОВОЙ УЧЁТ ЧАСОВ, ДАННЫХ ПРЕПОДАВАТЕЛЕМ",
        organisation=organisation.name,
        subtitle=(f"Форма № 3. {long_year(year)} учебный год",),
        facts=(Fact("Преподаватель", form.teacher),),
        tables=(table,),
        remarks=tuple(_remarks(form, left_out)),
        closing=tuple(_verdict(form.together(whole), *of_payers)),
        signatures=tuple(signatures),
        dated=True,
        sheet=sheet,
        whole=True,
        imprint=f"Форма № 3. {surname_first(form.teacher)}, {long_year(year)} учебный год",
        name=surname_first(form.teacher).replace("\N{NO-BREAK SPACE}", " "),
    )


def _places(
    columns: Sequence[Taught], payers: Mapping[str, Funding | None], payer: Funding
) -> Sequence[int] | None:
    """The columns that `payer` pays for; None as soon as of one nobody has told who pays."""
    told = [payers.get(column.group) for column in columns]
    return None if None in told else [place for place, one in enumerate(told) if one is payer]


def _on_sheet(form: Form3, rows: tuple[Row, ...]) -> tuple[Table, Sheet]:
    """The table with subjects upright if a sheet that stands, or one that lies, has room; else turned."""
    for rotated, sheet in ((False, Sheet()), (False, Sheet(landscape=True)), (True, Sheet(landscape=True))):
        columns = (
            Column("Месяц", 46.0, align=Align.LEFT, fits=True),
            *(_load_column(taught, rotated=rotated) for taught in form.columns),
            *(Column(title, 14.0, group="Всего") for title in ("Бюджет", "Внебюджет", "Итого")),
        )
        table = Table(columns, rows, keys=1)
        if len(laid(table, sheet.text_width_mm)) == 1:
            break
    return table, sheet


def _load_column(taught: Taught, *, rotated: bool) -> Column:
    note = f"{taught.group}, подгруппа {taught.subgroup}" if taught.subgroup else taught.group
    group = "Замены" if taught.substitution else ""
    width = 11.0 if rotated else _UPRIGHT_MM
    return Column(taught.subject, width, group=group, note=note, rotated=rotated)


def _rows(
    form: Form3, sums: Sequence[Sequence[int] | None], terms: Mapping[int, str], holiday_percent: float
) -> Iterator[Row]:
    def amounts(label: str, row: Sequence[Amount], emphasis: Emphasis, *, strong: bool = False) -> Row:
        cells = [amount_text(amount, zero=strong) for amount in row]
        cells += [
            "" if places is None else amount_text(_sum(row[place] for place in places), zero=strong)
            for places in sums
        ]
        return Row((Cell(label, strong=strong), *(Cell(one, strong=strong) for one in cells)), emphasis)

    for term in form.terms:
        for year, month in term.months:
            yield amounts(month_name(year, month), term.amounts[year, month], Emphasis.BODY)
        label = f"Итого за {terms.get(term.term) or f'{term.term} период'}"
        yield amounts(label, term.subtotal(), Emphasis.SUBTOTAL, strong=True)
    together = [None if places is None else form.together(places) for places in sums]
    share = f"{holiday_percent:g}".replace(".", ",")
    for number, (name, figure) in enumerate(_FIGURES):
        label = f"{share} % праздничных" if name == _HOLIDAYS else name
        values = [None if one is None else figure(one) for one in (*form.figures, *together)]
        cells = (Cell(label), *(Cell("" if value is None else value) for value in values))
        last = number == len(_FIGURES) - 1
        yield Row(cells, Emphasis.TOTAL if last else Emphasis.SUBTOTAL if number == 0 else Emphasis.BODY)


def _sum(amounts: Iterable[Amount]) -> Amount:
    return sum(amounts, Amount())


def _remarks(form: Form3, left_out: Sequence[str]) -> Iterator[str]:
    if left_out:
        yield f"Без часов групп: {listed(left_out)}."
    unknown = sum(one.given.unknown for one in form.figures)
    if unknown:
        yield f"Занятий, часы которых не указаны: {unknown}; они отмечены «?» и в итоги не вошли."
    yield (
        "Годовой учёт часов, данных преподавателем, ведётся учебной частью на основании записей в "
        "ведомости учёта часов учебной работы преподавателей (форма № 2)."
    )


_BLANK = "______"


def _verdict(total: Figures, budget: Figures | None, paid: Figures | None) -> Iterator[str]:
    """Whether the load is fulfilled, and what is to be paid besides; a line for the hand in doubt."""
    of_budget, of_paid = (_BLANK if one is None or one.above is None else one.above for one in (budget, paid))
    pay = f"Прошу оплатить дополнительно часов: {of_budget} из бюджета и часов: {of_paid} из внебюджета."
    if total.lacking is None:
        yield "Педагогическая нагрузка выполнена ____________________ (полностью, не полностью)."
        yield pay
        return
    if total.lacking:
        yield (
            f"Педагогическая нагрузка не выполнена полностью (не дано часов: {total.lacking}). "
            "По причине ______________________________________________________."
        )
    else:
        yield "Педагогическая нагрузка выполнена полностью."
    if total.above:
        yield pay
