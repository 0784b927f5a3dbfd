"""What a content stream paints is told in full, or not at all."""

from __future__ import annotations

import pytest

from archiver.press.paint.canvas import FONT_NAMES, Canvas
from archiver.press.paint.painted import Painted, Rule, painted
from archiver.press.section.proof import page_differences
from archiver.press.text.letters import letters
from archiver.press.text.paragraphs import set_line
from archiver.press.text.type import Type

NAMED = {name: face for face, name in FONT_NAMES.items()}
SERIF = Type("PTF55F", 12.0, 1.22, 0.9)


def page(*said: tuple[str, float, float], rules: tuple[tuple[float, float, float], ...] = ()) -> Painted:
    canvas = Canvas(800.0)
    for text, x, y in said:
        canvas.text(set_line(text, SERIF), x, y, SERIF)
    for left, right, y in rules:
        canvas.across(left, right, y, 1.0)
    return painted(canvas.content(), NAMED)


def test_a_canvas_is_read_as_it_was_written():
    told = page(("Тема", 100.0, 200.0), rules=((10.0, 50.0, 40.0),))
    (text,) = told.texts
    assert (text.face, text.size) == ("PTF55F", pytest.approx(9.0))
    assert (text.x, text.y) == (pytest.approx(75.0, abs=0.006), pytest.approx(450.0, abs=0.006))
    assert len(text.glyphs) == 4
    (rule,) = told.rules
    assert (rule.horizontal, rule.at, rule.start, rule.end, rule.width) == (
        True, pytest.approx(570.0), pytest.approx(7.5), pytest.approx(37.5), pytest.approx(0.75),
    )  # fmt: skip


def test_equal_pages_have_no_differences_and_any_other_has_one():
    plain = page(("Тема", 100.0, 200.0), ("5", 10.0, 10.0), rules=((10.0, 50.0, 40.0),))
    assert list(page_differences(plain, plain)) == []
    others = (
        page(("Тема", 100.0, 200.0), rules=((10.0, 50.0, 40.0),)),
        page(("5", 10.0, 10.0), ("Тема", 100.0, 200.0), rules=((10.0, 50.0, 40.0),)),
        page(("Темы", 100.0, 200.0), ("5", 10.0, 10.0), rules=((10.0, 50.0, 40.0),)),
        page(("Тема", 100.2, 200.0), ("5", 10.0, 10.0), rules=((10.0, 50.0, 40.0),)),
        page(("Тема", 100.0, 200.2), ("5", 10.0, 10.0), rules=((10.0, 50.0, 40.0),)),
        page(("Тема", 100.0, 200.0), ("5", 10.0, 10.0), rules=((10.0, 50.5, 40.0),)),
        page(("Тема", 100.0, 200.0), ("5", 10.0, 10.0)),
    )
    for other in others:
        assert list(page_differences(plain, other))
        assert list(page_differences(other, plain))


def test_letters_spaced_otherwise_are_a_difference():
    line = letters("PTF55F").line("Тема")
    start = b"BT /A 9 Tf 1 0 0 1 10 10 Tm["
    told = painted(start + line.body.encode() + b"]TJ ET", NAMED)
    wide = line.body[:5] + ">-30<" + line.body[5:]
    assert list(page_differences(told, painted(start + wide.encode() + b"]TJ ET", NAMED)))


def test_a_rule_painted_in_pieces_is_one_rule():
    pieces = painted(b"1 w 0 5 m 10 5 l S 10 5 m 20 5 l S 30 5 m 40 5 l S", {})
    assert pieces.rules == (Rule(True, 5.0, 0.0, 20.0, 1.0), Rule(True, 5.0, 30.0, 40.0, 1.0))


@pytest.mark.parametrize(
    "content",
    [
        b"1 0 0 rg",
        b"0.5 G",
        b"/A0.5 gs",
        b"[1 2] 0 d",
        b"1 w 0 0 m 10 5 l S",
        b"0 0 100 100 re f*",
        b"0 0 10 10 re f",
        b"/Im0 Do",
        b"0 0 m 1 1 2 2 3 3 c S",
    ],
    ids=["colour", "grey", "transparent", "dashed", "slanted", "area", "fill", "image", "curve"],
)
def test_what_is_not_looked_at_is_refused(content):
    with pytest.raises(ValueError, match=r"."):
        painted(content, {})


def test_text_cut_elsewhere_is_a_difference():
    def cut(right: int) -> Painted:
        clip = f"q 0 0 {right} 50 re W n BT /A 9 Tf 1 0 0 1 10 10 Tm[<0001014a>]TJ ET Q"
        return painted(clip.encode(), NAMED)

    assert list(page_differences(cut(40), cut(40))) == []
    assert list(page_differences(cut(40), cut(45)))
