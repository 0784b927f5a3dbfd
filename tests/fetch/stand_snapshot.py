"""A snapshot on disk, as tests look at it: which answers it has, and whether their bytes are the module's."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

LISTS = (
    *("people/student-groups/all", "people/departments/all", "people/employees/all", "people/organization"),
    "journal/gradebook/student-groups",
)
OF_THE_YEAR = (
    *("journal/gradebook/311/entries", "journal/gradebook/312/entries", "journal/gradebook/313/entries"),
    *(f"journal/gradebook/5103/subjects/{number}" for number in (21, 22, 23)),
    *(f"journal/gradebook/5104/subjects/{number}" for number in (31, 32)),
    *("journal/gradebook/3121/subjects/1", "journal/gradebook/3122/subjects/2"),
    *("journal/gradebook/3131/subjects/1", "journal/gradebook/3132/subjects/2"),
    *(
        f"reports/curator/group-attestation/Semester/{term}/{day}/{group}"
        for group in (311, 312, 313)
        for term, day in ((1, "2025-12-27"), (2, "2026-06-27"))
    ),
)
"""Every answer of 2025/26."""
OF_THE_YEAR_BEFORE = (
    *("journal/gradebook/311/entries", "journal/gradebook/312/entries", "journal/gradebook/313/entries"),
    *("journal/gradebook/5101/subjects/11", "journal/gradebook/5102/subjects/12"),
    "reports/curator/group-attestation/Semester/1/2024-12-28/311",
    "reports/curator/group-attestation/Semester/2/2025-06-27/311",
)
REDUCED = "people/employees/all"


def files(to: Path) -> dict[str, bytes]:
    """The answers of the snapshot by address, without `services/` and `.json`."""
    services = to / "services"
    return {
        path.relative_to(services).as_posix().removesuffix(".json"): path.read_bytes()
        for path in services.rglob("*")
        if path.is_file()
    }


def told(to: Path) -> dict[str, Any]:
    """What snapshot.json says."""
    found: dict[str, Any] = json.loads((to / "snapshot.json").read_text(encoding="utf-8"))
    return found


def everything(to: Path) -> dict[str, bytes]:
    """All files of the folder; of snapshot.json what does not tell the time."""
    found = {path.relative_to(to).as_posix(): path.read_bytes() for path in to.rglob("*") if path.is_file()}
    account = _timeless(json.loads(found["snapshot.json"]))
    found["snapshot.json"] = json.dumps(account, sort_keys=True).encode()
    return found


def _timeless(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _timeless(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_timeless(one) for one in value]
    if isinstance(value, str) and len(value) > 10 and value[:2] == "20" and value[10:11] in {"T", " "}:
        return "a moment"
    return value


def digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def addresses(year: tuple[str, ...]) -> set[str]:
    """What a finished snapshot of the year has."""
    return {*LISTS, *year}
