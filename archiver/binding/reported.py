"""What is reported of a group that was reviewed, and how its study periods stay in the report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from archiver.binding.entered import digest_of
from archiver.binding.report import GroupReport, PeriodReport, Status, is_below
from archiver.journal.codes import UNACCEPTABLE
from archiver.journal.findings import Finding, count_by_severity
from archiver.journal.model import Journal, Term
from archiver.locale import _
from archiver.remedies import Deed, Remedy

if TYPE_CHECKING:
    from archiver.binding.lots import BoundLot, Lot
    from archiver.binding.review import Review


def report_of(
    found: Review,
    status: Status,
    *,
    volumes: tuple[Any, ...] = (),
    identity: str | None = None,
    message: str | None = None,
    by_engine: int = 0,
) -> GroupReport:
    """The report of a reviewed group."""
    return GroupReport(
        found.name,
        status,
        count_by_severity(found.findings),
        volumes,
        tuple({"code": item.code, "reason": item.reason, "by": item.by} for item in found.accepted),
        dict(sorted(Counter(finding.code for finding in found.findings).items())),
        identity,
        message,
        by_engine=by_engine,
        left=found.left,
        stopped_by=found.blocking,
        may_accept=tuple(Remedy(Deed.ACCEPT_FINDING, f"{code}@{found.name}") for code in _acceptable(found)),
        terms=_terms(found.journal) if volumes and found.journal else (),
        told=tuple(one for one in found.findings if one.code == "print.outdated"),
        entries=_entries(found.journal) if found.journal and not volumes else (),
    )


def _acceptable(found: Review) -> tuple[str, ...]:
    """Codes that block and may be accepted; none of a group that could not be read at all."""
    codes = dict.fromkeys(one.code for one in found.blocking if one.code not in UNACCEPTABLE)
    return tuple(codes) if found.journal is not None else ()


def _entries(journal: Journal) -> tuple[tuple[str, str, int, str], ...]:
    """What was entered in each page of the contents."""
    return tuple((one.subject.name, one.subgroup or "", one.term, digest_of(one)) for one in journal.sections)


def _terms(journal: Journal) -> tuple[Term, ...]:
    """The study periods that have pages."""
    with_pages = {section.term for section in journal.sections}
    return tuple(term for term in journal.terms if term.number in with_pages)


def made(found: Review, lot: Lot, done: BoundLot, said: Iterable[Finding] = ()) -> GroupReport:
    """The report of a lot that is bound; `said` comes on top of what the review has found."""
    told = replace(found, findings=(*found.findings, *done.findings, *said))
    report = report_of(
        told, Status.DONE, volumes=done.volumes, identity=done.identity, by_engine=lot.by_engine
    )
    return replace(report, unchanged=done.unchanged)


def with_period(
    before: GroupReport | None, name: str, period: PeriodReport, *, of_file: bool = False
) -> GroupReport:
    """The report of a group of which one study period was bound; all else stays.

    `of_file`: the volumes of the period are those of the year's file, which has to be bound again when they
    are others.
    """
    group = replace(before, carried=False) if before is not None else GroupReport(name, Status.WAITING)
    others = (one for one in group.periods if one.number != period.number)
    group = replace(group, periods=tuple(sorted((*others, period), key=lambda one: one.number)))
    if not of_file or group.status is not Status.DONE:
        return group
    numbers = {period.term.number}
    there = {one["path"]: one["sha256"] for one in group.volumes if terms_of(one) == numbers}
    now = {one["path"]: one["sha256"] for one in period.report.volumes}
    if there == now:
        return group
    message = _("a volume of the file was made anew")
    return replace(group, status=Status.WAITING, volumes=(), terms=(), identity=None, message=message)


def terms_of(volume: Any) -> set[int]:
    """Numbers of the terms whose pages a volume of the report holds."""
    return {entry["term"] for entry in volume["contents"]}


def keeping_periods(before: GroupReport | None, report: GroupReport, out: Path) -> GroupReport:
    """The report of a group's year with the study periods bound before, while volumes of theirs lie there."""
    periods = before.periods if before is not None else ()
    return replace(report, periods=tuple(one for one in periods if lies(one.report, out)))


def lies(report: GroupReport, out: Path) -> bool:
    """Whether a volume of the report, or the word that there is none, is worth keeping."""
    paths = [volume["path"] for volume in report.volumes]
    return not paths or any(is_below(path) and (out / path).is_file() for path in paths)
