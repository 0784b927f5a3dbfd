"""Drawing up an act: the files that may go, frozen with all their copies and the digest of it all."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from archiver.archive.custody.identity import identifier_of
from archiver.archive.custody.schedule import schedule_of
from archiver.archive.custody.stocktaking import missing_volumes
from archiver.archive.disposal.acts import clock_of, officer_of, refuse_changed, refuse_lost_paper
from archiver.archive.disposal.believing import refuse_forgotten, refuse_unread
from archiver.archive.disposal.carried import hear_statements, refuse_silent, refuse_unlike_copies
from archiver.archive.disposal.clock import confirm
from archiver.archive.disposal.copies import copies_of
from archiver.archive.disposal.deciding import Deciding
from archiver.archive.disposal.due import due_files
from archiver.archive.disposal.forgotten import gaps_of, noticed
from archiver.archive.disposal.inventories import Asking, Inventories
from archiver.archive.disposal.paper_told import paper_told
from archiver.archive.disposal.statements import Readings, naming_lacking, read_statements
from archiver.archive.disposal.testimony import Testimony, read_testimony
from archiver.counter.session import Session, use_case
from archiver.errors import Refused, UsageError
from archiver.locale import _
from archiver.papers.act_forms import form_on
from archiver.permissions import Permission
from archiver.register.model.files import File
from archiver.register.work import Work
from archiver.remedies import Deed, Remedy
from archiver.settings.tables import Settings
from retention.act import DestructionAct, Terms, draft
from retention.eligibility import Decision, Reason
from retention.left_out import LeftOut, left_out_by
from retention.people import Protocol
from retention.restored import check_gaps
from retention.rows import ActRow, row_of
from retention.words import Identifier


@dataclass(frozen=True, slots=True)
class ActWanted:
    """What the act is to name: these files by external id, or all that may go (of one series).

    `number` of the act, or "" for the next of the year. `inventories` is the protocol that agreed to the
    inventories of files kept for over ten years (of an acquisition source: approved them);
    `inventories_with_act`: the commission agrees to them together with the act. `no_paper` is why files
    without a registered volume have none.
    """

    files: tuple[str, ...] = ()
    series: str | None = None
    number: str = ""
    inventories: Protocol | None = None
    inventories_with_act: bool = False
    no_paper: str = ""
    most: int = 1000


@use_case(Permission.ACT_DRAFT)
def draw_up(session: Session, wanted: ActWanted) -> DestructionAct:
    """Draw up an act and keep it.

    Raises Refused: nothing may go, a file may not, clock, what the register has forgotten, media not read,
    paper nobody told of, inventories.
    """
    with session.looking() as work:
        media = work.media.all()
    with session.stores(media) as stores:
        with session.looking() as work:
            clock = clock_of(session, work)
            clock.check()
            for moment in noticed(stores):
                clock.after(moment).check()
            heard = read_testimony(stores)
            refuse_unread(work.media.all(), heard)
            check_gaps(gaps_of(work, stores))
            refuse_forgotten(work, heard)
            session.register.noted.further = heard.to_pass_on()
            schedule = schedule_of(work, session.settings)
            files, left_out = _files(Deciding(work, schedule, clock, looking=True), wanted)
            # The trail comes first: where it differs, what the bags say is only the consequence.
            refuse_changed(work, {identifier_of(file): file.id for file in files})
        refuse_unlike_copies(session, stores, files)
        refuse_silent(session, stores, files)
        hear_statements(session, stores, files, heard)
        readings = read_statements(session, stores, files)
        with naming_lacking(readings):
            return _drawn_up(session, wanted, files, readings, heard, left_out)


def _drawn_up(
    session: Session,
    wanted: ActWanted,
    files: Sequence[File],
    readings: Readings,
    heard: Testimony,
    left_out: tuple[LeftOut, ...],
) -> DestructionAct:
    with session.changing() as work:
        clock = clock_of(session, work)
        clock.check()
        confirm(work, clock)
        readings.enter(work)
        schedule = schedule_of(work, session.settings)
        deciding = Deciding(work, schedule, clock, whole=readings.whole, heard=heard)
        refuse_lost_paper(work, [file.id for file in files])
        decisions = deciding.decide_all(files)
        number = Identifier(wanted.number or _next_number(work, clock.today))
        # What may not go is told first: `draft` refuses it, and nobody looks for its paper.
        eligible = all(one.eligible for one in decisions)
        told = paper_told(work, files, wanted.no_paper) if eligible else {}
        lost = missing_volumes(work)
        rows = [
            _row(work, file, one, told.get(file.id, ""), lost.get(file.id, ()))
            for file, one in zip(files, decisions, strict=True)
        ]
        asking = Asking(work, deciding.schedule, session.settings.college.short_name, clock.today)
        inventories = (
            asking.of(files, wanted.inventories, with_act=wanted.inventories_with_act)
            if eligible
            else Inventories()
        )
        act = draft(
            number,
            replace(_terms(session.settings, inventories, clock.today), left_out=left_out),
            rows,
            decisions,
            by=officer_of(session),
            at=clock.now,
        )
        work.acts.add(act, {identifier_of(file): file.id for file in files})
        return act


def _files(deciding: Deciding, wanted: ActWanted) -> tuple[Sequence[File], tuple[LeftOut, ...]]:
    """The files of the act, and what is due and may not go; nothing is left out of files that were named."""
    work = deciding.work
    if wanted.files:
        return [_named(work, name) for name in dict.fromkeys(wanted.files)], ()
    found, left_out = [], []
    for due in due_files(deciding, series=wanted.series):
        if due.eligible:
            found.append(work.files.get(due.entry.file_id))
        elif due.decision is not None and Reason.IN_OPEN_ACT not in due.decision.reasons:
            left_out.append(left_out_by(due.decision))
        if len(found) == wanted.most:
            break
    if not found:
        raise Refused(_("No file may enter an act today."), remedy=Remedy(Deed.LIST_DUE))
    return found, tuple(left_out)


def _named(work: Work, name: str) -> File:
    file = work.files.by_external_id(name)
    if file is None:
        raise UsageError(
            _("There is no file {id} in the register.").format(id=name), remedy=Remedy(Deed.LIST_DUE)
        )
    return file


def _next_number(work: Work, today: dt.date) -> str:
    taken = {entry.number for entry in work.acts.all()}
    return next(number for count in range(1, 100_000) if (number := f"{count}-{today.year}") not in taken)


def _row(
    work: Work, file: File, decision: Decision, no_paper: str, lost: Sequence[tuple[int, dt.date]]
) -> ActRow:
    paper = tuple(volume.sheets for volume in work.paper.of_file(file.id))
    known = paper or ((file.sheets,) if file.sheets and not no_paper else ())
    without = f"на бумаге нет: {no_paper}" if no_paper else _volumes(file, paper)
    remark = "; ".join(filter(None, (without, _statement(decision), _missing(lost))))
    return row_of(
        decision.explanation,
        copies_of(work, file),
        inventory=f"номенклатура {file.academic_year} г.",  # no inventory is in the register
        unit=file.index,
        sheets=known,
        remark=remark,
    )


def _volumes(file: File, paper: Sequence[int]) -> str:
    return f"томов: {file.volumes}" if not paper and file.volumes > 1 else ""


def _statement(decision: Decision) -> str:
    """Where the statement lies that this archive does not have: the commission reads it in the act."""
    if decision.candidate.statement is not None or not decision.candidate.statement_elsewhere:
        return ""
    return f"сводная ведомость: {decision.candidate.statement_elsewhere}"


def _missing(lost: Sequence[tuple[int, dt.date]]) -> str:
    """Which volumes the last stock-taking did not find: nobody can prove that they are destroyed."""
    return "; ".join(f"том {volume} не обнаружен при проверке {since:%d.%m.%Y}" for volume, since in lost)


def _terms(settings: Settings, inventories: Inventories, today: dt.date) -> Terms:
    first, *more = inventories.protocols or (None,)
    own = settings.disposal
    return Terms(
        own.basis,
        settings.college.city,
        own.fund_number,
        own.fund_name,
        own.acquisition_source,
        own.regional_authority,
        first,
        form=form_on(own.act_forms, today),
        inventories_with_act=inventories.with_act,
        more_inventories=tuple(filter(None, more)),
    )
