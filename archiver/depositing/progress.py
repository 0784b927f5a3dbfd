"""Progress of a deposit: bytes written and read back, speed, time left."""

from __future__ import annotations

import sys
import time
from typing import Protocol, Self, TextIO

from archiver.locale import _

_MIB = 1 << 20


class DepositProgress(Protocol):
    """What a deposit reports."""

    def __enter__(self) -> Self: ...

    def __exit__(self, *_exc: object) -> None: ...

    def expect(self, size: int) -> None:
        """About so many bytes will be moved: each document is written and read back on each medium."""

    def moved(self, count: int) -> None:
        """So many more bytes were written or read back."""

    def file(self, name: str, told: str) -> None:
        """A file is done with, in words."""


class Silent:
    """Shows nothing."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exc: object) -> None:
        return None

    def expect(self, size: int) -> None:
        """Nothing to show."""

    def moved(self, count: int) -> None:
        """Nothing to show."""

    def file(self, name: str, told: str) -> None:
        """Nothing to show."""


class Lines(Silent):
    """One line per file, for logs and pipes, with bytes, speed and remaining time."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._expected = self._moved = 0
        self._begun = time.monotonic()

    def expect(self, size: int) -> None:
        """Remember the total."""
        self._expected = size

    def moved(self, count: int) -> None:
        """Count."""
        self._moved += count

    def file(self, name: str, told: str) -> None:
        """Print «ИС-21: … [12 of 96 MB, 80.1 MB/s, 1 s left]»."""
        speed = self._moved / max(time.monotonic() - self._begun, 0.001)
        left = max(0, self._expected - self._moved) / speed if speed else 0
        how_far = _("{done:.0f} of {all:.0f} MB, {speed:.1f} MB/s, {left:.0f} s left").format(
            done=self._moved / _MIB, all=self._expected / _MIB, speed=speed / _MIB, left=left
        )
        print(f"{name}: {told} [{how_far}]", file=self._stream, flush=True)


class Bar:
    """A live bar on a terminal."""

    def __init__(self, stream: TextIO) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

        self._bar = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            TextColumn(_("{task.fields[mb]} of {task.fields[all]} MB")),
            TextColumn(_("{task.fields[rate]} MB/s")),
            TextColumn(_("left")),
            TimeRemainingColumn(),
            console=Console(file=stream),
            transient=True,
        )
        self._task = self._bar.add_task(_("Depositing"), total=None, mb="0", all="?", rate="—")

    def __enter__(self) -> Self:
        self._bar.start()
        return self

    def __exit__(self, *_exc: object) -> None:
        self._bar.stop()

    def expect(self, size: int) -> None:
        """Set the length of the bar."""
        self._bar.update(self._task, total=size, all=f"{size / _MIB:.0f}")

    def moved(self, count: int) -> None:
        """Move the bar."""
        self._bar.advance(self._task, count)
        task = self._bar.tasks[0]
        rate = f"{task.speed / _MIB:.1f}" if task.speed else "—"
        self._bar.update(self._task, mb=f"{task.completed / _MIB:.0f}", rate=rate)

    def file(self, name: str, told: str) -> None:
        """Print the file's line above the bar."""
        self._bar.console.print(f"{name}: {told}", markup=False, highlight=False)


def progress_on(stream: TextIO | None = None) -> DepositProgress:
    """The progress that suits `stream` (stderr by default)."""
    stream = stream or sys.stderr
    return Bar(stream) if stream.isatty() else Lines(stream)
