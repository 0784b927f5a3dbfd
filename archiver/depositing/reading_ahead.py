"""Reading the next file while the one before is written: a processor waits for no disk, nor a disk for it."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from concurrent.futures import ThreadPoolExecutor

from archiver.depositing.record import Candidate, Record


def read_ahead(
    candidates: Sequence[Candidate],
) -> Generator[tuple[Candidate, Callable[[], Record]], None, None]:
    """Each candidate with what gives its record, or raises what reading it raised.

    One record is read ahead and no more, so that memory does not grow with the year. Whoever stops early
    closes the iterator: it waits for the reading under way, and nothing else is begun.
    """
    with ThreadPoolExecutor(1, thread_name_prefix="reading ahead") as reader:
        coming = [reader.submit(one.read) for one in candidates[:1]]
        for place, candidate in enumerate(candidates, 1):
            current = coming.pop()
            current.exception()  # waits: the next one is begun when this one is there
            coming += [reader.submit(one.read) for one in candidates[place : place + 1]]
            yield candidate, current.result
