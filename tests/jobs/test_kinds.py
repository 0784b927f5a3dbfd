"""What each kind of job does is what the command does: the same use case, facts and permission."""

from __future__ import annotations

import os
import signal
from pathlib import Path
from typing import Any

import pytest

from archiver.binding import year as binding
from archiver.disk.account import os_login
from archiver.errors import ExitCode, Refused, UsageError
from archiver.jobs.kind import Bench
from archiver.jobs.kinds import KINDS, kind_of, whole
from archiver.jobs.order import Order
from archiver.jobs.standing import Outcome
from archiver.permissions import TABLE
from archiver.process.workers import Crew
from archiver.progress import Silent
from college_of_test import College, college

__all__ = ["college"]


class Heard(Silent):
    """Keeps the lines."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    def line(self, text: str) -> None:
        self.lines.append(text)


def perform(kind: str, *, by: str = "", heard: Heard | None = None, **arguments: Any) -> Outcome:
    order = Order(kind, arguments, by or os_login(), "console")
    return kind_of(order).perform(Bench(None, order, heard or Heard()))


def test_nothing_that_has_to_be_proved_is_a_job() -> None:
    assert not [kind.name for kind in KINDS.values() if TABLE[kind.permission].proved]


def test_an_order_of_another_release_is_refused() -> None:
    for order in (Order("print", {}, "orlova"), Order("verify", {"colour": 1}, "orlova")):
        with pytest.raises(UsageError):
            kind_of(order)


def test_paths_are_kept_whole(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    asked = {"folders": ["out"], "exports": "in", "media": ["Н-1"]}
    assert whole(asked, KINDS["deposit"]) == {
        "folders": [f"{tmp_path}/out"],
        "exports": f"{tmp_path}/in",
        "media": ["Н-1"],
    }


def test_a_deposit_and_a_check_are_those_of_the_commands(college: College) -> None:
    disk, _other = college.disks()
    college.binders()
    done = perform("deposit", folders=[str(college.root / "out")], exports=str(college.root / "exports"))
    assert (done.code, done.message) == (
        ExitCode.DONE,
        "Сдано: 1, добавлена копия: 0, было сдано раньше: 0, не сдано: 0.",
    )
    assert college.copies() == 2
    assert "1" in college.deposit().out
    with college.register() as register, register.reading() as work:
        told = [event for event in work.trail.events() if event.action == "deposit.made-from"]
    assert told[0].actor == os_login()
    assert perform("verify", everything=True).code is ExitCode.DONE
    damaged = next(disk.rglob("*.pdf"))
    damaged.chmod(0o644)
    damaged.write_bytes(b"%PDF-1.7")
    heard = Heard()
    assert perform("verify", heard=heard, numbers=["ИТ-1"]).code is ExitCode.FINDINGS
    assert any(damaged.name in line for line in heard.lines)
    assert not [line for line in heard.lines if "archiver " in line or " --" in line]


def test_it_is_asked_when_its_turn_has_come_whether_they_may(college: College) -> None:
    college.disks()
    college.binders()
    college.well("people", "add", os_login(), "Орлова Мария Павловна", "--role", "administrator")
    college.well("people", "add", "petrov", "Петров Пётр Петрович", "--role", "commission")
    college.well("people", "add", "gone", "Сидоров Пётр Петрович", "--role", "dispatcher")
    college.well("people", "leave", "gone")
    out, exports = str(college.root / "out"), str(college.root / "exports")
    for login in ("petrov", "nobody", "gone"):
        with pytest.raises(Refused):
            perform("deposit", by=login, folders=[out])
        with pytest.raises(Refused):
            perform("year-end", by=login, year="2025/26", exports=exports, out=str(college.root / "new"))
    assert not (college.root / "new").exists()
    assert college.copies() == 0


def _die(*_words: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def test_a_poisoned_group_is_named_and_the_others_are_done(
    college: College, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, deaths = Crew.submit, []

    def submit(self: Crew, work, *args, **kwargs):  # type: ignore[no-untyped-def]
        if work is binding.bind_group and args[0].export.name == "ТО-14":
            deaths.append(1)
            return real(self, _die)
        return real(self, work, *args, **kwargs)

    monkeypatch.setattr(Crew, "submit", submit)
    monkeypatch.delenv("XDG_CACHE_HOME")  # forms are those of the other tests; parts are not
    with (college.root / "archiver.toml").open("a", encoding="utf-8") as settings:
        settings.write(f"[cache]\nfolder = '{college.root / 'parts'}'\n")
    college.disks()
    college.binders("ТО-13", "ТО-14")
    new = college.root / "new"
    done = perform("year-end", year="2025/26", exports=str(college.root / "exports"), out=str(new), workers=1)
    assert (done.code, done.message) == (ExitCode.FINDINGS, "Сшито групп: 1; не сшиты: ТО-14.")
    assert len(deaths) <= 3
    assert len([*new.rglob("*.pdf")]) == 1
