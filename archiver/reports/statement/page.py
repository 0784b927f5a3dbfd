"""The grade statement as a report: students × subjects grouped by kind of assessment, and its totals.

Layout: domain 6.1. Landscape, A4 or A3, 30 mm to be stitched by, because it is kept for 25 years.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from archiver.journal.marks import cell_text
from archiver.journal.words import day, initials_first, surname_first
from archiver.reports.document.layout import sheet_for, titles_fit
from archiver.reports.document.report import (
    Align,
    Cell,
    Column,
    Fact,
    PaperFormat,
    Report,
    Row,
    Sheet,
    Signature,
    Table,
    Value,
)
from archiver.reports.document.wording import DASH, group_facts, interval, long_year
from archiver.reports.statement.assessment import ORDER, PLURAL, SHORT, SHORTER, Assessment
from archiver.reports.statement.remarks import remarks
from archiver.reports.statement.tally import tally_group, tally_student
from archiver.reports.statement.totals import or_dash, total_rows
from archiver.reports.statement.values import AbsenceUnit, Entry, GradeStatement, StatementStudent

_RESULT_MM, _COUNT_MM, _AVERAGE_MM, _ABSENCE_MM = 6.4, 5.4, 8.0, 7.0
_NAME_MM = 46.0
"""A longer name takes two lines where there is no room for it."""
NBSP = "\N{NO-BREAK SPACE}"


@dataclass(frozen=True, slots=True)
class StatementPaper:
    """How a statement is printed: sheet, series of the file plan, who signs besides the curator.

    `paper` None takes A3 only when the columns do not fit on A4.
    """

    paper: PaperFormat | None = None
    binding_margin_mm: float = 30.0
    index: str = "05-12"
    retention: str = "25 лет"
    mandate: str = ""
    deputy_post: str = "Заместитель директора по учебной работе"
    deputy: str = ""


def statement_report(statement: GradeStatement, paper: StatementPaper) -> Report:
    """The whole group's statement."""
    rows = (*(_student_row(statement, row) for row in statement.students), *total_rows(statement))
    sheet = Sheet(paper.paper or PaperFormat.A4, landscape=True, binding_margin_mm=paper.binding_margin_mm)
    if paper.paper is None:
        sheet = sheet_for(sheet, (_table(statement, SHORT, rows),))
    table, titles = _told_alike(statement, rows, sheet)
    group = statement.group
    whom = f"{group.course} курса " if group.course else ""
    return Report(
        title="СВОДНАЯ ВЕДОМОСТЬ УСПЕВАЕМОСТИ",
        organisation=statement.organisation.name,
        subtitle=(f"{whom}группы {group.name} за {when(statement)}",),
        facts=(
            *group_facts(group, statement.organisation)[2:],
            *_dates(statement),
        ),
        tables=(table,),
        missing=statement.missing,
        remarks=(*_explained(statement, titles), *remarks(statement)),
        closing=(*_summary(statement), *_transfer(statement)),
        signatures=signatures(statement, paper),
        dated=True,
        sheet=sheet,
        whole=True,
        imprint=imprint(statement, paper),
        name=f"{group.name} {statement.period}",
    )


def when(statement: GradeStatement) -> str:
    """«1 семестр 2025/2026 учебного года», «2025/2026 учебный год»."""
    if statement.annual:
        return f"{long_year(statement.year)} учебный год"
    return f"{statement.period} {long_year(statement.year)} учебного года"


def _dates(statement: GradeStatement) -> Iterator[Fact]:
    yield Fact("Период", interval(min(term.start for term in statement.terms), statement.last_day))


def imprint(statement: GradeStatement, paper: StatementPaper, of: str = "") -> str:
    """The foot of every sheet: of which series it is and how long it is kept; `of` one subject or module."""
    mandate = f" ({paper.mandate})" if paper.mandate else ""
    index = f"Дело № {paper.index}. " if paper.index else ""
    what = f"Ведомость успеваемости: {of}, группа" if of else "Сводная ведомость успеваемости группы"
    return f"{index}{what} {statement.group.name}, {when(statement)}. Хранить {paper.retention}{mandate}"


def signatures(statement: GradeStatement, paper: StatementPaper) -> tuple[Signature, ...]:
    """Curator, head of the department, deputy director (domain 6.1)."""
    organisation = statement.organisation
    return (
        Signature("Классный руководитель", initials_first(statement.group.curator or "")),
        Signature(organisation.head_post, initials_first(organisation.head)),
        Signature(paper.deputy_post, initials_first(paper.deputy)),
    )


