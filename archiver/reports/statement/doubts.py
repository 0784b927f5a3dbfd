"""What of a statement's results is in doubt, in sentences for its page: columns that differ or are blank."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial

from archiver.journal.model import PeriodColumn, Section
from archiver.journal.order_of_truth import Result, Sought, blank_examinations
from archiver.journal.results import ResultKind
from archiver.reports.document.wording import every
from archiver.reports.statement.values import Entry, GradeStatement, label

EntryOf = tuple[Entry, Sought]
"""An entry of a statement and where the journal tells its results."""

Results = Mapping[str, Mapping[str, Result]]
"""What the journal tells, by the student's id and the entry's."""

_EXAMS = {ResultKind.EXAM, ResultKind.MODULE_EXAM}


def doubts(
    statement: GradeStatement, columns: Sequence[EntryOf], told: Results, sections: Iterable[Section]
) -> Iterator[str]:
    """Every doubt, a sentence a kind; `sections` are those of the statement's terms."""
    exams, tests, contradicted, differing, blank, overruled = (list[str]() for _ in range(6))
    for entry, sought in columns:
        name = label(entry, statement)
        unheld = list(dict.fromkeys(column for _page, column in blank_examinations(sought)))
        for column in unheld:
            (exams if column.kind in _EXAMS else tests).append(f"{name} («{column.title}»)")
        results = [
            told[row.student.id][entry.id]
            for row in statement.students
            if row.marks.get(entry.id) or statement.expects(row, entry)
        ]
        if count := sum(result.contradicted for result in results):
            contradicted.append(f"{name} — {count}")
        differing += [f"{name}: {what}" for what in _counted(results, _differing)]
        if count := sum(result.overruled for result in results):
            overruled.append(f"{name} — {count}")
        blank += [f"{name}: {what}" for what in _counted(results, partial(_blank, unheld=unheld))]
    for names, sentence in (
        (exams, "Нет экзаменационных оценок, столбец пуст (оценка за период его не заменяет): {names}."),
        (tests, "Нет оценок за зачёт, столбец пуст (оценка за период его не заменяет): {names}."),
        (
            contradicted,
            "Столбцы или страницы журнала противоречат друг другу, результат не определён "
            "(число студентов): {names}.",
        ),
        (
            differing,
            "Столбцы журнала расходятся, в ведомость взят названный первым (число студентов): {names}.",
        ),
        (
            overruled,
            "У студента, который вернулся в группу, две записи в списке с разными оценками, взята оценка "
            "последней (число студентов): {names}.",
        ),
        (blank, "Столбец журнала не заполнен, взят другой (число студентов): {names}."),
        (_unknown(sections), "Столбцы с непонятным названием, в ведомость не взяты: {names}."),
    ):
        if names:
            yield sentence.format(names=every(names))


def _counted(results: Iterable[Result], what: Callable[[Result], str]) -> Iterator[str]:
    """What is told of a result, and of how many; nothing where it is blank."""
    found = Counter(text for text in map(what, results) if text)
    return (f"{text} — {count}" for text, count in sorted(found.items()))


def _differing(result: Result) -> str:
    """««Экз.» и «1 сем.»»: the column taken, then those that say something else."""
    if result.column is None or not result.differing:
        return ""
    return " и ".join(f"«{one.title}»" for one in (result.column, *result.differing))


def _blank(result: Result, unheld: Sequence[PeriodColumn]) -> str:
    """««Итог», взят «Экз.»»: the columns that are blank, and the one taken."""
    empty = [one for one in result.empty if one not in unheld]
    if result.column is None or not empty:
        return ""
    return ", ".join(f"«{one.title}»" for one in empty) + f", взят «{result.column.title}»"


def _unknown(sections: Iterable[Section]) -> list[str]:
    titles = Counter(
        column.title
        for section in sections
        for column in section.period_columns
        if column.kind is ResultKind.UNKNOWN
    )
    return [f"«{title}»" for title in titles]
