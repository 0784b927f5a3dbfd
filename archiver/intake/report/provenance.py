"""Where a group and a year come from when the report does not tell them.

In this order: the content, the file's (or folder's) name, the year asked for, archiver.toml. What is
not from the content is said once per kind, so that an office can see what was taken on trust.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from archiver.intake.report.blocks import Block
from archiver.intake.report.dating import told_year
from archiver.intake.report.names import NameFacts
from archiver.intake.report.sheets.written_dates import year_of_interval
from archiver.journal.codes import finding
from archiver.journal.findings import Finding, Place
from archiver.journal.model import AcademicYear
from archiver.journal.terms import parse_year
from archiver.locale import _
from archiver.settings.tables import Settings


class Origin(StrEnum):
    """Whence a thing was taken; the values are the ends of finding codes `source.*`."""

    CONTENT = "content"
    GROUP_NAME = "group-from-name"
    YEAR_NAME = "year-from-name"
    YEAR_ASKED = "year-asked"
    YEAR_SETTINGS = "year-from-settings"
    YEAR_SIBLINGS = "year-from-other-files"
    TERM_NAME = "term-from-name"
    PERIOD_SETTINGS = "period-from-settings"
    SUBGROUP_NAME = "subgroup-from-name"
    TEACHER_SETTINGS = "teacher-from-settings"
    GROUP_SETTINGS = "group-from-settings"
    DEPARTMENT_SETTINGS = "department-from-settings"


@dataclass(frozen=True, slots=True)
class Asked:
    """What is known without the exports: the year asked for and the settings."""

    year: AcademicYear | None
    settings: Settings

    def known_groups(self) -> tuple[str, ...]:
        """Groups named in archiver.toml."""
        named = [group.name for group in self.settings.groups]
        named += [name for department in self.settings.departments for name in department.groups]
        return tuple(dict.fromkeys(named))


def group_of(block: Block | None, facts: NameFacts) -> tuple[str | None, Origin]:
    """The group of a page, or of a file that could not be read."""
    if block is not None and block.heading.group:
        return block.heading.group, Origin.CONTENT
    return facts.group, Origin.GROUP_NAME


def year_of_page(block: Block | None, facts: NameFacts, asked: Asked) -> tuple[AcademicYear | None, Origin]:
    """The year of a page; (None, …) when nothing tells it."""
    told = told_year(block) if block is not None else None
    if told is not None:
        return told, Origin.CONTENT
    if facts.year is not None:
        return facts.year, Origin.YEAR_NAME
    if facts.interval is not None:
        return year_of_interval(facts.interval), Origin.YEAR_NAME
    if asked.year is not None:
        return asked.year, Origin.YEAR_ASKED
    if asked.settings.academic_year:
        try:
            return parse_year(asked.settings.academic_year), Origin.YEAR_SETTINGS
        except ValueError:
            pass
    return None, Origin.CONTENT


def notes(origins: Iterable[tuple[Origin, str | None]], group: str, year: AcademicYear) -> Iterator[Finding]:
    """One note for every kind of thing not taken from the content; `origins` are (origin, file)."""
    first: dict[Origin, str | None] = {}
    for origin, file in origins:
        first.setdefault(origin, file)
    texts = {
        Origin.GROUP_NAME: _(
            "The export does not name the group; «{group}» is from the file's or folder's name."
        ),
        Origin.YEAR_NAME: _("The pages have no year; {year} is from the file's or folder's name."),
        Origin.YEAR_ASKED: _("The pages have no year; the year asked for, {year}, was taken."),
        Origin.YEAR_SETTINGS: _("The pages have no year; {year} is from archiver.toml."),
        Origin.YEAR_SIBLINGS: _("The pages have no year; {year} is that of the group's other files."),
        Origin.TERM_NAME: _("The study period of the pages is from the file's name."),
        Origin.PERIOD_SETTINGS: _("The pages have no interval; the dates of periods are from archiver.toml."),
        Origin.SUBGROUP_NAME: _("The subgroup is from the file's name."),
        Origin.TEACHER_SETTINGS: _("Teachers are from archiver.toml."),
        Origin.GROUP_SETTINGS: _("Course, speciality or curator are from archiver.toml."),
        Origin.DEPARTMENT_SETTINGS: _("The department or its head is from archiver.toml."),
    }
    for origin, text in texts.items():
        if origin in first:
            yield finding(
                f"source.{origin.value}",
                text.format(group=group, year=year),
                group=group,
                place=Place(file=first[origin]),
            )
