"""The list of employees without what nobody asked for: it comes with birthdays, and more."""

from __future__ import annotations

import json
from typing import Any

from archiver.fetch.asked import EMPLOYEES, Address
from archiver.intake.spo.known import WRAPPERS
from archiver.intake.taken import HALVES

REDUCED = (EMPLOYEES,)
"""Answers that are not kept as they came."""
_KEPT = ("id", "lastName", "firstName", "middleName", "positionName", "isFired")


def as_kept(address: Address, value: Any, data: bytes) -> bytes:
    """The bytes that are kept of an answer: those that came, but for the answers in `REDUCED`.

    Of an employee stay the number, the name, the post and whether they have left.
    """
    if address not in REDUCED:
        return data
    if isinstance(value, dict):
        value = next((value[one] for one in WRAPPERS if isinstance(value.get(one), list)), [])
    people = value if isinstance(value, list) else []
    kept = [_kept(one) for one in people if isinstance(one, dict)]
    return json.dumps(kept, ensure_ascii=False, separators=(",", ":")).encode(errors=HALVES)


def _kept(person: dict[str, Any]) -> dict[str, Any]:
    """Names stand in parts, or whole where there are no parts."""
    kept = {key: person[key] for key in _KEPT if key in person and _is_plain(person[key])}
    if not kept.keys() & {"lastName", "firstName"}:
        kept |= {key: person[key] for key in ("fullName", "name") if isinstance(person.get(key), str)}
    return kept


def _is_plain(value: Any) -> bool:
    return value is None or isinstance(value, (str, int, bool))
