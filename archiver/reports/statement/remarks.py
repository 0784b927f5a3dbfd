"""What is explained under a statement's table: its signs, and who came, left or was on leave."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from archiver.journal.outcomes import Outcome
from archiver.journal.words import surname_first
from archiver.reports.document.wording import DASH, standing
from archiver.reports.statement.values import Entry, GradeStatement, StatementStudent


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
