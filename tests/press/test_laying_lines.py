"""Lines broken here are the engine's own lines: the same letters on each, as wide within a thousandth."""

from __future__ import annotations

import re
from functools import cache
from io import BytesIO

import pytest
from fontTools.ttLib import TTFont
from hypothesis import strategies as st
from laying_specs import WORDS, texts

from archiver.press import fonts
from archiver.press.refusal import CannotLayError
from archiver.press.text.breaks import _odd_divisions, breaks_of, divisions, unicode_breaks
from archiver.press.text.from_pango import asked_line, asked_lines
from archiver.press.text.letters import Line, letters
from archiver.press.text.lines import broken
from archiver.press.text.paragraphs import baselines, height_of, set_line, set_lines
from archiver.press.text.printable import printable
from archiver.press.text.type import Type
from draws import drawn

NEIGHBOURS = ("очень", "г.", "У", "АВТ", "длинная", "Уход", "да,", "«А»", "(и)", "WWW", "To", "12", "Т", "л")
"""Words that spaces draw nearer, on one side or on both."""
FACES = ("PTF55F", "PTF75F", "PTN57F")
SERIF = Type("PTF55F", 12.0, 1.22, 0.9)

plain = st.lists(st.sampled_from([word for word in WORDS if letters("PTF55F").covers(word)]), min_size=1)


def glyphs(line: Line) -> str:
    """The glyph numbers of a line, without kerning and spaces at its end."""
    bodies = [line.body] if line.body else [body for run in line.runs for _rise, body in run.shows]
    shown = "".join(re.findall(r"<([0-9a-f]*)>", "".join(bodies)))
    while shown.endswith("0001") and len(shown) % 4 == 0:
        shown = shown[:-4]
    return shown


@cache
def spaces() -> frozenset[str]:
    """The glyph numbers of spaces, in each face that has some."""
    faces = [TTFont(BytesIO(fonts.subset_program(face))) for face in ("PTF55F", "DejaVuSansCondensed")]
    signs = [(face, face.getBestCmap().get(ord(sign))) for face in faces for sign in " \u00a0\u2009"]
    return frozenset(f"{face.getGlyphID(name):04x}" for face, name in signs if name)


def inked(numbers: str) -> list[str]:
    """Glyph numbers without spaces, which are not painted at the end of a line."""
    return [number for number in re.findall("....", numbers) if number not in spaces()]


