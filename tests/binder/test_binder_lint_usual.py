"""What the check does not read object by object: it is told apart to the byte, and anything else is read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from bound import make_settings
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DictionaryObject

import archiver.binder.volume as room
from archiver.binder.assembly import assemble
from archiver.binder.lint.check import lint
from archiver.binder.lint.usual import usual
from archiver.binder.metadata import About
from archiver.binder.pdf_file import PdfFile
from archiver.binder.segments import Segment
from archiver.binder.volume import bind
from archiver.binding.parts import binder_parts, ordered, part_specs
from archiver.press.worker import press_part


@dataclass(frozen=True)
class Made:
    """A laid volume, and what it was made from."""

    path: Path
    segments: tuple[Segment, ...]
    about: About


@pytest.fixture(scope="module", params=[False, True], ids=["one side", "both sides"])
def made(request, journal, tmp_path_factory) -> Made:
    settings, kept = make_settings(duplex=request.param), {}

    def remember(stream, segments, about, **kwargs):
        kept.update(segments=segments, about=about)
        return assemble(stream, segments, about, **kwargs)

    folder = tmp_path_factory.mktemp("usual")
    sections = ordered(journal, settings)[:3]
    laid = [press_part(spec, folder / "parts") for spec in part_specs(journal, sections, settings)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(room, "assemble", remember)
        (volume,) = bind(journal, binder_parts(journal, sections, laid), settings, folder)
    return Made(volume.path, kept["segments"], kept["about"])


def found(made: Made, path: Path) -> set[str]:
    return {problem.split(":")[0] for problem in lint(path, made.about, made.segments)}


def written(made: Made, path: Path, change: Callable[[bytes], bytes]) -> Path:
    """The volume written anew, every object changed on its way."""
    put = PdfFile.put_serialized

    def spoil(self, reference, body, *, is_stream):
        put(self, reference, change(body), is_stream=is_stream)

    with pytest.MonkeyPatch.context() as patch, path.open("wb") as file:
        patch.setattr(PdfFile, "put_serialized", spoil)
        assemble(file, made.segments, made.about)
    return path


def test_pages_bookmarks_and_streams_are_usual_and_nothing_else_is(made: Made) -> None:
    data = made.path.read_bytes()
    reader = PdfReader(made.path)
    known = usual(reader, data)
    assert sorted(known.pages) == sorted(page.indirect_reference.idnum for page in reader.pages)
    whole = PdfReader(made.path)
    for number in known.bookmarks:
        assert "/Dest" in whole.get_object(number)
    for number in known.streams:
        assert set(whole.get_object(number)) == {"/Filter"}  # and its length
    for number, page in known.pages.items():
        read = whole.get_object(number)
        assert isinstance(read, DictionaryObject)
        assert set(read) == {"/Type", "/Parent", "/MediaBox", "/Resources", "/Contents"}
        assert known.content(page) == read["/Contents"].get_object().get_data()


def test_a_sound_volume_has_no_problems_whoever_reads_it(made: Made, tmp_path) -> None:
    assert lint(made.path, made.about, made.segments) == ()
    PdfWriter(clone_from=made.path).write(tmp_path / "x.pdf")
    assert not found(made, tmp_path / "x.pdf") & {"pages.count", "page.number", "pages.labels", "font.none"}


def damaged(body: bytes) -> bytes:
    return body[:-30] + b"abcdefgh" + body[-22:] if body.startswith(b"<< /Filter") else body


PAGE = b"<< /Type /Page /Parent "


@pytest.mark.parametrize(
    ("rule", "change"),
    [
        ("page.annotated", lambda body: body.replace(PAGE, b"<< /Annots [] /Type /Page /Parent ")),
        ("page.size", lambda body: body.replace(PAGE, b"<< /Rotate 90 /Type /Page /Parent ")),
        ("object.active", lambda body: body.replace(PAGE, b"<< /AA <<>> /Type /Page /Parent ")),
        ("transparency.group", lambda body: body.replace(PAGE, b"<< /Group <<>> /Type /Page /Parent ")),
        ("file.broken", lambda body: body.replace(PAGE, b"<< /Type /Page /Parent 9")),
        ("file.broken", lambda body: body.replace(b"/Count ", b"/Count 1")),
        ("object.active", lambda body: body.replace(b"<<\n/Title (", b"<<\n/A 7\n/Title (")),
        ("stream.filter", lambda body: body.replace(b"<< /Filter", b"<< /DecodeParms 7 /Filter")),
        ("page.size", lambda body: body.replace(b"/MediaBox [0 0 841", b"/MediaBox [0 0 541")),
        ("font.glyph-map", lambda body: body.replace(b"/DW 1000 /W", b"/DW 1000 /V")),
        ("file.broken", damaged),
    ],
)
def test_what_is_broken_is_found(made: Made, tmp_path, rule, change) -> None:
    assert rule in found(made, written(made, tmp_path / "x.pdf", change))


def test_a_page_without_its_number_is_found(made: Made, tmp_path, monkeypatch) -> None:
    monkeypatch.setattr("archiver.binder.stamp.closing", lambda sheet, number: b"Q\n")
    assert "page.number" in found(made, written(made, tmp_path / "x.pdf", lambda body: body))
