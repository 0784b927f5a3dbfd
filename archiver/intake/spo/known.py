"""The addresses of the module that are known: what is read of their answers and what is left out, and why.

The one table behind the account of a snapshot's files; docs/module-answers.md is made from it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Generic, TypeVar

from pydantic import BaseModel

from archiver.intake.spo import answers
from archiver.intake.spo.kinds import Shape, shape_of

_TIMETABLE = "the paper journal has no column for it; the day and the hours of a lesson are printed"
_RIGHTS = "tells what the account may do in the module, not what stands in the journal"
_COUNTED = "worked out by the module from marks that are printed themselves"
_PERSONAL = "personal data that a journal must not hold; never looked at"
_NUMBER = "the person is printed by name"


WRAPPERS = ("items", "entries", "data", "students")
"""What a list is called in an object around it: `{"studentsCount": 3, "students": […]}`."""

M_co = TypeVar("M_co", bound=BaseModel, covariant=True)


@dataclass(frozen=True)
class Answer(Generic[M_co]):
    """A known answer: its address with `*` for numbers, its model, whether it is a list of them.

    `left_out` are the kinds of fields that are known and not read, each with the reason (for developers).
    """

    address: str
    model: type[M_co]
    listed: bool = False
    left_out: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def shape(self) -> Shape:
        """What its documents hold, as far as is known."""
        return shape_of(self.model, self.left_out)

    @cached_property
    def names(self) -> frozenset[str]:
        """The fields of its object, or of one of its list."""
        return frozenset(self.shape.fields)


GROUPS = Answer("people/student-groups/all", answers.StudentGroupAnswer, listed=True)

DEPARTMENTS = Answer("people/departments/all", answers.DepartmentAnswer, listed=True)

EMPLOYEES = Answer(
    "people/employees/all",
    answers.EmployeeAnswer,
    listed=True,
    left_out={
        "positionId": "the post is printed by name",
        "isFired": "who signed or taught while employed is printed all the same",
    },
)

STUDENTS = Answer(
    "people/students",
    answers.LeaveAnswer,
    listed=True,
    left_out={
        "id": "leaves are joined to the journal by name: its ids are its own",
        "studentGroup.name": "the group is known by its number",
        "birthday": _PERSONAL,
        "gender": _PERSONAL,
        "userProfileId": _RIGHTS,
        "isEsiaBound": _RIGHTS,
        "educationBasis": "printed by no form",
        "educationLevel": "printed by no form",
        "formOfTraining": "printed by no form",
        "graduationDate": "the end of study is not the end of a journal's year",
        "gradePointAverage": _COUNTED,
    },
)

ORGANIZATION = Answer(
    "people/organization",
    answers.OrganizationAnswer,
    left_out={
        **dict.fromkeys(
            ("abbreviation", "additionalName", "headOrganizationName", "entrepreneurName"),
            "papers name the college as archiver.toml does ([college])",
        ),
        **dict.fromkeys(
            ("address", "actualAddress", "legalAddress", "phone", "fax", "email", "site", "bankingDetails"),
            "addresses and requisites are printed by no form",
        ),
        **dict.fromkeys(
            ("organizationId", "rosobrId", "organizationDeptId", "organizationType", "type", "legalStatus"),
            "how the region keeps the college, not how papers name it",
        ),
        **dict.fromkeys(
            ("organizationStatus", "isEntrepreneurOwned", "isSubdepartment", "studyUnitNumber"),
            "how the region keeps the college, not how papers name it",
        ),
        "occupancy": _COUNTED,
        "shiftCount": "printed by no form",
        "administration": _RIGHTS,
    },
)

GRADEBOOK_GROUPS = Answer("journal/gradebook/student-groups", answers.GradebookGroupAnswer, listed=True)

ENTRIES = Answer(
    "journal/gradebook/*/entries",
    answers.Entry,
    listed=True,
    left_out={"scheduleSubjects[].editable": _RIGHTS, "scheduleSubjects[].isAttendanceEditable": _RIGHTS},
)

PAGE = Answer(
    "journal/gradebook/*/subjects/*",
    answers.SubjectPage,
    left_out={
        "teacher.id": _NUMBER,
        "workingProgram.isApproved": "the programme is not printed, only the topics that were given",
        "workingProgram.topics[].sectionIndex": "numbers of the programme, which is not printed",
        "workingProgram.topics[].index": "numbers of the programme, which is not printed",
        "workingProgram.topics[].name": "the topic of a lesson is the line of the programme under it",
        "workingProgram.topics[].lessons[].duration": "the hours of a lesson are its own",
        "lessons[].scheduleLessonId": _TIMETABLE,
        "lessons[].startTime": _TIMETABLE,
        "lessons[].endTime": _TIMETABLE,
        "lessons[].tasks[].attachments": "files handed out in class are no part of the journal",
        "lessons[].plannedLessons.duration": "the hours of a lesson are its own",
        "lessons[].plannedLessons.*.duration": "the hours of a lesson are its own",
        "students[].averageScore": _COUNTED,
    },
)

RESULTS = Answer(
    "reports/curator/group-attestation/*/*/*/*",
    answers.Attestation,
    left_out={
        "subjects[].teacher.id": _NUMBER,
        "profModules[].teacher.id": _NUMBER,
        "courseWorks[].teacher.id": _NUMBER,
    },
)
RESULTS_SHORT = Answer("reports/curator/group-attestation/*", answers.Attestation, left_out=RESULTS.left_out)
RESULTS_OF_STUDENT = Answer(
    "reports/curator/group-attestation-for-student/*", answers.Attestation, left_out=RESULTS.left_out
)

ANSWERS: tuple[Answer[BaseModel], ...] = (
    GROUPS,
    DEPARTMENTS,
    EMPLOYEES,
    STUDENTS,
    ORGANIZATION,
    GRADEBOOK_GROUPS,
    ENTRIES,
    PAGE,
    RESULTS,
    RESULTS_SHORT,
    RESULTS_OF_STUDENT,
)

NOT_READ = {
    "people/organization/*": "news and statistics of the college",
    "people/system/info": "versions and switches of the module",
    "people/students/*": _PERSONAL,
    "students/*/lessons/*/*": "the diary of one student repeats pages of the journal",
    "students/*/attestation": "results of one student, without the subjects' numbers",
    "students/*/dashboard": _COUNTED,
    "reports/current/performance/*": "the marks of one student, which stand on the pages",
    "reports/curator/group-current-progress/*": _COUNTED,
    "reports/curator/group-attendance/*": _COUNTED,
    "reports/curator/rating/*": _COUNTED,
    "reports/group/*/students": "the lists of students stand on the pages",
    "reports/years": "study periods come from the gradebooks",
    "reports/years/*/terms": "study periods come from the gradebooks",
    "schedule/*": "the timetable is no part of the journal",
    "security/*": _RIGHTS,
}
"""Addresses that are known and not read, each with the reason; a last `*` stands for any rest."""


def is_not_read(address: str) -> bool:
    """Whether the address is one of `NOT_READ`."""
    return any(_pattern(one).fullmatch(address) for one in NOT_READ)


def _pattern(address: str) -> re.Pattern[str]:
    *parents, last = address.split("/")
    parts = ["[^/]+" if part == "*" else re.escape(part) for part in parents]
    return re.compile("/".join([*parts, ".+" if last == "*" else re.escape(last)]))
