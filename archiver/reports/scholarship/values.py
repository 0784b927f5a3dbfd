"""The group's list for scholarships: results, debts of all terms, and a proposal by the college's own rules.

Regulation item 4: the curators «формируют ведомость групп (для назначения стипендии)». Where a result is
lacking nothing is proposed. The list only proposes; the commission decides.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from archiver.journal.collation import same_name
from archiver.journal.funding import Funding, funding_of
from archiver.journal.marks import grade_of, passed
from archiver.journal.model import Mark, MarkKind
from archiver.journal.outcomes import Outcome
from archiver.reports.scholarship.rules import Conditions, full_time
from archiver.reports.statement.tally import Tally, tally_student
from archiver.reports.statement.values import Entry, GradeStatement, StatementStudent
from archiver.settings.scholarships import Retakes

NOT_THERE, ON_LEAVE, UNDECIDED = "не в группе", "академический отпуск", "не определено"

_DEBTS = {Outcome.FAILED, Outcome.NOT_ASSESSED}
_UNKNOWN = {Outcome.NONE, Outcome.UNCLEAR}


class Why(StrEnum):
    """What decided, where it was not the results of the term alone."""

    LEFT = "left"
    ON_LEAVE = "on-leave"
    PART_TIME = "part-time"
    PAYS = "pays"
    FIRST_YEAR = "first-year"
    LACKING = "lacking"
    RETAKEN = "retaken"


@dataclass(frozen=True, slots=True)
class Told:
    """A subject whose result is to be told of; `term` names an earlier term, empty for the list's own."""

    subject: str
    term: str = ""

    def __str__(self) -> str:
        return f"{self.subject} ({self.term})" if self.term else self.subject


@dataclass(frozen=True, slots=True)
class Record:
    """What a student has: the results of the term counted, debts of it and of all terms before, who pays.

    `lacking` are results that are not given or tell nothing, `retaken` those of this term that were passed
    only after a failure.
    """

    tally: Tally
    debts: tuple[Told, ...]
    lacking: tuple[Told, ...]
    retaken: tuple[Told, ...]
    funding: Funding | None

    @property
    def earlier_debts(self) -> int:
        """How many of the debts are of terms before."""
        return sum(bool(debt.term) for debt in self.debts)


@dataclass(frozen=True, slots=True)
class Proposal:
    """A row of the list: `decision` is what is proposed, `for_commission` that a retake leaves it to them."""

    row: StatementStudent
    record: Record
    decision: str
    why: Why | None = None
    for_commission: bool = False


@dataclass(frozen=True, slots=True)
class ScholarshipList:
    """The list of a group after a term; `unexamined` of one whose first attestation is still to come."""

    statement: GradeStatement
    conditions: Conditions
    proposals: tuple[Proposal, ...]
    unexamined: bool = False


def scholarship_list(
    statement: GradeStatement,
    conditions: Conditions,
    *,
    earlier: Sequence[GradeStatement] = (),
    past: Sequence[GradeStatement] = (),
    unexamined: bool = False,
) -> ScholarshipList:
    """Everybody who was in the group by the end of the term, with what the rules propose.

    `earlier` are the statements of terms before it out of the same journal, `past` those read from files,
    which have numbers of their own; `unexamined` says that the group is in its first year and its first
    attestation is still to come.
    """
    found = []
    for row in statement.students:
        if row.student.enrolled is None or row.student.enrolled <= statement.last_day:
            before = [(one, _row_of(one, row, by_id=False)) for one in past]
            before += [(one, _row_of(one, row, by_id=True)) for one in earlier]
            record = _record(statement, row, before, unexamined=unexamined)
            decision, why = _decision(statement, row, record, conditions, unexamined=unexamined)
            marked = why is Why.RETAKEN and conditions.retakes is Retakes.COMMISSION
            found.append(Proposal(row, record, decision, why, marked))
    return ScholarshipList(statement, conditions, tuple(found), unexamined)


