"""Days, decimals and numbers of bytes for people."""

from __future__ import annotations

import datetime as dt

from archiver.journal import words
from archiver.locale import _


def day(value: dt.date | None) -> str:
    """«30.06.2026», «—» for none."""
    return "—" if value is None else words.day(value)


def events(first: int, last: int) -> str:
    """Events of the trail by their numbers: «event 51», «events 51–60»."""
    if first == last:
        return _("event {number}").format(number=first)
    return _("events {first}–{last}").format(first=first, last=last)


def decimal(value: float, places: int = 1) -> str:
    """«1,4» where Russian is spoken, «1.4» elsewhere."""
    whole, _point, rest = f"{value:.{places}f}".partition(".")
    return _("{whole}.{rest}").format(whole=whole, rest=rest)


def sized(count: int) -> str:
    """`count` bytes, as «350 КБ» or «1,4 ГБ»."""
    value = float(count)
    for unit in (_("B"), _("KB"), _("MB"), _("GB")):
        if value < 1024 or unit == _("GB"):
            break
        value /= 1024
    return f"{value:.0f} {unit}" if value >= 100 or unit == _("B") else f"{decimal(value)} {unit}"
