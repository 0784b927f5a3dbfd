"""Which mark is a student's result: the one place that decides it, for statements and checks alike.

The order of truth: «Итог», then an exam or a test, then the grade of the term. Where a page has a column
for an exam, the grade of the term never stands for it, empty as it may be. «Год», and «Итог» beside it, are
results of the year and never the last term's. Averages, counts and unknown titles are no results.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from archiver.journal.collation import name_key
from archiver.journal.model import Mark, PeriodColumn, Section, Term, TermKind
from archiver.journal.outcomes import agree, given
from archiver.journal.results import ResultKind, term_of_title

_ORDER = (
    ResultKind.FINAL,
    ResultKind.EXAM,
    ResultKind.MODULE_EXAM,
    ResultKind.DIFFERENTIATED_TEST,
    ResultKind.TEST,
    ResultKind.TERM,
)
BETWEEN = " / "
"""What parts the marks of two columns or pages that contradict each other."""

_TERMS_A_YEAR = {TermKind.SEMESTER: 2, TermKind.TRIMESTER: 3, TermKind.COURSE: 1}


class Of(StrEnum):
    """What a result is of."""

    TERM = "term"
    COURSE_WORK = "course-work"
    YEAR = "year"  # «Год»
    FINAL = "final"  # «Итог» of the year


@dataclass(frozen=True, slots=True)
class Page:
    """A section and those of its columns that tell the result, the truest first; `listed` are its students.

    `term_grades` are grades of the term that only stand beside an exam: compared, never taken for it.
    """

    section: Section
    columns: tuple[PeriodColumn, ...]
    term_grades: tuple[PeriodColumn, ...]
    listed: frozenset[str]


@dataclass(frozen=True, slots=True)
class Sought:
    """One result of a subject, and the pages (one a subgroup) that tell it; `term` None of the year."""

    of: Of
    term: int | None
    pages: tuple[Page, ...]

    @property
    def columns(self) -> tuple[PeriodColumn, ...]:
        """Every column that may tell it, the truest first."""
        found = [column for page in self.pages for column in page.columns]
        return tuple(sorted(found, key=_rank))


@dataclass(frozen=True, slots=True)
class Result:
    """A student's result: the marks, letter for letter, and the column they stand in.

    `column` is None where nobody gave a result. `contradicted` says that two equal columns or pages
    differ: then `marks` are of both, and which is true nobody can tell. `differing` are other columns
    that say something else, `empty` those of the student's pages that are blank beside others that are not.
    `overruled` says that an earlier list entry of a student who came back tells something else.
    """

    marks: tuple[Mark, ...] = ()
    column: PeriodColumn | None = None
    contradicted: bool = False
    differing: tuple[PeriodColumn, ...] = ()
    empty: tuple[PeriodColumn, ...] = ()
    overruled: bool = False


def sought_results(sections: Iterable[Section], terms: Sequence[Term]) -> tuple[Sought, ...]:
    """Every result that the journal's sections are to tell: of each subject in each term, and of the year."""
    kinds = {term.number: term.kind for term in terms}
    found: dict[tuple[object, Of, int | None], list[Page]] = defaultdict(list)
    for section in sections:
        subject = name_key(section.subject.name)
        for of, term, page in _pages(section, kinds):
            found[subject, of, term].append(page)
    return tuple(
        Sought(of, term, tuple(pages))
        for (_subject, of, term), pages in found.items()
        if of is not Of.TERM or any(page.columns or page.section.lessons for page in pages)
    )


def _pages(section: Section, kinds: dict[int, TermKind]) -> Iterator[tuple[Of, int | None, Page]]:
    """What the section's columns are results of; a grade of another term («1 сем.») goes to that term."""
    count = _TERMS_A_YEAR[kinds.get(section.term, TermKind.SEMESTER)]
    by_kind: dict[ResultKind, list[PeriodColumn]] = defaultdict(list)
    others: dict[int, list[PeriodColumn]] = defaultdict(list)
    for column in section.period_columns:
        named = term_of_title(column.title) if column.kind is ResultKind.TERM else None
        term = section.term if named is None else _same_year(named, section.term, count)
        if term == section.term:
            by_kind[ResultKind.TERM if _is_of_course(column, count) else column.kind].append(column)
        elif term in kinds:
            others[term].append(column)
    finals = by_kind[ResultKind.FINAL] if _is_of_the_year(section, by_kind, count) else []
    own = [
        column
        for kind in _ORDER
        for column in by_kind[kind]
        if column not in finals or term_of_title(column.title) is not None
    ]
    examined = any(column.kind.examines for column in own)
    term_grades = by_kind[ResultKind.TERM] if examined else []
    listed = frozenset(student.id for student in section.students)
    examining = tuple(column for column in own if column not in term_grades)
    yield Of.TERM, section.term, Page(section, examining, tuple(term_grades), listed)
    for term, columns in others.items():
        yield Of.TERM, term, Page(section, tuple(columns), (), listed)
    for of, held in (
        (Of.COURSE_WORK, by_kind[ResultKind.COURSE_WORK]),
        (Of.YEAR, by_kind[ResultKind.YEAR]),
        (Of.FINAL, [column for column in finals if column not in own]),
    ):
        if held:
            yield of, section.term if of is Of.COURSE_WORK else None, Page(section, tuple(held), (), listed)


