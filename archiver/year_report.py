"""The report of a year-end run, `report.json`: what was made of each group, for people and scripts.

Its keys are a documented contract (docs/report.md). It is written anew after every group, so an
interrupted run is continued from it.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from archiver import __version__
from archiver.atomic import write_atomically
from archiver.errors import UsageError
from archiver.journal.expected import answered
from archiver.journal.model import AcademicYear, Term
from archiver.locale import _

FILE_NAME = "report.json"
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

    `terms` are the study periods that the volumes hold. `by_engine` counts the pages that could not be laid
    into a form and were set by the engine.
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
    by_engine: int = 0
    terms: tuple[Term, ...] = ()

    def without(self, code: str) -> bool:
        """Whether the binder is made in spite of findings of a code, which the college has accepted."""
        return any(item["code"] == code for item in self.accepted)

    def holds(self, term: Term) -> bool:
        """Whether the volumes hold a study period; a report without periods tells them in its contents."""
        if self.terms:
            return answered(term, self.terms)
        contents = (entry for volume in self.volumes for entry in volume.get("contents", ()))
        return any(entry.get("term") == term.number for entry in contents)

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
            "findings": dict(self.findings),
            "codes": dict(self.codes),
            "accepted": [dict(item) for item in self.accepted],
            "volumes": [dict(volume) for volume in self.volumes],
            "identity": self.identity,
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
        }


@dataclass(frozen=True, slots=True)
class YearReport:
    """A whole run, groups in alphabetical order.

    `today` is the day that decided which study periods had to be there; no volume knows it. `findings` counts
    what belongs to no group; `leftovers` are PDF files of the output folder that this run did not make:
    binders of groups that are gone or blocked now. `settings` says which file they are from.
    """

    year: AcademicYear
    groups: tuple[GroupReport, ...]
    findings: Mapping[str, int] = field(default_factory=dict)
    leftovers: tuple[str, ...] = ()
    settings: Mapping[str, Any] = field(default_factory=lambda: NO_FILE)
    today: dt.date | None = None

    def as_json(self) -> dict[str, Any]:
        """The document of `report.json`."""
        return {
            "format": "college-archiver/year-end",
            "version": 1,
            "program": __version__,
            "year": str(self.year),
            "today": self.today.isoformat() if self.today else None,
            "settings": dict(self.settings),
            "findings": dict(self.findings),
            "groups": [group.as_json() for group in self.groups],
            "leftovers": list(self.leftovers),
        }


def dumps(report: YearReport) -> str:
    """`report.json` as text."""
    return json.dumps(report.as_json(), ensure_ascii=False, indent=1) + "\n"


def save(report: YearReport, out: Path) -> None:
    """Write the report into `out`; OutputFailed when it cannot be, the old one unchanged."""
    write_atomically(out / FILE_NAME, dumps(report).encode())


def earlier(out: Path, year: AcademicYear) -> dict[str, GroupReport]:
    """Groups of an earlier run into `out` by name, none when there was no run or its report is spoilt.

    Raises UsageError when the folder holds the binders of another year.
    """
    try:
        document = json.loads((out / FILE_NAME).read_text(encoding="utf-8"))
        groups = {item["name"]: _group(item) for item in document["groups"]}
        other = document["year"]
    except (OSError, ValueError, KeyError, TypeError):
        return {}
    if other != str(year):
        raise UsageError(
            _("{folder} holds the binders of {other}. Choose another folder for {year}.").format(
                folder=out, other=other, year=year
            )
        )
    return groups


def _group(item: Mapping[str, Any]) -> GroupReport:
    for volume in item["volumes"]:
        # A report changed by hand is as good as none: KeyError or TypeError here, not in the middle of a run.
        str(volume["path"]), str(volume["sha256"]), int(volume["pages"]), int(volume["sheets"])
    return GroupReport(
        name=item["name"],
        status=Status(item["status"]),
        volumes=tuple(item["volumes"]),
        accepted=tuple(map(_accepted, item.get("accepted", ()))),
        codes=dict(item["codes"]),
        terms=tuple(map(_term, item.get("terms", ()))),  # reports of earlier versions have none
        identity=item["identity"],
    )


def _accepted(item: Mapping[str, Any]) -> Mapping[str, str]:
    return {"code": str(item["code"]), "reason": str(item["reason"]), "by": str(item["by"])}


def _term(item: Mapping[str, Any]) -> Term:
    start, end = (dt.date.fromisoformat(item[key]) for key in ("start", "end"))
    return Term(int(item["number"]), str(item["name"]), start, end)
