"""Statements subject by subject, as the secretaries print them (regulation item 4).

One for every subject, discipline and МДК; and one for every professional module, with its МДК,
practices and module exam side by side. Portrait A4, 30 mm to be stitched by.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from archiver.journal.collation import name_key, sort_key
from archiver.journal.model import SubjectKind
from archiver.journal.words import initials_first
from archiver.reports.document.report import (
    Align,
    Cell,
    Column,
    Emphasis,
    Fact,
    Report,
    Row,
    Sheet,
    Signature,
    Table,
)
from archiver.reports.document.wording import group_facts
from archiver.reports.statement.assessment import ORDER, SINGULAR, Assessment
from archiver.reports.statement.page import StatementPaper, imprint, remarks, result, tally_lines, when
from archiver.reports.statement.tally import tally_entry
from archiver.reports.statement.values import Entry, GradeStatement

_KINDS = {
    SubjectKind.SUBJECT: "по учебному предмету, дисциплине",
    SubjectKind.MODULE_COURSE: "по междисциплинарному курсу",
    SubjectKind.MODULE: "по профессиональному модулю",
    SubjectKind.EDUCATIONAL_PRACTICE: "по учебной практике",
    SubjectKind.INDUSTRIAL_PRACTICE: "по производственной практике",
    SubjectKind.STATE_EXAM: "по государственной итоговой аттестации",
}
_WITHOUT_HOURS = {Assessment.COURSE_WORK, Assessment.YEAR, Assessment.FINAL}
_MODULE_NUMBER = re.compile(r"(?:ПМ|МДК|УП|ПП)[. ]?(\d{2})")
_OF_A_MODULE = {
    SubjectKind.MODULE,
    SubjectKind.MODULE_COURSE,
    SubjectKind.EDUCATIONAL_PRACTICE,
    SubjectKind.INDUSTRIAL_PRACTICE,
}


def subject_reports(statement: GradeStatement, paper: StatementPaper) -> tuple[Report, ...]:
    """One report a subject in alphabetical order, then one a professional module."""
    subjects: dict[object, list[Entry]] = {}
    modules: dict[str, list[Entry]] = {}
    for entry in statement.entries:
        subjects.setdefault(name_key(entry.subject.name), []).append(entry)
        number = _module(entry)
        if number:
            modules.setdefault(number, []).append(entry)
    lists = sorted(subjects.values(), key=lambda entries: sort_key(entries[0].subject.name))
    found = [_subject(statement, paper, entries) for entries in lists]
    found += [
        _module_report(statement, paper, number, entries)
        for number, entries in sorted(modules.items())
        if len({name_key(entry.subject.name) for entry in entries}) > 1
    ]
    return tuple(found)


def _module(entry: Entry) -> str | None:
    """The number of the module an entry belongs to: «01» of МДК.01.02, УП.01, ПМ.01."""
    if entry.subject.kind not in _OF_A_MODULE or not entry.subject.code:
        return None
    number = _MODULE_NUMBER.match(entry.subject.code)
    return number[1] if number else None


def _subject(statement: GradeStatement, paper: StatementPaper, entries: Sequence[Entry]) -> Report:
    entries = sorted(entries, key=lambda entry: (_place(entry), ORDER.index(entry.assessment)))
    first = entries[0]
    teachers = dict.fromkeys(teacher for entry in entries for teacher in entry.teachers)
    hours = [
        f"{statement.span(entry)}: {_hours(entry)}"
        for entry in entries
        if entry.assessment not in _WITHOUT_HOURS
    ]
    facts = (
        Fact("Предмет", first.subject.name),
        Fact("Преподаватель", ", ".join(teachers)),
        Fact("Часы", "; ".join(hours)),
    )
    columns = [_column(statement, entry, named=False) for entry in entries]
    signatures = [Signature("Преподаватель", initials_first(teacher)) for teacher in teachers]
    return _report(
        statement, paper, _KINDS[first.subject.kind], first.subject.name, facts, entries, columns, signatures
    )


def _place(entry: Entry) -> tuple[bool, int]:
    """Terms in their order, then the year."""
    return entry.term is None, entry.term or 0


def _hours(entry: Entry) -> str:
    planned = "—" if entry.planned_hours is None else str(entry.planned_hours)
    given = "—" if entry.given_hours is None else str(entry.given_hours)
    days = f" ({entry.days} дн.)" if entry.days else ""
    return f"по плану {planned}, дано {given}{days}"


def _module_report(
    statement: GradeStatement, paper: StatementPaper, number: str, entries: Sequence[Entry]
) -> Report:
    title = next(
        (entry.subject.name for entry in entries if entry.subject.kind is SubjectKind.MODULE), f"ПМ.{number}"
    )
    ordered = sorted(
        entries,
        key=lambda entry: (
            entry.subject.kind is SubjectKind.MODULE,
            sort_key(entry.subject.name),
            _place(entry),
        ),
    )
    columns = [_column(statement, entry, named=True) for entry in ordered]
    return _report(
        statement,
        paper,
        _KINDS[SubjectKind.MODULE],
        f"{title} (модуль)",
        (Fact("Модуль", title),),
        ordered,
        columns,
        [],
    )


def _column(statement: GradeStatement, entry: Entry, *, named: bool) -> Column:
    term = statement.span(entry)
    kind = SINGULAR[entry.assessment]
    if named:
        return Column(f"{entry.subject.name}, {term}", 9.0, note=kind, rotated=True)
    return Column(f"{term}: {kind}", 24.0)


def _report(
    statement: GradeStatement,
    paper: StatementPaper,
    kind: str,
    name: str,
    facts: Sequence[Fact],
    entries: Sequence[Entry],
    columns: Sequence[Column],
    signatures: Sequence[Signature],
) -> Report:
    organisation = statement.organisation
    heads = (Column("№", 8.0), Column("Фамилия, имя, отчество", 60.0, align=Align.LEFT, grows=True))
    rows = [
        Row(
            (
                Cell(row.student.number),
                Cell(row.student.full_name),
                *(Cell(result(statement, row, entry)) for entry in entries),
            )
        )
        for row in statement.students
        if any(entry.id in row.listed or entry.id in row.marks for entry in entries)
    ]
    return Report(
        title="ВЕДОМОСТЬ УСПЕВАЕМОСТИ",
        organisation=organisation.name,
        subtitle=(kind, f"группа {statement.group.name}, {when(statement)}"),
        facts=(*facts, *group_facts(statement.group, organisation)[1:3]),
        tables=(Table((*heads, *columns), (*rows, *_totals(statement, entries)), keys=2),),
        missing=tuple(_missing(statement, entries)),
        remarks=tuple(line for line in remarks(statement) if line.startswith("«")),
        signatures=(*signatures, Signature(organisation.head_post, initials_first(organisation.head))),
        dated=True,
        sheet=Sheet(binding_margin_mm=paper.binding_margin_mm),
        imprint=imprint(statement, paper),
        name=name,
    )


def _totals(statement: GradeStatement, entries: Sequence[Entry]) -> Iterator[Row]:
    tallies = [tally_entry(statement, entry) for entry in entries]
    for number, (label, values) in enumerate(tally_lines(tallies)):
        cells = (Cell(label, span=2, align=Align.RIGHT), *(Cell(value) for value in values))
        yield Row(cells, Emphasis.CLOSING if number else Emphasis.SUBTOTAL)


def _missing(statement: GradeStatement, entries: Sequence[Entry]) -> Iterator[str]:
    lacking = [(entry, tally_entry(statement, entry).missing) for entry in entries]
    for entry, count in lacking:
        if count:
            yield (
                f"{entry.subject.name}, {statement.span(entry)} ({SINGULAR[entry.assessment]}): "
                f"нет оценки у студентов — {count}; проценты и средний балл не посчитаны."
            )
