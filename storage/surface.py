"""What overwriting in place proves on a medium: on some, the new bytes never touch the old ones.

A magnetic disk writes a sector where it stands. Flash memory (SSD, sticks, cards) writes elsewhere and keeps
the old cell for a while; a file system that copies on write does the same in software; what a server on the
network does with a block nobody here can see (NIST SP 800-88 rev. 1, 2.4 and appendix A; the choice is
ADR 0051).
"""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

from storage.file_system import FileSystem

_DEVICES = Path("/sys/dev/block")


class Surface(StrEnum):
    """What lies below the files of a store, as far as overwriting is concerned."""

    IN_PLACE = "in-place"
    """The new bytes stand where the old ones stood: overwriting destroys."""
    FLASH = "flash"
    """The device writes elsewhere: overwriting proves nothing."""
    COPY_ON_WRITE = "copy-on-write"
    """The file system writes elsewhere: overwriting proves nothing."""
    NETWORK = "network"
    """Another computer holds the bytes: nobody here sees what it does."""
    WRITE_ONCE = "write-once"
    """Nothing can be overwritten: an optical disc, a file system that can only be read."""
    UNKNOWN = "unknown"
    """The system does not tell what lies below."""

    @property
    def proves(self) -> bool:
        """Whether what was overwritten is gone."""
        return self is Surface.IN_PLACE


NETWORK_SYSTEMS = frozenset(
    {
        "nfs", "nfs4", "cifs", "smb3", "smbfs", "ncpfs", "afs", "ceph", "glusterfs", "lustre", "9p",
        "davfs", "vboxsf", "virtiofs", "fuse.sshfs", "fuse.davfs", "fuse.glusterfs", "fuse.cephfs",
        "fuse.rclone", "fuse.s3fs", "fuse.gvfsd-fuse", "fuse.vmhgfs-fuse", "fuse.curlftpfs",
    }
)  # fmt: skip
"""File systems whose bytes lie on another computer, as /proc/self/mountinfo names them."""
_COPYING = frozenset(
    {"btrfs", "zfs", "f2fs", "overlay", "aufs", "bcachefs", "nilfs2", "apfs", "jffs2", "ubifs"}
)
_READ_ONLY = frozenset({"iso9660", "udf", "squashfs", "erofs"})
_JOURNALS_DATA = "data=journal"


def surface_of(system: FileSystem) -> Surface:
    """What overwriting proves on a mounted file system."""
    if system.kind in NETWORK_SYSTEMS:
        return Surface.NETWORK
    if system.kind in _READ_ONLY or system.read_only:
        return Surface.WRITE_ONCE
    if system.kind in _COPYING or _JOURNALS_DATA in system.options:
        return Surface.COPY_ON_WRITE
    found = _below(_DEVICES / system.device)
    return Surface.UNKNOWN if not found else max(found, key=list(Surface).index)


def _below(device: Path) -> set[Surface]:
    """What the disks are that a block device lies on: a partition's disk, the members of a RAID or volume."""
    try:
        real = device.resolve(strict=True)
        members = [_DEVICES / (one / "dev").read_text().strip() for one in (real / "slaves").glob("*")]
        if members:
            return set[Surface]().union(*map(_below, members))
        disk = real if (real / "queue").is_dir() else real.parent
        turning = (disk / "queue/rotational").read_text().strip() == "1"
        # Sticks call themselves turning; a disk in a USB case can hardly be told from them.
        doubtful = "/usb" in str(disk) and (disk / "removable").read_text().strip() == "1"
    except OSError:
        return set()
    return {Surface.IN_PLACE if turning and not doubtful else Surface.FLASH}
