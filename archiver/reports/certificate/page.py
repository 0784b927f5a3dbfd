"""The certificate as a report: «Справка об обучении» or «о периоде обучения» (273-ФЗ, ст. 60 ч. 12).

Nothing that is lacking is told here: this paper is the student's. A blank is left to be filled in by hand,
and why it is blank stands on the covering sheet, which stays with the office.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from archiver.journal.words import day, initials_first
from archiver.reports.certificate.values import (
    Result,
    Studied,
    StudyRecord,
    is_module,
    total_hours,
)
from archiver.reports.certificate.words import (
    form_words,
    grade_words,
    group_words,
    hours_words,
    interval_words,
    term_words,
)
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
from archiver.reports.document.wording import DASH

_BY_HAND = "____________________"


@dataclass(frozen=True, slots=True)
class Particulars:
    """What the statements do not tell; empty stays a line to fill in by hand.

    `unfinished` studies make it a certificate of training, otherwise it is one of a period of study.
    """

    number: str = ""
    issued: dt.date | None = None
    born: dt.date | None = None
    education: str = ""
    enrolment_order: str = ""
    leaving_order: str = ""
    leaving_reason: str = ""
    made_by: str = ""
    unfinished: bool = True


@dataclass(frozen=True, slots=True)
class Office:
    """Who issues the certificate: the college, its director, and who made it out with a telephone."""

    college: str = ""
    director_post: str = "Директор"
    director: str = ""
    made_by: str = ""
    phone: str = ""


def certificate_title(given: Particulars) -> str:
    """How the certificate is called."""
    return "СПРАВКА ОБ ОБУЧЕНИИ" if given.unfinished else "СПРАВКА О ПЕРИОДЕ ОБУЧЕНИЯ"


def certificate_report(
    record: StudyRecord, given: Particulars, office: Office, sources: Sequence[str] = ()
) -> Report:
    """The student's paper; `sources` tell where the statements it is made of came from."""
    issued = day(given.issued) if given.issued else "«____» ______________ 20____ г."
    return Report(
        title=certificate_title(given),
        organisation=record.organisation or office.college,
        subtitle=(f"№ {given.number or '__________'} от {issued}",),
        facts=tuple(_facts(record, given)),
        tables=tuple(_tables(record, given)),
        remarks=("Справка составлена по сводным ведомостям успеваемости:", *sources) if sources else (),
        closing=tuple(_closing(record)),
        signatures=(Signature(office.director_post, initials_first(office.director)),),
        seal=True,
        sheet=Sheet(),
        imprint=made_by(office),
        name=record.full_name,
    )


def made_by(office: Office) -> str:
    """Who made the paper out and the telephone (GOST R 7.0.97, отметка об исполнителе)."""
    return f"Исполнитель: {office.made_by or _BY_HAND}, тел. {office.phone or _BY_HAND}"


def _facts(record: StudyRecord, given: Particulars) -> Iterator[Fact]:
    yield Fact("Фамилия, имя, отчество", record.full_name)
    if record.former_names:
        yield Fact("Прежние фамилия, имя, отчество", "; ".join(record.former_names))
    yield Fact("Дата рождения", day(given.born) if given.born else "")
    yield Fact("Предыдущий документ об образовании", given.education)
    yield Fact("Период обучения", "; ".join(map(interval_words, record.stays)))
    leaves = [interval_words(leave) + (f" ({leave.order})" if leave.order else "") for leave in record.leaves]
    if leaves:
        yield Fact("Академический отпуск", "; ".join(leaves))
    code = " ".join(part for part in (record.speciality_code, record.speciality) if part)
    yield Fact("Специальность", code)
    yield Fact("Форма обучения", record.education_form)
    yield Fact("Группа", "; ".join(group_words(group, year) for year, group in record.groups))
    yield Fact("Приказ о зачислении", given.enrolment_order)
    if given.unfinished:
        yield Fact("Дата отчисления", day(record.left) if record.left else "")
        yield Fact("Приказ об отчислении", given.leaving_order)
        yield Fact("Причина отчисления", given.leaving_reason)


def _tables(record: StudyRecord, given: Particulars) -> Iterator[Table]:
    for caption, lines in (
        ("Учебные предметы, дисциплины, модули", record.subjects),
        ("Практика", record.practices),
    ):
        if lines:
            yield Table(_COLUMNS, tuple(_rows(lines)), caption)
    if record.course_works:
        rows = tuple(_work(number, one) for number, one in enumerate(record.course_works, 1))
        yield Table(_WORK_COLUMNS, rows, "Курсовые работы (проекты)")
    if record.graduation or (given.unfinished and not record.broke_off):
        yield Table(_GRADUATION_COLUMNS, tuple(_graduation(record)), "Государственная итоговая аттестация")


_COLUMNS = (
    Column("№", 8.0),
    Column("Наименование", 66.0, align=Align.LEFT, grows=True),
    Column("Количество часов", 20.0),
    Column("Оценка", 36.0),
    Column("Форма аттестации, период", 46.0, align=Align.LEFT),
)
_WORK_COLUMNS = (
    Column("№", 8.0),
    Column("Наименование", 60.0, align=Align.LEFT, grows=True),
    Column("Тема", 40.0),
    Column("Оценка", 32.0),
    Column("Период", 36.0, align=Align.LEFT),
)
_GRADUATION_COLUMNS = (
    Column("№", 8.0),
    Column("Вид испытания", 56.0, align=Align.LEFT),
    Column("Тема", 46.0, grows=True),
    Column("Дата, номер протокола", 32.0),
    Column("Оценка", 34.0),
)
_GRADUATION = ("Демонстрационный экзамен", "Защита дипломного проекта (работы)")


def _rows(lines: Sequence[Studied]) -> Iterator[Row]:
    for number, line in enumerate(lines, 1):
        how = f"{form_words(line.last)}, {term_words(line.last)}" if line.last else ""
        hours = DASH if line.hours is None and is_module(line) else hours_words(line.hours, line.days)
        cells = (number, line.subject.name, _number(hours), grade_words(line.last), how)
        yield Row(tuple(map(Cell, cells)))
    total = total_hours(lines)
    label = Cell("Всего часов", span=2, align=Align.LEFT)
    yield Row((label, Cell("" if total is None else total), Cell(""), Cell("")), Emphasis.TOTAL)


def _number(hours: str) -> str | int:
    return int(hours) if hours.isdecimal() else hours


def _work(number: int, one: Result) -> Row:
    return Row(
        (Cell(number), Cell(one.subject.name), Cell(""), Cell(grade_words(one)), Cell(term_words(one)))
    )


def _graduation(record: StudyRecord) -> Iterator[Row]:
    """State exams as the statements tell them; without any a line for each, to be filled in by hand."""
    lines = [(one.subject.name, term_words(one), grade_words(one)) for one in record.graduation]
    for number, (what, when, grade) in enumerate(lines or [(name, "", "") for name in _GRADUATION], 1):
        yield Row((Cell(number), Cell(what), Cell(""), Cell(when), Cell(grade)))


def _closing(record: StudyRecord) -> Iterator[str]:
    if not any(line.last for line in (*record.subjects, *record.practices)) and not record.course_works:
        yield "Результатов промежуточной аттестации за период обучения нет."
    elif record.practices and record.subjects:
        hours = record.hours
        yield f"Всего часов по предметам и практике: {_BY_HAND if hours is None else hours}."
