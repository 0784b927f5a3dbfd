"""How long one answer may take from its first byte to its last, however little of it comes at a time.

Time-outs of the library are those of a single wait: a byte a minute, or one «100 Continue» after another,
would hold a run for ever.
"""

from __future__ import annotations

import errno
import os
import ssl
import time
from typing import Any


class Deadline:
    """The moment by which the answer that is being read must be there."""

    def __init__(self) -> None:
        self._until = float("inf")

    def within(self, seconds: float) -> None:
        """The answer to be read next gets `seconds` in all, and the wait that it is in."""
        self._until = time.monotonic() + seconds

    def check(self) -> None:
        """Raises TimeoutError when the time is up."""
        if time.monotonic() > self._until:
            raise TimeoutError(errno.ETIMEDOUT, os.strerror(errno.ETIMEDOUT))

    def sockets(self) -> type[ssl.SSLSocket]:
        """Sockets for an `SSLContext` (`sslsocket_class`) that look at the clock before each wait."""
        check = self.check

        class Timed(ssl.SSLSocket):
            def recv_into(self, *given: Any, **named: Any) -> int:
                check()
                return super().recv_into(*given, **named)

        return Timed
