"""Somebody with an account on the computer tries to act as somebody else, by what a shell offers."""

from __future__ import annotations

import os
import pwd
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from archiver.__main__ import run
from archiver.disk.account import os_login
from archiver.errors import ExitCode
from archiver.people.passwords import hashed
from archiver.register.model.people import Person, Role
from archiver.register.opening import open_url

ME = os_login()
SECRET = "ворота кактус лодка"
DIRECTOR = pwd.getpwuid(65534).pw_name if os.getuid() != 65534 else "director"
"""An account that every computer has: a user namespace can map the caller to it."""
STEP = ("people", "change", "petrov", "--post", "Директор")
"""A proved deed that needs no act and no file."""


def settings(folder: Path, url: str) -> Path:
    file = folder / "archiver.toml"
    file.write_text(f'[archive]\nregister_url = "{url}"\n', encoding="utf-8")
    return file


@pytest.fixture
def register_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A private register: the caller looks after the media, the director's is another account."""
    folder = tmp_path / "archive"
    folder.mkdir(0o700)
    url = f"sqlite:///{folder}/register.db"
    monkeypatch.setenv("ARCHIVER_CONFIG", str(settings(tmp_path, url)))
    monkeypatch.chdir(tmp_path)
    director = (Role.ADMINISTRATOR, Role.DIRECTOR)
    with open_url(url) as register:
        for login, name, roles in (
            (DIRECTOR, "Орлова Мария Павловна", director),
            (ME, "Сидоров Семён Семёнович", (Role.IT,)),
            ("petrov", "Петров Пётр Петрович", (Role.ARCHIVIST,)),
            ("cron", "", (Role.SCHEDULED,)),
        ):
            secret = None if Role.SCHEDULED in roles else hashed(SECRET, login=login)
            with register.transaction(by=login) as work:
                work.people.add(
                    Person(
                        login=login, name=name, roles=roles, password_hash=secret, registered_at=work.now()
                    )
                )
    return folder


def secret(path: Path, mode: int = 0o600, text: str = SECRET) -> str:
    path.write_text(text + "\n", encoding="utf-8")
    path.chmod(mode)
    return str(path)


def with_roles(archive: Path, *roles: Role) -> None:
    """Give the caller roles, as the administrator has done."""
    with open_url(f"sqlite:///{archive}/register.db") as register, register.transaction(by=DIRECTOR) as work:
        work.people.change(ME, roles=roles)


def namespaces(record: Callable[[str, object], None]) -> bool:
    """Whether this kernel lets the user of the test make one; where not, the summary says so."""
    try:
        done = subprocess.run(["unshare", "--map-user=65534", "true"], capture_output=True, check=False)
    except FileNotFoundError:
        record("not tested", "user namespaces: there is no unshare --map-user here (util-linux)")
        return False
    if done.returncode:
        record("not tested", "user namespaces: the kernel lets nobody make one here")
    return done.returncode == 0


def archiver_in(mapping: str, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["unshare", mapping, sys.executable, "-m", "archiver", *words],
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
        env={**os.environ, **environment},
    )


