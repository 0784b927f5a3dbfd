"""How a terminal and a log show the progress of a run: a live bar, or lines.

Bar and how far it is go to standard error. Lines of the run go there too, above the bar, or to standard
output where they are the command's result.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from typing import Any, Self, TextIO

from archiver.locale import _
from archiver.progress import Progress, Unit
from archiver.wording.figures import decimal, sized

_EVERY = 30.0
"""Seconds between lines about bytes in a log."""
_ITEMS = (Unit.GROUPS, Unit.FILES)
"""What is done one by one, with a line each."""


class _Shown:
    """What both ways of showing have in common: the count, and where lines go."""

    def __init__(self, stream: TextIO, *, results: bool) -> None:
        self._stream, self._results = stream, results
        self._expected, self._done = Counter[Unit](), Counter[Unit]()
        self._of = ""

    def expect(self, total: int, unit: Unit, of: str = "") -> None:
        """Raise the total."""
        self._expected[unit] += total
        self._of = of or self._of

    def done(self, count: int, unit: Unit = Unit.BYTES) -> None:
        """Count; what was expected grows where there is more of it, so that no part exceeds the whole."""
        self._done[unit] += count
        self._expected[unit] = max(self._expected[unit], self._done[unit])

    def _total(self, unit: Unit) -> int:
        """How much there is to do: never less than is done, whoever has expected too little."""
        return max(self._expected[unit], self._done[unit])

    def line(self, text: str) -> None:
        """Print the line where it belongs."""
        # Looked up at every line: while a bar is shown on the same terminal, rich stands in its way.
        print(text, file=sys.stdout if self._results else self._stream, flush=True)

    def _item(self) -> str:
        """«3/60»: how many groups or files of all are done; «» where they are not counted."""
        for unit in _ITEMS:
            if self._expected[unit]:
                return f"{self._done[unit]}/{self._total(unit)}"
        return ""


class Lines(_Shown):
    """For logs and pipes: a line for each group or file, twice a minute one about bytes or answers."""

    def __init__(self, stream: TextIO, *, results: bool = False) -> None:
        super().__init__(stream, results=results)
        self._begun = self._told = time.monotonic()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exc: object) -> None:
        return None

    def done(self, count: int, unit: Unit = Unit.BYTES) -> None:
        """Count, and tell of bytes and answers now and then."""
        super().done(count, unit)
        now = time.monotonic()
        if unit not in (Unit.BYTES, Unit.ANSWERS) or now - self._told < _EVERY:
            return
        self._told = now
        done, total = self._done[unit], self._total(unit)
        speed = done / max(now - self._begun, 0.001)
        minutes = round((total - done) / max(speed, 0.001) / 60)
        if unit is Unit.ANSWERS:
            told = _("{done} of {total}, about {minutes} min left").format(
                done=done, total=total, minutes=minutes
            )
        else:
            told = _("{done} of {total}, {speed}/s, about {minutes} min left").format(
                done=sized(done), total=sized(total), speed=sized(int(speed)), minutes=minutes
            )
        print(f"{self._of}: {told}" if self._of else told, file=self._stream, flush=True)

    def line(self, text: str) -> None:
        """Print «[3/60] ИС-21: …» of a group or file, other lines as they are."""
        item = self._item()
        super().line(f"[{item}] {text}" if item else text)


class Bar(_Shown):
    """A live bar on a terminal: how much of what is done, how fast, and the time left.

    How many pages a college has is known only when all is read, so the pages of groups not yet read are taken
    to be the average of those that are.
    """

    def __init__(self, stream: TextIO, *, results: bool = False) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, TextColumn, TimeElapsedColumn, TimeRemainingColumn
        from rich.progress import Progress as Live

        super().__init__(stream, results=results)
        self._bar = Live(
            TextColumn("{task.description}", markup=False),
            BarColumn(),
            TextColumn("{task.fields[how_far]}", markup=False),
            TimeElapsedColumn(),
            TextColumn(_("left")),
            TimeRemainingColumn(),
            console=Console(file=stream),
            transient=True,
            redirect_stdout=results and sys.stdout.isatty(),
        )
        self._task = self._bar.add_task(_("Reading"), total=None, how_far="")

    def __enter__(self) -> Self:
        self._bar.start()
        return self

    def __exit__(self, *_exc: object) -> None:
        self._bar.stop()

    def expect(self, total: int, unit: Unit, of: str = "") -> None:
        """Lengthen the bar."""
        super().expect(total, unit, of)
        self._show()

    def done(self, count: int, unit: Unit = Unit.BYTES) -> None:
        """Move the bar."""
        super().done(count, unit)
        self._show()

    def line(self, text: str) -> None:
        """Print the line above the bar."""
        if self._results:
            super().line(text)
        else:
            self._bar.console.print(text, markup=False, highlight=False)

    def _show(self) -> None:
        pages, answers = bool(self._expected[Unit.GROUPS]), bool(self._expected[Unit.ANSWERS])
        measured = Unit.PAGES if pages else Unit.ANSWERS if answers else Unit.BYTES
        told: dict[str, Any] = {
            "how_far": self._pages() if pages else self._answers() if answers else self._bytes(),
            "completed": self._done[measured],
        }
        if pages:
            told["total"] = self._pages_of_all()
        elif answers:
            told["total"] = self._total(Unit.ANSWERS)
        elif self._expected[Unit.BYTES]:
            told["total"] = self._total(Unit.BYTES)
        self._bar.update(self._task, description=self._of or self._title(), **told)

    def _title(self) -> str:
        if self._expected[Unit.GROUPS]:
            return _("Printing")
        if self._expected[Unit.ANSWERS]:
            return _("Asking the module")
        return _("Depositing") if self._expected[Unit.FILES] else _("Reading")

    def _pages_of_all(self) -> float | None:
        read = self._done[Unit.GROUPS]
        return self._total(Unit.PAGES) / read * self._total(Unit.GROUPS) if read else None

    def _pages(self) -> str:
        speed = self._bar.tasks[0].speed
        return _("groups {groups}, pages {pages}, {rate} pages/s").format(
            groups=self._item(), pages=self._done[Unit.PAGES], rate=decimal(speed) if speed else "—"
        )

    def _answers(self) -> str:
        return _("answers {done} of {total}").format(
            done=self._done[Unit.ANSWERS], total=self._total(Unit.ANSWERS)
        )

    def _bytes(self) -> str:
        speed, item = self._bar.tasks[0].speed, self._item()
        told = _("{done} of {total}, {rate}/s").format(
            done=sized(self._done[Unit.BYTES]),
            total=sized(self._total(Unit.BYTES)),
            rate=sized(int(speed)) if speed else "—",
        )
        return _("files {files}, {told}").format(files=item, told=told) if item else told


def progress_on(stream: TextIO | None = None, *, results: bool = False) -> Progress:
    """The progress that suits `stream` (stderr by default); `results`: its lines are the command's result."""
    stream = stream or sys.stderr
    return Bar(stream, results=results) if stream.isatty() else Lines(stream, results=results)
