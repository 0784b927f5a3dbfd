"""A small archive for the tests of custody: a college, its register, and files of two groups."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from archiver.__main__ import run
from archiver.disk.account import os_login
from archiver.register.model.files import File, Roster
from archiver.register.model.people import Person, Role
from archiver.register.opening import open_url
from archiver.register.register import Register

ME = os_login()


def a_file(group: str, *, year: int = 2025, series: str = "05-11", closed: dt.date | None = None) -> File:
    closed = closed or dt.date(year + 1, 6, 30)
    years = {"05-11": 5, "05-12": 25}[series]
    return File(
        external_id=f"ТК/{series}/{year}-{(year + 1) % 100:02}/{group}",
        series=series,
        index=series,
        title=f"Журнал учебных занятий группы {group} за {year}/{(year + 1) % 100:02} учебный год",
        academic_year=year,
        registered_at=dt.datetime(2026, 7, 5, tzinfo=dt.UTC),
        college="ТК",
        group=group,
        closed_on=closed,
        years=years,
        keep_until=dt.date(closed.year + years, 12, 31),
        sheets=120,
    )


@dataclass
class Archive:
    """`call` runs the program as a user does; `url` is its register."""

    folder: Path
    url: str
    capsys: pytest.CaptureFixture[str]

    def opened(self) -> Register:
        return open_url(self.url)

    def call(self, *words: str) -> tuple[int, str]:
        """The exit code, and all that was said."""
        self.capsys.readouterr()
        code = run(words)
        said = self.capsys.readouterr()
        return code, said.out + said.err

    def settle(self, *roles: Role) -> None:
        """Register the user of the system with these roles."""
        with self.opened() as register, register.transaction(by=ME) as work:
            work.people.add(
                Person(
                    login=ME,
                    name="Орлова Мария Павловна",
                    post="Архивариус",
                    roles=roles,
                    registered_at=work.now(),
                )
            )

    def add(self, *files: File) -> list[File]:
        with self.opened() as register, register.transaction(by=ME) as work:
            return [work.files.add(file, Roster.of(("Ёлкин Пётр Ильич",))) for file in files]

    def read(self, question: Callable[..., object]) -> object:
        with self.opened() as register, register.reading() as work:
            return question(work)


def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Archive:
    url = f"sqlite:///{tmp_path}/register.db"
    settings = tmp_path / "archiver.toml"
    settings.write_text(
        f'[college]\nname = "Тестовый колледж"\nshort_name = "ТК"\n[archive]\nregister_url = "{url}"\n',
        encoding="utf-8",
    )
    monkeypatch.setenv("ARCHIVER_CONFIG", str(settings))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.chdir(tmp_path)
    return Archive(tmp_path, url, capsys)
