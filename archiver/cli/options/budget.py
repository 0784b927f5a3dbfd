"""The option --budget: how much a run may read, or how long it may take."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from archiver.cli.options.options import Read
from archiver.locale import _

if TYPE_CHECKING:
    from archiver.archive.preservation.allowance import Allowance

_FORM = re.compile(r"(\d+(?:[.,]\d+)?)\s*([^\d\s.,]+)")
_BYTES = {"kb": 10, "кб": 10, "mb": 20, "мб": 20, "gb": 30, "гб": 30, "tb": 40, "тб": 40}
_SECONDS = {"s": 1, "с": 1, "m": 60, "min": 60, "м": 60, "мин": 60, "h": 3600, "ч": 3600}


def _budget(text: str) -> Allowance:
    """An amount to read or a time: «200GB», «90min», «4ч»."""
    from archiver.archive.preservation.allowance import Allowance

    match = _FORM.fullmatch(text.strip())
    number, unit = (float(match[1].replace(",", ".")), match[2].lower()) if match else (0.0, "")
    if number and unit in _BYTES:
        return Allowance(size=int(number * (1 << _BYTES[unit])))
    if number and unit in _SECONDS:
        return Allowance(seconds=number * _SECONDS[unit])
    raise ValueError(_("«{value}» is no budget; write 200GB or 500MB, 90min or 4h.").format(value=text))


BUDGET = Read("budget", _budget)
