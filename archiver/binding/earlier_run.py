"""What an earlier run of year-end reported, read back: whole and sound, or one refusal.

The report lies where anybody may change it, and its words lead to files that are opened and deposited.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from archiver.binding.report import FILE_NAME, FORMAT, VERSION, GroupReport, PeriodReport, Status
from archiver.disk.plain_files import read_plain
from archiver.errors import InputInvalid, UsageError
from archiver.intake.departures import Departure
from archiver.intake.json_text import parse_json
from archiver.intake.refusal import FileRefused
from archiver.journal.findings import Finding, Place, Severity
from archiver.journal.model import AcademicYear, Term
from archiver.journal.terms import parse_year
from archiver.locale import _
from archiver.remedies import Deed, Remedy
from archiver.wording.causes import cause

_OURS = re.compile(rb'"format"\s*:\s*"' + re.escape(FORMAT.encode()) + rb'"')
"""What stands at the head of every report of ours, however it ends."""
_LARGEST = 32 * 2**20
"""Bytes; the report of five hundred groups has four million."""


@dataclass(frozen=True, slots=True)
class EarlierRun:
    """The year that was bound, and what was made of its groups, by name."""

    year: AcademicYear
    groups: Mapping[str, GroupReport]


def run_in(folder: Path) -> EarlierRun | None:
    """The run whose report lies in `folder`; None where there is none, or one of another program.

    Raises InputInvalid when the report is spoilt or unreadable, UsageError when a newer archiver wrote it.
    """
    try:
        document = _document(folder)
    except OSError as error:
        raise InputInvalid(
            _("File {file} cannot be read: {reason}.").format(file=folder / FILE_NAME, reason=cause(error))
        ) from error
    return None if document is None or not _is_ours(document) else _run(document, folder / FILE_NAME)


def run_of(year: AcademicYear, folder: Path) -> EarlierRun:
    """The run for `year` in the folder that --printed names.

    Raises UsageError when there is no report of it, InputInvalid as `run_in` does.
    """
    run = run_in(folder)
    if run is None:
        raise UsageError(
            _("There is no report of year-end in {folder}.").format(folder=folder),
            remedy=Remedy(Deed.NAME_PRINTED),
        )
    _refuse_other_year(run, folder, year)
    return run


def earlier(out: Path, year: AcademicYear) -> Mapping[str, GroupReport]:
    """Groups of an earlier run into `out` by name, none when there was no run.

    Raises UsageError when the folder holds the binders of another year, or in the place of the report a file
    that is somebody else's or cannot be read (it may be); InputInvalid when the report is spoilt.
    """
    try:
        document = _document(out)
    except OSError as error:
        raise UsageError(
            _("{file} cannot be read ({cause}); it was not replaced. Choose another folder.").format(
                file=out / FILE_NAME, cause=cause(error)
            )
        ) from error
    if document is None:
        return {}
    if not _is_ours(document):
        raise UsageError(
            _("{file} was not written by archiver; it was not replaced. Choose another folder.").format(
                file=out / FILE_NAME
            )
        )
    run = _run(document, out / FILE_NAME)
    _refuse_other_year(run, out, year)
    return run.groups


def _refuse_other_year(run: EarlierRun, folder: Path, year: AcademicYear) -> None:
    if run.year != year:
        raise UsageError(
            _("{folder} holds the binders of {other}. Choose another folder for {year}.").format(
                folder=folder, other=run.year, year=year
            )
        )


def _document(folder: Path) -> Any:
    """The report as JSON, None without one; {} for what is no JSON and nowhere says that it is ours.

    An empty file is a report that its disk has lost. Raises OSError when it cannot be read.
    """
    file = folder / FILE_NAME
    try:
        data = read_plain(file, _LARGEST)
    except FileNotFoundError:
        return None
    try:
        return parse_json(data, FILE_NAME).value
    except FileRefused as refused:
        if data.strip(b"\0\t\n\r ") and not _OURS.search(data):
            return {}
        raise _spoilt(file, refused.message) from refused


def _is_ours(document: Any) -> bool:
    return isinstance(document, dict) and document.get("format") == FORMAT


def _run(document: dict[str, Any], file: Path) -> EarlierRun:
    version = document.get("version")
    if isinstance(version, int) and version > VERSION:
        raise UsageError(_("{file} was written by a newer archiver. Install that version.").format(file=file))
    try:
        read = _Report.model_validate(document)
        year = parse_year(read.year)
    except ValidationError as error:
        place = ".".join(map(str, error.errors(include_url=False)[0]["loc"]))
        raise _spoilt(file, _("wrong value at {path}").format(path=place)) from None
    except ValueError:
        raise _spoilt(file, _("wrong value at {path}").format(path="year")) from None
    given = document["groups"]
    return EarlierRun(
        year, {group.name: _group(group, raw) for group, raw in zip(read.groups, given, strict=True)}
    )


def _spoilt(file: Path, why: str) -> InputInvalid:
    return InputInvalid(
        _("{file} is spoilt ({cause}).").format(file=file, cause=why.rstrip(".")),
        remedy=Remedy(Deed.BIND),
    )


def _group(read: _Group, given: Mapping[str, Any]) -> GroupReport:
    whole = _made(read.name, read, given)
    periods = zip(read.periods, given.get("periods", ()), strict=True)
    return replace(whole, periods=tuple(_period(read.name, one, raw) for one, raw in periods))


def _period(group: str, read: _Period, given: Mapping[str, Any]) -> PeriodReport:
    term = Term(read.number, read.name, read.start, read.end)
    held = [Term(one.number, one.name, one.start, one.end) for one in read.terms]
    return PeriodReport(read.number, held[0] if held else term, _made(group, read, given))


def _made(name: str, read: _Made, given: Mapping[str, Any]) -> GroupReport:
    return GroupReport(
        name=name,
        status=read.status,
        findings=read.findings,
        volumes=tuple(given["volumes"]),
        accepted=tuple({"code": one.code, "reason": one.reason, "by": one.by} for one in read.accepted),
        codes=read.codes,
        terms=tuple(Term(one.number, one.name, one.start, one.end) for one in read.terms),
        identity=read.identity,
        message=read.message,
        by_engine=read.pages_by_engine,
        left=tuple(Departure(one.number, one.day) for one in read.left),
        stopped_by=tuple(
            Finding(one.code, Severity.BLOCKING, one.message, "", name, Place(**one.place.model_dump()))
            for one in read.blocking
        ),
    )


_Count = Annotated[int, Field(strict=True, ge=0)]


class _Object(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)


class _Entry(_Object):
    title: str | None = None
    subgroup: str | None = None
    term: _Count


class _Volume(_Object):
    path: str
    sha256: str
    pages: _Count
    sheets: _Count
    contents: tuple[_Entry, ...]


class _Accepted(_Object):
    code: str
    reason: str
    by: str


class _Term(_Object):
    number: _Count
    name: str
    start: dt.date
    end: dt.date


class _Place(_Object):
    file: str | None = None
    sheet: str | None = None
    cell: str | None = None
    path: str | None = None
    subject: str | None = None
    subgroup: str | None = None
    term: int | None = None


class _Blocking(_Object):
    code: str
    message: str
    place: _Place


class _Left(_Object):
    number: _Count
    day: dt.date


class _Made(_Object):
    status: Status
    message: str | None = None
    findings: dict[str, _Count] = Field(default_factory=dict)
    codes: dict[str, _Count]
    accepted: tuple[_Accepted, ...] = ()
    volumes: tuple[_Volume, ...]
    identity: str | None
    pages_by_engine: _Count = 0
    terms: tuple[_Term, ...] = ()  # reports of earlier versions have none
    left: tuple[_Left, ...] = ()  # nor these
    blocking: tuple[_Blocking, ...] = ()  # nor these


class _Period(_Made):
    number: _Count
    name: str
    start: dt.date
    end: dt.date


class _Group(_Made):
    name: str
    periods: tuple[_Period, ...] = ()  # nor these


class _Report(_Object):
    version: Literal[1]
    year: str
    groups: tuple[_Group, ...]
