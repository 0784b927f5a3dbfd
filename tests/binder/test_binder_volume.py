"""Binding: names, several volumes, the same bytes again, and what happens when something is wrong."""

from __future__ import annotations

import dataclasses
import errno
import hashlib
import os
import pickle
import subprocess
import sys
from pathlib import Path

import pytest
from bound import make_settings, repeated, resized, spoiled
from pypdf import PdfReader

import archiver.binder.volume as room
from archiver.binder.file_names import groups_in_names
from archiver.binder.volume import Volume, bind, draft
from archiver.errors import EngineFailed, InputInvalid, OutputFailed
from archiver.journal.model import Journal


def named(journal: Journal, name: str) -> Journal:
    return dataclasses.replace(journal, group=dataclasses.replace(journal.group, name=name))


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_volume_is_what_it_says(volume: Volume) -> None:
    assert volume.path.name == "Журнал ИС-21 2025-26.pdf"
    assert files(volume.path.parent) == [volume.path.name]
    assert hashlib.sha256(volume.path.read_bytes()).hexdigest() == volume.sha256
    assert volume.pages == volume.sheets == volume.contents[-1].last_page
    assert volume.identifier in PdfReader(volume.path).pages[0].extract_text()
    assert volume.findings == ()
    assert pickle.loads(pickle.dumps(volume)) == volume


def test_volumes_are_split_between_subjects_and_numbered_from_one(journal, parts, folder) -> None:
    many = repeated(parts[:2], 8)  # 16 subjects of 2 pages
    first, second = bind(journal, many, make_settings(max_sheets=20), folder)
    assert files(folder) == ["Журнал ИС-21 2025-26 том 1 из 2.pdf", "Журнал ИС-21 2025-26 том 2 из 2.pdf"]
    assert (first.pages, second.pages) == (16, 16)
    assert [entry.title for volume in (first, second) for entry in volume.contents] == [
        part.title for part in many
    ]
    for number, volume in enumerate((first, second), 1):
        reader = PdfReader(volume.path)
        assert f"Том {number} из 2" in reader.pages[0].extract_text()
        assert reader.metadata and f"Том {number} из 2" in (reader.metadata.title or "")
        assert reader.page_labels[2] == "1"
    assert first.identifier != second.identifier


def test_a_volume_too_thick_is_bound_and_reported(journal, parts, folder, tmp_path) -> None:
    thick = resized(parts[0], tmp_path / "part.pdf", 11)
    first, second = bind(journal, [thick, *parts[6:]], make_settings(max_sheets=10), folder)
    assert first.pages == 11 and len(PdfReader(first.path).pages) == 14
    assert [finding.code for finding in first.findings] == ["volume.too-thick"]
    assert second.findings == ()


def test_a_part_with_other_pages_than_it_claims_is_refused(journal, parts, folder) -> None:
    part = parts[0]
    other = dataclasses.replace(part, part=dataclasses.replace(part.part, pages=3))
    with pytest.raises(EngineFailed, match="Ёмкости и йод"):
        bind(journal, [other], make_settings(), folder)
    assert files(folder) == []


def test_earlier_volumes_go_when_the_new_ones_are_there(journal, parts, folder) -> None:
    bind(journal, repeated(parts[:2], 8), make_settings(max_sheets=20), folder)
    strangers = ["Журнал ИС-21 2024-25.pdf", "Журнал ИС-211 2025-26.pdf", "Журнал ИС-21 2025-26 копия.pdf"]
    for name in strangers:
        (folder / name).write_bytes(b"x")
    bind(journal, parts[:1], make_settings(), folder)
    assert files(folder) == sorted(["Журнал ИС-21 2025-26.pdf", *strangers])


@pytest.mark.parametrize("name", ["../../ИС", "ИС/21", "ИС:21", "Я" * 300, "CON", " .. "])
def test_hostile_group_names_stay_in_the_folder(journal, parts, folder, name) -> None:
    (volume,) = bind(named(journal, name), parts[:1], make_settings(), folder)
    assert volume.path.parent == folder
    assert files(folder) == [volume.path.name]


def test_a_group_is_called_in_names_as_it_is_told(journal, parts, folder) -> None:
    bind(named(journal, "ТМ-21/1"), parts[:1], make_settings(), folder)
    assert files(folder) == ["Журнал ТМ-21-1 2025-26.pdf"]
    names = groups_in_names(["ИС/21", "ИС:21", "ИС-21"])
    for name, called in names.items():
        bind(named(journal, name), parts[:1], make_settings(), folder, called=called)
    assert len(files(folder)) == 4


