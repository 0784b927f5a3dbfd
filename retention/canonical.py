"""One way to write a value down, so that its digest means the same for ever.

JSON with sorted keys, no spaces, text as it is (UTF-8); dates in ISO 8601, moments in UTC; dataclasses
as objects of their fields; enumerations as their value. Floating numbers are refused.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from enum import Enum

from retention.words import Sha256


def canonical(value: object) -> bytes:
    """`value` in its canonical form; TypeError for what has none."""
    return json.dumps(_plain(value), ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def digest(value: object) -> Sha256:
    """SHA-256 of the canonical form."""
    return Sha256(hashlib.sha256(canonical(value)).hexdigest())


def _plain(value: object) -> object:
    if isinstance(value, Enum):
        return value.value
    if value is None or isinstance(value, (bool, int)):
        return value
    if isinstance(value, str):
        return str(value)
    if isinstance(value, dt.datetime):
        if value.tzinfo is None:
            raise TypeError("a moment without time zone")
        return value.astimezone(dt.UTC).isoformat(timespec="microseconds")
    if isinstance(value, dt.date):
        return value.isoformat()
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = {field.name: _plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
        return {"is": type(value).__name__, **fields}
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, (tuple, list)):
        return [_plain(item) for item in value]
    raise TypeError(f"no canonical form: {type(value).__name__}")
