"""How fast the module is asked: one request at a time, apart from each other, and less when it is busy."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime

from archiver import clock

GAP = 0.5
"""Seconds between an answer and the next request, as public clients of the module keep them."""
LEAST_GAP = 0.2
"""Nobody asks a server that is not their own faster than this."""
TRIES = 5
"""How often one address is asked while the module is busy or the line is down."""
_FIRST, _LONGEST = 1.0, 60.0
_PATIENCE = 15 * 60.0
"""The longest wait that the module is granted; for more the run ends, and goes on another time."""


@dataclass
class Pace:
    """Waits before requests. `sleep` and `now` are the machine's, but for tests."""

    gap: float = GAP
    sleep: Callable[[float], None] = time.sleep
    now: Callable[[], float] = time.monotonic
    _next: float = field(default=0.0, init=False)

    def before(self, most: float = _PATIENCE) -> None:
        """Wait until the next request may go out, `most` seconds at most."""
        wait = min(self._next - self.now(), most)
        if wait > 0:
            self.sleep(wait)

    def after(self) -> None:
        """An answer has come, or will not."""
        self._next = self.now() + self.gap

    def back_off(self, tried: int, told: float | None) -> bool:
        """Wait after the `tried`-th failure (from 1), as long as the module told (`Retry-After`), or longer
        each time. False, without waiting, where it asks for more patience than a run has.
        """
        wait = min(_FIRST * 2 ** (tried - 1), _LONGEST) if told is None else told
        if wait > _PATIENCE:
            return False
        self.sleep(max(wait, self.gap))
        return True


def retry_after(header: str | None) -> float | None:
    """Seconds of a `Retry-After` header: a number of them, or a moment (RFC 9110, 10.2.3); None for none."""
    if not header:
        return None
    text = header.strip()
    if text.isascii() and text.isdigit():
        return float(text[:9])
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError, OverflowError):  # a year of twenty digits is no moment
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=dt.UTC)
    return max(0.0, (moment - clock.now()).total_seconds())
