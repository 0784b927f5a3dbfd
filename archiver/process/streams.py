"""Standard input, output and error as the caller gave them: none of them is a reason for an internal error.

A stream that is closed is as /dev/null. What cannot be written to standard output ends the command, for its
result is lost (`OutputLost`); what cannot be written to standard error is lost alone: the exit code tells.
"""

from __future__ import annotations

import io
import os
import select
import sys
from typing import TextIO

from archiver.errors import OutputLost

_NUMBERS = {"stdin": 0, "stdout": 1, "stderr": 2}


def make_whole() -> None:
    """Give this process three standard streams that are there and fail as said above."""
    for number in _NUMBERS.values():
        _open_if_closed(number)
    if sys.stdin is None:
        sys.stdin = open(0, encoding="utf-8", errors="replace", closefd=False)  # noqa: SIM115
    sys.stdout = _text(_Output(1, "wb", closefd=False), sys.stdout)
    sys.stderr = _text(_Errors(2, "wb", closefd=False), sys.stderr)


def _open_if_closed(number: int) -> None:
    # Or the next file to be opened would take the number, and get what is written to the stream.
    try:
        os.fstat(number)
    except OSError:
        null = os.open(os.devnull, os.O_RDWR)
        if null != number:
            os.dup2(null, number)
            os.close(null)
        os.set_inheritable(number, True)


def _text(raw: io.FileIO, given: TextIO | None) -> TextIO:
    """Text in UTF-8 whatever LANG says; a name that is not text comes out escaped."""
    return io.TextIOWrapper(
        io.BufferedWriter(raw),
        encoding="utf-8",
        errors="backslashreplace",
        line_buffering=isinstance(given, io.TextIOWrapper) and (given.line_buffering or given.write_through),
    )


class _Stream(io.FileIO):
    """What has failed once is not tried again: nothing is left for the end of the process to stumble over."""

    lost = False

    def write(self, data: object, /) -> int:
        """Write all of `data`, or lose it."""
        rest = memoryview(data).cast("B")  # type: ignore[arg-type]
        size = len(rest)
        while rest and not self.lost:
            try:
                count = super().write(rest)
                if count is None:  # the other end has made it a stream that does not wait
                    select.select((), (self,), ())
                rest = rest[count or 0 :]
            except OSError as error:
                self.lost = True
                self.lose(error)
        return size

    def lose(self, error: OSError) -> None:
        """What to do about it."""


class _Errors(_Stream):
    """Standard error."""


class _Output(_Stream):
    """Standard output."""

    def lose(self, error: OSError) -> None:
        """End the command; no OSError, or it would be taken for the failure of a medium or a folder."""
        raise OutputLost(error) from error
