"""Faults of written files: cut short, emptied, in the wrong encoding."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from archiver.errors import UsageError
from archiver.journal.model import Journal, Mark
from archiver.locale import _
from archiver.sample.college import College
from archiver.sample.export_file import ExportFile
from archiver.sample.spo_shapes import SHAPES
from archiver.sample.table_shapes import INTERRUPTED, SLASHED, TABLES, WRITTEN

# The file of the group that is hit, counted from 0: in an SPO folder the first is the list of terms,
# the next are pages. A group with fewer files has its last one spoiled.
_VICTIMS = {"truncated-file": 1, "empty-file": 2, "wrong-encoding": 3}
_TEXT_ONLY = "wrong-encoding"
CONTRADICTION = "page-contradiction"
CONTRADICTABLE = ("xls", "xlsx", "html", "json")


def check_faults(college: College, form: str) -> None:
    """Refuse faults that the format cannot show; raises UsageError."""
    for fault in college.faults:
        name = fault.kind.name
        if name == CONTRADICTION and form not in CONTRADICTABLE:
            _refuse(name, form, ", ".join(CONTRADICTABLE))
        if name == INTERRUPTED and form not in TABLES:
            _refuse(name, form, ", ".join(TABLES))
        if name == SLASHED and form not in WRITTEN:
            _refuse(name, form, ", ".join(WRITTEN))
        if name in SHAPES and form != "spo":
            _refuse(name, form, "spo")
        if name == _TEXT_ONLY and form in ("xls", "xlsx"):
            _refuse(name, form, "spo, html, json")


def _refuse(name: str, form: str, possible: str) -> None:
    raise UsageError(
        _("The fault “{name}” cannot be made in the format {format}; choose one of: {possible}.").format(
            name=name, format=form, possible=possible
        )
    )


def contradicting(journal: Journal) -> Journal:
    """The same journal with one grade of its first page changed: a second export that disagrees."""
    first, *others = journal.sections
    key, marks = next((key, marks) for key, marks in first.marks.items() if marks[0].text in "2345")
    other = "4" if marks[0].text == "5" else "5"
    word = {"4": "Four", "5": "Five"}[other]
    changed = (Mark(other, marks[0].kind, word, marks[0].task), *marks[1:])
    section = replace(first, marks={**first.marks, key: changed})
    return replace(journal, sections=(section, *others))


def spoil_files(files: list[ExportFile], names: list[str]) -> list[ExportFile]:
    """The files of one group with the file faults named."""
    found = list(files)
    for name in names:
        if name in _VICTIMS:
            place = min(_VICTIMS[name], len(found) - 1)
            found[place] = replace(found[place], data=_SPOILERS[name](found[place].data))
    return found


def _cut(data: bytes) -> bytes:
    return data[: len(data) // 2]


def _emptied(_data: bytes) -> bytes:
    return b""


def _cp1251(data: bytes) -> bytes:
    # No byte-order mark and no declaration: HTML loses its charset too.
    return data.decode().replace('<meta charset="utf-8">', "").encode("cp1251", "replace")


_SPOILERS: dict[str, Callable[[bytes], bytes]] = {
    "truncated-file": _cut,
    "empty-file": _emptied,
    "wrong-encoding": _cp1251,
}
