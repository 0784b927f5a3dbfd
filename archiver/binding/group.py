"""One group from its export to its volumes, all in one worker: only names and results travel.

Reading, checking, laying and binding a group share what is in memory; sending a journal or its pages to
another process would cost more than making them.
"""

from __future__ import annotations

import datetime as dt
import errno
import hashlib
import json
import os
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from archiver import __version__
from archiver.binder.file_names import VolumeNames
from archiver.binder.plan import BinderPart
from archiver.binder.volume import Volume, bind
from archiver.binding.own_volumes import is_untouched, remove_outdated, renamed
from archiver.binding.parts import bare, binder_parts, ordered, part_specs
from archiver.binding.report import GroupReport, Status
from archiver.binding.review import Review, review
from archiver.errors import ArchiverError, OutputFailed
from archiver.intake.exports import GroupExport
from archiver.journal.codes import UNACCEPTABLE
from archiver.journal.findings import Finding, count_by_severity
from archiver.journal.model import Journal, Term
from archiver.journal.signs import legend
from archiver.locale import _
from archiver.press import fonts
from archiver.press.part import Part
from archiver.press.worker import press_part
from archiver.remedies import Deed, Remedy
from archiver.settings.file_plan import basis, journal_series, period_words
from archiver.settings.tables import Accepted, Settings


@dataclass(frozen=True, slots=True)
class Task:
    """A group to be bound into `out` as of `today`; `before` is what an earlier run reported of it.

    In names of files it is `called` so.
    """

    export: GroupExport
    out: Path
    settings: Settings
    cache: Path
    accepted: tuple[Accepted, ...]
    before: GroupReport | None
    today: dt.date
    called: str


@dataclass(frozen=True, slots=True)
class GroupOutcome:
    """What became of a group; `unread` are the findings that say why its export could not be read."""

    report: GroupReport
    unread: tuple[Finding, ...] | None = None


def bind_group(task: Task) -> GroupOutcome:
    """Read, check, lay and bind a group; what is wrong with it alone is in its report.

    Raises OutputFailed when the disk refuses everybody.
    """
    found = Review(task.export.name, None, ())
    try:
        found = review(task.export, task.settings, task.accepted, today=task.today)
        return _bound(task, found)
    except Exception as error:
        if _stops_all(error):
            raise
        return GroupOutcome(report_of(found, Status.FAILED, message=cause_of(error)))


def _bound(task: Task, found: Review) -> GroupOutcome:
    if found.journal is None or (found.blocking and not found.readable):
        message = _("the export cannot be read")
        return GroupOutcome(report_of(found, Status.FAILED, message=message), found.findings)
    if found.blocking:
        return GroupOutcome(report_of(found, Status.BLOCKED, message=_("blocking findings")))
    journal = found.journal
    sections = ordered(journal, task.settings)
    specs = part_specs(journal, sections, task.settings)
    parts = binder_parts(journal, bare(sections), [press_part(spec, task.cache) for spec in specs])
    by_engine = sum(part.part.pages for part in parts if isinstance(part.part, Part))
    identity = _identity(found, journal, parts, task.settings)
    old = task.before
    names = VolumeNames(task.called, journal.year)
    if old and old.identity == identity and _whole(old, task.out):
        moved = renamed(old.volumes, task.out, names)
        same = report_of(found, Status.DONE, volumes=moved, identity=identity, by_engine=by_engine)
        return GroupOutcome(replace(same, unchanged=True))
    volumes = bind(
        replace(journal, sections=()),
        parts,
        task.settings,
        task.out,
        accepted=found.accepted,
        legend=legend(journal.sections),
        called=task.called,
    )
    if old:
        remove_outdated(old.volumes, task.out, (volume.path for volume in volumes))
    said = tuple(finding for volume in volumes for finding in volume.findings)
    return GroupOutcome(
        report_of(
            replace(found, findings=found.findings + said),
            Status.DONE,
            volumes=tuple(_volume(volume, task.out) for volume in volumes),
            identity=identity,
            by_engine=by_engine,
        )
    )


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
    )


def _acceptable(found: Review) -> tuple[str, ...]:
    """Codes that block and may be accepted; none of a group that could not be read at all."""
    codes = dict.fromkeys(one.code for one in found.blocking if one.code not in UNACCEPTABLE)
    return tuple(codes) if found.journal is not None else ()


def _terms(journal: Journal) -> tuple[Term, ...]:
    """The study periods that have pages."""
    with_pages = {section.term for section in journal.sections}
    return tuple(term for term in journal.terms if term.number in with_pages)


def _identity(found: Review, journal: Journal, parts: Sequence[BinderPart], settings: Settings) -> str:
    """Digest of all a binder is made of: its pages, its head, the settings and the program."""
    printed = settings.model_dump(
        mode="json", include={"college", "officers", "departments", "printing", "records"}
    )
    series = journal_series(settings)
    accepted = [(item.code, item.reason, item.by) for item in found.accepted]
    text = json.dumps(
        [
            __version__,
            fonts.digest(),
            [part.part.key for part in parts],
            repr((journal.group, journal.year, journal.terms)),
            printed,
            (period_words(series), basis(series)),
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


def cause_of(error: Exception) -> str:
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
    return all(is_untouched(volume, out) for volume in old.volumes)


def _volume(volume: Volume, out: Path) -> dict[str, Any]:
    """A volume's object in the report."""
    return {
        "path": volume.path.relative_to(out).as_posix(),
        "sha256": volume.sha256,
        "pages": volume.pages,
        "sheets": volume.sheets,
        "blank_pages": volume.blanks,
        "duplex": volume.duplex,
        "landscape": volume.landscape,
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
