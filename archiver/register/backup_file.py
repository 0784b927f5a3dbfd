"""Reading a backup: checked to its last line before anything is done with it."""

from __future__ import annotations

import contextlib
import gzip
import hashlib
import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from archiver.disk.plain_files import open_plain
from archiver.errors import InputInvalid
from archiver.locale import _
from archiver.register.backup import FORMAT
from archiver.register.model.trail import Head
from archiver.register.schema import REVISIONS
from archiver.register.tables import METADATA
from archiver.wording.causes import cause
from storage.small_json import object_of

_LONGEST = 64 * 2**20
"""No row is longer; a line that is shall not fill the memory."""


@dataclass(frozen=True, slots=True)
class BackupFile:
    """A backup whose digest is right."""

    file: Path
    revision: str
    head: Head
    rows: int
    digest: str

    def tables(self) -> Iterator[tuple[str, list[str], Iterator[list[Any]]]]:
        """Each table's name, columns and rows, in an order that keeps references whole."""
        lines = _values(self.file)
        next(lines)
        begun = next(lines, None)
        while isinstance(begun, dict) and "table" in begun:
            rest: list[Any] = [None]
            yield begun["table"], begun["columns"], _rows(lines, rest)
            begun = rest[0]


def _rows(lines: Iterator[Any], rest: list[Any]) -> Iterator[list[Any]]:
    for value in lines:
        if isinstance(value, dict):
            rest[0] = value
            return
        yield value


def read_header(file: Path) -> BackupFile:
    """Check a backup whole; raises InputInvalid: no backup, damaged, or of a newer version."""
    damaged = _("{file} is damaged: its digest does not agree. Take another copy.").format(file=file)
    foreign = _foreign(file)
    digest, rows, before, last = hashlib.sha256(), 0, b"", b""
    try:
        header: Any = None
        for line in _lines(file):
            if header is None:
                header = object_of(line)
                if header.get("format") != FORMAT:
                    raise InputInvalid(foreign)
            if before:
                digest.update(before)
            before = last = line
            rows += line.startswith(b"[")
        trailer = object_of(last)
    except (gzip.BadGzipFile, ValueError) as error:
        raise InputInvalid(foreign) from error
    except (EOFError, zlib.error) as error:
        raise InputInvalid(damaged) from error
    except OSError as error:
        text = _("Cannot read {file}: {cause}.").format(file=file, cause=cause(error))
        raise InputInvalid(text) from error
    if trailer != {"sha256": digest.hexdigest(), "rows": rows}:
        raise InputInvalid(damaged)
    if header.get("revision") not in REVISIONS:
        raise InputInvalid(_("{file} was made by a newer archiver. Install that version.").format(file=file))
    with contents_read(file):
        head = Head(**header["head"])
        if any(name not in METADATA.tables for name in _table_names(file)):
            raise InputInvalid(foreign)
    return BackupFile(file, header["revision"], head, rows, digest.hexdigest())


def _foreign(file: Path) -> str:
    return _("{file} is no copy of a register.").format(file=file)


@contextlib.contextmanager
def contents_read(file: Path) -> Iterator[None]:
    """Refuse a backup whose contents make no register: its digest is right, but not our program made it."""
    try:
        yield
    except (
        *(ValueError, TypeError, LookupError, AttributeError, OverflowError, RecursionError),
        sa.exc.StatementError,  # those of the database are RegisterFailed by now
    ) as error:
        raise InputInvalid(_foreign(file)) from error


def _table_names(file: Path) -> Iterator[str]:
    for line in _lines(file):
        if line.startswith(b'{"table"'):
            yield json.loads(line)["table"]


def _values(file: Path) -> Iterator[Any]:
    for line in _lines(file):
        yield json.loads(line.decode("utf-8", "surrogatepass"))


def _lines(file: Path) -> Iterator[bytes]:
    with open_plain(file) as packed, gzip.GzipFile(fileobj=packed) as stream:
        while line := stream.readline(_LONGEST):
            yield line
