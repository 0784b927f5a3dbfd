"""Who acts: the user of the system, or somebody whose password is known; one account for one person."""

from __future__ import annotations

import datetime as dt
import io
import json
import os
import pty
import select
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from archiver.__main__ import run
from archiver.disk.account import os_login
from archiver.errors import ExitCode, Refused
from archiver.people.tries import LOCKED
from archiver.people.who import Acting, Claim, identify
from archiver.permissions import Permission
from archiver.register.model.people import Person, Role
from archiver.register.opening import open_url
from archiver.register.repositories.attempts import MOST_WRONG, PAUSE
from archiver.register.repositories.people import may_be_one
from archiver.remedies import Deed, Remedy

ME = os_login()
SECRET = "ворота кактус лодка"


@pytest.fixture
def register_url(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Settings naming a register that is not there yet; its address."""
    url = f"sqlite:///{tmp_path}/register.db"
    settings = tmp_path / "archiver.toml"
    settings.write_text(f'[archive]\nregister_url = "{url}"\n', encoding="utf-8")
    monkeypatch.setenv("ARCHIVER_CONFIG", str(settings))
    monkeypatch.chdir(tmp_path)
    return url


def secret(path: Path, text: str = SECRET) -> str:
    path.write_text(text + "\n", encoding="utf-8")
    path.chmod(0o600)
    return str(path)


def people(*words: str) -> int:
    return run(("people", *words))


def test_the_first_enters_themselves_and_administers(
    register_url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert people("add", "petrov", "Петров Пётр Петрович") == ExitCode.REFUSED
    assert ME in capsys.readouterr().err
    assert people("add", ME, "Орлова Мария Павловна", "--role", "archivist", "--post", "Архивариус") == 0
    assert people("add", "petrov", "Петров Пётр Петрович", "--role", "director") == 0
    assert people("list") == 0
    told = capsys.readouterr().out
    assert "администратор архива, архивариус" in told
    assert "директор" in told
    with open_url(register_url) as register, register.reading() as work:
        assert [person.roles for person in work.people.all()] == [
            (Role.ADMINISTRATOR, Role.ARCHIVIST),
            (Role.DIRECTOR,),
        ]


def test_acting_as_another_needs_the_password(
    register_url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert people("add", ME, "Орлова Мария Павловна") == 0
    assert people("add", "petrov", "Петров Пётр Петрович") == 0
    act = ("change", ME, "--post", "Архивариус", "--as", "petrov", "--password-file")
    right, wrong = secret(tmp_path / "right"), secret(tmp_path / "wrong", "ворота кактус лодки")
    assert people(*act, right) == ExitCode.REFUSED
    assert "пароль не задан" in capsys.readouterr().err
    assert people("password", "petrov", "--new-password-file", right) == 0
    assert people(*act, wrong) == ExitCode.REFUSED
    assert "неверен" in capsys.readouterr().err
    assert people(*act, right) == ExitCode.REFUSED
    assert "нужна роль «администратор архива»" in capsys.readouterr().err
    assert people("change", "petrov", "--role", "administrator") == 0
    assert people(*act, right) == 0
    with open_url(register_url) as register, register.reading() as work:
        events = list(work.trail.events())
    assert [event.actor for event in events if event.action == "person.changed"][-1] == "petrov"
    acted = [json.loads(event.detail) for event in events if event.action == "person.acted-as"]
    assert acted == [{"user": ME}, {"user": ME}]
    assert not [event for event in events if event.outcome == "refused"]  # one wrong password is none
    stored = (tmp_path / "register.db").read_bytes()
    assert b"$argon2id$" in stored
    assert SECRET.encode() not in stored


def test_a_password_others_can_read_and_easy_ones_are_refused(
    register_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert people("add", ME, "Орлова Мария Павловна") == 0
    open_file = Path(secret(tmp_path / "open"))
    open_file.chmod(0o644)
    assert people("password", "--new-password-file", str(open_file)) == ExitCode.REFUSED
    for easy in ("короткий", "ааааааааааааа", f"{ME.upper()}-2026-пароль"):
        assert people("password", "--new-password-file", secret(tmp_path / "easy", easy)) == ExitCode.REFUSED
    assert people("password", "--new-password-file", str(tmp_path / "none")) == ExitCode.USAGE
    monkeypatch.setattr("sys.stdin", io.StringIO())
    assert people("password") == ExitCode.USAGE  # no terminal, nobody to ask


def test_the_password_is_asked_for_without_echo(register_url: str) -> None:
    assert people("add", ME, "Орлова Мария Павловна") == 0
    pid, terminal = pty.fork()
    if pid == 0:
        os.execv(sys.executable, [sys.executable, "-m", "archiver", "people", "password"])
    shown = b""
    for question in (1, 2):
        # What is typed before the question stands there is thrown away, as getpass does.
        while shown.count(b": ") < question:
            more = _from(terminal)
            assert more, shown
            shown += more
        os.write(terminal, SECRET.encode() + b"\n")
    while more := _from(terminal):
        shown += more
    os.waitpid(pid, 0)
    os.close(terminal)
    assert "задан" in shown.decode()
    assert "кактус" not in shown.decode()
    with open_url(register_url) as register:
        assert identify(register, Claim(ME), lambda _question: "").person is not None
        with register.reading() as work:
            person = work.people.by_login(ME)
    assert person is not None and person.password_hash is not None


def _from(terminal: int) -> bytes:
    """What the program writes next; nothing when it has ended."""
    assert select.select([terminal], [], [], 60)[0], "the program says nothing"
    try:
        return os.read(terminal, 1024)
    except OSError:
        return b""


def test_one_person_has_one_account(register_url: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert people("add", ME, "Орлова Мария Павловна") == 0
    for name in ("Орлова Мария Павловна", "ОРЛОВА М. П.", "орлова м.п."):
        assert people("add", "orlova2", name) == ExitCode.REFUSED
        assert ME in capsys.readouterr().err
    assert people("add", "orlova2", "Орлова М.П.", "--namesake", "Личное дело № 45") == 0
    assert people("add", "orlov", "Орлова Марина Юрьевна") == 0
    assert people("change", "orlov", "--name", "Орлова Мария Павловна") == ExitCode.REFUSED
    with open_url(register_url) as register, register.reading() as work:
        told = [event.detail for event in work.trail.events(action="person.registered")]
    assert ["Личное дело № 45" in detail for detail in told] == [False, True, False]


def test_the_last_administrator_stays_and_who_left_cannot_act(register_url: str, tmp_path: Path) -> None:
    assert people("add", ME, "Орлова Мария Павловна") == 0
    assert people("leave", ME) == ExitCode.REFUSED
    assert people("change", ME, "--no-roles") == ExitCode.REFUSED
    right = secret(tmp_path / "right")
    assert (
        people(
            "add", "petrov", "Петров Пётр Петрович", "--role", "administrator", "--new-password-file", right
        )
        == 0
    )
    assert people("leave", "petrov") == 0
    act = ("--as", "petrov", "--password-file", right)
    assert people("leave", ME, *act) == ExitCode.REFUSED
    assert people("change", "petrov", "--returned") == 0
    assert people("leave", ME, *act) == 0
    assert people("add", "sidorov", "Сидоров Семён Семёнович") == ExitCode.REFUSED


def test_guessing_is_stopped_for_a_while(tmp_path: Path) -> None:
    now = dt.datetime(2026, 11, 24, 12, tzinfo=dt.UTC)
    tries: list[str] = []

    def ask(answer: str) -> Callable[[str], str]:
        return lambda question: tries.append(question) or answer

    from archiver.people.passwords import hashed

    with open_url(f"sqlite:///{tmp_path}/register.db", clock=lambda: now) as register:
        with register.transaction(by=ME) as work:
            work.people.add(
                Person(
                    login="petrov",
                    name="Петров П.П.",
                    password_hash=hashed(SECRET, login="petrov"),
                    registered_at=now,
                )
            )
        for _time in range(MOST_WRONG):
            with pytest.raises(Refused, match="неверен"):
                identify(register, Claim("petrov"), ask("не тот пароль"))
        with pytest.raises(Refused, match="подождите 15 минут"):
            identify(register, Claim("petrov"), ask(SECRET))
        assert len(tries) == MOST_WRONG
        with register.reading() as work:
            assert [event.actor for event in work.trail.events(action=LOCKED)] == [ME]
        now += PAUSE + dt.timedelta(seconds=1)
        assert identify(register, Claim("petrov"), ask(SECRET)).login == "petrov"


def test_what_an_empty_register_allows(tmp_path: Path) -> None:
    with open_url(f"sqlite:///{tmp_path}/register.db") as register:
        nobody = identify(register, Claim(), lambda _question: "")
        assert nobody == Acting(ME, None, staffed=False)
        nobody.require(Permission.FILE_DEPOSIT)
        with pytest.raises(Refused) as refused:
            nobody.require(Permission.ACT_DRAFT)
        assert refused.value.remedy == Remedy(Deed.REGISTER_YOURSELF)
        with register.transaction(by=ME) as work:
            work.people.add(Person(login="petrov", name="Петров П.П.", registered_at=work.now()))
        stranger = identify(register, Claim(), lambda _question: "")
        stranger.require(Permission.ARCHIVE_LOOK)
        for permission in (Permission.FILE_DEPOSIT, Permission.FILE_FIND, Permission.ACT_DRAFT):
            with pytest.raises(Refused, match=ME):
                stranger.require(permission)


def test_the_environment_does_not_say_who_acts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOGNAME", "director")
    monkeypatch.setenv("USER", "director")
    assert os_login() == ME


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Орлова Мария Павловна", "Орлова М.П.", True),
        ("Королёв Пётр", "КОРОЛЕВ Петр Ильич", True),
        ("Орлова Мария Павловна", "Орлова Марина Павловна", False),
        ("Орлова М.П.", "Орлова М.Ю.", False),
        ("Орлова", "Соколова", False),
        ("", "Орлова", False),
    ],
)
def test_names_that_may_be_one_persons(one: str, other: str, same: bool) -> None:
    assert may_be_one(one, other) is same
    assert may_be_one(other, one) is same
