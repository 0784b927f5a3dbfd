"""PAR2 as the last resort: when no copy has a file, the parity beside a bag may give it back (extra)."""

from __future__ import annotations

import contextlib
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from archiver.atomic import TEMPORARY
from archiver.causes import cause
from archiver.errors import OutputFailed
from archiver.locale import _
from storage.bag.layout import parity_prefix
from storage.errors import StorageError, ToolMissing
from storage.parity import salvage
from storage.repair import Copy


@contextlib.contextmanager
def salvaged(copy: Copy) -> Iterator[Copy | None]:
    """A further copy of the bag, as parity repairs it; None when there is no parity or no par2.

    It lies in the user's cache folder and is gone after the block; what a killed run left there is removed
    first, because it holds names. Raises OutputFailed when there is no room for it.
    """
    folder = _folder()
    try:
        if next(iter(copy.store.list(parity_prefix(copy.prefix))), None) is None:
            yield None
            return
    except StorageError:
        yield None
        return
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        for left in folder.glob(f"{TEMPORARY}*"):
            shutil.rmtree(left, ignore_errors=True)
        scratch = Path(tempfile.mkdtemp(prefix=TEMPORARY, dir=folder))
    except OSError as error:
        raise _no_room(folder, error) from error
    extra: Copy | None = None
    try:
        try:
            extra = salvage(copy.store, copy.prefix, scratch)
        except ToolMissing:
            raise
        except StorageError:
            extra = None
        except OSError as error:
            raise _no_room(folder, error) from error
        yield extra
    finally:
        if extra is not None:
            extra.store.close()
        shutil.rmtree(scratch, ignore_errors=True)


def _folder() -> Path:
    import platformdirs

    return Path(platformdirs.user_cache_dir("college-archiver")) / "salvage"


def _no_room(folder: Path, error: OSError) -> OutputFailed:
    return OutputFailed(
        _("The bag cannot be copied to {folder} for repair: {cause}.").format(
            folder=folder, cause=cause(error)
        )
    )
