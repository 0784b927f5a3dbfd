"""Which folders hold snapshots, so that the accounting of an act can name them: they hold students' names.

The list is this account's (`fetched.json` among the program's own data), and holds folders alone. A folder
that is gone, or holds a snapshot no more, drops out of it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from archiver.disk.kept import keep
from archiver.disk.plain_files import read_plain
from archiver.disk.private import private_folder, user_data
from archiver.intake import taken as snapshot
from archiver.journal.collation import name_key

_LARGEST = 1 << 20
_MOST = 500


def remember(folder: Path) -> None:
    """Note that `folder` holds a snapshot. Where the list cannot be kept nothing is said: it is no result."""
    place = folder.resolve()
    with suppress(OSError):
        known = [one for one in _folders() if one != place]
        private_folder(_list().parent)
        names = [str(one) for one in (*known, place)][-_MOST:]
        keep(_list(), json.dumps(names, ensure_ascii=False).encode())


def snapshots_naming(groups: Iterable[tuple[str, str]]) -> tuple[Path, ...]:
    """The folders whose snapshots name one of the groups, each given with an academic year («2025/26»).

    A snapshot that does not tell the years of a group may hold any.
    """
    wanted = {(name_key(name), year) for name, year in groups}
    return tuple(
        folder
        for folder in _folders()
        for taken in [_taken(folder)]
        if taken is not None
        and any(
            (name_key(one.name), year) in wanted
            for one in taken.groups.values()
            for year in one.years or tuple(year for _name, year in wanted)
        )
    )


def _taken(folder: Path) -> snapshot.Taken | None:
    try:
        return snapshot.from_bytes(read_plain(folder / snapshot.FILE, snapshot.LARGEST))
    except OSError:
        return None


def _folders() -> Iterator[Path]:
    try:
        names = json.loads(read_plain(_list(), _LARGEST))
    except (OSError, ValueError):
        return
    if isinstance(names, list):
        yield from (Path(one) for one in names if isinstance(one, str) and Path(one, snapshot.FILE).exists())


def _list() -> Path:
    return user_data("fetched.json")
