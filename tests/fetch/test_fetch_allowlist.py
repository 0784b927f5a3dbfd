"""What can be asked of the module: the addresses of the one list, and nothing else whoever tries."""

from __future__ import annotations

import ast
import datetime as dt
from pathlib import Path

import pytest

import archiver
from archiver.fetch import asked
from archiver.fetch.asked import Address, Deed
from archiver.intake.spo.paths import Snapshot

ROOT = Path(archiver.__file__).parent
GUID = "0f8fad5b-d9cb-469f-a165-70867728950e"
DAY = dt.date(2025, 12, 28)


@pytest.mark.parametrize(
    "text",
    [
        "people/students/90001",
        "people/students",
        "people/students/all",
        "people/students?isActive=true&pageSize=10",
        "people/employees/801",
        "people/employees",
        "students/90001/attestation",
        "students/90001/lessons/2025-09-01/2025-12-31",
        "reports/curator/group-attestation-for-student/90001",
        "reports/curator/group-attestation/Semester/1/2025-12-28/311/../../../../people/students/1",
        "reports/group/311/students",
        "journal/gradebook/311/entries?x=1",
        "journal/gradebook/../people/students/1/entries",
        "journal/gradebook/student-groups/entries",
        "journal/gradebook/3/subjects/%2e%2e",
        "journal/gradebook/٣/entries",
        "people/organization\n",
        "people/organization/",
        "security/login",
        "",
    ],
)
def test_no_other_address_can_be_made(text: str) -> None:
    with pytest.raises(ValueError, match="not an address"):
        Address(text)


def test_an_answer_leads_nowhere_else() -> None:
    for number in (
        "",
        "1/../../people/students/2",
        "..",
        "1?x",
        "student-groups",
        "1\n",
        "９",
        "-1",
        "a" * 8,
    ):
        with pytest.raises(ValueError, match="not an address"):
            asked.entries_of(number)
        with pytest.raises(ValueError, match="not an address"):
            asked.page_of("1", number)
        with pytest.raises(ValueError, match="not an address"):
            asked.results_of("Semester", 1, DAY, number)
    with pytest.raises(ValueError, match="not an address"):
        asked.results_of("Semester/../..", 1, DAY, "1")
    assert asked.entries_of(GUID).text == f"journal/gradebook/{GUID}/entries"


def test_every_address_is_one_that_intake_reads() -> None:
    every = [
        *asked.LISTS,
        asked.entries_of("311"),
        asked.page_of("5101", "11"),
        asked.results_of("Semester", 1, DAY, "311"),
    ]
    found = Snapshot.of(sorted(one.file for one in every), "services/")
    assert not (found.unknown or found.not_read or found.personal or found.students or found.doubled)
    assert found.entries.keys() == {"311"} == found.results.keys()
    assert found.pages == {"5101": {"11": "services/journal/gradebook/5101/subjects/11.json"}}
    assert len(asked.ALLOWED) == len({one.kind for one in every})


def test_the_kinds_of_addresses_hold_no_number() -> None:
    assert asked.page_of("5101", GUID).kind == "journal/gradebook/*/subjects/*"
    results = asked.results_of("Semester", 1, DAY, "311")
    assert results.kind == "reports/curator/group-attestation/*/*/*/*"
    assert asked.GRADEBOOK_GROUPS.kind == "journal/gradebook/student-groups"
    told = asked.results_told(results)
    assert told is not None
    assert (told.kind, told.number, told.day, told.group) == ("Semester", 1, DAY, "311")


def test_the_deeds_of_a_session_are_three() -> None:
    assert {one.value for one in Deed} == {
        ("GET", "security/esia-settings"),
        ("POST", "security/login"),
        ("DELETE", "security/logout"),
    }


def _calls(name: str) -> list[tuple[str, ast.Call]]:
    return [
        (path.relative_to(ROOT).as_posix(), node)
        for path in sorted(ROOT.rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == name
    ]


def test_the_line_is_spoken_over_in_two_places_and_in_one_way_each() -> None:
    """`Line.send` is called by the asking of an Address (a GET) and by the deeds of the session."""
    told = [
        (file, ast.unparse(call.args[0]), ast.unparse(call.args[1]))
        for file, call in _calls("send")
        if file.startswith("fetch/") and file != "fetch/line.py"
    ]
    assert sorted(told) == [
        ("fetch/account.py", "method", "place"),
        ("fetch/account.py", "method", "place"),
        ("fetch/asking.py", "'GET'", "address.text"),
    ]


def test_nobody_else_in_the_program_speaks_http() -> None:
    speaking = {"requests", "urllib3", "httpx", "http.client", "urllib.request", "socket", "aiohttp"}
    found = {}
    for path in sorted(ROOT.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = (
                [one.name for one in node.names]
                if isinstance(node, ast.Import)
                else [node.module or ""]
                if isinstance(node, ast.ImportFrom)
                else []
            )
            for name in names:
                if any(name == one or name.startswith(f"{one}.") for one in speaking):
                    found.setdefault(path.relative_to(ROOT).as_posix(), set()).add(name.partition(".")[0])
    assert found.pop("fetch/line.py") == {"requests", "urllib3"}
    # What time it is, asked of places that the settings name; nothing of the college goes there.
    assert found.pop("counter/live_clock.py") == {"http"}
    assert all(names == {"socket"} for names in found.values()), found  # locks and names of this computer
