"""The monthly control as a report: journals page by page, remarks by teacher, what was put right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal

from archiver.journal.collation import sort_key
from archiver.journal.words import day, surname_first
from archiver.reports.control.values import Control, Fate, PageControl, Remark
from archiver.reports.document.report import (
    Align,
    Cell,
    Column,
    Emphasis,
    Report,
    Row,
    Sheet,
    Signature,
    Table,
    Value,
    text_row,
)
from archiver.reports.document.wording import DASH
from archiver.reports.statement.tally import percent

_FATES = {
    Fate.SETTLED: "устранено",
    Fate.STANDING: "не устранено",
    Fate.NEW: "новое",
    Fate.UNCHECKED: "не проверялось",
}
_NOBODY = "преподаватель не указан"


def control_report(
    found: Control,
    organisation: str,
    *,
    least: int,
    good: int,
    fates: Sequence[tuple[Fate, Remark]] | None,
    before: str,
    signatures: Sequence[Signature],
) -> Report:
    """The report; `fates` compares with the control of the day `before`, None without one."""
    tables = [_pages_table(found, group, least, good) for group in found.groups]
    tables.append(_teachers_table(found))
    if fates is None:
        tables.append(_remarks_table([(None, remark) for remark in found.remarks], "Замечания"))
    else:
        tables.append(_remarks_table(fates, f"Замечания: что изменилось после контроля {before}"))
    return Report(
        title="ЕЖЕМЕСЯЧНЫЙ КОНТРОЛЬ ВЕДЕНИЯ ЭЛЕКТРОННОГО ЖУРНАЛА",
        organisation=organisation,
        subtitle=(f"на {day(found.until)}",),
        tables=tuple(table for table in tables if table.rows),
        missing=found.missing,
        remarks=(
            "Занятия с отметками — те, где стоит хотя бы одна оценка или отметка о посещаемости; от них "
            "считаются доли занятий с оценками и с пропусками. План на день контроля — часть плана периода "
            "по числу учебных дней, до целого часа; у практик до окончания периода его нет. Мало оценок, "
            "нет итоговых, часы не по плану становятся замечаниями, когда период окончен.",
        ),
        closing=tuple(_summary(found, fates)),
        signatures=tuple(signatures),
        dated=True,
        sheet=Sheet(landscape=True),
        imprint=f"Контроль ведения журнала на {day(found.until)}",
        name="Контроль",
    )


def _pages_table(found: Control, group: str, least: int, good: int) -> Table:
    pages = [page for page in found.pages if page.group == group]
    columns = (
        Column("Предмет", 38.0, align=Align.LEFT, grows=True),
        Column("Период", 12.0),
        Column("Преподаватель", 28.0, align=Align.LEFT),
        Column("дано", 10.0, group="Занятия"),
        Column("с отметками, % данных", 19.0, group="Занятия"),
        Column("с оценками, % занятий с отметками", 20.0, group="Занятия"),
        Column("с пропусками, % занятий с отметками", 22.0, group="Занятия"),
        Column("на студента", 13.0, group="Оценки"),
        Column(f"меньше {least} оценок", 14.0, group="Студентов"),
        Column(f"меньше {good} оценок", 14.0, group="Студентов"),
        Column("Нет темы", 11.0),
        Column("план периода", 14.0, group="Часы"),
        Column(f"план на {day(found.until)}", 17.0, group="Часы"),
        Column("дано", 10.0, group="Часы"),
        Column(f"дано, % плана на {day(found.until)}", 19.0, group="Часы"),
    )
    rows = [_page_row(page) for page in pages]
    if pages:
        rows.append(_total_row(pages))
    return Table(columns, tuple(rows), caption=f"Группа {group}")


def _page_row(page: PageControl) -> Row:
    name = f"{page.subject} (подгруппа {page.subgroup})" if page.subgroup else page.subject
    return text_row(
        name, page.term, surname_first(page.teacher) or _NOBODY, *_figures([page], _average([page]))
    )


def _total_row(pages: Sequence[PageControl]) -> Row:
    figures = (Cell(value) for value in _figures(pages, _average(pages)))
    return Row((Cell("По группе", span=3, align=Align.RIGHT), *figures), Emphasis.TOTAL)


def _average(pages: Sequence[PageControl]) -> Value:
    students = sum(page.students for page in pages)
    if not students:
        return DASH
    grades = Decimal(sum(page.grades for page in pages))
    return (grades / students).quantize(Decimal("0.1"), ROUND_HALF_UP)


def _figures(pages: Sequence[PageControl], average: Value) -> list[Value]:
    lessons, marked = sum(page.lessons for page in pages), sum(page.marked for page in pages)
    planned = _sum([page.planned_hours for page in pages])
    due = _sum([page.due_hours for page in pages])
    given = _sum([page.given_hours for page in pages if page.lessons])
    done = percent(given, due) if given is not None and due else None
    return [
        lessons,
        _or_dash(percent(marked, lessons)),
        _or_dash(percent(sum(page.graded for page in pages), marked)),
        _or_dash(percent(sum(page.attended for page in pages), marked)),
        average,
        sum(page.below_least for page in pages) or "",
        sum(page.below_good for page in pages) or "",
        sum(page.empty_topics for page in pages) or "",
        _or_dash(planned),
        _or_dash(due),
        _or_dash(given),
        _or_dash(done),
    ]


def _sum(values: Sequence[int | None]) -> int | None:
    return None if None in values or not values else sum(value or 0 for value in values)


def _or_dash(value: Value | None) -> Value:
    return DASH if value is None else value


def _teachers_table(found: Control) -> Table:
    """Those who have something to put right; nobody else is named, and what concerns no page is nobody's."""
    there = {(page.group, page.subject, page.subgroup, page.term) for page in found.pages}
    counts = Counter(
        remark.teacher
        for remark in found.remarks
        if (remark.group, remark.subject, remark.subgroup, remark.term) in there
    )
    teachers = sorted(counts, key=sort_key)
    pages = Counter(page.teacher for page in found.pages)
    silent: Counter[str] = Counter()
    topics: Counter[str] = Counter()
    for page in found.pages:
        silent[page.teacher] += page.silent
        topics[page.teacher] += page.empty_topics
    columns = (
        Column("Преподаватель", 70.0, align=Align.LEFT, grows=True),
        Column("Страниц журналов", 24.0),
        Column("Занятий без отметок", 24.0),
        Column("Занятий без темы", 24.0),
        Column("Замечаний", 24.0),
    )
    rows = tuple(
        text_row(
            teacher or _NOBODY,
            pages[teacher] or "",
            silent[teacher] or "",
            topics[teacher] or "",
            counts[teacher] or "",
        )
        for teacher in teachers
    )
    return Table(columns, rows, caption="Преподаватели, у которых есть замечания")


