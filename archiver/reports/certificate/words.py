"""Results in whole words, as a certificate has to say them: no letters of the journal."""

from __future__ import annotations

from archiver.journal.model import AcademicYear, Leave, Mark, Stay
from archiver.journal.outcomes import Outcome, decisive
from archiver.journal.results import ResultKind, kind_of_title
from archiver.journal.words import day, plural
from archiver.reports.certificate.values import Result
from archiver.reports.document.wording import long_year
from archiver.reports.statement.assessment import SINGULAR, Assessment

_GRADES = {5: "отлично", 4: "хорошо", 3: "удовлетворительно", 2: "неудовлетворительно"}
_OUTCOMES = {
    Outcome.PASSED: "зачтено",
    Outcome.FAILED: "не зачтено",
    Outcome.EXEMPT: "освобождение",
}
_NO_SHOW = "я"
_DAYS = ("день", "дня", "дней")


def grade_words(one: Result | None) -> str:
    """«5 (отлично)», «зачтено»; a blank to be filled in by hand where there is no certain result."""
    if one is None or not one.certain:
        return ""
    outcome, grade = decisive(one.marks)
    if grade is not None:
        return f"{grade} ({_GRADES[grade]})" if grade in _GRADES else str(grade)
    if outcome is Outcome.NOT_ASSESSED:
        return "неявка" if _came_not(one.marks[-1]) else "не аттестовано"
    return _OUTCOMES.get(outcome, "")


def _came_not(mark: Mark) -> bool:
    """«н/я», «неявка», «не явился»: not assessed because nobody came."""
    return _NO_SHOW in mark.text.casefold()


def form_words(one: Result) -> str:
    """«экзамен»; where the mark stood in «Итог», that it is the final grade and not the exam's own."""
    form = SINGULAR[one.assessment]
    final = kind_of_title(one.column) is ResultKind.FINAL
    return f"{form}, итоговая оценка" if final and one.assessment is not Assessment.FINAL else form


def term_words(one: Result) -> str:
    """«2 семестр 2025/2026 учебного года», «2025/2026 учебный год»."""
    year = long_year(one.year)
    return f"{year} учебный год" if one.term is None else f"{one.term_name} {year} учебного года"


def hours_words(hours: int | None, days: int | None) -> str:
    """«36 (6 дней)»; a blank where hours are not told."""
    told = "" if hours is None else str(hours)
    return f"{told} ({days}\N{NO-BREAK SPACE}{plural(days, _DAYS)})".strip() if days else told


def interval_words(interval: Stay | Leave) -> str:
    """«с 01.09.2024 по 28.06.2026»."""
    begun = f"с {day(interval.start)}" if interval.start else ""
    ended = f"по {day(interval.end)}" if interval.end else ""
    return f"{begun} {ended}".strip()


def group_words(name: str, year: AcademicYear) -> str:
    """«ИС-21 (2025/2026 учебный год)»."""
    return f"{name} ({long_year(year)} учебный год)"
