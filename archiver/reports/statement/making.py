"""Making grade statements: each term's and the year's, of the group or subject by subject.

Regulation items 4 and 5: the secretaries print them «по учебным предметам, дисциплинам,
междисциплинарным курсам, профессиональным модулям»; they are kept for 25 years apart from the journal.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from archiver.disk.names import UniqueNames, safe_name
from archiver.errors import UsageError
from archiver.locale import _
from archiver.reports.document.journals import Source, organisation
from archiver.reports.document.report import Document, PaperFormat
from archiver.reports.document.writing import Paper
from archiver.reports.statement.by_subject import subject_reports
from archiver.reports.statement.extract import grade_statement, has_results_of_the_year
from archiver.reports.statement.page import StatementPaper, statement_report, when
from archiver.reports.statement.twin import dump
from archiver.reports.statement.values import GradeStatement
from archiver.settings.file_plan import basis, period_words, statement_series
from archiver.settings.tables import PaperSize, Settings


@dataclass(frozen=True, slots=True)
class StatementsWanted:
    """Which statements: terms by number (all without any), the year's too, and whether subject by subject."""

    terms: tuple[int, ...] = ()
    annual: bool = True
    by_subject: bool = False


def statement_paper(settings: Settings) -> StatementPaper:
    """How the settings want statements printed."""
    reports, series = settings.reports, statement_series(settings)
    formats = {PaperSize.AUTO: None, PaperSize.A4: PaperFormat.A4, PaperSize.A3: PaperFormat.A3}
    return StatementPaper(
        paper=formats[reports.statement_paper],
        binding_margin_mm=reports.statement_margin_mm,
        index=reports.statement_index,
        retention=period_words(series),
        mandate=basis(series),
        deputy_post=reports.deputy_post,
        deputy=reports.deputy,
    )


def statements_of(source: Source, settings: Settings, wanted: StatementsWanted) -> Iterator[GradeStatement]:
    """The statements of a group; UsageError for a term its journal does not have."""
    journal = source.journal
    numbers = {term.number for term in journal.terms}
    for number in wanted.terms:
        if number not in numbers:
            raise UsageError(
                _("Group {group} has no term {number}. There are: {terms}.").format(
                    group=journal.group.name, number=number, terms=", ".join(map(str, sorted(numbers)))
                )
            )
    owner = organisation(journal, settings)
    terms: list[int | None] = [
        term.number for term in journal.terms if not wanted.terms or term.number in wanted.terms
    ]
    of_the_year = len(numbers) > 1 or has_results_of_the_year(journal)
    if wanted.annual and not wanted.terms and of_the_year:
        terms.append(None)
    for term in terms:
        statement = grade_statement(journal, owner, term=term)
        absent = absent_text(source.absent) if term is None else ()
        yield replace(statement, missing=(*source.doubts, *absent, *statement.missing))


def absent_text(periods: Sequence[str]) -> tuple[str, ...]:
    """What a page of the year says of study periods that are not in the journal."""
    return (f"Нет журнала за учебный период: {', '.join(periods)}.",) if periods else ()


def statement_papers(
    statements: Sequence[GradeStatement], settings: Settings, *, called: str = "", by_subject: bool = False
) -> Iterator[Paper]:
    """The papers of a group's statements, in a folder of its own; in names of files it is `called` so."""
    paper = statement_paper(settings)
    for statement in statements:
        folder = safe_name(f"{called or statement.group.name} {str(statement.year).replace('/', '-')}")
        about = f"{folder} {statement.period}"
        title = f"Сводная ведомость успеваемости группы {statement.group.name} за {when(statement)}"
        yield Paper(
            f"{folder}/{safe_name(f'Сводная ведомость {about}')}",
            Document(title, (statement_report(statement, paper),)),
            dump(statement),
            kind="Сводные ведомости",
        )
        if by_subject:
            names = UniqueNames()
            for report in subject_reports(statement, paper):
                name = names.take(report.name, limit=90)
                yield Paper(
                    f"{folder}/по предметам {safe_name(statement.period)}/{name}",
                    Document(f"Ведомость: {report.name}, группа {statement.group.name}", (report,)),
                    kind="Ведомости по предметам",
                )
