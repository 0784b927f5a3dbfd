"""Where a command may write, and how a document goes to standard output."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator
from pathlib import Path

from archiver.errors import OutputFailed, UsageError
from archiver.locale import _


def writable_folder(out: Path, exports: Path) -> None:
    """Refuse a target that is a file, or lies among the exports (it would be read as one next time)."""
    if out.exists() and not out.is_dir():
        raise UsageError(_("{folder} is a file, not a folder. Choose a folder.").format(folder=out))
    inside = exports.resolve() if exports.is_dir() else None
    if inside and (out.resolve() == inside or inside in out.resolve().parents):
        raise UsageError(
            _("{folder} lies inside the exports. Choose a folder outside {exports}.").format(
                folder=out, exports=exports
            )
        )


@contextlib.contextmanager
def claimed(out: Path, exports: Path) -> Iterator[None]:
    """Hold `out` for this run alone; a second run into it at the same time is refused.

    The folder itself is made only when something is written into it, so the claim is a file beside it.
    """
    from filelock import FileLock, Timeout

    writable_folder(out, exports)
    target = out.resolve()
    claim = target.parent / f".{target.name}.lock"
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(claim, timeout=0):
            try:
                yield
            finally:
                with contextlib.suppress(OSError):
                    claim.unlink(missing_ok=True)
    except Timeout as error:
        raise UsageError(
            _("Another run is writing into {folder}. Wait for it or stop it.").format(folder=out)
        ) from error
    except OSError as error:
        raise OutputFailed(
            _("Cannot write into {folder}: {cause}.").format(folder=out, cause=error.strerror or error)
        ) from error


def write_document(text: str) -> None:
    """Write a finished document (JSON) to standard output."""
    sys.stdout.write(text)
    sys.stdout.flush()
