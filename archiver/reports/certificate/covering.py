"""The covering sheet of a certificate: what the statements lack, for the office and not for the student."""

from __future__ import annotations

from archiver.journal.words import day
from archiver.reports.certificate.page import Office, Particulars, certificate_title, made_by
from archiver.reports.certificate.values import StudyRecord
from archiver.reports.document.report import Align, Cell, Column, Fact, Report, Row, Sheet, Signature, Table

_COLUMNS = (
    Column("№", 8.0),
    Column("Чего не хватает в ведомостях", 100.0, align=Align.LEFT, grows=True),
    Column("Чем восполнено", 50.0),
)


def covering_report(record: StudyRecord, given: Particulars, office: Office) -> Report:
    """What has to be found out and filled in by hand before the certificate is signed."""
    rows = tuple(Row((Cell(number), Cell(text), Cell(""))) for number, text in enumerate(record.missing, 1))
    issued = f" от {day(given.issued)}" if given.issued else ""
    return Report(
        title="СОПРОВОДИТЕЛЬНЫЙ ЛИСТ",
        organisation=record.organisation or office.college,
        subtitle=(f"{certificate_title(given).lower()}, № {given.number or '__________'}{issued}",),
        facts=(Fact("Фамилия, имя, отчество", record.full_name),),
        tables=(Table(_COLUMNS, rows),),
        closing=("Лист остаётся в учебной части и студенту не выдаётся.",),
        signatures=(Signature("Исполнитель", ""),),
        dated=True,
        sheet=Sheet(),
        imprint=made_by(office),
        name=f"{record.full_name}: сопроводительный лист",
    )
