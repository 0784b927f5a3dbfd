"""Where histories begin: an archive with three journals, before anything is destroyed, or after one was."""

from __future__ import annotations

import datetime as dt
import shutil
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from buckets_of_folders import address_of
from grounds import Ground, OnFile, OnServer, database_of, make_empty
from outsider import JOURNALS, STATEMENTS, Document, Known, Outsider

from archive_for_disposal import MOMENT, Archive, Clock, settings_in
from archiver.register.model.media import MediumKind
from archiver.register.opening import open_url
from postgresql_cluster import Cluster
from retention.schedule_toml import shipped

GROUPS = {"А-1": 2020, "Б-2": 2021, "В-3": 2020}
"""The year in which the journal of each was closed; the last one has no statements at first."""
SURNAMES = {"А-1": "Абаев", "Б-2": "Бородин", "В-3": "Воронов"}
MEDIA = ("Н-1", "Н-2")
GONE = "А-1"
"""Whose journal is destroyed where a history begins after that."""


@dataclass(frozen=True)
class Start:
    """An archive in a folder, with what is beside it: `registers` are its earlier copies, `kept` bags."""

    folder: Path
    kept: Path
    moment: dt.datetime
    documents: dict[Document | str, Any]
    registers: tuple[Any, ...]
    gone: frozenset[str] = frozenset()
    bucket: bool = False
    database: str = ""
    """On a server: that of the start."""


@dataclass
class Starts:
    """Makes each start once, always at the same place: the register knows media by their addresses."""

    above: Path
    cluster: Cluster | None = None
    _made: dict[tuple[bool, bool], Start] = field(default_factory=dict)
    _empty: str = ""

    @property
    def place(self) -> Path:
        """Where every archive lies while it is used."""
        return self.above / "archive"

    def start(self, *, bucket: bool, after: bool) -> Start:
        """The second medium is a bucket or a folder; `after` a journal was destroyed, or before."""
        key = bucket, after
        if key not in self._made:
            self._made[key] = self._after(bucket) if after else self._before(bucket)
        return self._made[key]

    def ground(self, start: Start) -> Ground:
        """The register of an archive that was copied from `start`."""
        if self.cluster is None:
            return OnFile(self.place)
        return OnServer(self.cluster, start.database, self._empty)

    def _before(self, bucket: bool) -> Start:
        shutil.rmtree(self.place, ignore_errors=True)
        self.place.mkdir()
        if self.cluster is None:
            url = f"sqlite:///{self.place}/register.db"
            make_empty(f"sqlite:///{self.place}/empty.db").close()
            shutil.copy(self.place / "empty.db", self.place / "register.db")
        else:
            if not self._empty:
                self._empty = self.cluster.new_database()
                make_empty(self._empty).close()
            url = self.cluster.new_database(database_of(self._empty))
        archive = _empty_archive(self.place, url, bucket)
        with archive.register.transaction(by="archivist") as work:
            work.schedules.adopt(shipped().latest)
        for group, year in GROUPS.items():
            if group != "В-3":
                deposit(archive, group, STATEMENTS, year)
            deposit(archive, group, JOURNALS, year)
        outsider = outsider_of(archive.folders, frozenset())
        outsider.learn()
        archive.register.forget()
        archive.register.close()
        folder = self.place.rename(self.above / f"before {bucket}")
        kept = Path(shutil.copytree(folder / "Н-1" / JOURNALS, self.above / f"kept {bucket}"))
        ground = OnFile(folder)
        earlier = () if self.cluster else (ground.copied(),)
        return Start(
            folder, kept, archive.clock.now, dict(outsider.documents), earlier, bucket=bucket, database=url
        )

    def _after(self, bucket: bool) -> Start:
        before = self.start(bucket=bucket, after=False)
        shutil.rmtree(self.place, ignore_errors=True)
        shutil.copytree(before.folder, self.place)
        ground = self.ground(before)
        archive = _archive(self.place, ground.url, before.moment)
        earlier = list(before.registers)

        def copied() -> None:
            archive.register.forget()
            if self.cluster is None:
                earlier.append(ground.copied())

        act = archive.approved(file_of(GONE))
        copied()
        assert archive.execute(act.number).over
        copied()
        archive.account(act.number)
        copied()
        archive.register.close()
        folder = self.place.rename(self.above / f"after {bucket}")
        return Start(
            folder, before.kept, archive.clock.now, before.documents, tuple(earlier), frozenset({GONE}),
            bucket, ground.url,
        )  # fmt: skip


def archive_of(place: Path, url: str, start: Start) -> Archive:
    """The archive of a start that was copied to `place`."""
    return _archive(place, url, start.moment + dt.timedelta(hours=1))


def outsider_of(folders: dict[str, Path], gone: frozenset[str]) -> Outsider:
    """The judge of an archive with these media."""
    known = {
        group: Known(dt.date(year, 7, 5), begun=group in gone, gone=group in gone)
        for group, year in GROUPS.items()
    }
    return Outsider(folders, known)


def file_of(group: str, series: str = JOURNALS) -> str:
    return f"ТК-1/{series}/2019-20/{group}"


def deposit(archive: Archive, group: str, series: str, year: int) -> None:
    students = (f"{SURNAMES[group]} Пётр Ильич",) if series == JOURNALS else ("Сводная Вера Львовна",)
    archive.deposit(
        group, series, content=f"{group} {series}".encode(), closed_on=dt.date(year, 7, 5), students=students
    )


def _archive(place: Path, url: str, moment: dt.datetime) -> Archive:
    clock = Clock(moment)
    folders = {number: place / number for number in MEDIA}
    settings = settings_in(place)
    return Archive(open_url(url, clock=clock), settings, clock, place, folders)


def _empty_archive(place: Path, url: str, bucket: bool) -> Archive:
    archive = _archive(place, url, MOMENT)
    archive.folders.clear()
    archive.staff()
    archive.medium("Н-1")
    if not bucket:
        archive.medium("Н-2")
        return archive
    folder = place / "Н-2"
    folder.mkdir()
    archive.add("Н-2", MediumKind.BUCKET, address_of(folder))
    archive.folders["Н-2"] = folder
    return archive
