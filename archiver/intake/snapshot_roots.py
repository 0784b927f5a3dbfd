"""Where snapshots of the module lie among other files, told by names alone."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import PurePosixPath

ADDRESS_UNKNOWN = "spo.address-unknown"
RECORD = "snapshot.json"

# In capitals or not: disks of Windows and of memory cards keep the letters of names as they like.
_ROOT = re.compile(
    r"(?P<root>(?:.*/)?services/)(?:people/(?:student-groups|departments|employees)/all"
    r"|journal/gradebook/(?:student-groups|[^/]+/(?:entries|subjects/[^/]+?)))(?:\.json)?",
    re.IGNORECASE,
)


def find_roots(names: Iterable[str]) -> tuple[str, ...]:
    """Every `…/services/` under which a snapshot lies, sorted; usually one, «services/»."""
    return tuple(sorted({found["root"] for name in names if (found := _ROOT.fullmatch(name))}))


def record_of(root: str) -> str:
    """Where the record of the snapshot under `root` («…/services/») lies in the tree."""
    parent = PurePosixPath(root).parent
    return RECORD if str(parent) == "." else f"{parent}/{RECORD}"
