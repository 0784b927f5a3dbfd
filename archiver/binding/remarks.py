"""What of a group's findings its teachers can put right themselves, and whose page each is on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from archiver.binding.review import Review
from archiver.journal.findings import Finding, Severity
from archiver.journal.model import AcademicYear, Journal, Section

_PAGE = re.compile(r"^«.*?(?<=, )[^:«»]*: ", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Remark:
    """A finding of one page, worse than a note; `teacher` "" where the page has none.

    `said` is the message without the page, which stands in its own columns.
    """

    teacher: str
    group: str
    year: AcademicYear
    subject: str
    subgroup: str | None
    term: str
    code: str
    said: str


def remarks_of(seen: Review) -> Iterator[Remark]:
    """The remarks of a reviewed group, in the order of its findings."""
    journal = seen.journal
    if journal is None:
        return
    for found in seen.findings:
        section = _section(journal, found) if found.severity is not Severity.NOTE else None
        if section is not None:
            yield Remark(
                teacher=" ".join((section.teacher or "").split()),
                group=journal.group.name,
                year=journal.year,
                subject=section.subject.name,
                subgroup=section.subgroup,
                term=next((term.name for term in journal.terms if term.number == section.term), ""),
                code=found.code,
                said=_PAGE.sub("", found.message, count=1),
            )


def _section(journal: Journal, found: Finding) -> Section | None:
    place = found.place
    return next(
        (
            one
            for one in journal.sections
            if (one.subject.name, one.subgroup, one.term) == (place.subject, place.subgroup, place.term)
            and place.teacher in (None, one.teacher)
        ),
        None,
    )