def result(statement: GradeStatement, row: StatementStudent, entry: Entry) -> Value:
    """What the cell shows: the marks as in the journal, a dash where none is due, a blank where one lacks."""
    marks = row.marks.get(entry.id, ())
    if not marks:
        return "" if statement.expects(row, entry) else DASH
    text = cell_text(marks)
    return int(text) if text in {"1", "2", "3", "4", "5"} else text


Titles = Mapping[Assessment, str]
"""What kinds of assessment are called over the columns of a table."""


def _told_alike(statement: GradeStatement, rows: tuple[Row, ...], sheet: Sheet) -> tuple[Table, Titles]:
    """The table with all kinds of assessment in full, or all of them shorter where there is no room."""
    for titles in (PLURAL, SHORTER):
        table = _table(statement, titles, rows)
        if titles_fit(table, sheet.text_width_mm):
            return table, titles
    return _table(statement, SHORT, rows), SHORT


def _explained(statement: GradeStatement, titles: Titles) -> Iterator[str]:
    """What the shortest titles mean, on one line."""
    if titles is SHORT:
        kinds = sorted({entry.assessment for entry in statement.entries}, key=ORDER.index)
        yield "; ".join(f"{SHORT[kind]} — {PLURAL[kind].lower()}" for kind in kinds) + "."


def _table(statement: GradeStatement, titles: Titles, rows: tuple[Row, ...]) -> Table:
    hours = statement.unit is AbsenceUnit.HOURS
    missed = "Пропуски, ч" if hours else "Пропуски, зан."
    entries = statement.entries
    columns = [
        Column("№", 6.5),
        Column("Фамилия, имя, отчество", _NAME_MM, align=Align.LEFT, fits=True),
        *(_column(statement, entry, titles[entry.assessment]) for entry in entries),
        *(Column(title, _COUNT_MM, group="Итого оценок") for title in ("5", "4", "3", "2", "н/а")),
        Column("средний балл", _AVERAGE_MM, group="Итого оценок", rotated=True),
        Column("всего", _ABSENCE_MM, group=missed, rotated=True),
        Column("без уважительной причины", _ABSENCE_MM, group=missed, rotated=True),
    ]
    return Table(tuple(columns), rows, keys=2)


def _column(statement: GradeStatement, entry: Entry, kind: str) -> Column:
    title = entry.subject.name
    if statement.annual:
        title += f" ({statement.span(entry).replace(' ', NBSP)})"
    teachers = ", ".join(surname_first(teacher) for teacher in entry.teachers)
    return Column(
        title,
        _RESULT_MM,
        group=kind,
        note=teachers,
        rotated=True,
    )


def _student_row(statement: GradeStatement, row: StatementStudent) -> Row:
    tally = tally_student(statement, row)
    counts = [tally.fives, tally.fours, tally.threes, tally.twos, tally.not_assessed]
    absent = row.absences
    return Row(
        (
            Cell(row.student.number),
            Cell(row.student.full_name),
            *(Cell(result(statement, row, entry)) for entry in statement.entries),
            *(Cell(count or "") for count in counts),
            Cell(or_dash(tally.average)),
            Cell(or_dash(absent.total)),
            Cell("" if absent.unexcused is None else absent.unexcused),
        )
    )


def _summary(statement: GradeStatement) -> Iterator[str]:
    group = tally_group(statement)
    resting = sum(_resting(statement, row) for row in statement.students)
    besides = f" и ещё {resting} в академическом отпуске" if resting else ""
    text = f"Студентов на {day(statement.last_day)}: {group.present}{besides}."
    if group.succeeding is not None and group.good is not None:
        without = f" (без учёта № {', '.join(map(str, group.aside))})" if group.aside else ""
        text += (
            f" Успевают{without}: {group.succeeding} ({_percent(group.success)}); "
            f"учатся на «4» и «5»: {group.good} ({_percent(group.quality)}), "
            f"в том числе на «5»: {group.excellent}; средний балл группы: {_figure(group.average)}."
        )
    elif statement.entries:
        text += " Успеваемость и качество по группе не посчитаны: есть студенты без оценок."
    yield text


def _resting(statement: GradeStatement, row: StatementStudent) -> bool:
    """Whether the student is still of the group, but on leave, when the period ends."""
    last = statement.last_day
    return row.student.attends(last) and row.student.on_leave(last)


def _transfer(statement: GradeStatement) -> Iterator[str]:
    """Room for what follows from the year's statement: the order by which students go on, or finish."""
    if statement.annual:
        line = "_" * 14
        yield f"Приказ о переводе на следующий курс (о выпуске) от «____» {line} 20____ г. № {line}"
        yield f"Не переведены, переведены условно (№ по списку, причина): {line * 4}"


def _percent(value: object) -> str:
    return f"{_figure(value)}{NBSP}%"


def _figure(value: object) -> str:
    return DASH if value is None else str(value).replace(".", ",")
