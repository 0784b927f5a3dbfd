"""What the marks of a result cell come to: a grade, a credit, a debt, or nothing certain."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from archiver.journal.marks import grade_of, passed
from archiver.journal.model import Mark, MarkKind


class Outcome(StrEnum):
    """What the marks of a result cell come to."""

    GRADE = "grade"
    PASSED = "passed"
    FAILED = "failed"
    NOT_ASSESSED = "not-assessed"
    EXEMPT = "exempt"
    UNCLEAR = "unclear"  # there are marks, but they tell no result
    NONE = "none"


_DECIDING = {MarkKind.GRADE, MarkKind.CREDIT, MarkKind.NOT_ASSESSED}


def decisive(marks: Sequence[Mark]) -> tuple[Outcome, int | None]:
    """The outcome of a cell and its grade; of «н/а, 2» the last one counts.

    «осв» gives way to a grade beside it. What cannot be understood decides nothing, nor do two grades that
    differ: which of them is the result nobody can tell.
    """
    known = [mark for mark in marks if mark.kind in _DECIDING]
    if not known:
        if any(mark.kind is MarkKind.EXEMPT for mark in marks):
            return Outcome.EXEMPT, None
        return (Outcome.UNCLEAR if given(marks) else Outcome.NONE), None
    last = known[-1]
    if last.kind is MarkKind.NOT_ASSESSED:
        return Outcome.NOT_ASSESSED, None
    if len(known) > 1:
        told = {(grade_of(mark), passed(mark)) for mark in known if mark.kind is not MarkKind.NOT_ASSESSED}
        if len(told) > 1:
            return Outcome.UNCLEAR, None
    grade, credit = grade_of(last), passed(last)
    if credit is not None:
        return (Outcome.PASSED if credit else Outcome.FAILED), None
    return (Outcome.UNCLEAR if grade is None else Outcome.GRADE), grade


def given(marks: Sequence[Mark]) -> bool:
    """Whether the teacher wrote anything: a mark that is owed is none."""
    return any(mark.kind is not MarkKind.OWED for mark in marks)


def agree(one: Sequence[Mark], other: Sequence[Mark]) -> bool:
    """Whether two cells may both be true of one student; what tells no result contradicts nothing."""
    if one == other:
        return True
    outcomes = {decisive(one), decisive(other)}
    if len(outcomes) == 1 or {Outcome.UNCLEAR, Outcome.NONE} & {outcome for outcome, _grade in outcomes}:
        return True
    found = dict(outcomes)
    grade = found.get(Outcome.GRADE)
    if grade is None or len(found) == 1:
        return False
    return (Outcome.PASSED in found and grade > 2) or (Outcome.FAILED in found and grade <= 2)
