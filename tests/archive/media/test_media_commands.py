"""Media from their first day to their last, by the commands alone."""

from __future__ import annotations

import datetime as dt
import io
import shutil
import subprocess
from pathlib import Path

import pypdf
import pytest

from college_of_test import College

ALL = (
    "--kind", "usb", "--site", "Корпус 1", "--room", "Сейф 3", "--threat", "паводок",
    "--custodian", "Архивариус", "--serial", "WD-77", "--series", "05-11", "--destruction-year", "2032",
    "--year", "2025/26", "--write-once",
)  # fmt: skip


def test_every_field_of_the_register_is_asked_for_and_shown(college: College) -> None:
    college.disk("ИТ-1", *ALL)
    card = college.well("media", "show", "ИТ-1").out
    listed = college.well("media", "list").out
    today = f"{dt.date.today():%d.%m.%Y}"
    for text in ("ИТ-1", "USB", "Корпус 1", "Сейф 3", "Архивариус", "05-11", "2032", "2025/26", "исправен"):
        assert text in card, text
        assert text in listed, text
    due = f"{dt.date.today() + dt.timedelta(days=180):%d.%m.%Y}"
    for text in ("паводок", "WD-77", "Перезаписываемый: нет", "ГБ", f"Учтён: {today}", f"до: {due}"):
        assert text in card, text
    assert (college.root / "ИТ-1" / "archiver-medium.json").read_text("utf-8").count("ИТ-1") == 2


def test_labels_say_what_the_card_says(college: College) -> None:
    college.disk("ИТ-1", *ALL)
    college.disk("ИТ-2")
    college.well("media", "label", "ИТ-1", "ИТ-2", "--to", "этикетки.pdf")
    content = (college.root / "этикетки.pdf").read_bytes()
    text = " ".join("".join(p.extract_text() for p in pypdf.PdfReader(io.BytesIO(content)).pages).split())
    for told in (
        "ТК",
        "ИТ-1",
        "ИТ-2",
        "WD-77",
        "однократной записи",
        "2032",
        "Корпус 1, Сейф 3",
        "Архивариус",
    ):
        assert told in text, told
    assert (
        subprocess.run(["qpdf", "--check", "этикетки.pdf"], capture_output=True, check=False).returncode == 0
    )
    assert college.call("media", "label", "ИТ-9", "--to", "x.pdf").code == 2
    assert not (college.root / "x.pdf").exists()


def test_a_disk_mounted_elsewhere_is_found_there_and_no_other_is_taken_for_it(college: College) -> None:
    one, two = college.disks()
    moved = one.rename(college.root / "mnt2")
    said = college.call("media", "check", "ИТ-1")
    assert (said.code, str(one) in said.err) == (6, True)
    for wrong, code in ((two, 9), (college.root / "нет", 6), (college.root / "exports", 6)):
        assert college.call("media", "change", "ИТ-1", "--address", wrong).code == code
    (college.root / "чистый").mkdir()
    assert college.call("media", "change", "ИТ-1", "--address", college.root / "чистый").code == 9
    assert f"Адрес: {one}" in college.well("media", "show", "ИТ-1").out
    college.well("media", "change", "ИТ-1", "--address", moved)
    college.well("media", "check", "ИТ-1")


def test_the_card_of_a_medium_is_corrected(college: College) -> None:
    college.disk("ИТ-1")
    said = college.well("media", "change", "ИТ-1", *ALL, "--capacity", "7")
    for text in (
        "USB",
        "Корпус 1, Сейф 3",
        "паводок",
        "Архивариус",
        "WD-77",
        "05-11, уничтожить в 2032",
        "7,0 ГБ",
    ):
        assert text in said.out, text
    again = college.well("media", "change", "ИТ-1", "--for-any", "--rewritable", "--room", "")
    for text in ("Место: Корпус 1\n", "любые дела", "Перезаписываемый: да", "Учебный год: —"):
        assert text in again.out, text
    assert college.call("media", "change", "ИТ-1").code == 2
    assert college.call("media", "change", "ИТ-1", "--kind", "bucket").code == 2
    assert college.call("media", "change", "ИТ-9", "--room", "1").code == 2


def test_a_medium_is_not_reserved_against_what_it_holds(college: College) -> None:
    college.disks()
    college.binders()
    assert college.deposit().code == 0
    for words in (("--destruction-year", "2050"), ("--series", "05-12")):
        said = college.call("media", "change", "ИТ-1", *words)
        assert (said.code, "05-11 → 2032" in said.err) == (9, True), said
    assert (
        "05-11, уничтожить в 2032"
        in college.well("media", "change", "ИТ-1", "--write-once", "--series", "05-11").out
    )


def test_a_look_names_bags_that_are_gone(college: College) -> None:
    one, two = college.disks()
    college.binders("ИС-21", "ИС-22")
    assert college.deposit().code == 0
    assert "пакетов: 2" in college.well("media", "check", "ИТ-1").out
    gone = college.bags(one)[0]
    shutil.rmtree(gone)
    said = college.call("media", "check", "ИТ-1")
    assert (said.code, gone.name in said.out, "под сомнением" in said.out) == (3, True, True)
    shutil.move(two, college.root / "aside")
    shutil.move(one, two)
    assert college.call("media", "check", "ИТ-2").code == 9
    assert college.call("media", "check", "ИТ-1").code == 6


