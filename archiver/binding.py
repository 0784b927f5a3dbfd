"""Year end: the binder of every group, from its export to its numbered and certified volumes.

Regulation items 4 and 5: by 5 July the dispatcher prints, archives, numbers and stitches the journal
of each group. A run reads the groups one by one (never all in memory), lets a crew of processes
typeset their sections and bind them, and writes its report after each, so it can be stopped at any
moment and continued by the same command. A group that cannot be bound does not stop the others.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
from collections import Counter, deque
from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from archiver import __version__
from archiver.binder.volume import Volume, bind
from archiver.crew import Crew
from archiver.errors import ArchiverError, InputInvalid, OutputFailed
from archiver.intake.exports import Exports, GroupExport
from archiver.journal.findings import Severity, count_by_severity
from archiver.journal.model import AcademicYear, Journal, Section
from archiver.locale import _
from archiver.press.part import Part
from archiver.press.spec import PartSpec, key
from archiver.press.worker import press_part
from archiver.printing import bare, binder_parts, least_pages, ordered, part_specs
from archiver.progress import Progress
from archiver.review import Review, review
from archiver.settings import Accepted, Settings
from archiver.year_report import GroupReport, Status, YearReport, earlier, save

_QUEUE = 3
"""Pieces of work a worker has ahead of it: enough not to wait for the foreman's reading."""
_DEATHS = 2
"""How many workers a group may lose when it is the only one under way: the first may be another's fault."""


@dataclass(slots=True)
class _Job:
    """A group on its way through the press: parts first, then its volumes."""

    review: Review
    journal: Journal
    sections: tuple[Section, ...]
    specs: tuple[PartSpec, ...]
    identity: str
    parts: list[Future[Part]] = field(default_factory=list)
    counted: set[int] = field(default_factory=set)
    volumes: Future[tuple[Volume, ...]] | None = None
    deaths: int = 0

    def under_way(self) -> list[Future[Any]]:
        """What the crew has been given of the job and not yet finished."""
        return [self.volumes] if self.volumes else [part for part in self.parts if not part.done()]

    def begin_again(self) -> None:
        """Forget what a lost crew was given; parts that were ready come from the cache."""
        self.parts, self.volumes = [], None


def bind_year(
    exports: Exports,
    out: Path,
    year: AcademicYear,
    settings: Settings,
    *,
    cache: Path,
    progress: Progress,
    workers: int | None = None,
    accepted: Sequence[Accepted] = (),
) -> YearReport:
    """Make the binders of all groups of `exports` in `out` and return the report that lies there.

    Groups whose binder of an earlier run is whole and made of the same things are left as they are.
    Raises InputInvalid when no group can be read (nothing is written then), OutputFailed when
    the disk refuses, UsageError when `out` holds another year. KeyboardInterrupt passes through, the
    report then says which groups are waiting.
    """
    return _Run(exports, out, year, settings, cache, progress, tuple(accepted)).go(workers)


