"""Groups, departments and staff of a snapshot, and academic leaves."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from pydantic import BaseModel

from archiver.intake.file_tree import FileTree
from archiver.intake.spo import known
from archiver.intake.spo.answers import EmployeeAnswer, StudentGroupAnswer
from archiver.intake.spo.document import read_list
from archiver.intake.spo.ledger import Ledger
from archiver.intake.spo.paths import Snapshot
from archiver.intake.spo.personal import leaves_of
from archiver.intake.spo.words import EDUCATION_FORMS
from archiver.journal.codes import finding
from archiver.journal.collation import NameKey, name_key
from archiver.journal.findings import Finding, Place
from archiver.journal.model import Department, Group, Leave
from archiver.locale import _

HEAD_POST = "Заведующий отделением"

_HEADS = re.compile(r"завед|зав\.|руковод|начальн|директор|исполняющ|и\. ?о\.", re.IGNORECASE)
_SPECIALITY = re.compile(r"\d\d\.\d\d\.\d\d")


@dataclass(frozen=True, slots=True)
class People:
    """Groups by id, each with its department and curator, and academic leaves by group id and name.

    `former` are groups that only the list of gradebooks has: they have finished. `departments` by name.
    """

    groups: dict[str, Group] = field(default_factory=dict)
    former: dict[str, Group] = field(default_factory=dict)
    departments: dict[NameKey, Department] = field(default_factory=dict)
    leaves: dict[tuple[str | None, NameKey], tuple[Leave, ...]] = field(default_factory=dict)


def read_people(tree: FileTree, snapshot: Snapshot, ledger: Ledger) -> People | None:
    """The people's files; None, with a blocking finding, when the list of groups cannot be read.

    A snapshot without that list is read on: the gradebooks name their groups too.
    """
    listed: tuple[StudentGroupAnswer, ...] | None = ()
    if file := snapshot.lists.get(known.GROUPS.address):
        listed = read_list(tree, file, known.GROUPS, ledger)
    else:
        ledger.told.append(_missing(snapshot, known.GROUPS))
    staff = _staff(tree, snapshot, ledger)
    departments = _departments(tree, snapshot, staff, ledger)
    former = _former(tree, snapshot, ledger)
    leaves = leaves_of(tree, snapshot, ledger)
    if listed is None:
        return None
    groups = {one.id: _group(one, departments, staff, snapshot, ledger) for one in listed}
    return People(
        groups,
        {key: group for key, group in former.items() if key not in groups},
        {name_key(one.name): one for one in (departments or {}).values()},
        leaves,
    )


def _group(
    answer: StudentGroupAnswer,
    departments: dict[str, Department] | None,
    staff: dict[str, EmployeeAnswer] | None,
    snapshot: Snapshot,
    ledger: Ledger,
) -> Group:
    for key, there, what in (
        (answer.department, departments, _("the department")),
        (answer.curator, staff, _("the curator")),
    ):
        if key is not None and there is not None and key not in there:
            file = snapshot.lists[known.GROUPS.address]
            ledger.told.append(_unknown(file, what, key, answer.name))
    form = answer.education_form
    curator = (staff or {}).get(answer.curator or "")
    return Group(
        name=answer.name,
        course=_course(answer.course),
        speciality_code=_speciality(answer.code),
        department=(departments or {}).get(answer.department or ""),
        curator=curator.full_name if curator else None,
        education_form=EDUCATION_FORMS.get(form, form) if form else None,
    )


def _course(number: int | None) -> int | None:
    return number if number is not None and 1 <= number <= 6 else None


def _speciality(code: str | None) -> str | None:
    return code if code and _SPECIALITY.fullmatch(code) else None


def _former(tree: FileTree, snapshot: Snapshot, ledger: Ledger) -> dict[str, Group]:
    """Groups of the list of gradebooks; `yearNumber` is today's course, not that of a journal."""
    file = snapshot.lists.get(known.GRADEBOOK_GROUPS.address)
    listed = read_list(tree, file, known.GRADEBOOK_GROUPS, ledger) if file else None
    return {
        one.id: Group(one.name, course=_course(one.course), speciality_code=_speciality(one.code))
        for one in listed or ()
    }


def _staff(tree: FileTree, snapshot: Snapshot, ledger: Ledger) -> dict[str, EmployeeAnswer] | None:
    file = snapshot.lists.get(known.EMPLOYEES.address)
    if file is None:
        ledger.told.append(_missing(snapshot, known.EMPLOYEES))
        return None
    listed = read_list(tree, file, known.EMPLOYEES, ledger)
    if listed is None:
        return None
    return {one.id: one for one in listed if one.id is not None and one.full_name}


def _departments(
    tree: FileTree, snapshot: Snapshot, staff: dict[str, EmployeeAnswer] | None, ledger: Ledger
) -> dict[str, Department] | None:
    file = snapshot.lists.get(known.DEPARTMENTS.address)
    if file is None:
        ledger.told.append(_missing(snapshot, known.DEPARTMENTS))
        return None
    listed = read_list(tree, file, known.DEPARTMENTS, ledger)
    if listed is None:
        return None
    made = {}
    for one in listed:
        if one.manager is not None and staff is not None and one.manager not in staff:
            what = _("the head of department {name}").format(name=one.name)
            ledger.told.append(_unknown(file, what, one.manager))
        head = (staff or {}).get(one.manager or "")
        made[one.id] = Department(one.name, head.full_name if head else None, _post(head) if head else None)
    return made


def _post(head: EmployeeAnswer) -> str:
    """The post the head signs with: the module's, unless it tells another work («Преподаватель»)."""
    return head.post if head.post and _HEADS.search(head.post) else HEAD_POST


def _missing(snapshot: Snapshot, answer: known.Answer[BaseModel]) -> Finding:
    file = f"{snapshot.root}{answer.address}.json"
    message = _("The snapshot has no file {file}.")
    return finding("file.missing", message.format(file=file), place=Place(file=file))


def _unknown(file: str, what: str, key: str, group: str | None = None) -> Finding:
    message = _("File {file}: {what} has number {number}, which is in no list.")
    return finding(
        "spo.reference",
        message.format(file=file, what=what, number=key[:40]),
        group=group,
        place=Place(file=file),
    )
