"""An archive and what honest people do in it, as their duties are; each step is judged at once."""

from __future__ import annotations

import contextlib
import datetime as dt
import random
import shutil
import sqlite3
import traceback
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from outsider import JOURNALS, STATEMENTS, Known, Offence, Outsider

from archive_for_disposal import MOMENT, Archive, Clock, settings_in
from archiver.archive.audit.trail import check_trail
from archiver.archive.custody.closing import move_closing
from archiver.archive.custody.holding import Meant, lift, place
from archiver.archive.custody.told_destroyed import told_destroyed
from archiver.archive.disposal import steps
from archiver.archive.disposal.drafting import ActWanted, draw_up
from archiver.archive.disposal.recovering import recover
from archiver.archive.disposal.returning import finish_returned
from archiver.archive.media.changing import retire
from archiver.archive.preservation.adopting import adopt
from archiver.archive.preservation.readmitting import readmit
from archiver.archive.preservation.repair import copy_onto, repair
from archiver.archive.preservation.verification import Verification
from archiver.counter.live_clock import LiveClock
from archiver.counter.session import Session
from archiver.errors import ArchiverError
from archiver.progress import Silent
from archiver.register.opening import open_url
from retention.people import Protocol

GROUPS = {"А-1": 2020, "Б-2": 2021, "В-3": 2020}
"""The year in which the journal of each was closed; the last one has no statements at first."""
SURNAMES = {"А-1": "Абаев", "Б-2": "Бородин", "В-3": "Воронов"}
MEDIA = ("Н-1", "Н-2")


class Stopped(BaseException):
    """The program dies here."""


class WallClock(LiveClock):
    """A clock elsewhere, which the adversary does not set."""

    def __init__(self, true: Callable[[], dt.datetime]) -> None:
        super().__init__()
        self._true = true

    def drift(self, settings: Any, media: Any, now: dt.datetime) -> dt.timedelta | None:
        return now - self._true()

    def file_time(self, settings: Any) -> dt.datetime | None:
        return None


def file_of(group: str, series: str = JOURNALS) -> str:
    return f"ТК-1/{series}/2019-20/{group}"


def make_base(folder: Path) -> None:
    """Two folders with three journals, and statements of two of them; a register without entries beside."""
    open_url(f"sqlite:///{folder}/empty.db").close()
    archive = Archive.at(f"sqlite:///{folder}/register.db", folder)
    for group, year in GROUPS.items():
        if group != "В-3":
            deposit(archive, group, STATEMENTS, year)
        deposit(archive, group, JOURNALS, year)
    archive.register.forget()
    archive.register.close()


def deposit(archive: Archive, group: str, series: str, year: int) -> None:
    students = (f"{SURNAMES[group]} Пётр Ильич",) if series == JOURNALS else ("Сводная Вера Львовна",)
    archive.deposit(
        group, series, content=f"{group} {series}".encode(), closed_on=dt.date(year, 7, 5), students=students
    )


