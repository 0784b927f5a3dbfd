"""A cache folder for one run, where the user's own cannot be written: HOME is missing, full or read-only.

It lies in the folder that the run writes into, is the owner's alone, and is gone after the run; what a killed
run leaves of it the next one sweeps. Worker processes find it in their environment.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from archiver.disk.claims import folder_made, remove_empty
from archiver.disk.private import STAND_IN, user_cache
from archiver.disk.stand_in import is_usable
from archiver.disk.unfinished import scratch_folder
from archiver.errors import OutputFailed
from archiver.locale import _
from archiver.wording.causes import cause


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
                raise OutputFailed(
                    _("Cannot write into {folder}: {cause}.").format(folder=out, cause=cause(error))
                ) from error
            stack.callback(_stand_in, os.environ.get(STAND_IN))
            _stand_in(str(folder))
        yield


def _stand_in(folder: str | None) -> None:
    if folder is None:
        os.environ.pop(STAND_IN, None)
    else:
        os.environ[STAND_IN] = folder
