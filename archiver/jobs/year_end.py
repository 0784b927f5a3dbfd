"""The binders of a year as a job: `bind_year` as it is, told of and stopped through its progress."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from archiver.errors import ExitCode
from archiver.jobs.kind import Bench, Kind, Lane
from archiver.jobs.order import Plain
from archiver.jobs.standing import Outcome
from archiver.locale import _
from archiver.permissions import Permission

if TYPE_CHECKING:
    from archiver.binding.report import YearReport
    from archiver.settings.tables import Accepted


def _perform(bench: Bench) -> Outcome:
    from archiver import clock
    from archiver.archive.custody.prints import prints_of
    from archiver.archive.year.noting import note_runs
    from archiver.binding.facts_of_run import runs_of
    from archiver.binding.prints import copies_of
    from archiver.binding.wanted import Wanted
    from archiver.binding.year_end import make_binders
    from archiver.counter.use_case import Workplace
    from archiver.disk.memory import user_memory
    from archiver.intake.in_force import opened_exports
    from archiver.journal.terms import parse_year
    from archiver.process.output import claimed

    asked = bench.arguments
    exports, out, year = Path(asked["exports"]), Path(asked["out"]), parse_year(asked["year"])
    loaded = bench.settings(exports)
    with bench.session(loaded.settings) as session:
        session.require(Permission.BINDER_MAKE)  # before anything is read: the use case asks once more
        acting = session.acting
        printed = copies_of(one for one in prints_of(session) if one.academic_year == year.start)
    found = opened_exports(exports, loaded, year, user_memory())
    accepted = tuple(map(_accepted, asked.get("accepted", ())))
    with claimed(out, exports):
        report = make_binders(
            Workplace(loaded.settings, acting),
            found,
            out,
            year,
            today=clock.today(),
            progress=bench.progress,
            workers=asked.get("workers"),
            accepted=accepted,
            source=loaded.as_json(),
            wanted=Wanted(asked.get("term"), asked.get("copy", 1), tuple(asked.get("groups", ()))),
            printed=printed,
        )
    with bench.session(loaded.settings) as session:
        note_runs(session, year, runs_of(report, found, loaded.settings, accepted))
    return Outcome(ExitCode.DONE if report.clean else ExitCode.FINDINGS, _summary(report))


def _accepted(told: Plain) -> Accepted:
    from archiver.settings.tables import Accepted

    return Accepted(**told)


def _summary(report: YearReport) -> str:
    from archiver.binding.report import Status

    unmade = [group.name for group in report.shown if group.status is not Status.DONE and not group.carried]
    made = len(report.shown) - len(unmade)
    if not unmade:
        return _("Bound: {made}.").format(made=made)
    return _("Bound: {made}, not bound: {names}.").format(made=made, names=", ".join(unmade))


def _about(asked: Plain) -> str:
    groups = ", ".join(asked.get("groups", ()))
    term = _("study period {number}").format(number=asked["term"]) if asked.get("term") else ""
    return " · ".join(filter(None, (asked["year"], term, groups, asked["out"])))


YEAR_END = Kind(
    "year-end",
    lambda: _("Binders of the year"),
    _about,
    Permission.BINDER_MAKE,
    Lane.PRESS,
    frozenset({"year", "exports", "out", "term", "copy", "groups", "accepted", "workers"}),
    frozenset({"exports", "out"}),
    _perform,
)
"""`year` («2025/26») of `exports` into `out`; `accepted` as in the settings, the rest as `Wanted`."""
