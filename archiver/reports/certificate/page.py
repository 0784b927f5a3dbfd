"""The certificate as a report: «Справка об обучении» or «о периоде обучения» (273-ФЗ, ст. 60 ч. 12)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from archiver.journal.marks import cell_text
from archiver.journal.outcomes import Outcome, decisive
from archiver.journal.results import ResultKind, kind_of_title
from archiver.journal.words import day, initials_first
from archiver.reports.certificate.values import Result, Studied, StudyRecord
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
    Value,
)
from archiver.reports.document.wording import DASH
from archiver.reports.statement.assessment import SINGULAR, Assessment

_WORDS = {5: "отлично", 4: "хорошо", 3: "удовлетворительно", 2: "неудовлетворительно"}


@dataclass(frozen=True, slots=True)
class Particulars:
    """What the statements do not tell; empty stays a line to fill in by hand."""

    number: str = ""
    issued: dt.date | None = None
    born: dt.date | None = None
    education: str = ""
    enrolment_order: str = ""
    leaving_order: str = ""
    unfinished: bool = True


def certificate_report(
    record: StudyRecord, given: Particulars, *, director_post: str, director: str, college: str
) -> Report:
    """The certificate; `unfinished` studies make it one of training, otherwise of a period of study."""
    title = "СПРАВКА ОБ ОБУЧЕНИИ" if given.unfinished else "СПРАВКА О ПЕРИОДЕ ОБУЧЕНИЯ"
    issued = day(given.issued) if given.issued else "«____» ______________ 20____ г."
    return Report(
        title=title,
        organisation=record.organisation or college,
        subtitle=(f"№ {given.number or '__________'} от {issued}",),
        facts=tuple(_facts(record, given)),
        tables=tuple(_tables(record)),
        missing=record.missing,
        remarks=("Составлена по сводным ведомостям успеваемости, хранящимся в архиве.",),
        closing=("Государственная итоговая аттестация: ______________________________________.",),
        signatures=(Signature(director_post, initials_first(director)),),
        sheet=Sheet(),
        imprint="М.П.",
        name=record.full_name,
    )


def _facts(record: StudyRecord, given: Particulars) -> Iterator[Fact]:
    yield Fact("Фамилия, имя, отчество", record.full_name)
    if record.former_names:
        yield Fact("Прежние фамилия, имя, отчество", "; ".join(record.former_names))
    yield Fact("Дата рождения", day(given.born) if given.born else "")
    yield Fact("Предыдущий документ об образовании", given.education)
    yield Fact("Период обучения по ведомостям", f"с {day(record.first_day)} по {day(record.last_day)}")
    code = " ".join(part for part in (record.speciality_code, record.speciality) if part)
    yield Fact("Специальность", code)
    yield Fact("Форма обучения", record.education_form)
    yield Fact("Группы", "; ".join(f"{group} ({year})" for year, group in record.groups))
    yield Fact("Приказ о зачислении", given.enrolment_order)
    yield Fact("Приказ об отчислении", given.leaving_order)


def _tables(record: StudyRecord) -> Iterator[Table]:
    for caption, lines in (
        ("Учебные предметы, дисциплины, модули", record.subjects),
        ("Практика", record.practices),
    ):
        if lines:
            yield Table(_COLUMNS, tuple(_row(number, line) for number, line in enumerate(lines, 1)), caption)
    if record.course_works:
        rows = tuple(_work(number, one) for number, one in enumerate(record.course_works, 1))
        yield Table(_WORK_COLUMNS, rows, "Курсовые работы (проекты)")


_COLUMNS = (
    Column("№", 8.0),
    Column("Наименование", 70.0, align=Align.LEFT, grows=True),
    Column("Часов", 16.0),
    Column("Оценка", 34.0),
    Column("Форма аттестации, период", 44.0, align=Align.LEFT),
)
_WORK_COLUMNS = (
    Column("№", 8.0),
    Column("Предмет", 70.0, align=Align.LEFT, grows=True),
    Column("Тема", 50.0),
    Column("Оценка", 34.0),
)


def _row(number: int, line: Studied) -> Row:
    last = line.last
    hours: Value = DASH if line.hours is None else line.hours
    if line.days:
        hours = f"{hours} ({line.days}\N{NO-BREAK SPACE}дн.)"
    how = f"{_form(last)}, {last.term_name} {last.year}"
    return Row((Cell(number), Cell(line.subject.name), Cell(hours), Cell(_grade(last)), Cell(how)))


def _work(number: int, one: Result) -> Row:
    return Row((Cell(number), Cell(one.subject.name), Cell(""), Cell(_grade(one))))


def _grade(one: Result) -> str:
    """«5 (отлично)»; marks that contradict each other stand side by side."""
    if one.doubtful or one.contradicted:
        return " / ".join(dict.fromkeys(mark.text for mark in one.marks))
    outcome, grade = decisive(one.marks)
    if grade in _WORDS:
        return f"{grade} ({_WORDS[grade]})"
    if outcome is Outcome.UNCLEAR:
        return cell_text(one.marks)
    return "".join(mark.text for mark in one.marks[-1:])


def _form(one: Result) -> str:
    """«экзамен»; where the mark stood in «Итог», that it is the final grade and not the exam's own."""
    form = SINGULAR[one.assessment]
    final = kind_of_title(one.column) is ResultKind.FINAL
    return f"{form}, итоговая оценка" if final and one.assessment is not Assessment.FINAL else form
