"""The year's binding: every group of the exports through the crew, and a report that is always current.

Regulation item 5 and the dispatcher's duty to have the binders by 5 July. A run can be stopped at any
moment and run again: what is ready and made of the same things is left as it is.
"""

from __future__ import annotations

import datetime as dt
import time
from collections import deque
from collections.abc import Collection, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

from archiver import clock
from archiver.binder.copies import Copies
from archiver.binder.file_names import groups_in_names, is_joined
from archiver.binding.college import chosen_groups
from archiver.binding.earlier_run import earlier
from archiver.binding.idle import refuse_acceptances_of_nobody, refuse_idle_acceptances
from archiver.binding.report import NO_FILE, GroupReport, Status, YearReport, is_below, save
from archiver.binding.standing import name_of, standing
from archiver.binding.task import GroupOutcome, Task
from archiver.binding.wanted import WHOLE_YEAR, Wanted
from archiver.binding.words import outcome
from archiver.disk.memory import user_memory
from archiver.errors import ArchiverError, InputInvalid, UsageError
from archiver.intake.exports import Exports, GroupExport
from archiver.journal.collation import name_key, same_name, sort_key
from archiver.journal.findings import Finding, count_by_severity
from archiver.journal.model import AcademicYear
from archiver.locale import _
from archiver.press.seams import check_seams
from archiver.process.workers import Crew
from archiver.progress import Progress, Unit
from archiver.remedies import Deed, Remedy
from archiver.settings.tables import Accepted, Settings

_AHEAD = 1
"""Groups a worker has ahead of it: enough not to wait for the foreman."""
_DAY = 24 * 60 * 60
_SELDOM = 20
"""How many times as long as writing the report takes, nothing is written of it."""
_DEATHS = 2
"""How many workers a group may lose when it is the only one under way: the first may be another's fault."""


Printed = Mapping[object, Mapping[int | None, Copies]]
"""Copies of volumes on paper, by the key of the group's name and the number of the study period."""


@dataclass(slots=True)
class _Job:
    """A group on its way through the crew."""

    export: GroupExport
    outcome: Future[GroupOutcome] | None = None
    deaths: int = 0


def bind_year(
    exports: Exports,
    out: Path,
    year: AcademicYear,
    settings: Settings,
    *,
    today: dt.date,
    cache: Path,
    progress: Progress,
    workers: int | None = None,
    accepted: Sequence[Accepted] = (),
    source: Mapping[str, Any] | None = None,
    wanted: Wanted = WHOLE_YEAR,
    printed: Printed = MappingProxyType({}),
) -> YearReport:
    """Make the binders of all groups of `exports` in `out` and return the report that lies there.

    `wanted` are a study period instead of the year, and some of the groups: what is reported of all else
    stays as it is. `printed` are the copies on paper.

    A study period that is over by `today` must be there; the volumes do not depend on the day otherwise.
    `source` says in the report which settings these are.
    Groups whose binder of an earlier run is whole and made of the same things are left as they are; groups
    that are not among the exports stay in the report while a volume of theirs lies in `out`.
    Raises InputInvalid when no group can be read (nothing is written then), OutputFailed when
    the disk refuses, UsageError when `out` holds another year. KeyboardInterrupt passes through, the
    report then says which groups are waiting. Raises EngineFailed when the engine installed is not one
    that the press can use.
    """
    check_seams()
    run = _Run(
        exports,
        out,
        year,
        settings,
        today,
        cache,
        progress,
        tuple(accepted),
        source or NO_FILE,
        wanted,
        printed,
    )
    run.refuse_idle_acceptances()
    return run.go(workers)


def bind_group(task: Task) -> GroupOutcome:
    """As `group.bind_group`, which a run that finds everything standing does not even load."""
    from archiver.binding.group import bind_group as bind

    return bind(task)


