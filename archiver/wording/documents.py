"""Values as JSON documents hold them."""

from __future__ import annotations

import datetime as dt
from enum import Enum
from typing import Any


def fields(value: object, *names: str) -> dict[str, Any]:
    """These fields of a value by their own names; days and moments in ISO 8601, enums as codes."""
    return {name: _plain(getattr(value, name)) for name in names}


def _plain(value: object) -> object:
    if isinstance(value, dt.date):
        return value.isoformat()
    return value.value if isinstance(value, Enum) else value
