"""Lessons: they lie inside their term, have topics, and there are some.

Regulation item 5: the interval of a page is «дата начала учебного периода – дата окончания
учебного периода»; item 4: the teacher «вносит дату, тему занятия».
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from archiver.journal.checks.wording import days, named, place_of
from archiver.journal.codes import finding
from archiver.journal.findings import Finding
from archiver.journal.model import Feature, Journal, Section, SubjectKind
from archiver.journal.words import day
from archiver.locale import _, ngettext

# Modules and the state exam have grades entered from a sheet and may have no lessons (item 4).
GRADED_FROM_SHEETS = frozenset({SubjectKind.MODULE, SubjectKind.STATE_EXAM})


def findings(journal: Journal, sections: Sequence[Section]) -> Iterator[Finding]:
    """`term.unknown`, `lesson.outside-interval`, `subject.no-lessons`, `topic.empty`."""
    for section in sections:
        for code, message in (
            ("term.unknown", _unknown_term(journal, section)),
            ("lesson.outside-interval", _outside(journal, section)),
            ("subject.no-lessons", _none(journal, section)),
            ("topic.empty", _topics(journal, section) if Feature.TOPICS in journal.carries else None),
        ):
            if message:
                yield finding(code, message, group=journal.group.name, place=place_of(section))


def _unknown_term(journal: Journal, section: Section) -> str | None:
    if any(term.number == section.term for term in journal.terms):
        return None
    return _("{page}: the journal has no such study period.").format(page=named(journal, section))


def _outside(journal: Journal, section: Section) -> str | None:
    for term in journal.terms:
        if term.number == section.term:
            outside = [lesson.date for lesson in section.lessons if lesson.date not in term]
            if outside:
                return _("{page}: lessons outside {start} – {end}: {days}.").format(
                    page=named(journal, section), start=day(term.start), end=day(term.end), days=days(outside)
                )
    return None


def _none(journal: Journal, section: Section) -> str | None:
    if section.lessons or (section.subject.kind in GRADED_FROM_SHEETS and section.period_marks):
        return None
    return _("{page}: there are no lessons.").format(page=named(journal, section))


def _topics(journal: Journal, section: Section) -> str | None:
    empty = [lesson.date for lesson in section.lessons if not (lesson.topic or "").strip()]
    if not empty:
        return None
    return ngettext(
        "{page}: {count} lesson without a topic: {days}.",
        "{page}: {count} lessons without a topic: {days}.",
        len(empty),
    ).format(page=named(journal, section), count=len(empty), days=days(empty))
