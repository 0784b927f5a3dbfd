"""snapshot.json beside the module's answers: from where and when they were taken, and what each one was.

`archiver fetch` writes it. Intake tells by it how old a snapshot is, whether it is whole, and whether an
answer is still what the module gave; a snapshot without it is read all the same.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from pydantic import TypeAdapter, ValidationError

from archiver.intake.file_tree import FileTree
from archiver.intake.refusal import FileRefused
from archiver.intake.snapshot_roots import RECORD, record_of
from archiver.journal.codes import finding
from archiver.journal.findings import Finding, Place
from archiver.locale import _, ngettext

FILE = RECORD
FORMAT = "college-archiver/snapshot"
VERSION = 1
LARGEST = 32 << 20
_NAMED = 3
HALVES = "backslashreplace"
"""How JSON is written that may hold half of a surrogate pair, as the module's escapes can: escaped again."""


@dataclass(frozen=True, slots=True)
class TakenAnswer:
    """An answer as it is kept: SHA-256 and size of its file."""

    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class TakenGroup:
    """A group that the snapshot names, and the academic years («2025/26») whose pages are in it."""

    name: str
    years: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NotGiven:
    """What was asked and not given: the address, why (a word of our own), and of which group."""

    address: str
    why: str
    group: str = ""


@dataclass(frozen=True, slots=True)
class Taken:
    """What snapshot.json holds. Answers are by their address below `services/`, without `.json`.

    `begun` is when the asking, or the last asking again, began; `finished` is None while answers are missing.
    `reduced` are
    answers that are not kept as they came, because the module sends personal data nobody asked for.
    """

    address: str
    program: str
    begun: dt.datetime
    finished: dt.datetime | None = None
    tenant: str = ""
    groups: Mapping[str, TakenGroup] = field(default_factory=dict)
    answers: Mapping[str, TakenAnswer] = field(default_factory=dict)
    reduced: tuple[str, ...] = ()
    not_given: tuple[NotGiven, ...] = ()
    format: str = FORMAT
    version: int = VERSION

    @property
    def complete(self) -> bool:
        """Whether everything that was wanted has been asked."""
        return self.finished is not None


_TAKEN = TypeAdapter(Taken)


def as_bytes(taken: Taken) -> bytes:
    """The document, the same bytes for the same values."""
    document: dict[str, Any] = {
        key: value.isoformat(timespec="seconds") if isinstance(value, dt.datetime) else value
        for key, value in asdict(taken).items()
    }
    order = ["format", "version", *(key for key in document if key not in ("format", "version"))]
    ordered = {key: document[key] for key in order}
    for name in ("groups", "answers"):
        ordered[name] = dict(sorted(document[name].items()))
    return (json.dumps(ordered, ensure_ascii=False, indent=1) + "\n").encode(errors=HALVES)


def from_bytes(data: bytes) -> Taken | None:
    """What the document says; None for one that is not ours or cannot be understood."""
    try:
        taken = _TAKEN.validate_json(data)
    except ValidationError:
        return None
    return taken if (taken.format, taken.version) == (FORMAT, VERSION) else None


def read_taken(tree: FileTree, root: str) -> Taken | None:
    """The document of the snapshot under `root`; None where there is none that can be used."""
    try:
        return from_bytes(tree.read(record_of(root)))
    except (KeyError, FileRefused):
        return None


def told_of_taken(tree: FileTree, root: str, taken: Taken) -> Iterator[Finding]:
    """What the document says of the answers as they lie: some were not asked, are gone, or were changed."""
    place = Place(file=record_of(root))
    if not taken.complete:
        yield finding(
            "snapshot.unfinished",
            _("The snapshot was not finished: some answers of {address} were not asked yet.").format(
                address=taken.address
            ),
            place=place,
        )
    if taken.not_given:
        groups = [*dict.fromkeys(one.group for one in taken.not_given if one.group)]
        message = ngettext(
            "{address} did not give {count} answer that was asked for (groups: {groups}).",
            "{address} did not give {count} answers that were asked for (groups: {groups}).",
            len(taken.not_given),
        )
        yield finding(
            "snapshot.not-given",
            message.format(address=taken.address, count=len(taken.not_given), groups=_shown(groups) or "—"),
            place=place,
        )
    changed = [*_changed(tree, root, taken)] if taken.complete else []
    if changed:
        message = ngettext(
            "{count} answer is not what the module gave, or is gone: {files}.",
            "{count} answers are not what the module gave, or are gone: {files}.",
            len(changed),
        )
        yield finding(
            "snapshot.changed",
            message.format(count=len(changed), files=_shown(changed)),
            place=Place(file=changed[0]),
        )


def _changed(tree: FileTree, root: str, taken: Taken) -> Iterator[str]:
    for address, answer in sorted(taken.answers.items()):
        name = f"{root}{address}.json"
        try:
            if (
                tree.size(name) == answer.size
                and hashlib.sha256(tree.read(name)).hexdigest() == answer.sha256
            ):
                continue
        except (KeyError, FileRefused):
            pass  # what is wrong with a file that is there is told where it is read
        yield name


def _shown(names: list[str]) -> str:
    return ", ".join(names[:_NAMED]) + (" …" if len(names) > _NAMED else "")
