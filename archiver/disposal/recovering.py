"""Entering acts again that a restored register has forgotten, from the notices on the media.

An act that was being executed, or was accounted, comes back as *executing*: what it destroyed is found
gone, copy by copy, and proven again; the names that came back with the backup go once more.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from archiver.custody.identity import identifier_of
from archiver.disposal.gaps import newest_notices
from archiver.disposal.moments import confirm
from archiver.disposal.notices import Notice
from archiver.disposal.office import Office
from archiver.disposal.shelves import Shelves
from archiver.errors import Refused
from archiver.locale import _
from archiver.register.work import Work
from retention.act import DestructionAct
from retention.restored import Gap, GapKind, gaps
from retention.steps import ActState, StepKind
from retention.words import Identifier

RECOVERED = "act.recovered"


@dataclass(frozen=True, slots=True)
class Recovered:
    """An act that was entered again, or why it could not be."""

    number: str
    gap: Gap
    fault: str = ""


def recover(office: Office) -> tuple[Recovered, ...]:
    """Close every gap that the connected media tell of and that can be closed; raises what the clock says."""
    with office.looking() as work:
        media = work.media.all()
    with Shelves(media, office.settings.archive) as shelves, office.changing() as work:
        clock = office.clock(work)
        clock.check()
        confirm(work, clock)
        notices = newest_notices(shelves)
        found = gaps(_acts(work), (notice.anchor for notice in notices.values()))
        return tuple(
            _entered(work, gap, notices[gap.anchor.act]) for gap in found if not _entered_before(gap)
        )


def _acts(work: Work) -> Mapping[Identifier, DestructionAct]:
    acts = (work.acts.get(entry.number) for entry in work.acts.all())
    return {act.number: act for act in acts if act is not None}


def _entered_before(gap: Gap) -> bool:
    """An act that was accounted once and is being executed again: nothing but to finish it."""
    return gap.kind is GapKind.OLDER and (gap.state, gap.anchor.state) == (
        ActState.EXECUTING,
        ActState.ACCOUNTED,
    )


def _entered(work: Work, gap: Gap, notice: Notice) -> Recovered:
    number = str(gap.anchor.act)
    steps = tuple(step for step in notice.act.steps if step.kind is not StepKind.ACCOUNTED)
    act = replace(notice.act, steps=steps)
    try:
        if gap.kind is GapKind.OTHER:
            raise Refused(_("another act has this number; compare both with the printed ones"))
        if gap.kind is GapKind.UNKNOWN:
            work.acts.add(act, _files(work, act))
        else:
            _go_on(work, act)
    except Refused as error:
        return Recovered(number, gap, error.message)
    work.trail.note(RECOVERED, f"act:{number}", number=number, digest=act.digest, head=notice.head.digest)
    return Recovered(number, gap)


def _go_on(work: Work, act: DestructionAct) -> None:
    """Add the steps that are missing, each sealed to the one before as it was."""
    known = work.acts.get(act.number)
    assert known is not None  # noqa: S101 - retention found it older
    for count in range(len(known.steps), len(act.steps)):
        if act.steps[: len(known.steps)] != known.steps:
            raise Refused(_("its steps are not those of the register; compare with the printed act"))
        work.acts.step(replace(act, steps=act.steps[: count + 1]))


def _files(work: Work, act: DestructionAct) -> dict[Identifier, int]:
    wanted = {row.file for row in act.rows}
    found: dict[Identifier, int] = {}
    years = sorted({row.title.years.first for row in act.rows})
    for year in years:
        for file in work.files.of_year(year):
            name = identifier_of(file)
            if name in wanted:
                found[name] = file.id
    lacking = sorted(wanted - found.keys())
    if lacking:
        raise Refused(
            _("the register does not know the files {files}: archiver rebuild").format(
                files=", ".join(lacking[:5])
            )
        )
    return found
