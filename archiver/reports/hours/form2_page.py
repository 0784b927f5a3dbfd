"""Form 2 as a report: a group's month. Layout: domain 6.2."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterator, Sequence

from archiver.journal.words import surname_first
from archiver.reports.document.report import (
    Align,
    Cell,
    Column,
    Emphasis,
    Organisation,
    Report,
    Row,
    Sheet,
    Signature,
    Table,
    Value,
)
from archiver.reports.document.wording import listed, month_name
from archiver.reports.hours.months import Amount, Form2, Line
from archiver.reports.hours.working_days import WEEKDAYS, WorkingCalendar

_DAY_MM, _TOTAL_MM, _LEFT_MM = 5.0, 9.0, 10.0
_FOR_THE_HAND = 2
"""Empty rows for substitutions that nobody has told."""


def form2_report(
    form: Form2,
    organisation: Organisation,
    working: WorkingCalendar,
    *,
    course: int | None,
    signatures: Sequence[Signature],
    approval: Signature,
) -> Report:
    """A group's month: a row a teacher and subject, a column a day, days off shaded, substitutions below."""
    days = range(1, calendar.monthrange(form.year, form.month)[1] + 1)
    columns = (
        Column("№", 6.5),
        Column("Дисциплина, преподаватель", 64.0, align=Align.LEFT, grows=True),
        Column("По плану", _TOTAL_MM),
        Column("Остаток", _LEFT_MM, note="на начало"),
        *(_day_column(form, number, working) for number in days),
        Column("Всего", _TOTAL_MM, note="дано"),
        Column("Остаток", _LEFT_MM, note="на конец"),
    )
    own = [line for line in form.lines if not line.load.instead_of]
    stood_in = [line for line in form.lines if line.load.instead_of]
    blanks = [Cell()] * (len(columns) - 2)
    empty = Row((Cell(), Cell("\N{NO-BREAK SPACE}"), *blanks))
    rows = [
        *(_row(number, line, days) for number, line in enumerate(own, 1)),
        Row((Cell("Замены", span=2, strong=True, align=Align.LEFT), *blanks), Emphasis.SUBTOTAL),
        *(_row(number, line, days) for number, line in enumerate(stood_in, len(own) + 1)),
        *([] if stood_in else [empty] * _FOR_THE_HAND),
        Row(
            (
                Cell("ИТОГО", span=2, align=Align.RIGHT),
                _sum([line.balance.planned for line in own]),
                _sum([line.balance.at_start for line in own]),
                *(Cell(amount_text(form.day(day))) for day in days),
                Cell(amount_text(form.total, zero=True)),
                _sum([line.balance.at_end for line in own]),
            ),
            Emphasis.TOTAL,
        ),
    ]
    group = f"{course} курс, " if course else ""
    return Report(
        title="ВЕДОМОСТЬ УЧЁТА ЧАСОВ ПРЕПОДАВАТЕЛЕЙ",
        organisation=organisation.name,
        subtitle=(f"Форма № 2. {group}группа {form.group}, {month_name(form.year, form.month)} г.",),
        tables=(Table(columns, tuple(rows), keys=2),),
        remarks=tuple(_remarks(form)),
        signatures=tuple(signatures),
        approval=approval,
        sheet=Sheet(landscape=True),
        imprint=f"Форма № 2. Группа {form.group}, {month_name(form.year, form.month)}",
        name=f"{form.group} {form.month:02d}.{form.year}",
    )


def _row(number: int, line: Line, days: range) -> Row:
    balance = line.balance
    return Row(
        (
            Cell(number),
            Cell(_line_name(line)),
            _known(balance.planned),
            _known(balance.at_start),
            *(Cell(amount_text(line.days.get(day, Amount()))) for day in days),
            Cell(amount_text(line.total, zero=True), strong=True),
            _known(balance.at_end),
        )
    )


def _known(hours: int | None) -> Cell:
    return Cell("" if hours is None else hours)


def _sum(hours: Sequence[int | None]) -> Cell:
    """The sum of a column; a blank as soon as one of its cells is."""
    return _known(None if None in hours else sum(one or 0 for one in hours))


def _day_column(form: Form2, number: int, working: WorkingCalendar) -> Column:
    day = dt.date(form.year, form.month, number)
    return Column(str(number), _DAY_MM, note=WEEKDAYS[day.weekday()], shaded=working.is_off(day))


def _line_name(line: Line) -> str:
    load = line.load
    subgroup = f" (подгруппа {load.subgroup})" if load.subgroup else ""
    names = ", ".join(map(surname_first, load.teachers)) or "преподаватель не указан"
    instead = f" (замещает: {surname_first(load.instead_of)})" if load.instead_of else ""
    return f"{load.subject}{subgroup}, {names}{instead}"


def amount_text(amount: Amount, *, zero: bool = False) -> Value:
    """Hours as a number; «6+?» when lessons without hours are among them, «?» for such alone.

    A blank for the hand where hours of several teachers are among them.
    """
    if amount.shared:
        return ""
    if amount.unknown:
        return f"{amount.hours}+?" if amount.hours else "?"
    return amount.hours if amount.hours or zero else ""


def _remarks(form: Form2) -> Iterator[str]:
    yield (
        "Часы академические. Выходные и праздничные дни выделены серым. Остаток — часы плана, которых группе "
        "ещё не дали; данные в порядке замены из него вычтены."
    )
    unknown = [line for line in form.lines if line.total.unknown]
    if unknown:
        names = [f"{line.load.subject} — {line.total.unknown}" for line in unknown]
        yield f"Занятия, часы которых не указаны, отмечены «?» и в итоги не вошли: {listed(names)}."
