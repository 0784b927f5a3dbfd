"""What comes back of an act that is over is erased under it; what nobody registered is taken in, or told."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import pytest
from witness import files_below

from archive_for_disposal import SURNAMES, Archive
from archiver.archive.custody.attention import attention_of
from archiver.archive.disposal.execution import standing
from archiver.archive.disposal.paper import confirm_medium
from archiver.archive.disposal.recovering import recover
from archiver.archive.disposal.returning import finish_returned
from archiver.archive.preservation.adopting import adopt, erase_duplicate
from archiver.archive.preservation.readmitting import readmit
from archiver.archive.preservation.verification import Verification
from archiver.errors import Refused, UsageError
from archiver.progress import Silent
from archiver.register.backup import back_up
from archiver.register.model.packages import BagState, CopyState
from archiver.register.opening import open_url
from archiver.register.restore import restore
from archiver.remedies import Deed, Remedy

pytestmark = pytest.mark.usefixtures("quick_papers")
STUDENTS = tuple(name for name in SURNAMES if name != "Лебедев")


def bag_on(folder: Path, series: str = "05-11") -> Path:
    (bag,) = [path.parent for path in (folder / series).rglob("bagit.txt")]
    return bag


def named_on(folder: Path) -> list[str]:
    """Files of journals that name a student, wherever they lie."""
    return [
        path
        for path, content in files_below(folder).items()
        if not path.startswith(("05-12/", "05-14/")) and any(name.encode() in content for name in STUDENTS)
    ]


def looked_through(archive: Archive, number: str) -> None:
    with archive.register.reading() as work:
        medium = work.media.by_inventory(number)
    assert medium is not None
    Verification(archive.register, archive.settings.archive, "it", progress=Silent()).medium(medium)


def test_bags_of_an_accounted_act_that_are_back_go_under_it(archive: Archive) -> None:
    archive.journal()
    number = str(archive.approved().number)
    first, second = archive.folders.values()
    shutil.copytree(bag_on(first), archive.folder / "карман")
    place = bag_on(first).relative_to(first)
    it = archive.office("it")
    assert archive.execute(number).over
    with pytest.raises(Refused) as refused:
        finish_returned(it, number)
    assert refused.value.remedy == Remedy(Deed.CONTINUE_ACT, number)
    archive.account(number)
    assert finish_returned(it, number).erased == ()
    shutil.copytree(archive.folder / "карман", first / place)
    shutil.copytree(archive.folder / "карман", second / "найдено")
    looked_through(archive, "Н-2")
    assert [one.places for one in attention_of(it).unregistered] == [("reappeared:найдено",)]
    with pytest.raises(Refused):
        finish_returned(archive.office("director"), number)  # who has approved erases nothing
    (told,) = adopt(it, "Н-2", Silent())
    assert told.remedy is not None and told.remedy.deed in {Deed.FINISH_RETURNED, Deed.RECOVER_ACTS}
    done = finish_returned(it, number)
    assert done.well and {(copy.where, copy.what) for copy in done.erased} == {
        ("Н-1", str(place)),
        ("Н-2", "найдено"),
    }
    assert named_on(first) == named_on(second) == []
    assert not attention_of(it).needed
    with archive.register.reading() as work:
        execution, _entry = standing(work, number)
        assert work.trail.verify().whole
    assert execution.left == ()


def test_a_bag_that_nobody_registered_is_taken_in_and_a_second_copy_erased(archive: Archive) -> None:
    file = archive.journal()
    it = archive.office("it")
    disk = archive.folders["Н-1"]
    bag = bag_on(disk)
    shutil.copytree(bag, disk / "копия")
    looked_through(archive, "Н-1")
    (told,) = adopt(it, "Н-1", Silent(), place="копия")
    assert told.remedy == Remedy(Deed.ERASE_DUPLICATE, "Н-1 'копия'")
    with pytest.raises(UsageError):
        erase_duplicate(it, "Н-1", "нет такой")
    erase_duplicate(it, "Н-1", "копия")
    assert not (disk / "копия").exists() and bag.exists()
    assert not attention_of(it).needed
    bag.rename(disk / "перенесено")
    looked_through(archive, "Н-1")
    (done,) = adopt(it, "Н-1", Silent())
    assert (done.why, done.place) == ("", "перенесено")
    with archive.register.reading() as work:
        (own,) = work.bags.of_file(file.id)
        copies = work.copies.of_bag(own.id)
    assert own.state is BagState.CURRENT
    assert [copy.state for copy in copies] == [CopyState.REGISTERED, CopyState.REGISTERED]
    assert "перенесено" in {copy.prefix for copy in copies}
    assert not attention_of(it).needed


def test_papers_of_a_run_that_the_register_forgot_are_taken_in_as_an_earlier_version(
    archive: Archive, tmp_path: Path, url: str
) -> None:
    """They name students and belonged to nobody; taken in, they go with the later ones in their time."""
    archive.journal()
    back_up(archive.register, tmp_path / "копия.gz", by="it")
    number = str(archive.approved().number)
    assert archive.execute(number).over
    archive.account(number)
    archive.register.close()
    restore(tmp_path / "копия.gz", url, by="it", replace=True)
    archive.clock.now = dt.datetime.now(dt.UTC) + dt.timedelta(seconds=5)
    archive.register = open_url(url, clock=archive.clock)
    archive.confirm()
    assert recover(archive.office("archivist")).well
    assert archive.execute(number).over
    archive.account(number)
    it = archive.office("it")
    for medium in archive.folders:
        looked_through(archive, medium)
    assert {one.count for one in attention_of(it).unregistered} == {1}
    for medium in archive.folders:
        (done,) = adopt(it, medium, Silent())
        assert done.why == ""
    assert not attention_of(it).needed
    with archive.register.reading() as work:
        (file,) = (one for one in work.files.of_year(2026) if one.series == "05-14")
        states = [(bag.state, len(work.copies.of_bag(bag.id))) for bag in work.bags.of_file(file.id)]
    assert sorted(states) == [(BagState.CURRENT, 2), (BagState.SUPERSEDED, 2)]


def test_a_lost_disk_that_is_found_comes_back_only_without_what_acts_have_destroyed(
    archive: Archive,
) -> None:
    archive.medium("Н-3")
    archive.deposit("ИС-21", "05-12", media=("Н-1", "Н-2"))
    archive.deposit(media=("Н-1", "Н-3"))
    archive.deposit("ИС-22", "05-12", media=("Н-1", "Н-3"))
    lost = archive.folders["Н-3"]
    away = lost.rename(archive.folder / "где-то")
    it = archive.office("it")
    with archive.register.transaction(by="it") as work:
        medium = work.media.by_inventory("Н-3")
        assert medium is not None
        work.media.retire(medium, "утрачен", archive.clock.today, even_last=True)
    number = str(archive.approved().number)
    archive.execute(number)
    confirm_medium(it, number, "Н-3", "акт об утрате № 2")
    assert archive.execute(number).over
    archive.account(number)
    assert attention_of(it).single == 1
    away.rename(lost)
    with pytest.raises(Refused, match="ИС-21") as refused:
        readmit(it, "Н-3", "найден в сейфе")
    assert refused.value.remedy is not None and refused.value.remedy.deed is Deed.FINISH_RETURNED
    assert [one.medium for one in attention_of(it).unregistered] == ["Н-3"]
    assert finish_returned(it, number).well
    assert named_on(lost) == []
    assert readmit(it, "Н-3", "найден в сейфе") == ()
    with pytest.raises(Refused, match="на учёте"):
        readmit(it, "Н-3", "ещё раз")
    with archive.register.reading() as work:
        again = work.media.by_inventory("Н-3")
        assert again is not None and again.retired_on is None
        assert again.next_check_due == archive.clock.today
        assert len(list(work.trail.events(action="medium.readmitted"))) == 1
    assert not attention_of(it).needed
