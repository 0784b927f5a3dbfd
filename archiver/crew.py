"""The crew: worker processes that typeset and bind, and outlive a killed colleague."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable
from concurrent.futures import Future, ProcessPoolExecutor
from types import TracebackType
from typing import ParamSpec, Self, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


def _obey_the_foreman() -> None:
    # Ctrl-C reaches every process of the terminal; only the foreman decides what to finish.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_the_foreman, daemon=True).start()


def _end_with_the_foreman() -> None:
    # A pool's worker whose foreman was killed would go on with the queue and then wait for ever.
    foreman = multiprocessing.parent_process()
    if foreman is not None:
        foreman.join()
        os._exit(1)


class Crew:
    """A pool of `workers` processes (all cores by default), closed without waiting for queued work."""

    def __init__(self, workers: int | None = None) -> None:
        self.workers = workers or os.cpu_count() or 1
        self._pool = self._gather()

    def _gather(self) -> ProcessPoolExecutor:
        # Spawned, not forked: Pango and fontconfig must be set up afresh in every worker.
        return ProcessPoolExecutor(
            self.workers,
            mp_context=multiprocessing.get_context("spawn"),
            initializer=_obey_the_foreman,
        )

    def submit(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Queue `work`; raises BrokenProcessPool when a worker was killed before (see `regather`)."""
        return self._pool.submit(work, *args, **kwargs)

    def regather(self) -> None:
        """Replace the whole pool after one of its processes was killed."""
        self._pool.shutdown(wait=False, cancel_futures=True)
        self._pool = self._gather()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._pool.shutdown(wait=True, cancel_futures=True)
