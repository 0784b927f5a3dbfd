"""Opening exports of any mix: groups by name, every file accounted for, nothing guessed."""

from __future__ import annotations

import pickle
import shutil
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
import spo_snapshot as spo

from archiver.errors import InputInvalid
from archiver.intake.canonical import dump, write_canonical
from archiver.intake.exports import Exports
from archiver.intake.open import open_exports
from archiver.journal.findings import Severity
from archiver.journal.model import AcademicYear, Department, Group, Journal
from archiver.settings.groups import DepartmentSettings, GroupSettings
from archiver.settings.tables import Limits, Settings
from factories import make_journal

YEAR = AcademicYear(2025)


def journal_of(name: str, year: int = 2025) -> Journal:
    return replace(make_journal(), group=replace(make_journal().group, name=name), year=AcademicYear(year))


def put(folder: Path, *names: str, year: int = 2025) -> None:
    for name in names:
        write_canonical(journal_of(name, year), folder)


def found(exports: Exports) -> list[tuple[str, str | None]]:
    return [(one.code, one.place.file) for one in exports.findings]


def test_groups_of_all_sources_in_russian_order(tmp_path: Path) -> None:
    put(tmp_path, "ИС-9", "ЭК-1", "Ёл-1", "ИС-10")
    spo.write(tmp_path / "снимок 1", spo.answers())
    spo.write(tmp_path / "2" / "глубже", spo.answers() | {spo.GROUPS: [{"id": 101, "name": "Ас-1"}]})
    exports = open_exports(tmp_path, Settings())
    assert [one.name for one in exports.groups] == ["Ас-1", "Ёл-1", "ИС-9", "ИС-10", "ИС-21", "ЭК-1"]
    assert all(one.read().journal for one in exports.groups)
    assert all(pickle.loads(pickle.dumps(one)).read() == one.read() for one in exports.groups)


def test_zip_and_zip_in_a_folder_are_read_in_place(tmp_path: Path) -> None:
    source = spo.write(tmp_path / "source", spo.answers())
    shutil.make_archive(str(tmp_path / "снимок"), "zip", source)
    folder = tmp_path / "folder"
    folder.mkdir()
    shutil.copy(tmp_path / "снимок.zip", folder)
    for path in (tmp_path / "снимок.zip", folder):
        before = sorted(tmp_path.rglob("*"))
        (group,) = open_exports(path, Settings()).groups
        journal = group.read().journal
        assert journal is not None
        assert len(journal.sections) == 1
        assert sorted(tmp_path.rglob("*")) == before
    assert group.files[0] == f"снимок.zip/{spo.ENTRIES}"


def test_single_file_whatever_its_extension(tmp_path: Path) -> None:
    path = tmp_path / "журнал.xls"
    path.write_bytes(dump(journal_of("ИС-21")))
    assert [one.name for one in open_exports(path, Settings()).groups] == ["ИС-21"]


def test_group_in_two_sources_is_not_guessed(tmp_path: Path) -> None:
    spo.write(tmp_path, spo.answers())
    put(tmp_path, "ис–21", "ИС-22")
    put(tmp_path, "ИС-21", year=2024)
    exports = open_exports(tmp_path, Settings())
    assert [(one.name, str(one.year)) for one in exports.groups][::2] == [
        ("ИС-21", "2024/25"),
        ("ИС-22", "2025/26"),
    ]
    twice = exports.groups[1].read()
    assert twice.journal is None
    (finding,) = twice.findings
    assert (finding.code, finding.severity) == ("group.twice", Severity.BLOCKING)
    assert "ис–21 2025-26.json" in finding.message
    assert spo.ENTRIES in finding.message


def test_other_years_are_left_out_and_counted(tmp_path: Path) -> None:
    put(tmp_path, "ИС-21", "ИС-22", year=2024)
    put(tmp_path, "ИС-31")
    exports = open_exports(tmp_path, Settings(), YEAR)
    assert [one.name for one in exports.groups] == ["ИС-31"]
    (note,) = exports.findings
    assert (note.code, note.severity) == ("year.other", Severity.NOTE)
    assert "2" in note.message
    with pytest.raises(InputInvalid, match="2024/25, 2025/26"):
        open_exports(tmp_path, Settings(), AcademicYear(2020))


