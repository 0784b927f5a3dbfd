"""Reading the next file in another process while the one before is written: neither waits for the other.

A thread would not do: reading is Python from end to end, and each of the thousand calls by which a bag is
written would wait for its turn (docs/storage-performance.md).
"""

from __future__ import annotations

import os
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial

from archiver.archive.deposit.record import Candidate, Record
from archiver.errors import InputInvalid
from archiver.process.workers import Crew
from archiver.remedies import Remedy
from archiver.wording.storage import refusal
from storage.errors import StorageError

_FEW = 2
"""So many files are read sooner than another process is there to read them."""


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Why a file cannot be deposited as it is, in the user's words, and what to do about it."""

    message: str
    remedy: Remedy | None = None


def read(candidate: Candidate) -> Record | Unreadable:
    """The record of a candidate; what is wrong with it alone is told, all else is raised."""
    try:
        return candidate.read()
    except InputInvalid as error:
        return Unreadable(error.message, error.remedy)
    except StorageError as error:
        return Unreadable(refusal(error).message)


Read = Callable[[], Record | Unreadable]


def read_ahead(candidates: Sequence[Candidate]) -> Generator[tuple[Candidate, Read], None, None]:
    """Each candidate with what gives its record, or raises what reading it raised.

    One record is read ahead and no more, so that memory does not grow with the year. Whoever stops early
    closes the iterator: it waits for the reading under way, and nothing else is begun.
    """
    with ExitStack() as stack:
        alone = len(candidates) <= _FEW or os.cpu_count() == 1
        crew = None if alone else stack.enter_context(Crew(1))
        coming: Future[Record | Unreadable] | None = None  # the first is read here while the crew gathers
        for place, candidate in enumerate(candidates, 1):
            current = partial(read, candidate) if coming is None else partial(_taken, coming, candidate)
            following = candidates[place : place + 1]
            if coming is not None and isinstance(coming.exception(), BrokenProcessPool):  # waits for it
                crew = None  # killed, for want of memory or by somebody: there is time to read them here
            coming = crew.submit(read, following[0]) if crew and following else None
            yield candidate, current


def _taken(coming: Future[Record | Unreadable], candidate: Candidate) -> Record | Unreadable:
    try:
        return coming.result()
    except BrokenProcessPool:
        return read(candidate)
