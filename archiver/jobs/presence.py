"""Whether a worker is there: what it holds while it lives, and nobody has to give back.

A lock of a file beside the jobs' own, or an advisory lock of the server's session: both are gone with the
process, by whatever it died, and neither asks a clock.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import time
import zlib
from collections.abc import Iterator
from pathlib import Path

import sqlalchemy as sa

from archiver.disk.private import FILE
from archiver.errors import Busy, RegisterFailed
from archiver.jobs.place import Place
from archiver.locale import _

_KEY = zlib.crc32(b"college-archiver/jobs") >> 1
_PATIENCE = 3.0
"""Seconds for the process before to be gone, or for one that only looked."""


@contextlib.contextmanager
def present(place: Place) -> Iterator[None]:
    """Be the worker of these jobs for the block; raises Busy when there is one already."""
    until = time.monotonic() + _PATIENCE
    with contextlib.ExitStack() as stack:
        while not _taken(place, stack):
            if time.monotonic() > until:
                raise Busy(_("A worker is doing the jobs of this register already."))
            time.sleep(0.1)
        yield


def is_present(place: Place) -> bool:
    """Whether somebody is; raises RegisterFailed where a server does not say."""
    if place.file is None:
        with _session(place) as session:
            held = sa.text(
                "SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND objid = :key AND granted"
                " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
            )
            return session.execute(held, {"key": _KEY}).first() is not None
    try:
        handle = os.open(_lock_of(place.file), os.O_RDONLY | os.O_CLOEXEC)
    except FileNotFoundError:
        return False
    try:
        fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(handle)
    return False


def _taken(place: Place, stack: contextlib.ExitStack) -> bool:
    if place.file is None:
        session = stack.enter_context(_session(place))
        return bool(session.execute(sa.text("SELECT pg_try_advisory_lock(:key)"), {"key": _KEY}).scalar())
    handle = os.open(_lock_of(place.file), os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, FILE)
    stack.callback(os.close, handle)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _lock_of(file: Path) -> Path:
    return file.with_name(f"{file.name}.worker")


@contextlib.contextmanager
def _session(place: Place) -> Iterator[sa.Connection]:
    engine = sa.create_engine(place.url, isolation_level="AUTOCOMMIT", poolclass=sa.NullPool)
    try:
        with engine.connect() as connection:
            yield connection
    except sa.exc.SQLAlchemyError as error:
        raise RegisterFailed(
            _("The jobs cannot be read or written ({kind}).").format(kind=type(error).__name__)
        ) from error
    finally:
        engine.dispose()
