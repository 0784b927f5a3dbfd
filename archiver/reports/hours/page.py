"""Forms 2 and 3 as reports. Layouts: domain 6.2 and 6.3."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence

from archiver.journal.collation import same_name
from archiver.journal.model import AcademicYear
from archiver.journal.words import initials_first, surname_first
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
from archiver.reports.hours.months import Amount, Form2, Line
from archiver.reports.hours.working_days import WEEKDAYS, WorkingCalendar
from archiver.reports.hours.year import Balance, Form3

_DAY_MM, _TOTAL_MM = 5.5, 9.5
_ROMAN = ("", "I", "II", "III", "IV")


def form2_report(
    form: Form2,
    organisation: Organisation,
    working: WorkingCalendar,
    *,
    course: int | None,
    doubts: Sequence[str],
    signatures: Sequence[Signature],
    approval: Signature,
) -> Report:
    """A group's month: a row a teacher and subject, a column a day, days off shaded."""
    days = range(1, calendar.monthrange(form.year, form.month)[1] + 1)
    columns = (
        Column("№", 6.5),
        Column("Дисциплина, преподаватель", 54.0, align=Align.LEFT, grows=True),
        *(_day_column(form, number, working) for number in days),
        Column("Всего", _TOTAL_MM),
    )
    rows = [
        Row(
            (
                Cell(number),
                Cell(_line_name(line)),
                *(Cell(amount_text(line.days.get(day, Amount()))) for day in days),
                Cell(amount_text(line.total, zero=True), strong=True),
            )
        )
        for number, line in enumerate(form.lines, 1)
    ]
    totals = Row(
        (
            Cell("ИТОГО", span=2, align=Align.RIGHT),
            *(Cell(amount_text(form.day(day))) for day in days),
            Cell(amount_text(form.total, zero=True)),
        ),
        Emphasis.TOTAL,
    )
    group = f"{course} курс, " if course else ""
    return Report(
        title="ВЕДОМОСТЬ УЧЁТА ЧАСОВ ПРЕПОДАВАТЕЛЕЙ",
        organisation=organisation.name,
        subtitle=(f"Форма № 2. {group}группа {form.group}, {month_name(form.year, form.month)} г.",),
        tables=(Table(columns, (*rows, totals), keys=2),),
        missing=(*doubts, *_form2_missing(form)),
        remarks=("Выходные и праздничные дни выделены серым. Часы академические.",),
        signatures=tuple(signatures),
        approval=approval,
        sheet=Sheet(landscape=True),
        imprint=f"Форма № 2. Группа {form.group}, {month_name(form.year, form.month)}",
        name=f"{form.group} {form.month:02d}.{form.year}",
    )


def _day_column(form: Form2, number: int, working: WorkingCalendar) -> Column:
    day = dt.date(form.year, form.month, number)
    return Column(str(number), _DAY_MM, note=WEEKDAYS[day.weekday()], shaded=working.is_off(day))


def _line_name(line: Line) -> str:
    load = line.load
    subgroup = f" (подгруппа {load.subgroup})" if load.subgroup else ""
    teacher = surname_first(load.teacher) if load.teacher else "преподаватель не указан"
    return f"{load.subject}{subgroup}, {teacher}"


def amount_text(amount: Amount, *, zero: bool = False) -> Value:
    """Hours as a number; «6+?» when lessons without hours are among them, «?» for such alone."""
    if amount.unknown:
        return f"{amount.hours}+?" if amount.hours else "?"
    return amount.hours if amount.hours or zero else ""


def _form2_missing(form: Form2) -> Iterator[str]:
    unknown = [line for line in form.lines if line.total.unknown]
    if unknown:
        names = [f"{line.load.subject} — {line.total.unknown}" for line in unknown]
        yield f"Занятия без указания часов отмечены «?» и в итоги не вошли: {listed(names)}."
    nameless = [line.load.subject for line in form.lines if not line.load.teacher]
    if nameless:
        yield f"Не указан преподаватель: {listed(nameless)}."
    if not form.lines:
        yield "Занятий в этом месяце нет."


_HOLIDAYS = "Праздничные"
_FIGURES: tuple[tuple[str, Callable[[Balance], Value | None]], ...] = (
    ("Всего часов дано", lambda one: amount_text(one.given, zero=True)),
    ("Экзаменационные часы", lambda one: one.exam_hours),
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
    budget: Mapping[str, bool],
    holiday_percent: float,
    nameless: Mapping[str, Amount],
    left_out: Sequence[str],
    signatures: Sequence[Signature],
) -> Report:
    """A teacher's year.

    `budget` says of groups whether the budget pays; `nameless` are the hours of groups without a teacher;
    `left_out` are groups whose journals were not looked at.
    """
    places = {
        "бюджет": [
            number for number, (_s, group, _g) in enumerate(form.columns) if _paid(group, budget) is True
        ],
        "внебюджет": [
            number for number, (_s, group, _g) in enumerate(form.columns) if _paid(group, budget) is False
        ],
        "итого": list(range(len(form.columns))),
    }
    unclear = sorted({group for _s, group, _g in form.columns if _paid(group, budget) is None})
    if unclear:
        places = {"итого": places["итого"]}
    columns = (
        Column("Месяц", 46.0, align=Align.LEFT, grows=True),
        *(_load_column(subject, group, subgroup) for subject, group, subgroup in form.columns),
        *(Column(title, 16.0, group="Всего") for title in places),
    )
    table = Table(columns, tuple(_form3_rows(form, tuple(places.values()), holiday_percent)), keys=1)
    wide = sum(column.width_mm for column in columns) > Sheet().text_width_mm
    total = form.together(places["итого"])
    return Report(
        title="ГОДОВОЙ УЧЁТ ЧАСОВ, ДАННЫХ ПРЕПОДАВАТЕЛЕМ",
        organisation=organisation.name,
        subtitle=(f"Форма № 3. {long_year(year)} учебный год",),
        facts=(Fact("Преподаватель", form.teacher),),
        tables=(table,),
        missing=(*_left_out(left_out), *_form3_missing(form, unclear, nameless)),
        remarks=(
            "Годовой учёт часов, данных преподавателем, ведётся учебной частью на основании записей в "
            "ведомости учёта часов учебной работы преподавателей (форма № 2).",
        ),
        closing=tuple(_verdict(total)),
        signatures=tuple(signatures),
        dated=True,
        sheet=Sheet(landscape=wide),
        imprint=f"Форма № 3. {surname_first(form.teacher)}, {long_year(year)} учебный год",
        name=surname_first(form.teacher).replace("\N{NO-BREAK SPACE}", " "),
    )


