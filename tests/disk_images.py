"""A file system in a file: mounted, used, unmounted, and read raw as whoever finds the disk would read it."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

from store_kinds import NOT_TESTED

MIB = 1 << 20
Mounted = Callable[[Path], contextlib.AbstractContextManager[Path]]


def _run(*command: str) -> bool:
    try:
        return not subprocess.run(command, capture_output=True, check=False, timeout=60).returncode
    except (OSError, subprocess.TimeoutExpired):
        return False


def made(image: Path, *mkfs: str, size: int = 16 * MIB) -> bool:
    """A new empty file system in `image`; False where the program is not there."""
    with image.open("wb") as file:
        file.truncate(size)
    return _run(*mkfs, str(image))


def ext4(image: Path) -> bool:
    """The file system of most Linux disks."""
    return made(image, "mkfs.ext4", "-q", "-F")


def exfat(image: Path) -> bool:
    """The file system of most sticks."""
    return made(image, "mkfs.exfat")


@contextlib.contextmanager
def loop(image: Path) -> Iterator[Path]:
    """Mounted by the kernel: needs root and loop devices. Raises OSError where there is no such thing."""
    with _at(image, lambda place: _run("mount", "-o", "loop", str(image), place), "umount") as place:
        yield place


@contextlib.contextmanager
def ext4_by_fuse(image: Path) -> Iterator[Path]:
    """Mounted by a program: needs /dev/fuse only. Raises OSError where there is no such thing."""

    def mount(place: str) -> bool:
        return _run("fuse2fs", "-o", "fakeroot,rw", str(image), place)

    with _at(image, mount, "fusermount", "-u") as place:
        yield place


@contextlib.contextmanager
def exfat_by_fuse(image: Path) -> Iterator[Path]:
    """exFAT as exfat-fuse mounts it: no hard links, no renameat2. Raises OSError where it cannot."""
    device = subprocess.run(
        ["losetup", "-f", "--show", str(image)], capture_output=True, text=True, check=False
    ).stdout.strip()
    if not device:
        raise OSError("no loop device")
    try:
        with _at(image, lambda place: _run("mount.exfat-fuse", device, place), "umount") as place:
            yield place
    finally:
        _run("losetup", "-d", device)


@contextlib.contextmanager
def _at(image: Path, mount: Callable[[str], bool], *unmount: str) -> Iterator[Path]:
    place = image.with_suffix(".mounted")
    place.mkdir(exist_ok=True)
    if not mount(str(place)) or not os.path.ismount(place):
        raise OSError("cannot be mounted here")
    try:
        yield place
    finally:
        os.sync()
        if not _run(*unmount, str(place)):
            _run("umount", "-l", str(place))


def _works(make: Callable[[Path], bool], mounted: Mounted) -> bool:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        image = Path(folder, "try.img")
        if not make(image):
            return False
        try:
            with mounted(image) as place:
                (place / "try").write_bytes(b"x")
        except OSError:
            return False
    return True


def ways_for_ext4() -> list[Mounted]:
    """How an ext4 image can be mounted on this computer, the kernel's way first."""
    if not shutil.which("mkfs.ext4"):
        return []
    return [way for way in (loop, ext4_by_fuse) if _works(ext4, way)][:1]


EXT4 = ways_for_ext4()
EXFAT = [exfat_by_fuse] if shutil.which("mkfs.exfat") and _works(exfat, exfat_by_fuse) else []
if not EXT4:
    NOT_TESTED.append(
        "the raw bytes of a disk after an erasure: no image can be mounted here (what a file's own blocks "
        "hold before they are given back was read instead)"
    )
if not EXFAT:
    NOT_TESTED.append("exFAT without hard links: no image can be mounted here (its refusals were simulated)")
