"""Values of retention as text and back: how a register keeps an act, a proof or a tombstone whole.

The text is JSON with the name of every value, moments with their own offset (the date of an act is a local
date). What is read back equals what was written, digests and seals included, so `DestructionAct.verify`
sees an edit made in the store.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import functools
import json
import types
from collections.abc import Callable
from enum import Enum
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from retention.canonical import plain

T = TypeVar("T")


def freeze(value: object) -> str:
    """`value` (a dataclass of this package) as one line of JSON; TypeError for what has no such form."""
    return json.dumps(plain(value, utc=False), ensure_ascii=False, separators=(",", ":"))


def thaw(kind: type[T], text: str) -> T:
    """The value of `kind` that `text` was made of.

    Raises ValueError (or WordRefused for a checked string) when the text is damaged, of another kind,
    or of a version with other fields.
    """
    try:
        read: T = _read(kind, json.loads(text))
    except (KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError(f"this is no {kind.__name__}: {type(error).__name__}") from error
    return read


def _read(kind: Any, data: Any) -> Any:
    origin = get_origin(kind)
    if origin is tuple:
        return tuple(_read(get_args(kind)[0], item) for item in _a(list, data))
    if origin in (Union, types.UnionType):
        return _one_of(get_args(kind), data)
    if dataclasses.is_dataclass(kind):
        return _dataclass(kind, data)
    return _simple(kind, data)


_hints = functools.cache(get_type_hints)


def _dataclass(kind: Any, data: Any) -> Any:
    hints = _hints(kind)
    fields = dict(_a(dict, data))
    later = {field.name for field in dataclasses.fields(kind) if field.metadata.get("later")}
    if fields.pop("is") != kind.__name__ or not hints.keys() - later <= fields.keys() <= hints.keys():
        raise ValueError(f"this is no {kind.__name__}")
    return kind(**{name: _read(hints[name], value) for name, value in fields.items()})


def _one_of(kinds: tuple[Any, ...], data: Any) -> Any:
    if data is None and types.NoneType in kinds:
        return None
    kinds = tuple(kind for kind in kinds if kind is not types.NoneType)
    if len(kinds) == 1:
        return _read(kinds[0], data)
    named = {kind.__name__: kind for kind in kinds}
    return _read(named[_a(dict, data)["is"]], data)


def _simple(kind: Any, data: Any) -> Any:
    if kind in (bool, int):
        return _a(kind, data)
    makers: dict[Any, Callable[[str], Any]] = {
        dt.datetime: dt.datetime.fromisoformat,
        dt.date: dt.date.fromisoformat,
    }
    if kind in makers or issubclass(kind, (str, Enum)):
        return makers.get(kind, kind)(_a(str, data))
    raise TypeError(kind)


def _a(kind: type[T], data: Any) -> T:
    if type(data) is not kind:
        raise ValueError(f"{kind.__name__} is needed")
    return data
