"""Reading the journals that reports are made of, and what is wrong with them that a page has to say."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from archiver.binding.review import expectation, review
from archiver.errors import InputInvalid, UsageError
from archiver.intake.exports import GroupExport
from archiver.journal.codes import CODES
from archiver.journal.collation import same_name
from archiver.journal.expected import study_periods
from archiver.journal.findings import Finding
from archiver.journal.model import AcademicYear, Journal
from archiver.locale import _, russian
from archiver.remedies import Deed, Remedy
from archiver.reports.document.report import Organisation
from archiver.settings.tables import Settings

_MISSING = "term.missing"


@dataclass(frozen=True, slots=True)
class Source:
    """A group's journal, everything found in it, and what of it is told on every page made from it.

    `absent` are the study periods that are over and have no page, which pages of the whole year tell.
    """

    journal: Journal
    findings: tuple[Finding, ...]
    doubts: tuple[str, ...]
    absent: tuple[str, ...] = ()


def sources(
    exports: Sequence[GroupExport], settings: Settings, found: list[Finding], *, today: dt.date
) -> Iterator[Source]:
    """Journals one by one, checked as of `today`; findings of groups left out go to `found`.

    Raises InputInvalid when no group is left.
    """
    read = 0
    for export in exports:
        seen = review(export, settings, today=today)
        if seen.journal is None or not seen.readable or not seen.printable:
            found.extend(seen.findings)
            continue
        read += 1
        of_periods = [one for one in seen.blocking if one.code == _MISSING]
        others = [one for one in seen.blocking if one.code != _MISSING]
        yield Source(
            seen.journal,
            seen.findings,
            doubts(others),
            absent_periods(seen.journal, settings, today) if of_periods else (),
        )
    if not read:
        raise InputInvalid(
            _("None of the groups can be read and printed; nothing was written."), tuple(found)
        )


def absent_periods(journal: Journal, settings: Settings, today: dt.date) -> tuple[str, ...]:
    """The names of the study periods that are over and of which the journal has no page."""
    expected = expectation(journal, settings, today)
    return tuple(term.name for term in study_periods(journal, expected).missing if expected.over(term))


def doubts(blocking: Sequence[Finding]) -> tuple[str, ...]:
    """What blocks the group's binder, in a sentence a kind: figures made of such data are doubtful.

    The sentences stand on papers that are signed. What is said there of files and exports is of the program,
    not of the journal: the paper says that the data are not whole, the screen what is wrong with which file.
    """
    counts = Counter(_title(finding.code) for finding in blocking)
    return tuple(f"{title} ({count})." if count > 1 else f"{title}." for title, count in counts.items())


def _title(code: str) -> str:
    title = russian(CODES[code].title_source) if code in CODES else ""
    if not title or _OF_FILES.search(title):
        return "Данные журнала прочитаны не полностью или противоречат друг другу"
    return f"Проверка журнала нашла ошибку: {title}"


_OF_FILES = re.compile(r"файл|выгру|снимк|модул|HTML|JSON|toml", re.IGNORECASE)


def organisation(journal: Journal, settings: Settings) -> Organisation:
    """The college and the group's department with its head: from the export, else from the settings."""
    known = journal.group.department
    configured = next(
        (
            one
            for one in settings.departments
            if (known is not None and same_name(one.name, known.name))
            or (known is None and any(same_name(group, journal.group.name) for group in one.groups))
        ),
        None,
    )
    head = (known.head if known else None) or (configured.head if configured else "")
    post = (known.head_post if known else None) or (configured.head_post if configured else "")
    return Organisation(
        name=settings.college.name,
        short_name=settings.college.short_name,
        department=known.name if known else configured.name if configured else "",
        head=head or "",
        head_post=post or "Заведующий отделением",
    )


def one_year(years: Iterable[AcademicYear]) -> None:
    """Refuse groups of several academic years on one report."""
    found = sorted(set(years))
    if len(found) > 1:
        raise UsageError(
            _("The exports hold several academic years: {years}.").format(years=", ".join(map(str, found))),
            remedy=Remedy(Deed.CHOOSE_YEAR),
        )
