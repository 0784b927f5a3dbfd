"""The dispatcher's work on exports: the binders of a year made of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

from archiver.binding.periods import WHOLE_YEAR, Wanted, review_wanted
from archiver.binding.report import YearReport
from archiver.binding.review import accepted_of_nobody, chosen_groups
from archiver.binding.year import Printed, bind_year
from archiver.counter.asked import no_such_group
from archiver.counter.use_case import Workplace, use_case
from archiver.errors import UsageError
from archiver.intake.exports import Exports
from archiver.journal.collation import same_name
from archiver.journal.model import AcademicYear
from archiver.locale import _
from archiver.permissions import Permission
from archiver.press.cache import part_cache
from archiver.progress import Progress
from archiver.settings.tables import Accepted, Settings


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
    _refuse_idle_acceptances(exports, place.settings, accepted, today, wanted)
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


def _refuse_idle_acceptances(
    exports: Exports, settings: Settings, accepted: Sequence[Accepted], today: dt.date, wanted: Wanted
) -> None:
    """Raises UsageError naming what blocks the group."""
    chosen = chosen_groups(exports, wanted.groups)
    for item in accepted:
        if not any(same_name(item.group, group.name) for group in chosen):
            raise no_such_group(item.group, [group.name for group in chosen])
    for export in chosen:
        own = [item for item in accepted if same_name(item.group, export.name)]
        if not own:
            continue
        seen = review_wanted(export, settings, own, today=today, period=wanted.term)
        if seen.unused:
            codes = {one.code for one in seen.blocking} | {one.code for one in seen.accepted}
            message = (
                _("Group {group} has no finding {code} to accept. What blocks it: {codes}.")
                if codes
                else _("Group {group} has no finding {code} to accept: nothing blocks it.")
            )
            code, there = seen.unused[0].code, ", ".join(sorted(codes))
            raise UsageError(message.format(code=code, group=export.name, codes=there))
