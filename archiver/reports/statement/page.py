"""The grade statement as a report: students × subjects grouped by kind of assessment, and its totals.

Layout: domain 6.1. Landscape, A4 or A3, 30 mm to be stitched by, because it is kept for 25 years.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from archiver.journal.marks import cell_text
from archiver.journal.outcomes import Outcome
from archiver.journal.words import day, initials_first, surname_first
from archiver.reports.document.layout import sheet_for
from archiver.reports.document.report import (
    Align,
    Cell,
    Column,
    Emphasis,
    Fact,
    PaperFormat,
    Report,
    Row,
    Sheet,
    Signature,
    Table,
    Value,
)
from archiver.reports.document.wording import DASH, group_facts, interval, long_year, standing
from archiver.reports.statement.assessment import PLURAL, SHORT
from archiver.reports.statement.tally import Tally, tally_entry, tally_group, tally_sheet, tally_student
from archiver.reports.statement.values import AbsenceUnit, Entry, GradeStatement, StatementStudent

_RESULT_MM, _COUNT_MM, _AVERAGE_MM, _ABSENCE_MM = 6.4, 5.4, 8.0, 7.0
_NAME_MM = 46.0
NBSP = "\N{NO-BREAK SPACE}"
TOTAL, SUCCESS, AVERAGE = "Всего", "Успеваемость, %", "Средний балл"


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
    table = _table(statement)
    sheet = Sheet(PaperFormat.A4, landscape=True, binding_margin_mm=paper.binding_margin_mm)
    if paper.paper is None:
        sheet = sheet_for(sheet, (table,))
    elif paper.paper is PaperFormat.A3:
        sheet = Sheet(PaperFormat.A3, landscape=True, binding_margin_mm=paper.binding_margin_mm)
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
        remarks=tuple(remarks(statement)),
        closing=(*_summary(statement), *_transfer(statement)),
        signatures=signatures(statement, paper),
        dated=True,
        sheet=sheet,
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


def remarks(statement: GradeStatement, entries: Sequence[Entry] | None = None) -> Iterator[str]:
    """The signs used in these columns (in all without any), only those that occur; who came and left."""
    shown = statement.entries if entries is None else entries
    rows = [
        row
        for row in statement.students
        if entries is None or any(entry.id in row.listed or entry.id in row.marks for entry in shown)
    ]
    cells = [(row, entry) for row in rows for entry in shown]
    undue = [(row, entry) for row, entry in cells if not statement.expects(row, entry)]
    if any(not row.marks.get(entry.id) for row, entry in undue):
        yield (
            f"«{DASH}» — оценка не ставится: студента в это время не было в группе или он был в "
            "академическом отпуске; такие клетки в подсчёты не входят."
        )
    if any(row.marks.get(entry.id) for row, entry in undue):
        yield "Выставленная оценка входит в подсчёты и тогда, когда студент до конца периода выбыл."
    outcomes = {statement.outcome(row, entry)[0] for row, entry in cells}
    if Outcome.EXEMPT in outcomes:
        yield "«осв» — освобождён, в проценты не входит."
    if Outcome.NOT_ASSESSED in outcomes:
        yield "«н/а», «н/я» — не аттестован (не явился): считается задолженностью."
    for row in rows:
        text = _standing(statement, row)
        if text:
            yield f"{row.student.number}. {surname_first(row.student.full_name)}: {text}."


def _standing(statement: GradeStatement, row: StatementStudent) -> str:
    return standing(row.student, statement.last_day, min(term.start for term in statement.terms))


def result(statement: GradeStatement, row: StatementStudent, entry: Entry) -> Value:
    """What the cell shows: the marks as in the journal, a dash where none is due, a blank where one lacks."""
    marks = row.marks.get(entry.id, ())
    if not marks:
        return "" if statement.expects(row, entry) else DASH
    text = cell_text(marks)
    return int(text) if text in {"1", "2", "3", "4", "5"} else text


def _table(statement: GradeStatement) -> Table:
    hours = statement.unit is AbsenceUnit.HOURS
    missed = "Пропуски, ч" if hours else "Пропуски, зан."
    entries = statement.entries
    columns = [
        Column("№", 6.5),
        Column("Фамилия, имя, отчество", _NAME_MM, align=Align.LEFT, grows=True),
        *(_column(statement, entry) for entry in entries),
        *(Column(title, _COUNT_MM, group="Итого оценок") for title in ("5", "4", "3", "2", "н/а")),
        Column("средний балл", _AVERAGE_MM, group="Итого оценок", rotated=True),
        Column("всего", _ABSENCE_MM, group=missed, rotated=True),
        Column("без уважительной причины", _ABSENCE_MM, group=missed, rotated=True),
    ]
    rows = [_student_row(statement, row) for row in statement.students]
    return Table(tuple(columns), (*rows, *_total_rows(statement)), keys=2)


def _column(statement: GradeStatement, entry: Entry) -> Column:
    title = entry.subject.name
    if statement.annual:
        title += f" ({statement.span(entry).replace(' ', NBSP)})"
    teachers = ", ".join(surname_first(teacher) for teacher in entry.teachers)
    return Column(
        title,
        _RESULT_MM,
        group=PLURAL[entry.assessment],
        group_short=SHORT[entry.assessment],
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
            Cell(_or_dash(tally.average)),
            Cell(_or_dash(absent.total)),
            Cell("" if absent.unexcused is None else absent.unexcused),
        )
    )


def _or_dash(value: Value | None) -> Value:
    return DASH if value is None else value


_Line = tuple[str, Callable[[Tally], Value | None], bool]

_LINES: tuple[_Line, ...] = (
    ("«5»", lambda tally: tally.fives, True),
    ("«4»", lambda tally: tally.fours, True),
    ("«3»", lambda tally: tally.threes, True),
    ("«2»", lambda tally: tally.twos, True),
    ("Зачтено", lambda tally: tally.passed, False),
    ("Не зачтено", lambda tally: tally.failed, False),
    ("Не аттестовано", lambda tally: tally.not_assessed, True),
    ("Освобождено", lambda tally: tally.exempt, False),
    ("Нет оценки", lambda tally: tally.missing + tally.aside, False),
    (TOTAL, lambda tally: tally.every, True),
)
_SHARES: tuple[tuple[str, Callable[[Tally], Value | None]], ...] = (
    (SUCCESS, lambda tally: tally.success),
    ("Качество, %", lambda tally: tally.quality),
    (AVERAGE, lambda tally: tally.average),
)


def tally_lines(tallies: Sequence[Tally]) -> Iterator[tuple[str, list[Value]]]:
    """Label and one figure a column: counts that occur (those of grades always), their sum, then shares."""
    for label, count, always in _LINES:
        counts = [count(tally) or 0 for tally in tallies]
        if always or any(counts):
            yield label, [number or "" for number in counts]
    for label, share in _SHARES:
        yield label, [_or_dash(share(tally)) for tally in tallies]


def emphasis_of(number: int, label: str) -> Emphasis:
    """How a line of the totals stands out: the first of the counts, «Всего», the first of the shares."""
    if number == 0 or label == SUCCESS:
        return Emphasis.SUBTOTAL
    return Emphasis.TOTAL if label == TOTAL else Emphasis.CLOSING


def _total_rows(statement: GradeStatement) -> Iterator[Row]:
    whole = tally_sheet(statement)
    tallies = [tally_entry(statement, entry) for entry in statement.entries]
    for number, (label, values) in enumerate(tally_lines(tallies)):
        tail: list[Value] = [""] * 8
        if label == TOTAL:
            tail[:5] = [whole.fives, whole.fours, whole.threes, whole.twos, whole.not_assessed]
            tail[6:] = _missed(statement)
        if label == AVERAGE:
            tail[5] = _or_dash(whole.average)
        yield Row(
            (Cell(label, span=2, align=Align.RIGHT), *(Cell(value) for value in (*values, *tail))),
            emphasis_of(number, label),
        )


def _missed(statement: GradeStatement) -> list[Value]:
    """The absences of all together; blank where somebody's are not told."""
    totals = [row.absences.total for row in statement.students]
    unexcused = [row.absences.unexcused for row in statement.students]
    return ["" if None in told else sum(value or 0 for value in told) for told in (totals, unexcused)]


def _summary(statement: GradeStatement) -> Iterator[str]:
    group = tally_group(statement)
    text = f"Студентов на {day(statement.last_day)}: {group.present}."
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
