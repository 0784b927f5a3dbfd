"""What an export leaves out, taken from archiver.toml and said: never over what the export tells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from archiver.intake.departures import Departure, with_departures
from archiver.intake.exports import Reading
from archiver.journal.codes import finding
from archiver.journal.collation import NameKey, name_key, same_name
from archiver.journal.findings import Finding, Severity
from archiver.journal.funding import Funding
from archiver.journal.model import Department, Group, Journal, Section, Student
from archiver.locale import _
from archiver.settings.groups import DepartmentSettings, GroupSettings
from archiver.settings.tables import Settings


def completed(reading: Reading, settings: Settings) -> Reading:
    """The reading with what its group lacks filled from the settings, and one note of what was.

    Course, speciality, curator, form and funding of the studies and teachers come from `[[groups]]`; the
    department and its head from `[[departments]]`, by the department's name or, if the export has none, by
    its list of groups. Who left is taken from `[[groups]]`, `left`, and told in the reading too.
    """
    journal = reading.journal
    if journal is None:
        return reading
    filled: list[str] = []
    own = next((one for one in settings.groups if same_name(one.name, journal.group.name)), None)
    group = _with_department(journal.group, settings.departments, filled)
    sections = journal.sections
    if own is not None:
        group = _with_facts(group, own, filled)
        sections = _with_teachers(sections, own, filled)
        sections = _with_paying(sections, own, filled)
    unknown = () if own is None else tuple(_unknown_paying(journal, own))
    whole, left, doubts = with_departures(replace(journal, sections=sections), own.left if own else {})
    if left:
        filled.append(_departed(left))
    told = (*unknown, *doubts)
    if not filled:
        return replace(reading, findings=(*reading.findings, *told)) if told else reading
    note = Finding(
        "settings.used",
        Severity.NOTE,
        _("Taken from archiver.toml, because the export does not tell it: {what}.").format(
            what=", ".join(filled)
        ),
        _("Check these entries of archiver.toml."),
        journal.group.name,
    )
    return replace(
        reading,
        journal=replace(whole, group=group),
        findings=(*reading.findings, note, *told),
        left=left,
    )


def _departed(left: Iterable[Departure]) -> str:
    """«who left: № 12 (26.02.2026)»."""
    return _("who left: {students}").format(
        students=", ".join(f"№ {one.number} ({one.day:%d.%m.%Y})" for one in left)
    )


def _with_department(group: Group, known: Iterable[DepartmentSettings], filled: list[str]) -> Group:
    department = group.department
    if department is None:
        found = next((one for one in known if any(same_name(name, group.name) for name in one.groups)), None)
        if found is None:
            return group
        filled.append(_("the department"))
        department = Department(found.name)
    else:
        found = next((one for one in known if same_name(one.name, department.name)), None)
    if found is not None and not department.head and found.head:
        filled.append(_("the head of the department"))
        department = replace(department, head=found.head)
    if found is not None and department.head == found.head and not department.head_post:
        department = replace(department, head_post=found.head_post)
    return replace(group, department=department)


def _with_facts(group: Group, own: GroupSettings, filled: list[str]) -> Group:
    if group.course is None and own.course is not None:
        filled.append(_("the course"))
        group = replace(group, course=own.course)
    if group.speciality_code is None and own.speciality_code:
        filled.append(_("the code of the speciality"))
        group = replace(group, speciality_code=own.speciality_code)
    if group.speciality is None and own.speciality:
        filled.append(_("the speciality"))
        group = replace(group, speciality=own.speciality)
    if group.curator is None and own.curator:
        filled.append(_("the curator"))
        group = replace(group, curator=own.curator)
    if group.education_form is None and own.education_form:
        filled.append(_("the form of the studies"))
        group = replace(group, education_form=own.education_form)
    if group.funding is None and own.funding is not None:
        filled.append(_("the funding"))
        group = replace(group, funding=own.funding)
    return group


def _with_paying(sections: tuple[Section, ...], own: GroupSettings, filled: list[str]) -> tuple[Section, ...]:
    """The sections with those students marked who pay for themselves, on every list they stand on."""
    paying = {name_key(name) for name in own.paying}
    if not paying:
        return sections
    found = tuple(
        replace(one, students=tuple(_paying(student, paying) for student in one.students)) for one in sections
    )
    if found != sections:
        filled.append(_("who pays for the studies"))
    return found


def _paying(student: Student, paying: set[NameKey]) -> Student:
    pays = student.funding is None and name_key(student.full_name) in paying
    return replace(student, funding=Funding.PAID) if pays else student


def _unknown_paying(journal: Journal, own: GroupSettings) -> Iterator[Finding]:
    """A warning of names that nobody in the group bears: somebody who pays would count as not paying."""
    known = {name_key(student.full_name) for one in journal.sections for student in one.students}
    places = [str(number) for number, name in enumerate(own.paying, 1) if name_key(name) not in known]
    if places:
        message = _(
            "archiver.toml names students who pay and are not in the journal "
            "([[groups]], paying, entry {places})."
        )
        yield finding("settings.student-unknown", message.format(places=", ".join(places)), group=own.name)


def _with_teachers(
    sections: tuple[Section, ...], own: GroupSettings, filled: list[str]
) -> tuple[Section, ...]:
    teachers = {name_key(subject): teacher for subject, teacher in own.teachers.items()}
    found = tuple(
        replace(one, teacher=teachers[name_key(one.subject.name)])
        if not one.teacher and name_key(one.subject.name) in teachers
        else one
        for one in sections
    )
    if found != sections:
        filled.append(_("teachers"))
    return found
