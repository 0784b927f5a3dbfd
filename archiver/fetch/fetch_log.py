"""The log of an unfinished run (`.archiver-fetch.jsonl`): a header, then a line for each address dealt with.

It lies in a folder of the user's, where a power cut, a synchronising program or a hand may have been at it.
What can be understood from its beginning on counts; what comes after is cut off, and asked again.
"""

from __future__ import annotations

import datetime as dt
import errno
import json
import os
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, AwareDatetime, BaseModel, ValidationError

from archiver.disk.plain_files import read_plain
from archiver.disk.private import FILE, allow
from archiver.disk.unfinished import TEMPORARY
from archiver.errors import UsageError
from archiver.fetch.asked import Address
from archiver.intake.taken import HALVES
from archiver.locale import _

NAME = f"{TEMPORARY}fetch.jsonl"
FORMAT = "college-archiver/fetch/1"
_LARGEST = 64 << 20


def _is_read(text: str) -> str:
    Address(text)
    return text


class _Header(BaseModel):
    format: Literal["college-archiver/fetch/1"]
    origin: str
    begun: AwareDatetime
    today: dt.date
    refresh: bool
    finished: AwareDatetime | None = None


class _Line(BaseModel):
    address: Annotated[str, AfterValidator(_is_read)]
    sha256: str | None = None
    size: int | None = None
    why: str | None = None
    group: str | None = None


def lines_of(folder: Path) -> tuple[list[dict[str, Any]], int]:
    """The lines of the log in `folder`, its header first, and how many bytes of it they take.

    No lines where there is no log that can be gone on with. Raises OSError; UsageError for a link.
    """
    path = folder / NAME
    refuse_link(path)
    try:
        data = read_plain(path, _LARGEST)
    except FileNotFoundError:
        return [], 0
    lines: list[dict[str, Any]] = []
    size = 0
    for text in data.split(b"\n")[:-1]:  # what no line end follows was cut off
        line = _told(text, first=not lines)
        if line is None:
            break
        lines.append(line)
        size += len(text) + 1
    return lines, size


def opened(folder: Path, header: dict[str, Any]) -> int:
    """The log, open for more lines: the one that is there, as far as it counts, or a new one.

    Raises OSError; nothing is written through a link.
    """
    lines, size = lines_of(folder)
    flags = os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC | os.O_NOFOLLOW
    handle = os.open(folder / NAME, flags, FILE)
    allow(handle, FILE)
    os.ftruncate(handle, size)
    if not lines:
        write(handle, header)
    return handle


def write(handle: int, line: dict[str, Any]) -> None:
    """Add a line. Raises OSError, also where only a part of it found room."""
    text = json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n"
    data = text.encode(errors=HALVES)
    if os.write(handle, data) < len(data):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def refuse_link(path: Path) -> None:
    """Raises UsageError for a link: what is written through it lands outside the folder."""
    if path.is_symlink():
        raise UsageError(
            _(
                "{file} is a link. Answers hold names of students and go into the snapshot's folder alone: "
                "take the link away, or choose another folder."
            ).format(file=path)
        )


def _told(text: bytes, *, first: bool) -> dict[str, Any] | None:
    """A line as it was written; None for one that this program would not write."""
    try:
        if first:
            _Header.model_validate_json(text, strict=True)
        else:
            known = _Line.model_validate_json(text, strict=True)
            if (known.sha256 is None) != (known.size is None):
                return None
    except ValidationError:
        return None
    line: dict[str, Any] = json.loads(text)
    return line
