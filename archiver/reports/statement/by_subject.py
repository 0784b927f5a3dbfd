"""Statements subject by subject, as the secretaries print them (regulation item 4).

One for every subject, discipline and МДК; and one for every professional module, with its МДК,
practices and module exam side by side. Portrait A4, 30 mm to be stitched by.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from archiver.journal.collation import name_key, sort_key
from archiver.journal.model import SubjectKind
from archiver.journal.words import initials_first, surname_first
from archiver.reports.document.report import (
    Align,
    Cell,
    Column,
    Fact,
    Report,
    Row,
    Sheet,
    Signature,
    Table,
)
from archiver.reports.document.wording import DASH, every, group_facts
from archiver.reports.statement.assessment import ORDER, SINGULAR, Assessment
from archiver.reports.statement.page import NBSP, StatementPaper, imprint, result, when
from archiver.reports.statement.remarks import remarks
from archiver.reports.statement.tally import tally_entry, tally_of
from archiver.reports.statement.totals import emphasis_of, tally_lines
from archiver.reports.statement.values import Entry, GradeStatement

_KINDS = {
    SubjectKind.SUBJECT: "ПО УЧЕБНОМУ ПРЕДМЕТУ, ДИСЦИПЛИНЕ",
    SubjectKind.MODULE_COURSE: "ПО МЕЖДИСЦИПЛИНАРНОМУ КУРСУ",
    SubjectKind.MODULE: "ПО ПРОФЕССИОНАЛЬНОМУ МОДУЛЮ",
    SubjectKind.EDUCATIONAL_PRACTICE: "ПО УЧЕБНОЙ ПРАКТИКЕ",
    SubjectKind.INDUSTRIAL_PRACTICE: "ПО ПРОИЗВОДСТВЕННОЙ ПРАКТИКЕ",
    SubjectKind.STATE_EXAM: "ПО ГОСУДАРСТВЕННОЙ ИТОГОВОЙ АТТЕСТАЦИИ",
}
_TITLE = "ВЕДОМОСТЬ УСПЕВАЕМОСТИ"
_WITHOUT_HOURS = {Assessment.COURSE_WORK, Assessment.YEAR, Assessment.FINAL}
_MODULE_NUMBER = re.compile(r"(?:ПМ|МДК|УП|ПП)[. ]?(\d{2})")
_PRACTICES = {SubjectKind.EDUCATIONAL_PRACTICE, SubjectKind.INDUSTRIAL_PRACTICE}
_OF_A_MODULE = {SubjectKind.MODULE, SubjectKind.MODULE_COURSE} | _PRACTICES


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
    timed = [entry for entry in entries if entry.assessment not in _WITHOUT_HOURS]
    spans = [f"{statement.span(entry)}: " if statement.annual else "" for entry in timed]
    days = [f"{span}{entry.days}" for span, entry in zip(spans, timed, strict=True) if entry.days is not None]
    facts = [
        _taught_by(first, _teachers(entries)),
        Fact(
            "Часы",
            "; ".join(span + _hours(statement, entry) for span, entry in zip(spans, timed, strict=True)),
        ),
        *([Fact("Дней практики", "; ".join(days))] if days else []),
    ]
    columns = [_column(statement, entry, named=False) for entry in entries]
    title = f"{_TITLE} {_KINDS[first.subject.kind]}"
    return _report(statement, paper, title, first.subject.name, facts, entries, columns, post=_post(first))


def _post(entry: Entry) -> str:
    return "Руководитель практики" if entry.subject.kind in _PRACTICES else "Преподаватель"


def _taught_by(entry: Entry, teachers: Sequence[str]) -> Fact:
    """«Преподаватель: …», and of two or more «Преподаватели: …»."""
    post = _post(entry)
    several = {"Преподаватель": "Преподаватели", "Руководитель практики": "Руководители практики"}
    return Fact(several[post] if len(teachers) > 1 else post, ", ".join(teachers))


def _teachers(entries: Sequence[Entry]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(teacher for entry in entries for teacher in entry.teachers))


def _place(entry: Entry) -> tuple[bool, int]:
    """Terms in their order, then the year."""
    return entry.term is None, entry.term or 0


def _hours(statement: GradeStatement, entry: Entry) -> str:
    """«по плану 72, дано 70», and of subgroups with unlike hours «по плану 72, дано в подгруппах 68 и 70»."""
    own = [row.taught(entry) for row in statement.students if entry.id in row.listed]
    planned = _figure(entry.planned_hours, (taught.planned for taught in own))
    given = _figure(entry.given_hours, (taught.given for taught in own))
    return f"по плану {planned}, дано {given}"


def _figure(of_all: int | None, of_each: Iterable[int | None]) -> str:
    """The hours of all; else the unlike ones of the subgroups, told only where each is known."""
    if of_all is not None:
        return str(of_all)
    parts = set(of_each)
    known = sorted(part for part in parts if part is not None)
    return f"в подгруппах {' и '.join(map(str, known))}" if len(known) == len(parts) > 1 else DASH


def _module_report(
    statement: GradeStatement, paper: StatementPaper, number: str, entries: Sequence[Entry]
) -> Report:
    """The module's parts side by side; of each who taught it, its hours and its days of practice."""
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
    facts = [
        Fact(f"{entry.subject.name}, {statement.span(entry)}", _part(statement, entry))
        for entry in ordered
        if entry.term is not None
    ]
    report = _report(
        statement, paper, f"СВОДНАЯ ВЕДОМОСТЬ {_KINDS[SubjectKind.MODULE]}", title, facts, ordered, columns
    )
    return replace(report, name=f"{title} (модуль)")


