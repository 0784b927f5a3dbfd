"""The faces of the press: one fixed subset each, the same bytes wherever it is cut."""

import errno
import io

import pytest
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st

from archiver.errors import OutputFailed
from archiver.press import fonts
from archiver.press.text.printable import printable

RUSSIAN = "АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯабвгдеёжзийклмнопрстуфхцчшщъыьэюя0123456789№«»„“—–-…§°±×/\\%"
NEIGHBOURS = "ӘәҒғҖҗҚқҢңӨөҮүҰұҺһІіҘҙҠҡҪҫҨӐӑӖӗӲӳЇїЄєҐґЎў"


@pytest.fixture(scope="module")
def narrow() -> bytes:
    return fonts.subset("PTN57F")


def test_a_face_is_cut_to_the_same_bytes_every_time(narrow):
    assert fonts.subset("PTN57F") == narrow


def test_a_subset_has_letters_and_kerning_but_no_hints(narrow):
    font = TTFont(io.BytesIO(narrow))
    assert {ord(letter) for letter in RUSSIAN + NEIGHBOURS} <= font.getBestCmap().keys()
    assert "GPOS" in font
    assert not {"fpgm", "prep", "cvt ", "DSIG", "hdmx"} & set(font.keys())
    assert len(narrow) < 70_000


def test_no_glyph_of_a_subset_lacks_a_code_point_that_a_page_could_use(narrow):
    font = TTFont(io.BytesIO(narrow))
    features = {record.FeatureTag for record in font["GPOS"].table.FeatureList.FeatureRecord}
    assert features == {"kern"}
    assert not font["GSUB"].table.LookupList.Lookup if "GSUB" in font else True


def test_the_font_settings_name_only_our_folder():
    config = fonts.fontconfig_file()
    text = config.read_text("utf-8")
    assert text.count("<dir>") == 1
    assert f"<dir>{config.parent}</dir>" in text
    assert sorted(path.stem for path in config.parent.glob("*.ttf")) == sorted((*fonts.FACES, fonts.FALLBACK))


def test_an_unwritable_cache_does_not_stop_the_press(monkeypatch, tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("")
    monkeypatch.setattr("platformdirs.user_cache_dir", lambda *_: str(blocked / "below"))
    kept, config = fonts._prepared.__wrapped__()
    assert config.is_file()
    assert blocked not in config.parents
    # Forms and plates lie beside the fonts, never in the system's temporary folder itself.
    assert kept in config.parents
    assert kept.name.endswith(".scratch")


def test_where_there_is_no_room_for_fonts_at_all_the_cause_is_told(monkeypatch):
    def full(*_given: object) -> None:
        raise OSError(errno.EFBIG, "File too large")

    monkeypatch.setattr(fonts, "keep", full)
    monkeypatch.setattr(fonts, "kept", lambda _path: None)
    monkeypatch.setattr(fonts, "is_usable", lambda _folder: False)
    monkeypatch.setattr(fonts, "_sum", lambda _path: None)
    with pytest.raises(OutputFailed, match="слишком большой файл"):
        fonts._prepared.__wrapped__()


@pytest.mark.parametrize(
    ("text", "shown", "missing"),
    [
        ("Ёжик и\u0306 е\u0308", "Ёжик й ё", ()),
        ("中国", "⟨U+4E2D⟩⟨U+56FD⟩", ("中", "国")),
        ("a\u202eb", "a⟨U+202E⟩b", ("\u202e",)),
        ("звонок\x07", "звонок⟨U+0007⟩", ("\x07",)),
        ("пере\u00adнос\u200b", "перенос", ()),
        ("две\r\nстроки\tи", "две строки и", ()),
        ("👍🏽", "⟨U+1F44D⟩⟨U+1F3FD⟩", ("👍", "🏽")),
        ("∫ x² dx ≤ α → ✓", "∫ x² dx ≤ α → ✓", ()),
        ("", "", ()),
    ],
)
def test_what_no_face_shows_is_made_visible(text, shown, missing):
    assert printable(text) == (shown, missing)


@given(st.text())
def test_printable_text_is_made_of_what_the_faces_show(text):
    shown, missing = printable(text)
    assert {ord(letter) for letter in shown} <= fonts.repertoire()
    assert not {ord(letter) for letter in missing} & fonts.repertoire()
    assert printable(shown) == (shown, ())
