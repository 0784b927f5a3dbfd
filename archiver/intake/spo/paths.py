"""Where the module's answers lie in a snapshot: its addresses, with or without `.json`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

GROUPS = "people/student-groups/all"
DEPARTMENTS = "people/departments/all"
EMPLOYEES = "people/employees/all"
STUDENTS = ("people/students", "people/students/all")

_ROOT = re.compile(
    r"(?P<root>(?:.*/)?services/)(?:people/(?:student-groups|departments|employees)/all"
    r"|journal/gradebook/[^/]+/(?:entries|subjects/[^/]+?))(?:\.json)?"
)
_ENTRIES = re.compile(r"journal/gradebook/([^/]+)/entries")
_PAGE = re.compile(r"journal/gradebook/([^/]+)/subjects/([^/]+)")
_ATTESTATION = re.compile(r"reports/curator/group-attestation-for-student/([^/]+)")


def find_roots(names: Iterable[str]) -> tuple[str, ...]:
    """Every `…/services/` under which a snapshot lies, sorted; usually one, «services/»."""
    return tuple(sorted({found["root"] for name in names if (found := _ROOT.fullmatch(name))}))


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The files of one snapshot by what they answer; values are names in the tree.

    `doubled` are files whose address another file has too («all» beside «all.json»).
    """

    root: str
    people: dict[str, str]
    entries: dict[str, str]  # by groupId
    pages: dict[tuple[str, str], str]  # by gradebookId and subjectId
    attestations: dict[str, str]  # by the last part of the address
    doubled: tuple[str, ...]

    @classmethod
    def of(cls, names: Sequence[str], root: str) -> Snapshot:
        """Sort the names under `root` by address."""
        found = cls(root, {}, {}, {}, {}, ())
        doubled = []
        seen: set[str] = set()
        for name in names:
            if not name.startswith(root):
                continue
            address = name[len(root) :].removesuffix(".json")
            if address in seen:
                doubled.append(name)
                continue
            seen.add(address)
            if entries := _ENTRIES.fullmatch(address):
                found.entries[entries[1]] = name
            elif page := _PAGE.fullmatch(address):
                found.pages[page[1], page[2]] = name
            elif attestation := _ATTESTATION.fullmatch(address):
                found.attestations[attestation[1]] = name
            elif address.startswith("people/"):
                found.people[address] = name
        return cls(root, found.people, found.entries, found.pages, found.attestations, tuple(doubled))

    def pages_of(self, gradebook: str) -> dict[str, str]:
        """The page files of one gradebook by subjectId."""
        return {subject: name for (book, subject), name in self.pages.items() if book == gradebook}