def _same_year(named: int, term: int, count: int) -> int:
    """The term of this year that a title means: terms may be counted through all years («3 сем.»)."""
    return (term - 1) // count * count + 1 + (named - 1) % count


def _is_of_course(column: PeriodColumn, count: int) -> bool:
    """Where the term is the whole year, «Год» is its grade."""
    return count == 1 and column.kind is ResultKind.YEAR


def _is_of_the_year(section: Section, by_kind: dict[ResultKind, list[PeriodColumn]], count: int) -> bool:
    """Whether «Итог» on this page is the year's: beside «Год», or beside the plain grade of the last term."""
    if count == 1:
        return False
    if by_kind[ResultKind.YEAR]:
        return True
    examined = any(columns and kind.examines for kind, columns in by_kind.items())
    return section.term % count == 0 and bool(by_kind[ResultKind.TERM]) and not examined


def _rank(column: PeriodColumn) -> int:
    return _ORDER.index(column.kind) if column.kind in _ORDER else len(_ORDER)


def result_of(sought: Sought, student: str) -> Result:
    """The student's result by the order of truth."""
    told = sorted(_told(sought, student, beside=False), key=lambda pair: _rank(pair[0]))
    beside = list(_told(sought, student, beside=True))
    if not told:
        return Result(empty=_blank(sought, student) if beside else ())
    column, marks = told[0]
    equals = [said for other, said in told[1:] if other.kind is column.kind]
    rest = [*((other, said) for other, said in told if other.kind is not column.kind), *beside]
    clash = next((said for said in equals if not agree(marks, said)), None)
    return Result(
        marks=(*marks, replace(clash[0], before=BETWEEN), *clash[1:]) if clash else marks,
        column=column,
        contradicted=clash is not None,
        differing=tuple(other for other, said in rest if not agree(marks, said)),
        empty=tuple(one for one in _blank(sought, student) if one.kind is not column.kind),
    )


def result_of_person(sought: Sought, ids: Sequence[str]) -> Result:
    """The result of a student who may have several list entries, the latest of `ids` first.

    The latest entry that has a result tells it: the marks of an entry that is over were not changed any more.
    """
    results = [result_of(sought, student) for student in ids]
    told = [result for result in results if result.column is not None]
    if not told:
        return results[0] if results else Result()
    first, *earlier = told
    return replace(first, overruled=any(not agree(first.marks, result.marks) for result in earlier))


def blank_examinations(sought: Sought) -> tuple[tuple[Page, PeriodColumn], ...]:
    """Columns of an exam or a test with no mark at all on a page that has other results."""
    found = []
    for page in sought.pages:
        filled = {column for (_student, column), marks in page.section.period_marks.items() if given(marks)}
        if any(column.id in filled for column in (*page.columns, *page.term_grades)):
            found += [
                (page, column) for column in page.columns if column.kind.examines and column.id not in filled
            ]
    return tuple(found)


def _told(sought: Sought, student: str, *, beside: bool) -> Iterator[tuple[PeriodColumn, tuple[Mark, ...]]]:
    """The columns that have marks of the student, with them; or the grades of the term `beside` them."""
    for page in sought.pages:
        for column in page.term_grades if beside else page.columns:
            marks = page.section.period_marks.get((student, column.id), ())
            if given(marks):
                yield column, marks


def _blank(sought: Sought, student: str) -> tuple[PeriodColumn, ...]:
    """The columns in which the student, being on the list of their page, has nothing."""
    return tuple(
        column
        for page in sought.pages
        if student in page.listed
        for column in page.columns
        if not given(page.section.period_marks.get((student, column.id), ()))
    )
