"""Completeness by study periods: every one that the group has is there with its pages.

Regulation item 5: the dispatcher prints the report of every «учебный период» and binds «все листы отчета,
относящиеся к одной группе»; a binder with one of two semesters is no annual binder.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from archiver.journal.checks.wording import name
from archiver.journal.codes import finding
from archiver.journal.expected import Expectation, StudyPeriods
from archiver.journal.findings import Finding, Place, Severity
from archiver.journal.model import Journal, Term
from archiver.journal.words import day
from archiver.locale import _, ngettext


def findings(journal: Journal, periods: StudyPeriods, expected: Expectation) -> Iterator[Finding]:
    """`term.missing`, `.not-held`, `.not-planned`, `.overlapping`; one for a year without any page."""
    group = journal.group.name
    if not journal.sections:
        message = _("There is no page of {year}, of whatever study period.").format(year=journal.year)
        yield finding("term.missing", message, group=group)
        return
    for term in periods.missing:
        over = expected.over(term)
        message = _("{term}: there is no page of it.") if over else _("{term}: not over, no page of it yet.")
        found = finding(
            "term.missing", message.format(term=_named(term)), group=group, place=Place(term=term.number)
        )
        yield found if over else replace(found, severity=Severity.NOTE)
    for term in periods.excluded:
        yield _excluded(journal, term)
    for term in periods.denied:
        message = _("{term}: there are pages of it, but archiver.toml says that the group does not have it.")
        found = finding(
            "term.not-held", message.format(term=_named(term)), group=group, place=Place(term=term.number)
        )
        yield replace(found, severity=Severity.WARNING)
    for first, second in pairwise(periods.held):
        if second.start <= first.end:
            message = _("{first} and {second} have days in common.")
            yield finding(
                "term.overlapping",
                message.format(first=_named(first), second=_named(second)),
                group=group,
                place=Place(term=second.number),
            )
    for term in periods.unplanned:
        message = _("{term}: there is no page of it, and the plan has no subject in it.")
        yield finding(
            "term.not-planned", message.format(term=_named(term)), group=group, place=Place(term=term.number)
        )


def _excluded(journal: Journal, term: Term) -> Finding:
    """A note, and a warning where the plan of the source contradicts the settings."""
    message = _("{term}: there is no page of it; archiver.toml says that the group does not have it.")
    found = finding(
        "term.not-held",
        message.format(term=_named(term)),
        group=journal.group.name,
        place=Place(term=term.number),
    )
    planned = len({item.name for item in journal.plan if item.term == term.number})
    if not planned:
        return found
    more = ngettext("The plan has {count} subject in it.", "The plan has {count} subjects in it.", planned)
    return replace(found, severity=Severity.WARNING, message=f"{found.message} {more.format(count=planned)}")


def _named(term: Term) -> str:
    """«2 семестр (12.01.2026 – 28.06.2026)»."""
    title = name(term.name) or _("term {number}").format(number=term.number)
    return f"{title} ({day(term.start)} – {day(term.end)})"
