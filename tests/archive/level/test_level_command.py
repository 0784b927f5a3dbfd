"""`archiver level`: the matrix from the register alone; measures are stated with a document and run out."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import click
import pytest

from archiver.archive.level.matrix import judge
from archiver.cli.level import state
from archiver.register.model.people import Person, Role
from archiver.register.model.trail import MeasureKind
from archives import SmallArchive

TODAY = dt.date.today()
NEXT_YEAR = (TODAY + dt.timedelta(days=300)).isoformat()


def document(archive: SmallArchive, capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    capsys.readouterr()
    assert archive.run("level", "--json") == 0
    judged: dict[str, Any] = json.loads(capsys.readouterr().out)
    return judged


def met(judged: dict[str, Any]) -> set[tuple[str, int]]:
    return {(cell["area"], cell["level"]) for cell in judged["cells"] if cell["met"]}


def test_an_empty_archive_has_reached_nothing(
    small_archive: SmallArchive, capsys: pytest.CaptureFixture[str]
) -> None:
    judged = document(small_archive, capsys)
    assert len(judged["cells"]) == 20 and met(judged) == set()
    assert set(judged["reached"].values()) == {0}
    assert small_archive.run("level") == 0
    assert "Самый дешёвый следующий шаг" in capsys.readouterr().out


def test_two_folders_of_one_disk_are_one_copy(
    small_archive: SmallArchive, capsys: pytest.CaptureFixture[str]
) -> None:
    small_archive.deposit()
    assert ("storage", 1) not in met(document(small_archive, capsys))


def test_a_measure_proves_its_cell_until_it_is_over(
    small_archive: SmallArchive, capsys: pytest.CaptureFixture[str]
) -> None:
    small_archive.deposit()
    judged = document(small_archive, capsys)
    assert ("integrity", 1) not in met(judged)
    assert "archiver level state virus-check" in json.dumps(judged, ensure_ascii=False)
    words = ("level", "state", "virus-check", "--document", "протокол № 3", "--until")
    assert small_archive.run(*words, NEXT_YEAR) == 0
    judged = document(small_archive, capsys)
    assert ("integrity", 1) in met(judged)
    assert "протокол № 3" in json.dumps(judged, ensure_ascii=False)
    assert small_archive.run("level", "measures") == 0
    assert "протокол № 3" in capsys.readouterr().out
    with small_archive.register() as register, register.reading() as work:
        later = judge(work.facts(TODAY + dt.timedelta(days=301)))
        assert not [one for cell in later.cells for one in cell.criteria if "протокол" in (one.proof or "")]


@pytest.mark.parametrize(
    ("more", "told"),
    [
        (("--until", (TODAY - dt.timedelta(days=1)).isoformat()), "не действует"),
        (("--until", "2300-01-01"), "не дольше 5 лет"),
        (("--until", NEXT_YEAR, "--on", NEXT_YEAR), "ещё не наступил"),
    ],
)
def test_days_that_do_not_do(
    small_archive: SmallArchive, capsys: pytest.CaptureFixture[str], more: tuple[str, ...], told: str
) -> None:
    assert small_archive.run("level", "state", "log-review", "--document", "протокол", *more) == 2
    assert told in capsys.readouterr().err
    with small_archive.register() as register, register.reading() as work:
        assert work.trail.measures() == ()


def test_only_those_who_answer_for_the_archive_state_measures(small_archive: SmallArchive) -> None:
    person = Person(
        login="orlova", name="Орлова О.О.", roles=(Role.ARCHIVIST,), registered_at=dt.datetime.now(dt.UTC)
    )
    with small_archive.register() as register, register.transaction(by="orlova") as work:
        work.people.add(person)
    words = ("level", "state", "log-review", "--document", "протокол", "--until", NEXT_YEAR)
    assert small_archive.run(*words) == 9
    with small_archive.register() as register, register.reading() as work:
        assert work.trail.measures() == ()


def test_every_kind_can_be_stated() -> None:
    (kind,) = (one for one in state.params if one.name == "kind")
    assert isinstance(kind.type, click.Choice)
    assert set(kind.type.choices) == {one.value for one in MeasureKind}