def _paid(group: str, budget: Mapping[str, bool]) -> bool | None:
    return next((paid for name, paid in budget.items() if same_name(name, group)), None)


def _load_column(subject: str, group: str, subgroup: str) -> Column:
    note = f"{group}, подгруппа {subgroup}" if subgroup else group
    return Column(subject, 11.0, note=note, rotated=True)


def _form3_rows(form: Form3, sums: Sequence[Sequence[int]], holiday_percent: float) -> Iterator[Row]:
    def amounts(label: str, row: Sequence[Amount], emphasis: Emphasis, *, strong: bool = False) -> Row:
        together = (sum((row[place] for place in places), Amount()) for places in sums)
        cells = (Cell(amount_text(amount, zero=strong), strong=strong) for amount in (*row, *together))
        return Row((Cell(label, strong=strong), *cells), emphasis)

    for term in form.terms:
        for year, month in term.months:
            yield amounts(month_name(year, month), term.amounts[year, month], Emphasis.BODY)
        label = f"Итого за {_ROMAN[term.term] if 0 < term.term < len(_ROMAN) else term.term} период"
        yield amounts(label, term.subtotal(), Emphasis.SUBTOTAL, strong=True)
    together = [form.together(places) for places in sums]
    share = f"{holiday_percent:g}".replace(".", ",")
    for number, (name, figure) in enumerate(_FIGURES):
        label = f"{share} % праздничных" if name == _HOLIDAYS else name
        values = [figure(balance) for balance in (*form.balances, *together)]
        cells = (Cell(label), *(Cell("" if value is None else value) for value in values))
        last = number == len(_FIGURES) - 1
        yield Row(cells, Emphasis.TOTAL if last else Emphasis.SUBTOTAL if number == 0 else Emphasis.BODY)


def _left_out(groups: Sequence[str]) -> Iterator[str]:
    if groups:
        yield f"Не вошли часы групп, журналы которых не прочитаны или не выбраны: {listed(groups)}."


def _form3_missing(form: Form3, unclear: Sequence[str], nameless: Mapping[str, Amount]) -> Iterator[str]:
    unknown = sum(balance.given.unknown for balance in form.balances)
    if unknown:
        yield f"Занятий без указания часов: {unknown}; они отмечены «?», итоги неполны."
    named = list(zip(form.columns, form.balances, strict=True))
    tariff = [f"{subject} ({group})" for (subject, group, _sub), one in named if one.tariff is None]
    if tariff:
        yield f"Нет часов по плану и тарификации: {listed(tariff)}."
    loads = [f"{subject} ({group})" for (subject, group, _sub), one in named if one.exam_hours is None]
    if loads:
        yield (
            "Экзаменационные часы и изменение педнагрузки не заданы (archiver.toml, [[loads]]), строки "
            f"оставлены для записи от руки: {listed(loads)}."
        )
    if unclear:
        yield f"Не задано, бюджетная ли группа (archiver.toml, [[groups]], funding): {listed(unclear)}."
    given = [f"{group} — {amount_text(amount)} ч" for group, amount in nameless.items() if amount]
    if given:
        yield f"В журналах есть занятия без преподавателя, они не вошли ни в одну форму № 3: {listed(given)}."


def _verdict(total: Balance) -> Iterator[str]:
    if total.lacking is None or total.above is None:
        yield "Педагогическая нагрузка выполнена ____________________ (полностью, не полностью)."
        yield "Прошу оплатить дополнительно часов: ______ из бюджета и часов: ______ из внебюджета."
    elif total.lacking:
        yield (
            f"Педагогическая нагрузка не выполнена полностью (не дано часов: {total.lacking}). "
            "По причине ______________________________________________________."
        )
    else:
        yield "Педагогическая нагрузка выполнена полностью."
        if total.above:
            yield (
                f"Прошу оплатить дополнительно часов: {total.above}, в том числе ______ из бюджета "
                "и ______ из внебюджета."
            )


def department_signatures(organisation: Organisation, deputy_post: str, deputy: str) -> tuple[Signature, ...]:
    """Who signs the hours: the head of the department and the deputy director."""
    return (
        Signature(organisation.head_post, initials_first(organisation.head)),
        Signature(deputy_post, initials_first(deputy)),
    )
