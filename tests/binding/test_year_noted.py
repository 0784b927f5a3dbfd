"""What year-end lets the register know, and how far a group has come by that."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from calling import Call

from archiver.archive.year.gathering import GroupYear, year_of
from archiver.archive.year.standing import Stage, State
from archiver.counter import session
from archiver.intake.canonical import write_canonical
from archiver.journal.model import AcademicYear
from archiver.register.model.people import Role
from archiver.register.model.year import ExportCheck, MadeBinder, TakenExport
from archiver.register.opening import open_url
from archiver.register.register import Register
from archiver.settings.tables import Settings
from counters import at
from factories import make_journal, make_lesson

YEAR = AcademicYear(2025)


@pytest.fixture
def register(tmp_path: Path, archiver: Call) -> Register:
    """A register where the settings say."""
    settings = tmp_path / "archiver.toml"
    url = f"sqlite:///{tmp_path}/register.db"
    settings.write_text(settings.read_text() + f"\n[archive]\nregister_url = '{url}'\n")
    return open_url(url)


def bind(archiver: Call, *words: str, code: int = 0) -> None:
    answer = archiver("year-end", "2025/26", "--from", "exports", "--to", "out", *words)
    assert answer.code == code, answer


def seen(register: Register, tmp_path: Path) -> dict[str, GroupYear]:
    college = {"short_name": "ТК"}
    settings = Settings.model_validate({"college": college})
    return {one.group: one for one in year_of(at(register, settings, Role.DISPATCHER), YEAR)}


def counted(register: Register) -> list[int]:
    with register.reading() as work:
        return [len(work.year.all(kind, 2025)) for kind in (TakenExport, ExportCheck, MadeBinder)]


def test_a_run_is_noted_once_and_a_corrected_export_outdates_what_it_changes(
    archiver: Call, register: Register, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = []
    real = session.open_register
    monkeypatch.setattr(session, "open_register", lambda *a, **k: opened.append(1) or real(*a, **k))
    folder = tmp_path / "exports"
    journal = make_journal()
    (name,) = {journal.group.name}
    write_canonical(journal, folder)
    bind(archiver)
    found = seen(register, tmp_path)[name].standing
    assert [found[stage].state for stage in list(Stage)[:4]] == [State.DONE] * 3 + [State.NONE]
    assert found.next is Stage.PRINTED
    assert counted(register) == [1, 1, 1]
    assert len(opened) == 2  # before the run, and for what it has made
    bind(archiver)
    assert counted(register) == [1, 1, 1]
    assert len(opened) == 3  # nothing is new, so it is not asked twice

    (volume,) = json.loads((tmp_path / "out" / "report.json").read_text())["groups"][0]["volumes"]
    signed = ("--certified", "2026-07-01", "--sheets", volume["sheets"])
    noted = archiver("printed", name, "--volume", "1", "--copy", "1", "--printed", "out", *map(str, signed))
    assert noted.code == 0, noted
    assert seen(register, tmp_path)[name].standing[Stage.CERTIFIED].state is State.DONE

    first, *others = journal.sections
    lessons = (replace(first.lessons[0], topic="Другая тема"), *first.lessons[1:])
    write_canonical(replace(journal, sections=(replace(first, lessons=lessons), *others)), folder)
    bind(archiver)
    found = seen(register, tmp_path)[name].standing
    assert found[Stage.BOUND].state is State.DONE
    assert found[Stage.CERTIFIED].state is State.STALE
    assert found[Stage.CERTIFIED].subjects == (first.subject.name,)
    assert found.next is Stage.PRINTED
    assert counted(register) == [2, 2, 2]


def test_a_study_period_alone_says_nothing_of_the_year(
    archiver: Call, register: Register, tmp_path: Path
) -> None:
    write_canonical(make_journal(), tmp_path / "exports")
    bind(archiver, "--term", "1")
    assert counted(register) == [0, 0, 1]
    bind(archiver)
    assert counted(register) == [1, 1, 2]
    (one,) = seen(register, tmp_path).values()
    assert one.standing[Stage.BOUND].state is State.DONE


def test_a_group_that_is_blocked_is_noted_with_what_blocks_it(
    archiver: Call, register: Register, tmp_path: Path
) -> None:
    journal = make_journal()
    first, *others = journal.sections
    strange = replace(first, lessons=(*first.lessons, make_lesson(id="late", date=journal.year.last_day)))
    write_canonical(replace(journal, sections=(strange, *others)), tmp_path / "exports")
    bind(archiver, code=3)
    (one,) = seen(register, tmp_path).values()
    assert one.standing[Stage.CHECKED].state is State.BLOCKED
    assert one.standing[Stage.CHECKED].found > 0
    assert one.standing.next is Stage.CHECKED


def test_without_a_register_nothing_is_made(archiver: Call, exports: Path, tmp_path: Path) -> None:
    settings = tmp_path / "archiver.toml"
    settings.write_text(settings.read_text() + f"\n[archive]\nregister_url = 'sqlite:///{tmp_path}/r.db'\n")
    bind(archiver)
    assert not (tmp_path / "r.db").exists()
