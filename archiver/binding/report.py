"""The report of a year-end run, `report.json`: what was made of each group, for people and scripts.

Its keys are a documented contract (docs/report.md). It is written anew as groups are finished, so an
interrupted run is continued from it and from what is remembered (ADR 0054).
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path, PurePosixPath
from typing import Any

from archiver import __version__
from archiver.disk.atomic import write_atomically
from archiver.intake.departures import Departure
from archiver.journal.expected import answered
from archiver.journal.findings import Finding, Severity, count_by_severity
from archiver.journal.model import AcademicYear, Term
from archiver.remedies import Remedy

FILE_NAME = "report.json"
FORMAT = "college-archiver/year-end"
VERSION = 1
NO_FILE: Mapping[str, Any] = {"file": None, "from_exports": False}
"""Where the settings are from, when they are the defaults."""


class Status(StrEnum):
    """What became of a group's binder."""

    DONE = "done"
    BLOCKED = "blocked"  # blocking findings that nobody accepted
    FAILED = "failed"  # its export could not be read, or its pages not made
    WAITING = "waiting"  # the run was stopped before its turn


@dataclass(frozen=True, slots=True)
class GroupReport:
    """One group: `volumes` and `accepted` are JSON-ready, `identity` is what the binder was made of.

    `terms` are the study periods that the volumes hold. A group that is not among the exports of this run is
    `carried` over from the report before, as it was. `by_engine` counts the pages that could not be laid into
    a form and were set by the engine. `stopped_by` are the findings that block it, and `may_accept` what of
    them the college may take upon itself, for people. `left` are the last days of students taken from the
    settings. `periods` are the study periods that have a binding of their own, or volumes of their own in the
    file. `told` are the findings on what is on paper already, for people.
    `entries` are subject, subgroup, study period and digest of each page of the contents where there are no
    volumes to tell them, for the register.
    """

    name: str
    status: Status
    findings: Mapping[str, int] = field(default_factory=dict)
    volumes: tuple[Mapping[str, Any], ...] = ()
    accepted: tuple[Mapping[str, str], ...] = ()
    codes: Mapping[str, int] = field(default_factory=dict)
    identity: str | None = None
    message: str | None = None
    unchanged: bool = False
    carried: bool = False
    by_engine: int = 0
    terms: tuple[Term, ...] = ()
    left: tuple[Departure, ...] = ()
    stopped_by: tuple[Finding, ...] = ()
    may_accept: tuple[Remedy, ...] = ()
    periods: tuple[PeriodReport, ...] = ()
    told: tuple[Finding, ...] = ()
    entries: tuple[tuple[str, str, int, str], ...] = ()

    def without(self, code: str) -> bool:
        """Whether the binder is made in spite of findings of a code, which the college has accepted."""
        return any(item["code"] == code for item in self.accepted)

    def holds(self, term: Term) -> bool:
        """Whether the volumes hold a study period; a report without periods tells them in its contents."""
        if self.terms:
            return answered(term, self.terms)
        contents = (entry for volume in self.volumes for entry in volume.get("contents", ()))
        return any(entry.get("term") == term.number for entry in contents)

    def bound(self, term: Term) -> bool:
        """Whether a study period is bound: in the year's volumes, or by itself."""
        done = self.status is Status.DONE and self.holds(term)
        return done or any(
            one.report.status is Status.DONE and one.report.holds(term) for one in self.periods
        )

    def period(self, number: int) -> GroupReport | None:
        """What was made of a study period."""
        return next((one.report for one in self.periods if one.number == number), None)

    @property
    def paths(self) -> frozenset[str]:
        """The files of all volumes, of the year and of its periods, relative to the folder."""
        own = {volume["path"] for volume in self.volumes}
        return frozenset(own.union(*(one.report.paths for one in self.periods)))

    @property
    def pages(self) -> int:
        """Numbered pages of all volumes."""
        return sum(volume["pages"] for volume in self.volumes)

    @property
    def sheets(self) -> int:
        """Numbered sheets of all volumes."""
        return sum(volume["sheets"] for volume in self.volumes)

    def as_json(self) -> dict[str, Any]:
        """The group's object in `report.json`."""
        return {
            "name": self.name,
            "status": self.status.value,
            "message": self.message,
            "unchanged": self.unchanged,
            "carried": self.carried,
            "findings": dict(self.findings),
            "codes": dict(self.codes),
            "blocking": [_stopping(one) for one in self.stopped_by],
            "accepted": [dict(item) for item in self.accepted],
            "volumes": [dict(volume) for volume in self.volumes],
            "identity": self.identity,
            "left": [{"number": one.number, "day": one.day.isoformat()} for one in self.left],
            "pages_by_engine": self.by_engine,
            "terms": [
                {
                    "number": term.number,
                    "name": term.name,
                    "start": term.start.isoformat(),
                    "end": term.end.isoformat(),
                }
                for term in self.terms
            ],
            "periods": [one.as_json() for one in self.periods],
        }