def _part(statement: GradeStatement, entry: Entry) -> str:
    """«Орлова О. О.; экзамен; по плану 72, дано 72; дней 12»."""
    told = [
        ", ".join(map(surname_first, entry.teachers)) or "преподаватель не указан",
        SINGULAR[entry.assessment],
    ]
    unknown = f"по плану {DASH}, дано {DASH}"
    if entry.assessment not in _WITHOUT_HOURS and _hours(statement, entry) != unknown:
        told.append(f"часов {_hours(statement, entry)}")
    if entry.days is not None:
        told.append(f"дней практики {entry.days}")
    return "; ".join(told)


def _column(statement: GradeStatement, entry: Entry, *, named: bool) -> Column:
    term = statement.span(entry)
    kind = SINGULAR[entry.assessment]
    if named:
        return Column(f"{entry.subject.name}, {term.replace(' ', NBSP)}", 9.0, note=kind, rotated=True)
    return Column(f"{term}: {kind}", 24.0)


def _report(
    statement: GradeStatement,
    paper: StatementPaper,
    title: str,
    name: str,
    facts: Sequence[Fact],
    entries: Sequence[Entry],
    columns: Sequence[Column],
    *,
    post: str = "Преподаватель",
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
    teachers = [Signature(post, initials_first(teacher)) for teacher in _teachers(entries)]
    return Report(
        title=title,
        organisation=organisation.name,
        subtitle=(name, f"группа {statement.group.name}, {when(statement)}"),
        facts=(*facts, *group_facts(statement.group, organisation)[1:]),
        tables=(Table((*heads, *columns), (*rows, *_totals(statement, entries)), keys=2),),
        missing=tuple(_missing(statement, entries)),
        remarks=tuple(remarks(statement, entries)),
        signatures=(*teachers, Signature(organisation.head_post, initials_first(organisation.head))),
        dated=True,
        sheet=Sheet(binding_margin_mm=paper.binding_margin_mm),
        imprint=imprint(statement, paper, name),
        name=name,
    )


def _totals(statement: GradeStatement, entries: Sequence[Entry]) -> Iterator[Row]:
    tallies = [tally_entry(statement, entry) for entry in entries]
    for number, (label, values) in enumerate(tally_lines(tallies)):
        cells = (Cell(label, span=2, align=Align.RIGHT), *(Cell(value) for value in values))
        yield Row(cells, emphasis_of(number, label))


def _missing(statement: GradeStatement, entries: Sequence[Entry]) -> Iterator[str]:
    aside: dict[str, list[str]] = {}
    for entry in entries:
        what = f"{entry.subject.name}, {statement.span(entry)} ({SINGULAR[entry.assessment]})"
        if lacking := tally_entry(statement, entry).missing:
            yield f"{what}: нет оценки у студентов — {lacking}; проценты и средний балл не посчитаны."
        rows = [row for row in statement.students if tally_of(statement, row, entry).aside]
        if rows:
            aside.setdefault(", ".join(str(row.student.number) for row in rows), []).append(what)
    for numbers, names in aside.items():
        where = "" if len(names) == len(entries) else f": {every(names)}"
        yield f"Пришли в течение периода и оценок не имеют, посчитано без учёта № {numbers}{where}."
