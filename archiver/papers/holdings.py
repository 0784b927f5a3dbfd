"""What the register knows of the files that a paper of the archive names."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from archiver.counter.asked import groups_like
from archiver.errors import UsageError
from archiver.journal.model import AcademicYear
from archiver.locale import _
from archiver.register.model.files import File, FileState
from archiver.register.model.media import Medium
from archiver.register.model.packages import Bag, BagContent, BagState, Copy, CopyState
from archiver.register.model.paper import PaperCopy, PaperState
from archiver.register.work import Work
from archiver.remedies import Deed, Remedy
from archiver.reports.document.wording import interval
from archiver.settings.file_plan import period_text
from retention.errors import SeriesUnknown
from retention.period import Years
from retention.schedule import Schedule


@dataclass(frozen=True, slots=True)
class Volume:
    """A volume as it stands on a shelf: «Том 1 из 2», its sheets; `known` when it is in the register."""

    number: int
    of: int
    sheets: int
    known: bool

    @property
    def text(self) -> str:
        """«Том 1 из 2», «Том 2 из 2 (последний)»; empty for a file of one volume."""
        if self.of <= 1:
            return ""
        return f"Том {self.number} из {self.of}" + (" (последний)" if self.number == self.of else "")


@dataclass(frozen=True, slots=True)
class Shelved:
    """A file, its current bag with the copies that count, its volumes on paper that are not destroyed."""

    file: File
    bag: Bag | None
    copies: tuple[tuple[Medium, Copy], ...]
    paper: tuple[PaperCopy, ...]
    documents: tuple[BagContent, ...] = ()
    """What is in the bag, where that was asked for."""

    @property
    def volumes(self) -> tuple[Volume, ...]:
        """The volumes in the register; while none is there, the whole file as it was deposited."""
        if self.paper:
            return tuple(Volume(one.volume, one.volumes, one.sheets, known=True) for one in self.paper)
        return (Volume(1, 1, self.file.sheets, known=False),)

    @property
    def media(self) -> str:
        """«ИТ-1, ИТ-2»: where the electronic copies lie."""
        return ", ".join(sorted(medium.inventory_number for medium, _copy in self.copies))

    @property
    def dates(self) -> str:
        """The inclusive dates; empty when the register does not know both."""
        opened, closed = self.file.opened_on, self.file.closed_on
        return interval(opened, closed) if opened and closed else ""


def shelved(work: Work, files: Iterable[File]) -> tuple[Shelved, ...]:
    """The files with all that is known of their copies."""
    return tuple(_shelved(work, file) for file in files)


def _shelved(work: Work, file: File) -> Shelved:
    bag = next((one for one in work.bags.of_file(file.id) if one.state is BagState.CURRENT), None)
    copies = work.copies.of_bag(bag.id) if bag else ()
    places = ((work.media.get(copy.medium_id), copy) for copy in copies if copy.state is CopyState.REGISTERED)
    paper = (one for one in work.paper.of_file(file.id) if one.state is not PaperState.DESTROYED)
    return Shelved(file, bag, tuple(place for place in places if place[0].in_service), tuple(paper))


def with_documents(work: Work, found: Iterable[Shelved]) -> tuple[Shelved, ...]:
    """The same files with what is in their bags."""
    return tuple(
        replace(one, documents=work.bags.contents(one.bag.id)) if one.bag is not None else one
        for one in found
    )


def files_of_year(
    work: Work, year: AcademicYear, college: str, *, series: str | None = None
) -> tuple[File, ...]:
    """The files of an academic year that are the college's; a register may serve several colleges."""
    files = work.files.of_year(year.start, series=series)
    return tuple(file for file in files if not college or file.college in {"", college})


def of_year(
    work: Work, year: AcademicYear, college: str, *, series: str | None = None, groups: Sequence[str] = ()
) -> tuple[Shelved, ...]:
    """The college's kept files of an academic year; UsageError when there are none, or a group has none."""
    known = files_of_year(work, year, college, series=series)
    files = [file for file in known if file.state is FileState.KEPT]
    there = [file.group for file in files if file.group]
    missing = _("Group {group} has no files of {year} in the register. There are: {groups}.").replace(
        "{year}", str(year)
    )
    wanted = {found for group in groups for found in groups_like(group, there, missing)}
    chosen = [file for file in files if not groups or file.group in wanted]
    if not chosen:
        raise UsageError(
            _("There are no files of {year} in the register{series}.").format(
                year=year, series=f" ({series})" if series else ""
            ),
            remedy=Remedy(Deed.DEPOSIT),
        )
    return shelved(work, chosen)


def by_id(work: Work, ids: Sequence[str]) -> tuple[Shelved, ...]:
    """The files with these ids; UsageError names one that is not there or is destroyed."""
    files = []
    for one in ids:
        file = work.files.by_external_id(one)
        if file is None:
            raise UsageError(_("There is no file {id} in the register.").format(id=one))
        if file.state is FileState.DESTROYED:
            raise UsageError(_("The file {id} is destroyed.").format(id=one))
        files.append(file)
    return shelved(work, files)


def period_of(file: File, schedule: Schedule) -> str:
    """«25 лет, Положение …»: the file's own period, as it was registered."""
    if file.years is not None:
        return period_text(Years(file.years), file.mandate, appraisal=file.appraisal)
    day = file.closed_on or file.opened_on or file.registered_at.date()
    try:
        return period_text(
            schedule.rule(file.series, day).series.period, file.mandate, appraisal=file.appraisal
        )
    except SeriesUnknown:
        return file.mandate