@dataclass(frozen=True, slots=True)
class PeriodReport:
    """A study period of a group: its number in the college, its days, and what was made of it."""

    number: int
    term: Term
    report: GroupReport

    def as_json(self) -> dict[str, Any]:
        """The period's object in `report.json`: its days, and the keys of a group but for its name."""
        made = self.report.as_json()
        for key in ("name", "periods"):
            del made[key]
        return {
            "number": self.number,
            "name": self.term.name,
            "start": self.term.start.isoformat(),
            "end": self.term.end.isoformat(),
            **made,
        }


def _stopping(found: Finding) -> dict[str, Any]:
    """A finding that blocks, without the teacher of the page: the report names nobody."""
    document = replace(found, place=replace(found.place, teacher=None)).as_json()
    return {key: document[key] for key in ("code", "message", "place")}


def is_below(path: str) -> bool:
    """Whether the path of a volume stays in the folder of its report, which anybody may have changed."""
    parts = PurePosixPath(path)
    return bool(parts.parts) and not parts.is_absolute() and ".." not in parts.parts


@dataclass(frozen=True, slots=True)
class YearReport:
    """What lies in the folder after a run, groups in alphabetical order.

    `today` is the day that decided which study periods had to be there; no volume knows it. `findings` counts
    what belongs to no group; `leftovers` are PDF files of the output folder that are no group's: binders of
    groups that are blocked now, and of those that no run has reported. `settings` says which file they are
    from. `told` are the findings that are counted, for people: the document does not have them. `period` is
    the number of the study period that was bound, None for the year's file; `asked` are the groups that this
    run was for, None for all.
    """

    year: AcademicYear
    groups: tuple[GroupReport, ...]
    findings: Mapping[str, int] = field(default_factory=dict)
    leftovers: tuple[str, ...] = ()
    settings: Mapping[str, Any] = field(default_factory=lambda: NO_FILE)
    today: dt.date | None = None
    told: tuple[Finding, ...] = ()
    period: int | None = None
    asked: frozenset[str] | None = None

    @property
    def made(self) -> bool:
        """Whether every binder of these exports is made, and no export was left aside unread."""
        return all(group.status is Status.DONE for group in self._own) and not self._count(Severity.BLOCKING)

    @property
    def clean(self) -> bool:
        """Whether all is made, and nothing worse than a note was found."""
        return self.made and not self._count(Severity.WARNING)

    @property
    def shown(self) -> tuple[GroupReport, ...]:
        """What became of the groups asked for: of their year, or of the study period that was bound."""
        asked = (one for one in self.groups if self.asked is None or one.name in self.asked)
        if self.period is None:
            return tuple(asked)
        return tuple(made for group in asked if (made := group.period(self.period)) is not None)

    @property
    def of_exports(self) -> tuple[GroupReport, ...]:
        """The groups asked for that these exports have."""
        asked = (one for one in self.groups if self.asked is None or one.name in self.asked)
        return tuple(one for one in asked if not one.carried)

    @property
    def _own(self) -> tuple[GroupReport, ...]:
        """The groups of these exports, without those of earlier runs."""
        return tuple(group for group in self.shown if not group.carried)

    def _count(self, severity: Severity) -> int:
        counts = (self.findings, *(group.findings for group in self._own))
        return sum(count.get(severity.value, 0) for count in counts)

    def as_json(self) -> dict[str, Any]:
        """The document of `report.json`."""
        return {
            "format": FORMAT,
            "version": VERSION,
            "program": __version__,
            "year": str(self.year),
            "today": self.today.isoformat() if self.today else None,
            "period": self.period,
            "settings": dict(self.settings),
            "findings": dict(self.findings),
            "groups": [group.as_json() for group in self.groups],
            "leftovers": list(self.leftovers),
        }


def dumps(report: YearReport) -> str:
    """`report.json` as text."""
    return json.dumps(report.as_json(), ensure_ascii=False, indent=1) + "\n"


def nothing_read(
    year: AcademicYear, problems: Sequence[Finding], settings: Mapping[str, Any]
) -> dict[str, Any]:
    """The document of a run that could not begin: no groups, and why."""
    report = YearReport(year, (), count_by_severity(problems), settings=settings).as_json()
    return report | {"problems": [finding.as_json() for finding in problems]}


def save(report: YearReport, out: Path) -> None:
    """Write the report into `out`; OutputFailed when it cannot be, the old one unchanged."""
    write_atomically(out / FILE_NAME, dumps(report).encode())
