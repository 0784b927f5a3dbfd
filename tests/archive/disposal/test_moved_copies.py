"""Copies that do not lie where the register has them: found by what they are, or accounted by a person."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import pytest
from witness import files_below

from archive_for_disposal import SURNAMES, Archive
from archiver.archive.disposal.by_hand import confirm_removed
from archiver.archive.disposal.execution import standing
from archiver.archive.disposal.words import done_lines
from archiver.errors import Refused, UsageError
from archiver.remedies import Deed
from retention.copies import Method

pytestmark = pytest.mark.usefixtures("quick_papers")
STUDENTS = tuple(name for name in SURNAMES if name != "Лебедев")


def bag_on(folder: Path) -> Path:
    """The bag of the journal on a medium."""
    (bag,) = [path.parent for path in (folder / "05-11").rglob("bagit.txt")]
    return bag


def named_on(folder: Path) -> list[str]:
    """Files of the journal that name a student, wherever they lie; statements are kept, and so are papers."""
    return [
        path
        for path, content in files_below(folder).items()
        if not path.startswith(("05-12/", "05-14/")) and any(name.encode() in content for name in STUDENTS)
    ]


def approved(archive: Archive) -> str:
    archive.journal()
    return str(archive.approved().number)


@pytest.mark.parametrize("place", ["Новая папка/копия", "05-12/копия", "2019-20/без метки"])
def test_a_moved_bag_is_found_and_erased(archive: Archive, place: str) -> None:
    number = approved(archive)
    disk = archive.folders["Н-1"]
    moved = disk / place
    moved.parent.mkdir(parents=True, exist_ok=True)
    bag_on(disk).rename(moved)
    if place.endswith("без метки"):
        (moved / "bagit.txt").unlink()
        (moved / "bag-info.txt").unlink()
    done = archive.execute(number)
    assert done.over and not done.problems and not done.tally.removed
    assert (done.tally.electronic, done.tally.explained, done.tally.names) == (2, 1, 1)
    told = list(done_lines(done, lambda deed, subject="": f"{deed} {subject}"))
    assert told[0] == "Доказано уничтожение 2 экземпляров: электронных 2, бумажных 0."
    assert place in told[2]
    assert not moved.exists()
    assert named_on(disk) == []
    archive.account(number)
    with archive.register.reading() as work:
        execution, _entry = standing(work, number)
    (own,) = [proof for proof in execution.proofs.values() if place in proof.remark]
    assert (own.method, own.digest_before) == (Method.EXPLAINED, None)


def test_a_second_copy_made_by_hand_goes_too_even_inside_another_bag(archive: Archive) -> None:
    number = approved(archive)
    disk = archive.folders["Н-2"]
    bag = bag_on(disk)
    archive.deposit("ИС-22", closed_on=dt.date(2026, 7, 5), students=("Другая Вера",))
    (other,) = [path.parent for path in (disk / "05-11").rglob("bagit.txt") if path.parent != bag]
    shutil.copytree(bag, other / "data" / "копия")
    shutil.copytree(bag, disk / "сохранить")
    assert archive.execute(number).over
    assert named_on(disk) == []
    assert not (other / "data" / "копия").exists() and (other / "bagit.txt").exists()


def test_a_copy_made_after_the_execution_keeps_the_act_open(archive: Archive) -> None:
    number = approved(archive)
    disk = archive.folders["Н-2"]
    shutil.copytree(bag_on(disk), archive.folder / "карман")
    assert archive.execute(number).over
    shutil.copytree(archive.folder / "карман", disk / "из кармана")
    with pytest.raises(Refused, match="из кармана"):
        archive.account(number)
    assert archive.execute(number).over
    archive.account(number)
    assert named_on(disk) == []


def test_a_bag_removed_by_hand_is_accounted_by_a_document_and_not_proven(archive: Archive) -> None:
    number = approved(archive)
    shutil.rmtree(bag_on(archive.folders["Н-1"]))
    done = archive.execute(number)
    assert not done.over
    assert [(remedy.deed, remedy.subject) for remedy in done.remedies] == [
        (Deed.CONFIRM_REMOVED, f"{number} Н-1")
    ]
    with pytest.raises(Refused):
        archive.account(number)
    office = archive.office("it")
    with pytest.raises(UsageError):
        confirm_removed(office, number, "Н-1", " ")
    with pytest.raises(UsageError):
        confirm_removed(office, number, "Н-2", "докладная № 5")
    (copy,) = confirm_removed(office, number, "Н-1", "докладная № 5 от 01.11.2026")
    done = archive.execute(number)
    assert done.over and (done.tally.removed, done.tally.destroyed) == (1, 1)
    assert any("документ" in line for line in done_lines(done, lambda deed, subject="": f"{deed} {subject}"))
    archive.account(number)
    with archive.register.reading() as work:
        proof = standing(work, number)[0].proofs[copy.id]
    assert (proof.method, proof.answer.text) == (Method.REMOVED, "докладная № 5 от 01.11.2026")
    assert "доказательства нет" in proof.remark


def test_no_document_accounts_for_a_bag_that_is_somewhere_on_the_medium(archive: Archive) -> None:
    number = approved(archive)
    disk = archive.folders["Н-1"]
    shutil.copytree(bag_on(disk), archive.folder / "карман")
    shutil.rmtree(bag_on(disk))
    assert not archive.execute(number).over
    (archive.folder / "карман").rename(disk / "из кармана")
    with pytest.raises(Refused, match="из кармана"):
        confirm_removed(archive.office("it"), number, "Н-1", "докладная № 5")
    assert archive.execute(number).over


def test_what_cannot_be_erased_as_it_lies_is_told_and_keeps_the_act_open(archive: Archive) -> None:
    number = approved(archive)
    disk = archive.folders["Н-1"]
    volume = bag_on(disk) / "data" / "volumes" / "volume.pdf"
    shutil.copy(volume, disk / "черновик.pdf")
    shutil.copytree(bag_on(disk), disk / "свалка")
    (statements,) = [path.parent for path in (disk / "05-12").rglob("bagit.txt")]
    shutil.copytree(statements, disk / "свалка" / "другое")
    (disk / "конец ").mkdir()
    done = archive.execute(number)
    assert not done.left and not done.over
    strays = {one.what: one.holds_others for one in done.strays}
    assert strays == {"свалка": True, "черновик.pdf": False}
    assert any("конец" in line for line in done.problems)
    assert (disk / "свалка" / "другое" / "bagit.txt").exists()
    with pytest.raises(Refused, match=r"черновик\.pdf"):
        archive.account(number)
    (disk / "черновик.pdf").unlink()
    shutil.move(disk / "свалка" / "другое", disk / "другое")
    assert archive.execute(number).over
    archive.account(number)
    assert not (disk / "свалка").exists()
