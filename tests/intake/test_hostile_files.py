"""Files meant to stop the year, as whole commands: their group is named, the others are bound."""

from __future__ import annotations

import io
import json
import os
import resource
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter
from fuzz_oracle import run

from archiver.intake.open import open_exports
from archiver.intake.refusal import FileRefused
from archiver.intake.tree.opening import open_tree
from archiver.journal.model import AcademicYear
from archiver.settings.tables import Limits, Settings

CASES = Path(__file__).parent / "cases" / "28-hostile"
YEAR = AcademicYear(2025)


def zipped(name: str, data: bytes, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        archive.writestr(name, data)
    return stream.getvalue()


def broken(data: bytes) -> bytes:
    """The packed bytes of the only member turned over, its directory left alone."""
    at = 30 + len("a.json") + 20
    return data[:at] + bytes(255 - byte for byte in data[at : at + 200]) + data[at + 200 :]


def unknown_method() -> bytes:
    data = bytearray(zipped("a.json", b"{}"))
    for begin, offset in ((b"PK\3\4", 8), (b"PK\1\2", 10)):
        at = data.index(begin) + offset
        data[at : at + 2] = (99).to_bytes(2, "little")
    return bytes(data)


def spans() -> bytes:
    rows = "<tr><td rowspan=9999 colspan=1000>5" + "<tr>" * 8_000
    return f"<html><p>Предмет : Физика</p><table>{rows}</table></html>".encode()


def far_cells() -> bytes:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        for _sheet in range(60):
            sheet = book.add_worksheet()
            sheet.write(0, 0, "Предмет : Физика")
            sheet.write(99_000, 39, 5)
    return stream.getvalue()


NOISE = json.dumps([os.urandom(3).hex() for _each in range(2_000)]).encode()
HOSTILE: dict[str, Callable[[], tuple[str, bytes]]] = {
    "a library that aborts": lambda: ("ИС-29 2025-26.xlsx", (CASES / "abort.xlsx").read_bytes()),
    "a member without a name": lambda: ("ИС-29.zip", (CASES / "noname.zip").read_bytes()),
    **{
        f"broken {name}": lambda method=method: ("ИС-29.zip", broken(zipped("a.json", NOISE, method)))
        for name, method in (
            ("deflate", zipfile.ZIP_DEFLATED),
            ("bzip2", zipfile.ZIP_BZIP2),
            ("lzma", zipfile.ZIP_LZMA),
        )
    },
    "a method nobody knows": lambda: ("ИС-29.zip", unknown_method()),
    "lists without end": lambda: ("ИС-29.zip", zipped("ИС-29.json", b"[" + b"[]," * 20_000_000 + b"[]]")),
    "spans of a page": lambda: ("ИС-29 2025-26.html", spans()),
    "cells far away on many sheets": lambda: ("ИС-29 2025-26.xlsx", far_cells()),
    "nested lists": lambda: ("ИС-29 2025-26.json", b"[" * 2_000_000),
}


@pytest.fixture(scope="module")
def good_exports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("college")
    archiver("sample", folder / "ВЫГРУЗКИ", "--groups", "1", "--format", "json", cwd=folder)
    return folder / "ВЫГРУЗКИ"


def archiver(*words: object, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "archiver", *map(str, words)],
        cwd=cwd,
        env=os.environ | {"XDG_CACHE_HOME": str(cwd / "cache"), "PYTHONPATH": str(Path(__file__).parents[2])},
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (6 << 30, 6 << 30)),
    )


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_file_stops_nothing_but_its_group(kind: str, good_exports: Path, tmp_path: Path) -> None:
    name, data = HOSTILE[kind]()
    exports = tmp_path / "exports"
    shutil.copytree(good_exports, exports)
    (exports / name).write_bytes(data)
    seen = open_exports(exports, Settings(), YEAR)
    good = {group.name for group in open_exports(good_exports, Settings(), YEAR).groups}
    read = {group.name: group.read() for group in seen.groups}
    assert good <= read.keys() and all(read[group].journal is not None for group in good)
    told = [*seen.findings, *(one for group in read.keys() - good for one in read[group].findings)]
    assert any(one.place.file and name in one.place.file for one in told), told
    ended = run(["check", str(exports), "--year", "2025/26"], tmp_path)
    assert ended.code == 4, ended
    assert "Traceback" not in ended.err
    assert ended.megabytes < 1024


def test_the_year_is_bound_beside_hostile_files(good_exports: Path, tmp_path: Path) -> None:
    exports = tmp_path / "exports"
    shutil.copytree(good_exports, exports)
    for number, kind in enumerate(("a library that aborts", "broken lzma", "spans of a page")):
        name, data = HOSTILE[kind]()
        (exports / name.replace("29", f"3{number}")).write_bytes(data)
    ended = archiver("year-end", "2025/26", "--from", exports, "--to", tmp_path / "out", cwd=tmp_path)
    assert ended.returncode == 3, ended
    report = json.loads((tmp_path / "out" / "report.json").read_text())
    status = {group["name"]: group["status"] for group in report["groups"]}
    bound = {name for name, what in status.items() if what == "done"}
    assert bound == {group.name for group in open_exports(good_exports, Settings(), YEAR).groups}
    assert len(status) == len(bound) + 3


@pytest.mark.parametrize("make", [os.mkfifo, lambda path: path.symlink_to("/dev/zero")])
def test_what_is_no_file_is_refused_at_once(make: Callable[[Path], None], tmp_path: Path) -> None:
    make(tmp_path / "exports.zip")
    with pytest.raises(FileRefused) as refused:
        open_tree(tmp_path / "exports.zip", Limits())
    assert refused.value.code == "file.unreadable"


def test_an_archive_changed_since_it_was_opened_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(zipped("a.json", b"{}"))
    tree = open_tree(path, Limits())
    path.write_bytes(zipped("a.json", b"[1, 2]"))
    with pytest.raises(FileRefused) as refused:
        tree.read("a.json")
    assert refused.value.code == "file.changed"
    path.unlink()
    with pytest.raises(FileRefused) as refused:
        tree.read("a.json")
    assert refused.value.code == "file.gone"


def test_a_hundred_thousand_files_of_nobody_cost_little(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(100_000):
            archive.writestr(f"{number}.txt", b"")
    ended = run(["check", str(path)], tmp_path)
    assert ended.code == 4 and "100000 файлов" in ended.err
    assert ended.seconds < 10 and ended.megabytes < 300
