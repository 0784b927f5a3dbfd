"""Nothing outside the allow-list can be asked, whatever the module answers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import stand_college as college
from stand_command import Standing
from stand_snapshot import files
from stand_switches import Fault

ODD: list[Any] = [
    "5103/../../../people/students/90001",
    "../../people/students/90001",
    "..%2f..%2fpeople%2fstudents%2f90001",
    "5103?full=true",
    "5103#",
    "https://spo.example.org/services/people/students/90001",
    "",
    -1,
    1.5,
    True,
    None,
    {"id": 5103},
    "५१०३",
    10**40,
]
"""Numbers that are none: made into an address they would lead elsewhere."""


@pytest.mark.parametrize("place", ["group", "book", "subject", "term"])
def test_numbers_of_answers_cannot_lead_elsewhere(stand: Standing, tmp_path: Path, place: str) -> None:
    """Odd values in the place of a number, all at once: nothing is asked that may not be."""
    answers = college.answers()
    entries = answers[college.entries_of(college.IS)]
    for odd in ODD:
        match place:
            case "group":
                for address in (college.GROUPS, college.BOOKS):
                    answers[address].append(answers[address][0] | {"id": odd})
            case "book":
                entries.append(entries[2] | {"id": odd})
            case "subject":
                entries[2]["scheduleSubjects"].append(entries[2]["scheduleSubjects"][0] | {"id": odd})
            case "term":
                for field in ("termType", "termNumber", "endDate"):
                    entries.append(entries[2] | {"id": 5103, field: odd})
    module = stand(answers=answers)
    done = module.fetch(tmp_path / "to")
    assert done.code in {0, 3, 11}, done.said
    assert "Traceback" not in done.said
    assert module.module.offences == []
    kept = files(tmp_path / "to")
    assert f"journal/gradebook/{college.TO}/entries" in kept or place == "group"
    assert not any("people/students" in name for name in kept)


def test_the_names_of_groups_lead_nowhere_on_disk(stand: Standing, tmp_path: Path) -> None:
    answers = college.answers()
    for one in (*answers[college.GROUPS], *answers[college.BOOKS]):
        one["name"] = "../../" + one["name"]
    (tmp_path / "inner").mkdir()
    stand(answers=answers).fetch(tmp_path / "inner" / "to")
    assert {path.name for path in tmp_path.iterdir()} <= {"inner"}
    assert {path.name for path in (tmp_path / "inner").iterdir()} <= {"to"}


@pytest.mark.parametrize("status", ["302", "307"])
def test_a_redirect_is_not_followed(stand: Standing, tmp_path: Path, status: str) -> None:
    """Not to another host, and not with the password."""
    module = stand(faults=(Fault(status, at="/services/people/organization"),))
    done = module.fetch(tmp_path / "to")
    assert "Traceback" not in done.said
    assert done.code in {3, 11}
    assert module.module.offences == []
