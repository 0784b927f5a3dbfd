"""The process that reads: forked when it is first needed, and again after a death."""

from __future__ import annotations

import contextlib
import gc
import mmap
import os
import pickle
import resource
import signal
import threading
from dataclasses import dataclass, field
from enum import Enum
from multiprocessing.connection import Connection, Pipe
from typing import Any, NoReturn

from archiver.errors import ArchiverError
from archiver.intake.quarantine.watch import MEGABYTE, NOTE_BYTES, WATCH, Request, noted, seconds_before
from archiver.intake.refusal import FileRefused

_LONGEST_ANSWER_MB = 256
_OUT_OF_MEMORY, _CRASHED = 97, 98
_MUCH_GARBAGE = 500_000


class Cause(Enum):
    """Why a reading ended before it was done."""

    MEMORY = "memory"
    TIME = "time"
    CRASH = "crash"
    FAULT = "fault"


@dataclass(frozen=True, slots=True)
class Value:
    """What the work returned."""

    value: Any


@dataclass(frozen=True, slots=True)
class Raised:
    """A refusal that the work raised."""

    error: Exception


@dataclass(frozen=True, slots=True)
class Ended:
    """The work was not done: why, at which file (None: at none), after how many processor seconds.

    `kind` names the exception of a FAULT.
    """

    cause: Cause
    file: str | None
    seconds: float
    kind: str = ""


Answer = Value | Raised | Ended


@dataclass(slots=True)
class _Child:
    """The child as its parent knows it."""

    owner: int
    pid: int
    line: Connection[Any, Any]
    note: mmap.mmap

    @classmethod
    def forked(cls) -> _Child:
        """A child that waits for requests. Forked, not spawned: it is there in milliseconds."""
        note = mmap.mmap(-1, NOTE_BYTES)
        ours, theirs = Pipe()
        pid = os.fork()
        if not pid:
            _serve(theirs, note)
        theirs.close()
        return cls(os.getpid(), pid, ours, note)

    def buried(self) -> Ended:
        """How it ended; waits until it has."""
        self.line.close()
        _pid, status, usage = os.wait4(self.pid, 0)
        signalled = os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0
        if signalled in {signal.SIGPROF, signal.SIGXCPU}:
            cause = Cause.TIME
        elif signalled == signal.SIGKILL or (not signalled and os.WEXITSTATUS(status) == _OUT_OF_MEMORY):
            cause = Cause.MEMORY  # a kill comes from the system, when memory is short
        else:
            cause = Cause.CRASH
        seconds = usage.ru_utime + usage.ru_stime - seconds_before(self.note)
        return Ended(cause, noted(self.note), max(0.0, seconds))

    def killed(self) -> Ended:
        """End it: nobody waits for its answer any more."""
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)
        return self.buried()


@dataclass(slots=True)
class Keeper:
    """Keeps one child of this process; `busy` is the child while it is asked."""

    child: _Child | None = None
    busy: _Child | None = None
    lock: threading.Lock = field(default_factory=threading.Lock)

    def fork(self) -> None:
        """Have a child before one is asked."""
        with self.lock:
            if self.child is None:
                self.child = _Child.forked()

    def dismiss(self) -> None:
        """Have no child any more; whoever is asking it meets its end."""
        busy = self.busy
        if busy is not None:
            with contextlib.suppress(ProcessLookupError):
                os.kill(busy.pid, signal.SIGKILL)
        with self.lock:
            child, self.child = self.child, None
        if child is not None:
            child.killed()

    def ask(self, request: Request) -> Answer:
        """The child's answer, or how it ended at it."""
        data = pickle.dumps(request, pickle.HIGHEST_PROTOCOL)
        with self.lock:
            if self.child is None or self.child.owner != os.getpid():
                self.child = _Child.forked()
            child, self.child = self.child, None
            self.busy = child
            try:
                child.line.send_bytes(data)
                told = child.line.recv_bytes(_LONGEST_ANSWER_MB * MEGABYTE)
            except (EOFError, BrokenPipeError, ConnectionResetError):
                return child.buried()
            except OSError as error:
                ended = child.killed()
                if error.errno is None:  # the line's own refusal: the answer is longer than any journal
                    return ended
                raise
            except BaseException:  # Ctrl-C: what the child is at is wanted no more
                child.killed()
                raise
            finally:
                self.busy = None
            self.child = child
        answer: Answer = pickle.loads(told)  # noqa: S301 - our own child wrote it
        return answer


KEEPER = Keeper()


def _serve(line: Connection[Any, Any], note: mmap.mmap) -> NoReturn:
    """The child's life: requests until the parent closes the line."""
    try:
        _let_go(line.fileno())
        gc.freeze()
        gc.disable()
        WATCH.note = note
        while True:
            line.send_bytes(_answered(pickle.loads(line.recv_bytes())))  # noqa: S301 - from our own parent
            if gc.get_count()[0] > _MUCH_GARBAGE:
                gc.collect()
    except EOFError:
        os._exit(0)
    except MemoryError:
        os._exit(_OUT_OF_MEMORY)
    except BaseException:  # a library's panic is no Exception
        os._exit(_CRASHED)


def _answered(request: Request) -> bytes:
    if request.folder is not None:
        with contextlib.suppress(OSError):  # whoever needs it will say so
            os.chdir(request.folder)
    WATCH.begin(request)
    told = pickle.dumps(_answer(request), pickle.HIGHEST_PROTOCOL)
    WATCH.end()
    return told


def _answer(request: Request) -> Answer:
    try:
        return Value(request.work())
    except MemoryError:
        raise
    except (FileRefused, ArchiverError, OSError) as error:
        return Raised(error)
    except Exception as error:
        file = noted(WATCH.note)
        if file is None or os.environ.get("ARCHIVER_DEBUG"):
            return Raised(error)
        return Ended(Cause.FAULT, file, WATCH.seconds, type(error).__name__)


def _let_go(line: int) -> None:
    """Keep nothing of the parent's but the line: its terminal, locks on files, the pipes of its pool.

    The numbers stay taken, by the null device: objects that still believe in them would otherwise close what
    is opened under the same number later. Nobody's names are left in a core file.
    """
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    for number in (signal.SIGTERM, signal.SIGPROF, signal.SIGXCPU):
        signal.signal(number, signal.SIG_DFL)
    for number in (signal.SIGINT, signal.SIGHUP):  # the parent decides, which may outlive its terminal
        signal.signal(number, signal.SIG_IGN)
    nowhere = os.open(os.devnull, os.O_RDWR)
    for handle in {0, 1, 2, *map(int, os.listdir("/proc/self/fd"))} - {line, nowhere}:  # noqa: PTH208
        with contextlib.suppress(OSError):
            os.fstat(handle)
            os.dup2(nowhere, handle)
