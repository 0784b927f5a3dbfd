"""The part cache: finished parts by content, private to the user, checked when read back.

A part holds names of minors, so the folder is readable by its owner only and parts not used for
`keep_days` are removed; nothing is ever put into the system's temporary folders.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from archiver.causes import cause
from archiver.errors import OutputFailed
from archiver.locale import _
from archiver.press.part import Part
from archiver.settings import Cache

_DAY = 24 * 60 * 60


def part_cache(settings: Cache) -> Path:
    """The folder of the part cache, made if need be and rid of what was not used for `keep_days`."""
    if settings.folder is None:
        import platformdirs

        folder = Path(platformdirs.user_cache_dir("college-archiver")) / "parts"
    else:
        folder = settings.folder.expanduser().absolute()
    cache = PartCache(folder)
    cache.prune(settings.keep_days, time.time())
    return folder


@dataclass(frozen=True, slots=True)
class PartCache:
    """Parts under `folder`, one file each, named by key, page count and digest of the bytes."""

    folder: Path

    def get(self, key: str) -> Part | None:
        """The part of that key, or None; a damaged one is thrown away as if it had never been."""
        for path in self._shelf(key).glob(f"{key}-*.pdf"):
            pages, digest = path.stem[len(key) + 1 :].split("-")
            with contextlib.suppress(OSError):
                if hashlib.sha256(path.read_bytes()).hexdigest()[:16] == digest:
                    os.utime(path)  # used today: what `prune` looks at
                    return Part(key, path, int(pages))
                path.unlink()
        return None

    def put(self, key: str, pdf: bytes, pages: int) -> Part:
        """Keep a part; its name appears when all its bytes are there. Raises OutputFailed."""
        shelf = self._shelf(key)
        path = shelf / f"{key}-{pages}-{hashlib.sha256(pdf).hexdigest()[:16]}.pdf"
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            shelf.mkdir(mode=0o700, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=shelf, prefix=".", suffix=".part")
            try:
                with os.fdopen(handle, "wb") as file:
                    file.write(pdf)
                Path(name).replace(path)
            except BaseException:
                Path(name).unlink(missing_ok=True)
                raise
        except OSError as error:
            raise OutputFailed(
                _(
                    "Cannot keep a finished part in {folder}: {cause}. "
                    "Free some space or set cache.folder in archiver.toml."
                ).format(folder=self.folder, cause=cause(error))
            ) from error
        return Part(key, path, pages)

    def size(self) -> tuple[int, int]:
        """Number of parts, and their bytes."""
        sizes = [path.stat().st_size for path in self.folder.glob("*/*.pdf")]
        return len(sizes), sum(sizes)

    def prune(self, keep_days: int, now: float) -> int:
        """Remove parts last used more than `keep_days` days before `now` (seconds); returns how many."""
        removed = 0
        for path in (*self.folder.glob("*/*.pdf"), *self.folder.glob("*/.*.part")):
            with contextlib.suppress(OSError):
                if now - path.stat().st_mtime > keep_days * _DAY:
                    path.unlink()
                    removed += 1
        return removed

    def clear(self) -> int:
        """Remove every part; returns how many there were. Raises OutputFailed."""
        count, _bytes = self.size()
        try:
            for shelf in self.folder.glob("[0-9a-f][0-9a-f]"):
                shutil.rmtree(shelf)
        except OSError as error:
            raise OutputFailed(
                _("Cannot clear {folder}: {cause}.").format(folder=self.folder, cause=cause(error))
            ) from error
        return count

    def _shelf(self, key: str) -> Path:
        return self.folder / key[:2]