@pytest.mark.parametrize("make", [None, (), ("readme.txt",), ("pic.json/x.png",)])
def test_nothing_to_read_is_refused_with_advice(tmp_path: Path, make: tuple[str, ...] | None) -> None:
    folder = tmp_path / "exports"
    if make is not None:
        folder.mkdir()
        spo.write(folder, dict.fromkeys(make, b"text"))
    with pytest.raises(InputInvalid, match="exports"):
        open_exports(folder, Settings())


def test_only_broken_exports_are_refused_naming_every_one(tmp_path: Path) -> None:
    spo.write(tmp_path, {"a.json": b"", "b.json": b"{", "c.xls": b"text", "d.json": "{Ж".encode("cp1251")})
    with pytest.raises(InputInvalid) as refused:
        open_exports(tmp_path, Settings())
    assert {one.place.file: one.code for one in refused.value.problems} == {
        "a.json": "file.empty",
        "b.json": "file.broken",
        "c.xls": "file.unknown-format",
        "d.json": "file.encoding",
    }


def test_files_that_are_no_exports_are_noted_broken_ones_block(tmp_path: Path) -> None:
    put(tmp_path, "ИС-21")
    ole2 = bytes.fromhex("D0CF11E0A1B11AE1") + "EncryptedPackage".encode("utf-16-le")
    spo.write(
        tmp_path,
        {"readme.txt": b"x", "Thumbs.db": b"\xd0", "archiver.toml": b"", "package.json": {"name": "x"}}
        | {"secret.xlsx": ole2, "empty.xls": b"", "cut.json": b'{"format": "college-archiver/journal", "ve'},
    )
    with zipfile.ZipFile(tmp_path / "out.zip", "w") as archive:
        archive.writestr("in.zip", (b"PK\x05\x06" + bytes(18)))
    exports = open_exports(tmp_path, Settings())
    blocking = {one.place.file: one.code for one in exports.findings if one.severity is Severity.BLOCKING}
    assert blocking == {
        "secret.xlsx": "file.encrypted",
        "empty.xls": "file.empty",
        "cut.json": "file.broken",
        "out.zip/in.zip": "file.nested-archive",
    }
    (note,) = [one for one in exports.findings if one.severity is Severity.NOTE]
    assert note.code == "file.ignored"
    for name in ("readme.txt", "Thumbs.db", "package.json"):
        assert name in note.message
    assert "archiver.toml" not in note.message


def test_broken_file_named_after_a_group_blocks_that_group(tmp_path: Path) -> None:
    put(tmp_path, "ИС-2", "ИС-21", "ЭК-1")
    spo.write(tmp_path, {"2 семестр/журнал ис-21 (2).xls": b""})
    exports = open_exports(tmp_path, Settings())
    assert exports.findings == ()
    told = {one.name: [finding.code for finding in one.read().findings] for one in exports.groups}
    assert told == {"ИС-2": [], "ИС-21": ["file.empty"], "ЭК-1": []}


def test_broken_file_of_a_group_without_others_is_that_group_unread(tmp_path: Path) -> None:
    put(tmp_path, "ЭК-1")
    put(tmp_path, "ИС-21", year=2024)
    spo.write(tmp_path, {"ИС-21 2025-26.json": b"{", "ТО-11.xls": b""})
    exports = open_exports(tmp_path, Settings())
    told = {(one.name, one.year and one.year.start): one.read() for one in exports.groups}
    assert {key: [one.code for one in reading.findings] for key, reading in told.items()} == {
        ("ИС-21", 2024): [],
        ("ИС-21", 2025): ["file.broken"],
        ("ТО-11", None): ["file.empty"],
        ("ЭК-1", 2025): [],
    }
    assert told["ИС-21", 2025].journal is None
    assert told["ИС-21", 2025].findings[0].group == "ИС-21"