class Honest:
    """An archive and its people; `told` is what happened, every choice is that of the seed."""

    def __init__(self, folder: Path, base: Path, seed: int) -> None:
        self.dice, self.told = random.Random(seed), list[str]()
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(base, folder)
        self.folder, self.url = folder, f"sqlite:///{folder}/register.db"
        self.clock, self.ahead = Clock(MOMENT + dt.timedelta(hours=1)), dt.timedelta()
        register = open_url(self.url, clock=self.clock)
        folders = {number: folder / number for number in MEDIA}
        self.archive = Archive(register, settings_in(folder), self.clock, folder, folders)
        self.outsider = Outsider(folders, {one: Known(dt.date(year, 7, 5)) for one, year in GROUPS.items()})
        self.outsider.learn()
        self.live = self.dice.random() < 0.3
        self.papers = 0
        self.backups = [self.saved()]
        self.kept = folder.with_name("kept")
        shutil.rmtree(self.kept, ignore_errors=True)
        shutil.copytree(folder / "Н-1" / JOURNALS, self.kept)
        self.counted = Counter[str]()

    # Ground

    @property
    def true(self) -> dt.datetime:
        return self.clock.now - self.ahead

    @property
    def today(self) -> dt.date:
        return self.true.astimezone().date()

    def office(self, login: str) -> Session:
        """Honest people state the date that the calendar shows."""
        session = self.archive.office(login, self.today)
        return replace(session, live=WallClock(lambda: self.true)) if self.live else session

    def saved(self) -> bytes:
        self.archive.register.forget()
        return (self.folder / "register.db").read_bytes()

    def opened(self) -> None:
        self.archive.register = open_url(self.url, clock=self.clock)

    def away(self) -> None:
        self.archive.register.close()
        for suffix in ("", "-wal", "-shm"):
            Path(f"{self.folder}/register.db{suffix}").unlink(missing_ok=True)

    def paper(self, what: str) -> str:
        self.papers += 1
        return f"{what} № {self.papers}-{self.dice.randrange(10**9)} от 01.10.2026"

    def attempt(self, name: str, action: Callable[[], object]) -> object:
        """What the program does, or refuses, or dies of; judged at once."""
        result: object = None
        try:
            result = action()
            self.note(name)
        except ArchiverError as error:
            self.note(f"{name}: отказ: {error.message[:150]}")
        except Stopped:
            self.note(f"{name}: остановлено")
        except Exception as error:
            raise Offence(f"{name} fails: {error!r}\n{traceback.format_exc()}") from error
        self.outsider.judge(self.today)
        return result

    def note(self, line: str) -> None:
        self.told.append(line)
        self.counted[line.partition(":")[0].partition(" ")[0]] += 1

    # Honest people

    def wait(self) -> None:
        days = self.dice.choice((1, 30, 40, 100, 400))
        self.clock.now += dt.timedelta(days=days)
        self.note(f"прошло дней {days}")

    def hold(self, group: str = "") -> None:
        group, paper = group or self.group(), self.paper("запрос суда")
        done = self.attempt(
            f"запрет {group} {paper}",
            lambda: place(self.office("archivist"), Meant((file_of(group),)), paper),
        )
        if done is not None and self.outsider.tells(paper):
            self.outsider.known[group].holds.append(paper)

    def lift(self) -> None:
        group = self.group()
        known = self.outsider.known[group].holds
        if known:
            paper = self.dice.choice(known)
            with contextlib.closing(sqlite3.connect(self.folder / "register.db")) as database:
                rows = database.execute(
                    "SELECT id FROM holds WHERE document = ? AND lifted_at IS NULL", (paper,)
                ).fetchall()
            numbers = [number for (number,) in rows]
            if numbers and self.attempt(
                f"снят запрет {group} {paper}",
                lambda: lift(self.office("archivist"), numbers, self.paper("письмо суда")),
            ):
                known.remove(paper)

    def late(self) -> None:
        group, paper, on = self.group(), self.paper("приказ"), dt.date(2025, 3, 1)
        done = self.attempt(
            f"закрытие {group} {paper}",
            lambda: move_closing(self.office("archivist"), file_of(group), on, paper),
        )
        if done is not None:
            self.outsider.known[group].late.append((on, on.isoformat()))

    def statement(self) -> None:
        if all(folder.exists() for folder in self.archive.folders.values()):
            self.attempt("ведомость В-3", lambda: self.deposited("В-3", STATEMENTS))
            self.outsider.learn()

    def deposited(self, group: str, series: str) -> None:
        with self.archive.register.reading() as work:
            media = work.media.all()
        with self.office("archivist").stores() as stores:
            told = told_destroyed(stores, media)
        self.archive.deposited(
            group, series, content=f"{group} {series}".encode(), closed_on=dt.date(GROUPS[group], 7, 5),
            students=(f"{SURNAMES[group]} Пётр Ильич",), told=told,
        )  # fmt: skip

    def again(self) -> None:
        """Somebody deposits a journal once more from the folder it was deposited from."""
        group = self.group()
        if all(folder.exists() for folder in self.archive.folders.values()):
            self.attempt(f"снова {group}", lambda: self.deposited(group, JOURNALS))

    def plug(self) -> None:
        folder = self.archive.folders[self.dice.choice(MEDIA)]
        drawer = folder.with_name(f"{folder.name} в сейфе")
        if folder.exists():
            folder.rename(drawer)
        elif drawer.exists():
            drawer.rename(folder)
        self.note(f"носитель {folder.name}")
        self.outsider.seen = self.outsider.look()

    def together(self) -> None:
        for folder in self.archive.folders.values():
            drawer = folder.with_name(f"{folder.name} в сейфе")
            if drawer.exists() and not folder.exists():
                drawer.rename(folder)
        self.outsider.seen = self.outsider.look()

    def group(self) -> str:
        return self.dice.choice(tuple(GROUPS))

    def numbers(self) -> list[str]:
        with contextlib.closing(sqlite3.connect(self.folder / "register.db")) as database:
            return [
                number for (number,) in database.execute("SELECT number FROM destruction_acts ORDER BY id")
            ]

    def act(self) -> str:
        return self.dice.choice(self.numbers() or ["нет"])

    def draw(self, group: str = "") -> None:
        files = (file_of(group),) if group else ()
        wanted = ActWanted(files, JOURNALS, no_paper="опыт без бумаги", inventories_with_act=True)
        self.attempt(f"акт {group or 'всех'}", lambda: draw_up(self.office("archivist"), wanted))

    def agree(self, number: str) -> None:
        self.attempt(
            f"согласован {number}",
            lambda: steps.agree(self.office("archivist"), number, Protocol("3", self.today)),
        )

    def approve(self, number: str) -> None:
        self.attempt(f"утверждён {number}", lambda: steps.approve(self.office("director"), number))

    def account(self, number: str) -> None:
        self.attempt(f"учтён {number}", lambda: steps.account(self.office("archivist"), number))

    def recover(self) -> None:
        self.attempt("recover", lambda: recover(self.office("archivist")))

    def verify(self) -> None:
        self.attempt("verify", self.looked_through)

    def looked_through(self) -> None:
        with self.archive.register.reading() as work:
            media = work.media.all(retired=False)
        for medium in media:
            if Path(medium.address).exists():
                Verification(
                    self.archive.register, self.archive.settings.archive, "it", progress=Silent()
                ).medium(medium)

    def repair(self) -> None:
        self.verify()
        self.attempt("repair", lambda: list(repair(self.office("it"), Silent())))

    def copy(self) -> None:
        onto = self.dice.choice(MEDIA)
        self.attempt(f"repair --onto {onto}", lambda: list(copy_onto(self.office("it"), onto, Silent())))

    def adopt(self) -> None:
        number = self.dice.choice(MEDIA)
        self.attempt(f"adopt {number}", lambda: adopt(self.office("it"), number, Silent()))

    def finish(self) -> None:
        number = self.act()
        self.attempt(f"finish-returned {number}", lambda: finish_returned(self.office("it"), number))

    def audit(self) -> None:
        self.attempt("audit", lambda: check_trail(self.office("archivist")))

    def lose(self) -> None:
        """A disk is lost: stated so, and what lay on it copied onto a new one; perhaps it is found again."""
        if "Н-3" in self.archive.folders:
            folder = self.folder / "Н-2"
            lost = self.folder / "потерян"
            if lost.exists() and not folder.exists():
                lost.rename(folder)
                self.archive.folders["Н-2"] = folder
                self.note("нашёлся Н-2")
                self.outsider.seen = self.outsider.look()
                self.attempt("readmit", lambda: readmit(self.office("it"), "Н-2", "найден"))
            return
        self.together()
        (self.folder / "Н-2").rename(self.folder / "потерян")
        self.note("потерян Н-2")
        self.outsider.seen = self.outsider.look()
        self.attempt(
            "retire", lambda: retire(self.office("it"), "Н-2", "утрачен", lost=True, document="акт 5")
        )
        self.attempt("add", lambda: self.archive.medium("Н-3"))
        self.archive.folders.setdefault("Н-3", self.folder / "Н-3")
        self.archive.folders["Н-3"].mkdir(exist_ok=True)
        self.outsider.seen = self.outsider.look()
        self.attempt("copy", lambda: list(copy_onto(self.office("it"), "Н-3", Silent())))
        self.outsider.seen = self.outsider.look()
