"""An act in execution, followed through one run: read whole once, afterwards only what is new.

An act of a thousand files has thousands of copies, and each takes a dozen units of work. What is agreed to
cannot change (rows, steps, copies and proofs are append-only), so a unit of work does not read it all again:
it asks whether the steps and the row of its file are still those that were read, and what has been found and
proven since, by this run or by another computer. Whatever differs makes it read and verify the act anew.
"""

from __future__ import annotations

import json

from archiver.archive.disposal.acts import act_of
from archiver.register.model.disposal import ActEntry
from archiver.register.model.trail import Event
from archiver.register.repositories.acts import RowText
from archiver.register.repositories.executions import NOTHING_READ
from archiver.register.work import Work
from retention.act import DestructionAct
from retention.copies import Copy, Proof
from retention.execution import Execution
from retention.words import Identifier

DESTROYED = "copy.destroyed"


class Following:
    """The act `number` as the units of work of one run see it.

    The first question of a unit of work comes before it writes: what is remembered has been committed, even
    when that unit fails. Its own changes are not seen until the next one.
    """

    def __init__(self, number: str) -> None:
        self.number = number
        self._work: Work | None = None
        self._read_from: tuple[DestructionAct, ActEntry] | None = None
        self._steps: tuple[str, ...] = ()
        self._rows: dict[Identifier, RowText] = {}
        self._of_file: dict[Identifier, Execution] = {}
        self._file_of: dict[Identifier, Identifier] = {}
        self._after = NOTHING_READ
        self._events: dict[str, list[Event]] = {}
        self._heard = 0

    def act(self, work: Work) -> DestructionAct:
        """The act, verified. Refused when there is none; raises ActEdited."""
        return self._current(work)[0]

    def entry(self, work: Work) -> ActEntry:
        """Its line in the list of acts."""
        return self._current(work)[1]

    def file_id(self, work: Work, file: Identifier) -> int:
        """The register's number of a file of the act."""
        self._current(work)
        return self._rows[file].file_id

    def execution(self, work: Work, file: Identifier) -> Execution:
        """What the act has to destroy of one file and what of it is proven gone; the row is as agreed to."""
        _act, entry = self._current(work)
        row = self._rows[file]
        if work.acts.row_text(entry, row.position) != row:
            self._read(work)
        return self._of_file[file]

    def destroyed(self, work: Work, file: Identifier) -> list[Event]:
        """The events that tell of the destruction of a file's copies, in their order."""
        _act, entry = self._current(work)
        about, head = f"act:{entry.id}", work.trail.head().sequence
        # Later ones by their numbers alone: whatever the planner thinks of the indices, few are read.
        new = work.trail.events(after=self._heard) if self._heard else work.trail.events(object_=about)
        for event in new:
            if (event.object, event.action) == (about, DESTROYED):
                self._events.setdefault(json.loads(event.detail)["file"], []).append(event)
        self._heard = head
        return self._events.get(file, [])

    def _current(self, work: Work) -> tuple[DestructionAct, ActEntry]:
        read = self._read_from
        if read is None or self._work is not work:
            if read is None or work.acts.step_texts(read[1]) != self._steps:
                read = self._read(work)
            else:
                self._add(work, read[1])
            self._work = work
        return read

    def _read(self, work: Work) -> tuple[DestructionAct, ActEntry]:
        act, entry = act_of(work, self.number)
        added = work.executions.added(entry)
        whole = Execution.of(act, added.copies, added.proofs)
        copies: dict[Identifier, dict[Identifier, Copy]] = {row.file: {} for row in act.rows}
        proofs: dict[Identifier, dict[Identifier, Proof]] = {row.file: {} for row in act.rows}
        for copy in whole.copies.values():
            copies[copy.file][copy.id] = copy
            if copy.id in whole.proofs:
                proofs[copy.file][copy.id] = whole.proofs[copy.id]
        self._of_file = {file: Execution(act, copies[file], proofs[file]) for file in copies}
        self._file_of = {copy.id: copy.file for copy in whole.copies.values()}
        self._steps, self._after = work.acts.step_texts(entry), added.last
        self._rows = dict(zip((row.file for row in act.rows), work.acts.row_texts(entry), strict=True))
        self._read_from = act, entry
        return self._read_from

    def _add(self, work: Work, entry: ActEntry) -> None:
        added = work.executions.added(entry, self._after)
        for copy in added.copies:
            self._of_file[copy.file] = self._of_file[copy.file].with_copy(copy)
            self._file_of[copy.id] = copy.file
        for proof in added.proofs:
            file = self._file_of[proof.copy]
            self._of_file[file] = self._of_file[file].proven(proof)
        self._after = added.last
