"""Progress of a long run: what the use cases tell, and how a terminal shows it.

Use cases know only `Progress`. A terminal gets a bar (groups, pages, pages/s, time left), a file or
pipe gets one line per finished group, a test gets `Silent`.
"""

from __future__ import annotations

import sys
from types import TracebackType
from typing import Protocol, Self, TextIO

from archiver.locale import _


class Progress(Protocol):
    """What a run reports; every number is a count of pages unless named otherwise."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...

    def groups(self, total: int) -> None:
        """The run has so many groups to do."""

    def expect(self, pages: int) -> None:
        """A group has been read; it will have about so many pages."""

    def pages(self, done: int) -> None:
        """So many more pages stand ready."""

    def group(self, name: str, outcome: str) -> None:
        """A group is finished, with a line for the user."""

    def say(self, text: str) -> None:
        """A line for the user about the run as a whole."""


class Silent:
    """Shows nothing."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exc: object) -> None:
        return None

    def groups(self, total: int) -> None:
        """Nothing to show."""

    def expect(self, pages: int) -> None:
        """Nothing to show."""

    def pages(self, done: int) -> None:
        """Nothing to show."""

    def group(self, name: str, outcome: str) -> None:
        """Nothing to show."""

    def say(self, text: str) -> None:
        """Nothing to show."""


class Lines(Silent):
    """One line per finished group, for logs and pipes."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._total = 0
        self._done = 0

    def groups(self, total: int) -> None:
        """Remember the total, so that a line can say 3 of 60."""
        self._total = total

    def group(self, name: str, outcome: str) -> None:
        """Print «[3/60] ИС-21: …»."""
        self._done += 1
        self.say(f"[{self._done}/{self._total}] {name}: {outcome}")

    def say(self, text: str) -> None:
        """Print the line."""
        print(text, file=self._stream, flush=True)


class Bar:
    """A live bar on a terminal: groups, pages, pages per second, time left.

    How many pages a college has is known only when all is read, so the pages of groups not yet
    read are taken to be the average of those that are.
    """

    def __init__(self, stream: TextIO) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

        self._bar = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            TextColumn(_("groups {task.fields[groups]}, pages {task.completed:.0f}")),
            TextColumn(_("{task.fields[rate]} pages/s")),
            TimeElapsedColumn(),
            TextColumn(_("left")),
            TimeRemainingColumn(elapsed_when_finished=False),
            console=Console(file=stream),
            transient=True,
        )
        self._task = self._bar.add_task(_("Printing"), total=None, groups="0/0", rate="—")
        self._total = self._read = self._done = self._expected = 0

    def __enter__(self) -> Self:
        self._bar.start()
        return self

    def __exit__(self, *_exc: object) -> None:
        self._bar.stop()

    def _show(self) -> None:
        speed = self._bar.tasks[0].speed
        self._bar.update(
            self._task,
            total=self._expected / self._read * self._total if self._read else None,
            groups=f"{self._done}/{self._total}",
            rate=f"{speed:.1f}" if speed else "—",
        )

    def groups(self, total: int) -> None:
        """Show how many groups there are."""
        self._total = total
        self._show()

    def expect(self, pages: int) -> None:
        """Raise the expected total."""
        self._read += 1
        self._expected += pages
        self._show()

    def pages(self, done: int) -> None:
        """Move the bar."""
        self._bar.advance(self._task, done)
        self._show()

    def group(self, name: str, outcome: str) -> None:
        """Print the group's line above the bar."""
        self._done += 1
        self.say(f"{name}: {outcome}")
        self._show()

    def say(self, text: str) -> None:
        """Print the line above the bar."""
        self._bar.console.print(text, markup=False, highlight=False)


def progress_on(stream: TextIO | None = None) -> Progress:
    """The progress that suits `stream` (stderr by default)."""
    stream = stream or sys.stderr
    return Bar(stream) if stream.isatty() else Lines(stream)
