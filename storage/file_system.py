"""Which file system a folder lies on: what tells one disk from another when both are called «Backup»."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path

from storage.errors import of_system

_MOUNTS = Path("/proc/self/mountinfo")
_UUIDS = Path("/dev/disk/by-uuid")
_ESCAPE = re.compile(r"\\([0-7]{3})")


@dataclass(frozen=True, slots=True)
class FileSystem:
    """A mounted file system.

    `device` is major:minor, good while it is mounted; `uuid` stays with the disk and is None where nobody can
    read it (network drives, containers). `path` is where in it the folder lies; `options` are the file
    system's own, as mounted («rw,data=ordered»).
    """

    device: str
    uuid: str | None
    kind: str
    mount_point: str
    path: str
    capacity: int
    free: int
    read_only: bool
    options: str = ""

    @property
    def name(self) -> str:
        """What the register calls it: type and UUID, or the device number where there is no UUID."""
        return f"{self.kind} {self.uuid or self.device}".strip()


def file_system_of(folder: Path) -> FileSystem:
    """The file system of `folder`; raises StorageError when the folder is not there."""
    try:
        real = folder.resolve(strict=True)
        status, volume = real.stat(), os.statvfs(real)
    except OSError as error:
        raise of_system(error, str(folder), "", "look at") from error
    point, kind, options = _mount_of(real)
    return FileSystem(
        device=f"{os.major(status.st_dev)}:{os.minor(status.st_dev)}",
        uuid=_uuid_of(status.st_dev),
        kind=kind,
        mount_point=point,
        path=os.path.relpath(real, point) if point else str(real),
        capacity=volume.f_blocks * volume.f_frsize,
        free=volume.f_bavail * volume.f_frsize,
        read_only=bool(volume.f_flag & os.ST_RDONLY),
        options=options,
    )


def _mount_of(real: Path) -> tuple[str, str, str]:
    """Mount point, type, options: the longest point that is above the folder, the last one mounted there."""
    best = ("", "", "")
    try:
        lines = _MOUNTS.read_text(encoding="utf-8", errors="surrogateescape").splitlines()
    except OSError:  # not Linux
        return best
    for line in lines:
        before, _, after = line.partition(" - ")
        point = _ESCAPE.sub(lambda code: chr(int(code[1], 8)), before.split(" ")[4])
        if real.is_relative_to(point) and len(point) >= len(best[0]):
            kind, _source, *options = after.split(" ")
            best = (point, kind, " ".join(options))
    return best


def _uuid_of(device: int) -> str | None:
    try:
        for link in _UUIDS.iterdir():
            if link.stat().st_rdev == device:
                return link.name
    except OSError:
        pass
    return None
