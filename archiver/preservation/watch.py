"""Progress of reading media: bytes, speed, time left, and a line for every bag or medium that is done."""

from __future__ import annotations

import sys
import time
from typing import Protocol, Self, TextIO

from archiver.locale import _

_EVERY = 30.0
"""Seconds between lines in a log."""


class Watch(Protocol):
    """What a reading of media reports; sizes are in bytes."""

    def __enter__(self) -> Self: ...

    def __exit__(self, *_exc: object) -> None: ...

    def expect(self, name: str, size: int) -> None:
        """So many more bytes are to be read, of the medium or bag `name`."""

    def bytes(self, count: int) -> None:
        """So many more bytes have been read."""

    def line(self, text: str) -> None:
        """Something is done: a line for the user, on standard output."""


class Unwatched:
    """Shows nothing."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exc: object) -> None:
        return None

    def expect(self, name: str, size: int) -> None:
        """Nothing to show."""

    def bytes(self, count: int) -> None:
        """Nothing to show."""

    def line(self, text: str) -> None:
        """Nothing to show."""


class LineWatch(Unwatched):
    """Lines for a log: twice a minute how far it is."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._name = ""
        self._expected = self._done = 0
        self._begun = self._told = time.monotonic()

    def expect(self, name: str, size: int) -> None:
        """Remember the total."""
        self._name = name
        self._expected += size

    def bytes(self, count: int) -> None:
        """Tell of it now and then."""
        self._done += count
        now = time.monotonic()
        if now - self._told < _EVERY:
            return
        self._told = now
        speed = self._done / max(now - self._begun, 0.001)
        left = max(0, self._expected - self._done) / max(speed, 1)
        told = _("{name}: {done} of {total}, {speed}/s, about {minutes} min left").format(
            name=self._name,
            done=sized(self._done),
            total=sized(self._expected),
            speed=sized(int(speed)),
            minutes=round(left / 60),
        )
        print(told, file=self._stream, flush=True)

    def line(self, text: str) -> None:
        """Print it."""
        sys.stdout.write(f"{text}\n")
        sys.stdout.flush()


class BarWatch(Unwatched):
    """A live bar on a terminal."""

    def __init__(self, stream: TextIO) -> None:
        from rich.console import Console
        from rich.progress import (
            BarColumn,
            DownloadColumn,
            Progress,
            TextColumn,
            TimeRemainingColumn,
            TransferSpeedColumn,
        )

        self._bar = Progress(
            TextColumn("{task.description}", markup=False),
            BarColumn(),
            DownloadColumn(binary_units=True),
            TransferSpeedColumn(),
            TextColumn(_("left")),
            TimeRemainingColumn(),
            console=Console(file=stream),
            transient=True,
            redirect_stdout=sys.stdout.isatty(),
        )
        self._task = self._bar.add_task(_("Reading"), total=0)
        self._expected = 0

    def __enter__(self) -> Self:
        self._bar.start()
        return self

    def __exit__(self, *_exc: object) -> None:
        self._bar.stop()

    def expect(self, name: str, size: int) -> None:
        """Raise the total."""
        self._expected += size
        self._bar.update(self._task, description=name, total=self._expected)

    def bytes(self, count: int) -> None:
        """Move the bar."""
        self._bar.advance(self._task, count)

    def line(self, text: str) -> None:
        """Print it; on a terminal rich puts it above the bar."""
        sys.stdout.write(f"{text}\n")
        sys.stdout.flush()


def watch_on(stream: TextIO | None = None) -> Watch:
    """The watch that suits `stream` (stderr by default)."""
    stream = stream or sys.stderr
    return BarWatch(stream) if stream.isatty() else LineWatch(stream)


def sized(count: int) -> str:
    """A number of bytes for people."""
    value = float(count)
    for unit in (_("B"), _("KB"), _("MB"), _("GB")):
        if value < 1024 or unit == _("GB"):
            break
        value /= 1024
    return f"{value:.0f} {unit}" if value >= 100 or unit == _("B") else f"{value:.1f} {unit}"
