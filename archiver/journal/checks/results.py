"""Results of the term: there, in a column that is understood, and told in one way only.

Regulation item 4: «оценки за промежуточную и итоговую аттестацию по завершении учебного периода». Which
mark is a student's result says `order_of_truth`, here as in every report.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from archiver.journal.checks.no_finals import Silent
from archiver.journal.checks.wording import listed, name, named, numbers, place_of
from archiver.journal.codes import finding
from archiver.journal.findings import Finding
from archiver.journal.model import Feature, Journal, PeriodColumn, Section, Student, Term
from archiver.journal.order_of_truth import (
    Of,
    Page,
    Result,
    Sought,
    blank_examinations,
    result_of,
    sought_results,
)
from archiver.journal.results import ResultKind
from archiver.locale import ngettext

Told = Sequence[tuple[Student, Result]]


def findings(journal: Journal, sections: Sequence[Section], silent: Silent = ()) -> Iterator[Finding]:
    """`column.unknown`, `grade.final-missing`, `results.contradict`, `results.differ`, `results.empty`.

    No grade of the `silent` of a term is said to be missing: one finding has told of all of them.
    """
    yield from _unknown_columns(journal, sections)
    if Feature.PERIOD_GRADES not in journal.carries:
        return
    terms = {term.number: term for term in journal.terms}
    for sought in sought_results(sections, journal.terms):
        blank = blank_examinations(sought)
        for page in sought.pages:
            section, term = page.section, terms.get(page.section.term)
            if term is None or sought.term not in (None, section.term):
                continue
            told = [(student, result_of(sought, student.id)) for student in section.students]
            unheld = [column for blank_page, column in blank if blank_page is page]
            for code, message in (
                ("results.empty", _empty(unheld)),
                ("grade.final-missing", _missing(sought, page, term, told, unheld, silent)),
                ("results.contradict", _contradicting(told)),
                ("results.differ", _differing(told)),
            ):
                if message:
                    yield finding(
                        code,
                        f"{named(journal, section)}: {message}",
                        group=journal.group.name,
                        place=place_of(section),
                    )


def _unknown_columns(journal: Journal, sections: Sequence[Section]) -> Iterator[Finding]:
    """Each title that nobody knows once, with the number of pages it stands on."""
    found: dict[str, list[Section]] = {}
    for section in sections:
        for title in dict.fromkeys(
            column.title for column in section.period_columns if column.kind is ResultKind.UNKNOWN
        ):
            found.setdefault(title, []).append(section)
    for title, pages in found.items():
        message = ngettext(
            "It is not known what the column «{title}» holds (on {count} page); it is printed but no grade.",
            "It is not known what the column «{title}» holds (on {count} pages); it is printed but no grade.",
            len(pages),
        ).format(title=name(title), count=len(pages))
        yield finding("column.unknown", message, group=journal.group.name, place=place_of(pages[0]))


def _empty(unheld: Sequence[PeriodColumn]) -> str | None:
    if not unheld:
        return None
    titles = listed([f"«{name(column.title)}»" for column in unheld])
    if all(column.kind in {ResultKind.EXAM, ResultKind.MODULE_EXAM} for column in unheld):
        message = ngettext(
            "there are no grades of the exam, the column {titles} is empty.",
            "there are no grades of the exam, the columns {titles} are empty.",
            len(unheld),
        )
    else:
        message = ngettext(
            "there are no grades of the test, the column {titles} is empty.",
            "there are no grades of the test, the columns {titles} are empty.",
            len(unheld),
        )
    return message.format(titles=titles)


def _missing(
    sought: Sought, page: Page, term: Term, told: Told, unheld: Sequence[PeriodColumn], silent: Silent
) -> str | None:
    section = page.section
    if sought.of is not Of.TERM or (not section.lessons and not section.period_marks):
        return None
    expected = [pair for pair in told if pair[0].attends(term.end) and not pair[0].on_leave(term.end)]
    blank = [student for student, result in expected if result.column is None]
    missing = [student for student in blank if (term.number, student.id) not in silent]
    if not missing or (unheld and len(blank) == len(expected)):  # an empty column is told as a whole
        return None
    return ngettext(
        "{count} student has no grade of the term ({students}).",
        "{count} students have no grade of the term ({students}).",
        len(missing),
    ).format(count=len(missing), students=numbers(missing))


def _contradicting(told: Told) -> str | None:
    students = [student for student, result in told if result.contradicted]
    if not students:
        return None
    return ngettext(
        "equal columns or pages give {count} student different results ({students}).",
        "equal columns or pages give {count} students different results ({students}).",
        len(students),
    ).format(count=len(students), students=numbers(students))


def _differing(told: Told) -> str | None:
    students = [student for student, result in told if result.differing]
    if not students:
        return None
    return ngettext(
        "the columns {titles} differ for {count} student ({students}); the first of them is the result.",
        "the columns {titles} differ for {count} students ({students}); the first of them is the result.",
        len(students),
    ).format(
        titles=listed(_titles(result for _student, result in told if result.differing)),
        count=len(students),
        students=numbers(students),
    )


def _titles(results: Iterable[Result]) -> list[str]:
    """The columns taken, then those that say something else, each once."""
    found = list(results)
    taken = [result.column for result in found if result.column is not None]
    others = [column for result in found for column in result.differing]
    return list(dict.fromkeys(f"«{name(column.title)}»" for column in (*taken, *others)))
