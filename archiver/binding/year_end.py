"""The dispatcher's work on exports: the binders of a year made of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

from archiver.binding.college import accepted_of_nobody
from archiver.binding.report import YearReport
from archiver.binding.wanted import WHOLE_YEAR, Wanted
from archiver.binding.year import Printed, bind_year
from archiver.counter.use_case import Workplace, use_case
from archiver.intake.exports import Exports
from archiver.journal.model import AcademicYear
from archiver.permissions import Permission
from archiver.press.cache import part_cache
from archiver.progress import Progress
from archiver.settings.tables import Accepted


@use_case(Permission.BINDER_MAKE)
def make_binders(
    place: Workplace,
    exports: Exports,
    out: Path,
    year: AcademicYear,
    *,
    today: dt.date,
    progress: Progress,
    workers: int | None = None,
    accepted: Sequence[Accepted] = (),
    source: Mapping[str, Any] | None = None,
    wanted: Wanted = WHOLE_YEAR,
    printed: Printed = MappingProxyType({}),
) -> YearReport:
    """Make the binders of all groups, or what is `wanted`; as `bind_year`, with the cache of the settings.

    An acceptance that answers nothing is refused before anything is written (UsageError): a slip would go
    unnoticed. One of the settings whose group is not there is a note, for settings outlive runs.
    """
    exports = replace(exports, findings=(*exports.findings, *accepted_of_nobody(exports, place.settings)))
    report = bind_year(
        exports,
        out,
        year,
        place.settings,
        today=today,
        cache=part_cache(place.settings.cache),
        progress=progress,
        workers=workers,
        accepted=accepted,
        source=source,
        wanted=wanted,
        printed=printed,
    )
    return replace(report, told=exports.findings)
