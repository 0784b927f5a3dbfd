"""Asking on: ended sessions, rights that are told like them, the trouble of one address and of all."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from archiver.errors import ModuleFailed
from archiver.fetch import asked
from archiver.fetch.account import Account, Credentials
from archiver.fetch.asked import Address
from archiver.fetch.asking import Asking
from archiver.fetch.judged import Verdict
from archiver.fetch.line import Answered, Broken, LineFailed, Unreachable
from archiver.fetch.module_address import Module, module_at
from archiver.fetch.pace import Pace

FIRST, PAGE, OTHER = asked.ORGANIZATION, asked.page_of("1", "2"), asked.page_of("1", "3")
MODULE = module_at("https://spo.asurso.ru")
GIVEN, OUT, BUSY = Answered(200, {}, b'{"a":1}'), Answered(401, {}, b""), Answered(503, {}, b"")
LOGGED_IN = Answered(200, {}, b"", ("UID",))


class Cookies(dict[str, str]):
    """Enough of a jar."""


class Scripted:
    """A line whose answers are made by `say`; it keeps what was asked."""

    def __init__(self, say: Callable[[str, int], Answered | LineFailed]) -> None:
        self.module: Module = MODULE
        self.cookies = Cookies()
        self.say, self.sent = say, list[str]()

    def send(self, method: str, place: str, *_more: object, **_named: object) -> Answered:
        self.sent.append(place)
        said = LOGGED_IN if method == "POST" else self.say(place, self.sent.count(place))
        if isinstance(said, LineFailed):
            raise said
        return said

    @property
    def logins(self) -> int:
        return self.sent.count("security/login")


def asking(
    say: Callable[[str, int], Answered | LineFailed], credentials: Credentials | None = None
) -> tuple[Asking, Scripted, list[float]]:
    waits: list[float] = []
    pace = Pace(0.0, waits.append, lambda: 0.0)
    line = Scripted(say)
    given = credentials or Credentials("dispatcher", lambda: "пароль")
    account = Account(line, pace, given)  # type: ignore[arg-type]
    return Asking(line, account, pace), line, waits  # type: ignore[arg-type]


def of(address: Address, said: Answered | LineFailed) -> Callable[[str, int], Answered | LineFailed]:
    return lambda place, _time: said if place == address.text else GIVEN


def test_a_session_that_has_ended_is_opened_once_and_the_address_asked_again() -> None:
    ended = [False]

    def say(place: str, time: int) -> Answered:
        if place == PAGE.text and time == 1:
            ended[0] = True
        return OUT if ended[0] and not line.logins else GIVEN

    at, line, _waits = asking(say)
    assert at.ask(FIRST).verdict is Verdict.GIVEN
    assert at.ask(PAGE).verdict is Verdict.GIVEN
    assert line.logins == 1


def test_a_lack_of_rights_that_is_told_like_an_ended_session_opens_no_other() -> None:
    at, line, _waits = asking(lambda place, _time: GIVEN if place == FIRST.text else OUT)
    at.ask(FIRST)
    for address in (PAGE, OTHER, PAGE, OTHER, PAGE):
        assert at.ask(address).verdict is Verdict.FORBIDDEN
    assert line.logins == 0


def test_who_is_let_in_and_forgotten_is_told_so_without_logging_in_on_and_on() -> None:
    at, line, _waits = asking(lambda *_asked: OUT)
    with pytest.raises(ModuleFailed, match="забывает"):
        for address in (FIRST, PAGE, OTHER, PAGE):
            at.ask(address)
    assert line.logins == 0


def test_a_session_of_a_browser_that_has_ended_is_told_at_once() -> None:
    at, line, _waits = asking(lambda *_asked: OUT, Credentials())
    with pytest.raises(ModuleFailed, match="cookies"):
        at.ask(FIRST)
    assert line.sent == [FIRST.text]


@pytest.mark.parametrize("trouble", [BUSY, Broken("x"), Answered(200, {}, b'[{"id"')])
def test_an_address_that_fails_every_time_is_left_out_and_three_end_the_run(
    trouble: Answered | LineFailed,
) -> None:
    at, line, waits = asking(lambda place, _time: trouble if "subjects" in place else GIVEN)
    assert at.ask(PAGE).verdict in (Verdict.BUSY, Verdict.STRANGE)
    assert waits == [1, 2, 4, 8]
    at.ask(FIRST)
    at.ask(PAGE)
    at.ask(OTHER)
    assert waits == [1, 2, 4, 8, 1, 2, 4, 8, 1]
    with pytest.raises(ModuleFailed, match="страницы журнала"):
        at.ask(PAGE)
    assert line.logins == 0


def test_a_line_that_is_down_ends_the_run() -> None:
    at, line, _waits = asking(of(PAGE, Unreachable("x")))
    at.ask(FIRST)
    with pytest.raises(ModuleFailed, match="не отвечает"):
        at.ask(PAGE)
    assert line.sent.count(PAGE.text) == 5


def test_more_patience_than_a_run_has_is_not_waited_for() -> None:
    at, _line, waits = asking(of(PAGE, Answered(503, {"retry-after": "7200"}, b"")))
    with pytest.raises(ModuleFailed, match="позже"):
        at.ask(PAGE)
    assert waits == []


def test_rights_that_a_server_calls_its_own_fault_are_rights() -> None:
    said = '{"responseStatus":{"message":"Недостаточно прав для операции"}}'.encode()
    at, line, _waits = asking(of(PAGE, Answered(500, {}, said)))
    for _again in range(4):
        assert at.ask(PAGE).verdict is Verdict.FORBIDDEN
    assert line.logins == 0


def test_another_server_is_never_asked() -> None:
    away = Answered(302, {"location": "https://filter.example.ru/"}, b"")
    at, _line, _waits = asking(of(PAGE, away))
    with pytest.raises(ModuleFailed, match=r"filter\.example\.ru"):
        at.ask(PAGE)
