"""What honest people do in an archive, as their duties are; each step is judged at once."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

from outsider import JOURNALS, STATEMENTS, Offence
from starts import GROUPS, MEDIA, SURNAMES, file_of
from walked import Walked

from archiver.archive.audit.trail import check_trail
from archiver.archive.custody.closing import move_closing
from archiver.archive.custody.holding import Meant, lift, place
from archiver.archive.custody.schedule import change
from archiver.archive.custody.told_destroyed import told_destroyed
from archiver.archive.disposal import steps
from archiver.archive.disposal.drafting import ActWanted, draw_up
from archiver.archive.disposal.paper import HandOver, confirm_paper
from archiver.archive.disposal.recovering import recover
from archiver.archive.disposal.returning import finish_returned
from archiver.archive.media.changing import retire
from archiver.archive.preservation.adopting import adopt
from archiver.archive.preservation.readmitting import readmit
from archiver.archive.preservation.repair import copy_onto, repair
from archiver.archive.preservation.verification import Verification
from archiver.progress import Silent
from archiver.register.backup import back_up
from retention.act import DestructionAct
from retention.copies import Method
from retention.people import Protocol
from retention.period import Years
from retention.schedule_toml import shipped


class Honest(Walked):
    """The people of an archive; every choice is that of the seed."""

    def wait(self) -> None:
        days = self.dice.choice((1, 30, 40, 100, 400))
        self.clock.now += dt.timedelta(days=days)
        self.note(f"прошло дней {days}")

    def hold(self, group: str = "") -> None:
        """A hold that comes while a copy is being erased counts from the next copy on (`History.execute`)."""
        group, paper = group or self.group(), self.paper("запрос суда")
        done = self.attempt(
            f"запрет {group} {paper}",
            lambda: place(self.office("archivist"), Meant((file_of(group),)), paper),
        )
        if done is None:
            return
        self.kind("hold")
        if self.late_hold is None:
            self.outsider.known[group].holds.append(self.outsider.decided(paper))
        else:
            self.late_hold.append((group, paper))

    def lift(self) -> None:
        group = self.group()
        known = self.outsider.known[group].holds
        if known:
            held = self.dice.choice(known)
            paper = held.paper
            found = self.rows("SELECT id FROM holds WHERE document = ? AND lifted_at IS NULL", paper)
            numbers = [number for (number,) in found]
            if numbers and self.attempt(
                f"снят запрет {group} {paper}",
                lambda: lift(self.office("archivist"), numbers, self.paper("письмо суда")),
            ):
                known.remove(held)

    def late(self, group: str = "") -> None:
        group, paper, on = group or self.group(), self.paper("приказ"), dt.date(2025, 3, 1)
        done = self.attempt(
            f"закрытие {group} {paper}",
            lambda: move_closing(self.office("archivist"), file_of(group), on, paper),
        )
        if done is not None:
            self.kind("closed later")
            self.outsider.known[group].late.append(self.outsider.decided(on.isoformat(), on))

    def lengthen(self, _group: str = "") -> None:
        """Journals are kept longer by a new version of the schedule."""
        paper, years = self.paper("приказ о сроках"), self.dice.choice((7, 10))

        def changed() -> object:
            with self.archive.register.reading() as work:
                adopted = work.schedules.schedule()
            latest = adopted.latest if adopted else shipped().latest
            rows = tuple(
                replace(row, period=Years(years), mandate=paper) if row.code == JOURNALS else row
                for row in latest.series
            )
            return change(self.office("archivist"), replace(latest, series=rows), paper)

        if self.attempt(f"сроки {years} лет {paper}", changed) is not None:
            self.kind("lengthened")
            for known in self.outsider.known.values():
                known.longer.append(self.outsider.decided(paper, years=years))

    def volume(self, group: str = "") -> None:
        """A volume on paper is entered, which has to go too."""
        group = group or self.group()

        def entered() -> object:
            with self.archive.register.reading() as work:
                file = work.files.by_external_id(file_of(group))
            return None if file is None else self.archive.paper(file)

        if self.attempt(f"том {group}", entered) is not None:
            self.kind("paper")

    def shredded(self, number: str) -> None:
        self.attempt(
            f"бумага {number}",
            lambda: confirm_paper(self.office("it"), number, HandOver(Method.SHREDDED, 900)),
        )

    def save(self) -> None:
        """A saved copy by the program, and one of the file as somebody lays it aside."""
        file = self.folder / f"копия {len(self.saved)}"
        if self.attempt("копия", lambda: back_up(self.archive.register, file, by="it")) is not None:
            self.saved.append(file)
        with self.replaced():
            self.copies.append(self.copied())

    def rot(self) -> None:
        """A sector goes bad under a document."""
        number = self.dice.choice(tuple(self.archive.folders))
        folder = self.archive.folders[number]
        files = sorted(folder.glob("05-1[12]/*/*/data/**/*.*")) if folder.exists() else []
        if files:
            self.spoil(self.dice.choice(files))

    def spoil(self, path: Path) -> None:
        content = path.read_bytes()
        path.write_bytes(bytes([content[0] ^ 1]) + content[1:] if content else b"")
        self.note(f"испортилось {path.relative_to(self.folder)}")
        self.kind("rotten")
        self.outsider.look_again()

    def slip_of_date(self) -> dt.timedelta:
        """By how much somebody states a wrong date."""
        slip = dt.timedelta(days=self.dice.choice((-1, 1, 400, 3000)))
        self.note(f"(названа дата на {slip.days} дней не та)")
        self.kind("wrong date")
        return slip

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

    def again(self, group: str = "") -> None:
        """Somebody deposits a journal once more from the folder it was deposited from."""
        group = group or self.group()
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
        self.kind("plugged")
        self.outsider.look_again()

    def together(self) -> None:
        for folder in self.archive.folders.values():
            drawer = folder.with_name(f"{folder.name} в сейфе")
            if drawer.exists() and not folder.exists():
                drawer.rename(folder)
        self.outsider.look_again()

    def group(self) -> str:
        return self.dice.choice(tuple(GROUPS))

    def numbers(self) -> list[str]:
        found = self.rows("SELECT number FROM destruction_acts ORDER BY id")
        return [number for (number,) in found]

    def act(self) -> str:
        return self.dice.choice(self.numbers() or ["нет"])

    def last(self) -> str:
        return (self.numbers() or ["нет"])[-1]

    def draw(self, group: str = "") -> None:
        files = (file_of(group),) if group else ()
        wanted = ActWanted(files, JOURNALS, no_paper="опыт без бумаги", inventories_with_act=True)
        act = self.attempt(f"акт {group or 'всех'}", lambda: draw_up(self.office("archivist"), wanted))
        if isinstance(act, DestructionAct):
            self.acts[str(act.number)] = [str(row.title.group) for row in act.rows]

    def agree(self, number: str) -> None:
        self.attempt(
            f"согласован {number}",
            lambda: steps.agree(self.office("archivist"), number, Protocol("3", self.today)),
        )

    def approve(self, number: str) -> None:
        self.attempt(f"утверждён {number}", lambda: steps.approve(self.office("director"), number))

    def confirm_date(self, number: str) -> None:
        self.attempt(f"дата {number}", lambda: steps.confirm_date(self.office("director"), number))

    def account(self, number: str) -> None:
        """An act says that nothing of its files is left: the judge looks."""
        done = self.attempt(f"учтён {number}", lambda: steps.account(self.office("archivist"), number))
        if done is not None:
            self.kind("accounted")
            for group in self.acts.get(number, ()):
                if lies := self.outsider.lies(group):
                    raise Offence(f"the act {number} is closed over {lies}")

    def recover(self) -> object:
        return self.attempt("recover", lambda: recover(self.office("archivist")))

    def verify(self) -> None:
        self.attempt("verify", self.looked_through)

    def looked_through(self) -> None:
        with self.archive.register.reading() as work:
            media = work.media.all(retired=False)
        for medium in media:
            folder = self.archive.folders.get(medium.inventory_number)
            if folder is not None and folder.exists():
                Verification(
                    self.archive.register, self.archive.settings.archive, "it", progress=Silent()
                ).medium(medium)

    def repair(self) -> None:
        self.verify()
        self.attempt("repair", lambda: list(repair(self.office("it"), Silent())))

    def copy(self, onto: str = "") -> None:
        onto = onto or self.dice.choice(MEDIA)
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
                self.kind("found medium")
                self.outsider.look_again()
                self.attempt("readmit", lambda: readmit(self.office("it"), "Н-2", "найден"))
            return
        self.together()
        (self.folder / "Н-2").rename(self.folder / "потерян")
        self.note("потерян Н-2")
        self.kind("lost medium")
        self.outsider.look_again()
        self.attempt(
            "retire", lambda: retire(self.office("it"), "Н-2", "утрачен", lost=True, document="акт 5")
        )
        self.attempt("add", lambda: self.archive.medium("Н-3"))
        self.archive.folders.setdefault("Н-3", self.folder / "Н-3")
        self.archive.folders["Н-3"].mkdir(exist_ok=True)
        self.outsider.look_again()
        self.attempt("copy", lambda: list(copy_onto(self.office("it"), "Н-3", Silent())))
        self.outsider.look_again()
