"""The yearly drill: a random bag of every medium taken back and read as somebody would without this program.

What is proven is not that a medium is whole (`verify` does that) but that what lies there can be had again:
the bag is copied out, checked by nothing but the commands that its own ЧИТАТЬ.txt prints, and its PDFs are
opened. The record is an event of the chain; the levels of preservation and the calendar are judged by it.
"""

from __future__ import annotations

import contextlib
import random
import re
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from archiver.archive.retrieval.best_copy import look_again
from archiver.counter.lookups import medium_in_use
from archiver.counter.session import Session, use_case
from archiver.counter.stores import open_store
from archiver.disk.unfinished import scratch_folder
from archiver.errors import ArchiverError
from archiver.locale import _
from archiver.permissions import Permission
from archiver.progress import Progress, Unit
from archiver.register.facts import DRILLED, WHOLE
from archiver.register.model.media import Medium
from archiver.register.model.packages import Bag, Copy
from archiver.wording.storage import message, telling
from storage.bag.layout import READ_ME, TAG_MANIFESTS, TAGS
from storage.directory import DirectoryStore
from storage.errors import StorageError, StoreUnreachable
from storage.keys import joined
from storage.store import Store

_COMMAND = re.compile(r"^    (sha256sum -c [\w.-]+)\r?$", re.MULTILINE)
"""How ЧИТАТЬ.txt prints a command; whatever else may stand there is never run."""
_PATIENCE = 6 * 3600

Choosing = Callable[[Sequence[int]], int]
"""Picks one of the copies on a medium."""
_BY_CHANCE: Choosing = random.SystemRandom().choice


class DrillResult(StrEnum):
    """What a drill of one medium came to."""

    DONE = "done"
    FAILED = "failed"
    ABSENT = "absent"
    EMPTY = "empty"


@dataclass(frozen=True, slots=True)
class Drilled:
    """One medium: the bag taken back, the commands that were run, the PDFs that opened, what failed."""

    medium: Medium
    result: DrillResult
    bag: str = ""
    commands: tuple[str, ...] = ()
    opened: int = 0
    why: str = ""


@use_case(Permission.DRILL_RUN)
def drill(
    session: Session,
    numbers: Sequence[str],
    progress: Progress,
    choose: Choosing = _BY_CHANCE,
) -> Iterator[Drilled]:
    """Drill the media named, or all in service, each as soon as it is done; every one is recorded.

    A medium that is not connected is told of and stays due. What turns out to be damaged is entered as such,
    to be repaired. Raises UsageError for an unknown medium. Nothing that was taken out is left.
    """
    with session.looking() as work:
        media = (
            tuple(medium_in_use(work, number) for number in dict.fromkeys(numbers))
            if numbers
            else tuple(medium for medium in work.media.all(retired=False) if medium.in_service)
        )
    for medium in media:
        yield _drilled(session, medium, progress, choose)


def _drilled(session: Session, medium: Medium, progress: Progress, choose: Choosing) -> Drilled:
    with session.looking() as work:
        ids = work.copies.counting_on(medium.id)
        if not ids:
            return Drilled(medium, DrillResult.EMPTY)
        copy = work.copies.get(choose(ids))
        bag = work.bags.get(copy.bag_id)
        paths = dict.fromkeys(
            (*(one.path for one in work.bags.contents(bag.id)), *TAGS, *TAG_MANIFESTS.values())
        )
    began = time.monotonic()
    try:
        store = open_store(medium, session.settings.archive)
    except ArchiverError as error:
        return Drilled(medium, DrillResult.ABSENT, bag.external_id, why=error.message)
    with contextlib.closing(store):
        progress.expect(bag.size, Unit.BYTES, medium.inventory_number)
        try:
            done = _taken_back(medium, bag, copy, store, tuple(paths), progress)
        except StoreUnreachable as error:
            return Drilled(medium, DrillResult.ABSENT, bag.external_id, why=message(error))
        except StorageError as error:
            done = Drilled(medium, DrillResult.FAILED, bag.external_id, why=message(error))
        if done.result is DrillResult.FAILED:
            with contextlib.suppress(ArchiverError):  # what it is that failed is told already
                look_again(session, (medium, copy), bag, store, progress=progress)
    _record(session, done, copy, time.monotonic() - began)
    return done


def _record(session: Session, done: Drilled, copy: Copy, seconds: float) -> None:
    with session.changing() as work:
        work.trail.note(
            DRILLED,
            f"medium:{done.medium.id}",
            WHOLE if done.result is DrillResult.DONE else done.result.value,
            bag=done.bag,
            copy=copy.id,
            commands=done.commands,
            opened=done.opened,
            seconds=round(seconds),
            why=done.why,
        )


def _taken_back(
    medium: Medium, bag: Bag, copy: Copy, store: Store, paths: Sequence[str], progress: Progress
) -> Drilled:
    """Copy the bag out byte for byte and judge it by what it says itself."""
    with scratch_folder(Path(tempfile.gettempdir())) as scratch:
        made = DirectoryStore(scratch)
        with contextlib.closing(made), telling(medium.inventory_number):
            for path in paths:
                written = made.put(joined("bag", path), store.source(joined(copy.prefix, path)))
                progress.done(written.size)
        folder = scratch / "bag"
        commands = _printed_commands(folder)
        if not commands:
            why = _("no command to check it by is printed in {file}").format(file=READ_ME)
            return Drilled(medium, DrillResult.FAILED, bag.external_id, why=why)
        for command in commands:
            why = _refused_by(command, folder)
            if why:
                return Drilled(medium, DrillResult.FAILED, bag.external_id, commands, why=why)
        opened, closed = _opened(folder)
    if closed:
        why = _("these do not open: {files}").format(files=", ".join(closed))
        return Drilled(medium, DrillResult.FAILED, bag.external_id, commands, opened, why)
    return Drilled(medium, DrillResult.DONE, bag.external_id, commands, opened)


def _printed_commands(folder: Path) -> tuple[str, ...]:
    """The commands for Linux in the bag's own instructions; () when there are none to be read."""
    try:
        text = (folder / READ_ME).read_text("utf-8-sig")
    except (OSError, ValueError):
        return ()
    return tuple(_COMMAND.findall(text))


def _refused_by(command: str, folder: Path) -> str:
    """Run a printed command as a person would; why it does not do, "" when it ends well."""
    try:
        done = subprocess.run(  # noqa: S603 - a command of the pattern above, as a list of words
            command.split(), cwd=folder, capture_output=True, check=False, timeout=_PATIENCE
        )
    except OSError:
        return _("there is no {tool} on this computer").format(tool=command.partition(" ")[0])
    except subprocess.TimeoutExpired:
        return _("“{command}” did not come to an end").format(command=command)
    return "" if done.returncode == 0 else _("“{command}” does not agree").format(command=command)


def _opened(folder: Path) -> tuple[int, tuple[str, ...]]:
    """How many PDFs open to their last page, and the names of those that do not."""
    from archiver.binder.read_pdf import DAMAGE, open_pdf

    opened, closed = 0, []
    for path in sorted((folder / "data").rglob("*.pdf")):
        try:
            pages = open_pdf(path).pages
            last = pages[len(pages) - 1].get_contents()
            if last is not None:
                last.get_data()
            opened += 1
        except (OSError, *DAMAGE):
            closed.append(path.name)
    return opened, tuple(closed)
