"""Stopping a command: Ctrl-C, SIGTERM and a closed terminal all end it in the same way, once.

The first signal raises KeyboardInterrupt, so that every `finally` on the way out is gone through; another one
must not cut that short, it only hurries the worker processes. A signal that was ignored when the program was
called (nohup, a shell's background job) stays so.
"""

from __future__ import annotations

import contextlib
import signal
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from types import FrameType

SIGNALS = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name))


def listen() -> None:
    """Let the signals raise KeyboardInterrupt from now on; outside the main thread nothing changes."""
    for number, handler in _handlers().items():
        if handler != signal.SIG_IGN:
            signal.signal(number, _stop)


def deaf() -> None:
    """Ignore the signals from now on: how the command ends is certain."""
    for number in _handlers():
        signal.signal(number, signal.SIG_IGN)


@contextlib.contextmanager
def handlers_kept() -> Iterator[None]:
    """Put back after the block what the signals did before it: the caller is not the program itself."""
    before = _handlers()
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _handlers() -> dict[signal.Signals, signal._HANDLER]:
    if threading.current_thread() is not threading.main_thread():
        return {}  # Python lets only the main thread change them
    return {number: signal.getsignal(number) for number in SIGNALS}


def is_stopping() -> bool:
    """Whether a KeyboardInterrupt is on its way out through the calling code."""
    error, seen = sys.exception(), set[int]()
    while error is not None and id(error) not in seen:
        if isinstance(error, KeyboardInterrupt):
            return True
        seen.add(id(error))
        error = error.__context__
    return False


@dataclass(slots=True)
class _Waiting:
    """How many blocks let signals wait, and whether one has come."""

    blocks: int = 0
    come: bool = False


_waiting = _Waiting()


@contextlib.contextmanager
def postponed() -> Iterator[None]:
    """Let the signals wait until the block has ended; processes started in it are born deaf to them.

    The mask is this thread's alone: a signal that another thread takes is kept by hand.
    """
    before = signal.pthread_sigmask(signal.SIG_BLOCK, SIGNALS)
    _waiting.blocks += 1
    try:
        yield
    finally:
        _waiting.blocks -= 1
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
        if _waiting.come and not _waiting.blocks:
            _waiting.come = False
            raise KeyboardInterrupt


def _stop(_number: int, _frame: FrameType | None) -> None:
    if _waiting.blocks:
        _waiting.come = True
        return
    if not is_stopping():
        raise KeyboardInterrupt
    import multiprocessing

    for worker in multiprocessing.active_children():
        worker.kill()
