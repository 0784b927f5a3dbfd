"""The watch in the reading child: which file it is at, and how long it has been there."""

from __future__ import annotations

import mmap
import resource
import signal
import struct
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from archiver.intake.refusal import FileRefused
from archiver.settings.tables import Limits

if TYPE_CHECKING:
    pass
from archiver.intake.wrapped_tree import WrappedTree

MEGABYTE = 1024 * 1024
NOTE_BYTES = 4096


@dataclass(frozen=True, slots=True)
class Request:
    """Work for the child, where relative paths of it count from, and the files it must not open again."""

    work: Callable[[], Any]
    folder: str | None
    condemned: dict[str, FileRefused]
    limits: Limits


_BEGUN = struct.Struct("<dH")
"""What a note begins with: processor seconds of the child when the request began, the length of a name."""


def noted(note: mmap.mmap | None) -> str | None:
    """The file that a note names; None for none."""
    if note is None:
        return None
    _seconds, length = _BEGUN.unpack_from(note)
    return note[_BEGUN.size : _BEGUN.size + length].decode("utf-8", "surrogatepass") or None


def seconds_before(note: mmap.mmap) -> float:
    """Processor seconds that the child had taken before the request: it has served others."""
    seconds, _length = _BEGUN.unpack_from(note)
    return float(seconds)


@dataclass(slots=True)
class Watch:
    """What is noted lies in memory that the parent shares: it can be read after a death."""

    note: mmap.mmap | None = None
    request: Request | None = None
    started: float = 0.0

    def begin(self, request: Request) -> None:
        """Start the clock of a request and give it its memory."""
        self.request, self.started = request, time.process_time()
        self._write("")
        _allow_memory(request.limits.reading_mb)
        signal.setitimer(signal.ITIMER_PROF, request.limits.group_seconds)

    def file(self, name: str) -> None:
        """A file is begun: its own clock starts. Raises the FileRefused of a condemned one."""
        if self.request is None:  # read by the parent, which looks at bytes only
            return
        self._write(name)
        limits = self.request.limits
        left = limits.group_seconds - self.seconds
        if left <= 0:  # files too short for their own clocks
            signal.raise_signal(signal.SIGPROF)
        signal.setitimer(signal.ITIMER_PROF, min(limits.reading_seconds, left))
        if name in self.request.condemned:
            raise self.request.condemned[name]

    def end(self) -> None:
        """Stop the clock."""
        signal.setitimer(signal.ITIMER_PROF, 0)

    @property
    def seconds(self) -> float:
        """Processor seconds since the request began."""
        return time.process_time() - self.started

    def _write(self, name: str) -> None:
        if self.note is not None:
            data = name.encode("utf-8", "surrogatepass")[: NOTE_BYTES - _BEGUN.size]
            self.note[: _BEGUN.size + len(data)] = _BEGUN.pack(self.started, len(data)) + data


WATCH = Watch()
"""The process's own; only a reading child ever begins a request."""


@dataclass(frozen=True, slots=True)
class QuarantinedTree(WrappedTree):
    """A tree that tells the watch which file is being read.

    `condemned` are files that ended a child before. The list grows while files are looked into, and what is
    narrowed takes its part of it into other requests and processes: nobody waits for such a file twice.
    """

    condemned: dict[str, FileRefused] = field(default_factory=dict)

    def size(self, name: str) -> int:
        """As the tree's."""
        return self.tree.size(name)

    def read(self, name: str) -> bytes:
        """The whole file; FileRefused as the tree says, and for a file that ended a child before."""
        if name in self.condemned:
            raise self.condemned[name]
        WATCH.file(name)
        return self.tree.read(name)

    def digest(self, name: str) -> str:
        """As the tree's; FileRefused for a file that ended a child before."""
        if name in self.condemned:
            raise self.condemned[name]
        return self.tree.digest(name)

    def narrowed(self, names: Iterable[str]) -> QuarantinedTree:
        """These files alone, as they were when the tree was opened."""
        wanted = tuple(names)
        known = {**self.condemned, **(WATCH.request.condemned if WATCH.request else {})}
        kept = {name: known[name] for name in wanted if name in known}
        return QuarantinedTree(self.tree.narrowed(wanted), kept)


def _allow_memory(megabytes: int) -> None:
    """So much more than the process has now."""
    with open("/proc/self/statm", "rb") as file:  # noqa: PTH123 - read at every request
        has = int(file.read().split()[0]) * resource.getpagesize()
    _soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    wanted = has + megabytes * MEGABYTE
    resource.setrlimit(resource.RLIMIT_AS, (wanted if hard < 0 else min(wanted, hard), hard))
