"""Trees of files: links, hostile archives, Russian names of Windows zips, pickling."""

from __future__ import annotations

import os
import pickle
import struct
import unicodedata
import zipfile
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from archiver.disk.names import UniqueNames, safe_name
from archiver.intake.refusal import FileRefused
from archiver.intake.text import clean_text
from archiver.intake.tree.directory_tree import DirectoryTree
from archiver.intake.tree.opening import open_tree
from archiver.intake.tree.union_tree import open_exports_tree
from archiver.intake.tree.zip_tree import ZipTree
from archiver.settings.tables import Limits

DECOMPOSED = unicodedata.normalize("NFD", "ИС-й.json")
LIMITS = Limits(max_file_mb=1, max_unpacked_mb=2)


def make_zip(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


def test_folder_lists_files_sorted_without_hidden_and_without_links_out(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("x")
    root = tmp_path / "exports"
    (root / "б").mkdir(parents=True)
    for name in ("б/2.json", "а.json", ".hidden", "~$а.xls"):
        (root / name).write_text(name)
    (root / "out.json").symlink_to(tmp_path / "secret.txt")
    (root / "loop").symlink_to(root)
    (root / "in.json").symlink_to(root / "а.json")
    os.mkfifo(root / "pipe")

    tree = DirectoryTree(root, LIMITS)

    assert tree.names() == ("in.json", "а.json", "б/2.json")
    assert {(one.code, one.place.file) for one in tree.problems} == {
        ("file.link", "out.json"),
        ("file.special", "pipe"),
    }
    assert tree.read("б/2.json").decode() == "б/2.json"


def test_names_are_shown_in_nfc_without_control_characters_and_stay_different(tmp_path: Path) -> None:
    for name in ("ИС-й.json", DECOMPOSED, "a\x1b[31m.json"):
        (tmp_path / name).write_text(name)
    (tmp_path / os.fsdecode(b"\xc8\xd1.xls")).write_text("cp1251")

    names = DirectoryTree(tmp_path, LIMITS).names()

    assert set(names) == {"a[31m.json", "ИС-й.json", "ИС-й.json (2)", "\ufffd\ufffd.xls"}
    tree = DirectoryTree(tmp_path, LIMITS)
    assert len({tree.read(name) for name in names}) == 4


def test_file_over_the_limit_is_refused_unread(tmp_path: Path) -> None:
    with (tmp_path / "big.json").open("wb") as file:
        file.truncate(500 * 1024 * 1024)
    tree = DirectoryTree(tmp_path, LIMITS)
    with pytest.raises(FileRefused) as refused:
        tree.read("big.json")
    assert refused.value.code == "file.too-large"
    assert "big.json" in refused.value.message


def test_one_file_is_a_tree_of_one(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text("{}")
    (tmp_path / "b.json").write_text("{}")
    assert open_tree(tmp_path / "a.json", LIMITS).names() == ("a.json",)


@pytest.mark.parametrize("flagged", [True, False])
def test_russian_names_of_windows_zips(tmp_path: Path, flagged: bool) -> None:
    path = make_zip(tmp_path / "a.zip", {"ИС-21.xls": b"x"})
    if not flagged:  # Explorer writes cp866 and no flag
        encoded, old = "ИС-21".encode(), "ИС-21".encode("cp866")
        data = path.read_bytes().replace(encoded, old + b"__")
        data = data.replace(b"\x00\x08", b"\x00\x00")
        path.write_bytes(data)
    names = ZipTree(path, LIMITS).names()
    assert names == (("ИС-21.xls",) if flagged else ("ИС-21__.xls",))


@pytest.mark.parametrize(
    "name",
    [
        "../evil.json",
        "a/../../evil.json",
        "/etc/passwd",
        "C:/evil.json",
        "a\\..\\..\\b",
        "a\x1b[2J.json",
        "a//b",
    ],
)
def test_names_that_lead_out_are_refused_and_told(tmp_path: Path, name: str) -> None:
    path = make_zip(tmp_path / "a.zip", {name: b"{}", "good.json": b"{}"})
    tree = ZipTree(path, LIMITS)
    assert tree.names() == ("good.json",)
    (problem,) = tree.problems
    assert problem.code == "file.name"
    assert "\x1b" not in problem.message
    assert {one.name for one in tmp_path.iterdir()} == {"a.zip"}


def test_bomb_by_declared_size_is_not_opened(tmp_path: Path) -> None:
    path = make_zip(tmp_path / "a.zip", {f"{n}.json": bytes(1024 * 1024) for n in range(3)})
    with pytest.raises(FileRefused) as refused:
        ZipTree(path, LIMITS)
    assert refused.value.code == "file.too-large"


def test_bomb_that_lies_about_its_size_gives_no_more_than_it_declares(tmp_path: Path) -> None:
    path = make_zip(tmp_path / "a.zip", {"a.json": bytes(1024 * 1024 * 8)})
    data = path.read_bytes()
    path.write_bytes(data.replace(struct.pack("<I", 1024 * 1024 * 8), struct.pack("<I", 10)))
    with pytest.raises(FileRefused) as refused:
        ZipTree(path, LIMITS).read("a.json")
    assert refused.value.code == "file.broken"


def test_encrypted_member_is_refused_with_its_name(tmp_path: Path) -> None:
    path = make_zip(tmp_path / "a.zip", {"a.json": b"{}"})
    data = bytearray(path.read_bytes())
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(bytes(data))
    with pytest.raises(FileRefused, match=r"a\.json") as refused:
        ZipTree(path, LIMITS).read("a.json")
    assert refused.value.code == "file.encrypted"


def test_truncated_and_flipped_archives_are_refusals_never_tracebacks(tmp_path: Path) -> None:
    path = make_zip(tmp_path / "a.zip", {"a.json": b'{"a": 1}' * 200, "b.json": b"{}"})
    whole = path.read_bytes()
    damaged = tmp_path / "d.zip"
    for cut in range(2, len(whole), 7):
        for data in (whole[:cut], whole[:cut] + bytes([whole[cut] ^ 0xFF]) + whole[cut + 1 :]):
            damaged.write_bytes(data)
            try:
                tree = open_exports_tree(damaged, LIMITS)
                for name in tree.names():
                    tree.read(name)
            except FileRefused as refused:
                assert refused.code.startswith("file.")


def test_trees_are_pickled_and_open_themselves_again(tmp_path: Path) -> None:
    folder = tmp_path / "exports"
    folder.mkdir()
    (folder / "a.json").write_bytes(b"1")
    make_zip(folder / "in.zip", {"services/b.json": b"2"})
    tree = pickle.loads(pickle.dumps(open_exports_tree(folder, LIMITS)))
    assert tree.names() == ("a.json", "in.zip/services/b.json")
    assert [tree.read(name) for name in tree.names()] == [b"1", b"2"]


def test_broken_zip_in_a_folder_is_told_and_the_rest_is_read(tmp_path: Path) -> None:
    make_zip(tmp_path / "good.zip", {"b.json": b"2"})
    (tmp_path / "bad.zip").write_bytes(b"PK\x03\x04 nothing")
    tree = open_exports_tree(tmp_path, LIMITS)
    assert tree.names() == ("good.zip/b.json",)
    assert [(one.code, one.place.file) for one in tree.problems] == [("file.broken", "bad.zip")]


def test_refusal_survives_a_process_border() -> None:
    refused = pickle.loads(pickle.dumps(FileRefused("file.empty", "m", "a")))
    assert (refused.code, refused.finding("f", "g").group) == ("file.empty", "g")


def test_clean_text_keeps_markup_and_takes_controls() -> None:
    assert clean_text("<script>../file:///</script> «Ё»") == ("<script>../file:///</script> «Ё»", False)
    assert clean_text("a\tb\r\nc") == ("a b c", False)
    assert clean_text("a\x00b\x1b[2J\u202ec\ud800") == ("ab[2Jc\ufffd", True)


@given(st.text(st.characters(), max_size=40))
def test_cleaned_text_is_clean_and_can_be_written(text: str) -> None:
    cleaned, _changed = clean_text(text)
    cleaned.encode()
    assert clean_text(cleaned) == (cleaned, False)


@given(st.text(max_size=400), st.integers(20, 150))
@example("0 \x1b\x850", 20)
def test_safe_name_holds_its_promises(text: str, limit: int) -> None:
    name = safe_name(text, limit)
    assert 1 <= len(name) <= limit
    assert len(name.encode()) <= 200
    assert not set(name) & set('<>:"|?*\\/\0')
    assert name.strip(" .") == name
    assert name not in ("", ".", "..")
    assert safe_name(name, limit) == name


@pytest.mark.parametrize("text", ["con", "NUL.txt", "LPT1", "com²"])
def test_reserved_device_names_are_avoided(text: str) -> None:
    assert safe_name(text).startswith("_")


def test_long_names_stay_different_and_short_ones_readable() -> None:
    assert safe_name("ИС-21 2025/26") == "ИС-21 2025-26"
    one, other = safe_name("А" * 300), safe_name("А" * 299 + "Б")
    assert one != other
    assert one.startswith("ААА")


def test_unique_names_ignore_case_and_composition() -> None:
    names = UniqueNames()
    taken = [names.take(text, ".json") for text in ("ИС-й", "ис-Й", DECOMPOSED.removesuffix(".json"))]
    assert taken == ["ИС-й.json", "ис-Й (2).json", "ИС-й (3).json"]
