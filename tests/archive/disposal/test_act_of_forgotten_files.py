"""An act that is still being executed, and a register older than its files: it comes to its end."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from archive_for_disposal import STUDENTS, Archive
from archiver.archive.custody.holding import Meant, place
from archiver.archive.disposal.execution import standing
from archiver.archive.disposal.paper import HandOver, confirm_paper
from archiver.archive.disposal.papers import Papers
from archiver.archive.disposal.recovering import recover
from archiver.archive.disposal.reentering import NAMES_LOST
from archiver.archive.preservation.adopting import adopt
from archiver.errors import Refused
from archiver.progress import Silent
from archiver.register.backup import back_up
from archiver.register.model.files import FileState, Roster
from archiver.register.opening import open_url
from archiver.register.restore import restore
from archiver.remedies import Deed, Remedy
from retention.copies import Method
from retention.evidence import Evidence
from retention.steps import ActState

PULPED = HandOver(Method.PULPED, 900, "ООО «Вторсырьё»", "77", dt.date(2026, 11, 24))
CODE, WORDS = "ИС-21", "1 курс «ИС-21»"


@pytest.fixture
def subjects(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, ...]]:
    """Of whom the papers of order 179 tell, each time they are printed."""
    told: list[tuple[str, ...]] = []

    def printed(_papers: Papers, completed: Evidence, _lines: object) -> dict[str, bytes]:
        told.append(completed.subjects)
        return {"act": b"act", "extract": b"extract"}

    monkeypatch.setattr(Papers, "printed", printed)
    return told


def put_back(archive: Archive, saved: Path, url: str) -> None:
    archive.register.close()
    restore(saved, url, by="it", replace=True)
    archive.clock.now = dt.datetime.now(dt.UTC) + dt.timedelta(seconds=5)
    archive.register = open_url(url, clock=archive.clock)
    archive.confirm()


def executed(archive: Archive, group: str, saved: Path, url: str) -> str:
    """Only paper is left of the journal of an act when a copy from before its deposit is put back."""
    back_up(archive.register, saved, by="it")
    archive.paper(archive.journal(group))
    number = str(archive.approved().number)
    assert not archive.execute(number).over
    assert not journals(archive)
    put_back(archive, saved, url)
    return number


def journals(archive: Archive) -> list[Path]:
    return [path for folder in archive.folders.values() for path in (folder / "05-11").rglob("*.pdf")]


@pytest.mark.parametrize(("group", "named"), [(CODE, STUDENTS), (WORDS, ())])
def test_its_paper_is_confirmed_and_it_is_accounted(
    archive: Archive,
    tmp_path: Path,
    url: str,
    group: str,
    named: tuple[str, ...],
    subjects: list[tuple[str, ...]],
) -> None:
    number = executed(archive, group, tmp_path / "до.gz", url)
    (entered,) = recover(archive.office("archivist")).entered
    assert entered.fault == ""
    with pytest.raises(Refused) as refused:  # its statements lie on the media, and in no register yet
        confirm_paper(archive.office("it"), number, PULPED)
    assert refused.value.remedy == Remedy(Deed.LIST_UNREGISTERED)
    for medium in archive.folders:
        assert not [one.why for one in adopt(archive.office("it"), medium, Silent()) if one.why]
    with archive.register.transaction(by="it") as work:  # the bags of these tests have no twin to read
        (statements,) = (one for one in work.files.of_year(2019) if one.series == "05-12")
        work.files.correct(statements, "опыт", roster=Roster.of(named))
    assert not archive.execute(number).over
    assert len(confirm_paper(archive.office("it"), number, PULPED)) == 1
    assert archive.execute(number).over
    archive.account(number)
    assert not journals(archive)
    assert subjects == [named or (NAMES_LOST,)]  # as the statements of the group name them
    with archive.register.reading() as work:
        execution, _entry = standing(work, number)
        (file,) = (one for one in work.files.of_year(2019) if one.series == "05-11")
    assert execution.act.state is ActState.ACCOUNTED
    assert (file.state, file.group, len(file.digests)) == (FileState.DESTROYED, group, 1)
    assert archive.deposited(group).message  # destroyed: it is not deposited again
    assert not journals(archive)


def test_a_bag_that_is_left_tells_more_than_the_act(
    archive: Archive, tmp_path: Path, url: str, subjects: list[tuple[str, ...]]
) -> None:
    saved = tmp_path / "до.gz"
    back_up(archive.register, saved, by="it")
    file = archive.journal()
    number = str(archive.approved().number)
    away = (archive.folders["Н-2"] / "05-11").rename(tmp_path / "вынесено")
    assert not archive.execute(number).over
    away.rename(archive.folders["Н-2"] / "05-11")
    place(archive.office("archivist"), Meant((file.external_id,)), "запрос суда № 1", "")
    put_back(archive, saved, url)
    compared = recover(archive.office("archivist"))
    assert [one.fault for one in compared.entered] == [""]
    assert [one.fault for one in compared.back.entered] == [""]
    with archive.register.reading() as work:
        again = work.files.known_as(file.external_id)
        assert (again.closed_on, again.keep_until) == (file.closed_on, file.keep_until)
        assert len(work.holds.of_file(again.id)) == 1
    for medium in archive.folders:
        adopt(archive.office("it"), medium, Silent())
    archive.execute(number)
    assert journals(archive)  # held
    assert not subjects
