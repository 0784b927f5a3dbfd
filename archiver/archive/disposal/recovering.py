"""Entering acts again that a restored register has forgotten, from the notices on the media.

An act that was being executed, or was accounted, comes back as *executing*: what it destroyed is found
gone, copy by copy, and proven again; the names that came back with the backup go once more.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace

from archiver.archive.custody.identity import files_named
from archiver.archive.disposal.acts import clock_of
from archiver.archive.disposal.clock import RECOVERED, confirm
from archiver.archive.disposal.forgotten import newest_notices
from archiver.archive.disposal.notices import Notice
from archiver.archive.disposal.reentering import enter_lacking
from archiver.archive.disposal.remembering import ReadBack, remember
from archiver.archive.disposal.testimony import read_testimony
from archiver.counter.session import Session, use_case
from archiver.counter.stores import Stores
from archiver.errors import Refused
from archiver.locale import _
from archiver.permissions import Permission
from archiver.register.compared import COMPARED
from archiver.register.model.files import File
from archiver.register.work import Work
from archiver.remedies import Deed, Remedy
from retention.act import DestructionAct
from retention.restored import Gap, GapKind, gaps
from retention.rows import ActRow
from retention.steps import ActState, StepKind
from retention.tombstone import tombstone_of
from retention.words import Identifier


@dataclass(frozen=True, slots=True)
class Recovered:
    """An act that was entered again, or why it could not be, and what to do next.

    The remedy of an act that has to be carried out and closed once more is to go on with it.
    """

    number: str
    gap: Gap
    fault: str = ""
    remedy: Remedy | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """What came of comparing the register with its media; `absent` says why some could not be asked.

    `back` are the decisions besides acts that were entered again.
    """

    entered: tuple[Recovered, ...]
    absent: Mapping[str, str]
    back: ReadBack

    @property
    def well(self) -> bool:
        """Every medium was asked, and every gap is closed."""
        return self.back.well and not self.absent and not any(one.fault for one in self.entered)


@use_case(Permission.ACT_RECOVER)
def recover(session: Session) -> Comparison:
    """Close every gap that the connected media tell of and that can be closed; raises what the clock says.

    That the register was compared is noted only when every medium in service could be asked.
    """
    with session.looking() as work:
        media = work.media.all()
    with session.stores(media) as stores, session.changing() as work:
        clock = clock_of(session, work)
        clock.check()
        confirm(work, clock)
        heard = read_testimony(stores)
        session.register.noted.further = heard.to_pass_on()
        back = remember(work, session.settings, heard, clock.today)
        notices = newest_notices(stores)
        found = gaps(_acts(work), (notice.anchor for notice in notices.values()))
        new = [gap for gap in found if not _entered_before(gap)]
        entered = tuple(_entered(work, stores, gap, notices[gap.anchor.act]) for gap in new)
        # Files that came with an act bring what media tell of them.
        back = back.and_then(remember(work, session.settings, heard, clock.today))
        comparison = Comparison(entered, dict(stores.absent), back)
        if comparison.well:
            work.trail.note(COMPARED, "register:1", acts=len(entered))
        return comparison


def _acts(work: Work) -> Mapping[Identifier, DestructionAct]:
    acts = (work.acts.get(entry.number) for entry in work.acts.all())
    return {act.number: act for act in acts if act is not None}


def _entered_before(gap: Gap) -> bool:
    """An act that was accounted once and is being executed again: nothing but to finish it."""
    return gap.kind is GapKind.OLDER and (gap.state, gap.anchor.state) == (
        ActState.EXECUTING,
        ActState.ACCOUNTED,
    )


def _entered(work: Work, stores: Stores, gap: Gap, notice: Notice) -> Recovered:
    number = str(gap.anchor.act)
    steps = tuple(step for step in notice.act.steps if step.kind is not StepKind.ACCOUNTED)
    act = replace(notice.act, steps=steps)
    next_step = Remedy(Deed.REPEAT_ACT, number) if act.state is ActState.EXECUTING else None
    files: tuple[Identifier, ...] = ()
    try:
        if gap.kind is GapKind.OTHER:
            raise Refused(_("another act has this number; compare both with the printed ones"))
        known = work.acts.get(act.number)
        if known is None:
            if notice.act.state is ActState.ACCOUNTED and not _files(work, act):
                _remember(work, notice.act)
                next_step = None
            else:
                files = enter_lacking(work, stores, act)
                work.acts.add(act, _files(work, act))
        else:
            _go_on(work, known, act)
    except Refused as error:
        return Recovered(number, gap, error.message, error.remedy)
    work.trail.note(
        RECOVERED,
        f"act:{number}",
        number=number,
        digest=act.digest,
        head=notice.head.digest,
        files=list(files),
    )
    return Recovered(number, gap, remedy=next_step)


def _go_on(work: Work, known: DestructionAct, act: DestructionAct) -> None:
    """Add the steps that `known`, the register's, is missing, each sealed to the one before as it was."""
    for count in range(len(known.steps), len(act.steps)):
        if act.steps[: len(known.steps)] != known.steps:
            raise Refused(_("its steps are not those of the register; compare with the printed act"))
        work.acts.step(replace(act, steps=act.steps[: count + 1]))


def _files(work: Work, act: DestructionAct) -> dict[Identifier, int]:
    found = files_named(work, (row.file for row in act.rows))
    return {row.file: found[row.file].id for row in act.rows if row.file in found}


def _remember(work: Work, act: DestructionAct) -> None:
    """Enter an act that is over, and the tombstones of its files."""
    files = {row.file: work.files.remember(_left_of(act, row, work.now())) for row in act.rows}
    entry = work.acts.add(act, {name: file.id for name, file in files.items()})
    for row in act.rows:
        work.files.belongs_to(files[row.file], entry.id)
        work.executions.bury(entry, files[row.file].id, tombstone_of(act, row))


def _left_of(act: DestructionAct, row: ActRow, now: dt.datetime) -> File:
    stone = tombstone_of(act, row)
    return File(
        external_id=str(row.file),
        series=str(row.series),
        index=row.unit,
        title=str(row.title),
        academic_year=row.title.years.first,
        registered_at=now,
        group=str(row.title.group or ""),
        mandate=row.mandate,
        keep_until=row.eligible_from - dt.timedelta(days=1),
        sheets=sum(row.sheets),
        volumes=row.units,
        destroyed_at=act.steps[-1].at,
        digests=tuple(map(str, stone.digests)),
    )
