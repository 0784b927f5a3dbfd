"""Where exports lie: hidden files, archives that hold more than they list, folders that cannot be read."""

from __future__ import annotations

import json
import os
import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

import fresh_answers as fresh
import pytest
from fresh_answers import ECONOMY, ENTRIES, GROUPS, look, write

from archiver.errors import InputInvalid
from archiver.intake.open import open_exports
from archiver.settings.tables import Settings


def packed(folder: Path, target: Path) -> Path:
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                archive.write(path, path.relative_to(folder).as_posix())
    return target


def members(found: fresh.Answers) -> dict[str, bytes]:
    return {f"services/{name}.json": json.dumps(value).encode() for name, value in found.items()}


def by_hand(files: dict[str, bytes], unlisted: str = "") -> bytes:
    """A zip of stored files, whose directory does not name the one that is `unlisted`."""
    body = listed = b""
    count = 0
    for name, data in files.items():
        raw = name.encode()
        about = (0x800, 0, 0, 0x5A21, zlib.crc32(data), len(data), len(data), len(raw), 0)
        if name != unlisted:
            listed += struct.pack("<4sHHHHHHIIIHH", b"PK\x01\x02", 20, 20, *about)
            listed += struct.pack("<HHHII", 0, 0, 0, 0, len(body)) + raw
            count += 1
        body += struct.pack("<4sHHHHHIIIHH", b"PK\x03\x04", 20, *about) + raw + data
    end = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, count, count, len(listed), len(body), 0)
    return body + listed + end


def refused(path: Path) -> set[str]:
    with pytest.raises(InputInvalid) as error:
        open_exports(path, Settings())
    return {one.code for one in error.value.problems}


def test_hidden_files_that_look_like_exports_are_named_once(tmp_path: Path) -> None:
    archive = packed(write(tmp_path / "other", fresh.answers()), tmp_path / "other.zip").read_bytes()
    found = fresh.answers() | {
        "/.снимок.zip": archive,
        "/~$ИС-21 2025-26.xlsx": archive,
        "/.старое/services/journal/gradebook/9/entries.json": fresh.answers()[ENTRIES],
        "/~$ИС-22.xlsx": b"\x05User" + bytes(160),
        "/._ИС-21.json": b"\x00\x05\x16\x07",
        "/.DS_Store": b"\x00\x00\x00\x01Bud1",
        "/__MACOSX/._a.json": b"{}",
    }
    folder = write(tmp_path / "exports", found)
    for place in (folder, packed(folder, tmp_path / "exports.zip")):
        seen = look(place)
        assert seen.codes == {"file.hidden"}
        told = seen.only("file.hidden").message
        assert told.startswith("3 ") and "~$ИС-21 2025-26.xlsx" in told and "ИС-22" not in told


def test_settings_in_an_archive_are_named(tmp_path: Path) -> None:
    found = fresh.answers() | {"/archiver.toml": 'academic_year = "2025/26"'}
    folder = write(tmp_path / "exports", found)
    assert look(folder).codes == set()  # there they are read by the command
    told = look(packed(folder, tmp_path / "exports.zip")).only("file.ignored")
    assert "archiver.toml" in told.message


def test_archives_that_hold_more_than_they_list(tmp_path: Path) -> None:
    found = fresh.answers()
    path = tmp_path / "exports.zip"
    path.write_bytes(by_hand(members(found)))
    assert look(path).codes == set()
    path.write_bytes(by_hand(members(found), unlisted=f"services/{ECONOMY}.json"))
    assert refused(path) == {"file.broken"}
    whole = by_hand(members(found))
    path.write_bytes(by_hand(members({GROUPS: found[GROUPS]})) + whole)
    assert refused(path) == {"file.broken"}


def test_a_folder_entry_with_content(tmp_path: Path) -> None:
    files = members(fresh.answers()) | {"services/journal/gradebook/71/subjects/703.json/": b"{}" * 40}
    path = tmp_path / "exports.zip"
    path.write_bytes(by_hand(files))
    assert "file.broken" in look(path).blocking


def test_an_archive_in_a_folder_and_one_in_an_archive(tmp_path: Path) -> None:
    inner = packed(write(tmp_path / "snapshot", fresh.answers()), tmp_path / "снимок.zip")
    folder = tmp_path / "exports"
    folder.mkdir()
    inner.rename(folder / inner.name)
    assert look(folder).codes == set()
    assert refused(packed(folder, tmp_path / "outer.zip")) == {"file.nested-archive"}


@pytest.mark.parametrize("place", ["services/journal/gradebook/71", "services/reports"])
def test_a_folder_that_cannot_be_listed_blocks_its_snapshot(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    folder = write(tmp_path, fresh.answers())
    closed, listing = str(folder / place), os.scandir

    def scandir(path: str) -> Iterator[os.DirEntry[str]]:
        if os.fspath(path) == closed:
            raise PermissionError(13, "Permission denied", closed)
        return listing(path)

    monkeypatch.setattr(os, "scandir", scandir)
    seen = look(folder)
    told = seen.only("file.unreadable")
    assert (told.group, told.place.file) == ("ЭК-11", place)


def test_a_folder_whose_files_cannot_be_looked_at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = write(tmp_path, fresh.answers())
    is_link = Path.is_symlink

    def told_nothing(path: Path) -> bool:
        if path.parent.name == "72":
            raise PermissionError(13, "Permission denied", str(path))
        return is_link(path)

    monkeypatch.setattr(Path, "is_symlink", told_nothing)
    assert look(folder).journal
