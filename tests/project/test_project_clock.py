"""One clock: the date and time are asked of the system in one file alone, so that they can be set there."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest

from repository import PACKAGES, ROOT

CLOCK = "archiver/clock.py"
OF_DATETIME = {"now", "today", "utcnow"}
OF_TIME = {"time", "time_ns", "localtime", "gmtime", "ctime", "strftime", "asctime"}
"""What tells, or without an argument tells, calendar time; waiting and measuring go by `monotonic`."""


def asked_in(source: str) -> Iterator[int]:
    """The lines of `source` that ask the system for calendar time, whatever it is imported as."""
    tree = ast.parse(source)
    names: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {one.asname or one.name: one.name for one in node.names}
        elif isinstance(node, ast.ImportFrom):
            names |= {one.asname or one.name: f"{node.module}.{one.name}" for one in node.names}
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute | ast.Name):
            root, _dot, rest = ast.unparse(node).partition(".")
            if root in names and tells(f"{names[root]}.{rest}".rstrip(".")):
                yield node.lineno


def tells(name: str) -> bool:
    module, _dot, rest = name.partition(".")
    if module == "time":
        return rest in OF_TIME
    kind, _dot, what = rest.partition(".")
    return module == "datetime" and kind in {"date", "datetime"} and what in OF_DATETIME


def test_the_system_is_asked_in_one_file() -> None:
    asking = {
        path.relative_to(ROOT).as_posix()
        for package in PACKAGES
        for path in (ROOT / package).rglob("*.py")
        if any(asked_in(path.read_text(encoding="utf-8")))
    }
    assert asking == {CLOCK}


@pytest.mark.parametrize(
    "source",
    [
        "import datetime as dt\ndt.datetime.now(dt.UTC)",
        "import datetime\ndatetime.date.today()",
        "from datetime import datetime as moment\nmoment.utcnow()",
        "import time\nasked = time.time",
        "from time import time_ns\ntime_ns()",
    ],
)
def test_each_way_of_asking_is_found(source: str) -> None:
    assert list(asked_in(source)) == [2]


@pytest.mark.parametrize(
    "source",
    ["import time\ntime.monotonic()", "import datetime as dt\ndt.datetime.fromtimestamp(0, dt.UTC)"],
)
def test_what_needs_no_clock_is_let_be(source: str) -> None:
    assert list(asked_in(source)) == []
