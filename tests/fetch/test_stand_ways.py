"""Whatever way the module speaks that nobody public is sure of, the snapshot is the same."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from stand_college import answers, page_of
from stand_command import Standing
from stand_snapshot import OF_THE_YEAR, addresses, files
from stand_switches import Fault

LONG = os.environ.get("ARCHIVER_TEST_LONG") == "1"
"""What is tried again and again before it is given up takes its time."""

SAME: list[dict[str, Any]] = [
    {"login_answer": "empty", "logout": "204"},
    {"cookies": "chunked", "logout": "404"},
    {"login_answer": "empty", "cookies": "chunked", "renews": True},
    {"renews": True, "logout": "405"},
    {"packed": "gzip", "logout": "500"},
    {"packed": "gzip-unasked", "length": "chunks"},
    {"length": "chunks", "logout": "drop"},
    {"keeps_line": False, "esia_settings": "404"},
    {"plain": True, "esia_available": False},
]
"""Each beside the first way of every switch, which is tried in test_stand_whole."""


def parsed(found: dict[str, bytes]) -> dict[str, Any]:
    return {address: json.loads(data) for address, data in found.items()}


@pytest.fixture(scope="module")
def undisturbed() -> dict[str, bytes]:
    return {}


def usual(stand: Standing, tmp_path: Path, undisturbed: dict[str, bytes]) -> dict[str, bytes]:
    """The snapshot of the module whose switches all stand on their first."""
    if not undisturbed:
        assert stand().fetch(tmp_path / "usual").code == 0
        undisturbed |= files(tmp_path / "usual")
        assert undisturbed.keys() == addresses(OF_THE_YEAR)
    return undisturbed


@pytest.mark.parametrize("switches", SAME, ids=str)
def test_the_snapshot_is_the_same(
    stand: Standing, tmp_path: Path, undisturbed: dict[str, bytes], switches: dict[str, Any]
) -> None:
    module = stand(**switches)
    done = module.fetch(tmp_path / "to")
    assert done.code == 0, done.said
    assert files(tmp_path / "to") == usual(stand, tmp_path, undisturbed)
    assert (module.module.logins, module.module.logouts) == (1, 1)


def test_letters_are_kept_as_they_were_written(
    stand: Standing, tmp_path: Path, undisturbed: dict[str, bytes]
) -> None:
    module = stand(escaped=True)
    assert module.fetch(tmp_path / "to").code == 0
    found = files(tmp_path / "to")
    assert rb"\u041e" in found["people/departments/all"]
    assert parsed(found) == parsed(usual(stand, tmp_path, undisturbed))


@pytest.mark.parametrize("ended", ["401", "401-empty", "redirect", "page"])
def test_a_session_that_ends_in_the_middle_is_opened_once_more(
    stand: Standing, tmp_path: Path, undisturbed: dict[str, bytes], ended: str
) -> None:
    module = stand(ended=ended, expires_after=9)
    done = module.fetch(tmp_path / "to")
    assert done.code == 0, done.said
    assert files(tmp_path / "to") == usual(stand, tmp_path, undisturbed)
    assert (module.module.logins, module.module.logouts, module.module.most_sessions) == (2, 1, 1)


@pytest.mark.parametrize("ended", ["redirect", "page"])
def test_a_module_that_lets_in_and_forgets_at_once_is_not_asked_for_ever(
    stand: Standing, tmp_path: Path, ended: str
) -> None:
    module = stand(ended=ended, expires_after=0, expires_times=1000)
    done = module.fetch(tmp_path / "to")
    assert done.code == 11, done.said
    assert module.module.logins <= 2
    assert "Traceback" not in done.said


@pytest.mark.parametrize("hides", ["403", "404", "{}", *(["500"] if LONG else [])])
def test_a_group_that_may_not_be_seen_is_named_and_the_others_are_there(
    stand: Standing, tmp_path: Path, undisturbed: dict[str, bytes], hides: str
) -> None:
    done = stand(hidden=(313,), hides=hides).fetch(tmp_path / "to")
    assert done.code == 3, done.said
    assert "ТО-25-1" in done.said
    assert "ИСиП-24-1" not in done.err
    whole = usual(stand, tmp_path, undisturbed)
    of_others = {one: data for one, data in whole.items() if "/313" not in one}
    assert {one: data for one, data in files(tmp_path / "to").items() if "/313" not in one} == {
        one: data for one, data in of_others.items() if "gradebook/313" not in one
    }


@pytest.mark.parametrize("absent", ["{}", "404", "204", "empty"])
def test_a_page_that_is_not_there_is_named_and_is_no_file_of_marks(
    stand: Standing, tmp_path: Path, absent: str
) -> None:
    short = answers()
    del short[page_of(5103, 22)]
    done = stand(answers=short, absent=absent).fetch(tmp_path / "to")
    assert done.code == 3, done.said
    assert "ИСиП-24-1" in done.said
    assert "Traceback" not in done.said
    left = files(tmp_path / "to").keys() ^ addresses(OF_THE_YEAR)
    assert left <= {"journal/gradebook/5103/subjects/22"}


@pytest.mark.parametrize(
    "faults",
    [
        (Fault("429", times=2, skip=4, retry_after="1"),),
        (Fault("503", times=1, skip=6, retry_after="now+1"),),
        (Fault("503", times=1, skip=3),),
        (Fault("500", times=1, skip=8),),
        (Fault("cut", times=1, skip=5),),
        (Fault("cut-chunks", times=1, skip=5),),
        (Fault("drop", times=1, skip=7),),
        (Fault("slow", times=2, skip=5, seconds=0.7),),
    ],
    ids=lambda faults: f"{faults[0].kind} {faults[0].retry_after or ''}",
)
def test_what_passes_leaves_no_trace(
    stand: Standing, tmp_path: Path, undisturbed: dict[str, bytes], faults: tuple[Fault, ...]
) -> None:
    module = stand(faults=faults)
    done = module.fetch(tmp_path / "to")
    assert done.code == 0, done.said
    assert files(tmp_path / "to") == usual(stand, tmp_path, undisturbed)
    assert module.module.logins == 1


@pytest.mark.parametrize("kind", ["503", "page", *(["cut", "drop"] if LONG else [])])
def test_what_does_not_pass_is_told_and_the_same_command_goes_on_later(
    stand: Standing, tmp_path: Path, undisturbed: dict[str, bytes], kind: str
) -> None:
    sheets = "/services/reports/"
    bad = stand(faults=(Fault(kind, at=sheets, skip=2, retry_after="0" if kind == "503" else None),))
    done = bad.fetch(tmp_path / "to", timeout=170)
    assert done.code in {3, 11}, done.said
    assert done.said
    assert "Traceback" not in done.said
    assert not any(b"<html" in data.lower() for data in files(tmp_path / "to").values())
    had = set(files(tmp_path / "to"))
    bad.module.switches = type(bad.module.switches)()
    asked = len(bad.module.asked)
    again = bad.fetch(tmp_path / "to")
    assert again.code == 0, again.said
    assert files(tmp_path / "to") == usual(stand, tmp_path, undisturbed)
    later = {path.removeprefix("/services/") for _method, path in bad.module.asked[asked:]}
    assert {one for one in later & had if "/subjects/" in one} == set()


def test_the_gap_is_kept_between_all_requests(stand: Standing, tmp_path: Path) -> None:
    module = stand(gap=0.1, expires_after=5, faults=(Fault("429", times=1, skip=9, retry_after="0"),))
    done = module.fetch(tmp_path / "to", "--gap", "0.1")
    assert done.code == 0, done.said
    assert module.module.offences == []