class _Run:
    """One run over a college; `done` grows group by group."""

    def __init__(
        self,
        exports: Exports,
        out: Path,
        year: AcademicYear,
        settings: Settings,
        today: dt.date,
        cache: Path,
        progress: Progress,
        accepted: tuple[Accepted, ...],
        source: Mapping[str, Any],
        wanted: Wanted,
        printed: Printed,
    ) -> None:
        self.exports, self.out, self.year, self.settings = exports, out, year, settings
        self.cache, self.progress, self.accepted = cache, progress, accepted
        self.today, self.source = today, source
        self.wanted, self.printed = wanted, printed
        self.chosen = chosen_groups(exports, wanted.groups)
        self.asked = frozenset(export.name for export in self.chosen)
        self.before = self._earlier()
        names = {export.name for export in exports.groups}
        others = [(name_key(other), one) for other, one in self.before.items() if other not in names]
        self.others = dict(reversed(others))  # of two names that mean the same, the first
        here = {name_key(export.name) for export in exports.groups}
        self.gone = [report for name, report in self.before.items() if name_key(name) not in here]
        standing = (one.name for one in self.gone if self._lies_here(one))
        self.called = groups_in_names((*(export.name for export in exports.groups), *standing))
        self.memory = user_memory()
        self.memory.forget(clock.now().timestamp() - settings.cache.keep_days * _DAY)
        self.next_save = 0.0
        self.done: dict[str, GroupReport] = {}
        self.unread: list[tuple[Finding, ...]] = []
        self.lacking: list[tuple[int, ...]] = []
        """The periods of each group that does not have the one that is wanted."""

    def refuse_idle_acceptances(self) -> None:
        """Raises UsageError; a group that stands was accepted with them before."""
        refuse_acceptances_of_nobody(self.chosen, self.accepted)
        for export in self.chosen:
            own = [item for item in self.accepted if same_name(item.group, export.name)]
            if own and standing(self._task(export)) is None:
                refuse_idle_acceptances(export, self.settings, own, self.today, self.wanted.term)

    def go(self, workers: int | None) -> YearReport:
        self.progress.expect(len(self.chosen), Unit.GROUPS)
        try:
            with Crew(workers) as crew:
                self._print(crew)
        except KeyboardInterrupt:
            self._save()
            raise
        if self.unread and len(self.unread) == len(self.chosen):
            raise InputInvalid(
                _("None of the groups can be read; nothing was written."),
                (*self.exports.findings, *(finding for findings in self.unread for finding in findings)),
            )
        self._refuse_period_of_nobody()
        return self._save()

    def _refuse_period_of_nobody(self) -> None:
        """Raise UsageError, with nothing written, where no group has the period: most likely a slip."""
        if self.lacking and len(self.lacking) + len(self.unread) == len(self.chosen):
            there = sorted(set().union(*self.lacking))
            raise UsageError(
                _(
                    "No group has the study period {number}. There are: {periods}. Nothing was written."
                ).format(number=self.wanted.term, periods=", ".join(map(str, there)) or "—"),
                remedy=Remedy(Deed.CHOOSE_PERIOD),
            )

    def _earlier(self) -> Mapping[str, GroupReport]:
        """What was made before; without a report that can be read, everything is made anew."""
        try:
            return earlier(self.out, self.year)
        except InputInvalid as error:
            self.progress.line(error.message)
            return {}

    def _print(self, crew: Crew) -> None:
        """Take groups through the crew in their order, a few ahead, until none is left."""
        fresh: Iterator[_Job] = map(_Job, self.chosen)
        suspects, alone = deque[_Job](), False
        jobs: list[_Job] = []
        while True:
            try:
                alone = alone and bool(suspects or jobs)
                while len(jobs) < (1 if alone else crew.workers + _AHEAD):
                    job = suspects.popleft() if suspects else next(fresh, None)
                    if job is None:
                        break
                    task = self._task(job.export)
                    if (report := standing(task)) is not None:
                        self._finish(report, remembered=True)
                        continue
                    jobs.append(job)
                    job.outcome = crew.submit(
                        bind_group, replace(task, export=replace(job.export, tree=None))
                    )
                if not jobs:
                    return
                wait([job.outcome for job in jobs if job.outcome], return_when=FIRST_COMPLETED)
                for job in tuple(jobs):
                    if job.outcome and job.outcome.done():
                        self._take(job, job.outcome)
                        jobs.remove(job)
            except BrokenProcessPool:
                # Which group killed a worker is unknown, so those under way are done again one at a time:
                # a group that kills a worker when it is alone is the guilty one.
                crew.regather()
                suspects.extendleft(
                    job for job in reversed(jobs) if not self._guilty(job, alone=len(jobs) == 1)
                )
                jobs, alone = [], True

    def _task(self, export: GroupExport) -> Task:
        out, called = self.out.absolute(), self.called[export.name]
        task = Task(
            export,
            out,
            self.settings,
            self.cache,
            self.accepted,
            self._before(export),
            self.today,
            called,
            self.year,
            self.wanted,
            self.printed.get(name_key(export.name), {}),
            self.memory,
        )
        return replace(task, remembered_as=name_of(task))

    def _before(self, export: GroupExport) -> GroupReport | None:
        """What an earlier run made of a group, whose name exports may have written in another way."""
        if export.name in self.before:
            return self.before[export.name]
        return self.others.get(name_key(export.name))

    def _take(self, job: _Job, made: Future[GroupOutcome]) -> None:
        """Write down what the crew has made of a group."""
        try:
            found = made.result()
        except (BrokenProcessPool, ArchiverError):
            raise  # a lost worker, or what stops everybody: the worker reports what is its group's alone
        except Exception as error:
            from archiver.binding.group import cause_of

            found = GroupOutcome(GroupReport(job.export.name, Status.FAILED, message=cause_of(error)))
        if found.unread is not None:
            self.unread.append(found.unread)
        if found.periods is not None:
            self.lacking.append(found.periods)
        self._finish(found.report, remembered=found.remembered)

    def _guilty(self, job: _Job, *, alone: bool) -> bool:
        """Whether a job has killed its workers too often; its group is reported then."""
        job.deaths += alone
        if job.deaths < _DEATHS:
            return False
        message = _("the worker process was killed (out of memory?)")
        self._finish(GroupReport(job.export.name, Status.FAILED, message=message))
        return True

    def _finish(self, report: GroupReport, *, remembered: bool = False) -> None:
        self.done[report.name] = report
        if len(self.done) > len(self.unread) + len(self.lacking):  # else nothing is made, and written
            self._save_now_and_then(remembered=remembered)
        made = report if self.wanted.term is None else report.period(self.wanted.term)
        self.progress.done(1, Unit.GROUPS)
        if made is not None:
            self.progress.expect(made.pages, Unit.PAGES)
            self.progress.done(made.pages, Unit.PAGES)
            self.progress.line(f"{report.name}: {outcome(made)}")

    def _save_now_and_then(self, *, remembered: bool) -> None:
        """Write the report, but for a group that is remembered not more often than is cheap.

        It tells all groups each time; a run after one that was killed finds the others in its memory.
        """
        begun = time.monotonic()
        if remembered and begun < self.next_save:
            return
        self._save()
        now = time.monotonic()
        self.next_save = now + _SELDOM * (now - begun)

    def _save(self) -> YearReport:
        groups = tuple(filter(None, map(self._now, self.exports.groups)))
        groups = tuple(sorted((*groups, *self._carried(groups)), key=lambda group: sort_key(group.name)))
        made = frozenset().union(*(group.paths for group in groups))
        leftovers = tuple(
            name
            for name in sorted(path.relative_to(self.out).as_posix() for path in self.out.rglob("*.pdf"))
            if name not in made and not is_joined(name)
        )
        report = YearReport(
            self.year,
            groups,
            count_by_severity(self.exports.findings),
            leftovers,
            self.source,
            self.today,
            period=self.wanted.term,
            asked=self.asked if self.wanted.groups else None,
        )
        save(report, self.out)
        return report

    def _now(self, export: GroupExport) -> GroupReport | None:
        """What there is to say of a group of the exports; None where nobody asked and nothing was made."""
        done, before = self.done.get(export.name), self._before(export)
        if done is not None:
            return done
        if export.name not in self.asked:
            return before
        if self.wanted.term is not None and before is not None:
            return before  # its year stays what it is
        waiting = before or GroupReport(export.name, Status.WAITING)
        return replace(waiting, status=Status.WAITING)

    def _carried(self, groups: Sequence[GroupReport]) -> Iterator[GroupReport]:
        """Groups of earlier runs that this one has no exports of: their binders lie here all the same.

        One whose volumes were taken away, or made anew for a group of another name, is there no more.
        """
        made = frozenset().union(*(group.paths for group in groups))
        for before in self.gone:
            if not before.paths or self._lies_here(before, made):
                yield replace(before, carried=True)

    def _lies_here(self, group: GroupReport, made: Collection[str] = ()) -> bool:
        """Whether a volume of an earlier run is in the folder, and not now made for another group."""
        paths = group.paths.difference(made)
        return any(is_below(path) and (self.out / path).is_file() for path in paths)
