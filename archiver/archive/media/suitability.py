"""What the file system of a medium cannot do, and what to take instead: said when it is introduced."""

from __future__ import annotations

from collections.abc import Iterator

from archiver.locale import _
from storage.file_system import FileSystem
from storage.surface import NETWORK_SYSTEMS

_FAT = frozenset({"vfat", "msdos", "umsdos"})
_EXFAT = frozenset({"exfat", "fuse.exfat", "texfat"})


def shortcomings(system: FileSystem, publishing: str | None) -> Iterator[str]:
    """A sentence for each; `publishing` is how the store gave a name to the identity (storage.publish)."""
    kind = system.kind
    if kind in _FAT:
        yield _(
            "Its file system is FAT: no file of it may have 4 GB or more, and it keeps no journal, so a disk "
            "pulled out too early can lose files. Take NTFS or ext4; for a stick that everybody is to read, "
            "exFAT."
        )
    elif kind in _EXFAT:
        yield _(
            "Its file system is exFAT: it keeps no journal, so a disk pulled out too early can lose files. "
            "Always eject it; for a disk that stays, take NTFS or ext4."
        )
    elif kind in NETWORK_SYSTEMS:
        yield _(
            "It is a network folder ({kind}): that a file was read back says nothing of the server's disk, "
            "and an erasure cannot be proven. Let it be one copy of several; better take a disk that is "
            "plugged in, or a bucket with Object Lock."
        ).format(kind=kind)
    if publishing == "rename":
        yield _(
            "Its file system can neither rename without overwriting nor make links (so exfat-fuse, sshfs, "
            "vboxsf). It works as long as one computer alone writes to it; better take NTFS or ext4."
        )
