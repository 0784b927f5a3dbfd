"""Groups, departments and staff of a snapshot, and what of people must not be looked at.

Domain 3.3: «Never put passport/SNILS/parents' data in binders». A file that carries such data is
named in a note and not used beyond names; files about single students are never opened.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from archiver.intake.files import FileRefused, FileTree
from archiver.intake.spo.answers import DepartmentAnswer, LeaveAnswer, PersonAnswer, StudentGroupAnswer
from archiver.intake.spo.document import read_list
from archiver.intake.spo.paths import DEPARTMENTS, EMPLOYEES, GROUPS, STUDENTS, Snapshot
from archiver.intake.spo.words import EDUCATION_FORMS
from archiver.journal.collation import NameKey, name_key
from archiver.journal.findings import Finding, Place, Severity
from archiver.journal.model import Department, Group, Leave
from archiver.locale import _

HEAD_POST = "Заведующий отделением"

_FORBIDDEN = re.compile(
    r'"(passport\w*|snils\w*|inn|insurance\w*|parents?|relatives?|birth\w*|phone\w*|mobile\w*|e?mail|address\w*)"\s*:\s*'
    r'(?!null\b|""|\[\s*\]|\{\s*\})',
    re.IGNORECASE,
)
_SPECIALITY = re.compile(r"\d\d\.\d\d\.\d\d")
_DETAIL = re.compile(r"people/students/[^/]+")


@dataclass(frozen=True, slots=True)
class People:
    """Groups by id, each with its department and curator, and academic leaves by group id and name."""

    groups: dict[str, Group]
    leaves: dict[tuple[str | None, NameKey], tuple[Leave, ...]]


def read_people(tree: FileTree, snapshot: Snapshot) -> tuple[People | None, list[Finding]]:
    """The people's files; None with a blocking finding when there is no list of groups."""
    findings: list[Finding] = []
    listed = None
    if GROUPS in snapshot.people:
        listed, found = read_list(tree, snapshot.people[GROUPS], StudentGroupAnswer)
        findings += found
    else:
        findings.append(_missing(snapshot.root + GROUPS + ".json", Severity.BLOCKING))
    staff = _staff(tree, snapshot, findings)
    departments = _departments(tree, snapshot, staff, findings)
    leaves = _leaves(tree, snapshot, findings)
    findings += _forbidden(tree, snapshot)
    if listed is None:
        return None, findings
    groups = {one.id: _group(one, departments, staff, snapshot, findings) for one in listed}
    return People(groups, leaves), findings


def _group(
    answer: StudentGroupAnswer,
    departments: dict[str, Department] | None,
    staff: dict[str, str] | None,
    snapshot: Snapshot,
    findings: list[Finding],
) -> Group:
    for key, known, what in (
        (answer.department, departments, _("the department")),
        (answer.curator, staff, _("the curator")),
    ):
        if key is not None and known is not None and key not in known:
            file = snapshot.people[GROUPS]
            findings.append(_unknown(file, what, key, answer.name))
    code = answer.code if answer.code and _SPECIALITY.fullmatch(answer.code) else None
    form = answer.education_form
    return Group(
        name=answer.name,
        course=answer.course if answer.course is not None and 1 <= answer.course <= 6 else None,
        speciality_code=code,
        department=(departments or {}).get(answer.department or ""),
        curator=(staff or {}).get(answer.curator or ""),
        education_form=EDUCATION_FORMS.get(form, form) if form else None,
    )


def _staff(tree: FileTree, snapshot: Snapshot, findings: list[Finding]) -> dict[str, str] | None:
    if EMPLOYEES not in snapshot.people:
        findings.append(_missing(snapshot.root + EMPLOYEES + ".json", Severity.WARNING))
        return None
    listed, found = read_list(tree, snapshot.people[EMPLOYEES], PersonAnswer)
    findings += found
    if listed is None:
        return None
    return {one.id: one.full_name for one in listed if one.id is not None and one.full_name}


def _departments(
    tree: FileTree, snapshot: Snapshot, staff: dict[str, str] | None, findings: list[Finding]
) -> dict[str, Department] | None:
    if DEPARTMENTS not in snapshot.people:
        findings.append(_missing(snapshot.root + DEPARTMENTS + ".json", Severity.WARNING))
        return None
    file = snapshot.people[DEPARTMENTS]
    listed, found = read_list(tree, file, DepartmentAnswer)
    findings += found
    if listed is None:
        return None
    made = {}
    for one in listed:
        if one.manager is not None and staff is not None and one.manager not in staff:
            findings.append(
                _unknown(file, _("the head of department {name}").format(name=one.name), one.manager)
            )
        head = (staff or {}).get(one.manager or "")
        made[one.id] = Department(one.name, head, HEAD_POST if head else None)
    return made


def _leaves(
    tree: FileTree, snapshot: Snapshot, findings: list[Finding]
) -> dict[tuple[str | None, NameKey], tuple[Leave, ...]]:
    """Academic leaves, only from a list of students that carries nothing it should not."""
    made: dict[tuple[str | None, NameKey], tuple[Leave, ...]] = {}
    for address in STUDENTS:
        file = snapshot.people.get(address)
        if file is None or _carries_forbidden(tree, file):
            continue
        listed, found = read_list(tree, file, LeaveAnswer)
        findings += found
        for one in listed or ():
            if one.vacations and one.full_name:
                key = one.group, name_key(one.full_name)
                made[key] = made.get(key, ()) + tuple(
                    Leave(leave.start, leave.end, leave.order) for leave in one.vacations
                )
    return made


def _forbidden(tree: FileTree, snapshot: Snapshot) -> list[Finding]:
    files = [
        file
        for address, file in snapshot.people.items()
        if (_DETAIL.fullmatch(address) and address not in STUDENTS) or _carries_forbidden(tree, file)
    ]
    if not files:
        return []
    return [
        Finding(
            "file.personal-data",
            Severity.NOTE,
            _(
                "{count} files carry personal data that a journal must not hold ({first} …); it was not read."
            ).format(count=len(files), first=files[0]),
            _("Delete these files: passports, insurance numbers and parents are not needed for the archive."),
            place=Place(file=files[0]),
        )
    ]


def _carries_forbidden(tree: FileTree, file: str) -> bool:
    try:
        return _FORBIDDEN.search(tree.read(file).decode("utf-8", "replace")) is not None
    except FileRefused:  # whatever is wrong with the file is told where it is read
        return False


def _missing(file: str, severity: Severity) -> Finding:
    return Finding(
        "file.missing",
        severity,
        _("The snapshot has no file {file}.").format(file=file),
        _("Export the snapshot with this address: names of groups, departments and heads come from it."),
        place=Place(file=file),
    )


def _unknown(file: str, what: str, key: str, group: str | None = None) -> Finding:
    return Finding(
        "spo.reference",
        Severity.WARNING,
        _("File {file}: {what} has number {number}, which is in no list.").format(
            file=file, what=what, number=key[:40]
        ),
        _("Export groups, departments and employees again at the same time; otherwise fill in by hand."),
        group,
        Place(file=file),
    )
