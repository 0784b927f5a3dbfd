"""Small JSON that lies on media, where anybody may have changed it: an object, or one kind of refusal."""

from __future__ import annotations

import json
from typing import Any


def object_of(content: bytes | str) -> dict[str, Any]:
    """The object written in `content`; ValueError for whatever is none."""
    try:
        value = json.loads(content)
    except RecursionError:
        raise ValueError("nested too deep") from None
    if not isinstance(value, dict):
        raise ValueError("no object")
    return value
