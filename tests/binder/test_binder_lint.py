"""The check of finished volumes finds what assembly could break; each rule is broken on purpose."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from bound import make_settings
from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    ByteStringObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
    TextStringObject,
)

import archiver.binder.volume as room
from archiver.binder import stamp
from archiver.binder.assembly import assemble
from archiver.binder.lint.check import lint
from archiver.binder.volume import bind
from archiver.errors import EngineFailed

Spoil = Callable[[PdfWriter], None]


@pytest.fixture(scope="module")
def made(journal, parts, tmp_path_factory):
    """A volume, and what it was made from."""
    kept = {}

    def remember(stream, segments, about, **kwargs):
        kept.update(segments=segments, about=about)
        return assemble(stream, segments, about, **kwargs)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(room, "assemble", remember)
        (volume,) = bind(journal, parts[:3], make_settings(), tmp_path_factory.mktemp("lint"))
    return volume.path, kept["about"], kept["segments"]


def rules(problems: tuple[str, ...]) -> set[str]:
    return {problem.split(":")[0] for problem in problems}


@pytest.fixture(scope="module")
def rewritten(made, tmp_path_factory) -> set[str]:
    """What is found in a copy by another writer with nothing spoiled."""
    return rules(spoil(made, tmp_path_factory.mktemp("same") / "x.pdf", lambda writer: None))


def spoil(made, path: Path, change: Spoil) -> tuple[str, ...]:
    source, about, segments = made
    writer = PdfWriter(clone_from=source)
    change(writer)
    writer.write(path)
    return lint(path, about, segments)


def catalog(name: str, value: object) -> Spoil:
    return lambda writer: writer.root_object.__setitem__(NameObject(name), value)


def without(name: str) -> Spoil:
    return lambda writer: writer.root_object.__delitem__(NameObject(name))


def page(index: int, name: str, value: object) -> Spoil:
    return lambda writer: writer.pages[index].__setitem__(NameObject(name), value)


def state(name: str, value: object) -> Spoil:
    def change(writer: PdfWriter) -> None:
        resources = writer.pages[3]["/Resources"]
        states = DictionaryObject({NameObject("/x"): DictionaryObject({NameObject(name): value})})
        resources[NameObject("/ExtGState")] = states

    return change


def font(change_font: Callable[[DictionaryObject], None], kind: str = "/Type0") -> Spoil:
    def change(writer: PdfWriter) -> None:
        for item in writer._objects:
            if isinstance(item, dict) and item.get("/Subtype", item.get("/Type")) == kind:
                change_font(item)
                return

    return change


def profile(change_profile: Callable[[DictionaryObject], None]) -> Spoil:
    return lambda writer: change_profile(writer.root_object["/OutputIntents"][0].get_object())


def renumbered(writer: PdfWriter) -> None:
    first, second = writer.pages[2]["/Contents"], writer.pages[3]["/Contents"]
    first[2], second[2] = second[2], first[2]


def moved(writer: PdfWriter) -> None:
    contents = writer.pages[2]["/Contents"][2].get_object()
    data = contents.get_data()
    contents.set_data(data.replace(b"1 0 0 1 8", b"1 0 0 1 7"))


def numbered_cover(writer: PdfWriter) -> None:
    cover, body = writer.pages[0], writer.pages[2]["/Contents"]
    cover[NameObject("/Contents")] = ArrayObject([cover.raw_get("/Contents"), body[2]])
    writer.pages[0]["/Resources"]["/Font"][NameObject(stamp.FONT_NAME)] = writer.pages[2]["/Resources"][
        "/Font"
    ].raw_get(stamp.FONT_NAME)


CASES: dict[str, Spoil] = {
    "file.id": lambda writer: setattr(writer, "_ID", ArrayObject([ByteStringObject(b"x" * 16)] * 2)),
    "catalog.active": catalog("/OpenAction", ArrayObject()),
    "catalog.lang": catalog("/Lang", TextStringObject("en")),
    "catalog.title-not-displayed": catalog("/ViewerPreferences", DictionaryObject()),
    "object.active": page(2, "/AA", DictionaryObject()),
    "stream.filter": lambda writer: (
        writer.pages[2]["/Contents"][1]
        .get_object()
        .__setitem__(NameObject("/DecodeParms"), DictionaryObject())
    ),
    "transparency.alpha": state("/ca", FloatObject(0.5)),
    "transparency.bm": state("/BM", NameObject("/Multiply")),
    "transparency.smask": state("/SMask", DictionaryObject()),
    "transparency.group": page(2, "/Group", DictionaryObject()),
    "intent.count": catalog("/OutputIntents", ArrayObject()),
    "intent.kind": profile(lambda intent: intent.__setitem__(NameObject("/S"), NameObject("/GTS_PDFX"))),
    "intent.profile": profile(
        lambda intent: intent["/DestOutputProfile"].__setitem__(NameObject("/N"), NumberObject(4))
    ),
    "info.differs-from-xmp": lambda writer: writer.add_metadata({"/Author": "Другой"}),
    "info.title": lambda writer: writer.add_metadata({"/Title": "Другой"}),
    "info.dates": lambda writer: writer.add_metadata({"/CreationDate": "D:20260101000000Z"}),
    "xmp.pdfaid": lambda writer: writer.root_object["/Metadata"].set_data(b"<x/>"),
    "font.not-embedded": font(lambda item: item.__delitem__(NameObject("/FontFile2")), "/FontDescriptor"),
    "font.cid-set": font(
        lambda item: item.__setitem__(NameObject("/CIDSet"), NumberObject(0)), "/FontDescriptor"
    ),
    "font.names-differ": font(
        lambda item: item.__setitem__(NameObject("/FontName"), NameObject("/AAAAAA+Arial")), "/FontDescriptor"
    ),
    "font.subset-name": font(lambda item: item.__setitem__(NameObject("/BaseFont"), NameObject("/Arial"))),
    "font.kind": font(lambda item: item.__setitem__(NameObject("/Subtype"), NameObject("/Type3"))),
    "font.glyph-map": font(lambda item: item.__delitem__(NameObject("/W")), "/CIDFontType2"),
    "font.to-unicode": font(lambda item: item.__setitem__(NameObject("/ToUnicode"), NumberObject(0))),
    "pages.count": lambda writer: writer.add_blank_page(10, 10),
    "page.size": page(2, "/Rotate", NumberObject(90)),
    "page.annotated": page(2, "/Annots", ArrayObject()),
    "page.number": renumbered,
    "page.number-place": moved,
    "page.numbered": numbered_cover,
    "pages.labels": without("/PageLabels"),
    "file.broken": without("/OutputIntents"),
}


def test_a_sound_volume_has_no_problems(made) -> None:
    assert lint(*made) == ()


@pytest.mark.parametrize("rule", CASES)
def test_what_is_broken_is_found(made, rewritten, tmp_path, rule) -> None:
    assert rule not in rewritten
    assert rule in rules(spoil(made, tmp_path / "x.pdf", CASES[rule]))


@pytest.mark.parametrize(
    ("rule", "change"),
    [
        ("file.header", lambda data: b"%PDF-1.4" + data[8:]),
        ("file.header", lambda data: data[:10] + b"abcd" + data[14:]),
        ("file.end", lambda data: data + b"\n"),
        ("file.unreadable", lambda data: data[: len(data) // 2] + b"%%EOF\n"),
    ],
    ids=["version", "text", "tail", "torn"],
)
def test_framing_is_held(made, tmp_path, rule, change) -> None:
    source, about, segments = made
    (tmp_path / "x.pdf").write_bytes(change(source.read_bytes()))
    assert rule in rules(lint(tmp_path / "x.pdf", about, segments))


def test_encryption_is_refused(made, tmp_path) -> None:
    def change(writer: PdfWriter) -> None:
        writer.encrypt("", "x", algorithm="RC4-128")

    assert "file.encrypted" in rules(spoil(made, tmp_path / "x.pdf", change))


def test_a_volume_that_fails_is_not_published(journal, parts, folder, monkeypatch) -> None:
    def misplace(sheet, number):
        return closing(sheet, number).replace(b" 0 g ", b" 1 g ")

    closing = stamp.closing
    monkeypatch.setattr(stamp, "closing", misplace)
    with pytest.raises(EngineFailed, match=r"page\.number"):
        bind(journal, parts[:1], make_settings(), folder)
    assert list(folder.iterdir()) == []


def test_it_reads_with_its_own_eyes(made) -> None:
    """The volume opens in pypdf's strict mode without a complaint."""
    assert len(PdfReader(made[0], strict=True).pages) == 9
