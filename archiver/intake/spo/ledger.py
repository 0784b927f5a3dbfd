"""The account of the answers read together: one group, or the lists of the whole snapshot.

A kind of field is told once, however many files and cells have it; what is wrong with a field likewise.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from pydantic import BaseModel, ValidationError

from archiver.intake.account import FileAccount
from archiver.intake.json_problems import problem, shown
from archiver.intake.json_text import json_path
from archiver.intake.spo.kinds import Kinds, kind_of
from archiver.intake.spo.known import Answer
from archiver.journal.codes import finding
from archiver.journal.findings import Finding, Place
from archiver.locale import _, ngettext

UNIT = "field kinds"


@dataclass(slots=True)
class _Wrong:
    """Values of one kind that are wrong in one way: the first and how many."""

    file: str
    path: str
    told: str
    place: Place
    count: int = 0
    files: set[str] = field(default_factory=set)


@dataclass(slots=True)
class Ledger:
    """What reading finds about files; `group` is the group they belong to, None for the snapshot's lists."""

    group: str | None = None
    told: list[Finding] = field(default_factory=list)
    _kinds: dict[str, Kinds] = field(default_factory=dict)
    _reported: dict[str, set[str]] = field(default_factory=dict)
    _unknown: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    _wrong: dict[tuple[str, str, str], _Wrong] = field(default_factory=dict)

    def saw(self, file: str, answer: Answer[BaseModel], kinds: Kinds) -> None:
        """Enter a file that was read, with the kinds of fields in it."""
        self._kinds[file] = kinds
        for kind in kinds.unknown:
            self._unknown.setdefault((answer.address, kind), []).append(file)

    def reported(self, file: str, kind: str) -> None:
        """Say that a finding of its own names this kind of the file."""
        self._reported.setdefault(file, set()).add(kind)

    def wrong(self, error: ValidationError, answer: Answer[BaseModel], file: str, place: Place) -> None:
        """Enter what a file has wrong; told once per kind and way."""
        for detail in error.errors(include_url=False, include_context=True):
            location = detail["loc"][1:] if answer.listed and detail["loc"] else detail["loc"]
            kind = kind_of(location, answer.shape)
            way = detail["type"] + (str(detail["ctx"]["error"]) if "error" in detail.get("ctx", {}) else "")
            key = answer.address, kind, way
            known = self._wrong.get(key)
            if known is None:
                told = problem(detail, _told)
                known = self._wrong[key] = _Wrong(file, json_path(detail["loc"]) or "$", told, place)
            known.count += 1
            known.files.add(file)

    def take(self, other: Ledger, *, problems: bool = True) -> None:
        """Enter what another ledger has; without `problems` only its account and its fields not known."""
        self._kinds |= other._kinds
        for file, kinds in other._reported.items():
            self._reported.setdefault(file, set()).update(kinds)
        for key, files in other._unknown.items():
            self._unknown.setdefault(key, []).extend(files)
        if problems:
            self.told += other.told
            for way, wrong in other._wrong.items():
                known = self._wrong.setdefault(way, replace(wrong, count=0, files=set()))
                known.count += wrong.count
                known.files |= wrong.files

    def findings(self) -> Iterator[Finding]:
        """Everything to be told, blocking problems of fields first."""
        yield from (self._wrong_finding(one) for one in self._wrong.values())
        yield from self.told
        for (address, kind), files in sorted(self._unknown.items()):
            yield self._unknown_finding(address, kind, files)

    def account(self) -> tuple[FileAccount, ...]:
        """The account of every file read."""
        return tuple(self._account(file, kinds) for file, kinds in self._kinds.items())

    def _account(self, file: str, kinds: Kinds) -> FileAccount:
        reported = self._reported.get(file, set()) & kinds.used
        return FileAccount(
            file,
            UNIT,
            seen=len(kinds.used | kinds.left_out | kinds.unknown),
            used=len(kinds.used - reported),
            reported=len(reported | kinds.unknown),
            left_out=len(kinds.left_out),
        )

    def _wrong_finding(self, one: _Wrong) -> Finding:
        message = _("File {file}, {path}: {problem}.").format(file=one.file, path=one.path, problem=one.told)
        if one.count > 1:
            message += " " + ngettext(
                "There are {count} such values in {files} file.",
                "There are {count} such values in {files} files.",
                len(one.files),
            ).format(count=one.count, files=len(one.files))
        place = Place(one.file, path=one.path, subject=one.place.subject, term=one.place.term)
        return finding("file.value", message, group=self.group, place=place)

    def _unknown_finding(self, address: str, kind: str, files: list[str]) -> Finding:
        message = ngettext(
            "Answer {address}: field {field} is not known to the program and was not read ({count} file).",
            "Answer {address}: field {field} is not known to the program and was not read ({count} files).",
            len(files),
        ).format(address=address, field=kind, count=len(files))
        return finding(
            "source.field-unknown", message, group=self.group, place=Place(file=files[0], path=kind)
        )


def _told(value: object) -> str:
    """Numbers and dates as they are; of texts only that they are texts, since they may be names."""
    if isinstance(value, str) and any(
        letter.isalpha() for letter in value.removesuffix("Z").replace("T", "")
    ):
        return _("a text")
    return shown(value)
