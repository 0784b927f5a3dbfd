"""Holds, closings and periods are told to the media, and what they tell outlives any register (ADR 0049)."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import pytest

from archive_for_disposal import Archive
from archiver.archive.audit.trail import check_trail
from archiver.archive.custody.closing import move_closing
from archiver.archive.custody.holding import Meant, lift, place
from archiver.archive.disposal.drafting import ActWanted, draw_up
from archiver.archive.disposal.recovering import recover
from archiver.archive.disposal.remembering import read_back
from archiver.archive.disposal.testimony import Forgotten
from archiver.archive.media.changing import retire
from archiver.archive.preservation.rebuilding import Rebuilding
from archiver.counter.trail_files import FOLDER, read_told
from archiver.errors import Refused
from archiver.progress import Silent
from archiver.register.opening import open_url
from archiver.remedies import Deed
from storage.directory import DirectoryStore

pytestmark = pytest.mark.usefixtures("quick_papers")
COURT = "запрос суда № 1 от 01.10.2026"


def held(archive: Archive, file: str, document: str = COURT) -> int:
    return place(archive.office("archivist"), Meant((file,)), document, "").holds[0].id


def draft(archive: Archive, *files: str) -> object:
    return draw_up(archive.office("archivist"), ActWanted(files))


def told(folder: Path) -> list[str]:
    files = sorted(read_told(DirectoryStore(folder)), key=lambda file: file.head.sequence)
    return [str(one.kind) for file in files for one in file.decisions]


def saved(archive: Archive) -> bytes:
    archive.register.forget()
    return Path(str(archive.register.url.database)).read_bytes()


def put_back(archive: Archive, database: bytes) -> None:
    """A copy of the file laid in its place, past the program: nothing tells of it."""
    archive.register.close()
    place_ = Path(str(archive.register.url.database))
    for suffix in ("-wal", "-shm"):
        Path(f"{place_}{suffix}").unlink(missing_ok=True)
    place_.write_bytes(database)
    archive.register = open_url(f"sqlite:///{place_}", clock=archive.clock)


def away(folder: Path) -> Path:
    return folder.rename(folder.with_name(f"{folder.name} в сейфе"))


def test_a_copy_from_before_the_hold_knows_it_again(archive: Archive) -> None:
    file = archive.journal().external_id
    before = saved(archive)
    held(archive, file)
    put_back(archive, before)
    with pytest.raises(Refused) as refused:
        draft(archive, file)
    assert refused.value.remedy is not None
    assert refused.value.remedy.deed is Deed.RECOVER_ACTS
    back = recover(archive.office("archivist")).back
    assert [one.fault for one in back.entered] == [""]
    with pytest.raises(Refused, match="приостановлен"):
        draft(archive, file)
    assert check_trail(archive.office("archivist")).report.agreed
    with archive.register.reading() as work:
        (hold,) = work.holds.active()
    assert hold.document == COURT
    lift(archive.office("archivist"), [hold.id], "письмо суда № 2")
    draft(archive, file)


def test_a_trail_written_anew_without_the_hold_is_told_by_one_medium(archive: Archive) -> None:
    """Whoever restores a copy and goes on from it makes a trail that is whole in itself."""
    file = archive.journal().external_id
    before = saved(archive)
    held(archive, file)
    put_back(archive, before)
    for _event in range(9):
        with archive.register.transaction(by="admin") as work:
            work.trail.note("test.event", "register:1")
    archive.register.noted.take()
    assert check_trail(archive.office("archivist"), media=False).report.agreed
    assert not check_trail(archive.office("archivist")).report.whole
    with pytest.raises(Refused, match="осител"):
        draft(archive, file)
    recover(archive.office("archivist"))
    with pytest.raises(Refused, match="приостановлен"):
        draft(archive, file)
    assert check_trail(archive.office("archivist")).report.agreed


def test_a_lifting_slipped_into_the_trail_is_no_lifting(archive: Archive) -> None:
    """The register's own way to write events, but no use case: no medium is told."""
    file = archive.journal().external_id
    number = held(archive, file)
    with archive.register.transaction(by="admin") as work:
        work.holds.lift(work.holds.get(number), "письмо суда № 666")
    archive.register.noted.take()
    archive.deposit("ИС-22")
    assert check_trail(archive.office("archivist")).report.agreed
    with pytest.raises(Refused, match=COURT):
        draft(archive, file)


