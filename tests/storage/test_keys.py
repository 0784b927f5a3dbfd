"""The one rule for names."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.errors import KeyRefused
from storage.keys import LONGEST, checked, collision_in, offence_of

GOOD = [
    "a",
    "2025-26/ИС-21/data/Том 1.pdf",
    "ЧИТАТЬ.txt",
    "data/Ёлка (1), №2.json",
    "console.txt",
    ".hidden",
    "a..b",
]
BAD = {
    "": "empty",
    "/etc/passwd": "absolute",
    "..": "dot-segment",
    "a/../b": "dot-segment",
    "./a": "dot-segment",
    "a//b": "empty-segment",
    "a/": "empty-segment",
    "я" * (LONGEST + 1): "too-long",
    "я" * 121: "segment-too-long",
    "e\u0308": "not-nfc",
    "C:\\x": "forbidden-character",
    "a?": "forbidden-character",
    "a\nb": "control-character",
    "a\u202eb": "control-character",
    "a.": "trailing-dot-or-space",
    "a /b": "trailing-dot-or-space",
    " a": "leading-space",
    "Nul": "device-name",
    "x/com1.txt": "device-name",
    "lpt¹": "device-name",
    ".archiver-1.part": "reserved",
    "\udcff": "undecodable",
}


@pytest.mark.parametrize("key", GOOD)
def test_good_names(key: str) -> None:
    assert offence_of(key) is None
    assert checked(key) == key


@pytest.mark.parametrize(("key", "offence"), BAD.items())
def test_bad_names_and_their_offences(key: str, offence: str) -> None:
    assert offence_of(key) == offence
    with pytest.raises(KeyRefused) as refusal:
        checked(key)
    assert (refusal.value.key, refusal.value.offence, refusal.value.code) == (key, offence, "key-refused")


@given(st.text(max_size=30))
def test_a_good_name_never_leads_out(key: str) -> None:
    if offence_of(key) is None:
        assert not key.startswith("/")
        assert not set(key.split("/")) & {"", ".", ".."}
        assert unicodedata.normalize("NFC", key) == key
        assert "\\" not in key
        assert "\0" not in key


@pytest.mark.parametrize(
    "keys",
    [
        ("a", "A"),
        ("ё.pdf", "Ё.pdf"),
        ("straße", "STRASSE"),
        ("A/x", "a/y"),
        ("a", "a/b"),
        ("a/b", "A"),
    ],
)
def test_names_that_some_file_system_takes_for_one(keys: tuple[str, str]) -> None:
    assert collision_in(keys) is not None
    assert collision_in(keys[::-1]) is not None


def test_names_that_are_apart() -> None:
    assert collision_in(["a/b", "a/c", "ab", "a.txt", "е", "ё"]) is None
