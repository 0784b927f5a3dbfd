"""What a user whom the register does not know, and the account of a scheduler, may do on the command line."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest

from archiver.__main__ import run
from archiver.archive.staff import Entry, enter
from archiver.errors import ExitCode
from archiver.register.model.people import Role
from archiver.register.opening import open_url
from counters import at

WRITING = (
    "media add Н-2 disk --kind directory --site К1",
    "media change Н-1 --room 7",
    "media check Н-1",
    "media retire Н-1 --reason износ",
    "media parity Н-1",
    "media wipe-free Н-1",
    "register rebuild disk",
    "register upgrade",
    "restore saved.gz --replace",
    "deposit out",
    "repair",
    "repair --onto Н-1",
    "retention sync",
    "retention close ИС-21 --on 2026-07-02 --document приказ",
    "hold place ИС-21 --document запрос",
    "hold lift 1 --document ответ",
    "disposal draft",
    "disposal execute 1 --yes",
    "disposal recover",
    "paper move ИС-21 --site К1",
    "printed ИС-21 --volume 1 --copy 1 --printed out",
    "level state virus-check --document приказ --until 2030-01-01",
    "people add petrov 'Петров Пётр Петрович'",
)
WITH_NAMES = ("get ИС-21 --to taken", "find", "find --json", "certificate --student Петров --to out")
SCHEDULED = ("verify --all", "backup later.gz", "media due", "calendar", "audit anchor")
LOOKING = (
    "media list",
    "register status",
    "level",
    "hold list",
    "disposal list",
    "disposal due",
    "people list",
)


@pytest.fixture
def archive_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A register that knows an archivist and a scheduler, a medium, and a saved copy."""
    url = f"sqlite:///{tmp_path}/register.db"
    (tmp_path / "archiver.toml").write_text(f'[archive]\nregister_url = "{url}"\n', encoding="utf-8")
    monkeypatch.setenv("ARCHIVER_CONFIG", str(tmp_path / "archiver.toml"))
    monkeypatch.chdir(tmp_path)
    for name in ("disk", "out"):
        (tmp_path / name).mkdir()
    assert run(shlex.split("media add Н-1 disk --kind directory --site К1")) == 0
    with open_url(url) as register:
        enter(at(register), Entry("orlova", "Орлова Мария Павловна"), "ворота кактус лодка")
        administrator = at(register, None, Role.ADMINISTRATOR, login="orlova")
        enter(administrator, Entry("cron", "", roles=(Role.SCHEDULED,)))
    become(monkeypatch, "cron")
    assert run(["backup", "saved.gz"]) == 0
    return tmp_path


def become(monkeypatch: pytest.MonkeyPatch, login: str) -> None:
    for module in ("people.who", "counter.session"):
        monkeypatch.setattr(f"archiver.{module}.os_login", lambda: login)


@pytest.mark.parametrize("words", [*WRITING, *WITH_NAMES, *SCHEDULED[:2], SCHEDULED[-1]])
def test_a_stranger_writes_nothing_and_sees_no_names(
    archive_folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], words: str
) -> None:
    become(monkeypatch, "stranger")
    before = state(archive_folder)
    assert run(shlex.split(words)) == ExitCode.REFUSED
    assert "Пользователя stranger в реестре нет" in capsys.readouterr().err
    assert state(archive_folder) == before


def state(archive: Path) -> tuple[object, object]:
    """The files there, and how many events the register has."""
    files = {file: file.stat().st_mtime_ns for file in archive.rglob("*") if "register.db" not in file.name}
    with open_url(f"sqlite:///{archive}/register.db") as register, register.reading() as work:
        return files, work.trail.head()


@pytest.mark.parametrize("words", LOOKING)
def test_what_shows_no_names_is_open(
    archive_folder: Path, monkeypatch: pytest.MonkeyPatch, words: str
) -> None:
    become(monkeypatch, "stranger")
    assert run(shlex.split(words)) in {ExitCode.DONE, ExitCode.FINDINGS}


@pytest.mark.parametrize("words", SCHEDULED)
def test_a_scheduler_does_its_work(
    archive_folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], words: str
) -> None:
    become(monkeypatch, "cron")
    code = run(shlex.split(words))
    said = capsys.readouterr().err
    if words == "audit anchor":  # allowed, and there is no bucket to anchor in
        assert (code, "Нет хранилища S3" in said) == (ExitCode.REFUSED, True), said
    else:
        assert code in {ExitCode.DONE, ExitCode.FINDINGS}, said


def test_nobody_acts_as_a_scheduler_and_no_password_is_advised(
    archive_folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    become(monkeypatch, "orlova")
    secret = archive_folder / "secret"
    secret.write_text("ворота кактус лодка\n", encoding="utf-8")
    assert run(["verify", "--all", "--as", "cron", "--password-file", str(secret)]) == ExitCode.REFUSED
    said = capsys.readouterr().err
    assert "учётная запись для работы по расписанию" in said
    assert "people password" not in said


@pytest.mark.parametrize("words", [*WRITING, *WITH_NAMES, *LOOKING])
def test_a_scheduler_does_nothing_else(
    archive_folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], words: str
) -> None:
    become(monkeypatch, "cron")
    assert run(shlex.split(words)) == ExitCode.REFUSED
    assert "не вправе" in capsys.readouterr().err
