"""Shapes of printed tables as offices keep them, which the sample's own are not: on request, like faults."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from archiver.journal.marks import mark
from archiver.journal.model import Journal, Mark, Section, Term
from archiver.journal.results import ResultKind
from archiver.sample.report_pages import ReportPage, report_pages

INTERRUPTED = "interrupted-list"
SLASHED = "slash-fails"
TABLES = ("xls", "xlsx", "html")
WRITTEN = (*TABLES, "json")


def no_final_column(journal: Journal) -> Journal:
    """No page has a column «Итог»: the result of a term is what the other columns say."""

    def change(section: Section) -> Section:
        kept = tuple(one for one in section.period_columns if one.kind is not ResultKind.FINAL)
        ids = {one.id for one in kept}
        marks = {key: cell for key, cell in section.period_marks.items() if key[1] in ids}
        return replace(section, period_columns=kept, period_marks=marks)

    return _each(journal, change)


def exam_failed(journal: Journal) -> Journal:
    """Of every examination the first two students have a 2 and «н/я», whatever their grade of the term."""
    return _with_results(no_final_column(journal), ResultKind.EXAM, ("2", "н/я"))


def slash_fails(journal: Journal) -> Journal:
    """Fails, and who was not assessed, as offices write them: «н/зач», «н/з», «н/а»."""
    failed = _with_results(journal, ResultKind.TEST, ("н/зач", "н/з"))
    return _with_results(failed, ResultKind.TERM, ("н/а",))


def interrupted_pages(journal: Journal, term: Term) -> Iterator[ReportPage]:
    """The pages of a term with a blank row, a row between subgroups and a number left out in their lists."""
    for page in report_pages(journal, term):
        blank = (None, "", ())
        first, second, *others = [*page.rows, blank, blank]
        named = [(None, row[1], row[2]) if place == 1 else row for place, row in enumerate(others)]
        between = (None, "2 подгруппа", ())
        rows = (first, blank, second, *named[:2], between, *named[2:])
        yield replace(page, rows=tuple(row for row in rows if row is blank or row is between or row[1]))


def _with_results(journal: Journal, kind: ResultKind, texts: tuple[str, ...]) -> Journal:
    """The results of a kind of the first students of every page, written as `texts`."""
    marks = tuple(map(mark, texts))
    return _each(journal, lambda section: _written(section, kind, marks))


def _each(journal: Journal, change: Callable[[Section], Section]) -> Journal:
    return replace(journal, sections=tuple(map(change, journal.sections)))


def _written(section: Section, kind: ResultKind, marks: tuple[Mark, ...]) -> Section:
    columns = [one.id for one in section.period_columns if one.kind is kind]
    graded = [
        one.id
        for one in section.students
        if any((one.id, column) in section.period_marks for column in columns)
    ]
    written = {
        (student, column): (one,) for column in columns for student, one in zip(graded, marks, strict=False)
    }
    return replace(section, period_marks={**section.period_marks, **written})
