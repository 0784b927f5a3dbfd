"""Checks before print: «необходимо проверить отображение всех сведений» (regulation item 5).

Only what would make the binder wrong blocks. A check is silent about what the source cannot tell
(`Journal.carries`); `checks.source` says once per journal what that leaves blank on paper.
"""

from __future__ import annotations

from archiver.journal.checks import (
    continuity,
    grades,
    lessons,
    marks,
    no_finals,
    periods,
    plan,
    results,
    source,
    staff,
    students,
)
from archiver.journal.collation import order_sections
from archiver.journal.expected import Expectation, study_periods
from archiver.journal.findings import Finding, Severity
from archiver.journal.model import Journal

_WEIGHT = {severity: weight for weight, severity in enumerate(Severity)}


def check(
    journal: Journal, *, min_grades: int = 3, expected: Expectation | None = None
) -> tuple[Finding, ...]:
    """Everything to say about `journal`, heaviest first, then by code, then in the order of the binder.

    `min_grades` is how many grades a student must have in a term (regulation item 4: «не менее
    3-5 оценок»). With `expected` it is also told which study periods have no page. The same journal gives
    the same findings whatever order its sections come in.
    """
    sections = order_sections(journal.sections)
    there = study_periods(journal, expected) if expected is not None else None
    told = () if there is None else (*there.missing, *there.excluded)
    silent = no_finals.without_finals(journal, sections)
    found = (
        *(() if expected is None or there is None else periods.findings(journal, there, expected)),
        # A period without any page is told once, not subject by subject.
        *plan.findings(journal, sections, told=frozenset(term.number for term in told)),
        *continuity.findings(journal, sections),
        *lessons.findings(journal, sections),
        *students.findings(journal, sections),
        *marks.findings(journal, sections),
        *no_finals.findings(journal, sections, silent),
        *grades.findings(journal, sections, min_grades, silent),
        *results.findings(journal, sections, silent),
        *staff.findings(journal, sections),
        *source.findings(journal, sections),
    )
    return tuple(sorted(found, key=lambda finding: (_WEIGHT[finding.severity], finding.code)))
