"""The papers of the archive, filled in from the register and set: a use case a paper."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from archiver.archive.custody.schedule import schedule_of
from archiver.counter.session import Session, use_case
from archiver.errors import UsageError
from archiver.journal.model import AcademicYear
from archiver.locale import _
from archiver.papers import filled
from archiver.papers.certification import certification_sheet
from archiver.papers.cover import file_cover
from archiver.papers.filled import Counted, Given
from archiver.papers.holdings import Shelved, Volume, by_id, files_of_year, of_year, shelved, with_documents
from archiver.papers.inventory import electronic_inventory as set_electronic_inventory
from archiver.papers.inventory import inventory
from archiver.papers.plan import file_plan
from archiver.papers.transfer import transfer_act
from archiver.permissions import Permission
from archiver.press.engine import Typeset
from archiver.register.model.files import File
from archiver.remedies import Deed, Remedy
from retention.schedule import Schedule


@dataclass(frozen=True, slots=True, kw_only=True)
class FilesAsked:
    """Which files a paper is about: those named, or those of an academic year, of a series, of groups."""

    year: AcademicYear | None = None
    files: Sequence[str] = ()
    series: str = ""
    groups: Sequence[str] = ()

    @property
    def of_year(self) -> AcademicYear:
        """The year of a paper that is of one; raises UsageError without."""
        if self.year is None:
            raise UsageError(
                _("The paper is about the files named, or about all of an academic year."),
                remedy=Remedy(Deed.NAME_FILES_OR_YEAR),
            )
        return self.year


@dataclass(frozen=True, slots=True)
class Printout:
    """Papers with the names of their files, each set when it is taken.

    Papers of a `kind` are printed together. `lacking` is what the register does not have: ids of files, in a
    file plan indexes of series.
    """

    papers: Iterable[tuple[str, Typeset]]
    lacking: tuple[str, ...] = ()
    kind: str = ""


@use_case(Permission.INVENTORY_PRINT)
def covers(session: Session, asked: FilesAsked) -> Printout:
    """A cover for every volume; UsageError, as of all here, for files and a year, neither, or no files."""
    found, schedule = _found(session, asked)
    pdf_a = session.settings.printing.pdf_a
    made = (
        (_name("Обложка", file, volume), file_cover(form, pdf_a))
        for file, volume, form in filled.covers(found, session.settings, schedule)
    )
    return Printout(made, _without_paper(found), "Обложки")


@use_case(Permission.INVENTORY_PRINT)
def certification_sheets(session: Session, asked: FilesAsked, counted: Counted) -> Printout:
    """A certification sheet for every volume; UsageError where several cannot all be `counted` so."""
    found, _schedule = _found(session, asked)
    forms = tuple(filled.certifications(found, session.settings, counted))
    if counted != Counted() and len(forms) > 1:
        raise UsageError(
            _("What a person counted is of one volume, and there are several."),
            remedy=Remedy(Deed.COUNT_ONE_VOLUME),
        )
    pdf_a = session.settings.printing.pdf_a
    made = (
        (_name("Лист-заверитель", file, volume), certification_sheet(form, pdf_a))
        for file, volume, form in forms
    )
    return Printout(made, _without_paper(found), "Листы-заверители")


@use_case(Permission.INVENTORY_PRINT)
def paper_inventory(session: Session, asked: FilesAsked, given: Given) -> Printout:
    """The inventory of the volumes of a year."""
    found, schedule = _found(session, asked)
    form = filled.inventory_form(found, asked.of_year, session.settings, schedule, given)
    done = inventory(form, session.settings.printing.pdf_a)
    return Printout(_one("Опись", asked, given, done), _without_paper(found))


@use_case(Permission.INVENTORY_PRINT)
def electronic_inventory(session: Session, asked: FilesAsked, given: Given, documents: bool) -> Printout:
    """The inventory of the electronic files of a year, with `documents` also of what is in them."""
    found, schedule = _found(session, asked, documents=documents)
    form = filled.electronic_form(found, asked.of_year, session.settings, schedule, given)
    if not form.rows:
        raise UsageError(_("None of these files has an electronic copy in the register."))
    lacking = tuple(one.file.external_id for one in found if one.bag is None)
    done = set_electronic_inventory(form, session.settings.printing.pdf_a)
    return Printout(_one("Опись электронных дел", asked, given, done), lacking)


@use_case(Permission.INVENTORY_PRINT)
def act_of_transfer(session: Session, asked: FilesAsked, given: Given) -> Printout:
    """The act by which the files of a year are handed over to the archive."""
    found, _schedule = _found(session, asked)
    form = filled.transfer_form(found, asked.of_year, session.settings, given)
    done = transfer_act(form, session.settings.printing.pdf_a)
    return Printout(_one("Акт приёма-передачи", asked, given, done), _without_paper(found))


@use_case(Permission.INVENTORY_PRINT)
def plan_of_year(session: Session, asked: FilesAsked, given: Given, units: Mapping[str, int]) -> Printout:
    """The file plan of a year; `units` counts series that are kept outside the register.

    Raises UsageError for a series that the schedule does not have.
    """
    year, settings = asked.of_year, session.settings
    with session.looking() as work:
        found = shelved(work, files_of_year(work, year, settings.college.short_name))
        schedule = schedule_of(work, settings)
    codes = [str(rule.series.code) for rule in schedule.rules(dt.date(year.start, 9, 1))]
    for code in units:
        if code not in codes:
            raise UsageError(
                _("The retention schedule has no series {code}. There are: {codes}.").format(
                    code=code, codes=", ".join(codes)
                )
            )
    form = filled.plan_form(found, year, settings, schedule, given, units)
    uncounted = tuple(row.index for row in form.rows if row.units is None)
    done = file_plan(form, settings.printing.pdf_a)
    return Printout(_one("Номенклатура дел", asked, given, done), uncounted)


def _found(
    session: Session, asked: FilesAsked, *, documents: bool = False
) -> tuple[tuple[Shelved, ...], Schedule]:
    """The files, with what is in their bags if wanted, and the schedule they are kept by."""
    with session.looking() as work:
        if asked.files and asked.year is None:
            found = by_id(work, asked.files)
        elif asked.files:
            raise UsageError(
                _("The paper is about the files named, or about all of an academic year."),
                remedy=Remedy(Deed.NAME_FILES_OR_YEAR),
            )
        else:
            college = session.settings.college.short_name
            found = of_year(work, asked.of_year, college, series=asked.series or None, groups=asked.groups)
        return with_documents(work, found) if documents else found, schedule_of(work, session.settings)


def _without_paper(found: Iterable[Shelved]) -> tuple[str, ...]:
    """The files of which no volume on paper is in the register."""
    return tuple(one.file.external_id for one in found if not one.paper)


def _name(paper: str, file: File, volume: Volume) -> str:
    """The name of the PDF of one volume."""
    year = f"{file.academic_year}-{(file.academic_year + 1) % 100:02d}"
    return " ".join(filter(None, (paper, file.index, file.group, year, volume.text)))


def _one(paper: str, asked: FilesAsked, given: Given, done: Typeset) -> Iterator[tuple[str, Typeset]]:
    """The PDF of a whole year with its name."""
    number = f"№ {given.number}" if given.number else ""
    yield " ".join(filter(None, (paper, number, asked.series, str(asked.of_year).replace("/", "-")))), done
