"""Grade statements written as their canonical twin and read back; the same statement, the same bytes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from pydantic import ValidationError

from archiver import __version__
from archiver.intake.json_problems import problems_of
from archiver.intake.json_text import parse_json
from archiver.intake.refusal import FileRefused
from archiver.journal.findings import Finding, Place, Severity
from archiver.journal.model import Group, Leave, Mark, Stay, Student, Subject, Term
from archiver.journal.terms import parse_year
from archiver.locale import _
from archiver.remedies import Deed, Remedy
from archiver.reports.document.report import Organisation
from archiver.reports.statement import schema
from archiver.reports.statement.hours import Taught
from archiver.reports.statement.values import Absences, Entry, GradeStatement, StatementStudent


def dump(statement: GradeStatement) -> bytes:
    """The statement as UTF-8 JSON, one object a line where it fits; `load` gives the same statement back."""
    file = schema.StatementFile(
        organisation=_plain(schema.OrganisationObject, statement.organisation),
        group=_plain(schema.GroupObject, statement.group),
        year=str(statement.year),
        annual=statement.annual,
        terms=tuple(_plain(schema.TermObject, term) for term in statement.terms),
        absence_unit=statement.unit,
        entries=tuple(_entry(entry) for entry in statement.entries),
        students=tuple(_student(row, statement.entries) for row in statement.students),
        missing=statement.missing,
        made_from=statement.made_from,
        made_by=f"college-archiver {__version__}",
    )
    value = file.model_dump(mode="json", exclude_defaults=True)
    # What names the format is written although it is the default.
    head = {"format": schema.MARKER, "version": schema.VERSION, "about": list(schema.ABOUT)}
    return (_lines({**head, **value}) + "\n").encode()


def is_statement(data: bytes) -> bool:
    """Whether the bytes look like a twin at all, told by its marker near the beginning."""
    return schema.MARKER.encode() in data[:4096]


def load(data: bytes, file: str) -> GradeStatement | tuple[Finding, ...]:
    """The statement of a file, or every problem of it with its place."""
    try:
        document = parse_json(data, file)
        _check_version(document.value, file)
    except FileRefused as refused:
        return (refused.finding(file, None),)
    try:
        read = schema.StatementFile.model_validate(document.value)
    except ValidationError as error:
        return tuple(problems_of(error, file))
    problems = tuple(_contradictions(read, file))
    return problems or _statement(read)


def _check_version(value: Any, file: str) -> None:
    fields = value if isinstance(value, dict) else {}
    if fields.get("format") != schema.MARKER:
        raise FileRefused(
            "file.unknown-format",
            _("File {file} is not a grade statement.").format(file=file),
            _("See docs/grade-statement.md."),
            remedy=Remedy(Deed.TAKE_STATEMENTS),
        )
    version = fields.get("version")
    if version not in schema.READABLE or isinstance(version, bool):
        raise FileRefused(
            "file.version",
            _(
                "File {file} is in version {version} of the format; this program reads version {known}."
            ).format(file=file, version=str(version)[:20], known=schema.VERSION),
            _("Use a newer version of the program."),
            Place(file=file, path="version"),
        )


def _contradictions(read: schema.StatementFile, file: str) -> Iterator[Finding]:
    """What the types cannot tell: years and references that do not hold."""
    try:
        parse_year(read.year)
    except ValueError:
        yield _wrong(file, "year", _("there is no academic year {year}").format(year=read.year))
    terms = {term.number for term in read.terms}
    ids = [entry.id for entry in read.entries]
    for number, entry in enumerate(read.entries):
        if entry.term is not None and entry.term not in terms:
            yield _wrong(file, f"entries[{number}].term", _("there is no such study period in the file"))
        if ids.index(entry.id) != number:
            yield _wrong(file, f"entries[{number}].id", _("this number is given twice"))
    for number, student in enumerate(read.students):
        named = (*student.marks, *student.not_listed, *student.sources, *student.contradicted)
        for key in (*named, *student.hours):
            if key not in ids:
                place = f"students[{number}].marks"
                yield _wrong(file, place, _("there is no entry {entry}").format(entry=key[:20]))


def _wrong(file: str, path: str, problem: str) -> Finding:
    return Finding(
        "file.value",
        Severity.BLOCKING,
        _("File {file}, {path}: {problem}.").format(file=file, path=path, problem=problem),
        _("Take a whole copy of the statement from the archive; do not correct it by hand."),
        place=Place(file=file, path=path),
    )


def _plain(model: type[Any], value: object) -> Any:
    """The object of `model` with the fields of a value that are called the same."""
    return model(**{name: getattr(value, name) for name in model.model_fields})


def _entry(entry: Entry) -> schema.EntryObject:
    return schema.EntryObject(
        id=entry.id,
        subject=entry.subject.name,
        code=entry.subject.code,
        subject_kind=entry.subject.kind,
        assessment=entry.assessment,
        term=entry.term,
        title=entry.title,
        teachers=entry.teachers,
        hours_planned=entry.planned_hours,
        hours_given=entry.given_hours,
        days=entry.days,
    )


def _student(row: StatementStudent, entries: tuple[Entry, ...]) -> schema.StudentObject:
    student = row.student
    return schema.StudentObject(
        number=student.number,
        surname=student.surname,
        name=student.name,
        patronymic=student.patronymic,
        enrolled=student.enrolled,
        left=student.left,
        leaves=tuple(_plain(schema.LeaveObject, leave) for leave in student.leaves),
        funding=student.funding,
        away=tuple(_plain(schema.AwayObject, gap) for gap in student.away),
        marks={
            entry.id: tuple(
                schema.MarkObject(
                    text=mark.text,
                    kind=mark.kind,
                    source=None if mark.source == mark.text else mark.source,
                    before=mark.before,
                )
                for mark in row.marks[entry.id]
            )
            for entry in entries
            if entry.id in row.marks
        },
        not_listed=tuple(entry.id for entry in entries if entry.id not in row.listed),
        sources={entry.id: row.sources[entry.id] for entry in entries if entry.id in row.sources},
        contradicted=tuple(entry.id for entry in entries if entry.id in row.contradicted),
        hours={
            entry.id: _plain(schema.HoursObject, row.hours[entry.id])
            for entry in entries
            if entry.id in row.hours
        },
        absences=_plain(schema.AbsencesObject, row.absences),
    )


def _statement(read: schema.StatementFile) -> GradeStatement:
    return GradeStatement(
        organisation=Organisation(**read.organisation.model_dump()),
        group=Group(**read.group.model_dump()),
        year=parse_year(read.year),
        terms=tuple(Term(**term.model_dump()) for term in read.terms),
        annual=read.annual,
        entries=tuple(
            Entry(
                entry.id,
                Subject(entry.subject, entry.code, entry.subject_kind),
                entry.assessment,
                entry.term,
                entry.title,
                entry.teachers,
                entry.hours_planned,
                entry.hours_given,
                entry.days,
            )
            for entry in read.entries
        ),
        students=tuple(_row(student, read.entries) for student in read.students),
        unit=read.absence_unit,
        missing=read.missing,
        made_from=read.made_from,
    )


def _row(read: schema.StudentObject, entries: tuple[schema.EntryObject, ...]) -> StatementStudent:
    student = Student(
        str(read.number),
        read.number,
        read.surname,
        read.name,
        read.patronymic,
        read.enrolled,
        read.left,
        tuple(Leave(**leave.model_dump()) for leave in read.leaves),
        read.funding,
        tuple(Stay(**gap.model_dump()) for gap in read.away),
    )
    return StatementStudent(
        student,
        {
            key: tuple(
                Mark(mark.text, mark.kind, mark.source or mark.text, before=mark.before) for mark in marks
            )
            for key, marks in read.marks.items()
        },
        frozenset(entry.id for entry in entries) - set(read.not_listed),
        Absences(read.absences.total, read.absences.unexcused, read.absences.untimed),
        read.sources,
        frozenset(read.contradicted),
        {key: Taught(**hours.model_dump()) for key, hours in read.hours.items()},
    )


def _lines(value: Any, indent: str = "") -> str:
    """JSON with whatever fits on a line on one line, so that people can read and compare it."""
    whole = json.dumps(value, ensure_ascii=False)
    if not isinstance(value, (dict, list)) or not value or len(indent) + len(whole) <= 100:
        return whole
    deeper = indent + " "
    if isinstance(value, dict):
        items = [
            f"{json.dumps(key, ensure_ascii=False)}: {_lines(item, deeper)}" for key, item in value.items()
        ]
        opening, closing = "{", "}"
    else:
        items = [_lines(item, deeper) for item in value]
        opening, closing = "[", "]"
    return f"{opening}\n{deeper}" + f",\n{deeper}".join(items) + f"\n{indent}{closing}"
