"""What forms 2 and 3 lack, for the screen: the papers are signed, and hold blanks for the hand instead."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence

from archiver.journal.codes import CODES, finding
from archiver.journal.findings import Finding, Place
from archiver.journal.words import day
from archiver.locale import _, ngettext
from archiver.reports.hours.months import Amount, Form2
from archiver.reports.hours.pages import GroupPages
from archiver.reports.hours.plan import ColumnKey, Shares, column_key
from archiver.reports.hours.teachers import Teachers
from archiver.reports.hours.year import Form3
from archiver.settings.hours import Substitution, TeacherLoad

_MOST = 6
_OWN = "term.missing"
"""Told in the remarks of form 3, which lacks the hours of the period."""


def without_hours(group: GroupPages) -> Finding:
    """Why a group has no forms."""
    message = _("The journal tells the hours of no lesson, so its hours cannot be counted.")
    return finding("hours.unknown", message, group=group.group)


def of_group(
    group: GroupPages, forms: Sequence[Form2], shares: Shares, teachers: Teachers
) -> Iterator[Finding]:
    """What a group's ledgers cannot tell."""
    name = group.group
    errors = [CODES[code].title for code in group.errors if code in CODES and code != _OWN]
    if errors:
        message = _("The checks of the journal found errors: {errors}.")
        yield finding("hours.doubtful", message.format(errors="; ".join(errors)), group=name)
    lines = [line for form in forms for line in form.lines]
    unknown = [line for line in lines if line.total.unknown]
    if unknown:
        count = sum(line.total.unknown for line in unknown)
        message = ngettext(
            "The hours of {count} lesson are not told: {subjects}.",
            "The hours of {count} lessons are not told: {subjects}.",
            count,
        ).format(count=count, subjects=_listed(line.load.subject for line in unknown))
        yield finding("hours.lessons-unknown", message, group=name)
    if group.practice_as_lessons:
        message = _("Days of practice are counted like lessons: {subjects}.")
        yield finding(
            "hours.practice-days",
            message.format(subjects=_listed(group.practice_as_lessons)),
            group=name,
        )
    nameless = [line for line in lines if not line.load.teachers]
    if nameless:
        total = sum((line.total for line in nameless), Amount())
        message = _("{hours} h of lessons without a teacher are in no form 3: {subjects}.")
        yield finding(
            "hours.no-teacher",
            message.format(hours=total.hours, subjects=_listed(line.load.subject for line in nameless)),
            group=name,
        )
    for page in group.pages:
        several = teachers.of(page.teacher)
        if len(several) > 1 and page.lessons:
            message = _("One page names several teachers ({names}): who gave which hours it does not tell.")
            place = Place(subject=page.subject, subgroup=page.subgroup or None, term=page.term)
            yield finding(
                "hours.teachers-together", message.format(names=", ".join(several)), group=name, place=place
            )
    for one in shares.untold:
        message = _("The plan does not tell whose hours are whose: {names}.")
        place = Place(subject=one.subject, subgroup=one.subgroup or None, term=one.term)
        yield finding(
            "hours.shares-untold", message.format(names=", ".join(one.teachers)), group=name, place=place
        )


def of_teachers(teachers: Teachers) -> Iterator[Finding]:
    """Names that are joined, and names that perhaps should be."""
    for names in teachers.joined:
        message = _("Taken for one teacher: {names}.").format(names="; ".join(names))
        yield finding("hours.teacher-joined", message)
    for doubt in teachers.doubts:
        message = _("These may be one teacher, and have a form 3 each: {names}.")
        yield finding("hours.teachers-alike", message.format(names="; ".join(doubt.names)))


def of_years(
    made: Sequence[Form3], payers_unknown: Iterable[str], untold: Container[ColumnKey]
) -> Iterator[Finding]:
    """What forms 3 leave to the hand; the columns `untold` are told by their groups."""
    named = [(form.teacher, *pair) for form in made for pair in zip(form.columns, form.figures, strict=True)]
    planless = [
        (who, column)
        for who, column, one in named
        if one.tariff is None and column_key(column.subject, column.group, column.subgroup) not in untold
    ]
    if planless:
        message = _("Neither planned hours nor a tariff: {subjects}.")
        yield finding(
            "hours.plan-unknown",
            message.format(subjects=_listed(f"{who}, {one.subject} ({one.group})" for who, one in planless)),
        )
    unstated = [form.teacher for form in made if any(one.change is None for one in form.figures)]
    if unstated:
        message = _("Consultations, exam hours and changes of the load are not stated: {names}.")
        yield finding("hours.load-unstated", message.format(names=_listed(unstated)))
    groups = _listed(payers_unknown)
    if groups:
        message = _("It is not told whether the budget pays for these groups: {groups}.")
        yield finding("hours.funding-unstated", message.format(groups=groups))


def unused(loads: Iterable[TeacherLoad], substitutions: Iterable[Substitution]) -> Iterator[Finding]:
    """Entries of the settings that nothing in the journals answers."""
    for load in loads:
        message = _("[[loads]] that fits no page: {teacher}, {subject}, {group}.")
        yield finding(
            "hours.load-unused",
            message.format(teacher=load.teacher, subject=load.subject, group=load.group),
            group=load.group,
        )
    for one in substitutions:
        message = _(
            "[[substitutions]] that fits no lesson, or those of two pages: {day}, {subject}, {group}."
        )
        yield finding(
            "hours.substitution-unused",
            message.format(day=day(one.date), subject=one.subject, group=one.group),
            group=one.group,
        )


def no_form_2(forms: Sequence[Form2]) -> Iterator[Finding]:
    """Forms 2 in which no hour would stand."""
    for form in forms:
        message = _("Form 2 of {month} is not made: the hours of none of its lessons are told.")
        yield finding(
            "hours.unknown",
            message.format(month=f"{form.month:02d}.{form.year}"),
            group=form.group,
        )


def no_form_3(teachers: Iterable[str]) -> Iterator[Finding]:
    """Teachers in whose form 3 no hour would stand."""
    names = _listed(teachers)
    if names:
        message = _("Form 3 is not made: the hours of none of the lessons are told of {names}.")
        yield finding("hours.unknown", message.format(names=names))


def _listed(names: Iterable[str]) -> str:
    found = list(dict.fromkeys(names))
    more = len(found) - _MOST
    shown = "; ".join(found[:_MOST])
    return shown if more <= 0 else _("{names} and {count} more").format(names=shown, count=more)
