"""The forms of the archive filled in from the register: one function a paper."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from archiver.journal.model import AcademicYear
from archiver.papers import signers
from archiver.papers.certification import CertificationForm
from archiver.papers.cover import CoverForm
from archiver.papers.forms import NO_PROTOCOL, Protocol
from archiver.papers.holdings import Shelved, Volume, period_of
from archiver.papers.inventory import (
    DocumentRegister,
    DocumentRow,
    ElectronicRow,
    InventoryForm,
    InventoryRow,
)
from archiver.papers.plan import Category, PlanForm, PlanRow, category, plan_row
from archiver.papers.transfer import TransferForm, TransferRow
from archiver.papers.wording import day
from archiver.register.model.files import File
from archiver.settings.tables import Settings
from retention.period import Permanent, Years
from retention.schedule import Schedule

NOT_ON_PAPER = "тома на бумаге не учтены"
"""Said of a file whose volumes nobody has registered: its sheets are those that were deposited."""
_SUBJECTS = {
    Category.PERMANENT: "дел постоянного хранения",
    Category.LONG: "дел временного (свыше 10 лет) хранения",
    Category.SHORT: "дел временного (до 10 лет включительно) хранения",
}


@dataclass(frozen=True, slots=True)
class Given:
    """What of a paper no register knows: its number, its day, the protocol of the commission."""

    number: str = ""
    on: dt.date | None = None
    protocol: Protocol = NO_PROTOCOL


def covers(
    found: Sequence[Shelved], settings: Settings, schedule: Schedule
) -> Iterator[tuple[File, Volume, CoverForm]]:
    """A cover for every volume."""
    for one in found:
        file = one.file
        text, _comma, _rest = period_of(file, schedule).partition(",")
        for volume in one.volumes:
            yield (
                file,
                volume,
                CoverForm(
                    signers.college(settings),
                    file.department,
                    file.index,
                    file.title,
                    one.dates,
                    volume.sheets,
                    text,
                    file.mandate,
                    volume.text,
                    settings.disposal.fund_number,
                ),
            )


@dataclass(frozen=True, slots=True)
class Counted:
    """What a person who counted the sheets adds: lettered and missed numbers, sheets of the contents."""

    lettered: str = ""
    missed: str = ""
    contents: int = 0
    last: int | None = None


def certifications(
    found: Sequence[Shelved], settings: Settings, counted: Counted
) -> Iterator[tuple[File, Volume, CertificationForm]]:
    """A certification sheet for every volume, signed by the head of its department."""
    for one in found:
        for volume in one.volumes:
            yield (
                one.file,
                volume,
                CertificationForm(
                    one.file.index,
                    one.file.title,
                    volume.sheets,
                    volume.sheets if counted.last is None else counted.last,
                    counted.contents,
                    volume.text,
                    counted.lettered,
                    counted.missed,
                    certifier=signers.head_of(settings, one.file.department),
                ),
            )


def inventory_form(
    found: Sequence[Shelved], year: AcademicYear, settings: Settings, schedule: Schedule, given: Given
) -> InventoryForm:
    """The inventory of volumes on paper (domain 2.10)."""
    rows = tuple(
        InventoryRow(
            one.file.index,
            _title(one.file, volume),
            one.dates,
            volume.sheets,
            period_of(one.file, schedule),
            "" if volume.known else NOT_ON_PAPER,
        )
        for one in found
        for volume in one.volumes
    )
    return _inventory(rows, _subject(found, schedule), year, settings, given)


def electronic_form(
    found: Sequence[Shelved], year: AcademicYear, settings: Settings, schedule: Schedule, given: Given
) -> InventoryForm:
    """The inventory of electronic files (domain 2.11): those with a bag, and their documents if known."""
    rows = tuple(
        ElectronicRow(
            one.file.index,
            one.file.title,
            one.dates,
            period_of(one.file, schedule),
            one.bag.size,
            "; ".join(filter(None, (one.media, one.copies[0][1].prefix if one.copies else ""))),
            one.bag.digest,
            _few(len(one.copies), settings.archive.copies),
        )
        for one in found
        if one.bag is not None
    )
    registers = tuple(
        DocumentRegister(
            number,
            one.file.title,
            tuple(DocumentRow(each.path, each.size, each.sha256) for each in one.documents),
        )
        for number, one in enumerate((one for one in found if one.bag is not None), 1)
        if one.documents
    )
    form = _inventory(rows, f"электронных {_subject(found, schedule)}", year, settings, given)
    return replace(form, registers=registers)


def _few(copies: int, wanted: int) -> str:
    return f"копий {copies} из {wanted}" if copies < wanted else ""


def _title(file: File, volume: Volume) -> str:
    return f"{file.title}. {volume.text}" if volume.text else file.title


def _subject(found: Sequence[Shelved], schedule: Schedule) -> str:
    """«дел временного (свыше 10 лет) хранения»; of files kept differently only «дел»."""
    kinds = {_category(one.file, schedule) for one in found}
    return _SUBJECTS[kinds.pop()] if len(kinds) == 1 else "дел"


def _category(file: File, schedule: Schedule) -> Category:
    if file.years is not None:
        return category(Years(file.years))
    known = {str(rule.series.code): rule.series.period for rule in schedule.rules(file.registered_at.date())}
    return category(known.get(file.series, Permanent()))


def _inventory(
    rows: tuple[InventoryRow, ...] | tuple[ElectronicRow, ...],
    subject: str,
    year: AcademicYear,
    settings: Settings,
    given: Given,
) -> InventoryForm:
    return InventoryForm(
        signers.college(settings),
        signers.director(settings),
        given.number,
        f"{subject} за {year} учебный год",
        rows,
        compiler=signers.compiler(settings),
        on=day(given.on),
        commission=given.protocol,
        hands_over=signers.hands_over(settings),
        accepts=signers.archivist(settings),
    )


def transfer_form(
    found: Sequence[Shelved], year: AcademicYear, settings: Settings, given: Given
) -> TransferForm:
    """The act of transfer (domain 2.14), owed by 5 July; binders hold an inner inventory."""
    own = settings.transfer
    rows = tuple(
        TransferRow(
            one.file.title,
            1 if one.file.index == settings.records.journal_index else 0,
            len(one.volumes),
            sum(volume.sheets for volume in one.volumes),
            one.media,
            "" if one.paper else NOT_ON_PAPER,
        )
        for one in found
    )
    return TransferForm(
        signers.college(settings),
        signers.director(settings),
        given.number,
        day(given.on),
        own.basis,
        day(dt.date(year.start + 1, 7, 5)),
        own.giver,
        own.taker,
        rows,
        settings.disposal.fund_number,
        settings.disposal.fund_name,
        hands_over=signers.hands_over(settings),
        accepts=signers.archivist(settings),
        archivist=signers.archivist(settings),
    )


def plan_form(
    files: Sequence[Shelved],
    year: AcademicYear,
    settings: Settings,
    schedule: Schedule,
    given: Given,
    units: Mapping[str, int],
) -> PlanForm:
    """The file plan of an academic year with its closing entry (domain 2.12).

    A series of which the register has no file of that year is counted by `units`, else left to be filled in.
    """
    rows = tuple(
        _row(rule.series.code, plan_row(rule, None), files, year, units)
        for rule in schedule.rules(dt.date(year.start, 9, 1))
    )
    return PlanForm(
        signers.college(settings),
        signers.director(settings),
        f"{year} учебный год",
        f"{year} учебном году",
        rows,
        number=given.number,
        on=day(given.on),
        compiler=signers.compiler(settings),
        commission=given.protocol,
    )


def _row(
    code: str, row: PlanRow, files: Sequence[Shelved], year: AcademicYear, units: Mapping[str, int]
) -> PlanRow:
    mine = [one for one in files if one.file.series == code]
    if code in units or not mine:
        return replace(row, units=units.get(code))
    end = dt.date(year.start + 1, 9, 1)
    carried = sum(one.file.closed_on is None or one.file.closed_on >= end for one in mine)
    bits, paper = any(one.bag for one in mine), any(one.paper for one in mine)
    remark = ("на бумаге и " if paper else "ведётся ") + "в электронном виде" if bits else ""
    return replace(row, units=len(mine), carried=carried, remark=remark)
