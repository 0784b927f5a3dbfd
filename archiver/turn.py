"""One run at a time: two that write to the same media, or compare one medium, would mislead each other."""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Iterator
from enum import StrEnum

from archiver.causes import cause
from archiver.disk.private import FILE, private_cache, user_cache
from archiver.errors import OutputFailed, UsageError
from archiver.locale import _
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
    from filelock import FileLock, Timeout

    claims = user_cache("claims")
    name = hashlib.sha256(f"{turn} {register.url}".encode()).hexdigest()[:16]
    try:
        private_cache("claims")
        lock = FileLock(claims / f"{name}.lock", timeout=0, mode=FILE)
        lock.acquire()
    except Timeout as error:
        raise UsageError(_taken(turn)) from error
    except OSError as error:
        raise OutputFailed(
            _("Cannot write into {folder}: {cause}.").format(folder=claims, cause=cause(error))
        ) from error
    try:
        yield
    finally:
        lock.release()


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
