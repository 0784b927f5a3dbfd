"""Keeping a small file that can be made again: it appears whole, for its owner only, and a race does no harm.

Nothing is forced onto the disk: what is lost is made again.
"""

from __future__ import annotations

from pathlib import Path

from archiver.disk.private import FILE, allow
from archiver.unfinished import unfinished_file


def keep(path: Path, data: bytes) -> None:
    """Put `data` at `path`; of two that do so at once the last one stays. Raises OSError."""
    with unfinished_file(path.parent, FILE) as file:
        allow(file.fileno(), FILE)
        file.write(data)
        file.flush()
        Path(file.name).replace(path)