def test_too_large_file_is_told_and_others_are_read(tmp_path: Path) -> None:
    put(tmp_path, "ИС-21")
    with (tmp_path / "big.xls").open("wb") as file:
        file.truncate(500 * 1024 * 1024)
    exports = open_exports(tmp_path, Settings(limits=Limits(max_file_mb=1)))
    assert found(exports) == [("file.too-large", "big.xls")]
    assert len(exports.groups) == 1


def test_settings_fill_what_the_export_lacks_and_it_is_said(tmp_path: Path) -> None:
    journal = replace(make_journal(), group=Group("ИС-21", course=2))
    journal = replace(journal, sections=tuple(replace(one, teacher=None) for one in journal.sections))
    write_canonical(journal, tmp_path)
    settings = Settings(
        departments=(DepartmentSettings(name="ИТ", head="Чарикова Ю.Л.", groups=("ис–21",)),),
        groups=(GroupSettings(name="ИС-21", course=4, speciality="Сети", teachers={"физика": "Орлов П.П."}),),
    )
    reading = open_exports(tmp_path, settings).groups[0].read()
    assert reading.journal is not None
    group = reading.journal.group
    assert (group.course, group.speciality) == (2, "Сети")
    assert group.department == Department("ИТ", "Чарикова Ю.Л.", "Заведующий отделением")
    assert {one.subject.name: one.teacher for one in reading.journal.sections} == {
        "МДК.01.01 Базы данных": None,
        "Физика": "Орлов П.П.",
    }
    assert [one.code for one in reading.findings] == ["settings.used"]


def test_hostile_names_are_shown_literally_and_touch_nothing(tmp_path: Path) -> None:
    root = tmp_path / "in"
    root.mkdir()
    name = "<script>file:\\..\\x\x1b[2J" + "я" * 90 + ".json"
    (root / name).write_bytes(dump(journal_of("<script>../../ИС\x00")))
    before = sorted(tmp_path.rglob("*"))
    (group,) = open_exports(root, Settings()).groups
    reading = group.read()
    assert reading.journal is not None
    assert group.name == reading.journal.group.name == "<script>../../ИС"
    assert "\x1b" not in group.files[0]
    assert sorted(tmp_path.rglob("*")) == before


ELSEWHERE = """
import pickle, sys
exports = pickle.load(sys.stdin.buffer)
for group in exports.groups:
    journal, size = group.read().journal, sum(len(exports.tree.read(name)) for name in group.files)
    print(group.name, journal and len(journal.sections), size)
"""


@pytest.mark.parametrize(
    "path", ["папка", "папка/..", "снимок", "снимок.zip", "с архивом", "папка/ИС-9 2025-26.json"]
)
def test_a_worker_in_another_folder_reads_what_was_opened_by_a_relative_path(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    put(tmp_path / "папка", "ИС-9")
    source = spo.write(tmp_path / "снимок", spo.answers())
    if path != "папка/..":  # the group of the snapshot would be there three times
        shutil.make_archive(str(tmp_path / "снимок"), "zip", source)
        (tmp_path / "с архивом").mkdir()
        shutil.copy(tmp_path / "снимок.zip", tmp_path / "с архивом")
    (tmp_path / "другая").mkdir()
    monkeypatch.chdir(tmp_path)
    exports = open_exports(Path(path), Settings())
    command = [sys.executable, "-c", ELSEWHERE]
    sent = pickle.dumps(exports)
    done = subprocess.run(command, input=sent, cwd=tmp_path / "другая", capture_output=True, check=False)
    here = [
        f"{group.name} {len(journal.sections)} {sum(len(exports.tree.read(name)) for name in group.files)}"
        for group in exports.groups
        if (journal := group.read().journal) is not None
    ]
    assert here
    assert done.stdout.decode().splitlines() == here, done.stderr.decode()