def test_a_lifting_that_only_one_medium_was_told_of_counts(archive: Archive) -> None:
    file = archive.journal().external_id
    number = held(archive, file)
    safe = away(archive.folders["Н-2"])
    lift(archive.office("archivist"), [number], "письмо суда № 2")
    with pytest.raises(Refused, match="Н-2"):
        draft(archive, file)
    safe.rename(archive.folders["Н-2"])
    assert (told(archive.folders["Н-1"]), told(archive.folders["Н-2"])) == (
        ["hold.placed", "hold.lifted"],
        ["hold.placed"],
    )
    draft(archive, file)
    assert "hold.lifted" in told(archive.folders["Н-2"])  # whoever reads both passes it on


def test_a_medium_that_was_away_is_told_later(archive: Archive) -> None:
    file = archive.journal().external_id
    safe = away(archive.folders["Н-2"])
    held(archive, file)
    safe.rename(archive.folders["Н-2"])
    assert told(archive.folders["Н-2"]) == []
    held(archive, file, "запрос прокуратуры № 7")
    assert told(archive.folders["Н-2"]) == ["hold.placed", "hold.placed"]


def test_a_rebuilt_register_knows_later_closings_and_holds(archive: Archive, tmp_path: Path) -> None:
    file = archive.journal().external_id
    archive.clock.now += dt.timedelta(days=1)
    move_closing(archive.office("archivist"), file, dt.date(2024, 7, 5), "приказ № 3")
    held(archive, file)
    with archive.register.reading() as work:
        known = work.files.known_as(file)
    archive.register.close()
    archive.register = open_url(f"sqlite:///{tmp_path}/new.db", clock=archive.clock)
    safe = away(archive.folders["Н-2"])
    Rebuilding(archive.register, archive.settings.archive, "it", progress=Silent()).from_media(
        [str(archive.folders["Н-1"])]
    )
    back = read_back(archive.register, archive.settings, by="it")
    assert {one.lack.kind for one in back.entered} == {Forgotten.MEDIUM, Forgotten.CLOSING, Forgotten.HOLD}
    assert back.unread == ("Н-2",)
    archive.staff()
    compared = recover(archive.office("archivist"))
    assert not compared.well
    assert compared.back.unread == ("Н-2",)
    with archive.register.reading() as work:
        again = work.files.known_as(file)
        (hold,) = work.holds.of_file(again.id)
    assert (again.closed_on, again.keep_until, hold.document) == (
        dt.date(2024, 7, 5),
        known.keep_until,
        COURT,
    )
    with pytest.raises(Refused, match="Н-2"):
        draft(archive, file)
    safe.rename(archive.folders["Н-2"])
    assert recover(archive.office("archivist")).well
    with pytest.raises(Refused, match="приостановлен"):
        draft(archive, file)


def test_a_medium_that_is_gone_is_stated_gone_by_a_document(archive: Archive) -> None:
    file = archive.journal().external_id
    archive.medium("Н-3")
    held(archive, archive.deposit("ИС-22").external_id)
    shutil.rmtree(archive.folders["Н-3"])
    with pytest.raises(Refused, match="Н-3") as refused:
        draft(archive, file)
    assert refused.value.remedy is not None
    assert (refused.value.remedy.deed, refused.value.remedy.subject) == (Deed.STATE_GONE, "Н-3")
    with archive.register.transaction(by="admin") as work:  # slipped in: the media do not know of it
        medium = work.media.by_inventory("Н-3")
        assert medium is not None
        work.media.retire(medium, "x", archive.clock.today, even_last=True)
    archive.register.noted.take()
    with pytest.raises(Refused, match="Н-3"):
        draft(archive, file)
    retire(archive.office("it"), "Н-3", "", document="акт № 5 от 01.11.2026")
    draft(archive, file)


def test_of_plain_heads_one_a_month_stays(archive: Archive) -> None:
    archive.journal()
    before = len(list((archive.folders["Н-1"] / FOLDER).iterdir()))
    for _time in range(3):
        archive.deposit("ИС-22")
        recover(archive.office("archivist"))
    assert len(list((archive.folders["Н-1"] / FOLDER).iterdir())) == before
    archive.clock.now += dt.timedelta(days=40)
    archive.confirm()
    recover(archive.office("archivist", archive.clock.today))
    assert len(list((archive.folders["Н-1"] / FOLDER).iterdir())) == before + 1


def test_a_medium_that_refuses_is_told_and_stops_nothing(archive: Archive) -> None:
    file = archive.journal().external_id
    folder = archive.folders["Н-1"] / FOLDER
    shutil.rmtree(folder)
    folder.write_text("здесь лежит файл")
    office = archive.office("archivist")
    assert place(office, Meant((file,)), COURT, "").holds
    assert len(set(office.refused)) == 1
    assert "Н-1" in office.refused[0]
    assert told(archive.folders["Н-2"]) == ["hold.placed"]
