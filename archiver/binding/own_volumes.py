"""Volumes that an earlier run left in the folder: the program's own while they are what its report says.

What somebody has changed since is nobody's to move or remove; the report then lists it as left over.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from archiver.binder.file_names import VolumeNames
from archiver.binding.report import is_below
from archiver.disk.names import folded
from archiver.disk.plain_files import open_plain, refuse_other_than_file
from archiver.errors import OutputFailed
from archiver.locale import _
from archiver.wording.causes import cause

Reported = Mapping[str, Any]
"""A volume's object in the report."""


def is_untouched(volume: Reported, out: Path) -> bool:
    """Whether the volume lies in `out` byte for byte as it was reported."""
    if not is_below(volume["path"]):
        return False
    try:
        with open_plain(out / volume["path"]) as file:
            return bool(hashlib.file_digest(file, "sha256").hexdigest() == volume["sha256"])
    except OSError:
        return False


def renamed(volumes: Sequence[Reported], out: Path, names: VolumeNames) -> tuple[Reported, ...]:
    """The untouched volumes of a group under the names they have today, moved where those are others.

    Raises OutputFailed.
    """
    moved = []
    for number, volume in enumerate(volumes, 1):
        name, old = names.of(volume.get("number") or number, len(volumes)), out / volume["path"]
        if old != out / name:
            try:
                refuse_other_than_file(out / name)
                old.replace(out / name)
            except OSError as error:
                raise OutputFailed(
                    _(
                        "Cannot write {file}: {cause}. "
                        "Free some space or choose another folder, and run again."
                    ).format(file=out / name, cause=cause(error))
                ) from error
        moved.append({**volume, "path": name})
    return tuple(moved)


def remove_outdated(volumes: Sequence[Reported], out: Path, kept: Iterable[Path]) -> None:
    """Remove those volumes of an earlier run that nobody has touched and that are not among `kept`.

    Raises OutputFailed.
    """
    names = {folded(path.relative_to(out).as_posix()) for path in kept}
    for volume in volumes:
        path = out / volume["path"]
        if folded(volume["path"]) in names or not is_untouched(volume, out):
            continue
        try:
            path.unlink()
        except OSError as error:
            raise OutputFailed(
                _("Cannot remove {file}, a volume of an earlier run: {cause}. Remove it by hand.").format(
                    file=path, cause=cause(error)
                )
            ) from error