class _Run:
    """One run over a college; `done` grows group by group."""

    def __init__(
        self,
        exports: Exports,
        out: Path,
        year: AcademicYear,
        settings: Settings,
        cache: Path,
        progress: Progress,
        accepted: tuple[Accepted, ...],
    ) -> None:
        self.exports, self.out, self.year, self.settings = exports, out, year, settings
        self.cache, self.progress, self.accepted = cache, progress, accepted
        self.before = earlier(out, year)
        self.done: dict[str, GroupReport] = {}
        self.unread: list[Review] = []

    def go(self, workers: int | None) -> YearReport:
        self.progress.groups(len(self.exports.groups))
        try:
            with Crew(workers) as crew:
                self._print(crew)
        except KeyboardInterrupt:
            self._save()
            raise
        if self.unread and len(self.unread) == len(self.exports.groups):
            raise InputInvalid(
                _("None of the groups can be read; nothing was written."),
                (*self.exports.findings, *(finding for item in self.unread for finding in item.findings)),
            )
        return self._save()

    def _print(self, crew: Crew) -> None:
        """Take groups through the crew, the oldest first, a few ahead, until none is left."""
        fresh, suspects, alone = self._jobs(), deque[_Job](), False
        jobs: list[_Job] = []
        while True:
            try:
                alone = alone and bool(suspects or jobs)
                while len(jobs) < (1 if alone else crew.workers + 1):
                    job = suspects.popleft() if suspects else next(fresh, None)
                    if job is None:
                        break
                    jobs.append(job)
                    self._feed(jobs, crew)
                if not jobs:
                    return
                self._feed(jobs, crew)
                wait([future for job in jobs for future in job.under_way()], return_when=FIRST_COMPLETED)
                for job in tuple(jobs):
                    if self._advance(job, crew):
                        jobs.remove(job)
            except BrokenProcessPool:
                # Whose part killed a worker is unknown, so the groups under way are done again one at a
                # time: a group that kills a worker when it is alone is the guilty one.
                crew.regather()
                suspects.extendleft(
                    job for job in reversed(jobs) if not self._guilty(job, alone=len(jobs) == 1)
                )
                for job in suspects:
                    job.begin_again()
                jobs, alone = [], True

    def _feed(self, jobs: Sequence[_Job], crew: Crew) -> None:
        """Keep the crew busy and its queue short, so that a group whose parts are set is bound at once."""
        room = _QUEUE * crew.workers - sum(len(job.under_way()) for job in jobs)
        for job in jobs:
            more = job.specs[len(job.parts) : len(job.parts) + max(room, 0)]
            job.parts += [crew.submit(press_part, spec, self.cache) for spec in more]
            room -= len(more)

    def _jobs(self) -> Iterator[_Job]:
        """Groups that have to be printed, read one by one as the crew gets free."""
        for export in self.exports.groups:
            job = self._prepare(export)
            if job:
                yield job

    def _prepare(self, export: GroupExport) -> _Job | None:
        """Read, check and lay out a group; None when its report stands already."""
        found = Review(export.name, None, ())
        try:
            found = review(export, self.settings, self.accepted)
            return self._laid_out(found)
        except Exception as error:
            self._finish(found, Status.FAILED, message=_cause(error))
            return None

    def _laid_out(self, found: Review) -> _Job | None:
        if found.journal is None or (found.blocking and not found.readable):
            self.unread.append(found)
            self._finish(found, Status.FAILED, message=_("the export cannot be read"))
            return None
        if found.blocking:
            self._finish(found, Status.BLOCKED, message=_("blocking findings"))
            return None
        sections = ordered(found.journal, self.settings)
        specs = part_specs(found.journal, sections, self.settings)
        identity = _identity(found, specs, self.settings)
        self.progress.expect(sum(map(least_pages, specs)))
        old = self.before.get(found.name)
        if old and old.identity == identity and _whole(old, self.out):
            self.progress.pages(old.pages)
            self._finish(found, Status.DONE, volumes=old.volumes, identity=identity, unchanged=True)
            return None
        # The binder needs the head of the journal only; its marks would have to be pickled.
        return _Job(
            replace(found, journal=None),
            replace(found.journal, sections=()),
            bare(sections),
            specs,
            identity,
        )

    def _guilty(self, job: _Job, *, alone: bool) -> bool:
        """Whether a job has killed its workers too often; its group is reported then."""
        job.deaths += alone
        if job.deaths < _DEATHS:
            return False
        self._finish(job.review, Status.FAILED, message=_("the worker process was killed (out of memory?)"))
        return True

    def _advance(self, job: _Job, crew: Crew) -> bool:
        """Take what the crew has finished of a job; True when the job is over."""
        try:
            if job.volumes is None:
                ready = [index for index, part in enumerate(job.parts) if part.done()]
                for index in ready:
                    if index not in job.counted:
                        self.progress.pages(job.parts[index].result().pages)
                        job.counted.add(index)
                if len(ready) == len(job.specs):
                    parts = binder_parts(job.journal, job.sections, [part.result() for part in job.parts])
                    job.volumes = crew.submit(
                        bind, job.journal, parts, self.settings, self.out, accepted=job.review.accepted
                    )
                return False
            if not job.volumes.done():
                return False
            volumes = job.volumes.result()
        except BrokenProcessPool:
            raise
        except Exception as error:
            if _stops_all(error):
                raise
            for part in job.parts:
                part.cancel()
            self._finish(job.review, Status.FAILED, message=_cause(error))
        else:
            said = tuple(finding for volume in volumes for finding in volume.findings)
            self._finish(
                replace(job.review, findings=job.review.findings + said),
                Status.DONE,
                volumes=tuple(_volume(volume, self.out) for volume in volumes),
                identity=job.identity,
            )
        return True

    def _finish(
        self,
        found: Review,
        status: Status,
        *,
        volumes: tuple[Any, ...] = (),
        identity: str | None = None,
        message: str | None = None,
        unchanged: bool = False,
    ) -> None:
        report = GroupReport(
            found.name,
            status,
            count_by_severity(found.findings),
            volumes,
            tuple({"code": item.code, "reason": item.reason, "by": item.by} for item in found.accepted),
            dict(sorted(Counter(finding.code for finding in found.findings).items())),
            identity,
            message,
            unchanged,
        )
        self.done[found.name] = report
        if len(self.done) > len(self.unread):  # when nothing can be read, nothing is written
            self._save()
        self.progress.group(found.name, outcome(report))

    def _save(self) -> YearReport:
        groups = tuple(
            self.done.get(export.name) or GroupReport(export.name, Status.WAITING)
            for export in self.exports.groups
        )
        waiting = {group.name for group in groups if group.status is Status.WAITING}
        groups = tuple(
            replace(self.before[group.name], status=Status.WAITING)
            if group.name in waiting and group.name in self.before
            else group
            for group in groups
        )
        made = {volume["path"] for group in groups for volume in group.volumes}
        leftovers = tuple(
            name
            for name in sorted(path.relative_to(self.out).as_posix() for path in self.out.rglob("*.pdf"))
            if name not in made
        )
        report = YearReport(self.year, groups, count_by_severity(self.exports.findings), leftovers)
        save(report, self.out)
        return report


