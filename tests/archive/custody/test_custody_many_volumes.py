"""Volumes of a group, of a year, of a shelf by one command; files that are stated to have no paper."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest
from custody_archive import Archive, a_file

from archiver.archive.custody.no_paper import reason_of
from archiver.archive.custody.volumes import Shelf
from archiver.errors import ExitCode
from archiver.register.model.files import File
from archiver.register.model.paper import PaperCopy

HERE = ("--site", "Корпус 1", "--room", "архив", "--shelf", "3")


def _year(archive: Archive, count: int) -> tuple[File, ...]:
    return archive.add(*(dataclasses.replace(a_file(f"ИС-{n}"), sheets=100 + n) for n in range(1, count + 1)))


def test_a_year_is_registered_and_moved_by_one_command_each(archive: Archive) -> None:
    files = _year(archive, 6)
    year = f"{files[0].academic_year}/{(files[0].academic_year + 1) % 100:02d}"
    archive.add(dataclasses.replace(a_file("ИС-99"), sheets=0))
    code, said = archive.call("paper", "add", "--year", year, *HERE)
    assert code == ExitCode.FINDINGS
    assert "Томов размещено: 6." in said and "Пропущено: " in said and "--sheets" in said
    code, said = archive.call("paper", "add", "--year", year, "--group", "ИС-1", *HERE)
    assert code == ExitCode.REFUSED and "уже учтены" in said
    tomorrow = f"{dt.date.today() + dt.timedelta(days=1):%d.%m.%Y}"
    assert archive.call("paper", "lend", "ИС-2", "--to", "Юрист", "--until", tomorrow)[0] == 0
    code, said = archive.call("paper", "move", "--from-shelf", "3", "--site", "Корпус 2", "--shelf", "9")
    assert code == ExitCode.FINDINGS
    assert "Томов размещено: 5." in said and "том 1 выдан" in said
    assert archive.call("paper", "move", "--from-shelf", "8", "--site", "Корпус 2")[0] == ExitCode.REFUSED
    assert archive.call("paper", "move", "--group", "ИС-1", "--site", "Корпус 3")[0] == 0
    shelves = archive.read(lambda work: [copy.site for copy in work.paper.standing()])
    assert sorted(shelves) == ["Корпус 1", *["Корпус 2"] * 4, "Корпус 3"]


def test_which_files_has_to_be_said(archive: Archive) -> None:
    _year(archive, 1)
    for command in (("add",), ("move",)):
        assert archive.call("paper", *command, *HERE)[0] == ExitCode.USAGE
        assert archive.call("paper", *command, "ИС-1", "--group", "ИС-1", *HERE)[0] == ExitCode.USAGE
        assert archive.call("paper", *command, "--group", "ИС-1", "--volume", "1", *HERE)[0] == ExitCode.USAGE
    assert archive.call("paper", "none", "--reason", "нет")[0] == ExitCode.USAGE


def test_that_there_is_no_paper_is_stated_with_a_reason(archive: Archive) -> None:
    first, second = _year(archive, 2)
    assert archive.call("paper", "add", "ИС-1", *HERE)[0] == 0
    year = f"{first.academic_year}/{(first.academic_year + 1) % 100:02d}"
    assert archive.call("paper", "none", "--year", year, "--reason", " ")[0] == ExitCode.USAGE
    code, said = archive.call("paper", "none", "--year", year, "--reason", "ведётся в электронном виде")
    assert code == 0 and "дел: 1" in said
    told = archive.read(lambda work: (reason_of(work, first), reason_of(work, second)))
    assert told == ("", "ведётся в электронном виде")
    assert archive.call("paper", "none", "ИС-1", "--reason", "нет")[0] == ExitCode.REFUSED
    with archive.opened() as register, register.reading() as work:
        assert work.trail.verify().whole


@pytest.mark.parametrize(
    ("shelf", "holds"),
    [
        (Shelf(), True),
        (Shelf(site="А"), True),
        (Shelf(site="А", shelf="3"), True),
        (Shelf(site="А", shelf="4"), False),
        (Shelf(box="1"), False),
    ],
)
def test_what_is_not_said_of_a_shelf_does_not_count(shelf: Shelf, holds: bool) -> None:
    copy = PaperCopy(
        file_id=1, volume=1, volumes=1, sheets=9, site="А", registered_at=dt.datetime.now(dt.UTC), shelf="3"
    )
    assert shelf.holds(copy) is holds and shelf.named is (shelf != Shelf())
