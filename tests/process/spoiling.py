"""Files of the program's own as they come back when a disk, an editor or somebody has been at them."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from typing import Any

DEEP = b"[" * 100_000
DIGITS = b"1" * 5_000


def spoilt(whole: bytes) -> dict[str, bytes]:
    """`whole` (an object as JSON) damaged in every way that needs no knowledge of it."""
    return {
        "deep": DEEP,
        "deep objects": b'{"format":' * 50_000,
        "deep inside": whole.rstrip()[:-1] + b', "more": ' + b"[" * 3_000 + b"]" * 3_000 + b"}",
        "binary": bytes(range(256)) * 4,
        "empty": b"",
        "blank": b" \n",
        "cut": whole[: len(whole) // 2],
        "null": b"null",
        "list": b"[]",
        "text": b'"text"',
        "number": DIGITS,
        "digits inside": whole.rstrip()[:-1] + b', "more": ' + DIGITS + b"}",
        "no number": whole.rstrip()[:-1] + b', "more": NaN}',
        "infinite": whole.rstrip()[:-1] + b', "more": 1e999}',
        "given twice": whole.rstrip()[:-1] + b', "format": "other"}',
        "half a letter": whole.rstrip()[:-1] + b', "more": "\\ud800"}',
        "cp1251": b'{"name": "' + "ёж".encode("cp1251") + b'"}',
        "utf-16": whole.decode().encode("utf-16"),
    }


ODD: tuple[Any, ...] = (
    None,
    True,
    -1,
    1.5,
    10**17,
    "",
    "x" * 300,
    "\ud800",
    "\x00",
    [],
    [None],
    {},
    {"a": []},
)


def altered(whole: Any) -> Iterator[tuple[str, Any]]:
    """`whole` with each of its values replaced by each odd one, or taken away."""
    for path in _paths(whole):
        for value in ODD:
            changed = copy.deepcopy(whole)
            _above(changed, path)[path[-1]] = value
            yield f"{path}={value!r:.20}", changed
        changed = copy.deepcopy(whole)
        del _above(changed, path)[path[-1]]
        yield f"{path} taken away", changed


def encoded(value: Any) -> bytes:
    """As JSON, whatever is in it."""
    return json.dumps(value).encode()


def _paths(value: Any) -> Iterator[tuple[Any, ...]]:
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in items:
        yield (key,)
        for below in _paths(item):
            yield (key, *below)


def _above(value: Any, path: tuple[Any, ...]) -> Any:
    for key in path[:-1]:
        value = value[key]
    return value
