"""What stands is not read again, and a run after any change leaves what a run into an empty folder makes."""

from __future__ import annotations

import datetime as dt
import json
import os
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from calling import Call, named

from archiver.binding import group as reading
from archiver.binding import standing
from archiver.disk import memory
from archiver.intake.canonical import write_canonical
from archiver.process.workers import Crew
from factories import make_journal, make_lesson, make_lessons, make_section

YEAR = "2025/26"
LATE = "2026-07-05"


@dataclass
class Office:
    """A folder of exports, the folder of the binders, and which groups were read for the last run."""

    archiver: Call
    folder: Path
    read: list[str] = field(default_factory=list)
    more: tuple[str, ...] = ()
    day: str = LATE

    @property
    def exports(self) -> Path:
        return self.folder / "exports"

    @property
    def settings(self) -> Path:
        return self.folder / "archiver.toml"

    def file(self, group: str) -> Path:
        (found,) = self.exports.glob(f"*{group}*")
        return found

    def run(self, out: str = "out") -> dict[str, Any]:
        """The report of a run, the volumes by name, and what was told."""
        self.read.clear()
        where = self.folder / out
        words = ["year-end", YEAR, "--from", self.exports, "--to", where, "--today", self.day, *self.more]
        answer = self.archiver(*words)
        assert answer.code in (0, 3), answer.err
        report = json.loads((where / "report.json").read_text("utf-8"))
        volumes = {path.name: path.read_bytes() for path in where.glob("*.pdf")}
        return {"code": answer.code, "report": report, "volumes": volumes, "told": answer.out}


@pytest.fixture
def office(
    archiver: Call, exports: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Office]:
    """One process, a memory of its own; a lesson of ЁЛ-11 lies outside the period, which blocks it."""
    made = Office(archiver, tmp_path)
    outside = make_section(lessons=(*make_lessons(), make_lesson(99, dt.date(2026, 6, 1))))
    write_canonical(named(make_journal(sections=(outside, make_section(term=2))), "ЁЛ-11"), exports)
    real = reading.bind_group

    def noted(task: Any) -> Any:
        made.read.append(task.export.name)
        return real(task)

    def inline(self: Crew, work: Callable[..., Any], *words: Any) -> Future[Any]:
        done: Future[Any] = Future()
        done.set_result(work(*words))
        return done

    monkeypatch.setattr(reading, "bind_group", noted)
    monkeypatch.setattr(Crew, "submit", inline)
    monkeypatch.setattr(memory, "user_cache", lambda *names: tmp_path.joinpath("remembered", *names))
    yield made


def _same(again: dict[str, Any], fresh: dict[str, Any]) -> None:
    """Two runs left the same; the second found some of it unchanged, and says it."""
    for one in (again, fresh):
        for group in one["report"]["groups"]:
            group["unchanged"] = None
        one["told"] = [line.replace("out2", "out").replace("─", "") for line in one["told"].splitlines()]
    assert again["volumes"] == fresh["volumes"]
    assert again["report"] == fresh["report"]
    assert [" ".join(line.split()) for line in again["told"]] == [
        " ".join(line.split()) for line in fresh["told"]
    ]
    assert again["code"] == fresh["code"]


def _nothing(office: Office) -> None:
    """Nothing at all."""


def _mark(office: Office) -> None:
    """One letter of one file; its size and its time stay."""
    file = office.file("ИС-21")
    before = file.stat()
    text = file.read_text("utf-8")
    assert '"5"' in text
    file.write_text(text.replace('"5"', '"4"', 1), "utf-8")
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))


def _time(office: Office) -> None:
    """Only the time of a file."""
    os.utime(office.file("ИС-21"), (1, 1))


def _college(office: Office) -> None:
    """The name of the college, which stands on every cover."""
    text = office.settings.read_text("utf-8")
    office.settings.write_text(text.replace("Тестовый", "Другой"), "utf-8")


def _archive(office: Office) -> None:
    """A section of the settings that no binder knows."""
    with office.settings.open("a", encoding="utf-8") as file:
        file.write("\n[disposal]\n")


def _accepted(office: Office) -> None:
    """What blocks a group, accepted in the settings."""
    report = json.loads((office.folder / "out" / "report.json").read_text("utf-8"))
    codes = {one["code"] for group in report["groups"] for one in group["blocking"]}
    with office.settings.open("a", encoding="utf-8") as file:
        for code in sorted(codes):
            file.write(f'\n[[accepted]]\ngroup = "ЁЛ-11"\ncode = "{code}"\nreason = "так и было"\nby = "Я"\n')


