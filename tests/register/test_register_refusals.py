"""What cannot be opened or written: one Russian message, the exit code of the register, nothing changed."""

from __future__ import annotations

import os
import sqlite3
import stat
from pathlib import Path

import pytest
import sqlalchemy as sa
from entries import ROSTER, file, medium

from archiver.errors import ExitCode, Refused, RegisterFailed
from archiver.register import connection as engines
from archiver.register.connection import parse_url
from archiver.register.opening import open_url
from archiver.register.refusals import explained
from archiver.register.register import Register


def _url(path: Path) -> str:
    return f"sqlite:///{path}"


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("сюда", "записан неверно"),
        ("mysql://root:secret@server/archive", "а не в «mysql»"),
        ("sqlite:///register.db", "полный путь"),
        ("sqlite://", "полный путь"),
    ],
)
def test_wrong_addresses(url: str, said: str) -> None:
    with pytest.raises(RegisterFailed, match=said) as error:
        open_url(url)
    assert error.value.exit_code is ExitCode.REGISTER_FAILED
    assert "secret" not in error.value.message


def test_a_server_that_is_not_there_and_its_password_is_not_told(tmp_path: Path) -> None:
    with pytest.raises(RegisterFailed, match="Нет связи с реестром") as error:
        open_url(f"postgresql://archiver:secret@/archive?host={tmp_path}")
    assert "secret" not in error.value.message


def test_the_psycopg_driver_is_taken_whatever_is_written() -> None:
    assert parse_url("postgresql://a@b/c").drivername == "postgresql+psycopg"


def test_without_an_address_the_register_is_the_users_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    with open_url("") as register:
        place = Path(str(register))
    assert place == tmp_path / "college-archiver" / "register.db"
    assert stat.S_IMODE(place.stat().st_mode) == 0o600
    assert stat.S_IMODE(place.parent.stat().st_mode) == 0o700


def test_a_file_that_is_something_else(tmp_path: Path) -> None:
    path = tmp_path / "отчёт.db"
    path.write_text("Это не база данных. " * 100, encoding="utf-8")
    before = path.read_bytes()
    with pytest.raises(RegisterFailed, match="не реестр archiver"):
        open_url(_url(path))
    assert path.read_bytes() == before


def test_a_folder_in_the_place_of_the_file(tmp_path: Path) -> None:
    (tmp_path / "register.db").mkdir()
    with pytest.raises(RegisterFailed, match="не открывается"):
        open_url(_url(tmp_path / "register.db"))


def test_a_file_in_the_place_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "папка").write_text("", encoding="utf-8")
    with pytest.raises(RegisterFailed, match="часть пути — файл, а не папка"):
        open_url(_url(tmp_path / "папка" / "register.db"))


def test_a_damaged_file(tmp_path: Path) -> None:
    path = tmp_path / "register.db"
    with open_url(_url(path)) as register, register.transaction(by="orlova") as work:
        for number in range(1, 40):
            work.files.add(file(number), ROSTER)
    with path.open("r+b") as database:
        database.seek(4096)
        database.write(os.urandom(len(path.read_bytes()) - 4096))
    with (
        pytest.raises(RegisterFailed, match=r"повреждён|не реестр"),
        open_url(_url(path)) as register,
        register.reading() as work,
    ):
        list(work.trail.events())


def test_a_full_disk_changes_nothing(tmp_path: Path) -> None:
    """SQLite says the same when a disk is full and when it may grow no more."""
    with open_url(_url(tmp_path / "register.db")) as register:
        with register.engine.connect() as connection:
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()

        def no_more(database: sqlite3.Connection, _record: object) -> None:
            database.execute(f"PRAGMA max_page_count = {pages + 2}")

        register.engine.dispose()
        sa.event.listen(register.engine, "connect", no_more)
        with pytest.raises(RegisterFailed, match="не осталось места"), register.transaction(by="o") as work:
            for number in range(1, 1000):
                work.files.add(file(number), ROSTER)
        with register.reading() as work:
            assert work.counts()["files"] == 0
            assert work.trail.verify().events == 0


def test_a_register_in_use_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines, "BUSY_MILLISECONDS", 50)
    url = _url(tmp_path / "register.db")
    with open_url(url) as first, open_url(url) as second, first.transaction(by="a") as work:
        work.media.add(medium())
        with pytest.raises(RegisterFailed, match="занят другой программой"), second.transaction(by="b"):
            pass


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("attempt to write a readonly database", "только для чтения"),
        ("disk I/O error", "Диск реестра"),
        ("database disk image is malformed", "повреждён"),
        ("something never seen", "Нет связи"),
    ],
)
def test_other_words_of_sqlite(words: str, said: str) -> None:
    url = sa.make_url("sqlite:////srv/register.db")
    with pytest.raises(RegisterFailed, match=said), explained(url):
        raise sa.exc.OperationalError("SELECT 1", {}, sqlite3.OperationalError(words))


def test_a_failed_block_leaves_nothing(register: Register) -> None:
    with pytest.raises(Refused), register.transaction(by="orlova") as work:
        work.media.add(medium())
        work.media.add(medium())
    with register.reading() as work:
        assert work.media.all() == ()
        assert work.trail.head().sequence == 0


def test_reading_changes_nothing(register: Register) -> None:
    with pytest.raises(RuntimeError), register.reading() as work:
        work.holds.place(1, "запрос")
    with pytest.raises((RegisterFailed, RuntimeError)), register.reading() as work:
        work.media.add(medium())
    with register.reading() as work:
        assert work.media.all() == ()


def test_a_reader_sees_one_moment(register: Register) -> None:
    with register.reading() as work:
        assert work.media.all() == ()
        with register.transaction(by="orlova") as other:
            other.media.add(medium())
        assert work.media.all() == ()
    with register.reading() as work:
        assert len(work.media.all()) == 1
