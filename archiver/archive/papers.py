"""The files that papers of the archive are asked for, with the schedule they are kept by."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from archiver.archive.custody.schedule import schedule_of
from archiver.counter.session import Session, use_case
from archiver.errors import UsageError
from archiver.journal.model import AcademicYear
from archiver.locale import _
from archiver.papers.holdings import Shelved, by_id, files_of_year, of_year, shelved, with_documents
from archiver.permissions import Permission
from archiver.settings.tables import Settings
from retention.schedule import Schedule


@dataclass(frozen=True, slots=True)
class FilesAsked:
    """Files, and what their papers are filled in by."""

    found: tuple[Shelved, ...]
    settings: Settings
    schedule: Schedule


@use_case(Permission.INVENTORY_PRINT)
def files_asked(
    session: Session,
    files: Sequence[str] = (),
    year: AcademicYear | None = None,
    series: str = "",
    groups: Sequence[str] = (),
    *,
    documents: bool = False,
) -> FilesAsked:
    """The files named, or those of a year; with what is in their bags if wanted.

    Raises UsageError for both or neither, and where there are none.
    """
    if bool(files) == (year is not None):
        raise UsageError(_("Name files, or the academic year of all of them with --year."))
    with session.looking() as work:
        if year is None:
            found = by_id(work, files)
        else:
            college = session.settings.college.short_name
            found = of_year(work, year, college, series=series or None, groups=groups)
        if documents:
            found = with_documents(work, found)
        return FilesAsked(found, session.settings, schedule_of(work, session.settings))


@use_case(Permission.INVENTORY_PRINT)
def whole_year(session: Session, year: AcademicYear) -> FilesAsked:
    """Every file of the college of a year, if any."""
    with session.looking() as work:
        found = shelved(work, files_of_year(work, year, session.settings.college.short_name))
        return FilesAsked(found, session.settings, schedule_of(work, session.settings))
