"""The folder of a snapshot: answers, each whole or not at all, and a log of what has been asked.

The log (`.archiver-fetch.jsonl`) is the run's memory: a line for each address that needs not be asked again,
written after its file. A line cut off by the end of a run was never written. Nothing is forced onto the disk
on the way: what a power cut takes is found out by its digest, and asked again.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from archiver import __version__, clock
from archiver.disk.atomic import write_atomically
from archiver.disk.plain_files import read_plain
from archiver.disk.private import FILE, FOLDER, allow, made_private
from archiver.disk.unfinished import TEMPORARY, unfinished_file
from archiver.errors import OutputFailed, UsageError
from archiver.fetch import fetch_log
from archiver.fetch.asked import Address
from archiver.fetch.line import LARGEST
from archiver.fetch.module_address import Module
from archiver.fetch.reduced import REDUCED
from archiver.intake import taken as snapshot
from archiver.intake.taken import NotGiven, Taken, TakenAnswer, TakenGroup
from archiver.locale import _
from archiver.settings.tables import FILE_NAME
from archiver.wording.causes import cause

LOG = fetch_log.NAME
_ONE_RUN = dt.timedelta(days=7)
"""A run gone on with within this time keeps the day it began on; later, or by another clock, it is today."""
_OURS = frozenset({snapshot.FILE, "services", LOG, FILE_NAME})


@dataclass
class SnapshotFolder:
    """A snapshot as one run makes it, or goes on making it.

    `today` is the day the run was begun: it stands in addresses of results sheets, so a run that is finished
    the next day asks for the same. `refresh`: answers that were there before are asked again.
    """

    folder: Path
    taken: Taken
    today: dt.date
    refresh: bool
    asked: set[str] = field(default_factory=set)
    """Addresses that this run, stopped or not, needs not ask again."""
    finished_before: dt.datetime | None = None
    header: dict[str, Any] = field(default_factory=dict)
    """What the log begins with; it is begun with the first answer, and a run without any leaves none."""
    _log: int = -1

    def has(self, address: Address) -> bool:
        """Whether the answer is there, from this run or an earlier one."""
        return address.text in self.taken.answers

    def read(self, address: Address) -> bytes:
        """The answer's bytes as they are kept; raises OutputFailed."""
        try:
            return read_plain(self.folder / address.file, LARGEST)
        except OSError as error:
            raise _failed(self.folder / address.file, error) from error

    def store(self, address: Address, data: bytes) -> None:
        """Keep an answer. Raises OutputFailed; UsageError where a link would lead it elsewhere."""
        target = self.folder / address.file
        try:
            self.open_log()  # first: what lies there without a log or snapshot.json is something else
            _refuse_links(self.folder, address)
            made_private(target.parent)
            with unfinished_file(self.folder, FILE) as file:
                allow(file.fileno(), FILE)
                file.write(data)
                file.flush()
                Path(file.name).replace(target)
        except OSError as error:
            raise _failed(target, error) from error
        answer = TakenAnswer(hashlib.sha256(data).hexdigest(), len(data))
        self._note({"address": address.text, "sha256": answer.sha256, "size": answer.size})

    def refuse(self, address: Address, why: str, group: str) -> None:
        """Note what the module did not give; an answer of before is kept."""
        self._note({"address": address.text, "why": why, "group": group})

    def drop(self, address: Address) -> None:
        """Take away an answer that is no more part of the snapshot. Raises OutputFailed."""
        try:
            self.open_log()
            (self.folder / address.file).unlink(missing_ok=True)
        except OSError as error:
            raise _failed(self.folder / address.file, error) from error
        self._note({"address": address.text, "dropped": True})

    def name_groups(self, groups: dict[str, TakenGroup], tenant: str) -> None:
        """Which groups the snapshot names, beside those it named before."""
        self.taken = replace(
            self.taken,
            groups={**self.taken.groups, **groups},
            tenant=tenant or self.taken.tenant,
        )

    def write_begun(self) -> None:
        """Let snapshot.json say that it is not finished, and which groups it names so far.

        Where nothing has been noted yet, nothing has begun.
        """
        if self._log >= 0:
            self._write(replace(self.taken, finished=None))

    def finish(self) -> Taken:
        """The snapshot is whole: snapshot.json says so, then the log goes.

        A run that had nothing to ask makes it no newer.
        """
        if self._log < 0:
            return self.taken
        now = clock.now().replace(microsecond=0)
        finished = now if self.asked or self.finished_before is None else self.finished_before
        self.taken = replace(self.taken, finished=finished, program=__version__)
        self._write(self.taken)
        self.close()
        (self.folder / LOG).unlink(missing_ok=True)
        return self.taken

    def _write(self, taken: Taken) -> None:
        write_atomically(self.folder / snapshot.FILE, snapshot.as_bytes(taken), private=True)

    def _note(self, line: dict[str, Any]) -> None:
        try:
            self.open_log()
            fetch_log.write(self._log, line)
        except OSError as error:
            raise _failed(self.folder / LOG, error) from error
        self.take(line)

    def open_log(self) -> None:
        """Let the log be written, and snapshot.json say that something goes on. Raises OSError."""
        if self._log < 0:
            self._log = fetch_log.opened(self.folder, self.header)
            self.write_begun()

    def take(self, line: dict[str, Any]) -> None:
        """A line of the log, as it is written or read again."""
        address = line["address"]
        answers = dict(self.taken.answers) if not isinstance(self.taken.answers, dict) else self.taken.answers
        not_given = tuple(one for one in self.taken.not_given if one.address != address)
        if "sha256" in line:
            answers[address] = TakenAnswer(line["sha256"], line["size"])
        elif "why" in line:
            not_given = (*not_given, NotGiven(address, line["why"], line.get("group", "")))
        else:
            answers.pop(address, None)
        self.asked.add(address)
        if not_given != self.taken.not_given or answers is not self.taken.answers:
            self.taken = replace(self.taken, answers=answers, not_given=not_given)

    def close(self) -> None:
        """The log is written no more."""
        if self._log >= 0:
            os.close(self._log)
            self._log = -1