def _decision(
    statement: GradeStatement,
    row: StatementStudent,
    record: Record,
    conditions: Conditions,
    *,
    unexamined: bool,
) -> tuple[str, Why | None]:
    """Who was not there, studies part-time or pays gets nothing; then the results and the rules decide."""
    if not statement.present(row):
        there = row.student.attends(statement.last_day)
        return (ON_LEAVE, Why.ON_LEAVE) if there else (NOT_THERE, Why.LEFT)
    if full_time(statement.group.education_form) is False:
        return conditions.otherwise, Why.PART_TIME
    paid = record.funding is Funding.PAID
    rules = [rule for rule in conditions.rules if rule.for_paying or not paid]
    if paid and (unexamined or not rules):
        return conditions.otherwise, Why.PAYS
    if unexamined:
        first = conditions.first_year
        return (first.name, Why.FIRST_YEAR) if first else (conditions.otherwise, None)
    if record.lacking or not record.tally.due:
        return UNDECIDED, Why.LACKING
    rule = next((rule for rule in rules if rule.holds(record.tally, record.earlier_debts)), None)
    if rule is None:
        return conditions.otherwise, Why.PAYS if paid else None
    if not record.retaken or conditions.retakes is Retakes.ALLOWED:
        return rule.name, None
    refused = conditions.retakes is Retakes.REFUSED
    return conditions.otherwise if refused else rule.name, Why.RETAKEN


def _record(
    statement: GradeStatement,
    row: StatementStudent,
    before: Iterable[tuple[GradeStatement, StatementStudent | None]],
    *,
    unexamined: bool,
) -> Record:
    results = [] if unexamined else [(entry, Told(entry.subject.name)) for entry in statement.entries]
    debts, lacking = _sorted(statement, row, results)
    for past, same in before:
        if same is not None:
            named = [
                (entry, Told(entry.subject.name, _term(past, entry, statement))) for entry in past.entries
            ]
            more_debts, more_lacking = _sorted(past, same, named)
            debts += more_debts
            lacking += more_lacking
    retaken = [told for entry, told in results if _was_retaken(statement, row, entry)]
    tally = Tally() if unexamined else tally_student(statement, row)
    funding = funding_of(row.student, statement.group)
    return Record(tally, tuple(debts), tuple(lacking), tuple(retaken), funding)


def _sorted(
    statement: GradeStatement, row: StatementStudent, results: Iterable[tuple[Entry, Told]]
) -> tuple[list[Told], list[Told]]:
    """Debts, and results that are lacking, of those the student had to have."""
    debts, lacking = [], []
    for entry, told in results:
        if statement.expects(row, entry):
            outcome, grade = statement.outcome(row, entry)
            if outcome in _DEBTS or (grade is not None and grade <= 2):
                debts.append(told)
            elif outcome in _UNKNOWN:
                lacking.append(told)
    return debts, lacking


def _row_of(past: GradeStatement, row: StatementStudent, *, by_id: bool) -> StatementStudent | None:
    """The student's row in a statement of another term: by name, of namesakes by the number or none."""
    same = [one for one in past.students if same_name(one.student.full_name, row.student.full_name)]
    if len(same) == 1:
        return same[0]
    return next((one for one in same if by_id and one.student.id == row.student.id), None)


def _term(past: GradeStatement, entry: Entry, now: GradeStatement) -> str:
    """«1 семестр», and of another year or group which it was: a namesake there may be somebody else."""
    text = past.span(entry)
    if past.year != now.year:
        text += f" {past.year}"
    return text if same_name(past.group.name, now.group.name) else f"{text}, {past.group.name}"


def _was_retaken(statement: GradeStatement, row: StatementStudent, entry: Entry) -> bool:
    """Whether the cell tells a failure before the result that was passed: «н/а, 4»."""
    outcome, grade = statement.outcome(row, entry)
    if outcome is not Outcome.PASSED and (grade is None or grade <= 2):
        return False
    return any(map(_fails, row.marks.get(entry.id, ())))


def _fails(mark: Mark) -> bool:
    grade = grade_of(mark)
    return mark.kind is MarkKind.NOT_ASSESSED or passed(mark) is False or (grade is not None and grade <= 2)


def proposed(found: ScholarshipList) -> Iterator[tuple[str, Sequence[Proposal]]]:
    """Each kind of scholarship with those who are proposed for it."""
    for name in dict.fromkeys(rule.name for rule in found.conditions.rules):
        yield name, [one for one in found.proposals if one.decision == name]
