"""A journal from its due day to its tombstone, and its evidence after it: every copy proven, no name left."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator
from pathlib import Path

import pypdf
import pytest

from archive_for_disposal import STUDENTS, SURNAMES, Archive
from archiver.archive.custody.schedule import schedule_of
from archiver.archive.disposal.acts import clock_of
from archiver.archive.disposal.deciding import Deciding
from archiver.archive.disposal.due import due_files
from archiver.archive.disposal.paper import HandOver, confirm_paper
from archiver.archive.disposal.printing import print_act
from archiver.register.model.files import FileState
from archiver.register.model.trail import AnchorKind
from retention.copies import CopyKind, Method
from retention.eligibility import Reason
from retention.steps import ActState


def destroyed(archive: Archive, *files: str, paper: bool = True) -> str:
    """An act of these files (or of all that may go), from its draft to the last entry; its number."""
    act = archive.approved(*files)
    archive.execute(act.number)
    if paper:
        confirm_paper(archive.office("it"), act.number, HandOver(Method.SHREDDED, 900))
        archive.execute(act.number)
    assert archive.account(act.number).state is ActState.ACCOUNTED
    return str(act.number)


def traces(archive: Archive, *, within: str = "") -> Iterator[Path]:
    """Files of the archive in which a surname can be read, as bytes or in a PDF's text."""
    words = [form for name in SURNAMES for form in (name, name.lower(), name.lower().replace("ё", "е"))]
    for path in archive.folder.rglob(f"{within}*"):
        if path.is_file():
            content = path.read_bytes()
            text = _text(content) if content.startswith(b"%PDF-1.") else ""
            if any(word.encode() in content or word in text for word in words):
                yield path


def _text(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)


@pytest.mark.parametrize("database", ["url", "postgresql"])
def test_a_journal_and_later_its_evidence(
    database: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    archive = Archive.at(request.getfixturevalue(database), tmp_path)
    file = archive.deposit("ИС-21")
    archive.deposit("ИС-21", content=b"made anew", new_version="ошибка в отметках")
    office = archive.office("archivist")
    with office.looking() as work:
        (due,) = due_files(Deciding(work, schedule_of(work, office.settings), clock_of(office, work)))
        assert due.decision is not None
        assert due.overdue
        assert due.decision.reasons == {Reason.STATEMENT_NOT_REGISTERED}
    archive.deposit("ИС-21", "05-12")
    archive.paper(file)
    act = archive.approved()
    # Both versions of the bag on both media, the volume, names and caches.
    assert len(act.rows[0].copies) == 4 + 1 + 2
    done = archive.execute(act.number)
    assert {copy.kind for copy in done.left} == {CopyKind.PAPER, CopyKind.REGISTER, CopyKind.DERIVED}
    confirm_paper(archive.office("it"), act.number, HandOver(Method.SHREDDED, 900))
    done = archive.execute(act.number)
    assert (done.left, done.problems, done.absent) == ((), (), {})
    archive.account(act.number)
    with archive.register.reading() as work:
        kept = work.files.get(file.id)
        stone = work.executions.tombstone(file.id)
        assert stone is not None
        assert (kept.state, stone.sheets, len(stone.digests)) == (FileState.DESTROYED, (101,), 2)
        assert work.files.roster(kept) is None
        assert work.trail.verify().whole
        (evidence,) = (one for one in work.files.of_year(2026) if one.series == "05-14")
        assert evidence.keep_until == dt.date(2029, 11, 24)
    left = list(traces(archive))
    # The register is in there on SQLite; statements are kept for 25 years, with their names.
    statements = [path for path in left if "05-12" in path.as_posix()]
    papers = [path for path in left if "05-14" in path.as_posix()]
    others = {path.name for path in left if path not in statements and path not in papers}
    assert others <= {"register.db"}
    assert {path.name for path in papers} == {"act.pdf", "extract.pdf"}
    assert all(name in _text(path.read_bytes()) for path in papers for name in STUDENTS)

    archive.clock.now = dt.datetime(2029, 11, 25, 12, tzinfo=dt.UTC)
    archive.confirm()
    again = destroyed(archive, paper=False)
    with archive.register.reading() as work:
        act_again = work.acts.get(again)
        assert act_again is not None
        assert [str(row.file) for row in act_again.rows] == [evidence.external_id]
        assert work.files.get(evidence.id).state is FileState.DESTROYED
    assert {path for path in traces(archive) if "05-14" in path.as_posix()} == set()


def test_no_name_of_the_destroyed_is_left_in_the_register(archive: Archive) -> None:
    """Grade statements of other people stand beside it: only the names of the destroyed file may be gone."""
    file = archive.journal()
    with archive.register.transaction(by="archivist") as work:
        statements = work.files.sibling(file, "05-12")
        assert statements is not None
        work.files.correct(statements, "опыт", roster=work.files.roster(statements).of(["Другая Вера"]))  # type: ignore[union-attr]
    assert list(traces(archive, within="register.db"))
    destroyed(archive, paper=False)
    assert list(traces(archive, within="register.db")) == []


def test_the_printed_act_carries_the_head_of_the_trail(archive: Archive) -> None:
    archive.journal()
    act = archive.approved()
    pdf = print_act(archive.office("archivist"), act.number)
    with archive.register.reading() as work:
        (anchor,) = (one for one in work.trail.anchors() if one.kind is AnchorKind.ACT)
        assert work.trail.verify().whole
    text = "".join(_text(pdf).split())
    assert anchor.digest in text
    assert act.digest in text
    assert "О.И.Громов" in text


def test_a_medium_that_is_away_keeps_the_act_executing(archive: Archive) -> None:
    archive.medium("Н-3")
    archive.deposit("ИС-21", "05-12", media=("Н-1", "Н-3"))  # two copies of the statements are read now
    archive.deposit(media=("Н-1", "Н-2"))
    act = archive.approved()
    away = archive.folders["Н-2"]
    away.rename(away.with_name("в сейфе"))
    done = archive.execute(act.number)
    assert list(done.absent) == ["Н-2"]
    assert [copy.where for copy in done.left if copy.kind is CopyKind.MEDIUM] == ["Н-2"]
    away.with_name("в сейфе").rename(away)
    done = archive.execute(act.number)
    assert done.over
    assert list(away.rglob("05-11/**/bagit.txt")) == []


def test_what_an_interrupted_deposit_left_goes_too(archive: Archive) -> None:
    class Killed(Exception):
        pass

    def stop(name: str) -> None:
        if name == "write Н-2":
            raise Killed

    with pytest.raises(Killed):
        archive.deposit(content=b"first", step=stop)
    assert list(archive.folders["Н-1"].rglob("05-11/**/volume.pdf"))
    first = {path.parent for path in archive.folders["Н-1"].rglob("bagit.txt")}
    archive.medium("Н-3")
    archive.deposit("ИС-21", "05-12", media=("Н-2", "Н-3"))
    archive.deposit(content=b"second", media=("Н-2", "Н-3"))
    act = archive.approved()
    assert archive.execute(act.number).over
    assert first
    assert list(archive.folders["Н-1"].rglob("05-11/**/*.*")) == []
