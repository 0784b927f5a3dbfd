"""Files that Windows or a person left in bags: told as such, no damage, and removed when it is asked for."""

from __future__ import annotations

import pytest
from preserved import Preserved, document

from archiver.register.model.media import Condition
from archiver.register.model.packages import CopyState
from archives import flip
from storage.bag.foreign import is_of_a_system


def test_what_a_system_left_in_a_bag_is_no_damage_and_can_be_removed(
    preserved: Preserved, capsys: pytest.CaptureFixture[str]
) -> None:
    bag = preserved.bag(1)
    (bag / "data/Thumbs.db").write_bytes(b"thumbs")
    (bag / "desktop.ini").write_text("[x]")
    (bag / "data/записка.txt").write_text("x")
    capsys.readouterr()
    assert preserved.run("verify", "Н-1") == 3
    told = capsys.readouterr().out
    assert "Thumbs.db: посторонний файл: к пакету не относится и его не повреждает (создан Windows" in told
    assert "посторонних файлов: 3; пакеты ими не повреждены" in told
    assert "Удалить их: archiver repair --remove-foreign Н-1" in told
    assert "все целы" in told
    assert "Восстановите" not in told
    with preserved.archive.register() as register, register.reading() as work:
        medium = work.media.by_inventory("Н-1")
        assert medium is not None
        assert medium.condition is Condition.GOOD
        assert {copy.state for copy in work.copies.on_medium(medium.id)} == {CopyState.REGISTERED}
    assert preserved.run("repair", "Н-1") == 0
    assert (bag / "data/Thumbs.db").exists(), "a repair decides nothing about them"
    capsys.readouterr()
    assert preserved.run("repair", "--remove-foreign", "Н-1", "--json") == 0
    (done,) = (one for one in document(capsys)["bags"] if one.get("removed"))
    assert len(done["removed"]) == 3
    assert preserved.contents(1) == preserved.good
    assert preserved.run("verify", "Н-1") == 0
    capsys.readouterr()
    assert preserved.run("repair", "--remove-foreign") == 0
    assert "Посторонних файлов в пакетах нет" in capsys.readouterr().out


def test_damage_beside_foreign_files_is_still_damage(
    preserved: Preserved, capsys: pytest.CaptureFixture[str]
) -> None:
    bag = preserved.bag(1)
    (bag / ".DS_Store").write_bytes(b"x")
    flip(bag / "data/journal.json")
    assert preserved.run("verify", "Н-1") == 3
    capsys.readouterr()
    assert preserved.run("repair", "Н-1") == 0
    told = capsys.readouterr().out
    assert "data/journal.json восстановлен" in told or "data/journal.json — восстановлен" in told
    assert "посторонние файлы не тронуты" in told
    assert preserved.run("repair", "--remove-foreign", "--onto", "Н-1") == 2


@pytest.mark.parametrize(
    "path",
    [
        "Thumbs.db", "data/THUMBS.DB", "data/x/desktop.ini", ".DS_Store", "data/._Том 1.pdf",
        "$RECYCLE.BIN/S-1/x.pdf", "System Volume Information/WPSettings.dat", ".Trash-1000/files/a",
    ],
)  # fmt: skip
def test_names_of_systems_are_known(path: str) -> None:
    assert is_of_a_system(path)


@pytest.mark.parametrize("path", ["data/Том 1.pdf", "bagit.txt", "data/thumbs.pdf", "data/desktop.ini.txt"])
def test_other_names_are_not_taken_for_them(path: str) -> None:
    assert not is_of_a_system(path)