def test_a_clone_of_a_disk_is_told_of(college: College, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = "0a1b2c3d-0000-4000-8000-000000000001", "0a1b2c3d-0000-4000-8000-000000000002"
    monkeypatch.setattr("storage.file_system._uuid_of", lambda _device: first)
    disk = college.disk("ИТ-1")
    college.well("media", "check", "ИТ-1")
    monkeypatch.setattr("storage.file_system._uuid_of", lambda _device: second)
    said = college.call("media", "check", "ИТ-1")
    assert (said.code, first in said.out, second in said.out) == (3, True, True)
    refused = college.call("media", "change", "ИТ-1", "--address", disk)
    assert refused.code == 9 and "клон" in refused.err and "--replaced" in refused.err
    assert first in refused.err and second in refused.err
    college.well("media", "change", "ИТ-1", "--address", disk, "--replaced")
    college.well("media", "check", "ИТ-1")


def test_a_clone_beside_its_disk_is_told_of(college: College) -> None:
    """A disk copied sector by sector has the UUID of its file system too, but is not where the disk is."""
    disk = college.disk("ИТ-1")
    copied, link = college.root / "copied", college.root / "link"
    shutil.copytree(disk, copied)
    link.symlink_to(disk, target_is_directory=True)
    refused = college.call("media", "change", "ИТ-1", "--address", copied)
    assert refused.code == 9 and "клон" in refused.err and "--replaced" in refused.err
    college.well("media", "change", "ИТ-1", "--address", link)
    shutil.rmtree(disk)
    college.well("media", "change", "ИТ-1", "--address", copied)


def test_a_label_says_which_copy_it_is_and_when_it_was_written(college: College) -> None:
    college.disks()
    college.binders()
    assert college.deposit().code == 0
    college.disk("ИТ-3")
    said = []
    for number in ("ИТ-1", "ИТ-2", "ИТ-3"):
        college.well("media", "label", number, "--to", f"{number}.pdf")
        pages = pypdf.PdfReader(io.BytesIO((college.root / f"{number}.pdf").read_bytes())).pages
        said.append(" ".join("".join(page.extract_text() for page in pages).split()))
    today = f"{dt.date.today():%d.%m.%Y}"
    assert f"Экземпляр: основной; записан: {today}" in said[0]
    assert f"Экземпляр: рабочий; записан: {today}" in said[1]
    assert "Экземпляр: __________; записан: __________" in said[2]


def test_leaving_service(college: College) -> None:
    college.disks()
    college.binders()
    assert college.deposit().code == 0
    assert college.call("media", "retire", "ИТ-1").code == 2
    left = college.call("media", "retire", "ИТ-1", "--reason", "изношен")
    assert (left.code, "одной копией" in left.out) == (3, True)
    assert college.call("media", "retire", "ИТ-1", "--reason", "ещё раз").code == 9
    assert college.call("media", "retire", "ИТ-2", "--reason", "изношен").code == 9
    left = college.call("media", "retire", "ИТ-2", "--reason", "утерян", "--lost")
    assert (left.code, "без копии" in left.out) == (3, True)
    assert "ИТ-" not in college.well("media", "list").out
    assert "ИТ-1" in college.well("media", "list", "--all").out
    assert "изношен" in college.well("media", "show", "ИТ-1").out
    assert college.call("media", "change", "ИТ-1", "--room", "5").code == 9
    assert college.call("deposit", "out", "--from", "exports", "--medium", "ИТ-1").code == 9


def test_a_failed_medium_is_not_written_to(college: College) -> None:
    one, _two = college.disks()
    college.well("media", "check", "ИТ-1", "--condition", "failed")
    college.binders()
    said = college.deposit()
    assert (said.code, "ИТ-1" in said.err, college.bags(one)) == (9, True, [])


@pytest.mark.parametrize(
    ("today", "code", "told"),
    [
        ("2026-06-29", 0, "к 30.06.2026; готовы: ИТ-1, ИТ-2"),
        ("2026-07-01", 3, "срок прошёл"),
        ("2027-06-29", 3, "ИТ-1: проверка просрочена, срок был 30.08.2026"),
    ],
)
def test_what_is_due(
    college: College, monkeypatch: pytest.MonkeyPatch, today: str, code: int, told: str
) -> None:
    day(monkeypatch, "2026-06-01")
    college.disks()
    if today == "2026-07-01":
        college.well("media", "retire", "ИТ-2", "--reason", "утерян")
    day(monkeypatch, today)
    said = college.call("media", "due")
    assert (said.code, told in said.out) == (code, True), said


def day(monkeypatch: pytest.MonkeyPatch, iso: str) -> None:
    """Let it be the noon of that day."""
    noon = dt.datetime.fromisoformat(f"{iso}T12:00:00+00:00")
    monkeypatch.setattr("archiver.clock.now", lambda: noon)


def test_an_introduction_is_finished_by_the_same_words(college: College) -> None:
    """Stopped after the identity was written and before the register knew: the same command goes on."""
    from storage.directory import DirectoryStore
    from storage.medium import introduce

    folder = college.root / "ИТ-1"
    folder.mkdir()
    store = DirectoryStore(folder)
    written = introduce(store, "ИТ-1", "ИТ-1")
    store.close()
    college.disk("ИТ-1")
    assert written.id in college.well("media", "show", "ИТ-1").out


def test_wrong_words(college: College, tmp_path: Path) -> None:
    folder = college.disk("ИТ-1")
    other = tmp_path / "другой"
    other.mkdir()
    usual = ("--kind", "directory", "--site", "К1")
    for words, code in (
        (("ИТ-1", other, *usual), 9),  # the number is taken
        (("ИТ-2", folder, *usual), 9),  # the medium is
        (("ИТ-2", other, "--site", "К1"), 2),
        (("ИТ-2", other, "--kind", "bucket", "--site", "К1"), 2),
        (("ИТ-2", tmp_path / "нет", *usual), 6),
    ):
        said = college.call("media", "add", *words)
        assert said.code == code, said
        assert said.err.startswith(("Ошибка:", "Использование:", "Usage:")), said.err
    assert list(other.iterdir()) == []
    assert college.call("media", "probe", "ИТ-1").code == 2
