"""The folder that a run writes into: held for it alone, and a place for its cache where the user has none.

Such a cache (HOME is missing, full or read-only) is the owner's alone, and is gone after the run; what a
killed run leaves of it the next one sweeps. Worker processes find it in their environment, so that it is
made where a process has one thread: by a door, before any use case.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from archiver.disk.claims import Taken, folder_held, folder_made, remove_empty
from archiver.disk.private import STAND_IN, user_cache
from archiver.disk.stand_in import is_usable
from archiver.disk.targets import writable_folder
from archiver.disk.unfinished import scratch_folder, sweep
from archiver.errors import Busy, OutputFailed
from archiver.locale import _
from archiver.wording.causes import cause


@contextmanager
def claimed(out: Path, exports: Path | None) -> Iterator[None]:
    """Hold `out` for this run alone; a second run into it at the same time is refused.

    Nothing is left of the claim, and nothing of what the run keeps in `out` because the user has no cache.
    Raises UsageError, Busy, OutputFailed.
    """
    writable_folder(out, exports)
    with ExitStack() as stack:
        try:
            stack.enter_context(folder_held(out))
        except Taken as error:
            raise Busy(
                _("Another run is writing into {folder}. Wait for it or stop it.").format(folder=out)
            ) from error
        except OSError as error:
            raise _unwritable(out, error) from error
        sweep(out)
        stack.callback(sweep, out)  # what workers left that did not end by themselves
        stack.enter_context(cache_beside(out))
        yield


@contextmanager
def cache_beside(out: Path) -> Iterator[None]:
    """Let the run keep its forms, fonts and parts in `out` if they cannot be kept in the user's cache.

    `out` is made for that, and removed again if nothing else came into it. Raises OutputFailed.
    """
    with ExitStack() as stack:
        if not is_usable(user_cache()):
            try:
                stack.callback(remove_empty, folder_made(out))
                folder = stack.enter_context(scratch_folder(out))
            except OSError as error:
                raise _unwritable(out, error) from error
            stack.callback(_stand_in, os.environ.get(STAND_IN))
            _stand_in(str(folder))
        yield


def _unwritable(out: Path, error: OSError) -> OutputFailed:
    return OutputFailed(_("Cannot write into {folder}: {cause}.").format(folder=out, cause=cause(error)))


def _stand_in(folder: str | None) -> None:
    if folder is None:
        os.environ.pop(STAND_IN, None)
    else:
        os.environ[STAND_IN] = folder
