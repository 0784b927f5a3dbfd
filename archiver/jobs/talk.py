"""How the worker and its hand talk: lines of JSON, over a pair of sockets that nobody else has."""

from __future__ import annotations

import json
import select
import socket
from typing import Any


class Gone(Exception):
    """The other one has ended."""


class Talk:
    """One end of the line."""

    def __init__(self, end: socket.socket) -> None:
        self._end, self._heard = end, b""

    def tell(self, **message: Any) -> None:
        """Send a message; raises Gone."""
        try:
            self._end.sendall(json.dumps(message).encode() + b"\n")
        except OSError as error:
            raise Gone from error

    def hear(self, seconds: float | None = None) -> dict[str, Any] | None:
        """The next message; None when none has come in so many seconds. Raises Gone."""
        while b"\n" not in self._heard:
            if not select.select((self._end,), (), (), seconds)[0]:
                return None
            try:
                more = self._end.recv(1 << 16)
            except OSError as error:
                raise Gone from error
            if not more:
                raise Gone
            self._heard += more
        line, _newline, self._heard = self._heard.partition(b"\n")
        message: dict[str, Any] = json.loads(line)
        return message

    def close(self) -> None:
        """Say no more."""
        self._end.close()