def _tomorrow(office: Office) -> None:
    """A day later: no study period ends in between."""
    office.day = "2026-07-06"


def _june(office: Office) -> None:
    """A day on which the second study period was not over."""
    office.day = "2026-06-01"


def _taken_away(office: Office) -> None:
    next((office.folder / "out").glob("*ИС-21*.pdf")).unlink()


def _damaged(office: Office) -> None:
    """A volume of the same size and time, with one byte another."""
    volume = next((office.folder / "out").glob("*ИС-21*.pdf"))
    before = volume.stat()
    data = bytearray(volume.read_bytes())
    data[len(data) // 2] ^= 1
    volume.write_bytes(data)
    os.utime(volume, ns=(before.st_atime_ns, before.st_mtime_ns))


def _report(office: Office) -> None:
    """The report of a run that was killed before it was written."""
    (office.folder / "out" / "report.json").unlink()


def _another(office: Office) -> None:
    write_canonical(named(make_journal(), "НН-99"), office.exports)


def _renamed(office: Office) -> None:
    """A group that is called otherwise now, by the same file."""
    file = office.file("ТМ-12")
    file.write_text(file.read_text("utf-8").replace("ТМ-12", "ТМ-13"), "utf-8")


@pytest.mark.parametrize(
    ("change", "read"),
    [
        (_nothing, set()),
        (_time, set()),
        (_archive, set()),
        (_tomorrow, set()),
        (_report, set()),
        (_mark, {"ИС-21"}),
        (_taken_away, {"ИС-21"}),
        (_damaged, {"ИС-21"}),
        (_accepted, {"ЁЛ-11"}),
        (_another, {"НН-99"}),
        (_renamed, {"ТМ-13"}),
        (_college, {"ИС-21", "ЁЛ-11", "ТМ-12"}),
        (_june, {"ИС-21", "ЁЛ-11", "ТМ-12"}),
    ],
    ids=lambda value: value.__name__[1:] if callable(value) else "",
)
def test_a_run_after_any_change_leaves_what_a_fresh_one_makes(
    office: Office, monkeypatch: pytest.MonkeyPatch, change: Callable[[Office], None], read: set[str]
) -> None:
    office.run()
    change(office)
    again = office.run()
    assert set(office.read) == read
    left = set(again["report"]["leftovers"])
    for name in left:  # what a group of another name has left there
        del again["volumes"][name]
    again["report"]["groups"] = [one for one in again["report"]["groups"] if not one["carried"]]
    monkeypatch.setattr(memory, "user_cache", lambda *names: office.folder.joinpath("blank", *names))
    fresh = office.run("out2")
    if change is _renamed:
        (office.folder / "out" / "Журнал ТМ-12 2025-26.pdf").unlink()
        again = office.run()
    _same(again, fresh)


def test_another_program_reads_everything(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    office.run()
    monkeypatch.setattr(standing, "program_digest", lambda: "another")
    office.run()
    assert set(office.read) == {"ИС-21", "ЁЛ-11", "ТМ-12"}


def test_what_is_accepted_for_the_run_is_part_of_it(office: Office) -> None:
    office.run()
    codes = {one["code"] for one in _group(office.run(), "ЁЛ-11")["blocking"]}
    assert codes
    office.more = tuple(word for code in codes for word in ("--accept", f"{code}@ЁЛ-11=так и было"))
    first = office.run()
    assert office.read == ["ЁЛ-11"]
    assert _group(first, "ЁЛ-11")["status"] == "done"
    second = office.run()
    assert office.read == []
    _same(second, first)


def _group(answer: dict[str, Any], name: str) -> dict[str, Any]:
    found: dict[str, Any] = next(one for one in answer["report"]["groups"] if one["name"] == name)
    return found


def test_a_spoilt_memory_only_costs_time(office: Office) -> None:
    first = office.run()
    for path in (office.folder / "remembered" / "memory").iterdir():
        path.write_bytes(path.read_bytes()[:-1])
    again = office.run()
    assert set(office.read) == {"ИС-21", "ЁЛ-11", "ТМ-12"}
    _same(again, first)
