"""A curator checks the journals of their own groups and prints their lists for scholarships, no others."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from archiver.binding.checked import check_exports
from archiver.binding.convert import convert_exports
from archiver.counter.use_case import Workplace
from archiver.errors import Refused, UsageError
from archiver.intake.canonical import write_canonical
from archiver.intake.exports import Exports
from archiver.intake.open import open_exports
from archiver.people.who import Acting
from archiver.register.model.people import Person, Role
from archiver.reports.made import deadlines, scholarship
from archiver.settings.tables import Settings
from archives import journal_of
from counters import MOMENT, stranger

TODAY = dt.date(2026, 7, 1)
GROUPS = ("ИС-21", "ИС-22", "ЮР-11")

Asking = Callable[[Workplace, Exports, tuple[str, ...]], tuple[str, ...]]
"""A use case asked with names of groups; the names of the groups that it told of."""


@pytest.fixture
def exports(tmp_path: Path) -> Exports:
    """A journal of each of three groups."""
    for name in GROUPS:
        write_canonical(journal_of(name), tmp_path / "exports")
    return open_exports(tmp_path / "exports", Settings())


def curator(*groups: str) -> Workplace:
    person = Person(
        login="petrov",
        name="Петров Пётр Петрович",
        roles=(Role.CURATOR,),
        groups=groups,
        registered_at=MOMENT,
    )
    return Workplace(Settings(), Acting("petrov", person))


def check(place: Workplace, exports: Exports, groups: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(one["name"] for one in check_exports(place, exports, today=TODAY, groups=groups).groups)


def lists(place: Workplace, exports: Exports, groups: tuple[str, ...]) -> tuple[str, ...]:
    made = scholarship(place, exports, 1, groups=groups, today=TODAY)
    return tuple(paper.base.split()[1] for paper in made.papers)


def days(place: Workplace, exports: Exports, groups: tuple[str, ...]) -> tuple[str, ...]:
    owed, _made = deadlines(place, exports, groups=groups, today=TODAY)
    return tuple(dict.fromkeys(one.group for one in owed))


ASKED = pytest.mark.parametrize("ask", [check, lists, days])


@ASKED
def test_of_their_own_groups(exports: Exports, ask: Asking) -> None:
    assert ask(curator("ИС-21"), exports, ("ИС-21",)) == ("ИС-21",)
    assert ask(curator("ИС-21"), exports, ("ис–21",)) == ("ИС-21",)
    assert ask(curator("ИС-21", "ЮР-11"), exports, ("ЮР-11", "ИС-21")) == ("ИС-21", "ЮР-11")
    assert ask(curator(*GROUPS), exports, ()) == GROUPS


@ASKED
@pytest.mark.parametrize("groups", [("ИС-22",), ("ИС-21", "ИС-22"), ("ИС-2",), (), ("ИС-21", "ТО-99")])
def test_of_no_other_group(exports: Exports, ask: Asking, groups: tuple[str, ...]) -> None:
    with pytest.raises(Refused, match="свои группы"):
        ask(curator("ИС-21"), exports, groups)


@ASKED
def test_who_has_left_the_groups_has_none(exports: Exports, ask: Asking) -> None:
    with pytest.raises(Refused):
        ask(curator(), exports, ("ИС-21",))


@ASKED
def test_a_stranger_may_nothing_and_learns_no_names_of_groups(exports: Exports, ask: Asking) -> None:
    for groups in ((), ("ИС-21",), ("ТО-99",)):
        with pytest.raises(Refused) as refused:
            ask(Workplace(Settings(), stranger()), exports, groups)
        assert not [name for name in GROUPS if name in refused.value.message]


@ASKED
@pytest.mark.parametrize("acting", [None, Acting.alone("petrov"), Acting("petrov", None, staffed=False)])
def test_everybody_while_nobody_is_registered(exports: Exports, ask: Asking, acting: Acting | None) -> None:
    assert ask(Workplace(Settings(), acting), exports, ()) == GROUPS
    with pytest.raises(UsageError, match="ТО-99"):
        ask(Workplace(Settings(), acting), exports, ("ТО-99",))


def test_exports_are_converted_by_who_may_see_all_of_their_groups(exports: Exports, tmp_path: Path) -> None:
    with pytest.raises(Refused):
        convert_exports(curator("ИС-21"), exports, tmp_path / "out", today=TODAY)
    assert not (tmp_path / "out").exists()
    written, _findings = convert_exports(curator(*GROUPS), exports, tmp_path / "out", today=TODAY)
    assert len(written) == len(GROUPS)


def test_exports_without_groups_are_no_curators(tmp_path: Path) -> None:
    (tmp_path / "exports").mkdir()
    write_canonical(journal_of("ИС-21"), tmp_path / "exports")
    empty = Exports((), (), open_exports(tmp_path / "exports", Settings()).tree)
    with pytest.raises(Refused):
        check(curator("ИС-21"), empty, ())