def test_the_director_by_a_user_namespace(
    register_folder: Path, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    if not namespaces(record_property):
        return
    done = archiver_in("--map-user=65534", *STEP)
    assert (done.returncode, "пространства имён" in done.stderr) == (ExitCode.REFUSED, True), done.stderr
    done = archiver_in("--map-user=65534", *STEP, "--as", DIRECTOR)
    assert done.returncode == ExitCode.USAGE, done.stderr  # asked for the password, and no terminal
    wrong = secret(tmp_path / "wrong", text="ворота кактус лодки")
    done = archiver_in("--map-user=65534", *STEP, "--as", DIRECTOR, "--password-file", wrong)
    assert (done.returncode, "неверен" in done.stderr) == (ExitCode.REFUSED, True), done.stderr
    right = secret(tmp_path / "right")
    done = archiver_in("--map-user=65534", *STEP, "--as", DIRECTOR, "--password-file", right)
    assert done.returncode == 0, done.stderr
    with open_url(f"sqlite:///{register_folder}/register.db") as register, register.reading() as work:
        (acted,) = work.trail.events(action="person.acted-as")
    assert "(userns)" in acted.detail


def test_root_by_a_user_namespace(
    register_folder: Path, record_property: Callable[[str, object], None]
) -> None:
    if not namespaces(record_property):
        return
    with_roles(register_folder, Role.ADMINISTRATOR)
    done = archiver_in("--map-root-user", *STEP)
    assert done.returncode == ExitCode.REFUSED, done.stderr
    assert "пространства имён" in done.stderr or "в реестре нет" in done.stderr


def test_the_environment_and_the_path_say_nothing(
    register_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    trap = tmp_path / "bin"
    trap.mkdir()
    for name in ("id", "whoami", "getent", "logname", "python", "python3"):
        (trap / name).write_text(f'#!/bin/sh\ntouch "{tmp_path}/sprung"\necho {DIRECTOR}\n', encoding="utf-8")
        (trap / name).chmod(0o755)
    monkeypatch.setenv("PATH", str(trap))
    for name in ("LOGNAME", "USER", "USERNAME", "LNAME", "SUDO_USER"):
        monkeypatch.setenv(name, DIRECTOR)
    assert run(STEP) == ExitCode.REFUSED
    assert "Сидоров Семён Семёнович не вправе" in capsys.readouterr().err
    assert not (tmp_path / "sprung").exists()


@pytest.mark.parametrize("how", ["its folder", "a folder above", "a link to it", "the file is another's"])
def test_a_register_that_others_can_reach(
    register_folder: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    record_property: Callable[[str, object], None],
    how: str,
) -> None:
    with_roles(register_folder, Role.ADMINISTRATOR)
    monkeypatch.setattr("sys.stdin", open(os.devnull, encoding="utf-8"))  # noqa: PTH123, SIM115 - a device
    assert run(STEP) == 0
    if how == "its folder":
        register_folder.chmod(0o777)
    elif how == "a folder above":
        tmp_path.chmod(0o777)
    elif how == "a link to it":
        loose = tmp_path / "loose"
        loose.mkdir()
        loose.chmod(0o777)
        (loose / "register.db").symlink_to(register_folder / "register.db")
        settings(tmp_path, f"sqlite:///{loose}/register.db")
    elif os.getuid() == 0:
        os.chown(register_folder / "register.db", 65534, 65534)
    else:
        record_property("not tested", "a register of another account: only root can give a file away")
        return
    assert run(STEP) == ExitCode.USAGE  # the password is asked for, and there is no terminal
    assert "--password-file" in capsys.readouterr().err
    for mode in (0o644, 0o640, 0o604):
        assert run((*STEP, "--password-file", secret(tmp_path / "password", mode))) == ExitCode.REFUSED
        assert "chmod 600" in capsys.readouterr().err
    assert run((*STEP, "--password-file", secret(tmp_path / "password"))) == 0
    assert run(("media", "list")) == 0  # what is not proved goes on as ever
    tmp_path.chmod(0o700)


def test_somebody_who_has_left(
    register_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with (
        open_url(f"sqlite:///{register_folder}/register.db") as register,
        register.transaction(by=DIRECTOR) as work,
    ):
        work.people.change("petrov", active=False, roles=(Role.ADMINISTRATOR,))
    words = (*STEP, "--as", "petrov", "--password-file", secret(tmp_path / "password"))
    assert run(words) == ExitCode.REFUSED
    assert "petrov больше не работает" in capsys.readouterr().err


def test_the_account_of_a_scheduler(
    register_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run((*STEP, "--as", "cron", "--password-file", secret(tmp_path / "password"))) == ExitCode.REFUSED
    assert "пароля у неё нет" in capsys.readouterr().err
    register_folder.chmod(0o777)
    for module in ("people.who", "counter.session"):
        monkeypatch.setattr(f"archiver.{module}.os_login", lambda: "cron")
    assert run(("backup", str(tmp_path / "saved.gz"))) == 0  # by schedule, with nobody to give a password
    for words in (STEP, ("people", "password"), ("restore", str(tmp_path / "saved.gz"), "--replace")):
        assert run(words) == ExitCode.REFUSED
        assert "не вправе" in capsys.readouterr().err


def test_a_register_put_back_from_a_copy_made_by_oneself(
    register_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whoever may restore could bring a register in which they are the director: so it is proved too."""
    copy = str(tmp_path / "saved.gz")
    assert run(("backup", copy)) == 0
    register_folder.chmod(0o777)
    monkeypatch.setattr("sys.stdin", open(os.devnull, encoding="utf-8"))  # noqa: PTH123, SIM115 - a device
    assert run(("restore", copy, "--replace")) == ExitCode.USAGE
    with (
        open_url(f"sqlite:///{register_folder}/register.db") as register,
        register.engine.begin() as connection,
    ):
        connection.exec_driver_sql("UPDATE register_version SET version_num = '0007'")
    assert run(("restore", copy, "--replace")) == ExitCode.USAGE  # of another version, and asked as well
    capsys.readouterr()
    assert run(("restore", copy, "--replace", "--password-file", secret(tmp_path / "p"))) == 0
