"""Carrying out an approved act, copy by copy; a run stopped anywhere is finished by the next one.

Every medium that is connected is looked through once for bags of the act, wherever they lie. Of each file:
its tombstone and the papers of order 179 are prepared; then every bag goes, each with its proof; paper is
confirmed by hand (`paper.py`). When nothing is left but the names, the papers are completed and deposited,
and the names go last. What cannot be reached, or must not be erased by a program, keeps the act executing.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from archiver.archive.bag_labels import one_line
from archiver.archive.custody.identity import identifier_of
from archiver.archive.custody.schedule import schedule_of
from archiver.archive.disposal import papers
from archiver.archive.disposal.absence import absence
from archiver.archive.disposal.acts import act_of, clock_of, officer_of, refuse_other_files
from archiver.archive.disposal.believing import heard_from
from archiver.archive.disposal.caches import clear_caches
from archiver.archive.disposal.carried import hear_statements, refuse_silent
from archiver.archive.disposal.clock import check_director, confirm
from archiver.archive.disposal.deciding import Deciding
from archiver.archive.disposal.done import Done
from archiver.archive.disposal.erasing import Erasing, Steps
from archiver.archive.disposal.following import Following
from archiver.archive.disposal.forgotten import gaps_of, noticed
from archiver.archive.disposal.notices import put_notice
from archiver.archive.disposal.papers import Papers
from archiver.archive.disposal.preparing import note_copies, prepare, returned
from archiver.archive.disposal.reentering import names_of
from archiver.archive.disposal.searching import Stray, closed_line, look_through, stray_line
from archiver.archive.disposal.statements import naming_lacking, read_statements
from archiver.archive.disposal.steps import decisions_on
from archiver.archive.disposal.testimony import Testimony
from archiver.counter.session import Session, use_case
from archiver.counter.stores import Stores
from archiver.counter.turn import Turn
from archiver.errors import ArchiverError, TurnLost
from archiver.permissions import Permission
from archiver.register.model.disposal import ActEntry
from archiver.register.model.files import File, Roster
from archiver.register.model.media import Medium
from archiver.register.model.trail import Head
from archiver.register.work import Work
from archiver.remedies import Deed, Remedy
from archiver.wording.storage import refusal
from retention.act import DestructionAct
from retention.copies import Answer, Copy, CopyKind, Intent, Method, Proof, is_version
from retention.evidence import Evidence, validate
from retention.execution import Execution
from retention.frozen import thaw
from retention.permit import permit
from retention.restored import check_gaps
from retention.rows import ActRow
from retention.steps import ActState
from storage.errors import MediumRefused, StorageError, StoreFull, StoreReadOnly, StoreUnreachable

_ELECTRONIC = {CopyKind.MEDIUM, CopyKind.OBJECT, CopyKind.DELETE_MARKER}


@dataclass
class Run:
    """One run of the execution of an act. `seen` is told of each copy that is proven gone.

    `erased_with` is the certified tool, with its certificate, that the officer erases the media with.
    """

    session: Session
    number: str
    step: Steps = lambda _name: None
    seen: Callable[[Copy], None] = lambda _copy: None
    erased_with: str = ""
    following: Following = field(init=False)
    heard: Testimony | None = field(default=None, init=False)
    _problems: list[str] = field(default_factory=list, init=False)
    _remedies: dict[Remedy, None] = field(default_factory=dict, init=False)
    _strays: tuple[Stray, ...] = field(default=(), init=False)
    _whole: Mapping[int, int] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        self.following = Following(self.number)

    def run(self) -> Done:
        """Go as far as possible. Raises Refused before anything is erased: state, person, clock, holds."""
        with self.session.looking() as work:
            media = work.media.all()
        with self.session.stores(media) as stores:
            files = self._to_go()
            readings = read_statements(self.session, stores, files)
            self._whole = readings.whole
            with naming_lacking(readings):
                act = self._begun(stores, files)
            self._problems += readings.lacking
            self._search(stores, media)
            by_number = {medium.inventory_number: medium for medium in media}
            for row in act.rows:
                try:
                    self._file(row, stores, by_number)
                except TurnLost:
                    raise
                except ArchiverError as error:
                    self._hindered(error, of=str(row.title))
            self._forget()
            self._trim(act, stores)
            return self._done(stores)

    def _to_go(self) -> list[File]:
        """The files of the act that have copies left besides names and paper: their statements are read."""
        with self.session.looking() as work:
            clock_of(self.session, work).check()
            act, entry = act_of(work, self.number)
            execution, files = work.executions.get(act, entry), work.acts.files(self.number)
            left = dict.fromkeys(copy.file for copy in execution.left if copy.kind in _ELECTRONIC)
            return [work.files.get(files[name]) for name in left]

    def _hindered(self, error: ArchiverError, *, of: str = "") -> None:
        """Keep what stood in the way, told beside others, and what to do about it."""
        self._problems.append(f"{of}: {error.message}" if of else error.message)
        if error.remedy is not None:
            self._remedies[error.remedy] = None

    def _forget(self) -> None:
        """Once an act: what was deleted goes from the database's files too. What keeps it there is told."""
        try:
            self.session.register.forget()
        except ArchiverError as error:
            self._hindered(error)

    def _trim(self, act: DestructionAct, stores: Stores) -> None:
        """Once a medium: the device hears that what was erased is free, where it can hear it."""
        for where in sorted(
            {copy.where for row in act.rows for copy in row.copies if copy.kind is CopyKind.MEDIUM}
        ):
            with contextlib.suppress(StorageError):
                if where not in stores.absent and (store := stores.get(where)) is not None:
                    store.trim()

    def _begun(self, stores: Stores, files: Sequence[File]) -> DestructionAct:
        """The act in execution, with its notice on every medium that is connected and has copies of it."""
        self.step("begin")
        self.heard = heard_from(self.session, stores)
        hear_statements(self.session, stores, files, self.heard)
        with self.session.looking() as work:
            begun = act_of(work, self.number)[0].state is ActState.EXECUTING
        if not begun:  # afterwards a copy that told may have gone already
            refuse_silent(self.session, stores, files)
        with self.session.changing() as work:
            clock = clock_of(self.session, work)
            clock.check()
            confirm(work, clock)
            act, _entry = act_of(work, self.number)
            for moment in noticed(stores):
                clock.after(moment).check()
            check_gaps(gaps_of(work, stores, except_act=self.number))
            if act.state is not ActState.EXECUTING:
                act = act.begin(
                    officer_of(self.session),
                    clock.now,
                    decisions_on(self.session, work, clock, self.number, self._whole, self.heard),
                )
                self._check_papers(work, act)
                work.acts.step(act)
            check_director(work, clock, act)
            head = work.trail.head()
        self.step("notices")
        self._put_notices(act, head, stores)
        return act

    def _put_notices(self, act: DestructionAct, head: Head, stores: Stores) -> None:
        """Tell the media. One that is full is told when its bags are gone, if any other knows by now."""
        told, full = 0, dict[str, StorageError]()
        for where in sorted(
            {copy.where for row in act.rows for copy in row.copies if copy.kind in _ELECTRONIC}
        ):
            store = stores.get(where)
            if store is None:
                continue
            try:
                put_notice(store, act, head)
                told += 1
            except StoreFull as error:
                full[where] = error
            except StorageError as error:
                stores.lose(where, error)
        if not told:
            for where, refused in full.items():
                stores.lose(where, refused)

    def _search(self, stores: Stores, media: Sequence[Medium]) -> None:
        """Bags of the act that lie elsewhere become copies of it; what nobody may erase blindly is told."""
        self.step("search")
        found = look_through(self.session, self.number, stores, media)
        if found.copies:
            with self.session.changing() as work:
                work.executions.found(self.following.entry(work), found.copies)
        self._strays = found.strays
        self._problems += [stray_line(one) for one in found.strays]
        self._problems += [closed_line(*one) for one in found.closed]

    def _check_papers(self, work: Work, act: DestructionAct) -> None:
        """Before the act can no longer be cancelled: may the papers of order 179 be made of each file?"""
        files = work.acts.files(self.number)
        for row in act.rows:
            if row.personal_data:
                roster = names_of(self.session, work, self.number, work.files.get(files[row.file]))
                validate(papers.prepare(self.session.settings, self.number, row, roster), prepared=True)

    def _file(self, row: ActRow, stores: Stores, media: dict[str, Medium]) -> None:
        self.step(f"prepare {row.file}")
        execution = self._prepared(row, stores)
        left = [
            copy for copy in execution.left_of(row.file) if copy.kind in _ELECTRONIC and not is_version(copy)
        ]
        # What was found elsewhere first: it explains why its own place is empty.
        for copy in sorted(left, key=lambda copy: copy in row.copies):
            self._erase(copy, stores, media)
        self._finish(row)

    def _prepared(self, row: ActRow, stores: Stores) -> Execution:
        try:
            with self.session.changing() as work:
                execution = prepare(self.session, work, self.following, row)
        except TurnLost:
            raise
        except ArchiverError:
            with self.session.changing() as work:  # where copies lie is told even so
                note_copies(work, self.following, row)
            raise
        again = returned(execution, stores, row.file)
        if again:
            with self.session.changing() as work:
                work.executions.found(self.following.entry(work), again)
                for copy in again:
                    execution = execution.with_copy(copy)
        return execution

    def _erase(self, copy: Copy, stores: Stores, media: dict[str, Medium]) -> None:
        store = stores.get(copy.where)
        if store is None:
            return
        erasing = Erasing(
            self.session,
            self.following,
            media[copy.where],
            store,
            self.check_permit,
            self.step,
            self.erased_with,
            self.seen,
        )
        try:
            left = erasing.erase(copy)
        except StorageError as error:
            # One bad bag does not keep the others of its medium from going.
            if isinstance(error, StoreUnreachable | StoreReadOnly | MediumRefused):
                stores.lose(copy.where, error)
            self._hindered(refusal(error, copy.where))
            return
        if left:
            self._problems.append(f"{copy.where}, {copy.what}: {left}")
            if left == absence():
                self._remedies[Remedy(Deed.CONFIRM_REMOVED, f"{self.number} {copy.where}")] = None

    def check_permit(self, work: Work, copy: Copy) -> None:
        """Ask everything again for one copy (retention.permit); raises its refusals."""
        entry, file_id = self.following.entry(work), self.following.file_id(work, copy.file)
        clock = clock_of(self.session, work)
        clock.check()
        check_director(work, clock, self.following.act(work))
        schedule = schedule_of(work, self.session.settings)
        deciding = Deciding(work, schedule, clock, whole=self._whole, heard=self.heard)
        file = work.files.get(file_id)
        if identifier_of(file) != copy.file:
            refuse_other_files(work, {copy.file: file_id})
        permit(
            self.following.execution(work, copy.file),
            copy,
            deciding.decide(file, for_act=self.number),
            by=officer_of(self.session),
            at=clock.now,
            tombstone=work.executions.tombstone(file_id),
            evidence_prepared=work.executions.evidence(entry, file_id) is not None,
        )

    def _finish(self, row: ActRow) -> None:
        """When only caches and names are left: caches, then the papers, then the names."""
        with self.session.looking() as work:
            left = self.following.execution(work, row.file).left
            file_id = self.following.file_id(work, row.file)
        if any(copy.kind not in {CopyKind.DERIVED, CopyKind.REGISTER} for copy in left):
            return
        for copy in left:
            if copy.kind is CopyKind.DERIVED:
                self._clear(copy)
        if row.personal_data:
            self._deposit_papers(row, file_id)
        for copy in left:
            if copy.kind is CopyKind.REGISTER:
                self._erase_names(copy, file_id)

    def _clear(self, copy: Copy) -> None:
        self._intend(copy)
        self.step(f"clear {copy.id}")
        answer = clear_caches(self.session.settings)
        self.step(f"cleared {copy.id}")
        with self.session.changing() as work:
            if not self._proven(work, copy):
                self._prove(work, copy, Method.DELETED, answer)

    def _deposit_papers(self, row: ActRow, file_id: int) -> None:
        printing = Papers(self.session, self.step)
        with self.session.changing() as work:
            entry = self.following.entry(work)
            kept = work.executions.evidence(entry, file_id)
            if kept is None or kept.kept_as is not None:
                return
            evidence, printed = thaw(Evidence, kept.frozen), kept.papers
            if not printed:
                today = clock_of(self.session, work).today
                execution = self.following.execution(work, row.file)
                evidence = papers.complete(evidence, execution, row, today)
                events = self.following.destroyed(work, row.file)
                printed = printing.printed(evidence, papers.log_lines(work, events))
                work.executions.complete(entry, file_id, evidence, printed)
            file = work.files.get(file_id)
        self.step(f"papers {row.file}")
        kept_as = printing.deposit(file, row, evidence, printed)
        self.step(f"deposited {row.file}")
        with self.session.changing() as work:
            entry = self.following.entry(work)
            kept = work.executions.evidence(entry, file_id)
            if kept is not None and kept.kept_as is None:
                work.executions.deposited(entry, file_id, evidence, kept_as)

    def _erase_names(self, copy: Copy, file_id: int) -> None:
        self.step(f"names {copy.id}")
        with self.session.changing() as work:
            if self._proven(work, copy):
                return
            self.check_permit(work, copy)
            entry = self.following.entry(work)
            names = work.files.roster(work.files.get(file_id)) or Roster.of()
            work.files.destroy(work.files.get(file_id), entry.id)
            answer = f"удалено имён: {len(names.students) + len(names.teachers)}; в реестре их нет"
            self._prove(work, copy, Method.ROWS_DELETED, answer)
        self.step(f"forgotten {copy.id}")

    def _intend(self, copy: Copy) -> None:
        with self.session.changing() as work:
            self.check_permit(work, copy)
            entry = self.following.entry(work)
            work.executions.intend(entry, [Intent(copy.id, work.now(), officer_of(self.session))])

    def _proven(self, work: Work, copy: Copy) -> bool:
        """Whether another run, on another computer, has done it meanwhile."""
        return copy.id in self.following.execution(work, copy.file).proofs

    def _prove(self, work: Work, copy: Copy, method: Method, answer: str) -> None:
        moment = work.now().astimezone()
        proof = Proof(copy.id, method, moment, officer_of(self.session), Answer(gone=True, text=answer))
        self.following.execution(work, copy.file).proven(proof)
        work.executions.prove(self.following.entry(work), copy, proof)
        self.seen(copy)

    def _done(self, stores: Stores) -> Done:
        with self.session.looking() as work:
            execution = work.executions.get(*act_of(work, self.number))
        needed = {copy.where for copy in execution.left if copy.kind in _ELECTRONIC}
        absent = {where: why for where, why in stores.absent.items() if where in needed}
        return Done.of(
            execution,
            strays=self._strays,
            absent=absent,
            problems=tuple(self._problems),
            remedies=tuple(self._remedies),
        )


@use_case(Permission.ACT_EXECUTE, Turn.WRITING)
def execute(
    session: Session,
    number: str,
    seen: Callable[[Copy], None] = lambda _copy: None,
    *,
    erased_with: str = "",
) -> Done:
    """Carry out an approved act as far as it goes, and what a stopped run has left. As `Run.run`.

    `erased_with` names a certified tool with its certificate: on whose word, the proofs tell.
    """
    return Run(session, number, seen=seen, erased_with=one_line(erased_with)).run()


def standing(work: Work, number: str) -> tuple[Execution, ActEntry]:
    """An act and what has been proven of it, for showing and printing."""
    act, entry = act_of(work, number)
    return work.executions.get(act, entry), entry
