"""Volumes are called as people write it; those of an earlier run that were called otherwise do not stay."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from calling import Answer, Call, named

from archiver.intake.canonical import write_canonical
from factories import make_journal, make_section

YEAR = "2025/26"
TODAY, EARLIER = "Журнал ТМ-21-1 2025-26.pdf", "Журнал ТМ-21-1 (d3f4a1) 2025-26.pdf"


@pytest.fixture
def bound(archiver: Call, tmp_path: Path) -> Path:
    """The folder of a run over one group whose name no file can have."""
    write_canonical(named(make_journal(sections=(make_section(),)), "ТМ-21/1"), tmp_path / "exports")
    assert again(archiver, tmp_path).code == 0
    assert volumes(tmp_path / "out") == [TODAY]
    return tmp_path / "out"


def again(archiver: Call, folder: Path) -> Answer:
    return archiver("year-end", YEAR, "--from", folder / "exports", "--to", folder / "out", "--json")


def volumes(out: Path) -> list[str]:
    return sorted(path.name for path in out.glob("*.pdf"))


def of_an_earlier_program(out: Path, **changed: Any) -> None:
    """Give the volume the name that programs before gave it, in the folder and in its report."""
    (out / TODAY).rename(out / EARLIER)
    report = json.loads((out / "report.json").read_text(encoding="utf-8"))
    report["groups"][0]["volumes"][0]["path"] = EARLIER
    report["groups"][0] |= changed
    (out / "report.json").write_text(json.dumps(report), encoding="utf-8")


def test_a_whole_volume_of_another_name_is_moved(archiver: Call, bound: Path) -> None:
    before = (bound / TODAY).stat()
    of_an_earlier_program(bound)
    answer = again(archiver, bound.parent)
    assert volumes(bound) == [TODAY]
    assert (bound / TODAY).stat().st_ino == before.st_ino
    assert answer.document["leftovers"] == []
    (group,) = answer.document["groups"]
    assert group["unchanged"] and group["volumes"][0]["path"] == TODAY


def test_one_that_is_made_again_replaces_it(archiver: Call, bound: Path) -> None:
    of_an_earlier_program(bound, identity="of another program")
    answer = again(archiver, bound.parent)
    assert volumes(bound) == [TODAY] and answer.document["leftovers"] == []


def test_what_somebody_changed_is_left_and_told(archiver: Call, bound: Path) -> None:
    of_an_earlier_program(bound)
    with (bound / EARLIER).open("ab") as file:
        file.write(b"signed")
    answer = again(archiver, bound.parent)
    assert volumes(bound) == sorted([TODAY, EARLIER]) and answer.document["leftovers"] == [EARLIER]


def test_groups_that_would_be_called_the_same_both_get_digits(archiver: Call, bound: Path) -> None:
    write_canonical(named(make_journal(sections=(make_section(),)), "ТМ-21-1"), bound.parent / "exports")
    answer = again(archiver, bound.parent)
    assert answer.document["leftovers"] == []
    paths = [group["volumes"][0]["path"] for group in answer.document["groups"]]
    assert sorted(paths) == volumes(bound) and len(paths) == 2
    assert all(path.startswith("Журнал ТМ-21-1 (") for path in paths)
    # One of them leaves the exports, but not the folder: the names stay apart while both volumes lie there.
    for export in (bound.parent / "exports").glob("*.json"):
        if json.loads(export.read_bytes())["group"]["name"] == "ТМ-21-1":
            export.unlink()
    again(archiver, bound.parent)
    assert volumes(bound) == sorted(paths)
