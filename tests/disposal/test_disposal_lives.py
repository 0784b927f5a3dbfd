"""A journal from its due day to its tombstone, on folders: every copy proven, no name left."""

from __future__ import annotations

from archive_for_disposal import Archive

from archiver.disposal.paper import HandOver, confirm_paper
from archiver.register.model.files import FileState
from retention.copies import CopyKind, Method
from retention.steps import ActState


def test_a_journal_is_destroyed_with_a_proof_for_every_copy(archive: Archive) -> None:
    file = archive.journal()
    archive.paper(file)
    act = archive.approved()
    assert [str(row.file) for row in act.rows] == [file.external_id]
    done = archive.execute(act.number)
    assert {copy.kind for copy in done.left} == {CopyKind.PAPER, CopyKind.REGISTER, CopyKind.DERIVED}
    confirm_paper(archive.office("it"), act.number, HandOver(Method.SHREDDED, 900))
    done = archive.execute(act.number)
    assert (done.left, done.problems, done.absent) == ((), (), {})
    assert archive.account(act.number).state is ActState.ACCOUNTED
    with archive.register.reading() as work:
        assert work.files.get(file.id).state is FileState.DESTROYED
        assert work.trail.verify().whole
        assert work.files.roster(work.files.get(file.id)) is None