def same(ours: list[Line], theirs: tuple[Line, ...], size: float) -> None:
    assert [glyphs(line) for line in ours] == [glyphs(line) for line in theirs]
    for own, other in zip(ours, theirs, strict=True):
        # The engine rounds the width and the kerning of each glyph to 1/1024 px.
        assert abs(own.width - other.width) * size / 1000 <= (len(glyphs(own)) // 4 + 1) / 1024


@drawn(
    150,
    words=plain,
    face=st.sampled_from(FACES),
    width=st.floats(20.0, 500.0),
    size=st.sampled_from((8.0, 9.0, 12.0)),
)
def test_lines_are_the_engine_s_with_and_without_hyphens(words, face, width, size):
    text = " ".join(words)
    type_ = Type(face, size, 1.2, 0.9)
    for hyphens in (False, True):
        try:
            ours = broken(letters(face), text, size, (width,), hyphens=hyphens)
        except CannotLayError:
            continue  # a word longer than its line: the engine is asked
        same(ours, asked_lines(text, type_, (width,), hyphens=hyphens), size)


@drawn(
    150,
    words=st.lists(st.sampled_from(NEIGHBOURS), min_size=3, max_size=9),
    count=st.integers(1, 8),
    over=st.floats(-0.7, 0.1),
)
def test_a_line_that_just_fits_is_decided_as_the_engine_does(words, count, over):
    text, first = " ".join(words), " ".join(words[: min(count, len(words) - 1)])
    width = letters("PTF55F").line(first).width * 12 / 1000 + over
    try:
        ours = broken(letters("PTF55F"), text, 12.0, (width,))
    except CannotLayError:
        return
    same(ours, asked_lines(text, SERIF, (width,)), 12.0)


BROKEN = (
    "№", "—", "–", "4.", "12", "«Слово»", "(и)", "слово,", "А.Б.", "т.е.", "3,5", "ОП.01", "МДК.03.02",
    "22-у", "(приказ", "22-у)", "5–7", "а–б", "и/или", "1/2", "А/3", "3/А", "1-й", "А-3", "кое-что-то",
    "4.5-6",
    "151\u00a0(сто", "лист,\u00a0151", "№\u00a04", "ПМ,01", "-а", "«Что-то»", "что;", "Да!",
    "№4", "3.А", "№-5",
)  # fmt: skip
"""Words with signs at or in them, where a line may end or may not."""


@drawn(150, st.lists(st.sampled_from(BROKEN), min_size=1, max_size=8).map(" ".join))
def test_lines_may_end_where_the_engine_ends_them(text):
    assert breaks_of(text) == [*unicode_breaks(text), len(text)]


def test_a_word_with_a_hyphen_in_it_is_divided_as_the_engine_does():
    for word in (
        "Событийно-",
        "управляемое/",
        "«Программирование-",
        "(предпринимательства–",
        "кое-",
        "дела»!",
    ):
        assert divisions(word) == _odd_divisions(word)


@drawn(150, words=plain, widths=st.tuples(st.floats(80.0, 200.0), st.floats(80.0, 200.0)))
def test_each_line_has_its_own_width(words, widths):
    text = " ".join(words)
    try:
        ours = broken(letters("PTF55F"), text, 12.0, widths)
    except CannotLayError:
        return
    same(ours, asked_lines(text, SERIF, widths), 12.0)


@drawn(150, texts())
def test_a_text_of_any_signs_keeps_them_all(text):
    whole = re.sub(" +", " ", text)
    line = set_line(whole, SERIF)
    lines = set_lines(whole, SERIF, (150.0,))
    joined = "".join(glyphs(item) for item in lines)
    assert inked(joined) == inked(glyphs(line))


@pytest.mark.parametrize("text", ["x ≥ y", "за\u0301мок", "а\u2009б", "✓"])
def test_what_one_face_cannot_say_alone_is_refused_here_and_asked_there(text):
    assert not letters("PTF55F").covers(text)
    with pytest.raises(CannotLayError, match="a character of another face"):
        letters("PTF55F").line(text)
    line = asked_line(text, SERIF)
    assert not line.body
    assert glyphs(line)


def test_letters_composed_and_taken_apart_look_the_same():
    for composed, apart in (("ёлка", "е\u0308лка"), ("йод", "и\u0306од")):
        assert set_line(composed, SERIF) == set_line(printable(apart)[0], SERIF)


def test_signs_of_the_fallback_face_stand_in_runs_of_their_own():
    line = asked_line("при x ≥ 1", SERIF)
    assert [run.face for run in line.runs] == ["PTF55F", fonts.FALLBACK, "PTF55F"]


def test_a_line_with_higher_signs_takes_their_height():
    high = Line("", 100.0, asked_line("≥", SERIF).runs, above=2.0, below=1.0)
    lines = (high, Line("<0001>", 100.0))
    assert height_of(lines, SERIF) == pytest.approx(2 * SERIF.line + 3.0)
    first, second = baselines(lines, SERIF)
    assert first == pytest.approx(SERIF.drop + 2.0)
    assert second == pytest.approx(SERIF.drop + 3.0 + SERIF.line)


def test_a_word_longer_than_its_line_is_broken_anywhere_when_asked():
    word = "Ж" * 60
    with pytest.raises(CannotLayError, match="a word longer than its line"):
        broken(letters("PTF55F"), word, 12.0, (100.0,))
    lines = set_lines(word, SERIF, (100.0,))
    assert len(lines) > 5
    assert all(line.width * 12 / 1000 <= 100.0 for line in lines)


def test_what_shows_nothing_is_not_painted():
    for blank in (" ", "\u00a0"):
        line = letters("PTF55F").line(blank)
        assert line.body == ""
        assert line.width > 0
