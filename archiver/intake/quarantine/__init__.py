"""Untrusted files are read apart: in a child process that gets so much memory and time, and no more.

A file of 40 KB can ask a library for gigabytes, run it in circles, or end its process (a Rust library
aborts when memory is refused). So whatever looks into the exports runs in a child of this process; when it
dies, the file it was at is condemned, the work is done again without it, and the reader meets an ordinary
`FileRefused` there. One file stops nothing but its group (ADR 0031).

The word is the archivists': what is received stays in quarantine until it has been examined.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from archiver.intake.quarantine.child import KEEPER, Cause, Ended, Raised, Value
from archiver.intake.quarantine.watch import QuarantinedTree, Request
from archiver.intake.refusal import FileRefused
from archiver.locale import _
from archiver.settings.tables import Limits

if TYPE_CHECKING:
    from archiver.intake.file_tree import FileTree

__all__ = ["QuarantinedTree", "apart", "each_apart"]

T = TypeVar("T")

_HANDFUL, _HANDFUL_BYTES = 512, 4_000_000


def apart(work: Callable[[], T], limits: Limits, condemned: dict[str, FileRefused] | None = None) -> T:
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
        answer = KEEPER.ask(Request(work, folder, condemned, limits))
        if isinstance(answer, Value):
            value: T = answer.value
            return value
        if isinstance(answer, Raised):
            raise answer.error
        seconds += answer.seconds
        if answer.file is None or answer.file in condemned or seconds > limits.group_seconds:
            raise _given_up(limits)
        condemned[answer.file] = _refusal(answer, answer.file, limits)


def each_apart(
    work: Callable[[FileTree, str], T], tree: FileTree, names: Iterable[str], limits: Limits
) -> Iterator[tuple[str, T | FileRefused]]:
    """Every file with what `work(tree, name)` returns, or with the refusal it raises or ends in.

    Files go to the child by the handful: asking for each alone costs more than looking into a small one.
    """
    condemned = tree.condemned if isinstance(tree, QuarantinedTree) else {}
    for some in _handfuls(tree, names):
        own = tree.narrowed(some)
        try:
            yield from zip(some, apart(partial(_each, work, own, some), limits, condemned), strict=True)
        except FileRefused:  # together they take too much
            for name in some:
                try:
                    yield name, apart(partial(work, own, name), limits, condemned)
                except FileRefused as refused:
                    yield name, refused


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
