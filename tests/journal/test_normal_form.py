"""Normal forms of long texts are those of Python, asked of it for a thousand characters at most."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archiver.journal import normal_form
from archiver.journal.normal_form import normalized

ROOT = Path(normal_form.__file__).parents[1]
letters = st.sampled_from("аеийЙ ёbe\u0301\u0323\u0308\u0306\u0327kÅﬁ①한\u1100\u1161中7,-")


@settings(max_examples=60, deadline=None)
@given(st.text(letters, max_size=40), st.integers(1, 60), st.sampled_from(["NFC", "NFD", "NFKC"]))
def test_a_text_of_letters_is_normalized_as_python_does(text, times, form):
    words = f"{text} и далее, " * times
    assert normalized(form, words) == unicodedata.normalize(form, words)


@pytest.mark.parametrize("text", ["a" + "\u0301\u0323" * 5000, "中" * 5000, "е\u0308" * 5000, "я" * 5000])
def test_python_is_never_asked_for_more_than_a_thousand_at_once(text, monkeypatch):
    asked = []
    real = unicodedata.normalize
    monkeypatch.setattr(unicodedata, "normalize", lambda form, part: asked.append(part) or real(form, part))
    normalized("NFC", text)
    assert "".join(asked) == text
    assert max(map(len, asked)) <= 1000


def test_nobody_asks_python_behind_its_back():
    direct = [
        path.relative_to(ROOT).as_posix()
        for path in ROOT.rglob("*.py")
        if "unicodedata.normalize(" in path.read_text("utf-8")
    ]
    assert sorted(direct) == [
        "journal/collation.py",  # of single letters
        "journal/normal_form.py",
    ]
