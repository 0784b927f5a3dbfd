"""PAR2 as the last resort: when no copy has a file, the parity beside a bag may give it back (extra)."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

from archiver.disk.private import private_cache, user_cache
from archiver.disk.unfinished import scratch_folder
from archiver.errors import OutputFailed
from archiver.locale import _
from archiver.wording.causes import cause
from storage.bag.layout import parity_prefix
from storage.errors import StorageError, ToolMissing
from storage.parity import salvage
from storage.repair import Copy


@contextlib.contextmanager
def salvaged(copy: Copy) -> Iterator[Copy | None]:
    """A further copy of the bag, as parity repairs it; None when there is no parity, or it does not do.

    It lies in the user's cache folder and is gone after the block. Raises OutputFailed when there is no room
    for it, and ToolMissing.
    """
    if not _has_parity(copy):
        yield None
        return
    with contextlib.ExitStack() as stack:
        folder = salvage_folder()
        try:
            private_cache("salvage")
            extra = _salvage(copy, stack.enter_context(scratch_folder(folder)))
        except OSError as error:
            raise OutputFailed(
                _("The bag cannot be copied to {folder} for repair: {cause}.").format(
                    folder=folder, cause=cause(error)
                )
            ) from error
        if extra is not None:
            stack.callback(extra.store.close)
        yield extra


def _has_parity(copy: Copy) -> bool:
    try:
        return next(iter(copy.store.list(parity_prefix(copy.prefix))), None) is not None
    except StorageError:
        return False


def _salvage(copy: Copy, scratch: Path) -> Copy | None:
    try:
        return salvage(copy.store, copy.prefix, scratch)
    except ToolMissing:
        raise
    except StorageError:
        return None


def salvage_folder() -> Path:
    """Where bags lie while par2 works on them."""
    return user_cache("salvage")
