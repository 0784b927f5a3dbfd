"""Whether the user has a cache folder, and one for a process without it that writes into no other folder."""

from __future__ import annotations

import atexit
import functools
import tempfile
from contextlib import ExitStack
from pathlib import Path

from archiver.disk.private import FILE, private_cache, user_cache
from archiver.disk.unfinished import scratch_folder, unfinished_file
from archiver.errors import OutputFailed
from archiver.locale import _

_ENOUGH = 65_536
"""Bytes that must find room: a full disk lets files be made, and nothing be written into them."""


@functools.cache
def cache_of_last_resort() -> Path:
    """A cache folder for a process that writes into no folder of the user's, gone when it ends.

    Raises OutputFailed when there is no place for it.
    """
    stack = ExitStack()
    try:
        folder = stack.enter_context(scratch_folder(Path(tempfile.gettempdir())))
    except OSError as error:
        raise OutputFailed(
            _("Fonts can be made nowhere: neither {cache} nor a temporary folder can be written.").format(
                cache=user_cache()
            )
        ) from error
    atexit.register(stack.close)
    return folder


@functools.cache
def is_usable(cache: Path) -> bool:
    """Whether something can be kept in the user's cache folder."""
    if not cache.is_absolute():  # a user without a home: «~» stands for nothing
        return False
    try:
        private_cache()
        with unfinished_file(cache, FILE) as file:
            file.write(b"\0" * _ENOUGH)
            file.flush()
    except OSError:
        return False
    return True
