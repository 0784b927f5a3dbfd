"""The crew: worker processes that typeset and bind, and outlive a killed colleague."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ProcessPoolExecutor
from functools import partial
from types import FrameType, TracebackType
from typing import Any, ParamSpec, Self, TypeVar

from archiver.process import startup
from archiver.process.stopping import SIGNALS, is_stopping, postponed

P = ParamSpec("P")
T = TypeVar("T")

_GRACE = 5.0
"""Seconds that a dismissed worker has to remove what it has half written."""
_AT_WORK = threading.Event()
"""In a worker: whether it has something in hand."""


def _obey_the_foreman() -> None:
    # Ctrl-C and a closed terminal reach every process; only the foreman decides what becomes of the work.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, _put_down)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, SIGNALS)
    startup.at_start()
    threading.Thread(target=_end_with_the_foreman, daemon=True).start()


def _end_with_the_foreman() -> None:
    # A pool's worker whose foreman was killed would go on with the queue and then wait for ever.
    foreman = multiprocessing.parent_process()
    if foreman is not None:
        foreman.join()
        os._exit(1)


def _put_down(_number: int, _frame: FrameType | None) -> None:
    if not _AT_WORK.is_set():
        os._exit(1)
    if not is_stopping():
        raise KeyboardInterrupt


def _until_dismissed(work: Callable[..., T], *args: Any, **kwargs: Any) -> T:
    _AT_WORK.set()
    try:
        return work(*args, **kwargs)
    except KeyboardInterrupt:
        os._exit(1)  # what was half written is gone; the pool would give the worker the next piece
    finally:
        _AT_WORK.clear()


class Crew:
    """A pool of `workers` processes (all cores by default), closed without waiting for queued work.

    When the command is being stopped, work under way is put down too.
    """

    def __init__(self, workers: int | None = None) -> None:
        self.workers = workers or os.cpu_count() or 1
        self._pool = self._gather()

    def _gather(self) -> ProcessPoolExecutor:
        # Spawned, not forked: Pango and fontconfig must be set up afresh in every worker.
        with postponed():
            return ProcessPoolExecutor(
                self.workers,
                mp_context=multiprocessing.get_context("spawn"),
                initializer=_obey_the_foreman,
            )

    def submit(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Queue `work`; raises BrokenProcessPool when a worker was killed before (see `regather`)."""
        obedient: Callable[P, T] = partial(_until_dismissed, work)
        with postponed():
            return self._pool.submit(obedient, *args, **kwargs)

    def regather(self) -> None:
        """Replace the whole pool after one of its processes was killed."""
        self._pool.shutdown(wait=False, cancel_futures=True)
        self._pool = self._gather()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if is_stopping():
            _dismiss()
        self._pool.shutdown(wait=True, cancel_futures=True)


def _dismiss() -> None:
    """End the workers: what they are at is not waited for, and nothing half-written is left of it."""
    workers = multiprocessing.active_children()
    for worker in workers:
        worker.terminate()
    until = time.monotonic() + _GRACE
    for worker in workers:
        worker.join(max(0.0, until - time.monotonic()))
    for worker in workers:
        worker.kill()