SCRIPT = """
import pickle, sys
from pathlib import Path
from archiver.binder.volume import bind
journal, parts, settings = pickle.loads(Path(sys.argv[1]).read_bytes())
print(bind(journal, parts, settings, Path(sys.argv[2]))[0].sha256)
"""


def test_another_process_makes_the_same_bytes(journal, parts, volume, tmp_path) -> None:
    task = tmp_path / "task"
    task.write_bytes(pickle.dumps((journal, parts, make_settings())))
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(task), str(tmp_path / "out")],
        env={**os.environ, "PYTHONHASHSEED": "77", "TZ": "Asia/Tokyo"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == volume.sha256


def test_content_changes_the_identity(journal, parts, volume, folder) -> None:
    (other,) = bind(journal, parts[1:], make_settings(), folder)
    assert other.identifier != volume.identifier
    assert other.identifier.startswith("ОНТ-2025-26-ИС-21-Т1-")
    identifiers = [PdfReader(one.path).trailer["/ID"] for one in (volume, other)]
    assert identifiers[0] != identifiers[1] and identifiers[0][0] == identifiers[0][1]


def flipped(data: bytes) -> bytes:
    place = data.index(b"/FlateDecode")
    start = data.index(b"stream", place) + 40
    return data[:start] + bytes([data[start] ^ 0xFF]) + data[start + 1 :]


@pytest.mark.parametrize(
    "damage",
    [
        lambda _data: b"",
        lambda _data: b"%PDF-1.7\n",
        lambda _data: os.urandom(3000),
        lambda data: data[: len(data) // 2],
        lambda data: data[: len(data) // 2] + bytes(64) + data[len(data) // 2 + 64 :],
        flipped,
    ],
    ids=["empty", "head", "noise", "half", "hole", "flip"],
)
def test_a_damaged_part_is_named_and_nothing_is_written(journal, parts, folder, tmp_path, damage) -> None:
    broken = spoiled(parts[4], tmp_path / "part.pdf", damage(parts[4].part.path.read_bytes()))
    folder.mkdir()
    before = folder / "Журнал ИС-21 2025-26.pdf"
    before.write_bytes(b"earlier")
    with pytest.raises(EngineFailed, match=r"«МДК\.01\.01 Базы данных \(подгруппа 2, 1 семестр\)»"):
        bind(journal, [*parts[:4], broken, *parts[5:]], make_settings(), folder)
    assert files(folder) == [before.name] and before.read_bytes() == b"earlier"


def test_a_lost_part_is_named(journal, parts, folder, tmp_path) -> None:
    lost = spoiled(parts[0], tmp_path / "part.pdf", b"")
    lost.part.path.unlink()
    with pytest.raises(EngineFailed, match="Ёмкости и йод"):
        draft(journal, [lost], make_settings(), folder / "x.pdf")
    assert files(folder) == []


def test_no_parts_are_an_empty_journal(journal, folder) -> None:
    with pytest.raises(InputInvalid, match="ИС-21"):
        bind(journal, [], make_settings(), folder)
    assert not folder.exists()


class FullDisk:
    """A stream on a disk with room for `room` bytes more."""

    def __init__(self, stream, room: int) -> None:
        self.stream, self.room = stream, room

    def write(self, data: bytes) -> int:
        self.room -= len(data)
        if self.room < 0:
            raise OSError(errno.ENOSPC, "No space left on device")
        return self.stream.write(data)


@pytest.mark.parametrize("space", [10, 30_000, 60_000])
def test_a_full_disk_leaves_what_was_there(journal, parts, folder, monkeypatch, space) -> None:
    folder.mkdir()
    before = folder / "Журнал ИС-21 2025-26.pdf"
    before.write_bytes(b"earlier")
    assemble = room.assemble

    def on_full_disk(stream, *args, **kwargs):
        return assemble(FullDisk(stream, space), *args, **kwargs)

    monkeypatch.setattr(room, "assemble", on_full_disk)
    with pytest.raises(OutputFailed, match="Журнал ИС-21"):
        bind(journal, parts, make_settings(), folder)
    assert files(folder) == [before.name] and before.read_bytes() == b"earlier"


def test_no_volume_appears_when_a_later_one_cannot_be_made(journal, parts, folder, tmp_path) -> None:
    many = list(repeated(parts[:2], 8))
    many[-1] = spoiled(many[-1], tmp_path / "part.pdf", b"")
    with pytest.raises(EngineFailed):
        bind(journal, many, make_settings(max_sheets=20), folder)
    assert files(folder) == []
