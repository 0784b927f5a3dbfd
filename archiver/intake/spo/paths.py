"""Where the module's answers lie in a snapshot: its addresses, with or without `.json`."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from archiver.intake.spo.known import (
    DEPARTMENTS,
    EMPLOYEES,
    GRADEBOOK_GROUPS,
    GROUPS,
    ORGANIZATION,
    STUDENTS,
    is_not_read,
)

LISTS = (GROUPS.address, DEPARTMENTS.address, EMPLOYEES.address, GRADEBOOK_GROUPS.address)
STUDENT_LISTS = (STUDENTS.address, f"{STUDENTS.address}/all")

_SUFFIX = re.compile(r"\.json\Z", re.IGNORECASE)
_ENTRIES = re.compile(r"journal/gradebook/([^/]+)/entries", re.IGNORECASE)
_PAGE = re.compile(r"journal/gradebook/([^/]+)/subjects/([^/]+)", re.IGNORECASE)
_RESULTS = re.compile(
    r"reports/curator/group-attestation/(?:(?P<kind>[A-Za-z]+)/(?P<number>\d{1,2})/(?P<date>\d{4}-\d\d-\d\d)/)?"
    r"(?P<group>[^/]+)",
    re.IGNORECASE,
)
_RESULTS_OF_STUDENT = re.compile(r"reports/curator/group-attestation-for-student/([^/]+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ResultsFile:
    """A results sheet of a group as its address names it.

    `number` and `date` (of the sheet, an as-of date as far as is known) are None in the short form, which is
    of the whole study.
    """

    name: str
    kind: str | None = None
    number: int | None = None
    date: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The files of one snapshot by what they answer; values are names in the tree.

    `doubled` are files whose address another file has too («all» beside «all.json»); `personal` are files of
    single students, which are never opened.
    """

    root: str
    lists: dict[str, str] = field(default_factory=dict)  # by address
    organization: list[str] = field(default_factory=list)
    students: list[str] = field(default_factory=list)
    entries: dict[str, str] = field(default_factory=dict)  # by groupId
    pages: dict[str, dict[str, str]] = field(default_factory=dict)  # by gradebookId and subjectId
    results: dict[str, list[ResultsFile]] = field(default_factory=dict)  # by groupId
    results_of_students: dict[str, str] = field(default_factory=dict)  # by the student's id
    personal: list[str] = field(default_factory=list)
    not_read: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, names: Sequence[str], root: str) -> Snapshot:
        """Sort the names under `root` by address."""
        found = cls(root)
        seen: set[str] = set()
        for name in names:
            if not name.startswith(root):
                continue
            address = _SUFFIX.sub("", name[len(root) :])
            if address.casefold() in seen:
                found.doubled.append(name)
                continue
            seen.add(address.casefold())
            found._sort(address, name)
        return found

    def pages_of(self, gradebook: str) -> dict[str, str]:
        """The page files of one gradebook by subjectId."""
        return dict(self.pages.get(gradebook, {}))

    def page_address(self, gradebook: str, subject: str) -> str:
        """The name that the page of a subject would have."""
        return f"{self.root}journal/gradebook/{gradebook}/subjects/{subject}.json"

    def _sort(self, address: str, name: str) -> None:
        folded = address.casefold()
        if folded in LISTS:
            self.lists[folded] = name
        elif folded == ORGANIZATION.address:
            self.organization.append(name)
        elif folded.partition("?")[0] in STUDENT_LISTS:  # asked page by page, each with its query
            self.students.append(name)
        elif entries := _ENTRIES.fullmatch(address):
            self.entries[entries[1]] = name
        elif page := _PAGE.fullmatch(address):
            self.pages.setdefault(page[1], {})[page[2]] = name
        elif results := _RESULTS.fullmatch(address):
            self._sort_results(results, name)
        elif student := _RESULTS_OF_STUDENT.fullmatch(address):
            self.results_of_students[student[1]] = name
        elif folded.startswith("people/students/"):
            self.personal.append(name)
        elif is_not_read(folded):
            self.not_read.append(name)
        else:
            self.unknown.append(name)

    def _sort_results(self, found: re.Match[str], name: str) -> None:
        try:
            date = dt.date.fromisoformat(found["date"]) if found["date"] else None
        except ValueError:
            self.unknown.append(name)
            return
        number = int(found["number"]) if found["number"] else None
        file = ResultsFile(name, found["kind"], number, date)
        self.results.setdefault(found["group"], []).append(file)
