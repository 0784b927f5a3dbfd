"""Untrusted files are read apart: in a child process that gets so much memory and time, and no more.

A file of 40 KB can ask a library for gigabytes, run it in circles, or end its process (a Rust library
aborts when memory is refused). So whatever looks into the exports runs in a child of this process; when it
dies, the file it was at is condemned, the work is done again without it, and the reader meets an ordinary
`FileRefused` there. One file stops nothing but its group (ADR 0031).

The word is the archivists': what is received stays in quarantine until it has been examined.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any, TypeVar

from archiver.intake.quarantine.child import KEEPER, Cause, Ended, Keeper, Raised, Value
from archiver.intake.quarantine.watch import QuarantinedTree, Request
from archiver.intake.refusal import FileRefused
from archiver.locale import _
from archiver.settings.tables import Limits

if TYPE_CHECKING:
    from archiver.intake.file_tree import FileTree

__all__ = ["QuarantinedTree", "apart", "each_apart"]

T = TypeVar("T")

_HANDFUL, _HANDFUL_BYTES = 512, 1_000_000
_MOST_CHILDREN = 8
_TICKS = 0.05
"""Seconds by which the system may end a child early: its timer and its account have ticks of their own."""


def apart(
    work: Callable[[], T],
    limits: Limits,
    condemned: dict[str, FileRefused] | None = None,
    *,
    keeper: Keeper = KEEPER,
) -> T:
    """What `work()` returns or raises, done in the child. `work` and its value must be picklable.

    Files of a `QuarantinedTree` at which the child ended are refused to `work` when it is done again, and are
    added to `condemned`. Raises FileRefused when the work cannot be done within `limits` although no single
    file is to blame.
    """
    condemned = {} if condemned is None else condemned
    seconds = 0.0
    try:
        folder = os.getcwd()  # noqa: PTH109 - as the system has it
    except OSError:  # deleted under us
        folder = None
    while True:
        answer = keeper.ask(Request(work, folder, condemned, limits))
        if isinstance(answer, Value):
            value: T = answer.value
            return value
        if isinstance(answer, Raised):
            raise answer.error
        seconds += answer.seconds
        over = seconds > limits.group_seconds - _TICKS
        if answer.file is None or answer.file in condemned or over:
            raise _given_up(limits)
        condemned[answer.file] = _refusal(answer, answer.file, limits)


def each_apart(
    work: Callable[[FileTree, str], T], tree: FileTree, names: Iterable[str], limits: Limits
) -> Iterator[tuple[str, T | FileRefused]]:
    """Every file with what `work(tree, name)` returns, or with the refusal it raises or ends in.

    Files go to a child by the handful: asking for each alone costs more than looking into a small one.
    Several handfuls are read by as many children as there are cores, and yielded in their order all the same.
    """
    handfuls = list(_handfuls(tree, names))
    read = partial(_handful_apart, work, tree, limits)
    with _children(min(len(handfuls), os.cpu_count() or 1, _MOST_CHILDREN)) as of_each:
        for found in of_each(read, handfuls):
            yield from found


@contextlib.contextmanager
def _children(number: int) -> Iterator[Callable[..., Iterable[Any]]]:
    """A `map` by so many children: by the one of this process where one is enough."""
    if number < 2:
        yield lambda read, handfuls: map(partial(read, KEEPER), handfuls)
        return
    keepers = [Keeper() for _one in range(number)]
    free: SimpleQueue[Keeper] = SimpleQueue()
    for keeper in keepers:
        keeper.fork()  # before there are threads
        free.put(keeper)

    def by_who_is_free(read: Callable[[Keeper, list[str]], T], some: list[str]) -> T:
        keeper = free.get()
        try:
            return read(keeper, some)
        finally:
            free.put(keeper)

    threads = ThreadPoolExecutor(number)
    try:
        yield lambda read, handfuls: threads.map(partial(by_who_is_free, read), handfuls)
    finally:
        threads.shutdown(wait=False, cancel_futures=True)
        for keeper in keepers:
            keeper.dismiss()
        threads.shutdown()


def _handful_apart(
    work: Callable[[FileTree, str], T], tree: FileTree, limits: Limits, keeper: Keeper, some: list[str]
) -> list[tuple[str, T | FileRefused]]:
    condemned = tree.condemned if isinstance(tree, QuarantinedTree) else {}
    own = tree.narrowed(some)
    try:
        together = apart(partial(_each, work, own, some), limits, condemned, keeper=keeper)
        return list(zip(some, together, strict=True))
    except FileRefused:  # together they take too much
        found: list[tuple[str, T | FileRefused]] = []
        for name in some:
            try:
                found.append((name, apart(partial(work, own, name), limits, condemned, keeper=keeper)))
            except FileRefused as refused:
                found.append((name, refused))
        return found


def _each(work: Callable[[FileTree, str], T], tree: FileTree, names: Sequence[str]) -> list[T | FileRefused]:
    found: list[T | FileRefused] = []
    for name in names:
        try:
            found.append(work(tree, name))
        except FileRefused as refused:
            found.append(refused)
    return found


def _handfuls(tree: FileTree, names: Iterable[str]) -> Iterator[list[str]]:
    some: list[str] = []
    size = 0
    for name in names:
        some.append(name)
        size += tree.size(name)
        if len(some) >= _HANDFUL or size >= _HANDFUL_BYTES:
            yield some
            some, size = [], 0
    if some:
        yield some


def _refusal(ended: Ended, file: str, limits: Limits) -> FileRefused:
    if ended.cause is Cause.MEMORY:
        message = _("File {file} was not read: that would take more than {size} MB of memory.")
    elif ended.cause is Cause.TIME:
        message = _("File {file} was not read: that would take more than {count} s of the processor.")
    elif ended.cause is Cause.CRASH:
        message = _("File {file} is damaged: the library that reads such files ended at it.")
    else:
        message = _("File {file}: an unforeseen failure of the program in reading it ({kind}).")
    text = message.format(file=file, size=limits.reading_mb, count=limits.reading_seconds, kind=ended.kind)
    if ended.cause is Cause.FAULT:
        advice = _(
            "Export it again; if that does not help, give the file to those who look after the program."
        )
        return FileRefused("file.broken", text, advice)
    if ended.cause is Cause.CRASH:
        return FileRefused(
            "file.broken", text, _("Export or copy the file again; do not correct it by hand.")
        )
    return FileRefused("file.too-large", text, _advice())


def _given_up(limits: Limits) -> FileRefused:
    text = _("Not read: together the files would take more than {size} MB of memory or {count} s.")
    return FileRefused(
        "file.too-large", text.format(size=limits.reading_mb, count=limits.group_seconds), _advice()
    )


def _advice() -> str:
    return _(
        "Check that it is an export of one group; the limits are in [limits] of one's own archiver.toml."
    )
