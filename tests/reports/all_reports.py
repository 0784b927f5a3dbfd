"""Every kind of report, made of the small journal: for golden pages, workbooks, and looking at."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from small_journal import LEBEDEV, OWNER, journal

from archiver.journal.model import AcademicYear
from archiver.reports.calendar import WorkingCalendar
from archiver.reports.certificate import find, study_record
from archiver.reports.certificate_report import Particulars, certificate_report
from archiver.reports.control import compared, control
from archiver.reports.control_report import control_report
from archiver.reports.deadlines import deadlines, deadlines_report
from archiver.reports.extract import grade_statement
from archiver.reports.hours import form2, ledgers
from archiver.reports.hours_report import form2_report, form3_report
from archiver.reports.report import Report, Signature
from archiver.reports.scholarship import Rule, scholarship_report
from archiver.reports.statement_report import StatementPaper, statement_report
from archiver.reports.subject_report import subject_reports
from archiver.reports.yearly_hours import Norm, form3

PAPER = StatementPaper(mandate="Положение об электронном журнале, раздел 5", deputy="Котова Анна Ильинична")
SIGNERS = (Signature("Заведующий отделением", "Ю.Л. Чарикова"), Signature("Заместитель директора", ""))


def december() -> Report:
    return form2_report(
        form2(journal(), 2025, 12),
        OWNER,
        WorkingCalendar(),
        course=2,
        doubts=(),
        signatures=(Signature("Заведующий отделением", "Ю.Л. Чарикова"),),
        approval=Signature("Директор"),
    )


def year_of_lebedev() -> Report:
    norms = {
        ("ЕН.01 Математика", "ИС-21", ""): Norm(planned=14, tariff=20, change=2, exam_hours=6),
        ("УП.01 Учебная практика", "ИС-21", ""): Norm(planned=18, change=0, exam_hours=0),
    }
    return form3_report(
        form3(LEBEDEV, ledgers(journal()), norms, 5.0),
        AcademicYear(2025),
        OWNER,
        budget={"ИС-21": True},
        holiday_percent=5.0,
        nameless={},
        left_out=(),
        signatures=SIGNERS,
    )


def july_control() -> Report:
    before, now = control([journal()], dt.date(2025, 10, 31)), control([journal()], dt.date(2026, 7, 1))
    return control_report(
        now,
        OWNER.name,
        least=3,
        good=5,
        fates=compared(before, now),
        before="31.10.2025",
        signatures=SIGNERS,
    )


def certificate_of(name: str) -> Report:
    statements = [grade_statement(journal(), OWNER, term=term) for term in (1, 2)]
    given = Particulars(number="17", education="аттестат о среднем общем образовании")
    return certificate_report(
        study_record(find(statements, name)), given, director_post="Директор", director="", college=""
    )


def due() -> Report:
    today = dt.date(2025, 12, 30)
    found = deadlines([journal()], today, WorkingCalendar())
    return deadlines_report(found, today, OWNER.name, 5, ["Журналы групп не прочитаны: ТО-11."])


ALL: dict[str, Callable[[], Report]] = {
    "statement": lambda: statement_report(grade_statement(journal(), OWNER, term=1), PAPER),
    "year": lambda: statement_report(grade_statement(journal(), OWNER), PAPER),
    "subject": lambda: subject_reports(grade_statement(journal(), OWNER), PAPER)[3],
    "module": lambda: subject_reports(grade_statement(journal(), OWNER), PAPER)[-1],
    "form2": december,
    "form3": year_of_lebedev,
    "scholarship": lambda: scholarship_report(
        grade_statement(journal(), OWNER, term=1), (Rule("академическая"),), "нет"
    ),
    "certificate": lambda: certificate_of("Ёлкин Пётр Ильич"),
    "control": july_control,
    "deadlines": due,
}
