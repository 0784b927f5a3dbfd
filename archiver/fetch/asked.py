"""What may be asked of the module: the one place that any address can come from.

The program reads the journals and nothing else. Files of single students (passports, insurance numbers,
parents) and lists with birthdays have no address here, so they cannot be asked: whatever goes over the line
is an `Address` or one of the three deeds of a session, and an `Address` is made only of what stands below.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from enum import Enum

_NUMBER = r"[0-9]{1,20}|[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}"
"""The module's numbers of things: whole numbers, or GUIDs."""
_IS_NUMBER = re.compile(_NUMBER)

ALLOWED = tuple(
    re.compile(pattern)
    for pattern in (
        r"people/organization",
        r"people/departments/all",
        r"people/employees/all",
        r"people/student-groups/all",
        r"journal/gradebook/student-groups",
        rf"journal/gradebook/(?:{_NUMBER})/entries",
        rf"journal/gradebook/(?:{_NUMBER})/subjects/(?:{_NUMBER})",
        r"reports/curator/group-attestation/"
        rf"(?:Semester|Trimester|Course)/[0-9]{{1,2}}/[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}/(?:{_NUMBER})",
    )
)
"""Every address that the program reads from, below `services/`."""

TERM_TYPES = ("Semester", "Trimester", "Course")


class Deed(Enum):
    """What is done about the session itself: method and place below `services/`."""

    ESIA_SETTINGS = ("GET", "security/esia-settings")
    LOG_IN = ("POST", "security/login")
    LOG_OUT = ("DELETE", "security/logout")


@dataclass(frozen=True, slots=True, order=True)
class Address:
    """An address below `services/` that may be read; any other raises ValueError."""

    text: str

    def __post_init__(self) -> None:
        if not any(one.fullmatch(self.text) for one in ALLOWED):
            raise ValueError(f"not an address that is read: {self.text!r}")

    @property
    def file(self) -> str:
        """Where its answer lies in a snapshot."""
        return f"services/{self.text}.json"

    @property
    def kind(self) -> str:
        """The address with `*` for everything that differs from one to the next."""
        parts = self.text.split("/")
        of_results = parts[:3] == ["reports", "curator", "group-attestation"]
        return "/".join(
            "*" if _IS_NUMBER.fullmatch(part) or (of_results and at > 2) else part
            for at, part in enumerate(parts)
        )


ORGANIZATION = Address("people/organization")
DEPARTMENTS = Address("people/departments/all")
EMPLOYEES = Address("people/employees/all")
GROUPS = Address("people/student-groups/all")
GRADEBOOK_GROUPS = Address("journal/gradebook/student-groups")
LISTS = (ORGANIZATION, DEPARTMENTS, EMPLOYEES, GROUPS, GRADEBOOK_GROUPS)
"""What is asked once for the whole college."""


def is_number(text: str) -> bool:
    """Whether the module could mean something by it: a whole number or a GUID."""
    return _IS_NUMBER.fullmatch(text) is not None


def entries_of(group: str) -> Address:
    """The study periods of a group since its admission; ValueError for what is no number."""
    return Address(f"journal/gradebook/{group}/entries")


def page_of(gradebook: str, subject: str) -> Address:
    """The journal page of a subject in one period; ValueError for what is no number."""
    return Address(f"journal/gradebook/{gradebook}/subjects/{subject}")


def results_of(kind: str, number: int, day: dt.date, group: str) -> Address:
    """The results sheet of a group for one period as of `day`, as staff ask for it."""
    return Address(f"reports/curator/group-attestation/{kind}/{number}/{day.isoformat()}/{group}")


@dataclass(frozen=True, slots=True)
class ResultsAddress:
    """What the address of a results sheet says."""

    kind: str
    number: int
    day: dt.date
    group: str


_RESULTS = re.compile(r"reports/curator/group-attestation/([A-Za-z]+)/(\d+)/(\d{4}-\d\d-\d\d)/([^/]+)")


def results_told(address: Address) -> ResultsAddress | None:
    """What the address of a results sheet says; None for any other."""
    found = _RESULTS.fullmatch(address.text)
    if found is None:
        return None
    try:
        day = dt.date.fromisoformat(found[3])
    except ValueError:
        return None
    return ResultsAddress(found[1], int(found[2]), day, found[4])