@contextlib.contextmanager
def opened(folder: Path, module: Module, today: dt.date, *, refresh: bool) -> Iterator[SnapshotFolder]:
    """The snapshot in `folder`, which is held by this run; one that was stopped is gone on with.

    Raises UsageError for a folder of something else or of another server, OutputFailed.
    """
    try:
        before = _before(folder, module)
        made_private(folder)
        allow(folder, FOLDER)
        lines, _size = fetch_log.lines_of(folder)
    except OSError as error:
        raise _failed(folder, error) from error
    if lines and lines[0].get("origin") != module.origin:
        if len(lines) > 1:
            raise _of_another(folder, str(lines[0].get("origin")))
        lines = []
    now = clock.now().replace(microsecond=0)
    header = lines[0] if lines else None
    if header is None:
        old = before.answers if before is not None else {}
        begun = before.begun if before is not None and old and not refresh else now
        header = {
            "format": fetch_log.FORMAT, "origin": module.origin, "begun": begun.isoformat(),
            "today": today.isoformat(), "refresh": refresh and before is not None,
            "finished": before.finished.isoformat() if before and before.finished else None,
        }  # fmt: skip
    made = SnapshotFolder(
        folder,
        replace(
            before or Taken(module.origin, __version__, now),
            begun=dt.datetime.fromisoformat(header["begun"]),
            reduced=tuple(one.text for one in REDUCED),
            answers=dict(before.answers) if before is not None else {},
            not_given=() if before is None or header["refresh"] else before.not_given,
        ),
        _day_of_run(header, today),
        bool(header["refresh"]),
        finished_before=dt.datetime.fromisoformat(header["finished"]) if header.get("finished") else None,
        header=header,
    )
    try:
        for line in lines[1:]:
            made.take(line)
        _forget_lost(made)
        if lines:
            made.open_log()
        yield made
    finally:
        made.close()


def _before(folder: Path, module: Module) -> Taken | None:
    """What an earlier run left in the folder; raises UsageError and OSError."""
    if not folder.exists():
        return None
    names = {one.name for one in folder.iterdir()}
    file = folder / snapshot.FILE
    fetch_log.refuse_link(file)
    found = snapshot.from_bytes(read_plain(file, snapshot.LARGEST)) if file.exists() else None
    strange = sorted(name for name in names - _OURS if not name.startswith(TEMPORARY))
    if found is None and (strange or "services" in names or file.exists()) and LOG not in names:
        raise UsageError(
            _(
                "{folder} holds something else ({file}). Choose an empty folder, or one that this command "
                "has made before."
            ).format(folder=folder, file=(strange or ["services"])[0])
        )
    if found is not None and found.address != module.origin:
        raise _of_another(folder, found.address)
    return found


def _of_another(folder: Path, address: str) -> UsageError:
    return UsageError(
        _("{folder} holds a snapshot of {address}. Choose another folder.").format(
            folder=folder, address=address
        )
    )


def _forget_lost(made: SnapshotFolder) -> None:
    """Answers that are not there as they were kept (a power cut, a hand) are asked again."""
    answers = dict(made.taken.answers)
    for text, answer in list(answers.items()):
        try:
            data = read_plain(made.folder / Address(text).file, LARGEST)
        except (OSError, ValueError):
            data = b""
        if len(data) != answer.size or hashlib.sha256(data).hexdigest() != answer.sha256:
            del answers[text]
            made.asked.discard(text)
    made.taken = replace(made.taken, answers=answers)


def _day_of_run(header: dict[str, Any], today: dt.date) -> dt.date:
    """The day the run was begun on, or `today` where that is too far away to be one run."""
    begun = dt.date.fromisoformat(header["today"])
    return begun if abs(today - begun) <= _ONE_RUN else today


def _refuse_links(folder: Path, address: Address) -> None:
    """Raises UsageError where a link on the way would lead an answer, with its names, out of the folder."""
    for level in Path(address.file).parents[:-1]:
        fetch_log.refuse_link(folder / level)


def _failed(place: Path, error: OSError) -> OutputFailed:
    return OutputFailed(
        _("Cannot write {file}: {cause}. Free some space or choose another folder, and run again.").format(
            file=place, cause=cause(error)
        )
    )
