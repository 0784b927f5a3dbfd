"""Keeping a small file that can be made again: it appears whole, for its owner only, and a race does no harm.

Nothing is forced onto the disk: what is lost is made again.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from archiver.disk.plain_files import read_plain
from archiver.disk.private import FILE, allow
from archiver.disk.unfinished import unfinished_file

_LARGEST = 64 * 2**20


def keep(path: Path, data: bytes) -> None:
    """Put `data` at `path`; of two that do so at once the last one stays. Raises OSError."""
    with unfinished_file(path.parent, FILE) as file:
        allow(file.fileno(), FILE)
        file.write(data)
        file.flush()
        Path(file.name).replace(path)


def keep_sealed(path: Path, data: bytes) -> None:
    """The same with a digest before it, for what must not be used when it is damaged. Raises OSError."""
    keep(path, _seal(data) + data)


def kept(path: Path) -> bytes | None:
    """What `keep_sealed` put at `path`; None when nothing is there, or it is not what was put."""
    try:
        stored = read_plain(path, _LARGEST)
    except OSError:
        return None
    seal, data = stored[: len(_seal(b""))], stored[len(_seal(b"")) :]
    return data if seal == _seal(data) else None


def _seal(data: bytes) -> bytes:
    return hashlib.sha256(data).hexdigest().encode() + b"\n"
