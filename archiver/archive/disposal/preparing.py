"""What is kept before the first copy of a file goes, and which copies are there besides those of the act."""

from __future__ import annotations

from archiver.archive.disposal import papers
from archiver.archive.disposal.copies import copies_of, once_more
from archiver.archive.disposal.following import Following
from archiver.archive.disposal.reentering import names_of
from archiver.counter.session import Session
from archiver.counter.stores import Stores
from archiver.register.work import Work
from retention.copies import Copy, CopyKind, is_version
from retention.evidence import validate
from retention.execution import Execution
from retention.rows import ActRow
from retention.steps import ActState
from retention.tombstone import tombstone_of
from storage.bag.layout import parity_prefix
from storage.errors import StorageError


def note_copies(work: Work, following: Following, row: ActRow) -> Execution:
    """What the act has to destroy of a file, with the copies that the register knows of by now."""
    act, entry = following.act(work), following.entry(work)
    execution = following.execution(work, row.file)
    if act.state is ActState.EXECUTING:
        file = work.files.get(following.file_id(work, row.file))
        new = [copy for copy in copies_of(work, file) if copy.id not in execution.copies]
        work.executions.found(entry, new)
        for copy in new:
            execution = execution.with_copy(copy)
    return execution


def prepare(session: Session, work: Work, following: Following, row: ActRow) -> Execution:
    """Newly known copies, tombstone and papers of a file are kept before its first copy goes.

    What the act has to destroy of the file, those copies included. Raises EvidenceIncomplete; where copies
    are to be told of all the same, they have to be noted before, in a unit of work of their own.
    """
    act, entry = following.act(work), following.entry(work)
    execution = note_copies(work, following, row)
    if act.state is ActState.EXECUTING:
        file_id = following.file_id(work, row.file)
        work.executions.bury(entry, file_id, tombstone_of(act, row))
        if row.personal_data and work.executions.evidence(entry, file_id) is None:
            file = work.files.get(file_id)
            roster = names_of(session, work, following.number, file)
            evidence = papers.prepare(
                session.settings, following.number, row, roster, remote=papers.lay_elsewhere(work, file)
            )
            validate(evidence, prepared=True)
            work.executions.prepare(entry, file_id, evidence)
    return execution


def returned(execution: Execution, stores: Stores, file: str = "") -> list[Copy]:
    """Bags (of one file) that lie where they were proven gone: each is a copy of its own now.

    Only media that are connected are looked at; one that stops answering is lost for the run.
    """
    found = []
    for copy in execution.copies.values():
        electronic = copy.kind in {CopyKind.MEDIUM, CopyKind.OBJECT} and not is_version(copy)
        if not electronic or file not in ("", copy.file) or copy.id not in execution.proofs:
            continue
        store = stores.get(copy.where)
        again = once_more(copy, execution)
        if store is None or again is None:
            continue
        try:
            if any(any(store.traces(prefix)) for prefix in (copy.what, parity_prefix(copy.what))):
                found.append(again)
        except StorageError as error:
            stores.lose(copy.where, error)
    return found
