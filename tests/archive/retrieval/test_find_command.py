"""`archiver find`: what is meant is found however it is typed, with every copy and its state."""

from __future__ import annotations

import json
from typing import Any

import pytest

from archives import SmallArchive, flip, journal_of
from factories import make_journal


@pytest.fixture
def filled(small_archive: SmallArchive) -> SmallArchive:
    small_archive.deposit(journal_of("ИС-21", "Физика"), journal_of("ЛД-11", "МДК.01.01 Базы данных"))
    return small_archive


def document(archive: SmallArchive, capsys: pytest.CaptureFixture[str], *words: str) -> dict[str, Any]:
    capsys.readouterr()
    code = archive.run("find", *words, "--json")
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    assert code == (0 if found["files"] and not found["single"] else 3)
    return found


@pytest.mark.parametrize(
    ("words", "groups"),
    [
        (("ис-21",), {"ИС-21"}),
        (("--group", "лд"), {"ЛД-11"}),
        (("ис21",), {"ИС-21"}),
        (("ИC-21",), {"ИС-21"}),  # a Latin C
        (("--group", "21"), {"ИС-21"}),
        (("--student", "eлкин"), {"ИС-21", "ЛД-11"}),  # a Latin e
        (("базы ДАННЫХ",), {"ЛД-11"}),
        (("--subject", "физика", "--year", "2025/26"), {"ИС-21"}),
        (("--subject", "физика", "--year", "2024/25"), set()),
        (("елкин",), {"ИС-21", "ЛД-11"}),
        (("--student", "ЁЛКИН Пётр"), {"ИС-21", "ЛД-11"}),
        (("--teacher", "иванова"), {"ИС-21", "ЛД-11"}),
        (("елкин", "--group", "ЛД-11"), {"ЛД-11"}),
        (("--series", "05-12"), set()),
        (("Никто Н.Н.",), set()),
    ],
)
def test_what_is_meant_is_found(
    filled: SmallArchive, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], groups: set[str]
) -> None:
    assert {one["group"] for one in document(filled, capsys, *words)["files"]} == groups


def test_a_file_and_its_bag_are_found_by_their_ids(
    filled: SmallArchive, capsys: pytest.CaptureFixture[str]
) -> None:
    (one,) = document(filled, capsys, "ИС-21")["files"]
    for name in (one["id"], one["bag"]["id"]):
        assert document(filled, capsys, name)["files"] == [one]


def test_every_copy_is_told_with_its_state(filled: SmallArchive, capsys: pytest.CaptureFixture[str]) -> None:
    (volume,) = (filled.folder / "disk2").glob("**/ИС-21*/data/volumes/*.pdf")
    flip(volume)
    assert filled.run("get", "ИС-21", "--to", "out") == 3
    (one,) = document(filled, capsys, "ИС-21")["files"]
    assert [(copy["medium"], copy["state"], copy["counts"]) for copy in one["copies"]] == [
        ("Н-1", "registered", True),
        ("Н-2", "damaged", False),
    ]
    assert filled.run("find", "ИС-21") == 3
    told = capsys.readouterr().out
    assert "Н-2 (Корпус 2): повреждена" in told and "Н-1 (Корпус 1): цела" in told
    assert filled.run("media", "retire", "Н-2", "--reason", "износ") == 3
    assert filled.run("find", "ИС-21") == 3
    assert "носитель списан" in capsys.readouterr().out


def test_the_nearest_group_is_suggested(filled: SmallArchive, capsys: pytest.CaptureFixture[str]) -> None:
    assert filled.run("find", "--group", "ИС-12") == 3
    assert "Может быть, ИС-21?" in capsys.readouterr().out
    assert filled.run("get", "ИС-12", "--to", "out") == 2
    assert "Может быть, ИС-21?" in capsys.readouterr().err


def test_there_are_more(filled: SmallArchive, capsys: pytest.CaptureFixture[str]) -> None:
    found = document(filled, capsys, "елкин", "--limit", "1")
    assert len(found["files"]) == 1 and found["more"]
    assert filled.run("find", "елкин", "--limit", "1") == 0
    assert "больше 1" in capsys.readouterr().out


def test_an_empty_archive_has_nothing(
    small_archive: SmallArchive, capsys: pytest.CaptureFixture[str]
) -> None:
    assert document(small_archive, capsys)["files"] == []
    small_archive.deposit(make_journal())
    assert len(document(small_archive, capsys)["files"]) == 1
