"""A file of a record series as it is to be deposited: what it is, who is in it, which bytes it has."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from archiver.register.model.files import File, Roster
from storage.digests import Digest
from storage.source import Source


class Kind(StrEnum):
    """What a document of a bag is; the register keeps it with each."""

    VOLUME = "volume"
    STATEMENT = "statement"
    TWIN = "twin"
    SOURCE = "source"
    EVIDENCE = "evidence"
    SIGNATURE = "signature"
    NAMES = "names"
    TAG = "tag"


MEDIA_TYPES = {
    ".pdf": "application/pdf",
    ".json": "application/json",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".xls": "application/vnd.ms-excel",
    ".html": "text/html",
    ".htm": "text/html",
    ".txt": "text/plain",
    ".xml": "application/xml",
    ".p7s": "application/pkcs7-signature",
    ".sig": "application/pkcs7-signature",
    ".sgn": "application/pkcs7-signature",
}


def media_type(path: str) -> str | None:
    """The format of a file by its name, None for one nobody knows."""
    _stem, dot, suffix = path.rpartition(".")
    return MEDIA_TYPES.get(f".{suffix.lower()}") if dot else None


@dataclass(frozen=True, slots=True)
class Document:
    """One file for the bag: its path below «data», its bytes and what it is."""

    path: str
    source: Source
    kind: Kind
    digest: Digest


@dataclass(frozen=True, slots=True)
class Record:
    """Ready to be bagged; `notes` are told in the bag's history. `identity` tells its contents from others.

    `told` is what is said of it on the screen besides: of signatures, of the format.
    `statement_document` says where the grade statement lies when it is not in this archive.

    `volume_sheets` are the sheets of each bound volume: paper copies are registered by them.

    A twin beside its source export is left out of it: the program of the day makes it from that.
    """

    file: File
    roster: Roster
    documents: tuple[Document, ...]
    notes: tuple[str, ...] = ()
    volume_sheets: tuple[int, ...] = ()
    told: tuple[str, ...] = ()
    statement_document: str = ""

    @property
    def size(self) -> int:
        """Bytes of all documents."""
        return sum(document.digest.size for document in self.documents)

    @property
    def identity(self) -> str:
        """Hex SHA-256 of the paths and digests of the documents."""
        sourced = any(one.kind is Kind.SOURCE for one in self.documents)
        original = (one for one in self.documents if not (sourced and one.kind is Kind.TWIN))
        lines = sorted(f"{one.digest.sha256}  {one.path}\n" for one in original)
        return hashlib.sha256("".join(lines).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Candidate:
    """A file that is there to be deposited, not read yet.

    `size` is about how many bytes it has; `paths` are the files of it that lie in the folder that was
    named. `read` raises ArchiverError when it cannot be deposited as it is, and is called in another process
    where many files are deposited.
    """

    name: str
    series: str
    academic_year: int
    size: int
    read: Callable[[], Record]
    paths: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class Candidates:
    """All candidates of a run, and those that are known not to be ready, with the reason.

    `waiting` are the files that lie there of the latter.
    """

    candidates: tuple[Candidate, ...]
    not_ready: Mapping[str, str] = field(default_factory=dict)
    waiting: tuple[Path, ...] = ()
