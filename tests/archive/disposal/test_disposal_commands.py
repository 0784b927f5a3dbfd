"""The whole way through the commands, as the archivist, the director and the IT department type them."""

from __future__ import annotations

import datetime as dt
from importlib import import_module
from pathlib import Path

import click
import pytest

from archive_for_disposal import PEOPLE, Archive
from archiver.__main__ import run
from archiver.disk.account import os_login
from archiver.fetch.remembered import remember
from archiver.intake.taken import Taken, TakenGroup, as_bytes
from archiver.people.passwords import hashed
from archiver.register.model.files import FileState

PASSWORD = "совсем-не-простой-пароль-7"
SETTINGS = """\
[college]
name = "Тестовый колледж"
short_name = "ТК-1"
[disposal]
address = "446300, г. Отрадный, ул. Ленина, 1"
[cache]
folder = "{folder}/parts"
[archive]
register_url = "{url}"
"""


@pytest.fixture
def archive(url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Archive:
    """An archive in files, by the clock of the machine, whose people have passwords."""
    config = tmp_path / "archiver.toml"
    config.write_text(SETTINGS.format(folder=tmp_path, url=url), encoding="utf-8")
    monkeypatch.setenv("ARCHIVER_CONFIG", str(config))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    (tmp_path / "password").write_text(PASSWORD, encoding="utf-8")
    (tmp_path / "password").chmod(0o600)
    made = Archive.at(url, tmp_path, dt.datetime.now(dt.UTC) - dt.timedelta(minutes=5))
    for login in PEOPLE:
        with made.register.transaction(by=login) as work:  # each their own: another's approves nothing
            work.people.change(login, password_hash=hashed(PASSWORD, login=login))
    return made


def disposal(archive: Archive, *words: str, by: str = "") -> int:
    acting = ("--as", by, "--password-file", str(archive.folder / "password")) if by else ()
    return run(["disposal", *words, *acting])


def taken(folder: Path, year: str) -> Path:
    """A snapshot of the module that names the group in one year, remembered."""
    folder.mkdir()
    groups = {"101": TakenGroup("ИС-21", (year,))}
    moment = dt.datetime(2021, 6, 20, tzinfo=dt.UTC)
    document = Taken("https://spo.asurso.ru", "1", moment, moment, groups=groups)
    (folder / "snapshot.json").write_bytes(as_bytes(document))
    remember(folder)
    return folder


def test_the_whole_way(
    archive: Archive, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    file = archive.journal()
    archive.paper(file)
    year = dt.date.today().year
    act, today = f"1-{year}", f"{dt.date.today():%d.%m.%Y}"
    pdf = archive.folder / "act.pdf"
    assert disposal(archive, "due") == 3
    assert "ИС-21" in capsys.readouterr().out
    assert disposal(archive, "draft", by="archivist") == 0
    assert disposal(archive, "print", act, "--to", str(pdf), by="archivist") == 0
    assert pdf.read_bytes().startswith(b"%PDF-")
    assert disposal(archive, "approve", act, by="director") == 9
    assert disposal(archive, "agree", act, "--protocol", "3", "--date", today, by="archivist") == 0
    assert disposal(archive, "approve", act, by="archivist") == 9
    assert disposal(archive, "approve", act, "--today", today, by="director") == 0
    assert disposal(archive, "execute", act, "--yes", by="director") == 9
    assert disposal(archive, "execute", act, "--yes", by="it") == 3
    assert disposal(archive, "account", act, by="archivist") == 9
    capsys.readouterr()
    waybill = ("--recipient", "ООО «Вторсырьё»", "--waybill", "77", "--waybill-date", today)
    pulped = ("confirm-paper", act, "--method", "pulped", "--weight-kg", "0.9")
    assert disposal(archive, *pulped, by="it") == 9
    assert "накладн" in capsys.readouterr().err
    assert disposal(archive, *pulped, *waybill, by="it") == 0
    assert disposal(archive, "execute", act, "--yes", by="it") == 0
    monkeypatch.setenv("XDG_DATA_HOME", str(archive.folder / "data"))
    snapshots = [taken(archive.folder / name, year) for name, year in (("А", "2019/20"), ("Б", "2020/21"))]
    assert disposal(archive, "account", act, by="archivist") == 0
    told = capsys.readouterr().out
    assert "сдан на хранение" in told
    assert str(snapshots[0]) in told  # a snapshot of the module names the group in that year
    assert str(snapshots[1]) not in told
    assert disposal(archive, "keep", act, by="archivist") == 0
    assert disposal(archive, "show", act) == 0
    told = capsys.readouterr().out
    assert "учтён" in told
    assert f"Шаги 1–5 сделаны с одной учётной записи операционной системы: {os_login()}" in told
    assert disposal(archive, "print", act, "--to", str(pdf), by="archivist") == 0
    assert disposal(archive, "recover", by="archivist") == 0
    assert disposal(archive, "list") == 0
    assert disposal(archive, "due", "--count") == 0
    with archive.register.reading() as work:
        assert work.files.get(file.id).state is FileState.DESTROYED


def test_help_lists_every_command_in_the_order_of_the_work() -> None:
    group = import_module("archiver.cli.disposal").disposal
    assert sorted(group.list_commands(click.Context(group))) == sorted(group.commands)


def test_wrong_words_and_wrong_people(archive: Archive, capsys: pytest.CaptureFixture[str]) -> None:
    assert disposal(archive, "draft", by="archivist") == 9  # nothing is due
    archive.journal()
    assert disposal(archive, "draft") == 9  # the user of this test is nobody here
    assert disposal(archive, "draft", by="it") == 9
    assert disposal(archive, "draft", "нет такого дела", by="archivist") == 2
    assert disposal(archive, "show", "7-1999") == 9
    assert disposal(archive, "draft", by="archivist") == 0
    act = f"1-{dt.date.today().year}"
    assert disposal(archive, "cancel", act, "--reason", "проверка", by="archivist") == 0
    assert disposal(archive, "confirm-paper", act, "--method", "burnt", by="it") == 2
    assert disposal(archive, "confirm-medium", act, "Н-1", "--document", "акт", by="it") in (2, 9)
    assert disposal(archive, "execute", act, "--yes", by="it") == 9
    assert "отмен" in capsys.readouterr().err
