"""A history of an archive with an adversary in it: any register he likes, any clock, bags that are back."""

from __future__ import annotations

import contextlib
import datetime as dt
import shutil
import sqlite3
from collections.abc import Callable

from honest import Honest, Stopped
from outsider import JOURNALS, Offence
from tricks import TRICKS, date_confirmed, is_worth, writing

from archiver.archive.audit.trail import check_trail
from archiver.archive.custody.attention import attention_of
from archiver.archive.disposal.execution import Run
from archiver.archive.disposal.remembering import read_back
from archiver.archive.disposal.returning import finish_returned
from archiver.archive.preservation.rebuilding import Rebuilding
from archiver.progress import Silent


class History(Honest):
    """One history, by its seed."""

    # What honest people do while the adversary is about

    def execute(self, number: str) -> None:
        """The run may die, and things may happen in it."""
        at = self.dice.choice((None, None, self.dice.randint(1, 20)))
        what = self.dice.choice(("умирает", "запрет", "трюк"))
        left = at or 0

        def step(_name: str) -> None:
            nonlocal left
            left -= 1
            if at is None or left:
                return
            self.outsider.judge(self.today)
            if what == "умирает":
                raise Stopped
            self.note(f"(посреди исполнения: {what})")
            if what == "запрет":
                self.hold()
            else:
                self.trick()

        self.attempt(f"исполнение {number}", lambda: Run(self.office("it"), number, step=step).run())

    def straight(self) -> None:
        """All the way, with a trick or an event somewhere on it."""
        self.together()
        group = self.dice.choice(("А-1", "А-1", "Б-2", "В-3"))
        at = self.dice.randint(0, 9)
        way = (self.agree, self.approve, self.execute, self.execute, self.account)
        for count, step in enumerate((None, *way)):
            if count == at:
                self.dice.choice(
                    (self.trick, self.trick, self.hold, self.restore, self.bring_back, self.plug)
                )()
            if step is None:
                self.draw(group)
            else:
                step((self.numbers() or ["нет"])[-1])

    # The adversary

    def trick(self) -> None:
        """Some table, or the trail, is written past the program."""
        chosen = self.dice.choice(TRICKS)
        if not is_worth(self.folder / "register.db"):
            return
        self.note(f"ТРЮК {chosen.__name__}")
        self.outsider.tampered = True
        with contextlib.suppress(sqlite3.OperationalError), writing(self.folder / "register.db") as database:
            chosen(database, self.dice, self.clock.now)

    def save(self) -> None:
        self.backups.append(self.saved())
        self.note("копия реестра снята")

    def restore(self) -> None:
        """An earlier copy is laid in the place of the register, and nothing tells of it."""
        copy = self.dice.randrange(len(self.backups))
        self.away()
        (self.folder / "register.db").write_bytes(self.backups[copy])
        self.opened()
        self.outsider.tampered = True
        self.note(f"ТРЮК копия {copy} на месте реестра")

    def rebuild(self) -> None:
        """The register is made anew from what is connected."""
        self.away()
        shutil.copy(self.folder / "empty.db", self.folder / "register.db")
        self.opened()
        self.outsider.tampered = True
        there = [str(folder) for folder in self.archive.folders.values() if folder.exists()]
        self.attempt("rebuild", lambda: self.rebuilt(there))

    def rebuilt(self, there: list[str]) -> None:
        register = self.archive.register
        try:
            Rebuilding(register, self.archive.settings.archive, "it", progress=Silent()).from_media(there)
            read_back(register, self.archive.settings, by="it")
        finally:
            self.archive.staff()

    def set_clock(self) -> None:
        """Years ahead, with everybody's word for it in the register; or right again."""
        if self.ahead:
            self.clock.now -= self.ahead
            self.ahead = dt.timedelta()
            self.note("ТРЮК часы снова верны")
            return
        self.ahead = dt.timedelta(days=self.dice.choice((100, 700, 4000)))
        self.clock.now += self.ahead
        self.note(f"ТРЮК часы вперёд на {self.ahead.days}")
        if self.dice.random() < 0.7:
            self.outsider.tampered = True
            with contextlib.suppress(sqlite3.OperationalError), writing(self.folder / "register.db") as one:
                date_confirmed(one, self.dice, self.clock.now)
            self.note("ТРЮК дата подтверждена в реестре")

    def bring_back(self) -> None:
        """A bag from before lies on a medium again: at its place, or elsewhere."""
        number = self.dice.choice(tuple(self.archive.folders))
        folder = self.archive.folders[number]
        if folder.exists():
            (year,) = self.kept.iterdir()
            bag = self.dice.choice(sorted(year.iterdir()))
            place_ = self.dice.choice((f"{JOURNALS}/{year.name}/{bag.name}", f"найдено {self.papers}"))
            if not (folder / place_).exists():
                shutil.copytree(bag, folder / place_)
                self.note(f"ВЕРНУЛОСЬ {bag.name} на {number}: {place_}")
        self.outsider.seen = self.outsider.look()

    # The end

    def walk(self) -> None:
        honest: tuple[Callable[[], None], ...] = (
            self.wait, self.hold, self.lift, self.late, self.statement, self.again, self.plug,
            lambda: self.draw(self.group()), lambda: self.agree(self.act()), lambda: self.approve(self.act()),
            lambda: self.execute(self.act()), lambda: self.account(self.act()),
            self.recover, self.repair, self.copy, self.adopt, self.finish, self.audit, self.lose,
            *[self.straight] * 8,
        )  # fmt: skip
        adversary = (
            *[self.trick] * 5, self.save, self.restore, self.restore, self.rebuild, self.set_clock,
            self.bring_back,
        )  # fmt: skip
        after = (
            self.bring_back, self.bring_back, self.restore, self.repair, self.copy, self.again, self.adopt,
            self.recover, self.finish, self.rebuild,
        )  # fmt: skip
        for _time in range(self.dice.randint(3, 9)):
            if any(known.begun for known in self.outsider.known.values()) and self.dice.random() < 0.5:
                self.dice.choice(after)()
            else:
                self.dice.choice(honest if self.dice.random() < 0.65 else adversary)()
        self.reckon()

    def reckon(self) -> None:
        """What came back of what was destroyed is erased, or told of, once honest people look for it."""
        if self.ahead:
            self.set_clock()
        self.together()
        if not any(
            series == JOURNALS and self.outsider.known[group].gone
            for lying in self.outsider.look().values()
            for series, group in lying
        ):
            return
        self.counted["reckoned"] += 1
        self.recover()
        self.verify()
        said: list[str] = []
        for number in self.numbers():
            done = self.attempt(f"исполнение {number}", lambda n=number: Run(self.office("it"), n).run())  # type: ignore[misc]
            if done is None:
                done = self.attempt(
                    f"finish {number}", lambda n=number: finish_returned(self.office("it"), n)
                )  # type: ignore[misc]
            said += [str(one) for one in getattr(done, "problems", ())]
            said += [one.what for one in getattr(done, "strays", ())]
            said += [one.what for one in getattr(done, "left", ())]
        self.verify()
        found = self.attempt("attention", lambda: attention_of(self.office("it")))
        said += [
            one.partition(":")[2] for medium in getattr(found, "unregistered", ()) for one in medium.places
        ]
        whole = self.attempt("audit", lambda: check_trail(self.office("archivist")))
        report = getattr(whole, "report", None)
        if report is None or not report.agreed:
            self.note("реестр не сходится: об этом сказано")
            return
        for number, lying in self.outsider.look().items():
            for (series, group), paths in lying.items():
                if series == JOURNALS and self.outsider.known[group].gone:
                    for path in paths:
                        bag = path.rpartition("/data/")[0]
                        if not any(bag in line or f"группы {group}" in line for line in said):
                            raise Offence(f"{group} is back on {number} ({path}), and nobody tells: {said}")
