"""One deposit at a time: two would read the same register and write to the same media."""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Iterator
from pathlib import Path

from archiver.causes import cause
from archiver.errors import OutputFailed, UsageError
from archiver.locale import _
from archiver.register.register import Register


@contextlib.contextmanager
def alone(register: Register) -> Iterator[None]:
    """Hold the deposit of this register for this run alone; raises UsageError when another is under way."""
    import platformdirs
    from filelock import FileLock, Timeout

    claims = Path(platformdirs.user_cache_dir("college-archiver")) / "claims"
    name = hashlib.sha256(f"deposit {register.url}".encode()).hexdigest()[:16]
    try:
        claims.mkdir(parents=True, exist_ok=True)
        lock = FileLock(claims / f"{name}.lock", timeout=0)
        lock.acquire()
    except Timeout as error:
        raise UsageError(
            _("Another deposit is under way on this computer. Wait until it has finished.")
        ) from error
    except OSError as error:
        raise OutputFailed(
            _("Cannot write into {folder}: {cause}.").format(folder=claims, cause=cause(error))
        ) from error
    try:
        yield
    finally:
        lock.release()
