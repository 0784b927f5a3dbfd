"""What a run has made of the year's groups, noted as facts, whichever door it came by."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from archiver.archive.custody.prints import journal_id
from archiver.binding.facts_of_run import GroupRun
from archiver.binding.report import Status
from archiver.counter.session import Session, use_case
from archiver.journal.findings import Severity
from archiver.journal.model import AcademicYear
from archiver.permissions import Permission
from archiver.register.model.year import Acceptance, ExportCheck, MadeBinder, TakenExport
from archiver.register.work import Work
from archiver.settings.tables import Settings

Row = TypeVar("Row", TakenExport, ExportCheck, MadeBinder)


class Known:
    """The newest facts of each group as they were when they were looked up, to tell what is new.

    It outlives the unit of work that it was read in.
    """

    def __init__(self, work: Work, settings: Settings, year: AcademicYear) -> None:
        self._now, self._settings, self._year = work.now(), settings, year
        self._exports = _newest(work.year.all(TakenExport, year.start))
        self._checks = _newest(work.year.all(ExportCheck, year.start))
        binders = work.year.all(MadeBinder, year.start)
        self._binders = {(one.file, one.period): one for one in binders}
        self._accepted = frozenset(
            (one.file, one.code, one.reason, one.decided_by) for one in work.year.accepted(year.start)
        )

    def has_all_of(self, runs: Iterable[GroupRun]) -> bool:
        """Whether the register knew all of it: then there is nothing to note."""
        return not any(True for run in runs for _fact in self.new(run))

    def new(self, run: GroupRun) -> Iterable[TakenExport | ExportCheck | MadeBinder | Acceptance]:
        """The facts of a run that are not known yet."""
        file = journal_id(self._settings, self._year, run.name)
        own = {"file": file, "academic_year": self._year.start}
        said = set(self._accepted)
        for item in run.report.accepted:
            told = (file, item["code"], item["reason"], item["by"])
            if told not in said:
                said.add(told)
                yield Acceptance(
                    **own,  # type: ignore[arg-type]
                    code=item["code"],
                    reason=item["reason"],
                    decided_by=item["by"],
                    accepted_at=self._now,
                )
        if not run.period:  # a study period alone tells neither all that was taken in nor all that is wrong
            yield from self._taken(run, own)
            yield from self._check(run, own)
        if run.report.status is Status.DONE:
            yield from self._binder(run, own)

    def _taken(self, run: GroupRun, own: dict[str, object]) -> Iterable[TakenExport]:
        taken = TakenExport(
            **own,  # type: ignore[arg-type]
            group=run.name,
            export=run.export,
            files=[list(one) for one in run.files],
            subjects=run.subjects,
            taken_at=self._now,
        )
        known = self._exports.get(taken.file)
        if known is None or known.export != taken.export:
            yield taken

    def _check(self, run: GroupRun, own: dict[str, object]) -> Iterable[ExportCheck]:
        counts = run.report.findings
        check = ExportCheck(
            **own,  # type: ignore[arg-type]
            export=run.export,
            rules=run.rules,
            blocking=counts.get(Severity.BLOCKING.value, 0),
            warnings=counts.get(Severity.WARNING.value, 0),
            checked_at=self._now,
        )
        if run.report.status is Status.FAILED and not check.blocking:
            return  # it was not the export that failed
        known = self._checks.get(check.file)
        if known is None or _of_check(known) != _of_check(check):
            yield check

    def _binder(self, run: GroupRun, own: dict[str, object]) -> Iterable[MadeBinder]:
        binder = MadeBinder(
            **own,  # type: ignore[arg-type]
            period=run.period,
            export=run.export,
            rules=run.rules,
            identity=run.report.identity or "",
            volumes=run.volumes,
            made_at=self._now,
        )
        known = self._binders.get((binder.file, run.period))
        if known is None or _of_binder(known) != _of_binder(binder):
            yield binder


@use_case(Permission.BINDER_MAKE)
def known_of(session: Session, year: AcademicYear) -> Known:
    """What the register knows of the year, so that a run that changes nothing need not ask again."""
    with session.looking() as work:
        return Known(work, session.settings, year)


@use_case(Permission.BINDER_MAKE)
def note_runs(session: Session, year: AcademicYear, runs: Iterable[GroupRun]) -> int:
    """Note what is new about the groups; how many facts that were. The same run again notes nothing."""
    noted = 0
    with session.changing() as work:
        known = Known(work, session.settings, year)
        for run in runs:
            for fact in known.new(run):
                if isinstance(fact, Acceptance):
                    work.year.accept(fact)
                else:
                    work.year.add(fact)
                noted += 1
    return noted


def _of_check(one: ExportCheck) -> tuple[object, ...]:
    return one.export, one.rules, one.blocking, one.warnings


def _of_binder(one: MadeBinder) -> tuple[object, ...]:
    return one.export, one.rules, one.identity, [list(volume) for volume in one.volumes]


def _newest(rows: Iterable[Row]) -> dict[str, Row]:
    return {row.file: row for row in rows}
