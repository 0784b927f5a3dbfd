"""What the media know of acts and the register does not: it was restored from before them."""

from __future__ import annotations

import datetime as dt

from archiver.archive.disposal.notices import Notice, read_notices
from archiver.counter.stores import Stores
from archiver.errors import Refused
from archiver.locale import _
from archiver.register.compared import is_uncompared
from archiver.register.work import Work
from archiver.remedies import Deed, Remedy
from retention.act import DestructionAct
from retention.restored import Gap, GapKind, gaps
from retention.steps import ActState
from retention.words import Identifier


def newest_notices(stores: Stores) -> dict[Identifier, Notice]:
    """Of each act the notice with the most steps that any reachable medium has."""
    found: dict[Identifier, Notice] = {}
    for notice in stores.each(read_notices):
        known = found.get(notice.act.number)
        if known is None or len(known.act.steps) < len(notice.act.steps):
            found[notice.act.number] = notice
    return found


def noticed(stores: Stores) -> tuple[dt.datetime, ...]:
    """The moments that notices of acts on the media tell of: each has been, so no clock may be before it."""
    return tuple(notice.act.steps[-1].at for notice in newest_notices(stores).values())


def gaps_of(work: Work, stores: Stores, *, except_act: str | None = None) -> tuple[Gap, ...]:
    """Where the register is behind the media that are connected.

    Refused when it was restored or rebuilt and has not been compared with all of its media since.
    `except_act` is being executed once more after it was entered again: that it was further once is known.
    """
    _refuse_uncompared(work)
    acts: dict[Identifier, DestructionAct] = {}
    for entry in work.acts.all():
        act = work.acts.get(entry.number)
        if act is not None:
            acts[act.number] = act
    found = gaps(acts, (notice.anchor for notice in newest_notices(stores).values()))
    return tuple(gap for gap in found if not _known(gap, except_act))


def _refuse_uncompared(work: Work) -> None:
    if is_uncompared(work.connection):
        raise Refused(
            _(
                "The register was restored or rebuilt, and acts may have been carried out that it"
                " does not know."
            ),
            remedy=Remedy(Deed.RECOVER_ACTS),
        )


def _known(gap: Gap, except_act: str | None) -> bool:
    older = gap.kind is GapKind.OLDER and gap.state is ActState.EXECUTING
    return older and gap.anchor.act == except_act
