"""The list for scholarships as a report, with room for the commission's protocol."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from archiver.journal.funding import WORDS
from archiver.journal.words import initials_first, surname_first
from archiver.reports.document.layout import sheet_for
from archiver.reports.document.report import (
    Align,
    Cell,
    Column,
    Fact,
    Report,
    Resolution,
    Row,
    Sheet,
    Signature,
    Table,
    Value,
    shown,
)
from archiver.reports.document.wording import DASH, every, group_facts, standing
from archiver.reports.scholarship.rules import Rule
from archiver.reports.scholarship.values import Proposal, ScholarshipList, Why, proposed
from archiver.reports.statement.assessment import SINGULAR
from archiver.reports.statement.lacking import of_results
from archiver.reports.statement.page import result, when
from archiver.reports.statement.values import Entry
from archiver.settings.scholarships import Retakes

_MARKED = "{decision} — решает комиссия (пересдача)"


@dataclass(frozen=True, slots=True)
class Commission:
    """By which act scholarships are assigned and who decides; what is empty stays a line to fill in."""

    basis: str = ""
    chair_post: str = "Председатель комиссии"
    chair: str = ""
    secretary: str = ""
    members: tuple[str, ...] = ()


def scholarship_report(
    found: ScholarshipList,
    commission: Commission,
    *,
    counts_only: bool = False,
    lacks: Sequence[str] = (),
) -> Report:
    """The list as a report; `counts_only` leaves out the subjects, `lacks` says what is missing besides."""
    statement = found.statement
    entries = () if counts_only or found.unexamined else statement.entries
    rows = tuple(_row(found, number, one, entries) for number, one in enumerate(found.proposals, 1))
    table = Table(_columns(found, entries), rows, keys=2)
    organisation = statement.organisation
    about = "до первой промежуточной аттестации" if found.unexamined else ""
    return Report(
        title="ВЕДОМОСТЬ ГРУППЫ ДЛЯ НАЗНАЧЕНИЯ СТИПЕНДИИ",
        organisation=organisation.name,
        subtitle=tuple(filter(None, (f"группа {statement.group.name}, {when(statement)}", about))),
        facts=(
            *group_facts(statement.group, organisation)[1:],
            Fact("Форма обучения", statement.group.education_form or ""),
            Fact("Основание", commission.basis),
        ),
        tables=(table,),
        missing=(*_lacking(found), *lacks, *(() if found.unexamined else of_results(statement))),
        remarks=tuple(_remarks(found)),
        closing=tuple(_summary(found)),
        signatures=(
            Signature("Классный руководитель", initials_first(statement.group.curator or "")),
            Signature(organisation.head_post, initials_first(organisation.head)),
        ),
        dated=True,
        resolution=_resolution(commission),
        sheet=sheet_for(Sheet(landscape=True), (table,)),
        whole=True,
        imprint=f"Ведомость на стипендию, группа {statement.group.name}, {when(statement)}",
        name=f"{statement.group.name} {statement.period}",
    )


def _columns(found: ScholarshipList, entries: Sequence[Entry]) -> tuple[Column, ...]:
    counts = () if found.unexamined else ("5", "4", "3", "2", "н/а")
    return (
        Column("№", 6.5),
        Column("Фамилия, имя, отчество", 40.0, align=Align.LEFT, fits=True),
        Column("Основа обучения", 13.5),
        *(
            Column(entry.subject.name, 6.4, group="Оценки", note=SINGULAR[entry.assessment], rotated=True)
            for entry in entries
        ),
        *(Column(title, 5.4, group="Количество") for title in counts),
        *(() if found.unexamined else (Column("Средний балл", 9.0, rotated=True),)),
        *(() if found.unexamined else (Column("Задолженностей", 7.0, rotated=True),)),
        Column("Социальная стипендия (основание, срок)", 19.0),
        Column("Решение", 24.0),
    )


def _row(found: ScholarshipList, number: int, one: Proposal, entries: Sequence[Entry]) -> Row:
    tally, statement = one.record.tally, found.statement
    counts = (tally.fives, tally.fours, tally.threes, tally.twos, tally.not_assessed)
    figures: tuple[Value, ...] = (
        *(count or "" for count in counts),
        DASH if tally.average is None else tally.average,
        len(one.record.debts) or "",
    )
    names = {rule.name for rule in found.conditions.rules}
    return Row(
        (
            Cell(number),
            Cell(one.row.student.full_name),
            Cell(WORDS[one.record.funding]),
            *(Cell(result(statement, one.row, entry)) for entry in entries),
            *(() if found.unexamined else map(Cell, figures)),
            Cell(""),
            Cell(_decision(one), strong=one.decision in names),
        )
    )


def _decision(one: Proposal) -> str:
    return _MARKED.format(decision=one.decision) if one.for_commission else one.decision


def _name(one: Proposal) -> str:
    return surname_first(one.row.student.full_name)


def _lacking(found: ScholarshipList) -> Iterator[str]:
    undecided = [one for one in found.proposals if one.why is Why.LACKING]
    if undecided:
        said = (
            f"{_name(one)} ({every(map(str, one.record.lacking)) or 'нет ни одной оценки'})"
            for one in undecided
        )
        yield f"Решение не определено, не все оценки выставлены: {every(said)}."
    untold = [_name(one) for one in found.proposals if one.record.funding is None]
    if untold:
        whose = "всей группы" if len(untold) == len(found.proposals) else every(untold)
        yield f"Основа обучения не указана: {whose}. Стипендия — только обучающимся за счёт бюджета."
    if not found.statement.group.education_form:
        yield "Форма обучения группы не указана. Стипендия — только обучающимся по очной форме."


def _remarks(found: ScholarshipList) -> Iterator[str]:
    if found.unexamined:
        yield (
            "Студентам первого курса, которые учатся по очной форме на бюджете, стипендия назначается всем "
            "до первой промежуточной аттестации."
        )
    else:
        yield from map(_asks, found.conditions.rules)
    if any(one.why is Why.PART_TIME for one in found.proposals):
        yield f"Форма обучения {found.statement.group.education_form}: стипендия не назначается."
    first_day = min(term.start for term in found.statement.terms)
    for one in found.proposals:
        said = [
            standing(one.row.student, found.statement.last_day, first_day),
            "учится за плату" if one.why is Why.PAYS else "",
            f"задолженности: {every(map(str, one.record.debts))}" if one.record.debts else "",
            _retaken(one, found.conditions.retakes),
        ]
        text = "; ".join(filter(None, said))
        if text:
            yield f"{_name(one)}: {text}."


def _retaken(one: Proposal, retakes: Retakes) -> str:
    if one.why is not Why.RETAKEN:
        return ""
    what = f"пересдача: {every(map(str, one.record.retaken))}"
    return what if retakes is Retakes.COMMISSION else f"{what}, стипендия не предлагается"


def _asks(rule: Rule) -> str:
    average = f", средний балл не ниже {shown(rule.least_average)}" if rule.least_average else ""
    debts = f"задолженностей не больше {rule.most_debts}" if rule.most_debts else "без задолженностей"
    whom = "" if rule.for_paying else "; обучающимся по очной форме на бюджете"
    return f"«{rule.name}» — оценки не ниже {rule.lowest_grade}, {debts}{average}{whom}."


def _summary(found: ScholarshipList) -> Iterator[str]:
    parts = []
    for name, students in proposed(found):
        marked = sum(one.for_commission for one in students)
        parts.append(f"{name} — {len(students)}" + (f" (из них решает комиссия: {marked})" if marked else ""))
    if parts:
        yield f"Предложено назначить: {', '.join(parts)}. Решение принимает стипендиальная комиссия."


def _resolution(commission: Commission) -> Resolution:
    """The commission's decision and its signatures; three members where none are named."""
    members = commission.members or ("", "", "")
    return Resolution(
        lines=(
            "Решение стипендиальной комиссии: протокол № ________ от «____» ________________ 20____ г.",
            "Назначить стипендию ______ студентам; изменения: "
            "________________________________________________________________",
        ),
        signatures=(
            Signature(commission.chair_post, initials_first(commission.chair)),
            Signature("Секретарь комиссии", initials_first(commission.secretary)),
            *(Signature("Член комиссии", initials_first(name)) for name in members),
        ),
    )
