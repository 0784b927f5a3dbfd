"""A copy of the register in one file that both databases can be restored from (ADR 0014).

A gzip of JSON lines: a header (format, revision of the tables, head of the chain), for each table a line with
its columns followed by a line per row, and a last line with the SHA-256 of all lines before it. The file
appears whole or not at all, readable by its owner only: it holds names of minors.
"""

from __future__ import annotations

import datetime as dt
import gzip
import hashlib
import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Any

import sqlalchemy as sa

from archiver.disk.atomic import replacing
from archiver.register.desk import SOFTWARE
from archiver.register.facts import BACKED_UP
from archiver.register.model.checks import Fault
from archiver.register.model.trail import AnchorKind, Head
from archiver.register.register import Register
from archiver.register.schema import REVISIONS
from archiver.register.tables.base import lasting_tables
from archiver.register.work import Work

FORMAT = "archiver-register-backup/1"
_AT_ONCE = 5000


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup that was written: its rows, the head of the chain it holds, and the digest of its lines."""

    file: Path
    rows: int
    head: Head
    digest: str


def back_up(register: Register, file: Path, *, by: str, kept_at: str = "") -> Backup:
    """Write the whole register to `file` as it is at one moment, while others go on working.

    `kept_at` says where the copy will be kept, apart from the media. The backup is noted in the trail and
    anchors its head. Raises OutputFailed, RegisterFailed.
    """
    with replacing(file, private=True) as stream, register.reading() as work:
        made = _write(work, stream, file)
    name = os.fsencode(file.name).decode("utf-8", "backslashreplace")  # a name may be no text
    with register.transaction(by=by) as work:
        work.trail.anchor(AnchorKind.BACKUP, kept_at or name, made.head)
        work.trail.note(
            BACKED_UP, "register:1", kept_at or "done", digest=made.digest, file=name, rows=made.rows
        )
    return made


def _write(work: Work, stream: IO[bytes], file: Path) -> Backup:
    head = work.trail.head()
    digest, rows = hashlib.sha256(), 0
    with gzip.GzipFile(fileobj=stream, mode="wb", compresslevel=6, mtime=0, filename="") as packed:

        def line(value: Any) -> None:
            encoded = json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=_plain)
            data = (encoded + "\n").encode("utf-8", "surrogatepass")
            digest.update(data)
            packed.write(data)

        line({"format": FORMAT, "revision": REVISIONS[-1], "software": SOFTWARE, "head": asdict(head)})
        for table in lasting_tables():
            line({"table": table.name, "columns": [column.name for column in table.columns]})
            query = sa.select(table).order_by(*table.primary_key.columns)
            for row in work.connection.execute(query.execution_options(yield_per=_AT_ONCE)):
                line(list(row))
                rows += 1
        text = digest.hexdigest()
        packed.write(json.dumps({"sha256": text, "rows": rows}).encode() + b"\n")
    return Backup(file, rows, head, text)


def _plain(value: object) -> object:
    """What JSON has no form for."""
    if isinstance(value, dt.date):  # a moment is one too
        return value.isoformat()
    if isinstance(value, Fault):
        return asdict(value)
    raise TypeError(type(value).__name__)
