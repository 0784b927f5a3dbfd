"""What statements lack for a certificate, each told once: for the screen and the covering sheet alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from archiver.journal.marks import cell_text
from archiver.journal.model import AcademicYear
from archiver.journal.outcomes import Outcome, decisive
from archiver.journal.words import day
from archiver.reports.certificate.finding import Seen
from archiver.reports.certificate.values import Result, Studied, is_module
from archiver.reports.document.wording import every
from archiver.reports.statement.assessment import SINGULAR, Assessment


def lacks(seen: Sequence[Seen], results: Sequence[Result], studied: Iterable[Studied]) -> Iterator[str]:
    """Every lack in a sentence: terms without a statement, results and hours that are not told."""
    lines = tuple(studied)
    yield from _unseen(seen)
    yield from _unmarked(results, lines)
    for result in results:
        said = f"{result.subject.name}, {result.when}"
        marks = " и ".join(dict.fromkeys(mark.text for mark in result.marks))
        if result.contradicted:
            yield f"Столбцы или страницы журнала противоречат друг другу ({said}): {cell_text(result.marks)}."
        elif result.doubtful:
            yield f"Ведомости расходятся ({said}): {marks}."
        elif result.marks and decisive(result.marks)[0] is Outcome.UNCLEAR:
            yield f"Отметка непонятна ({said}): {cell_text(result.marks)}."
    silent = [line for line in lines if line.hours is None and not is_module(line)]
    for line in silent:
        terms = [
            one.when
            for one in results
            if one.subject == line.subject and one.term is not None and one.hours is None
        ]
        yield f"Часы не указаны: {line.subject.name} ({every(dict.fromkeys(terms))})."


def _unseen(seen: Sequence[Seen]) -> Iterator[str]:
    """Study periods between the first statement and the last that have none; what was before the first."""
    have = {(one.statement.year, term.number) for one in seen for term in one.statement.terms}
    terms = max(number for _year, number in have)
    first, last = min(have), max(have)
    begun = seen[0].row.student.enrolled
    start = min(term.start for one in seen for term in one.statement.terms)
    if begun and begun < start:
        yield f"Студент в группе с {day(begun)}, а ведомости есть только с {day(start)}."
    for start_of_year in range(first[0].start, last[0].start + 1):
        year = AcademicYear(start_of_year)
        for number in range(1, terms + 1):
            if first < (year, number) < last and (year, number) not in have:
                yield f"Нет ведомости за {number}-й период {year} учебного года: его оценок в справке нет."


def _unmarked(results: Iterable[Result], lines: Iterable[Studied]) -> Iterator[str]:
    """Results that were to be given: of a term that has a column for them, or of a subject without any."""
    without = {line.subject for line in lines if line.last is None}
    found: dict[str, list[str]] = {}
    for one in results:
        if not one.marks and (one.column or one.subject in without):
            work = one.assessment is Assessment.COURSE_WORK
            what = f"{one.subject.name}, {SINGULAR[one.assessment]}" if work else one.subject.name
            found.setdefault(what, []).append(one.when)
    for what, terms in found.items():
        yield f"Нет оценки: {what} ({every(terms)})."
