"""One run at a time: two that write to the same media, or compare one medium, would mislead each other."""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path

from archiver.causes import cause
from archiver.disk.claims import Taken, file_held
from archiver.disk.private import private_cache
from archiver.errors import OutputFailed, UsageError
from archiver.locale import _
from archiver.register.connection import sqlite_file
from archiver.register.register import Register


class Turn(StrEnum):
    """What only one run of a register may do at a time, on this computer."""

    WRITING = "deposit"
    """Writing to media, or erasing from them: a repair must not put back what an act has just erased."""
    CHECKING = "check"
    """Comparing media: two checks of one medium would count its copies twice."""


@contextlib.contextmanager
def alone(register: Register, turn: Turn) -> Iterator[None]:
    """Hold `turn` for this run alone; raises UsageError when another run has it."""
    with contextlib.ExitStack() as stack:
        try:
            stack.enter_context(file_held(_lock_file(register, turn)))
        except Taken as error:
            raise UsageError(_taken(turn)) from error
        except OSError as error:
            raise OutputFailed(
                _("Cannot write into {folder}: {cause}.").format(folder=error.filename, cause=cause(error))
            ) from error
        yield


def _lock_file(register: Register, turn: Turn) -> Path:
    """Beside the register; for one on a server, in the user's cache folder. Raises OSError."""
    file = sqlite_file(register.url)
    if file is not None:
        return file.with_name(f"{file.name}.{turn}.lock")
    name = hashlib.sha256(f"{turn} {register.url}".encode()).hexdigest()[:16]
    return private_cache("claims") / f"{name}.lock"


def _taken(turn: Turn) -> str:
    if turn is Turn.CHECKING:
        return _(
            "A check of the media is under way on this computer. Wait for it, or stop it (Ctrl-C): it goes "
            "on later from where it was."
        )
    return _(
        "Another run is writing to the media on this computer (a deposit, a repair or a destruction). "
        "Wait until it has finished."
    )
