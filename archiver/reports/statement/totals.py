"""The rows of totals under a statement's students: how many of each grade, all together, and the shares."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from archiver.reports.document.report import Align, Cell, Emphasis, Row, Value
from archiver.reports.document.wording import DASH
from archiver.reports.statement.tally import Tally, tally_entry, tally_sheet
from archiver.reports.statement.values import GradeStatement

TOTAL, SUCCESS, AVERAGE = "Всего", "Успеваемость, %", "Средний балл"

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
        yield label, [or_dash(share(tally)) for tally in tallies]


def emphasis_of(number: int, label: str) -> Emphasis:
    """How a line of the totals stands out: the first of the counts, «Всего», the first of the shares."""
    if number == 0 or label == SUCCESS:
        return Emphasis.SUBTOTAL
    return Emphasis.TOTAL if label == TOTAL else Emphasis.CLOSING


def total_rows(statement: GradeStatement) -> Iterator[Row]:
    """The rows under the students of the whole group: of each column, and of the sums at the end of rows."""
    whole = tally_sheet(statement)
    tallies = [tally_entry(statement, entry) for entry in statement.entries]
    for number, (label, values) in enumerate(tally_lines(tallies)):
        tail: list[Value] = [""] * 8
        if label == TOTAL:
            tail[:5] = [whole.fives, whole.fours, whole.threes, whole.twos, whole.not_assessed]
            tail[6:] = _missed(statement)
        if label == AVERAGE:
            tail[5] = or_dash(whole.average)
        yield Row(
            (Cell(label, span=2, align=Align.RIGHT), *(Cell(value) for value in (*values, *tail))),
            emphasis_of(number, label),
        )


def _missed(statement: GradeStatement) -> list[Value]:
    """The absences of all together; blank where somebody's are not told."""
    totals = [row.absences.total for row in statement.students]
    unexcused = [row.absences.unexcused for row in statement.students]
    return ["" if None in told else sum(value or 0 for value in told) for told in (totals, unexcused)]


def or_dash(value: Value | None) -> Value:
    """The figure, a dash where there is none."""
    return DASH if value is None else value
