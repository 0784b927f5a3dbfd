"""What the export cannot tell and what therefore stays blank on paper: once per journal each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from archiver.journal.checks.staff import lacks_teacher
from archiver.journal.codes import CODES, finding
from archiver.journal.findings import Finding
from archiver.journal.model import Feature, Journal, Section
from archiver.locale import ngettext


def findings(journal: Journal, sections: Sequence[Section]) -> Iterator[Finding]:
    """`source.no-…`, only where settings or the reader have not filled the blank."""
    for feature, code, blank in (
        (Feature.TEACHER, "source.no-teacher", sum(map(lacks_teacher, sections))),
        (Feature.TOPICS, "source.no-topics", sum(map(_without_topics, sections))),
        (Feature.HOMEWORK, "source.no-homework", sum(map(_without_homework, sections))),
        (Feature.HOURS, "source.no-hours", sum(map(_without_hours, sections))),
        (Feature.PERIOD_GRADES, "source.no-period-grades", sum(map(_without_final, sections))),
    ):
        if blank and feature not in journal.carries:
            message = ngettext(
                "{what} ({format}); it stays blank on {count} page.",
                "{what} ({format}); it stays blank on {count} pages.",
                blank,
            ).format(what=CODES[code].title, format=journal.format, count=blank)
            yield finding(code, message, group=journal.group.name)
    for feature, code, told in (
        (Feature.PLAN, "source.no-plan", bool(journal.plan)),
        (Feature.PLANNED_HOURS, "source.no-planned-hours", _hours_planned(journal, sections)),
        (Feature.ENROLMENT, "source.no-enrolment", False),
        (Feature.DEPARTMENT, "source.no-department", journal.group.department is not None),
    ):
        if not told and feature not in journal.carries:
            yield finding(code, f"{CODES[code].title} ({journal.format}).", group=journal.group.name)


def _without_topics(section: Section) -> bool:
    return any(not lesson.topic for lesson in section.lessons)


def _without_homework(section: Section) -> bool:
    return any(not lesson.homework for lesson in section.lessons)


def _without_hours(section: Section) -> bool:
    return any(lesson.hours is None for lesson in section.lessons)


def _without_final(section: Section) -> bool:
    return bool(section.lessons) and not section.period_marks


def _hours_planned(journal: Journal, sections: Sequence[Section]) -> bool:
    if any(item.hours is not None for item in journal.plan):
        return True
    return any(section.planned_hours is not None for section in sections)
