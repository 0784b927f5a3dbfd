"""One digest of a value with all that it holds: two that make the same of the same files have the same.

It stands in names of what is remembered of earlier runs, so it must say everything: what it does not know it
refuses, and then nothing is remembered. Of a tree of files only their names count; what is in them is told
apart, by their own digests.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
from collections.abc import Callable, Mapping, Sequence, Set
from enum import Enum
from functools import partial
from pathlib import Path
from typing import Any

from archiver.intake.file_tree import FileTree
from archiver.settings.tables import Accepted, Settings

_NOT_OF_JOURNALS = {
    "accepted", "archive", "cache", "commission", "console", "disposal", "loads", "scholarships",
    "substitutions", "transfer",
}  # fmt: skip
"""Sections of the settings that no reader and no page knows; what is accepted is told of each group."""


class UnknownValueError(Exception):
    """A value that cannot be told in full."""


def fingerprint(*values: object) -> str:
    """Hex SHA-256 of `values`, whatever the process and the order in which sets and mappings were filled.

    Raises UnknownValueError.
    """
    return _digest(values).hex()


def settings_of_journals(settings: Settings) -> str:
    """The settings that reading, checking and binding a group may ask, but for what is accepted."""
    return settings.model_dump_json(exclude=_NOT_OF_JOURNALS)


def _digest(value: object) -> bytes:
    told = _told(value)
    return hashlib.sha256(told.encode("utf-8", "surrogatepass") if isinstance(told, str) else told).digest()


def _told(value: object) -> str | bytes:
    kind = type(value)
    plain = _PLAIN.get(kind)
    if plain is not None:
        return f"{kind.__name__}:{plain(value)}"
    if isinstance(value, Enum):
        return f"{_name(kind)}.{value.name}"
    if isinstance(value, Settings):
        return f"settings:{settings_of_journals(value)}"
    if isinstance(value, Accepted):
        return f"accepted:{value.model_dump_json()}"
    if isinstance(value, partial):
        return _all("partial", _name(value.func), [value.args, value.keywords])
    if isinstance(value, FileTree):
        return _all("tree", "", value.names())
    if dataclasses.is_dataclass(value):
        held = [getattr(value, field.name) for field in dataclasses.fields(value) if field.compare]
        return _all("dataclass", _name(kind), held)
    if isinstance(value, Mapping):
        pairs = sorted(_digest(key) + _digest(one) for key, one in value.items())
        return b"mapping:" + b"".join(pairs)
    if isinstance(value, Set):
        return b"set:" + b"".join(sorted(map(_digest, value)))
    if isinstance(value, Sequence):
        return _all("sequence", "", value)
    raise UnknownValueError(kind.__name__)


def _all(kind: str, name: str, held: Sequence[object]) -> bytes:
    return f"{kind}:{name}:".encode() + b"".join(map(_digest, held))


def _name(of: Any) -> str:
    return f"{of.__module__}.{of.__qualname__}"


_PLAIN: Mapping[type, Callable[[Any], object]] = {
    type(None): str,
    bool: str,
    int: str,
    float: repr,
    str: str,
    bytes: bytes.hex,
    dt.date: dt.date.isoformat,
    dt.datetime: dt.datetime.isoformat,
    type(Path()): str,
}