def _remarks_table(fates: Sequence[tuple[Fate | None, Remark]], caption: str) -> Table:
    with_fate = any(fate is not None for fate, _remark in fates)
    columns = (
        *((Column("Состояние", 26.0),) if with_fate else ()),
        Column("Группа", 22.0, align=Align.LEFT),
        Column("Предмет", 70.0, align=Align.LEFT, grows=True),
        Column("Преподаватель", 40.0, align=Align.LEFT),
        Column("Замечание", 80.0, align=Align.LEFT),
    )
    rows = tuple(
        text_row(
            *((_FATES[fate],) if fate is not None else ()),
            remark.group,
            _where(remark),
            surname_first(remark.teacher),
            remark.text,
        )
        for fate, remark in fates
    )
    return Table(columns, rows, caption=caption)


def _where(remark: Remark) -> str:
    parts = [
        remark.subject,
        f"подгруппа {remark.subgroup}" if remark.subgroup else "",
        f"период {remark.term}" if remark.term and remark.subject else "",
    ]
    return ", ".join(part for part in parts if part) or DASH


def _summary(found: Control, fates: Sequence[tuple[Fate, Remark]] | None) -> Iterator[str]:
    yield f"Групп: {len(found.groups)}. Замечаний: {len(found.remarks)}."
    if fates is not None:
        counts = Counter(fate for fate, _remark in fates)
        told = ", ".join(f"{_FATES[fate]}: {counts[fate]}" for fate in Fate if counts[fate])
        if told:
            yield f"{told.capitalize()}."
