"""Counting a grade statement: grades, success, quality, average — and refusing where grades are lacking.

A result that is printed is counted, in its row and in its column, also of a student who left afterwards:
so rows and columns come to the same sums. The group's average is the mean of all of them, wherever it stands.

Success («успеваемость») is the share of students with a positive result, quality («качество») the
share with 4 or 5, both of those who were or had to be assessed; exempt students are not among them, nor
those who had left or were on leave and have no result. While somebody's result is lacking there is no share
and no average: a figure that will change is not printed. A newcomer without any result is left aside.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from decimal import ROUND_HALF_UP, Decimal
from operator import attrgetter

from archiver.journal.outcomes import Outcome
from archiver.reports.statement.values import Entry, GradeStatement, StatementStudent


@dataclass(frozen=True, slots=True)
class Tally:
    """How many results of each sort; `missing` are students who have none and should.

    `aside` are newcomers without any result, whom no share waits for.
    """

    fives: int = 0
    fours: int = 0
    threes: int = 0
    twos: int = 0
    passed: int = 0
    failed: int = 0
    not_assessed: int = 0
    exempt: int = 0
    missing: int = 0
    aside: int = 0

    @property
    def every(self) -> int:
        """All students of the column: who has something in it, or should."""
        return self.due + self.exempt + self.aside

    @property
    def graded(self) -> int:
        """Results that are grades."""
        return self.fives + self.fours + self.threes + self.twos

    @property
    def due(self) -> int:
        """Everybody who had to be assessed."""
        return self.graded + self.passed + self.failed + self.not_assessed + self.missing

    @property
    def debts(self) -> int:
        """Results that are debts: 2, «незачёт», «н/а»."""
        return self.twos + self.failed + self.not_assessed

    @property
    def success(self) -> Decimal | None:
        """Per cent with one decimal; None when there is nothing to share or somebody lacks a result."""
        if self.missing:
            return None
        return percent(self.due - self.debts, self.due)

    @property
    def quality(self) -> Decimal | None:
        """Per cent of 4 and 5; None also where nothing is graded (a plain test)."""
        if self.missing or not self.graded:
            return None
        return percent(self.fives + self.fours, self.due)

    @property
    def average(self) -> Decimal | None:
        """The mean of the grades with two decimals."""
        if self.missing or not self.graded:
            return None
        total = 5 * self.fives + 4 * self.fours + 3 * self.threes + 2 * self.twos
        return (Decimal(total) / self.graded).quantize(Decimal("0.01"), ROUND_HALF_UP)


_COUNTS = attrgetter(*(one.name for one in fields(Tally)))


_COUNTED = {
    Outcome.PASSED: Tally(passed=1),
    Outcome.FAILED: Tally(failed=1),
    Outcome.NOT_ASSESSED: Tally(not_assessed=1),
    Outcome.EXEMPT: Tally(exempt=1),
    Outcome.UNCLEAR: Tally(missing=1),
    Outcome.NONE: Tally(missing=1),
}
_GRADES = {5: Tally(fives=1), 4: Tally(fours=1), 3: Tally(threes=1), 2: Tally(twos=1)}


_LACKING = {Outcome.UNCLEAR, Outcome.NONE}


def percent(part: int, whole: int) -> Decimal | None:
    """Per cent with one decimal, halves upwards; None of nothing."""
    if not whole:
        return None
    return (Decimal(100 * part) / whole).quantize(Decimal("0.1"), ROUND_HALF_UP)


def tally_of(statement: GradeStatement, row: StatementStudent, entry: Entry) -> Tally:
    """One cell counted; nothing where there is no result and none is due."""
    outcome, grade = statement.outcome(row, entry)
    if grade is not None:
        return _GRADES[grade]
    if outcome in _LACKING:
        if not statement.expects(row, entry):
            return Tally()
        if statement.newcomer(row, entry):
            return Tally(aside=1)
    return _COUNTED[outcome]


def tally_entry(statement: GradeStatement, entry: Entry) -> Tally:
    """A column counted."""
    return _sum(tally_of(statement, row, entry) for row in statement.students)


def tally_student(statement: GradeStatement, row: StatementStudent) -> Tally:
    """A row counted."""
    return _sum(tally_of(statement, row, entry) for entry in statement.entries)


def tally_sheet(statement: GradeStatement) -> Tally:
    """The whole sheet counted: the one place the group's average comes from."""
    return _sum(tally_student(statement, row) for row in statement.students)


def _sum(tallies: Iterable[Tally]) -> Tally:
    counted = [_COUNTS(tally) for tally in tallies]
    return Tally(*map(sum, zip(*counted, strict=True)))


@dataclass(frozen=True, slots=True)
class GroupTally:
    """The group as a whole: students present at the period's end, those without debts, those with 4 and 5.

    `excellent` have only 5. `aside` are the numbers of newcomers without any result, who are in none of the
    counts but `present`. Counts are None while results of somebody present are lacking; `average` is that of
    the sheet.
    """

    present: int
    succeeding: int | None
    good: int | None
    excellent: int | None
    average: Decimal | None
    aside: tuple[int, ...] = ()

    @property
    def counted(self) -> int:
        """The students whose results the shares are of."""
        return self.present - len(self.aside)

    @property
    def success(self) -> Decimal | None:
        """Share of students without debts."""
        return None if self.succeeding is None else percent(self.succeeding, self.counted)

    @property
    def quality(self) -> Decimal | None:
        """Share of students with 4 and 5 only."""
        return None if self.good is None else percent(self.good, self.counted)


def tally_group(statement: GradeStatement) -> GroupTally:
    """The group counted: students present at the end of the period, and the average of the sheet."""
    present = [
        (row.student.number, tally_student(statement, row))
        for row in statement.students
        if statement.present(row)
    ]
    aside = tuple(number for number, one in present if one.aside and one.every == one.aside)
    rows = [one for number, one in present if number not in aside]
    average = tally_sheet(statement).average
    if any(one.missing for one in rows) or not any(one.due for one in rows):
        return GroupTally(len(present), None, None, None, average, aside)
    return GroupTally(
        len(present),
        sum(not row.debts for row in rows),
        sum(not row.debts and not row.threes and bool(row.graded) for row in rows),
        sum(row.graded > 0 and row.graded == row.fives and not row.debts for row in rows),
        average,
        aside,
    )
