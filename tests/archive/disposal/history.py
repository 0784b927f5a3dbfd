"""A history of an archive with an adversary in it: any register he likes, any clock, bags that are back."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Callable

import pytest
from buckets_of_folders import address_of
from grounds import WRITTEN_ABOUT
from honest import Honest
from outsider import JOURNALS, Offence
from starts import GONE
from tricks import TRICKS, Trick, date_confirmed, is_worth
from walked import Stopped

from archiver.archive.audit.trail import check_trail
from archiver.archive.custody.attention import attention_of
from archiver.archive.disposal.execution import Run
from archiver.archive.disposal.recovering import Comparison
from archiver.archive.disposal.remembering import read_back
from archiver.archive.disposal.returning import finish_returned
from archiver.archive.media.changing import retire
from archiver.archive.preservation.readmitting import readmit
from archiver.archive.preservation.rebuilding import Rebuilding
from archiver.counter.heads import leave_heads
from archiver.progress import Silent
from archiver.register.restore import restore as put_back
from storage import wiping

_IN_EXECUTION = ("умирает", "умирает в пакете", "запрет", "трюк")


class History(Honest):
    """One history, by its seed."""

    die_in = 0
    """The file of a bag at which a run dies; 0 for none."""

    # What honest people do while the adversary is about

    def execute(self, number: str) -> None:
        """The run may die, and things may happen in it."""
        if self.dice.random() < 0.2:
            self.confirm_date(number)
        self.execution(
            number, self.dice.choice((0, self.dice.randint(1, 14))), self.dice.choice(_IN_EXECUTION)
        )

    def execution(self, number: str, at: int, what: str, group: str = "") -> None:
        """At step `at` of it, counted from 1, something happens; nothing for 0."""
        left = at

        def step(name: str) -> None:
            nonlocal left
            self._hold_counts()
            left -= 1
            if not at or left > 0 or (left < 0 and what != "умирает в пакете"):
                return
            self.outsider.judge(self.today)
            if what == "умирает":
                self.kind("died")
                raise Stopped
            if what == "умирает в пакете":
                self.die_in = self.die_in or self.dice.randint(1, 9) if name.startswith("erase ") else 0
                return
            self.note(f"(посреди исполнения, {name}: {what})")
            self.kind("amid execution")
            if what == "запрет":
                # The copy whose erasure is decided goes yet: nobody can stop a hand that has begun.
                self.late_hold = [] if name.startswith("erase ") else None
                self.hold(group)
            else:
                self.trick()

        self.attempt(f"исполнение {number}", lambda: Run(self.office("it"), number, step=step).run())
        self._hold_counts()
        self.die_in = 0

    def _hold_counts(self) -> None:
        if self.late_hold:
            self.outsider.judge(self.today)
            for group, paper in self.late_hold:
                self.outsider.known[group].holds.append(self.outsider.decided(paper))
        self.late_hold = None

    def story(self) -> None:
        """Something is decided, the adversary undoes it, and the file is taken all the way."""
        group = self.dice.choice(("А-1", "Б-2", "В-3"))
        if self.dice.random() < 0.3:
            self.plug()
        decide = self.dice.choice((self.hold, self.hold, self.late, self.lengthen, self.volume))
        decide(group)
        if self.dice.random() < 0.3:
            self.wait()
        for _time in range(self.dice.choice((1, 1, 2))):
            self.dice.choice(self._wiles())()
        if self.dice.random() < 0.4:
            self.together()
            self.recover()
        self.straight(group)

    def amid(self, group: str) -> None:
        """Something happens in the middle of an execution that nobody forbade, and people go on."""
        if group == "В-3":
            self.statement()
        self.draw(group)
        number = self.last()
        self.agree(number)
        self.approve(number)
        self.execution(number, self.dice.randint(1, 14), self.dice.choice(_IN_EXECUTION))
        if self.dice.random() < 0.5:
            self.dice.choice(
                (self.repair, self.copy, self.hold, self.plug, self.rot, self.restore, self.lose, self.lose)
            )()
        if self.dice.random() < 0.5:
            self.together()
            self.execute(number)
            self.account(number)

    def straight(self, group: str = "") -> None:
        """All the way, with a trick or an event somewhere on it."""
        self.together()
        group = group or self.dice.choice(("А-1", "А-1", "Б-2", "В-3"))
        at = self.dice.randint(0, 9)
        way = (self.agree, self.approve, self.execute, self.execute, self.account)
        for count, step in enumerate((None, *way)):
            if count == at:
                self.dice.choice(
                    (self.trick, self.trick, self.hold, self.restore, self.bring_back, self.plug, self.rot)
                )()
            slips = self.dice.random() < 0.04
            if slips:
                self.slip = self.slip_of_date()
            if step is None:
                self.draw(group)
            else:
                step(self.last())
            self.slip = dt.timedelta()

    # The adversary

    def trick(self, *tricks: Trick) -> None:
        """Some tables, or the trail, are written past the program."""
        chosen = tricks or self.dice.sample(TRICKS, self.dice.choice((1, 1, 2, 3)))
        try:
            with self.ground.writing() as database:
                if not is_worth(database):
                    return
                for trick in chosen:
                    trick(database, self.dice, self.clock.now)
        except WRITTEN_ABOUT as error:
            self.note(f"(реестр не дал себя писать: {error})")
            return
        for trick in chosen:
            self.note(f"ТРЮК {trick.__name__}")
            self.kind(trick.__name__)
        self.outsider.suspect()

    def restore(self) -> None:
        """An earlier copy is laid in the place of the register, and nothing tells of it."""
        self.ground_laid(self.dice.randrange(len(self.copies)))

    def ground_laid(self, copy: int) -> None:
        """The earlier copy of that number."""
        with self.replaced():
            self.ground.lay(self.copies[copy])
        self.outsider.suspect()
        self.note(f"ТРЮК копия {copy} на месте реестра")
        self.kind("earlier copy")

    def restored(self) -> None:
        """A saved copy is put back as the program does it."""
        if not self.saved:
            self.restore()
            return
        file = self.dice.choice(self.saved)
        self.outsider.suspect()
        self.kind("restored")

        def done() -> None:
            with self.replaced():
                put_back(file, self.ground.url, by="it", replace=True)
            read_back(self.archive.register, self.archive.settings, by="it")
            leave_heads(self.archive.register, self.archive.settings.archive)

        self.attempt(f"ТРЮК {file.name} возвращена", done)

    def rebuild(self) -> None:
        """The register is made anew from what is connected."""
        with self.replaced():
            self.ground.empty()
        self.outsider.suspect()
        self.kind("rebuilt")
        there = [self._address(number) for number, folder in self.archive.folders.items() if folder.exists()]
        self.attempt("rebuild", lambda: self.rebuilt(there))

    def _address(self, number: str) -> str:
        folder = self.archive.folders[number]
        return address_of(folder) if self.kinds["bucket"] and number == "Н-2" else str(folder)

    def rebuilt(self, there: list[str]) -> None:
        register = self.archive.register
        try:
            Rebuilding(register, self.archive.settings.archive, "it", progress=Silent()).from_media(there)
            read_back(register, self.archive.settings, by="it")
        finally:
            self.archive.staff()

    def set_clock(self) -> None:
        """Years ahead, with everybody's word for it in the register, or a person deceived; or right again."""
        if self.ahead:
            self.clock.now -= self.ahead
            self.ahead, self.deceived = dt.timedelta(), frozenset()
            self.note("ТРЮК часы снова верны")
            return
        self.ahead = dt.timedelta(days=self.dice.choice((100, 700, 4000)))
        self.clock.now += self.ahead
        self.note(f"ТРЮК часы вперёд на {self.ahead.days}")
        self.kind("clock set")
        if self.dice.random() < 0.7:
            self.trick(date_confirmed)
        if self.dice.random() < 0.5:
            self.deceived = frozenset({self.dice.choice(("archivist", "it"))})
            self.note(f"(обманут {min(self.deceived)})")
            self.kind("deceived")

    def bring_back(self, group: str = "") -> None:
        """A bag from before lies on a medium again: at its place, or elsewhere, perhaps only a part of it."""
        number = self.dice.choice(tuple(self.archive.folders))
        folder = self.archive.folders[number]
        if folder.exists():
            (year,) = self.kept.iterdir()
            bags = sorted(one for one in year.iterdir() if one.name.startswith(group))
            bag = self.dice.choice(bags)
            self.papers += 1
            place = self.dice.choice((f"{JOURNALS}/{year.name}/{bag.name}", f"найдено {self.papers}"))
            if not (folder / place).exists():
                shutil.copytree(bag, folder / place)
                self.note(f"ВЕРНУЛОСЬ {bag.name} на {number}: {place}")
                self.kind("bag back")
                if self.dice.random() < 0.2:
                    part = self.dice.choice(("data/journal.json", "bag-info.txt", "tagmanifest-sha256.txt"))
                    (folder / place / part).unlink()
                    self.note(f"(без {part})")
        self.outsider.look_again()

    # All of it

    def walk(self) -> None:
        """Everything until the end, and the reckoning."""
        self.within(self._after if self.kinds["after"] else self._from_the_beginning, self.reckon)

    def within(self, *parts: Callable[[], None]) -> None:
        """Parts of a history by its own clock; a run that is to die in a bag does."""
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("archiver.clock.now", self.clock)
            patch.setattr(wiping, "destroy", self._destroying(wiping.destroy))
            for part in parts:
                part()

    def _destroying(self, destroy: Callable[..., bool]) -> Callable[..., bool]:
        def destroying(*arguments: object) -> bool:
            if self.die_in:
                self.die_in -= 1
                if not self.die_in:
                    self.kind("died in a bag")
                    raise Stopped
            return destroy(*arguments)

        return destroying

    def _deeds(self) -> tuple[Callable[[], object], ...]:
        """What honest people do."""
        return (
            self.wait, self.hold, self.lift, self.late, self.lengthen, self.volume, self.statement,
            self.again, self.plug, self.rot, self.save, self.recover, self.repair, self.copy, self.adopt,
            self.finish, self.audit, self.lose,
            lambda: self.draw(self.group()), lambda: self.agree(self.act()),
            lambda: self.approve(self.act()), lambda: self.execute(self.act()),
            lambda: self.account(self.act()), lambda: self.shredded(self.act()),
        )  # fmt: skip

    def _wiles(self) -> tuple[Callable[[], object], ...]:
        """What the adversary does."""
        return (
            *[self.trick] * 8, self.restore, *[self.restored] * 2, self.rebuild,
            self.set_clock, self.bring_back,
        )  # fmt: skip

    def _from_the_beginning(self) -> None:
        if self.dice.random() < 0.5:
            self.save()
        if self.dice.random() < 0.5:  # what a trick would forbid before it was begun
            self.amid(self.dice.choice(("А-1", "А-1", "В-3")))
        for _time in range(self.dice.randint(1, 4)):
            chosen = self.dice.random()
            way = (self.straight, self.story)
            deeds = way if chosen < 0.4 else self._deeds() if chosen < 0.7 else self._wiles()
            self.dice.choice(deeds)()

    def _after(self) -> None:
        """A bag of what is destroyed is back, sooner or later, and people and the adversary go on."""
        more = (
            self.bring_back, self.restore, self.restored, self.repair, self.copy, self.again, self.adopt,
            self.recover, self.finish, self.rebuild, self.lose, self.plug, self.straight,
        )  # fmt: skip
        times = self.dice.randint(2, 4)
        back = self.dice.randrange(times)
        for time in range(times):
            if time == back:
                self.bring_back(GONE)
            self.dice.choice(more if self.dice.random() < 0.6 else self._wiles())()

    def catch_up(self) -> None:
        """A clock that was wrong has locked destruction until its date, which comes (ADR 0050)."""
        for (text,) in self.rows("SELECT max(at) FROM events"):
            last = dt.datetime.fromisoformat(str(text)) if text else self.clock.now
            if last.tzinfo is None:
                last = last.replace(tzinfo=dt.UTC)
            if last > self.clock.now:
                self.clock.now = last + dt.timedelta(days=1)
                self.note(f"прошло до {last:%d.%m.%Y}")

    def reckon(self, *, anew: bool = False) -> None:
        """What came back of what was destroyed is erased, or told of, once honest people look for it.

        A register that `audit verify` does not find whole is made `anew` from the media first.
        """
        if self.ahead:
            self.set_clock()
        self.together()
        self.catch_up()
        if "Н-3" in self.archive.folders and self.dice.random() < 0.6:
            self.lose()
        if not any(known.gone and self.outsider.lies(group) for group, known in self.outsider.known.items()):
            return
        self.kind("reckoned")
        begun = len(self.told)
        compared = self.recover()
        said_unread = compared.back.unread if isinstance(compared, Comparison) else ()
        # People know which media are in service, whatever the register says of one that lies before them.
        retired = self.rows("SELECT inventory_number FROM media WHERE retired_on IS NOT NULL")
        there = {number for (number,) in retired if (self.folder / number).exists()}
        unread = sorted({*said_unread, *there & self.archive.folders.keys()})
        for number in unread:  # it comes back into service, or is stated gone
            folder = self.archive.folders.get(number)
            if folder is not None and folder.exists():
                self.attempt("readmit", lambda n=number: readmit(self.office("it"), n, "найден"))  # type: ignore[misc]
            else:
                self.attempt(
                    "retire",
                    lambda n=number: retire(self.office("it"), n, "утрачен", lost=True, document="акт 6"),  # type: ignore[misc]
                )
        if unread:
            self.recover()
        if self.dice.random() < 0.3:
            self.verify()
        said: list[str] = []
        for number in self.numbers():
            self.confirm_date(number)
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
        # The rows of an act are not compared with their files by `audit verify`; whoever executes it is told.
        another = any("из акта в реестре теперь другое" in line for line in self.told[begun:])
        if report is None or not report.agreed or another:
            self.note("реестр не сходится: об этом сказано")
            self.kind("register told of")
            if not anew:
                self.rebuild()
                self.reckon(anew=True)
            return
        for group, known in self.outsider.known.items():
            lies = self.outsider.lies(group) if known.gone else {}
            for number, path in ((number, path) for number, paths in lies.items() for path in paths):
                bag = path.partition("/data/")[0]
                if not any(bag in line for line in said):
                    raise Offence(f"{group} is back on {number} ({path}), and nobody tells: {said}")
        self.kind("all found")
