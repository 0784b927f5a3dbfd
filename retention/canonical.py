"""One way to write a value down, so that its digest means the same for ever.

JSON with sorted keys, no spaces, text as it is (UTF-8); dates in ISO 8601, moments in UTC; dataclasses
as objects of their fields; enumerations as their value. Floating numbers are refused.

What was written down once keeps its digest. A field that came later is marked so (`LATER`) and is left out
while it has its default: an act drawn up before the field was there reads and digests as it did then.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from enum import Enum

from retention.words import Sha256

LATER = {"later": True}
"""Metadata of a dataclass field that older texts do not have; it needs a default."""


def canonical(value: object) -> bytes:
    """`value` in its canonical form; TypeError for what has none."""
    return json.dumps(plain(value), ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def digest(value: object) -> Sha256:
    """SHA-256 of the canonical form."""
    return Sha256(hashlib.sha256(canonical(value)).hexdigest())


def plain(value: object, *, utc: bool = True) -> object:
    """`value` as what JSON knows; moments in UTC, or (`utc` False) with the offset they have.

    A dataclass becomes an object with its name under "is", so that it can be read back (`frozen`).
    """
    if isinstance(value, Enum):
        return value.value
    if value is None or isinstance(value, (bool, int)):
        return value
    if isinstance(value, str):
        return str(value)
    if isinstance(value, dt.datetime):
        if value.tzinfo is None:
            raise TypeError("a moment without time zone")
        return (value.astimezone(dt.UTC) if utc else value).isoformat(timespec="microseconds")
    if isinstance(value, dt.date):
        return value.isoformat()
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = {
            field.name: plain(getattr(value, field.name), utc=utc)
            for field in dataclasses.fields(value)
            if not (field.metadata.get("later") and getattr(value, field.name) == field.default)
        }
        return {"is": type(value).__name__, **fields}
    if isinstance(value, Mapping):
        return {str(key): plain(item, utc=utc) for key, item in value.items()}
    if isinstance(value, (tuple, list)):
        return [plain(item, utc=utc) for item in value]
    raise TypeError(f"no canonical form: {type(value).__name__}")
