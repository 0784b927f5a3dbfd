"""Completeness against the plan: every subject has its page, and only one.

Regulation item 5: the dispatcher «комплектует все листы отчета, относящиеся к одной группе, по
всем предметам»; item 4: the head of department checks «выполнение образовательной программы».
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from archiver.journal.checks.shared import PageKey, key_of, page_key, pages_of_each
from archiver.journal.checks.wording import listed, name, named, place_of, term_name
from archiver.journal.codes import finding
from archiver.journal.collation import name_key, plain_text
from archiver.journal.findings import Finding, Place
from archiver.journal.model import Feature, Journal, PlannedSubject, Section
from archiver.locale import _, ngettext


def findings(
    journal: Journal, sections: Sequence[Section], *, told: frozenset[int] = frozenset()
) -> Iterator[Finding]:
    """`section.twice`, `subject.missing`, `subject.not-in-plan`, `hours.differ`.

    Of the study periods `told`, by number, it is known already that they have no page at all.
    """
    yield from _twice(journal, sections)
    if Feature.PLAN in journal.carries:
        yield from _missing(journal, sections, told)
        yield from _not_in_plan(journal, sections)
    if {Feature.HOURS, Feature.PLANNED_HOURS} <= journal.carries:
        yield from _hours(journal, sections)


def _planned(item: PlannedSubject) -> PageKey:
    """Name, term and subgroup of what the plan has."""
    return page_key(item.name, item.term)


def _twice(journal: Journal, sections: Sequence[Section]) -> Iterator[Finding]:
    for same in pages_of_each(sections).values():
        again = [page for page in same if any(_exported_again(page, one) for one in same if one is not page)]
        if again:
            files = listed(sorted({section.source for section in again if section.source}))
            message = _("{page}: {count} pages of one subject").format(
                page=named(journal, again[0]), count=len(again)
            ) + (f" ({files})." if files else ".")
            yield finding("section.twice", message, group=journal.group.name, place=place_of(again[0]))


def _exported_again(one: Section, other: Section) -> bool:
    """Whether two pages of one subject, subgroup and term are one page, so that both would print it twice.

    Two teachers who share a subject have a page each, and both belong into the binder. Where one replaced the
    other and the page was exported under either name, most lessons of the shorter page stand in the longer.
    """
    if not _two_teachers(one, other):
        return True
    held, again = (
        Counter((lesson.date, plain_text(lesson.topic or "")) for lesson in page.lessons)
        for page in (one, other)
    )
    return 2 * (held & again).total() > min(held.total(), again.total())


def _two_teachers(one: Section, other: Section) -> bool:
    """Whether the pages name two people; one who is not told may be the other."""
    return bool(one.teacher and other.teacher) and name_key(one.teacher) != name_key(other.teacher)


def _missing(journal: Journal, sections: Sequence[Section], told: frozenset[int]) -> Iterator[Finding]:
    bound = {key_of(section) for section in sections}
    any_subgroup = {(subject, term) for subject, term, _subgroup in bound}
    seen = set()
    for item in sorted(journal.plan, key=lambda item: (name_key(item.name), item.term, item.name)):
        key, term, subgroup = planned = _planned(item)
        there = (key, term) in any_subgroup if subgroup is None else planned in bound
        if there or planned in seen or term in told:
            continue
        seen.add(planned)
        message = _("The plan has «{subject}» ({term}), but there is no page of it.")
        yield finding(
            "subject.missing",
            message.format(subject=name(item.name), term=term_name(journal, term)),
            group=journal.group.name,
            place=Place(subject=item.name, term=term),
        )


def _not_in_plan(journal: Journal, sections: Sequence[Section]) -> Iterator[Finding]:
    planned = {_planned(item)[:2] for item in journal.plan}
    for section in sections:
        if key_of(section)[:2] not in planned:
            message = _("{page}: the subject is not in the plan of this term.")
            yield finding(
                "subject.not-in-plan",
                message.format(page=named(journal, section)),
                group=journal.group.name,
                place=place_of(section),
            )


def _hours(journal: Journal, sections: Sequence[Section]) -> Iterator[Finding]:
    plan = {_planned(item): item.hours for item in journal.plan}
    pages = pages_of_each(sections)
    for section in sections:
        planned = section.planned_hours
        if planned is None:
            planned = plan.get(key_of(section))
        told = [lesson.hours for lesson in section.lessons if lesson.hours is not None]
        if planned is None or not told or planned in (sum(told), _given_together(pages[key_of(section)])):
            continue
        message = _("{page}: {planned} h planned, {given} h given.").format(
            page=named(journal, section), planned=planned, given=sum(told)
        )
        untold = len(section.lessons) - len(told)
        if untold:
            message += " " + ngettext(
                "{count} lesson has no hours.", "{count} lessons have no hours.", untold
            ).format(count=untold)
        yield finding("hours.differ", message, group=journal.group.name, place=place_of(section))


def _given_together(pages: Sequence[Section]) -> int:
    """The hours of all who share a subject: the plan often tells only those of all together."""
    return sum(lesson.hours or 0 for page in pages for lesson in page.lessons)
