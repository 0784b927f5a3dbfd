"""Completeness against the plan: every subject has its page, and only one.

Regulation item 5: the dispatcher «комплектует все листы отчета, относящиеся к одной группе, по
всем предметам»; item 4: the head of department checks «выполнение образовательной программы».
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from archiver.journal.checks.wording import listed, name, named, place_of, term_name
from archiver.journal.codes import finding
from archiver.journal.collation import NameKey, name_key
from archiver.journal.findings import Finding, Place
from archiver.journal.model import Feature, Journal, PlannedSubject, Section
from archiver.journal.subjects import split_subgroup
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


def _subgroup_key(subgroup: str | None) -> NameKey | None:
    return None if subgroup is None else name_key(subgroup)


def _planned(item: PlannedSubject) -> tuple[NameKey, int, NameKey | None]:
    """Name, term and subgroup: plans of the module name subgroups in the subject."""
    subject, subgroup = split_subgroup(item.name)
    return name_key(subject), item.term, _subgroup_key(subgroup)


def _bound(section: Section) -> tuple[NameKey, int, NameKey | None]:
    subject, subgroup = split_subgroup(section.subject.name)
    return name_key(subject), section.term, _subgroup_key(section.subgroup or subgroup)


def _twice(journal: Journal, sections: Sequence[Section]) -> Iterator[Finding]:
    pages: dict[object, list[Section]] = defaultdict(list)
    for section in sections:
        pages[_bound(section)].append(section)
    for same in pages.values():
        if len(same) > 1:
            files = listed(sorted({section.source for section in same if section.source}))
            message = _("{page}: {count} pages of one subject").format(
                page=named(journal, same[0]), count=len(same)
            ) + (f" ({files})." if files else ".")
            yield finding("section.twice", message, group=journal.group.name, place=place_of(same[0]))


def _missing(journal: Journal, sections: Sequence[Section], told: frozenset[int]) -> Iterator[Finding]:
    bound = {_bound(section) for section in sections}
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
        if _bound(section)[:2] not in planned:
            message = _("{page}: the subject is not in the plan of this term.")
            yield finding(
                "subject.not-in-plan",
                message.format(page=named(journal, section)),
                group=journal.group.name,
                place=place_of(section),
            )


def _hours(journal: Journal, sections: Sequence[Section]) -> Iterator[Finding]:
    plan = {_planned(item): item.hours for item in journal.plan}
    for section in sections:
        planned = section.planned_hours
        if planned is None:
            planned = plan.get(_bound(section))
        told = [lesson.hours for lesson in section.lessons if lesson.hours is not None]
        if planned is None or not told or sum(told) == planned:
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
