"""The twin of a control: what `--since` compares with a month later."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, StrictInt, ValidationError

from archiver.intake.iso_dates import PlainDate
from archiver.intake.json_problems import problems_of
from archiver.intake.json_text import parse_json
from archiver.intake.refusal import FileRefused
from archiver.journal.findings import Finding, Severity
from archiver.locale import _
from archiver.remedies import Deed, Remedy
from archiver.reports.control.values import Control, PageControl, Remark

MARKER = "college-archiver/control"
VERSION = 2
"""2 tells `due_hours`; a control of the month before may be of version 1, without them."""


_READ = (1, VERSION)


class _Object(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class PageObject(_Object):
    """Страница журнала на день контроля."""

    group: str
    subject: str
    subgroup: str = ""
    term: StrictInt
    teacher: str = ""
    lessons: StrictInt
    graded: StrictInt
    attended: StrictInt
    silent: StrictInt
    grades: StrictInt
    students: StrictInt
    below_least: StrictInt
    below_good: StrictInt
    empty_topics: StrictInt
    planned_hours: StrictInt | None = None
    given_hours: StrictInt | None = None
    due_hours: StrictInt | None = None


class RemarkObject(_Object):
    """Замечание."""

    group: str
    code: str
    subject: str = ""
    subgroup: str = ""
    term: StrictInt | None = None
    teacher: str = ""
    text: str


class ControlFile(_Object):
    """Ежемесячный контроль журналов."""

    format: Literal["college-archiver/control"]
    version: Literal[1, 2]
    year: str
    until: PlainDate
    groups: tuple[str, ...]
    pages: tuple[PageObject, ...] = Field(())
    remarks: tuple[RemarkObject, ...] = Field(())
    missing: tuple[str, ...] = ()


def dump(found: Control) -> bytes:
    """The control as UTF-8 JSON; `load` gives it back."""
    value = {"format": MARKER, "version": VERSION, **asdict(found), "until": found.until.isoformat()}
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


def load(data: bytes, file: str) -> Control | tuple[Finding, ...]:
    """The control of a file, or every problem of it."""
    try:
        document = parse_json(data, file)
    except FileRefused as refused:
        return (refused.finding(file, None),)
    fields = document.value if isinstance(document.value, dict) else {}
    if fields.get("format") != MARKER or fields.get("version") not in _READ:
        return (
            Finding(
                "file.unknown-format",
                Severity.BLOCKING,
                _("File {file} is not the result of a control.").format(file=file),
                _("Take the .json file of the control of a month before."),
                remedy=Remedy(Deed.CONTROL),
            ),
        )
    try:
        read = ControlFile.model_validate(document.value)
    except ValidationError as error:
        return tuple(problems_of(error, file))
    return Control(
        read.year,
        read.until,
        read.groups,
        tuple(PageControl(**page.model_dump()) for page in read.pages),
        tuple(Remark(**remark.model_dump()) for remark in read.remarks),
        read.missing,
    )
