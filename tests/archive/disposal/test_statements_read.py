"""No journal goes while its statements are not whole on two media, read now (regulation, item 5)."""

from __future__ import annotations

import datetime as dt
import shutil

import pytest

from archive_for_disposal import Archive
from archiver.archive.disposal import steps
from archiver.archive.disposal.drafting import ActWanted, draw_up
from archiver.archive.disposal.due import due
from archiver.errors import Refused
from archiver.register.model.packages import CopyState
from retention.people import Protocol

pytestmark = pytest.mark.usefixtures("quick_papers")


def drafted(archive: Archive) -> str:
    return str(draw_up(archive.office("archivist"), ActWanted()).number)


def states(archive: Archive) -> list[CopyState]:
    """How the register thinks the statements lie."""
    with archive.register.reading() as work:
        (file,) = (one for one in work.files.of_year(2019) if one.series == "05-12")
        (bag,) = work.bags.of_file(file.id)
        return sorted(copy.state for copy in work.copies.of_bag(bag.id))


def journals(archive: Archive) -> int:
    """Bags of journals on the media."""
    return sum(len(list((folder / "05-11").rglob("bagit.txt"))) for folder in archive.folders.values())


def test_statements_that_are_on_no_medium_any_more_keep_their_journal(archive: Archive) -> None:
    archive.journal()
    for folder in archive.folders.values():
        shutil.rmtree(folder / "05-12")
    with pytest.raises(Refused, match="ведомост"):
        drafted(archive)
    assert states(archive) == [CopyState.MISSING, CopyState.MISSING]
    with archive.register.reading() as work:
        assert work.acts.all() == ()


@pytest.mark.parametrize("absent", [False, True])
def test_statements_lost_after_the_approval_stop_the_execution(archive: Archive, absent: bool) -> None:
    archive.journal()
    number = archive.approved().number
    away = archive.folders["Н-2"].rename(archive.folder / "в ящике")
    if absent:
        archive.folders["Н-2"].mkdir()
        with pytest.raises(Refused, match=r"ИС-21: сейчас прочитано целых экземпляров: 1.*Н-2"):
            archive.execute(number)
        archive.folders["Н-2"].rmdir()
    away.rename(archive.folders["Н-2"])
    (volume,) = (archive.folders["Н-2"] / "05-12").rglob("volume.pdf")
    volume.write_bytes(b"0" * volume.stat().st_size)
    with pytest.raises(Refused, match="ведомост"):
        archive.execute(number)
    assert states(archive) == [CopyState.DAMAGED, CopyState.REGISTERED]
    assert journals(archive) == 2


def test_one_medium_at_hand_is_not_enough_to_draw_up_an_act(archive: Archive) -> None:
    archive.journal()
    archive.folders["Н-2"].rename(archive.folder / "в ящике")
    with pytest.raises(Refused, match=r"Прочитаны не все носители.*Н-2"):
        drafted(archive)
    (archive.folder / "в ящике").rename(archive.folders["Н-2"])
    assert drafted(archive)


def test_a_step_refuses_a_check_older_than_the_interval_of_the_medium(archive: Archive) -> None:
    """Folders on a server are checked every 90 days; drawing up an act reads the statements, so it may."""
    archive.journal()
    archive.clock.now += dt.timedelta(days=100)
    (one,) = due(archive.office("archivist"))
    assert one.eligible
    number = drafted(archive)
    archive.clock.now += dt.timedelta(days=91)
    with pytest.raises(Refused, match="дольше"):
        steps.agree(archive.office("archivist"), number, Protocol("3", archive.clock.today))
    archive.clock.now -= dt.timedelta(days=91)
    steps.agree(archive.office("archivist"), number, Protocol("3", archive.clock.today))
    archive.clock.now += dt.timedelta(days=91)
    with pytest.raises(Refused, match="дольше"):
        steps.approve(archive.office("director", archive.clock.today), number)
