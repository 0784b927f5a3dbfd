"""Media that fail, fill up, are swapped or missing: one clear message, and nothing registered."""

from __future__ import annotations

import errno
import functools
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from archiver.archive.deposit import request as module
from archiver.counter.trail_files import FOLDER
from college_of_test import College, judged
from storage import publish
from store_kinds import CAN_MOUNT, OWN_MOUNTS

FULL_DISK = """
import functools, os, shutil, sys
from pathlib import Path
from archiver.__main__ import run
from archiver.archive.deposit import request as module
from archiver.counter.trail_files import FOLDER
disk, filler = Path("ИТ-2"), Path("ИТ-2/чужой файл")
free = lambda: os.statvfs(disk).f_bavail * os.statvfs(disk).f_frsize
def fill():
    with filler.open("wb") as file, __import__("contextlib").suppress(OSError):
        while True:
            file.write(bytes(1 << 16)); file.flush()
def told(what, *words):
    code = run(words)
    held = {path.relative_to(disk).parts[0] for path in disk.rglob("*") if path.is_file()}
    print(what, int(code), sorted(held - {FOLDER}), flush=True)
usual = ("--kind", "directory", "--site", "К")
fill()
told("introduced, full", "media", "add", "ИТ-2", "ИТ-2", *usual)
filler.unlink()
told("introduced", "media", "add", "ИТ-2", "ИТ-2", *usual)
told("too large", "deposit", "out", "--from", "exports")
for large, small in (("out", "small"), ("exports", "small-exports")):
    shutil.rmtree(large)
    Path(small).rename(large)
Deposit = module.Deposit
def step(name):
    if name == "write ИТ-2":
        fill()
module.Deposit = functools.partial(Deposit, step=step)
told("filled under way", "deposit", "out", "--from", "exports")
module.Deposit = Deposit
print("bags", [len(list(Path(one).rglob("bagit.txt"))) for one in ("ИТ-1", "ИТ-2")])
told("looked at", "media", "check", "ИТ-2")
filler.unlink()
told("finished", "deposit", "out", "--from", "exports")
print("bags", [len(list(Path(one).rglob("bagit.txt"))) for one in ("ИТ-1", "ИТ-2")])
"""


