"""The group's list for scholarships: results, debts and a proposal by the college's own rules.

Regulation item 4: the curators «формируют ведомость групп (для назначения стипендии)». The default
rule is that of order 1663 of 27.12.2016: no grade below 4 and no debts. Where a result is lacking
nothing is proposed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from archiver.journal.outcomes import Outcome
from archiver.journal.words import initials_first
from archiver.reports.document.report import Align, Cell, Column, Fact, Report, Row, Sheet, Signature, Table
from archiver.reports.document.wording import DASH, group_facts, listed, standing
from archiver.reports.statement.assessment import SHORT
from archiver.reports.statement.page import result, when
from archiver.reports.statement.tally import Tally, tally_student
from archiver.reports.statement.values import GradeStatement, StatementStudent

UNDECIDED = "не определено"
_DEBTS = {Outcome.FAILED, Outcome.NOT_ASSESSED}


@dataclass(frozen=True, slots=True)
class Rule:
    """A kind of scholarship and what it asks for."""

    name: str
    lowest_grade: int = 4
    least_average: Decimal = Decimal(0)
    most_debts: int = 0

    def holds(self, tally: Tally) -> bool:
        """Whether a student with these results fulfils the rule; a student without any result does not."""
        grades = {5: tally.fives, 4: tally.fours, 3: tally.threes, 2: tally.twos}
        below = sum(count for grade, count in grades.items() if grade < self.lowest_grade)
        # A 2 is a debt as well: where debts are allowed it is counted as one, not twice.
        low = below - (tally.twos if self.most_debts else 0)
        average = tally.average if tally.average is not None else Decimal(0)
        return (
            tally.due > 0
            and low <= 0
            and tally.debts <= self.most_debts
            and (not self.least_average or average >= self.least_average)
        )


@dataclass(frozen=True, slots=True)
class Proposal:
    """A row of the list; `decision` is what is proposed, `debts` the subjects owed."""

    row: StatementStudent
    tally: Tally
    debts: tuple[str, ...]
    decision: str


def proposals(statement: GradeStatement, rules: Sequence[Rule], otherwise: str) -> tuple[Proposal, ...]:
    """Every student of the statement with what the rules propose."""
    return tuple(_proposal(statement, row, rules, otherwise) for row in statement.students)


def _proposal(
    statement: GradeStatement, row: StatementStudent, rules: Sequence[Rule], otherwise: str
) -> Proposal:
    tally = tally_student(statement, row)
    debts = tuple(_debts(statement, row))
    if not statement.present(row):
        left = row.student.left is not None and row.student.left < statement.last_day
        return Proposal(row, tally, debts, "не в группе" if left else "академ. отпуск")
    if tally.missing or not tally.due:
        return Proposal(row, tally, debts, UNDECIDED)
    decision = next((rule.name for rule in rules if rule.holds(tally)), otherwise)
    return Proposal(row, tally, debts, decision)


def _debts(statement: GradeStatement, row: StatementStudent) -> Iterator[str]:
    for entry in statement.entries:
        if statement.expects(row, entry):
            outcome, grade = statement.outcome(row, entry)
            if outcome in _DEBTS or (grade is not None and grade <= 2):
                yield entry.subject.name


def scholarship_report(
    statement: GradeStatement,
    rules: Sequence[Rule],
    otherwise: str,
    *,
    counts_only: bool = False,
    paid: bool = False,
) -> Report:
    """The list as a report; `counts_only` leaves out the subjects, `paid` tells of a group off the budget."""
    found = proposals(statement, rules, otherwise)
    entries = () if counts_only else statement.entries
    columns = (
        Column("№", 6.5),
        Column("Фамилия, имя, отчество", 44.0, align=Align.LEFT, grows=True),
        *(
            Column(
                entry.subject.name,
                6.4,
                group="Оценки",
                note=SHORT[entry.assessment],
                rotated=True,
            )
            for entry in entries
        ),
        *(Column(title, 5.4, group="Количество") for title in ("5", "4", "3", "2", "н/а")),
        Column("Средний балл", 9.0, rotated=True),
        Column("Задолженностей", 7.0, rotated=True),
        Column("Социальная стипендия (основание, срок)", 24.0),
        Column("Решение", 25.0),
    )
    rows = [
        Row(
            (
                Cell(one.row.student.number),
                Cell(one.row.student.full_name),
                *(Cell(result(statement, one.row, entry)) for entry in entries),
                *(
                    Cell(count or "")
                    for count in (
                        one.tally.fives,
                        one.tally.fours,
                        one.tally.threes,
                        one.tally.twos,
                        one.tally.not_assessed,
                    )
                ),
                Cell(DASH if one.tally.average is None else one.tally.average),
                Cell(len(one.debts) or ""),
                Cell(""),
                Cell(one.decision, strong=one.decision in {rule.name for rule in rules}),
            )
        )
        for one in found
    ]
    organisation = statement.organisation
    return Report(
        title="ВЕДОМОСТЬ ГРУППЫ ДЛЯ НАЗНАЧЕНИЯ СТИПЕНДИИ",
        organisation=organisation.name,
        subtitle=(f"группа {statement.group.name}, {when(statement)}",),
        facts=(
            *group_facts(statement.group, organisation)[1:],
            Fact("Основа обучения", "внебюджет" if paid else ""),
        ),
        tables=(Table(columns, tuple(rows), keys=2),),
        missing=(*_lacking(found), *statement.missing),
        remarks=tuple(_remarks(statement, found, rules)),
        closing=tuple(_summary(found, rules)),
        signatures=(
            Signature("Классный руководитель", initials_first(statement.group.curator or "")),
            Signature(organisation.head_post, initials_first(organisation.head)),
        ),
        dated=True,
        sheet=Sheet(landscape=True),
        imprint=f"Ведомость на стипендию, группа {statement.group.name}, {when(statement)}",
        name=f"{statement.group.name} {statement.period}",
    )


def _lacking(found: Sequence[Proposal]) -> Iterator[str]:
    undecided = [str(one.row.student.number) for one in found if one.decision == UNDECIDED]
    if undecided:
        yield f"Решение не определено: не все оценки выставлены у студентов № {', '.join(undecided)}."


def _remarks(statement: GradeStatement, found: Sequence[Proposal], rules: Sequence[Rule]) -> Iterator[str]:
    for rule in rules:
        average = f", средний балл не ниже {rule.least_average}" if rule.least_average else ""
        debts = f"задолженностей не больше {rule.most_debts}" if rule.most_debts else "без задолженностей"
        yield f"«{rule.name}» — оценки не ниже {rule.lowest_grade}, {debts}{average}.".replace("..", ".")
    for one in found:
        text = standing(one.row.student, statement.last_day, min(term.start for term in statement.terms))
        debts = f"задолженности: {listed(one.debts)}" if one.debts else ""
        if text or debts:
            yield f"{one.row.student.number}. {'; '.join(part for part in (text, debts) if part)}."


def _summary(found: Sequence[Proposal], rules: Sequence[Rule]) -> Iterator[str]:
    parts = [
        f"{rule.name} — {sum(one.decision == rule.name for one in found)}" for rule in dict.fromkeys(rules)
    ]
    yield f"Предложено назначить: {', '.join(parts)}. Решение принимает стипендиальная комиссия."
