"""Volumes of laid pages: what assembly adds to them, the same bytes anywhere, small, checked."""

from __future__ import annotations

import pickle
import subprocess
import sys
from pathlib import Path

import pytest
from bound import make_settings, press_parts
from pypdf import PdfReader

from archiver.binder import volume as room
from archiver.binder.plan import BinderPart
from archiver.binder.volume import Volume, bind
from archiver.binding.parts import binder_parts, ordered, part_specs
from archiver.errors import EngineFailed, OutputFailed
from archiver.press.part import LaidPart
from archiver.press.worker import press_part

SCRIPT = """
import pickle, sys
from pathlib import Path
from archiver.binder.volume import bind
journal, parts, settings = pickle.loads(Path(sys.argv[1]).read_bytes())
print(bind(journal, parts, settings, Path(sys.argv[2]))[0].sha256)
"""


@pytest.fixture(scope="module")
def laid(journal, tmp_path_factory) -> tuple[BinderPart, ...]:
    sections = ordered(journal, make_settings())
    specs = part_specs(journal, sections, make_settings())
    return binder_parts(journal, sections, [press_part(s, tmp_path_factory.mktemp("none")) for s in specs])


@pytest.fixture(scope="module")
def bound(journal, laid, tmp_path_factory) -> Volume:
    return bind(journal, laid, make_settings(), tmp_path_factory.mktemp("laid"))[0]


def test_pages_read_as_those_the_engine_sets(journal, bound: Volume, volume: Volume) -> None:
    ours, theirs = PdfReader(bound.path), PdfReader(volume.path)
    assert len(ours.pages) == len(theirs.pages)
    assert ours.page_labels == theirs.page_labels
    for own, other in list(zip(ours.pages, theirs.pages, strict=True))[2:-1]:
        assert own.extract_text().split() == other.extract_text().split()


def test_pages_unpacked_are_what_was_laid(laid, bound: Volume) -> None:
    pages = [page["/Contents"].get_object().get_data() for page in PdfReader(bound.path).pages][2:-1]
    contents = [content for part in laid for content in part.part.contents]
    assert len(pages) == len(contents)
    assert all(content in page for page, content in zip(pages, contents, strict=True))


def test_another_process_binds_the_same_bytes(journal, laid, bound: Volume, tmp_path) -> None:
    task = tmp_path / "task"
    task.write_bytes(pickle.dumps((journal, laid, make_settings())))
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, task, tmp_path / "out"], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == bound.sha256


def test_laid_and_set_parts_share_a_volume_and_its_faces(journal, laid, tmp_path) -> None:
    set_ = press_parts(journal, make_settings(), tmp_path / "cache")
    mixed = [own if at % 2 else other for at, (own, other) in enumerate(zip(laid, set_, strict=True))]
    (done,) = bind(journal, mixed, make_settings(), tmp_path / "out")
    reader = PdfReader(done.path, strict=True)
    objects = [reader.get_object(number) for number in range(1, int(str(reader.trailer["/Size"])))]
    names = [
        item["/BaseFont"] for item in objects if isinstance(item, dict) and item.get("/Subtype") == "/Type0"
    ]
    assert len(names) == len(set(names))
    assert [page.extract_text() for page in reader.pages[2:-1]] != []


def test_qpdf_finds_nothing(bound: Volume) -> None:
    subprocess.run(["qpdf", "--check", bound.path], check=True, capture_output=True)


def test_duplex_backs_are_mirrored_and_numbered(journal, laid, tmp_path) -> None:
    (done,) = bind(journal, laid, make_settings(duplex=True), tmp_path)
    pages = [page for page in PdfReader(done.path).pages if page.extract_text()]
    assert len(pages) >= len(laid)


def test_a_file_that_the_disk_changed_is_not_published(journal, laid, tmp_path, monkeypatch) -> None:
    assemble = room.assemble

    def spoil(file, *args, **kwargs):
        done = assemble(file, *args, **kwargs)
        file.seek(100)
        file.write(b"?")
        return done

    monkeypatch.setattr(room, "assemble", spoil)
    with pytest.raises(OutputFailed):
        bind(journal, laid, make_settings(), tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_every_volume_is_read_back_whole(journal, laid, tmp_path, monkeypatch) -> None:
    """One that is not as it should be is refused, whatever went well in this process before."""
    seen: list[Path] = []
    monkeypatch.setattr(room, "check_volume", lambda path, *args, **kwargs: seen.append(path))
    for _time in range(3):
        bind(journal, laid, make_settings(), tmp_path)
    assert len(seen) == 3

    def refuse(*_args, **_kwargs):
        raise EngineFailed("no")

    monkeypatch.setattr(room, "check_volume", refuse)
    with pytest.raises(EngineFailed):
        bind(journal, laid, make_settings(), tmp_path / "new")


def test_a_page_takes_four_kilobytes_at_most(journal, laid, tmp_path) -> None:
    assert all(isinstance(part.part, LaidPart) for part in laid)
    many = tuple(laid) * 12
    (done,) = bind(journal, many, make_settings(max_sheets=1000), tmp_path)
    assert done.path.stat().st_size / done.pages < 4096
