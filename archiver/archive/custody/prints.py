"""Volumes that were printed and certified: noted, so that the next print knows that it is another copy.

Regulation item 5 has each volume certified by signature. What was signed stays what it is: the register keeps
which copy of which volume was printed from what, when it was certified, and how many sheets were counted
then.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from archiver.archive.custody.naming import file_id
from archiver.binding.earlier_run import EarlierRun, run_in
from archiver.binding.prints import as_kept, subjects_of
from archiver.binding.report import GroupReport, Status, is_below
from archiver.counter.asked import no_such_group
from archiver.counter.session import Session, use_case
from archiver.disk.plain_files import open_plain
from archiver.errors import Refused, UsageError
from archiver.journal.as_typed import strictly_same
from archiver.journal.model import AcademicYear
from archiver.locale import _
from archiver.permissions import Permission
from archiver.register.model.prints import VolumePrint
from archiver.register.work import Work
from archiver.remedies import Deed, Remedy
from archiver.settings.tables import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintWanted:
    """What is to be noted: copy `copy` of volume `volume` of a group, as `folder` of year-end has it.

    `period` is the number of a study period that is bound by itself; it may be left out where the number of
    the volume tells. `printed_on` is today, or the day of the certification, unless told. `certified_on` and
    `sheets` go together: what was counted when it was signed. Without `folder` it is the current one or, of a
    copy that was noted before, the register.
    """

    group: str
    volume: int
    copy: int
    folder: Path | None = None
    period: int | None = None
    printed_on: dt.date | None = None
    certified_on: dt.date | None = None
    sheets: int | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class PrintNoted:
    """A copy in the register; `new` says whether the register knows more than before."""

    copy: VolumePrint
    new: bool


@use_case(Permission.VOLUME_PRINT)
def note_print(session: Session, wanted: PrintWanted) -> PrintNoted:
    """Note that a copy of a volume was printed, and certified where that is told; once is enough.

    Raises UsageError for a folder without the volume and for days that cannot be, Refused without the right,
    for a copy that is another than the one in the folder, and for a count or a change without a reason.
    """
    _refuse_days(wanted, session.today)
    with session.changing() as work:
        fresh, marked = _noted_before(work, wanted), wanted.copy
        if fresh is None:
            fresh, marked = _in_folder(session, wanted)
        copies = work.prints.of_volume(fresh.file, fresh.period, fresh.volume)
        known = next((one for one in copies if one.copy == wanted.copy), None)
        if known is None:
            _refuse_number(wanted, marked, copies[-1].copy if copies else 0)
            _refuse_count(fresh)
            return PrintNoted(work.prints.add(fresh), new=True)
        if known.identifier != fresh.identifier:
            raise Refused(
                _(
                    "Copy No. {copy} was noted of another volume ({identifier}). What lies in the folder is "
                    "the next copy: make it with its number and note that."
                ).format(copy=known.copy, identifier=known.identifier),
                remedy=Remedy(Deed.MAKE_COPY, f"{known.copy + 1}"),
            )
        if wanted.certified_on is None:
            return PrintNoted(known, new=False)
        signed = replace(
            known, certified_on=wanted.certified_on, certified_sheets=wanted.sheets, reason=fresh.reason
        )
        if (signed.certified_on, signed.certified_sheets) == (known.certified_on, known.certified_sheets):
            return PrintNoted(known, new=False)
        if known.certified_on is not None and not signed.reason:
            raise Refused(
                _("The certification of {day} is noted already. To correct it, say why.").format(
                    day=f"{known.certified_on:%d.%m.%Y}"
                ),
                remedy=Remedy(Deed.GIVE_REASON),
            )
        if wanted.certified_on < known.printed_on:
            raise UsageError(_("A volume cannot be certified before it was printed."))
        _refuse_count(signed)
        return PrintNoted(work.prints.certify(signed), new=True)


@use_case(Permission.ARCHIVE_LOOK)
def prints_of(session: Session, year: AcademicYear | None = None) -> tuple[VolumePrint, ...]:
    """The copies on paper of the college's volumes, of a year or of all, in the order of their numbers."""
    with session.looking() as work:
        return prints_in(work, session.settings, year)


def prints_in(work: Work, settings: Settings, year: AcademicYear | None = None) -> tuple[VolumePrint, ...]:
    """As `prints_of`, inside a unit of work."""
    found = work.prints.of_year(year.start) if year is not None else work.prints.all()
    return tuple(
        one for one in found if one.file == journal_id(settings, AcademicYear(one.academic_year), one.group)
    )


def journal_id(settings: Settings, year: AcademicYear, group: str) -> str:
    """The id that the file of a group's journal has in the register, deposited or not."""
    return file_id(settings.college.short_name, settings.records.journal_index, year, group)


def _refuse_days(wanted: PrintWanted, today: dt.date) -> None:
    if (wanted.certified_on is None) != (wanted.sheets is None):
        raise UsageError(
            _("The day of the certification and the sheets counted then go together."),
            remedy=Remedy(Deed.GIVE_DAY_AND_SHEETS),
        )
    for day in (wanted.printed_on, wanted.certified_on):
        if day is not None and day > today:
            raise UsageError(_("{day} is not here yet.").format(day=f"{day:%d.%m.%Y}"))
    if wanted.printed_on and wanted.certified_on and wanted.certified_on < wanted.printed_on:
        raise UsageError(_("A volume cannot be certified before it was printed."))


