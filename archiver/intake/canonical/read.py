"""Reading canonical JSON: strictly for programs (`load`), with findings for people (`read_canonical`)."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from archiver.intake.canonical.convert import to_journal
from archiver.intake.canonical.doubt import in_doubt_unknown
from archiver.intake.canonical.schema import VERSION, JournalFile
from archiver.intake.canonical.unique import check_ids
from archiver.intake.detect import CANONICAL_MARKER
from archiver.intake.exports import Reading
from archiver.intake.file_tree import FileTree
from archiver.intake.json_problems import problems_of, shown
from archiver.intake.json_text import Document, altered_note, first_members, parse_json
from archiver.intake.refusal import FileRefused
from archiver.journal.findings import Finding, Place, Severity
from archiver.journal.model import AcademicYear, Journal
from archiver.journal.terms import parse_year
from archiver.locale import _
from archiver.remedies import Deed, Remedy

_HEAD = frozenset({"group", "year"})


@dataclass(frozen=True, slots=True)
class Head:
    """Whose journal a file is, as far as its head can be read."""

    name: str
    year: AcademicYear | None


def load(data: bytes) -> Journal:
    """The journal of a file that `dump` wrote, letter for letter.

    Raises ValueError (json's, pydantic's or FileRefused's message) for anything else.
    """
    value = json.loads(data)
    try:
        _check_version(value, "")
    except FileRefused as refused:
        raise ValueError(refused.message) from refused
    return to_journal(JournalFile.model_validate(value))


def head_of(tree: FileTree, file: str) -> Head:
    """Group and year without reading the rest; FileRefused when the file tells no group."""
    data = tree.read(file)
    value = first_members(data, _HEAD) or parse_json(data, file).value
    if not isinstance(value, dict):
        raise _wrong(file, "$", _not(_("an object"), value))
    group = value.get("group")
    name = group.get("name") if isinstance(group, dict) else None
    if not isinstance(name, str) or not name.strip():
        raise _wrong(file, "group.name", _("the value is missing"))
    try:
        return Head(name, parse_year(str(value.get("year"))))
    except ValueError:
        return Head(name, None)


def read_canonical(tree: FileTree, file: str, group: str) -> Reading:
    """The journal of `file`, or every problem of it; texts are cleaned of control characters."""
    try:
        document = parse_json(tree.read(file), file)
        _check_version(document.value, file)
    except FileRefused as refused:
        return Reading(None, (refused.finding(file, group),))
    notes = tuple(altered_note(document, file, group))
    try:
        told = JournalFile.model_validate(document.value)
        check_ids(told)
        journal = in_doubt_unknown(to_journal(told))
    except ValidationError as error:
        return Reading(None, (*problems_of(error, file, group), *notes))
    except ValueError:
        return Reading(None, (_no_such_year(document, file, group), *notes))
    return Reading(journal, notes)


def _no_such_year(document: Document, file: str, group: str) -> Finding:
    return Finding(
        "file.value",
        Severity.BLOCKING,
        _("File {file}, {path}: {problem}.").format(
            file=file,
            path="year",
            problem=_("there is no academic year {year}").format(year=document.value["year"]),
        ),
        _("Write the year as 2025/26."),
        group,
        Place(file=file, path="year"),
    )


def _wrong(file: str, path: str, problem: str) -> FileRefused:
    return FileRefused(
        "file.value",
        _("File {file}, {path}: {problem}.").format(file=file, path=path, problem=problem),
        _("Write the file again, or correct it by docs/journal-format.md."),
        Place(file=file, path=path),
        remedy=Remedy(Deed.CONVERT),
    )


def _not(expected: str, value: object) -> str:
    return _("{expected} is expected, not {value}").format(expected=expected, value=shown(value))


def _check_version(value: Any, file: str) -> None:
    fields = value if isinstance(value, dict) else {}
    if fields.get("format") != CANONICAL_MARKER:
        raise FileRefused(
            "file.unknown-format",
            _("File {file} is not a journal in canonical JSON.").format(file=file),
            _("See docs/journal-format.md."),
        )
    version = fields.get("version")
    if version != VERSION or isinstance(version, bool):
        raise FileRefused(
            "file.version",
            _(
                "File {file} is in version {version} of the format; this program reads version {known}."
            ).format(file=file, version=shown(version), known=VERSION),
            _("Update the program, or write the file again with this version."),
            Place(file=file, path="version"),
            remedy=Remedy(Deed.CONVERT),
        )