def outcome(group: GroupReport) -> str:
    """A group's line on the screen."""
    if group.status is Status.DONE:
        text = _("volumes: {volumes}, pages: {pages}").format(volumes=len(group.volumes), pages=group.pages)
        return text + (_(" (unchanged)") if group.unchanged else "")
    if group.status is Status.BLOCKED:
        return _("not bound: {count} blocking findings").format(
            count=group.findings.get(Severity.BLOCKING.value, 0)
        )
    if group.status is Status.WAITING:
        return _("waiting: the run was stopped")
    return _("failed: {cause}").format(cause=group.message or "")


def _identity(found: Review, specs: Sequence[PartSpec], settings: Settings) -> str:
    """Digest of all a binder is made of: its parts, its head, the settings and the program."""
    assert found.journal is not None  # noqa: S101 - what `_prepare` has just made sure of
    journal = found.journal
    printed = settings.model_dump(
        mode="json", include={"college", "officers", "departments", "printing", "records"}
    )
    accepted = [(item.code, item.reason, item.by) for item in found.accepted]
    text = json.dumps(
        [
            __version__,
            [key(spec) for spec in specs],
            repr((journal.group, journal.year, journal.terms)),
            printed,
            accepted,
        ],
        ensure_ascii=False,
        sort_keys=True,
    )
    return hashlib.sha256(text.encode()).hexdigest()


def _stops_all(error: Exception) -> bool:
    """Whether the disk refuses not only this group: then going on would only fail them all."""
    system = error.__cause__
    return isinstance(error, OutputFailed) and (
        not isinstance(system, OSError) or system.errno in (errno.ENOSPC, errno.EDQUOT, errno.EROFS)
    )


def _cause(error: Exception) -> str:
    """What the report says of a group that failed: never the data, which an unforeseen error may quote."""
    if isinstance(error, ArchiverError):
        return error.message
    if os.environ.get("ARCHIVER_DEBUG"):
        raise error
    return _("unforeseen failure ({kind}); run again with ARCHIVER_DEBUG=1 and report what it prints").format(
        kind=type(error).__name__
    )


def _whole(old: GroupReport, out: Path) -> bool:
    """Whether every volume of the earlier run lies there, byte for byte, with nothing to be said of it."""
    if not old.volumes or any(code.startswith("volume.") for code in old.codes):
        return False
    for volume in old.volumes:
        try:
            with (out / volume["path"]).open("rb") as file:
                if hashlib.file_digest(file, "sha256").hexdigest() != volume["sha256"]:
                    return False
        except OSError:
            return False
    return True


def _volume(volume: Volume, out: Path) -> dict[str, Any]:
    """A volume's object in the report."""
    return {
        "path": volume.path.relative_to(out).as_posix(),
        "sha256": volume.sha256,
        "pages": volume.pages,
        "sheets": volume.sheets,
        "identifier": volume.identifier,
        "contents": [
            {
                "title": entry.title,
                "subgroup": entry.subgroup,
                "term": entry.term,
                "first_page": entry.first_page,
                "last_page": entry.last_page,
            }
            for entry in volume.contents
        ],
    }
