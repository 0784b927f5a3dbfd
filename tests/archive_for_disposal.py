"""A small archive for the tests of disposal: a register, media, people, journals closed years ago."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from archiver.archive.custody.no_paper import reason_of, state
from archiver.archive.custody.told_destroyed import Destroyed
from archiver.archive.deposit.deposit import Deposit
from archiver.archive.deposit.filing import Filing
from archiver.archive.deposit.outcome import DepositOutcome, DepositStatus
from archiver.archive.deposit.placing import CopiesWanted as Places
from archiver.archive.deposit.record import Candidate, Candidates, Document, Kind, Record
from archiver.archive.disposal import steps
from archiver.archive.disposal.acts import officer_of
from archiver.archive.disposal.clock import confirm, reading_of
from archiver.archive.disposal.drafting import ActWanted, draw_up
from archiver.archive.disposal.execution import Done, Run
from archiver.archive.disposal.inventories import agreed_of, note_agreed
from archiver.archive.media.introduction import NewMedium, add_medium
from archiver.counter.live_clock import NoLiveClock
from archiver.counter.session import Session
from archiver.people.who import Acting
from archiver.progress import Silent
from archiver.register.model.files import File, Roster
from archiver.register.model.media import Medium, MediumKind
from archiver.register.model.paper import PaperCopy
from archiver.register.model.people import Person, Role
from archiver.register.opening import open_url
from archiver.register.register import Register
from archiver.settings.archive import ArchiveSettings
from archiver.settings.tables import College, DisposalSettings, Settings
from archives import as_it_is
from counters import at
from retention.act import DestructionAct
from retention.people import Protocol
from retention.schedule_toml import shipped
from storage.source import BytesSource

STUDENTS = ("Ёлкин Пётр Ильич", "Абаева Инна Петровна", "Майорова Анна Сергеевна")
TEACHER = "Лебедев П.С."
SURNAMES = ("Ёлкин", "Абаев", "Майоров", "Лебедев")
PEOPLE = {
    "archivist": ("Чарикова Юлия Львовна", "Архивариус", Role.ARCHIVIST),
    "director": ("Громов Олег Иванович", "Директор", Role.DIRECTOR),
    "it": ("Соколов Андрей Петрович", "Системный администратор", Role.IT),
}
MOMENT = dt.datetime(2026, 11, 24, 9, 0, tzinfo=dt.UTC)
YEAR = 2019


class Clock:
    """A clock that the test sets; it moves on by a second at each look."""

    def __init__(self, now: dt.datetime = MOMENT) -> None:
        self.now = now

    def __call__(self) -> dt.datetime:
        self.now += dt.timedelta(seconds=1)
        return self.now

    @property
    def today(self) -> dt.date:
        return self.now.astimezone().date()


def settings_in(folder: Path) -> Settings:
    return Settings(
        college=College(name="Тестовый колледж", short_name="ТК-1", city="г. Отрадный"),
        disposal=DisposalSettings(address="446300, г. Отрадный, ул. Ленина, 1"),
        cache={"folder": folder / "parts"},
        archive=ArchiveSettings(),
    )


@dataclass
class Archive:
    """What a test works with; `folders` are the media that are folders, by inventory number."""

    register: Register
    settings: Settings
    clock: Clock
    folder: Path
    folders: dict[str, Path] = field(default_factory=dict)

    @classmethod
    def at(cls, url: str, folder: Path, now: dt.datetime = MOMENT) -> Archive:
        """An archive with its people and two folders as media."""
        clock = Clock(now)
        made = cls(open_url(url, clock=clock), settings_in(folder), clock, folder)
        made.staff()
        made.medium("Н-1")
        made.medium("Н-2")
        return made

    def staff(self) -> None:
        with self.register.transaction(by="admin") as work:
            for login, (name, post, role) in PEOPLE.items():
                work.people.add(
                    Person(login=login, name=name, post=post, roles=(role,), registered_at=work.now())
                )

    def medium(self, number: str) -> Path:
        folder = self.folder / number
        folder.mkdir()
        self.add(number, MediumKind.DIRECTORY, str(folder))
        self.folders[number] = folder
        return folder

    def add(self, number: str, kind: MediumKind, address: str) -> Medium:
        wanted = NewMedium(number=number, address=address, site=f"Корпус {number}", kind=kind)
        return add_medium(at(self.register, self.settings, Role.IT, login="it"), wanted).medium

    def office(
        self, login: str, confirmed: dt.date | None = None, *, roles: tuple[Role, ...] = ()
    ) -> Session:
        """The session of a person of the staff, with other `roles` than their own where that is tried."""
        with self.register.reading() as work:
            person = work.people.by_login(login)
        assert person is not None
        acting = Acting(login, replace(person, roles=roles or person.roles))
        return Session(self.settings, self.register, acting, confirmed, live=NoLiveClock())

    def deposit(
        self,
        group: str = "ИС-21",
        series: str = "05-11",
        *,
        content: bytes = b"journal",
        new_version: str = "",
        closed_on: dt.date = dt.date(2020, 7, 5),
        step: object = None,
        media: tuple[str, ...] = (),
        students: tuple[str, ...] = STUDENTS,
        tell_paper: bool = True,
    ) -> File:
        """A journal (or statements) of a group, on every medium, as `archiver deposit` does it.

        Nothing is asked when an act is drawn up unless `tell_paper` is off: neither paper nor inventories.
        """
        outcome = self.deposited(
            group, series, content=content, new_version=new_version, closed_on=closed_on, step=step,
            media=media, students=students,
        )  # fmt: skip
        assert outcome.status in {DepositStatus.DEPOSITED, DepositStatus.COMPLETED, DepositStatus.ALREADY}, (
            outcome
        )
        with self.register.transaction(by="archivist") as work:
            kept = work.files.known_as(f"ТК-1/{series}/{YEAR}-{YEAR - 1999}/{group}")
            if tell_paper and not reason_of(work, kept):
                state(work, [kept], "опыт без бумаги")
            if tell_paper and series == "05-12" and agreed_of(work, "ТК-1", YEAR) is None:
                note_agreed(work, "ТК-1", YEAR, Protocol("1", closed_on))
            return kept

    def deposited(
        self,
        group: str = "ИС-21",
        series: str = "05-11",
        *,
        content: bytes = b"journal",
        new_version: str = "",
        closed_on: dt.date = dt.date(2020, 7, 5),
        step: object = None,
        media: tuple[str, ...] = (),
        students: tuple[str, ...] = STUDENTS,
        told: Destroyed | None = None,
    ) -> DepositOutcome:
        """What became of the deposit; `told` are files that acts on the media name."""
        filing = Filing(self.settings, shipped(), dt.date.today(), closed_on)
        keep_until = filing.keep_until(series, closed_on)
        kind = "Журнал" if series == "05-11" else "Ведомости"
        file = File(
            external_id=f"ТК-1/{series}/{YEAR}-{YEAR - 1999}/{group}", series=series, index=series,
            title=f"{kind} группы {group}", academic_year=YEAR, registered_at=self.clock(), college="ТК-1",
            group=group, opened_on=dt.date(YEAR, 9, 1), closed_on=closed_on, keep_until=keep_until,
            sheets=120, mandate="раздел 5",
        )  # fmt: skip
        text = f"{series} {group} {' '.join(students)}".encode()
        sources = {"volumes/volume.pdf": BytesSource(content + text), "journal.json": BytesSource(text)}
        documents = tuple(
            Document(path, source, Kind.VOLUME, source.digest()) for path, source in sources.items()
        )
        record = Record(file, Roster.of(students, ("Физика",), (TEACHER,)), documents)
        candidate = Candidate(group, series, YEAR, record.size, partial(as_it_is, record))
        more = ({"step": step} if step else {}) | ({"told": told} if told else {})
        run = Deposit(
            self.register,
            filing,
            Places(media),
            Silent(),
            "archivist",
            new_version,
            **more,  # type: ignore[arg-type]
        )
        (outcome,) = run.run(Candidates((candidate,)))
        return outcome

    def journal(self, group: str = "ИС-21") -> File:
        """A journal with its grade statements, ready to be destroyed."""
        self.deposit(group, "05-12")
        return self.deposit(group)

    def paper(self, file: File, volume: int = 1, volumes: int = 1) -> PaperCopy:
        with self.register.transaction(by="archivist") as work:
            return work.paper.add(
                PaperCopy(
                    file_id=file.id, volume=volume, volumes=volumes, sheets=100 + volume, site="архив",
                    registered_at=work.now(), shelf="3",
                )
            )  # fmt: skip

    def approved(self, *files: str) -> DestructionAct:
        wanted = ActWanted(files, no_paper="опыт без бумаги", inventories_with_act=True)
        act = draw_up(self.office("archivist"), wanted)
        steps.agree(self.office("archivist"), act.number, Protocol("3", self.clock.today))
        return steps.approve(self.office("director", self.clock.today), act.number)

    def execute(self, number: str, **more: object) -> Done:
        return Run(self.office("it"), number, **more).run()  # type: ignore[arg-type]

    def account(self, number: str) -> DestructionAct:
        return steps.account(self.office("archivist"), number).act

    def confirm(self) -> None:
        """Somebody compared the date with a calendar after a long silence."""
        with self.office("archivist", self.clock.today).changing() as work:
            reading = reading_of(work, officer_of(self.office("archivist")), self.clock.today)
            confirm(work, reading)
