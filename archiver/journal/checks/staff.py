"""Who signs: teachers of pages, and the head of department who certifies the binder (item 5)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from archiver.journal.checks.lessons import GRADED_FROM_SHEETS
from archiver.journal.checks.wording import named, place_of
from archiver.journal.codes import finding
from archiver.journal.findings import Finding
from archiver.journal.model import Feature, Journal, Section
from archiver.locale import _


def findings(journal: Journal, sections: Sequence[Section]) -> Iterator[Finding]:
    """`department.missing`, `head.missing`, `teacher.missing`."""
    department = journal.group.department
    if department is None:
        if Feature.DEPARTMENT in journal.carries:
            yield finding(
                "department.missing",
                _("Group {group} has no department.").format(group=journal.group.name),
                group=journal.group.name,
            )
    elif not (department.head or "").strip():
        yield finding(
            "head.missing",
            _("Department «{department}» of group {group} has no head.").format(
                department=department.name, group=journal.group.name
            ),
            group=journal.group.name,
        )
    if Feature.TEACHER in journal.carries:
        for section in sections:
            if lacks_teacher(section):
                yield finding(
                    "teacher.missing",
                    _("{page}: no teacher.").format(page=named(journal, section)),
                    group=journal.group.name,
                    place=place_of(section),
                )


def lacks_teacher(section: Section) -> bool:
    """Whether the page has nobody to sign it; grades entered from a sheet need no teacher."""
    if not section.lessons and section.subject.kind in GRADED_FROM_SHEETS:
        return False
    return not (section.teacher or "").strip()