def _refuse_number(wanted: PrintWanted, marked: int, last: int) -> None:
    if wanted.copy <= last:
        raise Refused(
            _("Copy No. {last} is noted already; the next one has a higher number.").format(last=last)
        )
    if wanted.copy != marked:
        raise Refused(
            _(
                "The volume in the folder is copy No. {marked}, so copy No. {copy} was not printed from it."
            ).format(marked=marked, copy=wanted.copy),
            remedy=Remedy(Deed.MAKE_COPY, f"{wanted.copy}"),
        )


def _refuse_count(one: VolumePrint) -> None:
    if one.certified_sheets is not None and one.certified_sheets != one.sheets and not one.reason:
        raise Refused(
            _("The volume has {sheets} sheets, and {counted} were counted. Count again, or say why.").format(
                sheets=one.sheets, counted=one.certified_sheets
            ),
            remedy=Remedy(Deed.GIVE_REASON),
        )


def _noted_before(work: Work, wanted: PrintWanted) -> VolumePrint | None:
    """The copy as it was noted, of the newest year, where no folder is told and the current one is none."""
    if wanted.folder is not None or run_in(Path()) is not None:
        return None
    fit = (
        one
        for one in work.prints.numbered(wanted.volume, wanted.copy)
        if strictly_same(wanted.group, one.group) and wanted.period in (None, one.period)
    )
    found = max(fit, key=lambda one: (one.academic_year, -one.period), default=None)
    if found is None:
        raise UsageError(
            _("The register does not know copy No. {copy} of volume {volume} of {group}.").format(
                copy=wanted.copy, volume=wanted.volume, group=wanted.group
            ),
            remedy=Remedy(Deed.NAME_FOLDER_OF_PRINTS),
        )
    return replace(found, reason=wanted.reason.strip())


def _in_folder(session: Session, wanted: PrintWanted) -> tuple[VolumePrint, int]:
    """The copy to be noted as the folder of year-end has its volume, and the number marked on that."""
    folder = wanted.folder or Path()
    run = run_in(folder)
    if run is None:
        raise UsageError(
            _("There is no report of year-end in {folder}.").format(folder=folder),
            remedy=Remedy(Deed.NAME_PRINTED),
        )
    volume, group, period = _volume(wanted, run, folder)
    copy: int = volume.get("copy") or 1
    return _as_print(session.settings, wanted, volume, group, period, run, session.today), copy


def _volume(wanted: PrintWanted, run: EarlierRun, folder: Path) -> tuple[Mapping[str, Any], GroupReport, int]:
    """The volume in the folder, the group, the number of the study period (0: the year's file)."""
    group = next((one for name, one in run.groups.items() if strictly_same(wanted.group, name)), None)
    if group is None:
        raise no_such_group(
            wanted.group, run.groups, _("There is no group {group} in the folder. There are: {groups}.")
        )
    of_periods = [(one.number, volume) for one in group.periods for volume in _volumes(one.report)]
    own = {volume["path"] for _number, volume in of_periods}
    of_year = [(0, volume) for volume in _volumes(group) if volume["path"] not in own]
    found = [
        (period, volume)
        for period, volume in (of_periods if wanted.period else (*of_year, *of_periods))
        if volume["number"] == wanted.volume and wanted.period in (None, period)
    ]
    if found and wanted.period is None and found[0][0] == 0:
        found = found[:1]  # a study period by itself has to be named
    if not found:
        raise UsageError(
            _("There is no volume {volume} of {group} in {folder}.").format(
                volume=wanted.volume, group=group.name, folder=folder
            ),
            remedy=Remedy(Deed.NAME_PRINTED),
        )
    if len(found) > 1:
        raise UsageError(
            _("Several study periods have a volume {volume}; name one of them.").format(volume=wanted.volume),
            remedy=Remedy(Deed.CHOOSE_PERIOD),
        )
    ((period, volume),) = found
    _refuse_other_file(folder, volume)
    return volume, group, period


def _volumes(report: GroupReport) -> list[dict[str, Any]]:
    """The volumes with their numbers, which reports of earlier versions do not have."""
    return [{"number": place, **volume} for place, volume in enumerate(report.volumes, 1)]


def _refuse_other_file(folder: Path, volume: Mapping[str, Any]) -> None:
    """What was printed is the file of the report; one that is gone since is taken at the report's word."""
    if not is_below(volume["path"]):
        return
    try:
        with open_plain(folder / volume["path"]) as file:
            same = hashlib.file_digest(file, "sha256").hexdigest() == volume["sha256"]
    except OSError:
        return
    if not same:
        raise Refused(
            _("{file} is not the file that was bound; make the binder again.").format(file=volume["path"]),
            remedy=Remedy(Deed.BIND),
        )


def _as_print(
    settings: Settings,
    wanted: PrintWanted,
    volume: Mapping[str, Any],
    group: GroupReport,
    period: int,
    run: EarlierRun,
    today: dt.date,
) -> VolumePrint:
    made = group.period(period) if period else group
    volumes = _volumes(made) if made is not None and made.status is Status.DONE else [volume]
    held = made.terms if made is not None else ()
    first = min(filter(None, (wanted.certified_on, today)))
    return VolumePrint(
        file=journal_id(settings, run.year, group.name),
        group=group.name,
        academic_year=run.year.start,
        period=period,
        volume=wanted.volume,
        copy=wanted.copy,
        identifier=volume.get("identifier", ""),
        sha256=volume["sha256"],
        sheets=volume["sheets"],
        volumes=[one["number"] for one in volumes],
        terms=as_kept(held),
        subjects=subjects_of(volume),
        printed_on=wanted.printed_on or first,
        certified_on=wanted.certified_on,
        certified_sheets=wanted.sheets,
        reason=wanted.reason.strip(),
    )
