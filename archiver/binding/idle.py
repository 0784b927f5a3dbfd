"""Acceptances given for a run that answer nothing: a slip in one would go unnoticed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from archiver.counter.asked import no_such_group
from archiver.errors import UsageError
from archiver.intake.exports import GroupExport
from archiver.journal.collation import same_name
from archiver.locale import _
from archiver.settings.tables import Accepted, Settings


def refuse_acceptances_of_nobody(chosen: Iterable[GroupExport], accepted: Iterable[Accepted]) -> None:
    """Raises UsageError for one of a group that is not there."""
    names = [group.name for group in chosen]
    for item in accepted:
        if not any(same_name(item.group, name) for name in names):
            raise no_such_group(item.group, names)


def refuse_idle_acceptances(
    export: GroupExport, settings: Settings, accepted: Sequence[Accepted], today: dt.date, term: int | None
) -> None:
    """Read the group to see whether it has what is accepted; raises UsageError naming what blocks it."""
    from archiver.binding.periods import review_wanted

    seen = review_wanted(export, settings, accepted, today=today, period=term)
    if seen.unused:
        codes = {one.code for one in seen.blocking} | {one.code for one in seen.accepted}
        message = (
            _("Group {group} has no finding {code} to accept. What blocks it: {codes}.")
            if codes
            else _("Group {group} has no finding {code} to accept: nothing blocks it.")
        )
        code, there = seen.unused[0].code, ", ".join(sorted(codes))
        raise UsageError(message.format(code=code, group=export.name, codes=there))
