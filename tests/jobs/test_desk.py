"""Jobs at the counter and on the command line: asked for by whoever may, looked at by all."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from archiver.errors import Refused, UsageError
from archiver.jobs.desk import Desk
from archiver.jobs.place import Place
from archiver.jobs.standing import HowFar, State, in_words
from archiver.jobs.words import how_far_in_words
from archiver.register.model.people import Role
from archiver.register.register import Register
from archiver.settings.tables import Settings
from college_of_test import College, college
from counters import at

__all__ = ["college"]


@pytest.fixture
def register(college: College) -> Iterator[Register]:
    college.disks()
    with college.register() as opened:
        yield opened


def test_states_have_a_word_each() -> None:
    assert [in_words(state) for state in State] == [
        "ждёт", "идёт", "сделано", "с замечаниями", "ошибка", "прервано", "остановлено",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("far", "told"),
    [
        (HowFar(), ""),
        (HowFar("GROUPS", 5, 21), "5 из 21 группы"),
        (HowFar("FILES", 1, 3), "1 из 3 дел"),
        (HowFar("BYTES", 1 << 20, 3 << 20, "Н-1"), "1,0 МБ из 3,0 МБ (Н-1)"),
    ],
)
def test_how_far_it_is_in_words(far: HowFar, told: str) -> None:
    assert how_far_in_words(far) == told


def test_who_may_do_it_may_ask_for_it_stop_it_and_repeat_it(register: Register) -> None:
    archivist, director = Desk(at(register, None, Role.ARCHIVIST)), Desk(at(register, None, Role.DIRECTOR))
    with pytest.raises(Refused):
        director.ask("verify", {"everything": True})
    with pytest.raises(UsageError):
        archivist.look("261130-AAAAA")
    number = archivist.ask("verify", {"everything": True})
    assert archivist.ask("verify", {"everything": True}) == number
    assert director.look(number.lower()).state is State.WAITING
    with pytest.raises(Refused):
        director.stop(number)
    with pytest.raises(Refused):
        archivist.retry(number)  # it is still to be done
    archivist.stop(number)
    with pytest.raises(Refused):
        archivist.stop(number)
    again = archivist.retry(number)
    assert [one.number for one in archivist.latest()] == [again, number]
    assert archivist.look(again).order.again == number


def test_the_command_line_tells_of_jobs(college: College, register: Register) -> None:
    assert college.well("jobs", "list").out == "Заданий нет.\n"
    assert college.call("jobs", "show", "261130-AAAAA").code == 2
    number = Desk(at(register)).ask("verify", {"numbers": ["ИТ-1"]})
    listed = college.well("jobs", "list").out
    for word in (number, "Проверка носителей: ИТ-1", "ждёт", "Рабочий процесс не запущен."):
        assert word in listed
    assert "остановлено" in college.well("jobs", "stop", number).out
    shown = college.well("jobs", "show", number).out
    assert shown.startswith(f"{number}  Проверка носителей: ИТ-1\nостановлено\n")
    assert college.call("jobs", "stop", number).code == 9
    assert "поставлено" in college.well("jobs", "retry", number).out
    told = json.loads(college.well("jobs", "list", "--json", "--count", "1").out)
    assert told["worker"] is False
    assert (told["jobs"][0]["again"], told["jobs"][0]["state"]) == (number, "waiting")


def test_a_place_is_beside_the_register(college: College) -> None:
    own = Place.beside(Settings().archive)
    assert own.file
    assert own.file.parent.parent == college.root / "data"
    assert own.file.name == "register-jobs.db"
