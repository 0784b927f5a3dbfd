"""Every file of a sample in the chosen format, made group by group."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace

from archiver.journal.model import Journal, Section
from archiver.sample import (
    file_faults,
    spo_shapes,
    write_html,
    write_json,
    write_report,
    write_spo,
    write_spo_people,
)
from archiver.sample.college import College
from archiver.sample.export_file import ExportFile
from archiver.sample.table_shapes import INTERRUPTED, interrupted_pages
from archiver.sample.write_settings import settings_file

FORMATS = ("spo", "xls", "xlsx", "html", "json")

_TABLES = {
    "xls": write_report.xls_files,
    "xlsx": write_report.xlsx_files,
    "html": write_html.html_files,
}
_REPORTS = {**_TABLES, "json": write_json.group_files}


def college_files(college: College, form: str) -> Iterator[list[ExportFile]]:
    """The files in batches: what belongs to no group, one batch per group, what tells of all groups.

    Raises UsageError for a fault that `form` (one of FORMATS) cannot show.
    """
    file_faults.check_faults(college, form)
    yield [settings_file(college), *(write_spo_people.common_files(college) if form == "spo" else ())]
    journals: list[tuple[int, Journal]] = []
    for position in range(len(college.groups)):
        names = [fault.kind.name for fault in college.faults if fault.position == position]
        journal = college.journal(position)
        files = list(_group(position, journal, form, names))
        if file_faults.CONTRADICTION in names:
            other = file_faults.contradicting(journal)
            files.extend(_REPORTS[form](position, other, " (2)"))
        if form == "spo":
            files = spo_shapes.shaped(files, names, college)
            journals.append((position, _people_only(journal)))
        yield file_faults.spoil_files(files, names)
    if form == "spo":
        yield [write_spo_people.students_file(journals)]


def _people_only(journal: Journal) -> Journal:
    """The journal without its lessons and marks: sixty whole ones would fill the memory."""
    return replace(
        journal,
        sections=tuple(
            Section(section.subject, section.term, students=section.students) for section in journal.sections
        ),
    )


def _group(position: int, journal: Journal, form: str, faults: Collection[str]) -> Iterator[ExportFile]:
    if form == "spo":
        return write_spo.group_files(position, journal)
    if INTERRUPTED in faults:
        return _TABLES[form](position, journal, pages=interrupted_pages)
    return _REPORTS[form](position, journal)
