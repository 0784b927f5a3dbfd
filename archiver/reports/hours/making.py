"""Making forms 2 and 3: ledgers of groups by month, and the year of every teacher out of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from archiver.disk.names import distinct_names, safe_name
from archiver.errors import InputInvalid
from archiver.journal.collation import same_name, sort_key
from archiver.journal.findings import Finding
from archiver.journal.words import initials_first, post_in
from archiver.locale import _
from archiver.reports.document.report import Document, Organisation, Signature
from archiver.reports.document.wording import month_name
from archiver.reports.document.writing import Paper
from archiver.reports.hours import told
from archiver.reports.hours.form2_page import form2_report
from archiver.reports.hours.form3_page import form3_report
from archiver.reports.hours.months import Amount, Form2, Ledgers, ledgers, teachers_of
from archiver.reports.hours.norms import norms_of
from archiver.reports.hours.pages import GroupPages, teachers_written
from archiver.reports.hours.plan import Shares, column_key, shares_of
from archiver.reports.hours.teachers import Teachers, known_teachers
from archiver.reports.hours.working_days import WorkingCalendar, unknown_years
from archiver.reports.hours.year import Form3, form3
from archiver.settings.hours import Substitution, TeacherLoad
from archiver.settings.tables import Settings


@dataclass(frozen=True, slots=True)
class GroupHours:
    """A group with its ledgers and the shares of its plan."""

    pages: GroupPages
    forms: tuple[Form2, ...]
    shares: Shares


@dataclass(frozen=True, slots=True)
class CollegeHours:
    """The hours of the groups that were read, of one academic year, and who their teachers are.

    `left_out` are groups whose hours are not among them. `findings` is what the journals cannot tell.
    """

    groups: tuple[GroupHours, ...]
    teachers: Teachers
    left_out: tuple[str, ...]
    findings: tuple[Finding, ...]

    @property
    def forms(self) -> tuple[Form2, ...]:
        """All forms 2."""
        return tuple(form for group in self.groups for form in group.forms)


def college_hours(
    read: Sequence[GroupPages], settings: Settings, left_out: Sequence[str] = ()
) -> CollegeHours:
    """The hours of the groups `read`; `left_out` are the other groups of the exports.

    A group whose journal tells no hours is left out with the reason. Raises InputInvalid when none is left.
    """
    refused = [one for one in read if one.without_hours]
    findings = [told.without_hours(one) for one in refused]
    groups = [one for one in read if not one.without_hours]
    if refused and not groups:
        raise InputInvalid(_("The journals tell no hours; nothing was written."), tuple(findings))
    loads, substitutions = settings.loads, settings.substitutions
    named = [*(load.teacher for load in loads), *(one.teacher for one in substitutions)]
    teachers = known_teachers([*teachers_written(groups), *named])
    made: list[GroupHours] = []
    used: set[int] = set()
    for group in groups:
        shares = shares_of(group, teachers, loads)
        of_group: Ledgers = ledgers(group, teachers, shares, substitutions)
        used |= of_group.used
        made.append(GroupHours(group, of_group.forms, shares))
        findings += told.of_group(group, of_group.forms, shares, teachers)
    findings += told.of_teachers(teachers)
    away = (*left_out, *(one.group for one in refused))
    findings += told.unused(
        _loads_of_nobody(loads, groups, teachers, away, substitutions),
        [
            one
            for place, one in enumerate(substitutions)
            if place not in used and not _is_away(one.group, away)
        ],
    )
    return CollegeHours(tuple(made), teachers, away, tuple(findings))


def _loads_of_nobody(
    loads: Iterable[TeacherLoad],
    groups: Sequence[GroupPages],
    teachers: Teachers,
    away: Sequence[str],
    substitutions: Iterable[Substitution],
) -> Iterator[TeacherLoad]:
    """Loads of a subject that the group has no page of, or of a teacher whom no page names."""
    pages = {column_key(page.subject, one.group, page.subgroup) for one in groups for page in one.pages}
    texts = [*teachers_written(groups), *(one.teacher for one in substitutions)]
    people = {name for text in texts for name in teachers.of(text)}
    for load in loads:
        fits = column_key(load.subject, load.group, load.subgroup or "") in pages
        if not _is_away(load.group, away) and not (fits and people.intersection(teachers.of(load.teacher))):
            yield load


def _is_away(group: str, away: Iterable[str]) -> bool:
    return any(same_name(group, one) for one in away)


def working_calendar(settings: Settings) -> WorkingCalendar:
    """The days off the settings add to the official ones."""
    chosen = settings.calendar
    return WorkingCalendar(chosen.saturdays_off, frozenset(chosen.days_off), frozenset(chosen.working_days))


def forms2(
    college: CollegeHours,
    settings: Settings,
    months: Sequence[tuple[int, int]] = (),
    called: Mapping[str, str] = MappingProxyType({}),
) -> tuple[list[Paper], list[Finding]]:
    """The groups' ledgers, a paper a month; only the months asked for. One without any hours is not made.

    In names of files a group is `called` so, or by its own name.
    """
    reports, working = settings.reports, working_calendar(settings)
    papers: list[Paper] = []
    empty: list[Form2] = []
    years: set[int] = set()
    for group in college.groups:
        owner = group.pages.organisation
        for form in group.forms:
            if months and (form.year, form.month) not in months:
                continue
            if _is_unknown(form.total):
                empty.append(form)
                continue
            years.add(form.year)
            report = form2_report(
                form,
                owner,
                working,
                course=group.pages.course,
                signatures=(
                    Signature(reports.secretary_post, initials_first(reports.secretary)),
                    *_heads([owner]),
                    Signature(reports.deputy_post, initials_first(reports.deputy)),
                ),
                approval=Signature(reports.director_post, initials_first(reports.director)),
            )
            name = f"Форма 2 {called.get(form.group, form.group)} {form.year}-{form.month:02d}"
            title = f"Форма № 2, группа {form.group}, {month_name(form.year, form.month)}"
            papers.append(Paper(f"Форма 2/{safe_name(name)}", Document(title, (report,)), kind="Форма 2"))
    return papers, [*told.no_form_2(empty), *unknown_years(working, years)]


def forms3(
    college: CollegeHours, settings: Settings, asked: Sequence[str] = ()
) -> tuple[list[Paper], list[Finding]]:
    """The year of everybody, or of those asked for by name; groups of one academic year."""
    absent = [
        f"{one.pages.group} ({', '.join(one.pages.absent)})" for one in college.groups if one.pages.absent
    ]
    payers = {one.pages.group: one.pages.funding for one in college.groups}
    there, year = everybody(college), str(college.groups[0].pages.year).replace("/", "-")
    names = distinct_names(f"Форма 3 {teacher} {year}" for teacher in there)
    papers: list[Paper] = []
    made: list[Form3] = []
    empty: list[str] = []
    for teacher in there:
        if asked and teacher not in asked:
            continue
        form = _year_of(teacher, college, settings)
        if not form.columns:
            continue
        if _is_unknown(sum(form.given(), Amount())):
            empty.append(teacher)
            continue
        made.append(form)
        own = {column.group for column in form.columns}
        owners = [one.pages.organisation for one in college.groups if one.pages.group in own]
        report = form3_report(
            form,
            college.groups[0].pages.year,
            owners[0],
            payers=payers,
            terms=_term_names(college, own),
            holiday_percent=settings.reports.holiday_percent,
            left_out=[*college.left_out, *absent],
            signatures=(
                *_heads(owners),
                Signature(settings.reports.deputy_post, initials_first(settings.reports.deputy)),
            ),
        )
        title = f"Форма № 3, {teacher}, {college.groups[0].pages.year} учебный год"
        papers.append(
            Paper(f"Форма 3/{names[f'Форма 3 {teacher} {year}']}", Document(title, (report,)), kind="Форма 3")
        )
    untold = {
        column_key(one.subject, one.group, one.subgroup)
        for group in college.groups
        for one in group.shares.untold
    }
    groups = {column.group for form in made for column in form.columns}
    unclear = sorted((name for name in groups if payers[name] is None), key=sort_key)
    return papers, [*told.no_form_3(empty), *told.of_years(made, unclear, untold)]


def _is_unknown(total: Amount) -> bool:
    """Whether a paper would hold no hour, but «?» alone."""
    return bool(total.unknown) and not total.hours and not total.shared


def everybody(college: CollegeHours) -> list[str]:
    """Who gave hours or was to give some, in alphabetical order."""
    planned = {
        name
        for group in college.groups
        for page in group.pages.pages
        for name in college.teachers.of(page.teacher)
    }
    return sorted({*teachers_of(college.forms), *planned}, key=sort_key)


def _year_of(teacher: str, college: CollegeHours, settings: Settings) -> Form3:
    groups = [(one.pages, one.shares) for one in college.groups]
    return form3(
        teacher,
        college.forms,
        norms_of(teacher, groups, college.teachers, settings.loads),
        settings.reports.holiday_percent,
        payers={one.pages.group: one.pages.funding for one in college.groups},
    )


def _term_names(college: CollegeHours, groups: Collection[str]) -> dict[int, str]:
    """What the study periods are called in the journals of these groups; by all names where those differ."""
    names: dict[int, dict[str, None]] = {}
    for one in college.groups:
        if one.pages.group in groups:
            for number, name in one.pages.terms.items():
                names.setdefault(number, {})[name] = None
    return {number: ", ".join(told) for number, told in names.items()}


def _heads(owners: Iterable[Organisation]) -> Iterator[Signature]:
    """The heads of the departments, each once, named with the department where there are several."""
    departments = {one.department: one for one in owners}
    for name, owner in departments.items():
        several = len(departments) > 1 and name and name.casefold() not in owner.head_post.casefold()
        said = post_in(owner.head_post, name) if several else (owner.head_post,)
        yield Signature(" ".join(filter(None, said)), initials_first(owner.head))