def test_a_real_small_disk_that_is_full(
    college: College, record_property: Callable[[str, object], None]
) -> None:
    if not CAN_MOUNT:
        record_property("not tested", "a deposit onto a full disk: nobody may mount here (unshare -rm)")
        return
    college.disk("ИТ-1")
    (college.root / "ИТ-2").mkdir()
    college.binders(size=2 << 20)
    for name, to in (("out", "small"), ("exports", "small-exports")):
        shutil.move(college.root / name, college.root / to)
    college.binders(size=14 << 20)
    script = college.root / "script.py"
    script.write_text(FULL_DISK, encoding="utf-8")
    shell = f"mount -t tmpfs -o size=13m tmpfs ИТ-2 && exec '{sys.executable}' '{script}'"
    done = subprocess.run([*OWN_MOUNTS, shell], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    identity = "archiver-medium.json"
    lines = [line for line in done.stdout.splitlines() if line.startswith(("bags", *WHAT))]
    assert lines == [
        "introduced, full 6 ['чужой файл']",
        f"introduced 0 ['{identity}']",
        f"too large 6 ['{identity}']",
        f"filled under way 6 ['{identity}', 'чужой файл']",
        "bags [1, 0]",
        f"looked at 0 ['{identity}', 'чужой файл']",
        f"finished 0 ['05-11', '{identity}']",
        "bags [1, 1]",
    ]
    assert "не хватает места: нужно 15 МБ, свободно 12 МБ" in done.stderr
    assert "Носитель ИТ-2:" in done.stderr
    assert "кончилось место" in done.stderr
    assert "Traceback" not in done.stderr


WHAT = ("introduced", "too large", "filled", "looked", "finished")


def behind(handle: int) -> Path:
    """The file that is open."""
    return Path(f"/proc/self/fd/{handle}").resolve()


def nothing_registered(college: College, *disks: Path) -> None:
    college.assert_sound(disks)
    assert college.copies() == 0


def test_a_torn_write_is_found_by_reading_back(college: College, monkeypatch: pytest.MonkeyPatch) -> None:
    one, two = college.disks()
    college.binders()
    real = publish.renameat2()

    def torn(folder: int, temporary: str, name: str) -> None:
        path = behind(folder) / temporary
        if path.is_relative_to(two):
            with path.open("r+b") as file:
                file.truncate(path.stat().st_size - 1)
        real(folder, temporary, name)

    with monkeypatch.context() as patch:
        patch.setattr(publish, "renameat2", lambda: torn)
        said = college.deposit()
    assert (said.code, "ИТ-2" in said.err, "не то, что на него записали" in said.err) == (6, True, True), said
    assert college.bags(two) == []
    nothing_registered(college, one, two)
    assert college.deposit().code == 0  # the medium was replaced by a sound one: what is torn is written anew
    college.assert_sound((one, two))
    assert college.copies() == 2


def test_a_disk_that_cannot_be_read(college: College, monkeypatch: pytest.MonkeyPatch) -> None:
    one, two = college.disks()
    college.binders()
    real = os.posix_fadvise

    def broken(handle: int, *rest: int) -> None:
        if behind(handle).is_relative_to(two):
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        real(handle, *rest)

    with monkeypatch.context() as patch:
        patch.setattr(os, "posix_fadvise", broken)
        said = college.deposit()
    assert (said.code, "ИТ-2" in said.err, "Traceback" in said.err) == (6, True, False), said
    assert college.bags(two) == []
    nothing_registered(college, one, two)
    assert college.deposit().code == 0


def test_a_disk_that_has_become_read_only(college: College, monkeypatch: pytest.MonkeyPatch) -> None:
    one, two = college.disks()
    college.binders()
    real = os.open

    def read_only(path: object, flags: int, *rest: object, **more: object) -> int:
        if flags & os.O_CREAT and "dir_fd" in more and behind(more["dir_fd"]).is_relative_to(two):  # type: ignore[arg-type]
            raise OSError(errno.EROFS, os.strerror(errno.EROFS))
        return real(path, flags, *rest, **more)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(os, "open", read_only)
        said = college.deposit()
    assert (said.code, "только для чтения" in said.err) == (6, True), said
    nothing_registered(college, one, two)


def test_a_medium_that_is_not_there_stops_it_before_the_first_byte(college: College) -> None:
    one, two = college.disks()
    third = college.disk("ИТ-3")
    college.binders()
    third.rename(college.root / "в сейфе")
    said = college.deposit()
    assert (said.code, str(third) in said.err, "--medium" in said.err) == (6, True, True), said
    nothing_registered(college, one, two)
    assert college.bags(one) == []
    assert college.deposit("--medium", "ИТ-1", "--medium", "ИТ-2").code == 0
    (college.root / "в сейфе").rename(third)
    said = college.deposit()
    assert (said.code, "ещё одна копия: ИТ-3" in said.err) == (0, True)
    same = [{path.relative_to(disk): path.read_bytes() for path in disk.rglob("*") if path.is_file()
             and path.name != "archiver-medium.json" and path.parent.name != FOLDER}
            for disk in (one, two, third)]  # fmt: skip
    assert same[0] == same[1] == same[2]


def test_swapped_disks_are_not_written_to(college: College) -> None:
    one, two = college.disks()
    college.binders("ИС-21")
    one.rename(college.root / "aside")
    two.rename(one)
    (college.root / "aside").rename(two)
    said = college.deposit()
    assert (said.code, "другой носитель" in said.err) == (9, True), said
    nothing_registered(college, one, two)
    assert college.bags(one) == college.bags(two) == []
    shutil.rmtree(one)
    one.mkdir()
    said = college.deposit()
    assert (said.code, "нет его паспорта" in said.err) == (9, True), said


def test_a_medium_swapped_under_way_is_noticed_at_the_next_file(
    college: College, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two = college.disks()
    college.binders("ИС-21", "ИС-22")

    def swap(name: str) -> None:
        if name == "registered":
            shutil.copy(two / "archiver-medium.json", one)

    with monkeypatch.context() as patch:
        patch.setattr(module, "Deposit", functools.partial(module.Deposit, step=swap))
        said = college.deposit()
    assert (said.code, "сдано: ИТ-1, ИТ-2" in said.err) == (9, True), said
    assert college.copies() == 2


def test_a_medium_that_cannot_be_rewritten_takes_one_destruction_year_only(college: College) -> None:
    one, two = college.disk("ИТ-1", "--write-once"), college.disk("ИТ-2")
    college.binders()
    assert college.deposit().code == 0
    assert "уничтожить в 2032" in college.well("media", "show", "ИТ-1").out
    # Closed in the next calendar year: another destruction year, by a single group or by all of them.
    shutil.rmtree("out")
    college.binders("ИС-22")
    said = college.deposit("--closed-on", "2027-01-10", "--medium", "ИТ-1", "--medium", "ИТ-2")
    assert (said.code, "2032" in said.err, "2033" in said.err) == (9, True, True), said
    assert len(college.bags(one)) == 1
    college.disk("ИТ-3")
    assert college.deposit("--closed-on", "2027-01-10").code == 0
    assert [len(college.bags(disk)) for disk in (one, two, college.root / "ИТ-3")] == [1, 2, 1]


def test_its_year_is_taken_before_the_first_byte(college: College, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is begun on a disc stays on it: a run that fails half way must not leave it to another year."""
    one, _two = college.disk("ИТ-1", "--write-once"), college.disk("ИТ-2")
    college.binders()
    real = os.posix_fadvise

    def broken(handle: int, *rest: int) -> None:
        if behind(handle).is_relative_to(one):
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        real(handle, *rest)

    with monkeypatch.context() as patch:
        patch.setattr(os, "posix_fadvise", broken)
        assert college.deposit().code == 6
    assert "уничтожить в 2032" in college.well("media", "show", "ИТ-1").out


def test_too_few_media(college: College) -> None:
    college.binders()
    said = college.deposit()
    assert (said.code, "archiver media add" in said.err) == (9, True), said
    one = college.disk("ИТ-1")
    assert college.deposit().code == 9
    assert college.deposit("--medium", "ИТ-1").code == 9
    assert college.bags(one) == []
    assert college.deposit("--copies", "1").code == 0
    judged(college.bags(one)[0])
    assert college.deposit("--medium", "ИТ-9").code == 2


def test_two_runs_at_once(college: College, monkeypatch: pytest.MonkeyPatch) -> None:
    disks = college.disks()
    college.binders()
    said = []

    def meanwhile(name: str) -> None:
        if name == "write ИТ-1":
            words = [sys.executable, "-m", "archiver", "deposit", "out", "--from", "exports"]
            said.append(subprocess.run(words, capture_output=True, text=True, check=False))

    with monkeypatch.context() as patch:
        patch.setattr(module, "Deposit", functools.partial(module.Deposit, step=meanwhile))
        assert college.deposit().code == 0
    assert (said[0].returncode, "другой запуск программы" in said[0].stderr) == (10, True), said
    college.assert_sound(disks)
    assert college.copies() == 2


def test_a_volume_that_vanishes_under_way(college: College, monkeypatch: pytest.MonkeyPatch) -> None:
    one, two = college.disks()
    college.binders()
    volume = college.root / "out" / "ИС-21" / "Журнал ИС-21 2025-26.pdf"
    content = volume.read_bytes()

    def vanish(name: str) -> None:
        if name == "write ИТ-2":
            volume.unlink()

    with monkeypatch.context() as patch:
        patch.setattr(module, "Deposit", functools.partial(module.Deposit, step=vanish))
        said = college.deposit()
    assert (said.code, f"Не удалось прочитать {college.root}/out/ИС-21/" in said.err) == (4, True), said
    assert college.bags(two) == []
    nothing_registered(college, one, two)
    volume.write_bytes(content)
    assert college.deposit().code == 0
    college.assert_sound((one, two))
