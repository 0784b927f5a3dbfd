"""Making the lists for scholarships, a group and term each."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from archiver.disk.names import safe_name
from archiver.journal.collation import same_name
from archiver.journal.model import Funding
from archiver.reports.document.journals import Source
from archiver.reports.document.report import Document
from archiver.reports.document.writing import Paper
from archiver.reports.scholarship.values import Rule, scholarship_report
from archiver.reports.statement.making import StatementsWanted, statements_of
from archiver.reports.statement.page import when
from archiver.settings.tables import Settings


def rules_of(settings: Settings) -> tuple[Rule, ...]:
    """The college's rules in their order."""
    return tuple(
        Rule(rule.name, rule.lowest_grade, Decimal(str(rule.least_average)), rule.most_debts)
        for rule in settings.scholarships
    )


def scholarship_papers(
    source: Source, settings: Settings, term: int, *, counts_only: bool = False
) -> Iterator[Paper]:
    """The list of a group after a term; UsageError for a term its journal does not have."""
    paid = any(
        same_name(one.name, source.journal.group.name) and one.funding is Funding.PAID
        for one in settings.groups
    )
    for statement in statements_of(source, settings, StatementsWanted(terms=(term,))):
        report = scholarship_report(
            statement,
            rules_of(settings),
            settings.reports.no_scholarship,
            counts_only=counts_only,
            paid=paid,
        )
        year = str(statement.year).replace("/", "-")
        name = safe_name(f"Стипендия {statement.group.name} {year} {statement.period}")
        title = f"Ведомость на стипендию, группа {statement.group.name}, {when(statement)}"
        yield Paper(name, Document(title, (report,)))
