"""Files with one copy, and bags that nobody registered: said by every command that looks, and mended."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import pytest

from archive_for_disposal import Archive
from archiver.__main__ import run
from archiver.archive.custody.attention import attention_of
from archiver.archive.preservation.verification import Verification
from archiver.disk.account import os_login
from archiver.progress import Silent
from archiver.register.model.people import Person, Role

SETTINGS = """\
[college]
name = "Тестовый колледж"
short_name = "ТК-1"
[archive]
register_url = "{url}"
"""


@pytest.fixture
def college(url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Archive:
    """An archive of now, that commands find."""
    (tmp_path / "archiver.toml").write_text(SETTINGS.format(url=url), encoding="utf-8")
    monkeypatch.setenv("ARCHIVER_CONFIG", str(tmp_path / "archiver.toml"))
    made = Archive.at(url, tmp_path, dt.datetime.now(dt.UTC) - dt.timedelta(minutes=5))
    made.deposit(closed_on=dt.date.today())
    with made.register.transaction(by="admin") as work:
        work.people.add(
            Person(login=os_login(), name="Орлова Мария Павловна", roles=(Role.IT,), registered_at=work.now())
        )
    return made


def looked_through(archive: Archive, number: str) -> None:
    """The medium is checked to the end."""
    with archive.register.reading() as work:
        medium = work.media.by_inventory(number)
    assert medium is not None
    Verification(archive.register, archive.settings.archive, "it", progress=Silent()).medium(medium)


def test_every_command_that_looks_says_how_many_files_have_one_copy(
    college: Archive, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["media", "due"]) in (0, 3)
    assert "одной копией" not in capsys.readouterr().out
    assert run(["media", "retire", "Н-2", "--reason", "утрачен", "--lost"]) == 3
    assert "Файлов с одной копией: 1" in capsys.readouterr().out
    for command, code in (
        (("media", "due"), 3),
        (("disposal", "due"), 3),
        (("calendar",), 3),
        (("find", "ИС-21"), 3),
        (("find", "ИС-21", "--json"), 3),
        (("level",), 3),
        (("level", "--json"), 3),
    ):
        assert run([*command]) == code
        out = " ".join(capsys.readouterr().out.split())
        if "--json" in command:
            assert '"single": 1' in out
        else:
            assert "Файлов с одной копией: 1" in out and "repair --onto НОСИТЕЛЬ" in out, command
    college.medium("Н-3")
    assert run(["repair", "--onto", "Н-3"]) == 0
    assert run(["disposal", "due"]) == 0
    assert "одной копией" not in capsys.readouterr().out


def test_a_bag_that_nobody_registered_is_told_until_it_is_gone(
    college: Archive, capsys: pytest.CaptureFixture[str]
) -> None:
    disk = college.folders["Н-1"]
    (bag,) = (path.parent for path in disk.rglob("bagit.txt"))
    shutil.copytree(bag, disk / "чужое")
    looked_through(college, "Н-1")
    (one,) = attention_of(college.office("it")).unregistered
    assert (one.medium, one.count, one.places) == ("Н-1", 1, ("elsewhere:чужое",))
    for command in (("media", "due"), ("disposal", "due"), ("calendar",), ("media", "unregistered")):
        assert run([*command]) == 3
        assert "Н-1" in capsys.readouterr().out
    shutil.rmtree(disk / "чужое")
    looked_through(college, "Н-1")
    assert not attention_of(college.office("it")).needed
    assert run(["media", "unregistered"]) == 0
