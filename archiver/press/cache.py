"""The part cache: finished parts by content, private to the user, checked when read back.

A part holds names of minors, so it is readable by its owner only and parts not used for `keep_days` are
removed; nothing is ever put into the system's temporary folders.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from archiver import clock
from archiver.disk.away import Away, unlinked
from archiver.disk.kept import keep
from archiver.disk.private import private_cache, user_cache
from archiver.errors import OutputFailed
from archiver.locale import _
from archiver.press.cache_folder import PART_NAME, CacheFolder, OwnFile, names_in
from archiver.press.part import Part
from archiver.settings.tables import Cache
from archiver.wording.causes import cause

_DAY = 24 * 60 * 60
_PLACE = "parts"


def cache_folder(settings: Cache) -> Path:
    """Where parts are kept, whether the folder is there or not."""
    return user_cache(_PLACE) if settings.folder is None else settings.folder.expanduser().absolute()


def taken(settings: Cache) -> Path:
    """The folder of the part cache, made if need be, and marked as ours.

    Raises ConfigInvalid when it is somebody else's, OutputFailed when it cannot be made.
    """
    folder = cache_folder(settings)
    with _refusals_told(folder):
        if settings.folder is None:
            private_cache()
        CacheFolder(folder).take()
    return folder


def part_cache(settings: Cache) -> Path:
    """The folder of the part cache for a run, rid of what was not used for `keep_days`.

    One that settings name is made by the first part; the user's own is a stand-in where it cannot be written
    (archiver.process.output). Raises as `taken` does.
    """
    folder = cache_folder(settings)
    if settings.folder is None or folder.exists():
        taken(settings)
    PartCache(folder).prune(settings.keep_days, clock.now().timestamp())
    return folder


@dataclass(frozen=True, slots=True)
class PartCache:
    """Parts under `folder`, one file each, named by key, page count and digest of the bytes.

    Every method raises ConfigInvalid, and touches nothing, when the folder is not the program's own.
    """

    folder: Path

    def get(self, key: str) -> Part | None:
        """The part of that key, or None; a damaged one is thrown away as if it had never been."""
        with suppress(OSError), CacheFolder(self.folder).shelf(key) as shelf:
            for name in names_in(shelf):
                known = PART_NAME.fullmatch(name)
                if known is None or known["key"] != key:
                    continue
                with suppress(OSError):
                    if _is_whole(name, shelf, known["digest"]):
                        return Part(key, self.folder / key[:2] / name, int(known["pages"]))
                    os.unlink(name, dir_fd=shelf)
        return None

    def put(self, key: str, pdf: bytes, pages: int) -> Part:
        """Keep a part; its name appears when all its bytes are there. Raises OutputFailed."""
        path = self.folder / key[:2] / f"{key}-{pages}-{hashlib.sha256(pdf).hexdigest()[:16]}.pdf"
        with _refusals_told(self.folder), CacheFolder(self.folder).shelf(key, make=True):
            keep(path, pdf)
        return Part(key, path, pages)

    def size(self) -> tuple[int, int]:
        """Number of parts, and their bytes. Raises OutputFailed when the folder cannot be looked into."""
        with _refusals_told(self.folder):
            sizes = [file.size for file in CacheFolder(self.folder).files() if file.is_part]
        return len(sizes), sum(sizes)

    def prune(self, keep_days: int, now: float) -> int:
        """Remove parts last used more than `keep_days` days before `now` (seconds); returns how many.

        What a killed run left unfinished goes by the same rule.
        """

        def stale(file: OwnFile) -> bool:
            return now - file.modified > keep_days * _DAY

        with _refusals_told(self.folder):
            return CacheFolder(self.folder).remove(stale)[0]

    def clear(self, away: Away = unlinked) -> int:
        """Remove every part, each by `away`; returns how many there were. Raises OutputFailed."""
        with _refusals_told(self.folder):
            removed, problem = CacheFolder(self.folder).remove(lambda _file: True, away)
        if problem is not None:
            raise OutputFailed(
                _("Cannot clear {folder}: {cause}.").format(folder=self.folder, cause=cause(problem))
            )
        return removed


def _is_whole(name: str, shelf: int, digest: str) -> bool:
    with os.fdopen(os.open(name, os.O_RDONLY | os.O_NOFOLLOW, dir_fd=shelf), "rb") as file:
        if hashlib.sha256(file.read()).hexdigest()[:16] != digest:
            return False
        os.utime(file.fileno())  # used today: what `prune` looks at
    return True


@contextmanager
def _refusals_told(folder: Path) -> Iterator[None]:
    """Say what the file system refuses."""
    try:
        yield
    except OSError as error:
        raise OutputFailed(
            _(
                "The folder of finished parts {folder} cannot be used: {cause}. "
                "Free some space or set cache.folder in archiver.toml."
            ).format(folder=folder, cause=cause(error))
        ) from error
